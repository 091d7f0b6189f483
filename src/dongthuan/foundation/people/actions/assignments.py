"""Assignments to posts, and dated delegations. Rights follow them, and end with them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Post
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, lock, must

from .. import permissions, queries
from ..models import Assignment, Delegation, User


@transaction.atomic
def assign(user: User, post: Post, *, since: date, until: date | None = None, basis: str = "", by: Any) -> Assignment:
    """Assign a person to a post from a day on (phân công, bổ nhiệm)."""
    permissions.check_may_manage(by)
    user, post = lock(user), lock(post)
    if not user.is_active:
        raise Refused(_("The account of %(name)s is not active.") % {"name": user.full_name}, field="user")
    if not post.in_force_on(since):
        raise Refused(_("The post “%(post)s” is not open on that day.") % {"post": post.title}, field="since")
    if until is not None and until < since:
        raise Refused(_("The last day may not come before the first."), field="until")
    overlapping = Assignment.objects.filter(user=user, post=post).filter(Q(until__isnull=True) | Q(until__gte=since))
    if until is not None:
        overlapping = overlapping.filter(since__lte=until)
    if overlapping.exists():
        raise Refused(_("%(name)s already holds this post in those days.") % {"name": user.full_name}, field="post")
    assignment = Assignment.objects.create(user=user, post=post, since=since, until=until, basis=basis)
    data = {
        "post": post.title,
        "organisation": post.organisation.name_on(since),
        "since": since,
        "until": until,
        "basis": basis,
    }
    record.append("people.assign", subject=user.thing, by=by, data=data)
    return assignment


@transaction.atomic
def end_assignment(assignment: Assignment, *, on: date, basis: str = "", by: Any) -> Assignment:
    """End an assignment; `on` is its last day. What is open on the post stands on the successor's or the head's desk."""
    permissions.check_may_manage(by)
    assignment = lock(assignment)
    if on < assignment.since or (assignment.until is not None and on > assignment.until):
        raise Refused(_("The last day lies outside the days of this assignment."), field="on")
    assignment.until, assignment.basis = on, f"{assignment.basis}; {basis}".strip("; ")
    assignment.save(update_fields=["until", "basis"])
    data = {"post": str(assignment.post), "on": on, "basis": basis}
    record.append("people.end_assignment", subject=assignment.user.thing, by=by, data=data)
    return assignment


@transaction.atomic
def delegate(
    post: Post, *, to: User, form: str, since: date, until: date, scope: str = "", basis: str = "", by: Any
) -> Delegation:
    """Let another sign or act for a leading post: KT. (K/T) a deputy, TL. (T/L) by order, TUQ. by authorisation."""
    must(permissions.may_delegate(by, post))
    post, to = lock(post), lock(to)
    if until < since:
        raise Refused(_("The last day may not come before the first."), field="until")
    if not post.in_force_on(since):
        raise Refused(_("The post “%(post)s” is not open on that day.") % {"post": post.title}, field="since")
    _check_receiver(post, to, form, since)
    if Delegation.objects.filter(post=post, to=to, form=form, since__lte=until, until__gte=since).exists():
        raise Refused(_("The same delegation already covers some of those days."), field="since")
    delegation = Delegation.objects.create(
        post=post, to=to, form=form, since=since, until=until, scope=scope, basis=basis
    )
    data = {"post": str(post), "to": to.record_name(), "form": form, "since": since, "until": until, "scope": scope}
    record.append("people.delegate", subject=delegation.thing, by=by, data=data)
    return delegation


def _check_receiver(post: Post, to: User, form: str, since: date) -> None:
    """KT. goes to a deputy of the same organisation; TL. and TUQ. stay within it and what stands below it."""
    held = queries.acting(to, since).posts
    if not held or any(p.pk == post.pk for p in held):
        raise Refused(_("%(name)s holds no other post on that day.") % {"name": to.full_name}, field="to")
    if form == Delegation.Form.KT:
        if not any(p.organisation_id == post.organisation_id and p.rank == Post.Rank.DEPUTY for p in held):
            raise Refused(_("KT. is signed by a deputy of the same organisation."), field="to")
        return
    here = {post.organisation_id}
    if not any(p.organisation_id in here or p.organisation.parent_id in here for p in held):
        raise Refused(_("TL. and TUQ. stay within the organisation and those directly below it."), field="to")


@transaction.atomic
def revoke(delegation: Delegation, *, on: date, by: Any) -> Delegation:
    """End a delegation early; `on` is its last day."""
    must(permissions.may_revoke(by, delegation))
    delegation = lock(delegation)
    if not delegation.since <= on < (delegation.until or date.max):
        raise Refused(_("The last day lies outside the days of this delegation."), field="on")
    delegation.until = on
    delegation.save(update_fields=["until"])
    record.append("people.revoke", subject=delegation.thing, by=by, data={"on": on})
    return delegation
