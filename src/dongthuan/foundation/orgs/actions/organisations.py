"""Organisations and their posts: founded, renamed, merged, ended; nothing is ever overwritten silently."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock

from .. import permissions
from ..models import Area, Organisation, OrganisationName, Post

DAY = timedelta(days=1)
CORRECTABLE = ("name", "short_name", "symbol", "kind", "level", "area", "parent", "place_name", "since")


@transaction.atomic
def create_organisation(
    *, code: str, name: str, kind: str, level: str, area: Area, since: date, short_name: str = "", symbol: str = "",
    parent: Organisation | None = None, place_name: str = "", basis: str = "", by: Any,
) -> Organisation:  # fmt: skip
    """Found an organisation (thành lập tổ chức). Its code is free unless another body bears it in the same days."""
    permissions.check_may_manage(by)
    overlapping = Organisation.objects.filter(code=code).filter(Q(until__isnull=True) | Q(until__gte=since)).first()
    if overlapping:
        raise Refused(
            _("The code “%(code)s” already belongs to %(name)s.") % {"code": code, "name": overlapping.name},
            field="code",
        )
    organisation = Organisation.objects.create(
        code=code, name=name, short_name=short_name or name, symbol=symbol, kind=kind, level=level, area=area,
        parent=parent, place_name=place_name or area.name, since=since, basis=basis,
    )  # fmt: skip
    data = {"name": name, "code": code, "since": since, "basis": basis}
    record.append("orgs.create_organisation", subject=organisation.thing, by=by, data=data)
    return organisation


@transaction.atomic
def rename(
    organisation: Organisation, *, name: str, on: date, basis: str, short_name: str = "", by: Any
) -> Organisation:
    """Give it a new name from the day `on` (đổi tên). The old one stays with its dates."""
    permissions.check_may_manage(by)
    organisation = lock(organisation)
    _check_in_force(organisation, on)
    former = list(organisation.names.order_by("since"))
    began = former[-1].until + DAY if former else organisation.since
    if on <= began:
        raise Refused(
            _("%(org)s bears its name since %(day)s; the new one must begin later.")
            % {"org": organisation.name, "day": f"{began:%d/%m/%Y}"},
            field="on",
        )
    old = organisation.name
    OrganisationName.objects.create(organisation=organisation, name=old, since=began, until=on - DAY, basis=basis)
    organisation.name, organisation.short_name = name, short_name or name
    organisation.save(update_fields=["name", "short_name"])
    data = {"old": old, "new": name, "on": on, "basis": basis}
    record.append("orgs.rename", subject=organisation.thing, by=by, data=data)
    return organisation


@transaction.atomic
def correct_organisation(organisation: Organisation, *, by: Any, basis: str = "", **changes: Any) -> Organisation:
    """Correct what was entered wrongly (đính chính); a change in the world is `rename`, `merge` or `end_organisation`."""
    permissions.check_may_manage(by)
    organisation = lock(organisation)
    if wrong := set(changes) - set(CORRECTABLE):
        raise Refused(_("%(field)s is not corrected here.") % {"field": ", ".join(sorted(wrong))})
    changed = {f: v for f, v in changes.items() if getattr(organisation, f) != v}
    if not changed:
        return organisation
    _check_parent(organisation, changed.get("parent"))
    before = {f: str(getattr(organisation, f) or "") for f in changed}
    for field, value in changed.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=list(changed))
    data = {"before": before, "after": {f: str(v or "") for f, v in changed.items()}, "basis": basis}
    record.append("orgs.correct_organisation", subject=organisation.thing, by=by, data=data)
    return organisation


def _check_parent(organisation: Organisation, parent: Organisation | None) -> None:
    above, steps = parent, 0
    while above is not None and steps < 20:
        if above.pk == organisation.pk:
            raise Refused(_("%(org)s cannot stand below itself.") % {"org": organisation.name}, field="parent")
        above, steps = above.parent, steps + 1


def _check_in_force(organisation: Organisation, on: date) -> None:
    if not organisation.in_force_on(on):
        raise Refused(
            _("%(org)s is not in force on %(day)s.") % {"org": organisation.name, "day": f"{on:%d/%m/%Y}"}, field="on"
        )


@transaction.atomic
def end_organisation(organisation: Organisation, *, on: date, basis: str, by: Any) -> Organisation:
    """End it; `on` is its last day. Its posts end with it, so nobody keeps a right from it."""
    permissions.check_may_manage(by)
    organisation = _close(lock(organisation), on, basis)
    record.append("orgs.end_organisation", subject=organisation.thing, by=by, data={"on": on, "basis": basis})
    return organisation


def _close(organisation: Organisation, last: date, basis: str, successor: Organisation | None = None) -> Organisation:
    if organisation.until is not None:
        day = f"{organisation.until:%d/%m/%Y}"
        raise Refused(_("%(org)s already ended on %(day)s.") % {"org": organisation.name, "day": day}, field="on")
    _check_in_force(organisation, last)
    organisation.until, organisation.successor = last, successor
    organisation.basis = f"{organisation.basis}; {basis}".strip("; ")
    organisation.save(update_fields=["until", "successor", "basis"])
    organisation.posts.filter(until__isnull=True, since__lte=last).update(until=last)
    return organisation


@transaction.atomic
def merge(
    predecessors: Iterable[Organisation], successor: Organisation, *, on: date, basis: str, by: Any
) -> Organisation:
    """Merge (hợp nhất, sáp nhập): from the day `on` the successor stands in the place of all predecessors, which end."""
    permissions.check_may_manage(by)
    merged = [lock(o) for o in sorted(predecessors, key=lambda o: o.pk)]
    successor = lock(successor)
    _check_in_force(successor, on)
    if not merged or successor in merged:
        raise Refused(_("Name at least one organisation that ends, other than the successor."), field="predecessors")
    data = {"into": successor.name, "on": on, "basis": basis, "all": [o.name for o in merged]}
    for organisation in merged:
        _close(organisation, on - DAY, basis, successor)
        record.append("orgs.merge", subject=organisation.thing, by=by, data=data)
    record.append("orgs.merge", subject=successor.thing, by=by, data=data)
    return successor


@transaction.atomic
def create_post(
    organisation: Organisation, *, title: str, role: str, rank: str = Post.Rank.OFFICER, since: date, basis: str = "",
    by: Any,
) -> Post:  # fmt: skip
    """Create a post (vị trí, chức danh) in an organisation; whoever is assigned to it has the rights of its role."""
    permissions.check_may_manage(by)
    organisation = lock(organisation)
    _check_in_force(organisation, since)
    post = Post.objects.create(organisation=organisation, title=title, role=role, rank=rank, since=since, basis=basis)
    data = {"title": title, "role": role, "rank": rank, "since": since}
    record.append("orgs.create_post", subject=organisation.thing, by=by, data=data)
    return post


@transaction.atomic
def end_post(post: Post, *, on: date, basis: str = "", by: Any) -> Post:
    """End a post; `on` is its last day. What is open on it goes to the head's desk."""
    permissions.check_may_manage(by)
    post = lock(post)
    if post.until is not None or on < post.since:
        raise Refused(_("The post “%(post)s” is not open on that day.") % {"post": post.title}, field="on")
    post.until, post.basis = on, f"{post.basis}; {basis}".strip("; ")
    post.save(update_fields=["until", "basis"])
    record.append("orgs.end_post", subject=post.organisation.thing, by=by, data={"title": post.title, "on": on})
    return post
