"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "consent.by": "activity: who consented for a party",
    "consultation.note": "words: what the organiser asks for",
    "decision.proposed_by": "none: a party, not a person",
    "decision.reason": "words: why it was decided so",
    "decision.wording": "words: how the clause is to read",
    "opinion.by": "activity: who answered for the organisation",
    "opinion.reason": "words: why the organisation says so",
    "opinion.wording": "words: what the organisation proposes",
}
