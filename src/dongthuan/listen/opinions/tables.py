"""The lists, and the table of opinions and answers as an Excel file."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.lib import answers
from dongthuan.lib.vietnamese import shortened
from dongthuan.listen.consultations.states import Code
from dongthuan.web.kit import Column, Table, Tag

from .models import Group, Posting
from .states import CHANNELS, Gathered, Status
from .summary import Counts, Synthesis

TONES = {Status.DRAFT: "", Status.OPEN: "now", Status.DECIDING: "info", Status.CLOSED: "done"}


def state_tag(posting: Posting) -> Tag:
    return Tag(TONES[Status(posting.status)], posting.get_status_display())


def label_of(group: Group) -> str:
    """How the desk calls a group: its name, or the first words of its oldest letter."""
    if group.name:
        return group.name
    if group.gathered != Gathered.LIKE:
        return f"{group.get_gathered_display()}, {group.get_stance_display().lower()}"
    first = group.sample and (group.sample.words or group.sample.wording)
    return gettext("Not named yet: “%(words)s”") % {"words": shortened(first or "", 90)}


def outside_label(group: Group) -> str:
    """How a group is called to who may not read its opinions: never by their words."""
    return group.name or f"{group.get_gathered_display()}, {group.get_stance_display().lower()}"


class PostingTable(Table):
    name = "lay-y-kien-nhan-dan"
    caption = _("Calls for opinions")
    empty = _("No draft has been put to everyone yet.")
    columns = (
        Column("title", _("Title"), url=lambda p: reverse("opinions:detail", args=[p.pk]), width=60),
        Column("status", _("State"), lambda p: p.get_status_display(), show=state_tag),
        Column("organiser", _("Organiser"), lambda p: p.organiser.short_name),
        Column("until", _("Open until")),
        Column("received", _("Opinions"), numeric=True),
    )


def sum_lines(found: Synthesis, counted: Counts) -> list[str]:
    """The sums above the table, in the official form's words: received = Σ outcomes, and what the number does not say."""
    parts = "; ".join(f"{Code(c).vietnamese} {n}" for c, n in found.outcomes.items() if n)
    waiting = f"; chưa quyết định {found.undecided}" if found.undecided else ""
    channels = "; ".join(f"{CHANNELS[c]} {n}" for c, n, _p in counted.channels)
    beside = (
        f" Ngoài ra, {counted.beside} ý kiến của cơ quan, tổ chức được gửi xin ý kiến có bảng tổng hợp riêng."
        if counted.beside else ""
    )  # fmt: skip
    return [
        f"1. Tổng số ý kiến nhận được: {found.received} ({channels or 'chưa có'}), trong đó {counted.behalf} ý kiến thay mặt "
        f"tổ chức. Phân biệt được {counted.persons} người qua thông tin liên hệ họ để lại; {counted.unknown} ý kiến không rõ "
        f"có trùng người hay không; {counted.several} người góp ý qua nhiều kênh. Số nội dung khác nhau: {counted.texts}; "
        f"{counted.organised} ý kiến theo thư mẫu (từ {counted.least} ý kiến gần như cùng lời văn trở lên).{beside}",
        f"2. Kết quả cụ thể như sau: {parts or 'chưa có quyết định'}{waiting}.",
    ]


def subject_of(posting: Posting) -> str:
    """The text as a sentence names it: without a capital in front."""
    title = posting.text.title if posting.text else posting.title
    return title[:1].lower() + title[1:]


def as_xlsx(found: Synthesis, counted: Counts) -> bytes:
    """The official form as a sheet: title, sums, a row per group, the total under it."""
    rows = [(r.place, r.who, r.told, r.answer, r.code, r.count) for r in found.rows]
    if waiting := found.received - sum(row.count for row in found.rows):
        rows.append(("", f"{waiting} ý kiến", "Chưa xếp nhóm", "", "", waiting))
    return answers.as_xlsx(subject_of(found.posting), sum_lines(found, counted), rows, found.received)
