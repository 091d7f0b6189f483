"""The papers of reception in the official layout: notice of refusal, receipt, minutes, conclusion.

Those that name a visitor are typeset and handed over, never kept: only the conclusion, which names nobody, is a paper of
the house. A protected visitor's name stands in them only for who looked with a ground (`opened`).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers import kit
from dongthuan.foundation.papers.models import Paper
from dongthuan.foundation.people.models import User

from . import queries, rules
from .models import Session, Visit, Visitor
from .states import IN_REGISTER, Answer, Condition, IdKind, Matter

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
BLANK = "................................"


def _who(visitor: Visitor | None) -> dict[str, str]:
    """The visitor's lines, or the mask."""
    if visitor is None:
        return {"name": rules.MASK, "address": rules.MASK, "id": rules.MASK, "issued": rules.MASK}
    kind = IdKind(visitor.id_kind).vietnamese if visitor.id_kind else "Giấy tờ tùy thân"
    issued = f"cấp ngày {visitor.id_issued_on:%d/%m/%Y}" if visitor.id_issued_on else ""
    return {
        "name": visitor.full_name,
        "address": visitor.address,
        "id": f"{kind} số {visitor.id_number}" if visitor.id_number else f"{kind}: {BLANK}",
        "issued": ", ".join(
            p for p in (issued, f"nơi cấp: {visitor.id_issued_at}" if visitor.id_issued_at else "") if p
        ),
    }


def _lines(*texts: str) -> tuple[Any, ...]:
    return tuple(kit.Paragraph(t) for t in texts if t)


def refusal_model(visit: Visit, *, opened: bool = False) -> Any:
    """Thông báo từ chối tiếp công dân, Mẫu 01/TCD (NĐ 154/2026/NĐ-CP; before it Luật Tiếp công dân, Điều 9.3)."""
    who, organisation = _who(queries.identity(visit, opened=opened)), visit.session.place.organisation
    body = _lines(
        f"Ngày {visit.session.day:%d/%m/%Y}, tại {visit.session.place.name}, {organisation.name_on(visit.session.day)} đã tiếp "
        f"ông (bà): {who['name']}.",
        f"{who['id']}{', ' + who['issued'] if who['issued'] else ''}.",
        f"Địa chỉ: {who['address']}.",
        f"Nội dung: {visit.refusal_why}",
        f"Căn cứ {visit.refusal_basis}, {organisation.name_on(visit.session.day)} từ chối tiếp ông (bà) {who['name']} về nội dung "
        "nêu trên.",
        "Vậy thông báo để ông (bà) được biết./.",
    )
    model = kit.plain_paper(
        organisation, kind_title="THÔNG BÁO", subject="Về việc từ chối tiếp công dân", body=body, day=visit.notice_on,
        recipients=("Ông (bà) có tên trên", "Lưu: VT, TCD"),
    )  # fmt: skip
    number = visit.notice_number or f"      /TB-{organisation.symbol or 'UBND'}"
    return replace(model, number=number)


def receipt_model(visit: Visit, *, opened: bool = False) -> Any:
    """Giấy biên nhận thông tin, tài liệu, Mẫu 02/TCD."""
    who, place = _who(queries.identity(visit, opened=opened)), visit.session.place
    at = timezone.localtime(visit.receipt_at) if visit.receipt_at else None
    rows = queries.papers_of(visit)
    when = f"Vào hồi {at:%H} giờ {at:%M} ngày {visit.receipt_on:%d/%m/%Y}" if at else f"Vào hồi {BLANK}"
    receiver = visit.officer
    table = kit.Table(
        (kit.Column("STT", 0.6, "centre"), kit.Column("Tên thông tin, tài liệu", 5), kit.Column("Số trang", 1, "right"),
         kit.Column("Tình trạng", 2)),
        tuple((str(n), p.name, str(p.pages), Condition(p.condition).vietnamese) for n, p in enumerate(rows, 1)),
    )  # fmt: skip
    body = (
        *_lines(
            f"{when}, tại {place.name}, {place.address}.",
            f"Người nhận: {receiver.shown_name() if receiver else BLANK}, "
            f"{receiver.record_post() if receiver else BLANK}.",
            f"Người giao: {who['name']}.",
            f"{who['id']}{', ' + who['issued'] if who['issued'] else ''}.",
            f"Địa chỉ: {who['address']}.",
            "Đã giao, nhận các thông tin, tài liệu sau:",
        ),
        table,
        *_lines(
            f"Tổng cộng {len(rows)} tài liệu, {sum(p.pages for p in rows)} trang.",
            f"Giấy biên nhận được lập thành {visit.copies:02d} bản có giá trị như nhau, người giao giữ 01 bản./.",
        ),
    )
    model = kit.plain_paper(
        place.organisation, kind_title="GIẤY BIÊN NHẬN", subject="thông tin, tài liệu", body=body,
        day=visit.receipt_on, signed=False,
    )  # fmt: skip
    signers = (
        kit.SignatureBlock("nhan", ("NGƯỜI NHẬN",), receiver.shown_name() if receiver else ""),
        kit.SignatureBlock("giao", ("NGƯỜI GIAO",), who["name"] if who["name"] != rules.MASK else ""),
    )
    return replace(model, signatures=signers)


def minutes_model(visit: Visit, *, opened: bool = False) -> Any:
    """Biên bản tiếp công dân: what was said, read back, signed (NĐ 154/2026/NĐ-CP, Điều 14.1)."""
    who, session = _who(queries.identity(visit, opened=opened)), visit.session
    kinds = ", ".join(Matter(k).vietnamese for k in visit.kinds)
    others = [r.full_name for r in visit.representatives.all()] if opened or not visit.restricted else []
    body = _lines(
        f"Ngày {session.day:%d/%m/%Y}, tại {session.place.name}, {session.place.address}.",
        f"Người tiếp: {session.held_as}.",
        f"Thành phần tham gia: {session.participants}" if session.participants else "",
        f"Người được tiếp: {who['name']}. {who['id']}. Địa chỉ: {who['address']}.",
        f"Cùng đến: {visit.people} người; người đại diện khác: {', '.join(others) or 'không'}."
        if visit.people > 1
        else "",
        f"Loại vụ việc: {kinds}.",
        f"Nội dung: {visit.content}",
        f"Yêu cầu: {visit.wish}" if visit.wish else "",
        *visit.minutes.split("\n"),
        f"Hướng xử lý: {visit.handling}" if visit.handling else "",
        "Biên bản đã được đọc lại cho người được tiếp nghe, công nhận đúng và ký tên hoặc điểm chỉ./.",
    )
    model = kit.plain_paper(
        session.place.organisation,
        kind_title="BIÊN BẢN",
        subject="tiếp công dân",
        body=body,
        day=session.day,
        signed=False,
    )
    signers = (
        kit.SignatureBlock("tiep", ("NGƯỜI TIẾP",), session.held_by.shown_name() if session.held_by else ""),
        kit.SignatureBlock("dan", ("NGƯỜI ĐƯỢC TIẾP",), who["name"] if who["name"] != rules.MASK else ""),
    )
    return replace(model, signatures=signers)


MODELS: dict[str, Callable[..., Any]] = {
    "tu-choi": refusal_model,
    "bien-nhan": receipt_model,
    "bien-ban": minutes_model,
}


def ready(visit: Visit) -> list[str]:
    """Which papers this visit has by now."""
    found = ["tu-choi"] if visit.notice_needed else []
    if visit.status in IN_REGISTER:
        found.append("bien-ban")
    if visit.receipt_at:
        found.append("bien-nhan")
    return found


def as_file(visit: Visit, what: str, form: str, *, opened: bool = False) -> bytes:
    """The paper as DOCX or PDF."""
    model = MODELS[what](visit, opened=opened)
    return kit.to_docx(model) if form == "docx" else kit.typeset(model).pdf


# --- the conclusion -----------------------------------------------------------------------------------------------
def conclusion_body(session: Session) -> tuple[Any, ...]:
    """Names no visitor: matters by the number of the register."""
    received = list(session.visits.filter(number__isnull=False).order_by("number"))
    table = kit.Table(
        (kit.Column("Số trong sổ", 1.2), kit.Column("Loại", 1.5), kit.Column("Trả lời", 4)),
        tuple(
            (f"{v.number}/{v.year}", ", ".join(Matter(k).vietnamese for k in v.kinds),
             Answer(v.answer).vietnamese if v.answer else f"hạn trả lời {v.answer_due:%d/%m/%Y}")
            for v in received
        ),
    )  # fmt: skip
    tasks = [
        f"{n}. {c.organisation.name_on(session.day)}: {c.what}; hoàn thành trước ngày {c.due:%d/%m/%Y}"
        f"{'; đầu mối: ' + c.contact if c.contact else ''}."
        for n, c in enumerate(session.commitments.select_related("organisation"), 1)
    ]
    return (
        *_lines(
            f"Ngày {session.day:%d/%m/%Y}, tại {session.place.name}, {session.held_as} đã tiếp công dân"
            f"{' theo ủy quyền của người đứng đầu' if session.authorised else ''}.",
            f"Số lượt tiếp: {len(received)}; số người: {sum(v.people for v in received)}.",
        ),
        *((table,) if received else ()),
        *_lines(*session.conclusion.split("\n"), *(["Giao các cơ quan:"] if tasks else []), *tasks),
    )


def draft_conclusion(session: Session, *, by: User) -> Paper:
    """Thông báo kết luận việc tiếp công dân (NĐ 154/2026/NĐ-CP, Điều 25.2), to be numbered, frozen and signed."""
    organisation = session.place.organisation
    bodies = session.commitments.select_related("organisation")
    return papers.draft_paper(
        session.thing,
        system=kit.system_of(organisation),
        kind="TB",
        title=f"kết luận việc tiếp công dân ngày {session.day:%d/%m/%Y}",
        blocks=[organisation],
        body={
            "body": conclusion_body(session),
            "recipients": [*dict.fromkeys(c.organisation.name for c in bodies), "Lưu: VT, TCD"],
        },
        by=by,
    )
