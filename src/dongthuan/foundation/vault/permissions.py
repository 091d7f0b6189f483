"""Who may do what with the vault. The database decides again, by itself; here a page learns the reason beforehand."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.things.kit import YES, No, Refused, must
from dongthuan.foundation.things.models import Thing

from . import queries
from .models import Dossier, Item, Request
from .states import Status

Answer = bool | No


def may_see_list(user: Any) -> Answer:
    """The list is the person's own; it opens to whoever holds a post."""
    return YES if people.of(user).is_staff else No(_("Only someone who holds a post reads this page."))


def may_enter(user: Any) -> bool:
    """Whether the list holds anything for this person."""
    return bool(may_see_list(user)) and queries.sees_any(user)


def may_grant(user: Any, dossier: Dossier) -> Answer:
    """Grants, exclusions and the end of protection: the head of the handling body."""
    if dossier.handler_id not in queries.headed(user):
        return No(_("Only the head of the body that handles it decides this."))
    return not_excluded(user, dossier.thing)


def may_look(user: Any, item: Item) -> Answer:
    found = queries.may(user, item)
    if found.excluded:
        return No(_("Whoever a denunciation is about, their body and those below it take no part in it."))
    if not found.granted:
        return No(_("You hold no grant for this part. The head of the body that handles it gives one."))
    return YES


def may_answer(user: Any, request: Request) -> Answer:
    if request.status != Status.ASKED:
        return No(_("This request is already answered."))
    if request.person_id == getattr(user, "pk", None):
        return No(_("Who asks does not approve; a second person does."))
    if not queries.may(user, request.item).second:
        return No(_("Only the head of the body that handles it, or another who holds the same grants, approves."))
    return YES


def may_redact(user: Any, item: Item) -> Answer:
    """Who may look at the piece makes and releases its copy; a piece that shows an identity has none."""
    if item.shows_identity:
        return No(_("A piece that shows who denounces has no copy outside the vault."))
    return may_look(user, item)


def not_excluded(user: Any, thing: Thing) -> Answer:
    if queries.is_excluded(user, thing):
        return No(_("Whoever a denunciation is about, their body and those below it take no part in it."))
    return YES


def check_not_excluded(user: Any, thing: Thing) -> None:
    """Refuse a person whom the thing is about, whose body it is about, or who works below it."""
    must(not_excluded(user, thing))


def check_body_not_excluded(organisation: Organisation, thing: Thing) -> None:
    """Refuse a body that the thing is about, one below it, and one headed by a person it is about."""
    if queries.is_body_excluded(organisation, thing):
        raise Refused(_("A body that the denunciation is about, or one below it, does not handle it. Choose another."))
