"""Who sees which programme, plan, row and lesson."""

from django.db.models import Q, QuerySet

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.queries import of as acting_of
from dongthuan.foundation.texts.models import Version

from ..models import AnnualPlan, Edition, Lesson, Party, PlanRow, Programme
from ..states import PlanStatus
from .parties import own_organisations


def visible_to(user: object) -> QuerySet[Programme]:
    """Everyone sees what was signed; drafts only those of its parties, their departments, and the steering viewers."""
    return Programme.objects.filter(Q(in_force_version__isnull=False) | Q(pk__in=insiders_see(user)))


def insiders_see(user: object) -> QuerySet[Programme]:
    """The programmes whose inner pages (drafts, plans in work) the person may open."""
    if acting_of(user).has(Role.STEERING_VIEWER):
        return Programme.objects.all()
    own = own_organisations(user)
    if not own:
        return Programme.objects.none()
    within = Party.objects.filter(Q(organisation_id__in=own) | Q(focal_org_id__in=own)).values("programme_id")
    return Programme.objects.filter(pk__in=within)


def is_insider(user: object, programme: Programme) -> bool:
    return insiders_see(user).filter(pk=programme.pk).exists()


def public() -> QuerySet[Programme]:
    return Programme.objects.public()


def versions_visible_to(user: object) -> QuerySet[Version]:
    """The wordings that were signed are public; drafts belong to the programme's own people."""
    signed = Edition.objects.filter(signed_on__isnull=False, withdrawn=False).values("version_id")
    return Version.objects.filter(Q(pk__in=signed) | Q(text__programme__in=insiders_see(user)))


def plans_visible_to(user: object) -> QuerySet[AnnualPlan]:
    """Signed plans of signed programmes are public; others belong to the programme's own people."""
    return AnnualPlan.objects.filter(
        Q(status=PlanStatus.SIGNED, programme__in=public()) | Q(programme__in=insiders_see(user))
    ).select_related("programme")


def rows_visible_to(user: object) -> QuerySet[PlanRow]:
    return PlanRow.objects.filter(dropped=False, plan__in=plans_visible_to(user))


def lessons_visible_to(user: object) -> QuerySet[Lesson]:
    return Lesson.objects.filter(programme__in=insiders_see(user))
