"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "planimport.by": "activity: who read the sheet in",
    "planrow.note": "words: a remark of the plan's author",
    "seed.note": "words: why something goes on into the next programme",
}
