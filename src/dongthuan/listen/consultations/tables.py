"""The list of consultations, and the table of views and answers as an Excel file."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.texts.models import Version
from dongthuan.lib import answers
from dongthuan.web.kit import Column, Table, Tag

from .models import Consultation
from .states import Code, Status
from .summary import Views

TONES = {Status.OPEN: "now", Status.DECIDING: "info", Status.CLOSED: "done"}


def state_tag(consultation: Consultation) -> Tag:
    return Tag(TONES[Status(consultation.status)], consultation.get_status_display())


class ConsultationTable(Table):
    name = "lay-y-kien"
    caption = _("Consultations")
    empty = _("No consultation yet.")
    columns = (
        Column("title", _("Title"), url=lambda c: reverse("consultations:detail", args=[c.pk]), width=60),
        Column("status", _("State"), lambda c: c.get_status_display(), show=state_tag),
        Column("organiser", _("Organiser"), lambda c: c.organiser.short_name),
        Column("due", _("Answer by")),
        Column("answered", _("Answered"), lambda c: f"{c.answered}/{c.asked}", numeric=True),
    )


def outcome_lines(views: Views) -> list[str]:
    """The sums above the table, in the official form's words: received = Σ outcomes."""
    parts = "; ".join(f"{Code(c).vietnamese} {n}" for c, n in views.outcomes.items() if n)
    waiting = f"; chưa quyết định {views.undecided}" if views.undecided else ""
    return [
        f"1. Tổng số cơ quan, tổ chức đã gửi xin ý kiến: {views.asked}; đã trả lời: {views.answered}; "
        f"tổng số ý kiến nhận được: {views.received}.",
        f"2. Kết quả cụ thể như sau: {parts or 'chưa có ý kiến'}{waiting}.",
    ]


def subject_title(consultation: Consultation) -> str:
    return subject_title_of(consultation.version)


def subject_title_of(version: Version) -> str:
    """The text as a sentence names it: its title without a capital in front."""
    title = version.text.title
    return title[:1].lower() + title[1:]


def as_xlsx(views: Views) -> bytes:
    """The official form as a sheet: title, sums, the table with a row per answer, the total under it."""
    agreeing = "; ".join(o.name for o in views.agreeing) or "không có"
    return answers.as_xlsx(
        subject_title(views.consultation),
        outcome_lines(views),
        [(m.place, m.who, m.said, m.answer, m.code, m.count) for m in views.merged],
        views.received,
        [f"3. Các cơ quan, tổ chức nhất trí toàn bộ: {agreeing}."],
    )
