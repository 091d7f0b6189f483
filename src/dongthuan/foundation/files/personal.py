"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "storedfile.uploaded_by_id": "activity: who brought a file in, for who must answer for it",
}
