"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "digest.user": "activity: whose summary it is",
    "mailing.message": "words: the letter, until it is sent",
    "mailing.to": "contact: the address a person left to be answered at",
    "notice.user": "activity: whom the notice is for",
}
