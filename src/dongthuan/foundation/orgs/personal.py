"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "area.full_name": "none: the full name of a territory",
    "sheetimport.by_id": "activity: who read the sheet in",
}
