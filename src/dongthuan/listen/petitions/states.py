"""The lawful ways of a case, as data: intake, then one machine per kind. A trigger refuses every other move.

Sources: LTCD 25–28; LKN 7, 11, 11a, 27–44; LTC 24–40; NĐ 20/2008 Điều 8–14. What the table cannot say (a second complaint
needs its dialogue, a case ends only with its product) stands as constraints in `models/petition.py`.
"""

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    # intake
    RECEIVED = "received", pgettext_lazy("petition", "Received")
    REGISTERED = "registered", _("Registered")
    AWAITING = "awaiting", _("Waiting for the sender")
    CLASSIFIED = "classified", _("Classified")
    SPLIT = "split", _("Split into cases")
    LINKED = "linked", _("Joined to the same case")
    GUIDED = "guided", _("Guided")
    TRANSFERRED = "transferred", _("Transferred")
    RETURNED = "returned", _("Returned")
    FILED = "filed", _("Kept on file")
    REFUSED = "refused", _("Reception refused")
    # complaint
    KN_ADMISSIBILITY = "kn_admissibility", _("Complaint: conditions being checked")
    KN_ACCEPTED = "kn_accepted", _("Complaint accepted")
    KN_NOT_ACCEPTED = "kn_not_accepted", _("Complaint not accepted")
    KN_VERIFYING = "kn_verifying", _("Complaint being verified")
    KN_DIALOGUE = "kn_dialogue", _("Dialogue held")
    KN_SUSPENDED = "kn_suspended", _("Complaint suspended")
    KN_TERMINATED = "kn_terminated", _("Complaint terminated")
    KN_DECIDED = "kn_decided", _("Complaint decided")
    KN_SENT = "kn_sent", _("Decision sent")
    KN_PUBLISHED = "kn_published", _("Decision publicised")
    KN_SECOND = "kn_second", _("Second complaint made")
    KN_EFFECTIVE = "kn_effective", _("Decision in force")
    KN_ENFORCING = "kn_enforcing", _("Decision being carried out")
    KN_ENFORCED = "kn_enforced", _("Decision carried out")
    # denunciation
    TC_CHECK = "tc_check", _("Denunciation: conditions being checked")
    TC_REVIEW = "tc_review", _("Continued denunciation being reviewed")
    TC_NOT_HANDLED = "tc_not_handled", _("Not handled under the Law on Denunciations")
    TC_INSPECTION = "tc_inspection", _("Handed to inspection")
    TC_NOT_ACCEPTED = "tc_not_accepted", _("Denunciation not accepted")
    TC_ACCEPTED = "tc_accepted", _("Denunciation accepted")
    TC_VERIFYING = "tc_verifying", _("Denunciation being verified")
    TC_SUSPENDED = "tc_suspended", _("Denunciation suspended")
    TC_TERMINATED = "tc_terminated", _("Denunciation terminated")
    TC_CONCLUDED = "tc_concluded", _("Denunciation concluded")
    TC_CONTINUED = "tc_continued", _("Denounced again to the superior")
    TC_FOLLOWED = "tc_followed", _("Conclusion being followed up")
    # recommendation or reflection
    KP_ASSIGNED = "kp_assigned", _("Reflection being handled")
    KP_ANSWERED = "kp_answered", _("Reflection answered")
    # reflection on administrative regulations
    PK_ASSESS = "pk_assess", _("Regulation being assessed")
    PK_POOLED = "pk_pooled", _("Kept for a common review")
    PK_NOT_RECEIVED = "pk_not_received", _("Not received")
    PK_DECIDED = "pk_decided", _("Regulation: decided")
    PK_PUBLISHED = "pk_published", _("Regulation: result published")
    # the end of all
    CLOSED = "closed", _("Case closed")
    ARCHIVED = "archived", _("Archived")


INTAKE = {
    "received": ["registered"],
    "registered": ["classified", "awaiting", "linked", "filed", "refused"],
    "awaiting": ["registered", "filed"],
    "classified": [
        "split", "linked", "awaiting", "guided", "transferred", "returned", "filed", "refused",
        "kn_admissibility", "tc_check", "tc_review", "kp_assigned", "pk_assess",
    ],
    "split": [], "linked": [], "guided": [], "transferred": [], "returned": [], "filed": [], "refused": [],
}  # fmt: skip
COMPLAINT = {
    "kn_admissibility": ["kn_accepted", "kn_not_accepted", "guided", "returned", "filed"],
    "kn_not_accepted": [],
    "kn_accepted": ["kn_verifying", "kn_decided", "kn_suspended", "kn_terminated", "kn_second"],
    "kn_verifying": ["kn_dialogue", "kn_decided", "kn_suspended", "kn_terminated", "kn_second"],
    "kn_dialogue": ["kn_decided", "kn_suspended", "kn_terminated", "kn_second"],
    "kn_suspended": ["kn_accepted", "kn_verifying", "kn_dialogue", "kn_terminated"],
    "kn_terminated": ["closed"],
    "kn_decided": ["kn_sent"],
    "kn_sent": ["kn_published", "kn_effective", "kn_second"],
    "kn_published": ["kn_effective"],
    "kn_second": ["closed"],
    "kn_effective": ["kn_enforcing", "closed"],
    "kn_enforcing": ["kn_enforced"],
    "kn_enforced": ["closed"],
}
DENUNCIATION = {
    "tc_check": ["tc_accepted", "tc_not_accepted", "tc_not_handled", "transferred"],
    "tc_review": ["tc_accepted", "tc_not_accepted", "transferred"],
    "tc_not_handled": ["tc_inspection", "closed"],
    "tc_inspection": ["closed"],
    "tc_not_accepted": [],
    "tc_accepted": ["tc_verifying", "tc_suspended", "tc_terminated", "tc_continued"],
    "tc_verifying": ["tc_concluded", "tc_suspended", "tc_terminated", "tc_continued"],
    "tc_suspended": ["tc_accepted", "tc_verifying", "tc_terminated"],
    "tc_terminated": ["closed"],
    "tc_concluded": ["tc_followed"],
    "tc_followed": ["closed", "tc_continued"],
    "tc_continued": ["closed"],
}
REFLECTION = {"kp_assigned": ["kp_answered", "transferred"], "kp_answered": ["closed", "kp_assigned"]}
REGULATION = {
    "pk_assess": ["pk_pooled", "pk_not_received", "pk_decided", "transferred"],
    "pk_pooled": ["pk_assess"],
    "pk_not_received": [],
    "pk_decided": ["pk_published"],
    "pk_published": ["closed"],
}
END = {"closed": ["archived", "kp_assigned"], "archived": []}
MOVES: dict[str, list[str]] = {**INTAKE, **COMPLAINT, **DENUNCIATION, **REFLECTION, **REGULATION, **END}
PARTS = {  # what the diagrams of the documentation are drawn from
    "intake": INTAKE, "complaint": COMPLAINT, "denunciation": DENUNCIATION, "reflection": REFLECTION,
    "reflection on regulations": REGULATION, "end": END,
}  # fmt: skip
ENDED = frozenset(s for s, to in MOVES.items() if not to) | {"closed"}  # a case here has its product
OWNERS = {  # who is to act next
    **dict.fromkeys(["received", "registered", "classified"], "reception officer"),
    "awaiting": "sender",
    **dict.fromkeys(["kn_admissibility", "tc_check", "tc_review", "kn_dialogue"], "leader"),
    **dict.fromkeys([s for s in (*COMPLAINT, *DENUNCIATION, *REFLECTION, *REGULATION) if MOVES[s]], "solver"),
    **dict.fromkeys(["kn_admissibility", "tc_check", "tc_review", "kn_dialogue"], "leader"),
    "closed": "solver",
    **dict.fromkeys([s for s, to in MOVES.items() if not to], ""),
}


class WithdrawalStatus(models.TextChoices):
    """A code on the web only announces it; a signed form or minutes effects it (LKN 10; LTC 33; NĐ 31 Điều 4)."""

    ANNOUNCED = "announced", _("Announced, waits for a signature")
    EFFECTED = "effected", _("Withdrawn by signature")
    LAPSED = "lapsed", _("Not followed up")


WITHDRAWAL_MOVES = {"announced": ["effected", "lapsed"], "effected": [], "lapsed": []}


class OrderStatus(models.TextChoices):
    """A superior's order: the report answers it, and is accepted or sent back."""

    GIVEN = "given", _("To be reported on")
    REPORTED = "reported", _("Report sent")
    SETTLED = "settled", _("Report accepted")


ORDER_MOVES = {"given": ["reported"], "reported": ["settled", "given"], "settled": []}


class OpinionStatus(models.TextChoices):
    """A question put to another body."""

    ASKED = "asked", _("Asked")
    GIVEN = "given", _("Answered")
    WITHDRAWN = "withdrawn", _("Taken back")


OPINION_MOVES = {"asked": ["given", "withdrawn"], "given": [], "withdrawn": []}


class ProtectionStatus(models.TextChoices):
    """Protection of who denounces (LTC 50–54), a machine beside the case's own."""

    REQUESTED = "requested", _("Protection asked for")
    DECIDED = "decided", _("Protection decided")
    REFUSED = "refused", _("Protection refused")
    ACTIVE = "active", _("Protection in effect")
    CHANGED = "changed", _("Measures changed")
    ENDED = "ended", _("Protection ended")


PROTECTION_MOVES = {
    "requested": ["decided", "refused"], "decided": ["active", "ended"], "active": ["changed", "ended"],
    "changed": ["active", "ended"], "refused": [], "ended": [],
}  # fmt: skip
PROTECTED = ["requested", "decided", "active", "changed"]  # looking takes a second person


def check_protection_move(now: str, then: str) -> None:
    if then not in PROTECTION_MOVES[now]:
        said = ProtectionStatus(now).label
        raise Refused(gettext("The protection is “%(now)s”. Open the case again to see what changed.") % {"now": said})


def check_order_move(now: str, then: str) -> None:
    if then not in ORDER_MOVES[now]:
        raise Refused(
            gettext("This order is “%(now)s”. Open it again to see what changed.") % {"now": OrderStatus(now).label}
        )


def check_opinion_move(now: str, then: str) -> None:
    if then not in OPINION_MOVES[now]:
        raise Refused(
            gettext("This question is “%(now)s”. Open it again to see what changed.")
            % {"now": OpinionStatus(now).label}
        )


def check_move(now: str, then: str) -> None:
    """Refuse a move that is not in MOVES, in words of the case page."""
    if then not in MOVES[now]:
        raise Refused(
            gettext("A case that is “%(now)s” cannot become “%(to)s”. Open it again to see what changed.")
            % {"now": Status(now).label, "to": Status(then).label}
        )
