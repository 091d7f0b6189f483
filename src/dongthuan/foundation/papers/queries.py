"""Reads about papers: who sees which, and the content to typeset."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dongthuan.foundation.orgs.models import Organisation, Post, Role
from dongthuan.foundation.people.models import Assignment
from dongthuan.foundation.people.queries import of
from dongthuan.foundation.things import kit as things
from dongthuan.foundation.things.kit import today
from dongthuan.foundation.things.models import Thing

from . import callbacks, rules
from .models import Paper, PaperBlock, Revision
from .render import PaperModel, SignatureBlock
from .render.model import canonical_text, from_dict
from .states import Status

PREPARERS = (Role.FOCAL_OFFICER, Role.LEADER)
CONTENT = ("grounds", "body", "recipients", "appendices", "addressees")


def visible_to(user: Any) -> QuerySet[Paper]:
    """Who sees a paper's subject sees the paper; who holds no post sees it only once it is signed.

    A paper is seen by the organisations that sign it whatever its subject, unless the subject's room keeps it
    (`callbacks.keep`). The system administrator reads no papers beyond those the public sees.
    """
    acting = of(user)
    case_roles = acting.roles - {Role.ADMINISTRATOR}
    seen = Q(pk__in=[])
    kinds = Thing.objects.filter(papers__isnull=False).values_list("kind", flat=True).distinct()
    for key in kinds:
        if kind := things.kinds.get(key):
            seen |= Q(subject__kind=key, subject_id__in=kind.visible_to(user).values("thing_id"))
    papers = Paper.objects.all()
    if not case_roles:
        return papers.filter(seen, status=Status.SIGNED)
    preparing = [p.organisation for p in acting.all_posts if p.role in PREPARERS]
    own = acting.org_ids | {o.parent_id for o in preparing if o.parent_id}
    signing = Q(pk__in=PaperBlock.objects.filter(organisation_id__in=own).values("paper"))
    return papers.filter(seen | (signing & ~Q(subject__kind__in=callbacks.kept_kinds())))


def kept_from(user: Any, papers: Iterable[Paper]) -> set[int]:
    """Those of the papers that the rooms of their subjects keep from this person, whatever post they hold."""
    kept = [p for p in papers if callbacks.keeper(p) is not None]
    seen: set[int] = set()
    for key in {p.subject.kind for p in kept}:
        subjects = {p.subject_id for p in kept if p.subject.kind == key}
        rows = things.kinds[key].visible_to(user).filter(thing_id__in=subjects)
        seen.update(rows.values_list("thing_id", flat=True))
    return {p.pk for p in kept if p.subject_id not in seen}


def is_kept_from(user: Any, paper: Paper) -> bool:
    return bool(kept_from(user, [paper]))


def papers_of(user: Any, thing: Thing) -> QuerySet[Paper]:
    """The papers about a thing that this person may see, newest first."""
    return visible_to(user).filter(subject=thing).order_by("-pk")


def current_revision(paper: Paper) -> Revision | None:
    return paper.revisions.select_related("file").order_by("-n").first()


def unsigned(paper: Paper) -> list[PaperBlock]:
    return [b for b in paper.blocks.select_related("organisation", "signature") if not hasattr(b, "signature")]


def head_post(organisation: Organisation, day: Any = None) -> Post | None:
    """The post that leads the organisation on the day."""
    day = day or today()
    posts = Post.objects.on(day).filter(organisation=organisation, role=Role.LEADER)
    return posts.filter(rank=Post.Rank.HEAD).first() or posts.first()


def holder_name(post: Post | None, day: Any = None) -> str:
    """Who holds the post on the day, as a signature names them: no học hàm, học vị."""
    if post is None:
        return ""
    held = Assignment.objects.on(day or today()).filter(post=post).select_related("user").last()
    return rules.signing_name(held.user.shown_name()) if held else ""


# --- what is typeset ------------------------------------------------------------------------------------------------
def header(parties: Iterable[Organisation], day: Any) -> tuple[str, tuple[str, ...]]:
    """(cơ quan chủ quản, issuers): alone with its superior; a joint paper names every issuer in full."""
    parties = list(parties)
    if len(parties) > 1:
        return "", tuple(p.name_on(day) for p in parties)
    one = parties[0]
    superior = one.parent.name_on(day) if one.parent else ""
    above, name = rules.header_names(one.name_on(day), superior, one.place_name)
    return above, (name,)


def render_model(paper: Paper, *, demo: bool = False) -> PaperModel:
    """The paper's content as the typesetter takes it."""
    day = paper.dated or today()
    blocks = list(paper.blocks.select_related("organisation__parent"))
    parties = list(dict.fromkeys([paper.issuer, *(b.organisation for b in blocks)]))
    superior, issuers = header(parties, day)
    body: Mapping[str, Any] = paper.body
    return from_dict(
        {
            "system": paper.system,
            "superior": body.get("superior", superior),
            "issuers": body.get("issuers") or issuers,
            "number": f"{paper.number:02d}{paper.symbol}" if paper.number else f"      {paper.symbol}",
            "place": paper.place,
            "day": paper.dated,
            "year": day.year,
            "kind_title": body.get("kind_title", rules.kind_title(paper.kind)),
            "subject": paper.title,
            "demo": demo,
            **{key: body.get(key, ()) for key in CONTENT},
        }
    ).with_signatures(
        SignatureBlock(b.field or field_name(b), tuple(b.authority), b.signer_name or holder_name(b.post, day))
        for b in blocks
    )


def field_name(block: PaperBlock) -> str:
    """The name of the block's signature field in the PDF."""
    return f"ChuKy{block.order}"


def file_name(paper: Paper, ending: str) -> str:
    """A name a folder can hold: "01-CTr-BDVTU-UBND.pdf"."""
    shown = paper.shown_number or f"du-thao{paper.symbol}"
    return f"{shown.replace('/', '-')}.{ending}"


def full_number(paper: Paper) -> str:
    """As it is cited: "Số: 15/KH-UBND"."""
    return rules.number_line(paper.system, paper.shown_number) if paper.number else ""


def words(paper: Paper) -> str:
    """The canonical text its hash is taken over."""
    return canonical_text(render_model(paper))
