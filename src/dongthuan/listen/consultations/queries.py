"""Reads about consultations. The first argument is who asks."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.kit import Addition, Edit
from dongthuan.foundation.texts.models import Clause, ClauseVersion
from dongthuan.foundation.texts.queries import Provision
from dongthuan.foundation.things.kit import by_name, today

from . import rules
from .models import Consent, Consultation, Decision, Invitation, Opinion
from .permissions import READERS, deciders_of, own
from .states import Status


# --- who sees what ------------------------------------------------------------------------------------------------
def visible_to(user: object) -> QuerySet[Consultation]:
    """Those that were asked, those that decide, and who oversees the deciding parties. No one else, no administrator."""
    if people.of(user).has(Role.STEERING_VIEWER):
        return Consultation.objects.all()
    asked = Invitation.objects.filter(organisation__in=own(user)).values("consultation")
    deciding = deciders_of(user, *READERS).values("consultation")
    return Consultation.objects.filter(Q(pk__in=asked) | Q(pk__in=deciding))


def sees_all(user: object, consultation: Consultation) -> bool:
    """Whether this person sees every answer, not only those of their own organisation."""
    return (
        people.of(user).has(Role.STEERING_VIEWER)
        or deciders_of(user, *READERS).filter(consultation=consultation).exists()
    )


def opinions_visible_to(user: object) -> QuerySet[Opinion]:
    """One's own organisation's views; all of them for the deciding parties and who oversees them."""
    if people.of(user).has(Role.STEERING_VIEWER):
        return Opinion.objects.all()
    deciding = deciders_of(user, *READERS).values("consultation")
    return Opinion.objects.filter(Q(organisation__in=own(user)) | Q(consultation__in=deciding))


def opinions(user: object, consultation: Consultation) -> QuerySet[Opinion]:
    """The opinions of a consultation that this person may see, with their decisions, in the order of the organisations."""
    return (
        opinions_visible_to(user).filter(consultation=consultation)
        .select_related("organisation", "clause", "decision__proposed_by", "decision__after", "thing", "consultation")
    )  # fmt: skip


# --- the words ----------------------------------------------------------------------------------------------------
def _row(consultation: Consultation, clause: Clause) -> ClauseVersion:
    return ClauseVersion.objects.get(version=consultation.version_id, clause=clause)


def words_of(consultation: Consultation, clause: Clause | None) -> str:
    """The clause as it reads in the version that was sent; of a heading without text, the heading."""
    if clause is None:
        return ""
    row = _row(consultation, clause)
    return row.text or row.title


def provision(consultation: Consultation, clause_id: int | None) -> Provision | None:
    """Where the clause stands in the version that was sent; None for the whole text."""
    if clause_id is None:
        return None
    return next((p for p in texts.reading(consultation.version) if p.row.clause_id == clause_id), None)


def _accepted(consultation: Consultation) -> QuerySet[Decision]:
    """Agreed decisions that change the text, the first agreed first."""
    return (
        Decision.objects.filter(opinion__consultation=consultation, code__in=rules.WORDING_NEEDED, agreed_at__isnull=False)
        .select_related("opinion__clause", "opinion__thing", "after").order_by("agreed_at", "pk")
    )  # fmt: skip


def wording_now(consultation: Consultation, clause: Clause | None, *, but: Opinion | None = None) -> str:
    """The clause as it reads after what was accepted so far: where the next decision's wording starts from."""
    if clause is None:
        return ""
    found = _accepted(consultation).filter(opinion__clause=clause)
    last = (found.exclude(opinion=but) if but else found).last()
    return last.wording if last else words_of(consultation, clause)


def changes(consultation: Consultation) -> list[Edit | Addition]:
    """What the next version changes; each change carries the opinion whose decision gave it."""
    edits: dict[int, Edit] = {}
    additions: dict[int, list[Addition]] = {}
    rows = {r.clause_id: r for r in ClauseVersion.objects.filter(version=consultation.version_id)}
    for decision in _accepted(consultation):
        clause, source = decision.opinion.clause, decision.opinion.thing
        if clause is not None:
            words = "text" if rows[clause.pk].text else "title"
            edits[clause.pk] = Edit(clause, **{words: decision.wording}, source=source)
        elif decision.after is not None:
            row, beside = rows[decision.after.pk], additions.setdefault(decision.after.pk, [])
            number = f"{row.number}{rules.inserted(len(beside))}" if row.number else ""
            fresh = Addition(row.kind, decision.wording, number, after=decision.after, source=source)
            beside.append(fresh)
    # Each new clause is put right behind its neighbour, so the last one goes in first.
    return [*edits.values(), *(a for beside in additions.values() for a in reversed(beside))]


# --- lists --------------------------------------------------------------------------------------------------------
def silent(consultation: Consultation) -> list[Organisation]:
    """The organisations that were asked and have not answered."""
    answered = consultation.opinions.values("organisation")
    return list(
        Organisation.objects.filter(invitations__consultation=consultation)
        .exclude(pk__in=answered)
        .order_by(by_name("name"))
    )


def listing(user: object) -> QuerySet[Consultation]:
    """The list page, the newest first; with how many were asked and answered."""
    return (
        visible_to(user).select_related("organiser", "version")
        .annotate(
            asked=Count("invitations", distinct=True),
            answered=Count("opinions__organisation", distinct=True),
        ).order_by("-opened", "-pk")
    )  # fmt: skip


def to_answer(user: object) -> QuerySet[Invitation]:
    """The invitations this person's organisations have not answered, open ones only."""
    said = Opinion.objects.filter(consultation=OuterRef("consultation"), organisation=OuterRef("organisation"))
    return (
        Invitation.objects.filter(organisation__in=own(user), consultation__status=Status.OPEN)
        .filter(~Exists(said)).select_related("consultation__about", "organisation")
    )  # fmt: skip


def to_decide(user: object) -> QuerySet[Consultation]:
    """Consultations where this person's party is to act: end the receiving, decide or consent (`mine`), close."""
    seats = deciders_of(user)
    consented = Consent.objects.filter(decision__opinion=OuterRef("pk"), organisation__in=seats.values("organisation"))
    waiting = Opinion.objects.filter(consultation=OuterRef("pk")).filter(
        Q(decision__isnull=True) | Q(decision__agreed_at__isnull=True)
    )
    mine = waiting.filter(~Exists(consented)).order_by().values("consultation").annotate(n=Count("pk")).values("n")
    ended = Q(status=Status.OPEN, due__lt=today()) | Q(status=Status.DECIDING)
    return (
        Consultation.objects.filter(ended, pk__in=seats.values("consultation")).select_related("about")
        .annotate(mine=mine, waits=Exists(waiting))
        .filter(Q(status=Status.OPEN) | Q(mine__gt=0) | Q(waits=False)).order_by("due", "pk")
    )  # fmt: skip


def next_to_decide(user: object, consultation: Consultation) -> Opinion | None:
    """The next opinion this person's party has to decide on or to consent to."""
    consented = Consent.objects.filter(
        decision__opinion=OuterRef("pk"), organisation__in=deciders_of(user).values("organisation")
    )
    waiting = consultation.opinions.filter(Q(decision__isnull=True) | Q(decision__agreed_at__isnull=True))
    return waiting.filter(~Exists(consented)).select_related("organisation").order_by("clause", "pk").first()
