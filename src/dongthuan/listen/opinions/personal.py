"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "block.by": "activity: who worded the reason",
    "block.text": "words: a reason as a body words it",
    "charge.by": "activity: who gave the groups to a department",
    "correction.by": "activity: who corrected the grouping",
    "correction.undone_by": "activity: who undid it",
    "giver.contact": "contact: given freely, for questions back and to tell one person from another; officers only",
    "giver.key": "identity: a keyed hash of the contact, by which persons are counted",
    "giver.name": "identity: given freely; shown to the organiser's officers only",
    "group.approved_by": "activity: who approved the decision",
    "group.name": "words: an official's words for what opinions mean",
    "group.proposed_by": "activity: who proposed the decision",
    "group.reason": "words: why it was decided so",
    "group.wording": "words: how the clause is to read",
    "intake.collector": "activity: who brought the papers in, never taken for the author",
    "quote.released_by": "activity: who answers for what everyone may read",
    "quote.taken_back_by": "activity: who took it back",
    "quote.text": "words: what its giver wrote, without what could name a person",
    "opinion.authority": "words: by what authority it is given for an organisation",
    "opinion.wording": "words: what its giver proposes; shown to nobody before a person released it",
    "opinion.words": "words: what its giver thinks; shown to nobody before a person released it",
}
