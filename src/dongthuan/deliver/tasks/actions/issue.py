"""Giving tasks: to one organisation or to many in one step."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.record import actions as record
from dongthuan.foundation.things.kit import Refused, clean_text, must, today
from dongthuan.foundation.things.models import Thing

from .. import permissions, rules
from ..models import Task
from ..queries.answering import answering_posts, party_ids
from ..telling import tell_doers

TOLD = "Việc mới được giao: {title}"
MOST = 2_000  # organisations in one step


@transaction.atomic
def issue(
    *,
    because: Thing,
    organisations: Iterable[Organisation],
    title: str,
    due: date,
    issuer: Organisation,
    by: User,
    target: str = "",
    product: str = "",
    starts: date | None = None,
    parent: Task | None = None,
) -> list[Task]:
    """Give the same task to each organisation (giao việc); each copy is its own, and a post there answers for it."""
    receivers = list({o.pk: o for o in organisations}.values())
    starts = starts or today()
    must(permissions.may_issue(by, issuer))
    must(permissions.may_order(because))
    must(permissions.may_give_to(issuer, receivers, max(starts, today())))
    if parent is not None:
        must(permissions.may_issue_under(by, parent))
        _check_parent(parent, issuer, due)
    _check(receivers, title, starts, due)
    things = Thing.objects.bulk_create(Thing(kind=Task.KIND) for _r in receivers)
    posts, parties, batch = answering_posts(receivers), party_ids(because), uuid.uuid4()
    above = parent.seen_by if parent else []
    tasks = Task.objects.bulk_create(
        Task(
            thing=thing, because=because, of_programme=because.kind in rules.PROGRAMME_KINDS, title=clean_text(title),
            target=target, product=product, organisation=organisation, post_id=posts.get(organisation.pk),
            issuer=issuer, parent=parent, batch=batch, starts=starts, first_due=due, due=due,
            seen_by=sorted({organisation.pk, issuer.pk, *parties, *above}),
        )
        for thing, organisation in zip(things, receivers, strict=True)
    )  # fmt: skip
    record.append_many(
        "tasks.issue",
        {t.thing: {"to": t.organisation.name, "issuer": issuer.name, "title": t.title, "due": due, "copies": len(tasks)}
         for t in tasks},
        by=by,
    )  # fmt: skip
    tell_doers(tasks, "tasks.issue", TOLD)
    return tasks


def _check(receivers: list[Organisation], title: str, starts: date, due: date) -> None:
    if not receivers:
        raise Refused(_("Choose at least one organisation that does it."), field="organisations")
    if len(receivers) > MOST:
        raise Refused(_("At most %(n)s organisations in one step.") % {"n": MOST}, field="organisations")
    if not title.strip():
        raise Refused(_("Write what is to be done."), field="title")
    if due < starts:
        raise Refused(_("The due date may not come before the first day."), field="due")


def _check_parent(parent: Task, issuer: Organisation, due: date) -> None:
    if parent.organisation_id != issuer.pk:
        raise Refused(_("A part of this task is given on by %(who)s, which has it.") % {"who": parent.organisation})
    if due > parent.due:
        raise Refused(
            _("A part is due no later than the whole: %(day)s.") % {"day": parent.due.strftime("%d/%m/%Y")}, field="due"
        )
