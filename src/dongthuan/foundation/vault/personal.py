"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "item.sealed_by": "activity: who put a piece into the vault, for who must answer for it",
    "grant.person": "activity: who may look, for the head who gave it",
    "grant.given_by": "activity: which head let them look",
    "grant.ended_by": "activity: who ended it",
    "request.person": "activity: who asked to look",
    "request.note": "words: what for, shown to the second person and the head; names nobody",
    "request.second": "activity: the second person",
    "look.person": "activity: who looked, shown to the head of the handling body (LTC 56)",
    "look.person_name": "identity: the name that day, so that the line stays true",
    "look.note": "words: what for, shown to the head; names nobody",
    "look.second": "activity: who approved the look",
    "exclusion.person": "identity: whom the denunciation is about, so that it never reaches them",
    "exclusion.by": "activity: who entered it",
    "exclusion.lifted_by": "activity: who said it was a mistake",
    "redaction.released_by": "activity: who answers for what left the vault",
    "redaction.text": "words: what a person wrote, without what was marked for removal",
}
