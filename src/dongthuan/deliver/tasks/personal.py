"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "duechange.by": "activity: who moved the date",
    "duechange.reason": "words: why the date moved",
    "extensionask.answer": "words: the issuer's answer",
    "extensionask.answered_by": "activity: who answered for the issuer",
    "extensionask.by": "activity: who asked",
    "extensionask.reason": "words: why more time is needed",
    "obstacle.answer": "words: what was decided about it",
    "obstacle.by": "activity: who named the obstacle",
    "obstacle.proposal": "words: what its author proposes",
    "progress.answered_by": "activity: who accepted or sent back",
    "progress.by": "activity: who reported",
    "progress.reason": "words: why the report was sent back",
    "stopask.by": "activity: who asked to stop the task",
    "stopask.reason": "words: why it should stop",
    "stopconsent.by": "activity: who answered for a party",
    "stopconsent.reason": "words: why a party agrees or not",
    "task.seen_by": "activity: who received the task for the organisation",
}
