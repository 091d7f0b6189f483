"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "planimport.by": "activity: who brought the Excel file, for who must answer for it",
    "planrow.note": "none: a remark on planned work of organisations",
    "seed.note": "none: a remark on what was carried over",
}
