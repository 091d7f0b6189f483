"""Reads about conversations. The first argument is who asks, where it matters."""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from dongthuan.foundation.things.kit import today

from . import permissions, rules
from .models import Conversation, Participant, Snapshot, Statement, Vote
from .states import Ground, StatementStatus, Status


def visible_to(user: object) -> QuerySet[Conversation]:
    """A conversation is held in public."""
    return Conversation.objects.all()


def listing() -> QuerySet[Conversation]:
    """For everyone: open ones first, then the newest."""
    shown = Count("statements", filter=Q(statements__status=StatementStatus.RELEASED))
    return Conversation.objects.select_related("organiser", "snapshot").annotate(shown=shown).order_by(
        "-status", "-opens", "-pk"
    )  # fmt: skip


def managed_by(user: Any) -> QuerySet[Conversation]:
    """Those this person looks after, with how many proposals wait."""
    waiting = Count("statements", filter=Q(statements__status=StatementStatus.WAITING))
    rows = Conversation.objects.filter(organiser__in=permissions.own(user)).select_related("organiser")
    return rows.annotate(waiting=waiting).order_by("-status", "-opens", "-pk")


def to_read(user: Any) -> list[Conversation]:
    """The open ones in which a proposal waits for this person."""
    return [c for c in managed_by(user).filter(status=Status.OPEN) if c.waiting]  # type: ignore[attr-defined]


def statements_of(user: Any) -> QuerySet[Statement]:
    """The statements this person may read before they are shown."""
    rows = Statement.objects.filter(conversation__organiser__in=permissions.own(user))
    return rows.select_related("conversation__organiser", "conversation__thing")


def released(conversation: Conversation) -> QuerySet[Statement]:
    return conversation.statements.filter(status=StatementStatus.RELEASED)


def refused_by_ground(conversation: Conversation) -> list[tuple[str, int]]:
    """How many statements are not shown, by the ground: for everyone, because who chooses the statements leads the answers."""
    rows = conversation.statements.filter(status=StatementStatus.REFUSED).order_by("ground").values_list("ground")
    return [(str(Ground(ground).label), n) for ground, n in rows.annotate(n=Count("pk"))]


# --- taking part --------------------------------------------------------------------------------------------------
def participant(conversation: Conversation, key: str) -> Participant | None:
    return conversation.participants.filter(key=key).first() if key else None


def next_for(conversation: Conversation, key: str) -> tuple[Statement | None, int, int]:
    """The statement this participant is offered next, how many they have answered, and how many there are."""
    rows = {s.pk: s for s in released(conversation)}
    answered = set(Vote.objects.filter(participant__conversation=conversation, participant__key=key,
                                       statement__in=rows).values_list("statement", flat=True)) if key else set()  # fmt: skip
    day = today()
    left = [
        rules.Offered(s.pk, s.votes, (day - (s.released_on or day)).days) for s in rows.values() if s.pk not in answered
    ]
    first = next(iter(rules.order(left, key)), None)
    return (rows[first] if first is not None else None), len(answered), len(rows)


def answers_of(conversation: Conversation, key: str) -> list[Vote]:
    """What this participant has answered, in the order of the statements."""
    rows = (
        Vote.objects.filter(participant__conversation=conversation, participant__key=key)
        if key
        else Vote.objects.none()
    )
    shown = rows.filter(statement__status=StatementStatus.RELEASED)
    return list(shown.select_related("statement").order_by("statement__number"))


def proposals_of(conversation: Conversation, key: str) -> list[Statement]:
    return list(conversation.statements.filter(proposer__key=key).order_by("number")) if key else []


# --- the map ------------------------------------------------------------------------------------------------------
def snapshot_of(conversation: Conversation) -> Snapshot | None:
    return Snapshot.objects.filter(conversation=conversation).first()


def to_map() -> QuerySet[Conversation]:
    """Those whose map is to be made: ten more participants than in the last one, or closed without a final one."""
    voted = Exists(Vote.objects.filter(participant=OuterRef("participants")))
    rows = Conversation.objects.annotate(
        people=Count("participants", filter=Q(voted), distinct=True), joined=Coalesce("snapshot__joined", Value(0))
    )
    more = Q(status=Status.OPEN, people__gte=F("joined") + rules.STEP)
    last = Q(status=Status.CLOSED, people__gte=rules.LEAST) & (Q(snapshot=None) | Q(snapshot__final=False))
    return rows.filter(more | last).order_by("pk")


def ended() -> QuerySet[Conversation]:
    return Conversation.objects.filter(status=Status.OPEN, closes__lt=today()).order_by("pk")
