"""Areas and organisations in two times: each existed from a day to a day, and says what became of it."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import CleanCharField, CleanTextField, HasThing


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> "DatedQuerySet":
        """Those that existed on the day. `until` is the last day, inclusive."""
        return self.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


class Dated(models.Model):
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)  # last day, inclusive
    basis = CleanTextField(_("basis"), blank=True)  # the act or paper that says so
    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def in_force_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def dated_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gte=F("since")),
        name=name,
        violation_error_message=_("The last day may not come before the first."),
    )


class Area(HasThing, Dated):
    """A piece of territory with an official code. A code that survives with another territory is another area.

    The published lists are snapshots: of an area that was there already, or gone by the next list, only a bound is
    known. `since_known` and `until_known` say so; entering the act that merged it (with its day) makes them exact.
    """

    KIND = "area"

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        DISTRICT = "district", _("District")
        COMMUNE = "commune", _("Commune")

    code = models.CharField(_("code"), max_length=10)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    name = CleanCharField(_("name"), max_length=100)
    full_name = CleanCharField(_("full name"), max_length=120)
    unit_type = CleanCharField(_("type"), max_length=40)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    in_scope = models.BooleanField(default=True)  # False: the rest of the enlarged province, "ngoài phạm vi"
    since_known = models.BooleanField(default=True)
    until_known = models.BooleanField(default=True)

    class Meta:
        ordering = ["level", "code", "since"]
        indexes = [models.Index(fields=["code"], name="area_code")]
        constraints = [
            models.UniqueConstraint(fields=["level", "code", "since"], name="area_once_per_period"),
            dated_constraint("area_dates"),
        ]

    def __str__(self) -> str:
        return self.full_name


class AreaSuccession(models.Model):
    """What became of an area. A part without a sourced share keeps its figures "chưa tách được"."""

    class Part(models.TextChoices):
        FULL = "full", _("Whole")
        PARTIAL = "partial", _("In part")

    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="predecessions")
    part = models.CharField(max_length=10, choices=Part.choices)
    share = models.DecimalField(
        max_digits=7, decimal_places=6, null=True, blank=True
    )  # of the old area's counted things
    source = CleanTextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | (Q(share__gt=0) & Q(share__lte=1)),
                name="succession_share",
                violation_error_message=_("A share lies above 0 and at most at 1."),
            ),
        ]


class Organisation(HasThing, Dated):
    """A body that acts. A merger ends its predecessors and names the successor."""

    KIND = "organisation"

    class Kind(models.TextChoices):
        PARTY_BODY = "party_body", _("Party body")
        STATE = "state", _("State body")
        FRONT = "front", _("Fatherland Front")
        SOCIO_POLITICAL = "socio_political", _("Socio-political organisation")

    class Level(models.TextChoices):
        PROVINCE = "province", _("Province")
        DEPARTMENT = "department", _("Department")
        DISTRICT = "district", _("District")
        COMMUNE = "commune", _("Commune")

    code = models.SlugField(_("code"), max_length=60)
    name = CleanCharField(_("name"), max_length=200)
    short_name = CleanCharField(_("short name"), max_length=100)
    symbol = CleanCharField(_("symbol in document numbers"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("area"))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("superior")
    )
    place_name = CleanCharField(_("place name on papers"), max_length=80)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ["level", "name"]
        constraints = [
            models.UniqueConstraint(fields=["code", "since"], name="organisation_once_per_period"),
            dated_constraint("organisation_dates"),
        ]

    def __str__(self) -> str:
        return self.short_name

    def name_on(self, day: date) -> str:
        """The name it bore on that day."""
        older = next((n for n in self.names.all() if n.in_force_on(day)), None)  # read with prefetch_related("names")
        return older.name if older else self.name

    def current(self) -> "Organisation":
        """The body that stands in its place now, following mergers; itself while it exists."""
        here, seen = self, {self.pk}
        while here.successor_id and here.successor_id not in seen:
            here = here.successor  # type: ignore[assignment]
            seen.add(here.pk)
        return here


class OrganisationName(Dated):
    """A name an organisation bore in former days."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = CleanCharField(max_length=200)

    class Meta:
        ordering = ["since"]
        constraints = [dated_constraint("organisation_name_dates")]


class Role(models.TextChoices):
    COMMUNE_OFFICER = "commune_officer", _("Commune officer")
    DISTRICT_OFFICER = "district_officer", _("District officer")
    DEPARTMENT_OFFICER = "department_officer", _("Department officer")
    FOCAL_OFFICER = "focal_officer", _("Focal officer of a party")
    LEADER = "leader", _("Leader who signs")
    RECEPTION_OFFICER = "reception_officer", _("Reception officer")
    SOLVER = "solver", _("Solver")
    SECOND_READER = "second_reader", _("Second reader")
    STEERING_VIEWER = "steering_viewer", _("Steering viewer")
    ADMINISTRATOR = "administrator", _("System administrator")


class Post(Dated):
    """A role in an organisation. Rights come from holding a post, never from a person."""

    class Rank(models.TextChoices):
        HEAD = "head", _("Head")
        DEPUTY = "deputy", _("Deputy")
        OFFICER = "officer", _("Officer")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    title = CleanCharField(_("title of the post"), max_length=150)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    rank = models.CharField(_("rank"), max_length=10, choices=Rank.choices, default=Rank.OFFICER)

    class Meta:
        ordering = ["organisation_id", "rank", "title"]
        constraints = [dated_constraint("post_dates")]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation.short_name}"


class SheetImport(HasThing):
    """An uploaded sheet between its three steps (map, check, confirm), so that the work can be left and returned to."""

    KIND = "sheet_import"

    what = models.CharField(max_length=30)  # the key of the registered sheet: organisations, posts, accounts
    file_name = CleanCharField(max_length=200)
    rows = models.JSONField()  # the sheet's cells as text, the header row first
    mapping = models.JSONField(default=dict)  # our field -> the sheet's column number
    by_id = models.BigIntegerField()  # a plain number: people stand above organisations in the house
    at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)  # counts of what it did
