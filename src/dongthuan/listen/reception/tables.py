"""Lists as tables and Excel files: sessions, the register in its thirteen columns, the duty, form 01/TCD."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Column, Table, Tag, vndate

from . import rules
from .models import Session, Visit
from .queries import DutyRow
from .states import AHEAD, Answer, Matter, SessionKind, SessionStatus, VisitStatus

SESSION_TONES = {
    SessionStatus.SCHEDULED: "", SessionStatus.POSTED: "info", SessionStatus.POSTPONED: "now", SessionStatus.HELD: "now",
    SessionStatus.CONCLUDED: "now", SessionStatus.FOLLOW_UP: "now", SessionStatus.ANSWERED: "done",
}  # fmt: skip
VISIT_TONES = {
    VisitStatus.ARRIVED: "now", VisitStatus.IDENTIFIED: "now", VisitStatus.REFUSED: "late", VisitStatus.RECEIVED: "now",
    VisitStatus.RECORDED: "done", VisitStatus.RECEIPT: "done",
}  # fmt: skip


def session_tag(session: Session) -> Tag:
    if session.status in AHEAD and session.day < today():
        return Tag("late", _("Not held"))
    return Tag(SESSION_TONES[SessionStatus(session.status)], session.get_status_display())


def visit_tag(visit: Visit) -> Tag:
    return Tag(VISIT_TONES[VisitStatus(visit.status)], visit.get_status_display())


class SessionTable(Table):
    name = "lich-tiep-cong-dan"
    caption = _("Sessions")
    empty = _("No session here.")
    columns = (
        Column("day", _("Day"), url=lambda s: reverse("reception:session", args=[s.pk])),
        Column("hours", _("Hours"), lambda s: f"{s.starts:%H:%M}–{s.ends:%H:%M}"),
        Column("kind", _("Kind"), lambda s: SessionKind(s.kind).label, width=30),
        Column("place", _("Place"), lambda s: s.place.name, width=40),
        Column("leader", _("Who receives"), lambda s: s.held_as or (s.leader.title if s.leader else ""), width=30),
        Column("status", _("State"), lambda s: str(session_tag(s).text), show=session_tag),
        Column("waiting", _("Booked"), numeric=True),
        Column("came", _("Came"), numeric=True),
    )


def _shown_identity(visit: Visit) -> str:
    visitor = getattr(visit, "_open", None)
    return f"{visitor.full_name}, {visitor.address}" if visitor else rules.MASK


def _shown_number(visit: Visit) -> str:
    visitor = getattr(visit, "_open", None)
    return visitor.id_number if visitor else rules.MASK


def _followed(visit: Visit) -> str:
    if visit.answered_on:
        return f"{Answer(visit.answer).vietnamese}, {vndate(visit.answered_on)}"
    return f"hạn trả lời {vndate(visit.answer_due)}"


REGISTER_VALUES: tuple[Any, ...] = (
    lambda v: f"{v.number}/{v.year}",
    lambda v: v.session.day,
    _shown_identity,
    _shown_number,
    lambda v: v.content,
    lambda v: ", ".join(Matter(k).vietnamese for k in v.kinds),
    lambda v: v.same_matter,
    lambda v: v.solved_by,
    lambda v: "x" if v.competent else "",
    lambda v: v.guided_to,
    lambda v: v.accepted_by,
    _followed,
    lambda v: v.remark,
)


class RegisterTable(Table):
    """Sổ tiếp công dân, Mẫu 03/TCD: Vietnamese, as the form is."""

    name = "so-tiep-cong-dan"
    caption = "Sổ tiếp công dân"
    empty = _("Nobody was written into the register yet.")
    columns = tuple(
        Column(
            f"c{n}", f"({n}) {label}", value, numeric=n == 7, width=40 if n in (3, 5) else 0,
            url=(lambda v: reverse("reception:visit", args=[v.pk])) if n == 1 else None,
        )
        for n, (label, value) in enumerate(zip(rules.REGISTER, REGISTER_VALUES, strict=True), 1)
    )  # fmt: skip


class ShortRegisterTable(Table):
    """The register on a page: what one looks for; the file has all columns."""

    name = "so-tiep-cong-dan"
    caption = _("Register")
    empty = RegisterTable.empty
    columns = (
        Column("c1", _("Register number"), REGISTER_VALUES[0], url=lambda v: reverse("reception:visit", args=[v.pk])),
        Column("c2", _("Day"), REGISTER_VALUES[1]),
        Column("c3", _("Who came"), _shown_identity),
        Column("c5", _("Content"), REGISTER_VALUES[4]),
        Column("c6", _("Kind"), lambda v: ", ".join(str(Matter(k).label) for k in v.kinds)),
        Column("people", _("How many people"), numeric=True),
        Column("c12", _("Answer"), lambda v: v.get_answer_display() if v.answer else vndate(v.answer_due)),
    )


class DutyTable(Table):
    name = "nghia-vu-tiep-cong-dan"
    caption = _("Leaders' duty to receive")
    empty = _("No organisation with a duty to receive in this period.")
    columns = (
        Column("organisation", _("Organisation"), lambda r: r.organisation.short_name, width=34),
        Column("head", _("Head"), lambda r: r.head, width=30),
        Column("duty", _("At least"), lambda r: r.duty, width=20),
        Column("windows", _("Periods"), numeric=True),
        Column("kept", _("Kept"), numeric=True),
        Column("missing", _("Missing"), lambda r: "; ".join(r.missing), width=50, show=lambda r: missing_tag(r)),
        Column("held", _("Sessions held"), numeric=True),
        Column("authorised", _("By authorisation"), numeric=True),
        Column("postponed", _("Postponed"), numeric=True),
        Column("unheld", _("Posted, not held"), numeric=True),
    )


def missing_tag(row: DutyRow) -> Any:
    """The number first; the weeks and months after it, the first six on a page."""
    if not row.missing:
        return Tag("done", _("None"))
    shown = "; ".join(row.missing[:6]) + ("…" if len(row.missing) > 6 else "")
    return Tag("late", f"{len(row.missing)}: {shown}")


class FormTable(Table):
    """Biểu 01/TCD, a line per column of the form."""

    name = "bieu-01-TCD"
    caption = "Biểu số 01/TCD"
    columns = (
        Column("number", "Cột", lambda r: f"({r[0]})"),
        Column("label", "Nội dung", lambda r: r[1], width=60),
        Column("figure", "Số liệu", lambda r: r[2], numeric=True),
    )
