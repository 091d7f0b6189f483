"""Reads about places, sessions, bookings and visits."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from dongthuan.foundation.things.kit import today

from .. import codes, permissions
from ..models import Booking, Place, Session, Visit, Visitor
from ..states import IN_REGISTER, BookingStatus, SessionKind, SessionStatus, VisitStatus


# --- who sees what ------------------------------------------------------------------------------------------------
def places_visible_to(user: object) -> QuerySet[Place]:
    """Where people are received is public."""
    return Place.objects.select_related("organisation")


def places_of(user: object) -> QuerySet[Place]:
    """The places this person serves."""
    return places_visible_to(user).filter(permissions.own_places(user))


def sessions_visible_to(user: object) -> QuerySet[Session]:
    """Who serves the place reads its sessions; the public reads what was posted, on a page of its own."""
    return Session.objects.filter(place__in=Place.objects.filter(permissions.own_places(user)))


def visits_visible_to(user: object) -> QuerySet[Visit]:
    return Visit.objects.filter(session__in=sessions_visible_to(user))


# --- schedules ----------------------------------------------------------------------------------------------------
def public_sessions(day: date) -> QuerySet[Session]:
    """What is posted from the day on, the postponed with them: the reason and the new day are published too."""
    rows = Session.objects.filter(day__gte=day, posted_on__isnull=False).exclude(
        kind=SessionKind.REGULAR, status="held"
    )
    taken = Count("bookings", filter=~Q(bookings__status=BookingStatus.CANCELLED))
    return (
        rows.select_related("place__organisation", "leader", "replacement")
        .annotate(taken=taken)
        .order_by("day", "starts", "pk")
    )


def seats_left(session: Session) -> int:
    """How many bookings the session still takes; each counts once, however many come with it."""
    taken = session.bookings.exclude(status=BookingStatus.CANCELLED).count()
    return max(session.seats - taken, 0)


def booked(session: Session) -> QuerySet[Booking]:
    """Who is still to come, in order of booking."""
    return session.bookings.filter(status=BookingStatus.BOOKED)


def by_code(code: str) -> Booking | None:
    """The booking of a code, to whoever holds it."""
    rows = Booking.objects.select_related("session__place__organisation", "session__leader")
    return rows.filter(code_hash=codes.hash_of(code)).first() if codes.bare(code) else None


def sessions_of(user: object) -> QuerySet[Session]:
    counts = {"came": Count("visits", distinct=True), "waiting": Count(
        "bookings", filter=Q(bookings__status=BookingStatus.BOOKED), distinct=True)}  # fmt: skip
    return sessions_visible_to(user).select_related("place__organisation", "leader").annotate(**counts)


def today_of(user: object) -> QuerySet[Session]:
    """Sessions of today that are still to be held."""
    rows = sessions_visible_to(user).filter(day=today(), status__in=[SessionStatus.POSTED, SessionStatus.SCHEDULED])
    return rows.select_related("place__thing", "leader")


def to_post(user: object) -> QuerySet[Session]:
    """Planned sessions whose schedule must be posted."""
    rows = sessions_visible_to(user).filter(status=SessionStatus.SCHEDULED).exclude(kind=SessionKind.UNSCHEDULED)
    return rows.filter(day__gte=today()).select_related("place").order_by("post_by", "pk")


def missed_of(user: object) -> QuerySet[Session]:
    rows = sessions_visible_to(user).filter(day__lt=today(), status__in=[SessionStatus.POSTED, SessionStatus.SCHEDULED])
    return rows.select_related("place")


# --- visits -------------------------------------------------------------------------------------------------------
def to_answer(user: object) -> QuerySet[Visit]:
    """Received, in the register, and not answered: by the day of the law."""
    rows = visits_visible_to(user).filter(status__in=IN_REGISTER, answered_on__isnull=True)
    return rows.select_related("session__place__thing", "thing").order_by("answer_due", "pk")


def notices_due(user: object) -> QuerySet[Visit]:
    rows = visits_visible_to(user).filter(status=VisitStatus.REFUSED, notice_needed=True, notice_on__isnull=True)
    return rows.select_related("session__place__thing", "thing").order_by("notice_due", "pk")


def identity(visit: Visit, *, opened: bool = False) -> Visitor | None:
    """Who came: whole where nothing is protected, or where a look was recorded (`opened`); else nothing."""
    if visit.restricted and not opened:
        return None
    return Visitor.objects.filter(visit=visit).first()


def papers_of(visit: Visit) -> list:
    return list(visit.papers_taken.all())


def register_rows(user: object, since: date | None = None, until: date | None = None) -> QuerySet[Visit]:
    """The register in its order; identities come with the rows that are not protected."""
    rows = visits_visible_to(user).filter(number__isnull=False)
    if since:
        rows = rows.filter(session__day__gte=since)
    if until:
        rows = rows.filter(session__day__lte=until)
    open_ones = Visitor.objects.exclude(Q(visit__protected=True) | Q(visit__kinds__contains=["TC"]))
    joined = rows.select_related("session__place__organisation").prefetch_related(
        Prefetch("visitor", queryset=open_ones, to_attr="_open")
    )
    return joined.order_by("-year", F("number").desc())


def counted_places(places: Iterable[Place]) -> dict[int, int]:
    """Place -> posted sessions still ahead."""
    rows = Session.objects.filter(place__in=places, day__gte=today(), status=SessionStatus.POSTED)
    return dict(rows.order_by().values_list("place").annotate(n=Count("pk")))
