"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "conversation.explanation": "words: what the organiser explains",
    "participant.key": "none: a keyed hash of a random number that only a browser holds; it leads to nobody",
    "statement.proposer": "none: a random number's row, not a person",
    "statement.reason": "words: why a statement is not shown",
    "statement.text": "words: one idea, of an official or a participant; shown after a person has read it",
    "vote.participant": "none: a random number's row, not a person",
    "votesimport.by": "activity: who brought in the ballots of a meeting",
}
