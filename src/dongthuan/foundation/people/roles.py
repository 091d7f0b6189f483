"""What each role may do, in one sentence. The pages read these; `permissions.py` of each app is what holds."""

from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Role

CITIZEN = "citizen"

SENTENCES = {
    CITIZEN: _("Reads what is public, speaks, and follows what became of it."),
    Role.COMMUNE_OFFICER: _("Carries out and reports the tasks of a commune, and answers drafts in its name."),
    Role.DISTRICT_OFFICER: _("Carries out and reports the tasks of a district, until the districts end on 30/06/2025."),
    Role.DEPARTMENT_OFFICER: _("Carries out and reports the tasks of a department, and answers drafts in its name."),
    Role.FOCAL_OFFICER: _(
        "Drafts the programme for a party, gathers views, hands out tasks, accepts or sends back reports, writes reviews."
    ),
    Role.LEADER: _("Sees everything of the organisation, decides, and signs in its name."),
    Role.RECEPTION_OFFICER: _("Receives people and petitions, registers and classifies them, guides and transfers."),
    Role.SOLVER: _(
        "Solves the petitions the organisation has accepted: verifies, holds the dialogue, drafts what is decided."
    ),
    Role.SECOND_READER: _(
        "Reads before a petition is refused, suspended or decided; the second person for a protected identity."
    ),
    Role.STEERING_VIEWER: _("Reads the progress of every programme, without changing anything."),
    Role.ADMINISTRATOR: _("Keeps organisations, posts and accounts; reads no content of any case."),
}

LABELS = {CITIZEN: _("Citizen"), **dict(Role.choices)}
