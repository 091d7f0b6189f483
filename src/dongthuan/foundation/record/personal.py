"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "entry.actor_id": "activity: the account that acted",
    "entry.actor_name": "identity: the name of that day; the record outlives accounts",
    "entry.actor_post": "activity: the post of that day, by which the person was allowed to act",
    "entry.note": "words: what the person acting added",
}
