"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "apikey.contact": "none: an office, not a person",
    "apikey.issued_by": "activity: the administrator who issued the key",
    "apikey.name": "none: an app or its body",
    "requestimport.by": "activity: who imported the file",
    "requestimport.data": "words: the file itself, kept only until it is loaded",
    "servicerequest.answers": "words: what the sender answered to the service's questions",
    "servicerequest.description": "words: what the sender wrote; unseen by the public until released",
    "servicerequest.email": "contact: to tell the sender, if they gave it; never shown outside the office",
    "servicerequest.full_name": "identity: if the sender gave it; never shown outside the office",
    "servicerequest.notes": "words: the office's answer, written without names",
    "servicerequest.phone": "contact: to ask back, if the sender gave it; never shown outside the office",
    "servicerequest.place": "words: where it is, which may be where someone lives; unseen until released",
    "servicerequest.released_by": "activity: who released the words",
    "servicerequest.shown": "words: what a person released for the public",
}
