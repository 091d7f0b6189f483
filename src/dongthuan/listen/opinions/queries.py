"""Reads about calls for opinions. The first argument is who asks."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.models import Clause, ClauseVersion, Version
from dongthuan.foundation.texts.queries import Provision
from dongthuan.foundation.things.kit import by_name, today
from dongthuan.lib import redaction

from . import codes, permissions
from .models import Block, Enclosure, Group, Intake, Opinion, Posting, Quote, Referral, SenderKey
from .states import Status

STANDING = Q(opinions__withdrawn_at=None)


# --- who sees what ------------------------------------------------------------------------------------------------
def visible_to(user: Any) -> QuerySet[Posting]:
    """What was posted, everyone; what is being prepared, who prepares it."""
    return Posting.objects.filter(~Q(status=Status.DRAFT) | permissions.inside(user))


def own(user: Any) -> QuerySet[Posting]:
    """The postings whose opinions this person reads: the organiser's officers and leaders, and who oversees."""
    return Posting.objects.filter(permissions.inside(user))


def groups_visible_to(user: Any) -> QuerySet[Group]:
    return Group.objects.filter(posting__in=own(user))


def blocks_visible_to(user: Any) -> QuerySet[Block]:
    return Block.objects.filter(organisation__in=permissions.organiser_ids(user))


def enclosures_visible_to(user: Any) -> QuerySet[Enclosure]:
    """Papers beside opinions: whoever reads the opinions."""
    return Enclosure.objects.filter(opinion__posting__in=own(user))


def referrals_visible_to(user: Any) -> QuerySet[Referral]:
    """What was asked of this person's body, and by it."""
    rows = Referral.objects.filter(Q(organisation__in=permissions.answering_ids(user)) | Q(posting__in=own(user)))
    return rows.select_related("organisation", "posting__organiser", "posting__version", "group__sample", "answered_by")


def key_of(posting: Posting, key: str) -> SenderKey | None:
    """The key that holds for this call; None for one that is none."""

    rows = SenderKey.objects.select_related("posting__thing", "posting__organiser")
    return rows.filter(posting=posting, hash=codes.KEYS.hash(key), revoked_at=None).first() if key else None


def intakes_visible_to(user: Any) -> QuerySet[Intake]:
    """What was brought in: the collector and the organiser."""
    pk = getattr(user, "pk", None)
    mine = Q(collector=pk) if pk and permissions.works(user) else Q(pk__in=[])
    return Intake.objects.filter(mine | Q(posting__in=own(user)))


def worked_on(user: Any) -> QuerySet[Posting]:
    """The list of who works: the own ones, and whatever is open, to collect for."""
    rows = Posting.objects.filter(permissions.inside(user) | Q(status=Status.OPEN))
    return rows.select_related("organiser").annotate(received=Count("opinions")).order_by("-posted", "-pk")


def posted() -> QuerySet[Posting]:
    """The public list: what is open first, then what is being decided or was answered."""
    return Posting.objects.exclude(status=Status.DRAFT).select_related("organiser").order_by("-until", "-pk")


def open_now() -> QuerySet[Posting]:
    return Posting.objects.filter(status=Status.OPEN, until__gte=today()).order_by("until", "pk")


def by_code(code: str) -> Opinion | None:
    """The opinion of a receipt code, for whoever holds it; None for a code that is none."""
    if not codes.plain(code):
        return None
    return Opinion.objects.filter(code_hash=codes.hash_code(code)).first()


def of_receipt(pk: int) -> Opinion | None:
    rows = Opinion.objects.select_related("posting__organiser", "posting__thing", "clause", "group__after")
    return rows.filter(pk=pk).first()


# --- the words ----------------------------------------------------------------------------------------------------
def version_of(posting: Posting) -> Version | None:
    """What is posted; before that, the last version of its text."""
    if posting.version_id:
        return posting.version
    return texts.latest(posting.text) if posting.text_id else None


Places = dict[int, tuple[int, Provision]]


def places(posting: Posting) -> Places:
    """clause -> (its place in reading order, its provision)."""
    version = version_of(posting)
    return {p.row.clause_id: (n, p) for n, p in enumerate(texts.reading(version))} if version else {}


def provision(posting: Posting, clause_id: int | None) -> Provision | None:
    found = places(posting).get(clause_id) if clause_id is not None else None
    return found[1] if found else None


def words_of(posting: Posting, clause: Clause | int | None) -> str:
    """The clause as it reads in the version that was posted; of a heading without text, the heading."""
    if clause is None:
        return ""
    pk = clause if isinstance(clause, int) else clause.pk
    row = ClauseVersion.objects.filter(version=posting.version_id, clause=pk).first()
    return (row.text or row.title) if row else ""


def changing(posting: Posting) -> QuerySet[Group]:
    """Approved decisions that change the text, the first approved first."""
    rows = posting.groups.filter(approved_at__isnull=False).exclude(wording="")
    return rows.select_related("clause", "after", "thing").order_by("approved_at", "pk")


def wording_now(posting: Posting, clause: Clause | None, *, but: Group | None = None) -> str:
    """The clause as it reads after what was approved so far: where the next decision's wording starts from."""
    if clause is None:
        return ""
    found = changing(posting).filter(clause=clause)
    last = (found.exclude(pk=but.pk) if but else found).last()
    return last.wording if last else words_of(posting, clause)


# --- groups -------------------------------------------------------------------------------------------------------
def counted(rows: QuerySet[Group]) -> QuerySet[Group]:
    """Groups with the number of opinions that stand in them now; the empty ones left out, the largest first."""
    return (
        rows.annotate(n=Count("opinions", filter=STANDING), letters=Count("opinions__letter", filter=STANDING, distinct=True))
        .filter(n__gt=0).select_related("clause", "sample", "thing").order_by("-n", "pk")
    )  # fmt: skip


def answered(things: list[int]) -> QuerySet[Group]:
    """Groups by their things, of calls that were answered: what everyone may read about them, with their size."""
    return counted(Group.objects.filter(thing__in=things, posting__status=Status.CLOSED, approved_at__isnull=False))


def opinions_of(group: Group) -> QuerySet[Opinion]:
    """The opinions that stand in a group, letter by letter."""
    beside = ("area", "giver", "clause", "intake__organisation", "mailed", "sent__key")
    rows = group.opinions.filter(withdrawn_at=None).select_related(*beside)
    papers = Prefetch("enclosures", Enclosure.objects.exclude(file=None).order_by("pk"))
    return rows.prefetch_related(Prefetch("quotes", quotes(), to_attr="released"), papers).order_by("letter", "pk")


def opinions_read_by(user: Any) -> QuerySet[Opinion]:
    """The opinions this person reads word by word."""
    return Opinion.objects.filter(posting__in=own(user)).select_related(
        "posting__organiser", "giver", "group__sample", "group__posting", "group__thing"
    )


def quotes(**where: Any) -> QuerySet[Quote]:
    """What is released now; a giver who takes the opinion back takes the quote along."""
    rows = Quote.objects.filter(taken_back_at=None, opinion__withdrawn_at=None, **where)
    return rows.select_related("released_by").order_by("pk")


def suggested_quote(opinion: Opinion) -> str:
    """The words without what looks as if it named a person; the officer goes on from there."""
    text, giver = opinion.words or opinion.wording, getattr(opinion, "giver", None)
    marks = [*redaction.suggested(text), *redaction.names_in(text)]
    return redaction.redact(text, [*marks, *redaction.marks_for(text, [giver.name] if giver and giver.name else [])])[0]


def departments(posting: Posting) -> QuerySet[Organisation]:
    """Who can be given groups: the organiser, and the bodies under it whose officers draft for it."""
    rows = Organisation.objects.on(today()).filter(Q(pk=posting.organiser_id) | Q(parent=posting.organiser_id))
    return rows.order_by(by_name("name"))


def askable(posting: Posting) -> QuerySet[Organisation]:
    """Who can be asked for a view: bodies with somebody who could answer, beyond the organiser's own departments."""
    able = people.held_on(today()).filter(post__role__in=permissions.ANSWERERS).values("post__organisation")
    rows = Organisation.objects.on(today()).filter(pk__in=able).exclude(pk__in=departments(posting).values("pk"))
    return rows.order_by(by_name("name"))


def blocks_of(organisation: int) -> QuerySet[Block]:
    return Block.objects.filter(organisation=organisation, retired_at=None)


def waiting(posting: Posting) -> int:
    """Opinions that have no group yet."""
    return posting.opinions.filter(withdrawn_at=None, group=None).count()


def to_do(user: Any) -> QuerySet[Posting]:
    """Postings in which something waits for this person: ending, deciding, approving."""
    if not people.of(user).is_staff:
        return Posting.objects.none()
    mine, led = permissions.organiser_ids(user), permissions.leader_ids(user)
    proposed = Q(groups__approved_at=None, groups__merged_into=None) & ~Q(groups__code="")
    ended = Q(status=Status.OPEN, until__lt=today()) | Q(status=Status.DECIDING)
    rows = Posting.objects.filter(ended).annotate(proposed=Count("groups", filter=proposed, distinct=True))
    return rows.filter(Q(organiser__in=mine) | Q(organiser__in=led, proposed__gt=0)).order_by("until", "pk")
