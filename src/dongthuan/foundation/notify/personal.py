"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "digest.user": "activity: whose summary it is",
    "notice.user": "activity: whom the notice is for",
}
