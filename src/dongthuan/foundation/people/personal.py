"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "assignment.user": "activity: who held the post; rights come from it",
    "delegation.to": "activity: who may sign in whose place",
    "keyrecovery.closed_by": "activity: the second person of a recovery",
    "keyrecovery.reason": "words: what was lost, and how the person was recognised",
    "keyrecovery.requested_by": "activity: the first person of a recovery",
    "keyrecovery.user": "activity: whose key was recovered",
    "user.email": "contact: where the daily summary goes; may be empty",
    "user.full_name": "identity: the name by which an official acts",
    "user.language": "account: in which language the pages speak to this person",
    "user.password": "account: a salted hash, never the password",
    "user.username": "account: what is typed to sign in",
}
