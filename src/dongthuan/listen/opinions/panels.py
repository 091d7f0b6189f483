"""What calls for opinions show on others' pages, in the navigations, on the desk."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dongthuan.foundation.notify.kit import DeskRow, desk, reminders
from dongthuan.foundation.people import queries as people
from dongthuan.foundation.people.models import User
from dongthuan.web.kit import nav, panels

from . import charges, permissions, queries, referrals
from .models import Posting
from .states import Status
from .tables import outside_label


def about(request: HttpRequest, obj: object) -> str | None:
    """On the page of whose text was posted: each call for opinions."""
    rows = queries.visible_to(request.user).filter(about=obj.thing)  # type: ignore[attr-defined]
    found: list[Posting] = list(rows)
    context = {"postings": found, "works": permissions.works(request.user)}
    return render_to_string("opinions/_about.html", context, request) if found else None


def desk_rows(user: User) -> Iterable[DeskRow]:
    """What waits for this person: a call to end, opinions to decide, proposals to approve."""
    led = permissions.leader_ids(user)
    for p in queries.to_do(user):
        url = reverse("opinions:desk", args=[p.pk])
        if p.organiser_id in led and p.proposed:  # type: ignore[attr-defined]
            yield DeskRow(
                p.until, p.title, url, str(_("Approve")), url, why=str(_("Decisions wait for a leader.")), group=p.thing
            )
        elif p.status == Status.OPEN:
            to = reverse("opinions:detail", args=[p.pk])
            yield DeskRow(
                p.until,
                p.title,
                to,
                str(_("End the receiving of opinions")),
                to,
                why=str(_("The last day has passed.")),
            )
        else:
            yield DeskRow(
                p.until,
                p.title,
                url,
                str(_("Decide")),
                url,
                why=str(_("The opinions of the people are to be answered.")),
            )


def charged_rows(user: User) -> Iterable[DeskRow]:
    """Groups this person's body is to propose decisions on."""
    mine = {p.organisation_id for p in people.of(user).all_posts if p.role in permissions.WRITERS}
    if not mine:
        return
    for o in charges.owed(Posting.objects.filter(charges__organisation__in=mine, charges__ended_at=None)):
        if o.organisation.pk in mine:
            url = f"{reverse('opinions:desk', args=[o.posting.pk])}?show=mine"
            why = ngettext("%(n)s group waits for a proposal.", "%(n)s groups wait for a proposal.", o.groups)
            yield DeskRow(
                o.due, o.posting.title, url, str(_("Decide")), url, why=why % {"n": o.groups}, group=o.posting.thing
            )


def referred_rows(user: User) -> Iterable[DeskRow]:
    """Groups on which this person's body is asked for its view."""
    if not people.of(user).has(*permissions.ANSWERERS):
        return
    for r in referrals.waiting().filter(organisation__in=permissions.answering_ids(user)):
        url = reverse("opinions:referral", args=[r.pk])
        why = _("%(who)s asks for your view.") % {"who": r.posting.organiser.short_name}
        yield DeskRow(r.due, outside_label(r.group), url, str(_("Answer")), url, why=why, group=r.posting.thing)


def register() -> None:
    desk.add(desk_rows, queries.to_do, due="until")
    desk.add(charged_rows)
    desk.add(referred_rows)
    reminders.add(charges.due_reminders)
    reminders.add(referrals.due_reminders)
    nav.add(
        "workspace", _("Programme"), _("Opinions of the people"), "opinions:list", "people", visible=permissions.works,
        order=41,
    )  # fmt: skip
    nav.add("public", "", _("Drafts you can speak about"), "opinions:public", order=20)
    panels.add("programme", "main", about, order=61)
    panels.add("programme", "public", about, order=61)
