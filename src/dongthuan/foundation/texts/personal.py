"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "version.note": "words: what an officer wrote about the version",
}
