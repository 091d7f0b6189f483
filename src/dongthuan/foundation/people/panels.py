"""What people show on the pages of organisations: the posts and who holds them."""

from django.db.models import Prefetch
from django.http import HttpRequest
from django.template.loader import render_to_string

from dongthuan.foundation.orgs import queries as orgs
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.orgs.permissions import may_manage as may_keep_posts
from dongthuan.foundation.things.kit import today

from . import queries
from .models import Assignment


def holders(request: HttpRequest, organisation: Organisation) -> str:
    """Posts with today's holders; of an ended body, with those of its last day."""
    day = min(today(), organisation.until or today())
    held = Assignment.objects.on(day).select_related("user")
    posts = orgs.posts_of(organisation, day).prefetch_related(Prefetch("assignments", held, to_attr="now"))
    rows = list(posts)
    answering = queries.answers_for_all([p for p in rows if not p.now], today())  # type: ignore[attr-defined]
    context = {
        "posts": [(p, answering.get(p.pk, [])) for p in rows],
        "may": may_keep_posts(request.user),
        "open": organisation.until is None,
    }
    return render_to_string("people/holders.html", context, request)
