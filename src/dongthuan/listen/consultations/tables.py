"""Lists and the table of views and answers as an Excel file."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dongthuan.web.kit import Column, Table

from .models import Consultation
from .queries import Views


class ConsultationTable(Table):
    name = "lay-y-kien"
    caption = _("Consultations")
    empty = _("No consultation yet.")
    columns = (
        Column("title", _("Title"), url=lambda c: reverse("consultations:detail", args=[c.pk]), width=60),
        Column("status", _("State"), lambda c: c.get_status_display()),
        Column("organiser", _("Asked by"), lambda c: c.organiser.short_name),
        Column("due", _("Answer by")),
        Column("answered", _("Answered"), lambda c: f"{c.answered}/{c.asked}", numeric=True),
    )


HEAD = ("NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN", "CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH")


class ViewsTable(Table):
    """In the words of the official form: Vietnamese, whatever the language of the pages."""

    name = "tong-hop-y-kien"
    caption = "Tổng hợp ý kiến"
    columns = (
        Column("place", HEAD[0], width=32),
        Column("who", HEAD[1], lambda r: r.opinion.organisation.name_on(r.opinion.at.date()), width=32),
        Column("said", HEAD[2], width=60),
        Column("answer", HEAD[3], width=60),
        Column("code", "MÃ", lambda r: r.opinion.decision.code if hasattr(r.opinion, "decision") else "", width=14),
    )


def outcome_lines(views: Views) -> list[str]:
    """The sums above the table, in the official form's words: received = Σ outcomes."""
    from .states import Code

    parts = "; ".join(f"{Code(c).vietnamese} {n}" for c, n in views.outcomes.items() if n)
    waiting = f"; chưa quyết định {views.undecided}" if views.undecided else ""
    return [
        f"1. Tổng số cơ quan, tổ chức đã gửi xin ý kiến: {views.asked}; đã trả lời: {views.answered}; "
        f"tổng số ý kiến nhận được: {views.received}.",
        f"2. Kết quả cụ thể như sau: {parts or 'chưa có ý kiến'}{waiting}.",
    ]


def subject_title(consultation: Consultation) -> str:
    return consultation.version.text.title
