"""Who may prepare, sign, take in or void a paper. Rights come from posts held or delegated on the day."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation, Role
from dongthuan.foundation.people.queries import of
from dongthuan.foundation.things.kit import No, must

from . import callbacks, queries
from .models import Paper, PaperBlock
from .queries import PREPARERS
from .states import EDITABLE, MOVES, SIGNABLE


def acts_for(user: Any, organisation: Organisation) -> bool:
    """Whether the person prepares papers for the organisation: its leader, or a focal officer of it or of a unit of it."""
    return any(
        post.role in PREPARERS and organisation.pk in (post.organisation_id, post.organisation.parent_id)
        for post in of(user).all_posts
    )


def may_prepare(by: Any, paper: Paper) -> bool | No:
    """Write, number and freeze: the focal officers and leaders of the organisations that sign it."""
    if paper.status not in EDITABLE:
        return No(_("The paper is frozen; its words and its number do not change any more."))
    return _is_of_a_party(by, paper)


def _is_of_a_party(by: Any, paper: Paper) -> bool | No:
    if keeper := callbacks.keeper(paper):
        return keeper(by, paper)
    parties = Organisation.objects.filter(Q(pk=paper.issuer_id) | Q(pk__in=paper.blocks.values("organisation")))
    if any(acts_for(by, o) for o in parties):
        return True
    return No(_("Only focal officers and leaders of the organisations that sign this paper may do this."))


def may_sign(by: Any, block: PaperBlock) -> bool | No:
    """Sign a block: who holds its post today or had it delegated; without a named post, a leader of the organisation."""
    paper = block.paper
    if paper.status not in SIGNABLE:
        return No(_("The paper is not waiting for signatures."))
    if hasattr(block, "signature"):
        return No(_("%(organisation)s has signed already.") % {"organisation": block.organisation.name})
    if queries.is_kept_from(by, paper):
        return No(_("This paper is kept from this post."))
    acting = of(by)
    if block.post_id:
        if any(p.pk == block.post_id for p in acting.all_posts):
            return True
        return No(_("Only the holder of this post signs: %(post)s.") % {"post": block.post})
    if acting.has(Role.LEADER, org=block.organisation_id):
        return True
    return No(_("Only a leader of %(organisation)s signs here.") % {"organisation": block.organisation.name})


def may_sign_here(by: Any, block: PaperBlock) -> bool | No:
    """Sign with a key this installation holds: in a demo only."""
    if not settings.DEMO:
        return No(_("This installation holds no keys of signers. Sign the file with your own token and upload it."))
    return may_sign(by, block)


def may_take_in(by: Any, paper: Paper) -> bool | No:
    """Take in as signed on paper."""
    if "signed" not in MOVES[paper.status] or paper.status != "draft":
        return No(_("Only a draft can be taken in as signed on paper."))
    return _is_of_a_party(by, paper)


def may_void(by: Any, paper: Paper) -> bool | No:
    if "void" not in MOVES[paper.status]:
        return No(_("A signed paper is not voided; another paper replaces it."))
    return _is_of_a_party(by, paper)


def check_may_prepare(by: Any, paper: Paper) -> None:
    must(may_prepare(by, paper))


def check_may_sign(by: Any, block: PaperBlock) -> None:
    must(may_sign(by, block))


def check_may_sign_here(by: Any, block: PaperBlock) -> None:
    must(may_sign_here(by, block))


def check_may_take_in(by: Any, paper: Paper) -> None:
    must(may_take_in(by, paper))


def check_may_void(by: Any, paper: Paper) -> None:
    must(may_void(by, paper))
