"""The lists of accounts, delegations and recoveries: on the page and as an Excel file."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import Column, Table

from .models import Delegation, User


def posts_of(user: User) -> str:
    """Today's posts; the view has read them as `now`."""
    return "; ".join(str(a.post) for a in user.now)  # type: ignore[attr-defined]


class Accounts(Table):
    name = "tai-khoan"
    caption = _("Accounts")
    columns = (
        Column("name", _("Full name"), lambda u: u.shown_name(), url=lambda u: reverse("people:detail", args=[u.pk])),
        Column("username", _("User name")),
        Column("posts", _("Posts today"), posts_of, width=50),
        Column("state", _("State"), lambda u: _("Open") if u.is_active else _("Closed")),
        Column("entered", _("Last entered"), "last_login"),
    )


class Delegations(Table):
    name = "uy-quyen"
    caption = _("Delegations")
    empty = _("No delegation in these days.")
    columns = (
        Column(
            "post", _("Post"), lambda d: str(d.post), url=lambda d: reverse("people:delegation", args=[d.pk]), width=40
        ),
        Column("form", _("Form of delegation"), lambda d: Delegation.Form(d.form).label),
        Column("to", _("To whom"), lambda d: d.to.shown_name()),
        Column("since", _("From")),
        Column("until", _("Last day")),
        Column("scope", _("What for")),
    )


class Recoveries(Table):
    name = "khoi-phuc-khoa"
    caption = _("Recoveries of keys")
    empty = _("Nobody has lost a key.")
    columns = (
        Column(
            "user", _("Whose"), lambda r: r.user.shown_name(), url=lambda r: reverse("people:recovery", args=[r.pk])
        ),
        Column("status", _("State"), lambda r: r.get_status_display()),
        Column("by", _("Asked by"), lambda r: r.requested_by.shown_name()),
        Column("at", _("Asked at"), "requested_at"),
        Column("closed_by", _("Second person"), lambda r: r.closed_by.shown_name() if r.closed_by else ""),
    )
