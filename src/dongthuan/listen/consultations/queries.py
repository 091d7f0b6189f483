"""Reads about consultations. The first argument is who asks."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.models import Clause, ClauseVersion
from dongthuan.foundation.texts.queries import Provision
from dongthuan.foundation.things.kit import today
from dongthuan.foundation.things.models import Thing

from . import rules
from .models import Consultation, Decision, Invitation, Opinion
from .permissions import ANSWERS, spoken_for
from .states import Code, Stance, Status

READERS = (Role.LEADER, Role.STEERING_VIEWER, Role.FOCAL_OFFICER)


def visible_to(user: object) -> QuerySet[Consultation]:
    """Those that were asked, those that decide, and who oversees the deciding parties. No one else, no administrator."""
    acting = people.of(user)
    asked = [p.organisation_id for p in acting.all_posts if p.role not in (Role.ADMINISTRATOR, Role.STEERING_VIEWER)]
    reading = spoken_for(user, *READERS)
    mine = Q(invitations__organisation__in=asked) | Q(deciders__organisation__in=reading) | Q(organiser__in=reading)
    if acting.has(Role.STEERING_VIEWER):
        mine |= Q(pk__isnull=False)
    return Consultation.objects.filter(mine).distinct()


def sees_all(user: object, consultation: Consultation) -> bool:
    """Whether this person sees every answer, not only those of their own organisation."""
    acting = people.of(user)
    deciding = {d.organisation_id for d in consultation.deciders.all()} | {consultation.organiser_id}
    return acting.has(Role.STEERING_VIEWER) or bool(deciding & spoken_for(user, *READERS))


def opinions_visible_to(user: object) -> QuerySet[Opinion]:
    acting = people.of(user)
    own = [p.organisation_id for p in acting.all_posts if p.role not in (Role.ADMINISTRATOR, Role.STEERING_VIEWER)]
    reading = spoken_for(user, *READERS)
    mine = Q(organisation__in=own) | Q(consultation__deciders__organisation__in=reading)
    if acting.has(Role.STEERING_VIEWER):
        mine |= Q(pk__isnull=False)
    return Opinion.objects.filter(mine).distinct()


def opinions(user: object, consultation: Consultation) -> QuerySet[Opinion]:
    """The opinions of a consultation that this person may see, with their decisions, in the order of the organisations."""
    rows = consultation.opinions.select_related(
        "organisation", "clause", "decision__proposed_by", "thing", "consultation"
    ).prefetch_related("decision__consents__organisation")
    return rows if sees_all(user, consultation) else rows.filter(organisation__in=people.of(user).org_ids)


def silent(consultation: Consultation) -> list[Organisation]:
    """The organisations that were asked and have not answered."""
    answered = consultation.opinions.values("organisation")
    return list(Organisation.objects.filter(invitations__consultation=consultation).exclude(pk__in=answered))


def undecided(consultation: Consultation) -> QuerySet[Opinion]:
    return consultation.opinions.filter(Q(decision__isnull=True) | Q(decision__agreed_at__isnull=True))


def accepted(consultation: Consultation) -> dict[Clause, tuple[str, Thing]]:
    """Clause -> its new wording and the opinion whose decision gave it. Of several on one clause the last agreed stands."""
    rows = (
        Decision.objects.filter(opinion__consultation=consultation, code__in=rules.WORDING_NEEDED, agreed_at__isnull=False)
        .select_related("opinion__clause", "opinion__thing").order_by("agreed_at", "pk")
    )  # fmt: skip
    return {d.opinion.clause: (d.wording, d.opinion.thing) for d in rows if d.opinion.clause}


def reading(consultation: Consultation, clause: Clause | None) -> str:
    """The clause as it reads in the version that was sent."""
    if clause is None:
        return ""
    return (
        ClauseVersion.objects.filter(version=consultation.version_id, clause=clause)
        .values_list("text", flat=True)
        .get()
    )


def provision(consultation: Consultation, clause_id: int | None) -> Provision | None:
    """Where the clause stands in the version that was sent; None for the whole text."""
    if clause_id is None:
        return None
    return next((p for p in texts.reading(consultation.version) if p.row.clause_id == clause_id), None)


def wording_now(consultation: Consultation, clause: Clause) -> str:
    """The clause as it reads after what was accepted so far: where the next decision's wording starts from."""
    found = accepted(consultation).get(clause)
    return found[0] if found else reading(consultation, clause)


@dataclass(frozen=True)
class Row:
    """One row of the table of views and answers: a clause, who spoke, what they said, what was decided."""

    provision: Provision | None
    opinion: Opinion

    @property
    def place(self) -> str:
        return (self.provision.citation or self.provision.heading) if self.provision else "Toàn văn"

    @property
    def said(self) -> str:
        """The opinion in one text: stance, proposed wording, reason."""
        parts = [{"agree": "Nhất trí", "propose": "Đề nghị sửa", "object": "Không nhất trí"}[self.opinion.stance]]
        if self.opinion.wording:
            parts.append(f"“{self.opinion.wording}”")
        if self.opinion.reason:
            parts.append(f"Lý do: {self.opinion.reason}")
        return ". ".join(parts)

    @property
    def answer(self) -> str:
        decision = getattr(self.opinion, "decision", None)
        if decision is None:
            return ""
        parts = [f"[{decision.code}] {decision.code and _vietnamese(decision.code)}"]
        if decision.wording:
            parts.append(f"Sửa thành: “{decision.wording}”")
        if decision.reason:
            parts.append(f"Lý do: {decision.reason}")
        return ". ".join(parts)


def _vietnamese(code: str) -> str:
    word = Code(code).vietnamese
    return word[0].upper() + word[1:]


@dataclass(frozen=True)
class Views:
    """The table of views and answers (Bản tổng hợp ý kiến, tiếp thu, giải trình)."""

    consultation: Consultation
    asked: int
    answered: int
    received: int
    outcomes: dict[str, int]
    undecided: int
    agreeing: list[Organisation]
    rows: list[Row]

    @property
    def balanced(self) -> bool:
        return self.received == sum(self.outcomes.values())


def views(user: object, consultation: Consultation) -> Views:
    """The table for whoever sees all of it; rows in the order of the clauses, the whole text first."""
    found = list(opinions(user, consultation))
    whole = texts.reading(consultation.version)
    places = {p.row.clause_id: p for p in whole}
    order = {p.row.clause_id: n for n, p in enumerate(whole)}
    found.sort(key=lambda o: (order.get(o.clause_id, -1), o.organisation.name))
    outcomes = {code: 0 for code in rules.CODES}
    waiting = 0
    for opinion in found:
        decision = getattr(opinion, "decision", None)
        if decision is not None and decision.agreed_at:
            outcomes[decision.code] += 1
        else:
            waiting += 1
    by_org: dict[Organisation, set[str]] = {}
    for opinion in found:
        by_org.setdefault(opinion.organisation, set()).add(opinion.stance)
    return Views(
        consultation=consultation,
        asked=consultation.invitations.count(),
        answered=len(by_org),
        received=len(found),
        outcomes=outcomes,
        undecided=waiting,
        agreeing=[o for o, stances in by_org.items() if stances == {Stance.AGREE}],
        rows=[Row(places.get(o.clause_id), o) for o in found],
    )


def listing(user: object) -> QuerySet[Consultation]:
    """The list page: open first, then by day; with how many were asked and answered."""
    return (
        visible_to(user).select_related("organiser", "version")
        .annotate(
            asked=Count("invitations", distinct=True),
            answered=Count("opinions__organisation", distinct=True),
        ).order_by("-opened", "-pk")
    )  # fmt: skip


def to_answer(user: object) -> QuerySet[Invitation]:
    """The invitations this person's organisations have not answered, open ones only."""
    ids = [p.organisation_id for p in people.of(user).all_posts if p.role in ANSWERS]
    answered = Opinion.objects.filter(organisation__in=ids).values("consultation")
    return (
        Invitation.objects.filter(organisation__in=ids, consultation__status=Status.OPEN)
        .exclude(consultation__in=answered).select_related("consultation", "organisation")
    )  # fmt: skip


def to_decide(user: object) -> QuerySet[Consultation]:
    """Consultations where this person's party still has decisions to make or to consent to."""
    ids = spoken_for(user)
    ended = Q(status=Status.DECIDING) | Q(status=Status.OPEN, due__lt=today())
    return Consultation.objects.filter(ended, deciders__organisation__in=ids).prefetch_related(
        Prefetch("opinions", Opinion.objects.select_related("decision"))
    ).distinct()  # fmt: skip
