"""A paper that waits for a signature stands on the desk of who may give it, and once in their digest."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dongthuan.foundation.notify.kit import DeskRow, Tidings, desk, reminders
from dongthuan.foundation.orgs.models import Post, Role
from dongthuan.foundation.papers import queries as papers
from dongthuan.foundation.papers.models import PaperBlock
from dongthuan.foundation.papers.states import SIGNABLE, Status
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Tag


def unsigned() -> QuerySet[PaperBlock]:
    """The signatures that are awaited, whoever gives them."""
    rows = PaperBlock.objects.filter(paper__status__in=SIGNABLE, signature=None)
    return rows.select_related("paper__subject", "paper__thing", "organisation").order_by("paper_id", "order")


def unsigned_by(user: User) -> QuerySet[PaperBlock]:
    """As `papers.permissions.may_sign`: the holder of the named post, else a leader of the organisation."""
    posts = people.of(user).all_posts
    leads = [p.organisation_id for p in posts if p.role == Role.LEADER]
    mine = Q(post__in=[p.pk for p in posts]) | Q(post=None, organisation__in=leads)
    return unsigned().filter(mine) if posts else PaperBlock.objects.none()


def rows(user: User) -> Iterable[DeskRow]:
    """Those of them that their rooms do not keep from this person."""
    blocks = list(unsigned_by(user))
    kept = papers.kept_from(user, [b.paper for b in blocks])
    for block in blocks:
        paper = block.paper
        if paper.pk in kept:
            continue
        url = reverse("papers:detail", args=[paper.pk])
        what = " ".join(filter(None, [paper.shown_number, paper.heading]))
        why = _("Waits for your signature for %(organisation)s.") % {"organisation": block.organisation.name}
        tag = Tag("now", Status(paper.status).label)
        yield DeskRow(None, what, url, _("Read and sign"), url, why=why, group=paper.subject, tag=tag)


def awaited(day: date) -> Iterator[Tidings]:
    """Who is to sign hears of it once, by the key."""
    for block in unsigned():
        signs = Post.objects.on(today()).filter(organisation=block.organisation, role=Role.LEADER)
        if block.post_id:
            signs = Post.objects.filter(pk=block.post_id)
        text = f"Văn bản chờ ký: {block.paper.shown_number} {block.paper.heading}"
        for user in people.holders(signs, day):
            if papers.is_kept_from(user, block.paper):
                continue
            key = f"papers.to_sign:{block.pk}"
            yield Tidings(user, key, block.paper.thing, text, group=block.paper.subject)


def ready() -> None:
    desk.add(rows, unsigned_by, due="paper__dated")
    reminders.add(awaited)
