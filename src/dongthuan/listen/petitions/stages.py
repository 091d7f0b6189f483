"""Where a case stands between its receipt and its end: the knots of its page, and the sentences its sender reads."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dongthuan.web.kit import Line, Step, vndate

from .models import Petition
from .states import ENDED, Status

WAYS: dict[str, tuple[tuple[str, ...], ...]] = {  # the statuses each knot covers
    "complaint": (
        ("received", "registered", "awaiting"), ("classified", "kn_admissibility"), ("kn_accepted",),
        ("kn_verifying", "kn_suspended"), ("kn_dialogue",), ("kn_decided", "kn_sent", "kn_published", "kn_second"),
        ("kn_effective", "kn_enforcing", "kn_enforced"), ("closed", "archived"),
    ),
    "denunciation": (
        ("received", "registered", "awaiting"), ("classified", "tc_check", "tc_review"), ("tc_accepted",),
        ("tc_verifying", "tc_suspended"), ("tc_concluded",), ("tc_followed", "tc_continued"), ("closed", "archived"),
    ),
    "reflection": (
        ("received", "registered", "awaiting"), ("classified",), ("kp_assigned",), ("kp_answered",), ("closed", "archived"),
    ),
    "regulation": (
        ("received", "registered", "awaiting"), ("classified",), ("pk_assess", "pk_pooled"), ("pk_decided",),
        ("pk_published",), ("closed", "archived"),
    ),
}  # fmt: skip


def names(kind: str) -> list[str]:
    return {
        "complaint": [pgettext("petition", "Received"), _("Conditions"), _("Accepted"), _("Verified"), _("Dialogue"), _("Decided"),
                      _("Decision takes effect"), _("Case closed")],
        "denunciation": [pgettext("petition", "Received"), _("Conditions"), _("Accepted"), _("Verified"), _("Concluded"), _("Followed"),
                         _("Case closed")],
        "reflection": [pgettext("petition", "Received"), _("Classified"), _("Handled"), _("Written answer given"), _("Case closed")],
        "regulation": [pgettext("petition", "Received"), _("Classified"), _("Assessed"), _("Decided"), _("Published"), _("Case closed")],
    }.get(kind, [pgettext("petition", "Received"), _("Classified"), _("Handled"), _("Case closed")])  # fmt: skip


def stages(petition: Petition) -> list[Step]:
    """The knots of the case's way, the one it stands at marked. A case that ended before its way was over says so."""
    way = WAYS.get(petition.kind)
    labels = names(petition.kind)
    facts = {0: petition.received_on, 2: petition.accepted_on, 4: petition.dialogue_on if petition.kind == "complaint" else None,
             5: petition.decided_on if petition.kind == "complaint" else None}  # fmt: skip
    if way is None:
        here = 0 if petition.status in ("received", "registered", "awaiting") else 1
        return [Step(label, vndate(facts.get(i)), state=_state(i, here)) for i, label in enumerate(labels)]
    here = next((i for i, statuses in enumerate(way) if petition.status in statuses), -1)
    if here < 0:  # it left the way: guided, transferred, not accepted, terminated
        reached = 2 if petition.accepted_on else 1
        done = [Step(label, vndate(facts.get(i)), state="past") for i, label in enumerate(labels[: reached + 1])]
        return [*done, Step(Status(petition.status).label, vndate(petition.ended_on), state="here")]
    skipped = {4} if petition.kind == "complaint" and here > 4 and petition.dialogue_on is None else set()
    return [
        Step(label, _("not needed") if i in skipped else vndate(facts.get(i)), state=_state(i, here))
        for i, label in enumerate(labels)
    ]


def _state(i: int, here: int) -> str:
    return "past" if i < here else "here" if i == here else ""


# --- what its sender reads -----------------------------------------------------------------------------------------
SAID = {
    "received": "Đã nhận đơn", "registered": "Đã vào sổ", "awaiting": "Chờ ông/bà bổ sung", "classified": "Đã phân loại",
    "kn_admissibility": "Đang xem xét thụ lý", "tc_check": "Đang kiểm tra điều kiện thụ lý",
    "tc_review": "Đang xem xét", "kn_accepted": "Đã thụ lý", "tc_accepted": "Đã thụ lý",
    "kn_verifying": "Đang xác minh", "tc_verifying": "Đang xác minh", "kn_dialogue": "Đã đối thoại",
    "kn_suspended": "Tạm đình chỉ giải quyết", "tc_suspended": "Tạm đình chỉ giải quyết",
    "kn_decided": "Đã có quyết định", "kn_sent": "Quyết định đã gửi", "kn_published": "Quyết định đã công khai",
    "kn_second": "Đang được cấp trên giải quyết", "kn_effective": "Quyết định có hiệu lực",
    "kn_enforcing": "Đang thi hành quyết định", "kn_enforced": "Đã thi hành quyết định",
    "kn_not_accepted": "Không thụ lý, có thông báo", "tc_not_accepted": "Không thụ lý, có thông báo",
    "kn_terminated": "Đã đình chỉ", "tc_terminated": "Đã đình chỉ", "tc_not_handled": "Không xử lý theo Luật Tố cáo",
    "tc_inspection": "Đã chuyển cơ quan có thẩm quyền", "tc_concluded": "Đã kết luận", "tc_followed": "Đã kết luận",
    "tc_continued": "Đang được cấp trên xem xét", "kp_assigned": "Đang xử lý", "kp_answered": "Đã trả lời",
    "pk_assess": "Đang xem xét quy định", "pk_pooled": "Đang tập hợp để xem xét chung", "pk_decided": "Đã quyết định",
    "pk_published": "Đã công khai kết quả", "pk_not_received": "Không tiếp nhận", "split": "Đã tách thành các hồ sơ",
    "linked": "Đã xếp cùng vụ việc", "guided": "Đã có hướng dẫn", "transferred": "Đã chuyển đến cơ quan có thẩm quyền",
    "returned": "Đã trả lại đơn", "filed": "Đã lưu đơn", "refused": "Đã từ chối tiếp nhận, có nêu lý do",
    "closed": "Đã kết thúc", "archived": "Đã kết thúc",
}  # fmt: skip
SHOWN_STEPS = {
    "register": "Đã vào sổ", "accept": "Đã thụ lý", "verify": "Bắt đầu xác minh", "hold_dialogue": "Đã đối thoại",
    "suspend": "Tạm đình chỉ giải quyết", "resume": "Tiếp tục giải quyết", "extend": "Gia hạn giải quyết",
    "decide": "Đã có quyết định", "send": "Quyết định đã gửi", "publish": "Đã công khai kết quả",
    "answer": "Đã trả lời", "close": "Đã kết thúc", "take_effect": "Quyết định có hiệu lực",
}  # fmt: skip


def follow(petition: Petition) -> list[Line]:
    """The sentences for whoever holds the code, oldest first; of a sealed case only where it stands, without a paper."""
    lines = [Line(_say("Đã nhận đơn", petition.organisation.short_name), at=petition.received_on)]
    here = SAID[petition.status]
    if not petition.sealed:
        for step in petition.steps.filter(verb__in=SHOWN_STEPS):
            lines.append(
                Line(SHOWN_STEPS[step.verb], at=step.on, note=f"Văn bản số {step.number}" if step.number else "")
            )
    if petition.sealed or (lines[-1].sentence != here and len(lines) == 1 and petition.status != "received"):
        lines.append(Line(here))
    last = lines[-1]
    lines[-1] = Line(last.sentence, last.at, last.who, "" if petition.status in ENDED else "here", last.note)
    if not petition.sealed:
        lines += [Line(text, state="next") for text in ahead(petition)]
    return lines


def _say(what: str, where: str) -> str:
    return f"{what} tại {where}"


def ahead(petition: Petition) -> list[Any]:
    """What comes next, in the words of a citizen; nothing when it has ended."""
    if petition.kind == "complaint" and petition.is_open:
        steps = [
            (
                ("received", "registered", "classified", "kn_admissibility"),
                "Thông báo thụ lý hoặc không thụ lý, có nêu lý do.",
            ),
            (
                ("kn_accepted", "kn_verifying"),
                "Nếu kết quả xác minh khác yêu cầu, ông/bà được mời đối thoại bằng giấy mời.",
            ),
            (("kn_accepted", "kn_verifying", "kn_dialogue"), "Quyết định giải quyết."),
            (("kn_decided", "kn_sent"), "Nếu chưa đồng ý: khiếu nại lần hai đến cấp trên, hoặc khởi kiện ra tòa án."),
        ]
        return [text for statuses, text in steps if petition.status in statuses]
    if petition.kind == "reflection" and petition.is_open:
        return ["Trả lời bằng văn bản; ông/bà đọc tại trang này."] if petition.status == "kp_assigned" else []
    return []


def said(petition: Petition) -> str:
    return SAID[petition.status]
