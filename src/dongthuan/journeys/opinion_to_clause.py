"""A programme's draft goes out to everyone, and a clause shows the voices behind its words."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from dongthuan.deliver.programmes import permissions as programmes
from dongthuan.deliver.programmes.models import Programme
from dongthuan.deliver.programmes.states import WRITING
from dongthuan.foundation.texts import queries as texts
from dongthuan.foundation.texts.models import Clause, ClauseVersion
from dongthuan.listen.opinions import permissions
from dongthuan.listen.opinions import queries as opinions
from dongthuan.listen.opinions.models import Posting
from dongthuan.web.kit import panels


@dataclass(frozen=True)
class Voices:
    """Where the words of a clause come from: groups of the people's opinions, and how many organisations' views."""

    groups: list[Any]
    views: int


def voices_of(clause: Clause) -> Voices:
    """Of every wording the clause has had. Of groups only what was published; of organisations only their number."""
    sources = ClauseVersion.objects.filter(clause=clause, source__isnull=False).values_list("source", "source__kind")
    found = set(sources)
    groups = opinions.answered([pk for pk, kind in found if kind == "opinion_group"])
    return Voices(list(groups), sum(1 for _pk, kind in found if kind == "opinion"))


def behind(request: HttpRequest, clause: Clause) -> SafeString | None:
    """On a clause's page, in the workspace and in public: the voices behind its words."""
    voices = voices_of(clause)
    if not voices.groups and not voices.views:
        return None
    return render_to_string("journeys/_voices_behind.html", {"voices": voices}, request)


def ask_everyone(request: HttpRequest, programme: Programme) -> SafeString | None:
    """On a draft's page: the way to asking everyone for their opinion."""
    if programme.status not in WRITING or not programmes.may_edit(request.user, programme):
        return None
    if not permissions.may_open(request.user) or Posting.objects.filter(about=programme.thing).exists():
        return None
    context = {"programme": programme, "version": texts.latest(programme.text)}
    return render_to_string("journeys/_ask_everyone.html", context, request)


def ready() -> None:
    panels.add("clause", "main", behind, order=20)
    panels.add("clause", "public", behind, order=20)
    panels.add("programme", "main", ask_everyone, order=56)
