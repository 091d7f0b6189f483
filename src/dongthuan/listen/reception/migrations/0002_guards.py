from django.db import migrations

from dongthuan.foundation.things import guards

SESSION = {
    "scheduled": ["posted", "held"],
    "posted": ["postponed", "held"],
    "postponed": [],
    "held": ["concluded"],
    "concluded": ["follow_up"],
    "follow_up": ["answered"],
    "answered": [],
}
VISIT = {
    "arrived": ["identified", "refused"],
    "identified": ["received", "refused"],
    "refused": [],
    "received": ["recorded"],
    "recorded": ["receipt"],
    "receipt": [],
}


class Migration(migrations.Migration):
    dependencies = [("reception", "0001_initial"), ("things", "0002_guards")]
    operations = [
        guards.state_moves("reception_session", "status", SESSION),
        guards.state_moves("reception_visit", "status", VISIT),
        guards.state_moves("reception_booking", "status", {"booked": ["cancelled", "came"], "cancelled": [], "came": []}),
    ]
