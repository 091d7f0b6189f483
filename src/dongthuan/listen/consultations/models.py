"""A call for views on a version of a text, its opinions and the decisions on them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.texts.models import Clause, Version
from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing
from dongthuan.foundation.things.models import Thing

from .states import Code, Stance, Status


class Consultation(HasThing):
    """Lấy ý kiến: who is asked about which version until when, and who decides on the answers."""

    KIND = "consultation"
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="consultations")
    about = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="consultations")  # whose text it is
    title = CleanCharField(_("title"), max_length=500)
    note = CleanTextField(_("what is asked"), blank=True)
    organiser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    opened = models.DateField(_("opened on"))
    due = models.DateField(_("answer by"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    next_version = models.ForeignKey(Version, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-opened", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due__gte=models.F("opened")),
                name="consultation_dates",
                violation_error_message=_("The day to answer by may not come before the day of opening."),
            )
        ]


class Invitation(models.Model):
    """An organisation that is asked."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "organisation"], name="invited_once")]


class Decider(models.Model):
    """A party whose focal officer must consent to every decision; `focal` is the unit that officer works in."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="deciders")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    focal = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consultation", "organisation"], name="decider_once")]


class Opinion(HasThing):
    """What one organisation says on one clause; without a clause, on the whole."""

    KIND = "opinion"
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="opinions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="opinions")
    clause = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="opinions")
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices)
    wording = CleanTextField(_("proposed wording"), blank=True)
    reason = CleanTextField(_("reason"), blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["consultation_id", "organisation_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "organisation", "clause"], name="opinion_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=~Q(stance="propose") | ~Q(wording=""),
                name="opinion_wording",
                violation_error_message=_("Write the wording that is proposed."),
            ),
            models.CheckConstraint(
                condition=~Q(stance="object") | ~Q(reason=""),
                name="opinion_reason",
                violation_error_message=_("Write the reason of the objection."),
            ),
        ]


class Decision(models.Model):
    """What was decided on an opinion; agreed once every decider has consented.

    `base` is how the clause read when the new wording was made from it, `revision` counts the proposals: nobody consents
    to, or writes over, words they have not seen. `after`: where a new provision is to stand.
    """

    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="decision")
    code = models.CharField(_("decision"), max_length=14, choices=Code.choices)
    reason = CleanTextField(_("reason"), blank=True)
    wording = CleanTextField(_("new wording of the clause"), blank=True)
    base = CleanTextField(blank=True)
    after = models.ForeignKey(Clause, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    agreed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(code__in=["GIU-NGUYEN", "MOT-PHAN", "NGOAI-PHAM-VI", "RUT"]) | ~Q(reason=""),
                name="decision_reason",
                violation_error_message=_("This decision needs a reason."),
            ),
            models.CheckConstraint(
                condition=~Q(code__in=["TT-SUA", "TT-BOSUNG", "MOT-PHAN"]) | ~Q(wording=""),
                name="decision_wording",
                violation_error_message=_("Write how the clause reads after the change."),
            ),
        ]


class Consent(models.Model):
    """A decider's consent to a decision as it stands; a changed decision needs it anew."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "organisation"], name="consent_once")]
