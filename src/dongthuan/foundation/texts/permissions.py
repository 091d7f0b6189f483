"""Who may change the words of a text: its owner says so; a text without an owner is the officers' common paper."""

from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Role
from dongthuan.foundation.people.queries import of as acting_of
from dongthuan.foundation.things.kit import YES, No, must, resolve

from . import kit
from .models import Text, Version


def may_edit_text(by: Any, text: Text) -> bool | No:
    """Whether the person may open a new draft of the text."""
    if text.owner is None:
        return YES if acting_of(by).has(Role.FOCAL_OFFICER) else No(_("Only a focal officer may change this text."))
    owner = kit.owners.get(text.owner.kind)
    if owner is None:
        return No(_("This text is kept as it is."))
    return owner.may_edit(by, resolve([text.owner])[text.owner.pk])


def may_edit(by: Any, version: Version) -> bool | No:
    """Whether the person may change the words of this version: a draft, and the latest one."""
    if version.is_frozen:
        return No(_("This version is frozen; no word of it changes any more."))
    latest = (
        Version.objects.filter(text_id=version.text_id).order_by("-number").values_list("number", flat=True).first()
    )
    if latest != version.number:
        return No(_("Version %(number)s came after this one; change that one.") % {"number": latest})
    return may_edit_text(by, version.text)


def check_may_edit_text(by: Any, text: Text) -> None:
    must(may_edit_text(by, text))


def check_may_edit(by: Any, version: Version) -> None:
    must(may_edit(by, version))
