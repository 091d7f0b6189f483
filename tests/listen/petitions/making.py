"""Cases for tests, brought along by the actions that people use. The people in them are invented."""

import uuid
from datetime import date
from typing import Any

from dongthuan.foundation.things.kit import at_day
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.models import Petition
from tests.factories import World

RECEIVED = date(2026, 7, 6)
PERSON = {"full_name": "Đinh Thị Lụa", "address": "thôn 3, xã Gia Vân", "phone": "0912 345 678"}
WORDS = "Quyết định số 1187/QĐ-UBND tính 164 m² đất, giấy chứng nhận ghi 216 m². Đề nghị đo lại."
AGAINST = "Quyết định số 1187/QĐ-UBND ngày 03/06/2026"


def take_in(w: World, **other: Any) -> Petition:
    """Taken in at the first commune's desk, on the sixth of July 2026 unless said otherwise."""
    return take_in_with_code(w, **other).petition


def take_in_with_code(w: World, **other: Any) -> actions.Received:
    values: dict[str, Any] = {
        "organisation": w.communes[0], "channel": "reception", "content": WORDS, "persons": [PERSON],
        "details": {"against": AGAINST, "known_on": date(2026, 6, 5), "signed": True}, "received_on": RECEIVED,
        "sending": uuid.uuid4(), "by": w.users["reception_officer"],
    }  # fmt: skip
    return actions.receive(**values | other)


def classified(w: World, kind: str = "complaint", **other: Any) -> Petition:
    """Registered and classified."""
    p = take_in(w, denunciation=kind == "denunciation", **other)
    desk = w.users["reception_officer"]
    p = actions.register(p, title="" if kind == "denunciation" else "Khiếu nại diện tích đất", field="land", by=desk)
    return actions.classify(p, kind=kind, by=desk)


def taken_up(w: World, kind: str = "complaint", **other: Any) -> Petition:
    """This body is competent, and the solver is named."""
    p = actions.take_up(classified(w, kind, **other), by=w.users["reception_officer"])
    return actions.assign(p, officer=w.users["solver"], by=w.users["leader_commune"])


def accepted(w: World, kind: str = "complaint", **other: Any) -> Petition:
    return actions.accept(taken_up(w, kind, **other), number="61/TB-UBND", by=w.users["leader_commune"])


def verifying(w: World, kind: str = "complaint", **other: Any) -> Petition:
    return actions.verify(accepted(w, kind, **other), by=w.users["solver"])


CONCLUSION = {
    "denounced": "Ông Bê nhận tiền của người xin xác nhận đất.", "findings": "Hai lần nhận 2 triệu đồng; bà Lụa có giấy ghi.",
    "lawful": "Luật Phòng, chống tham nhũng, Điều 2.", "judged": "Đúng một phần.", "duties": "Ông Bê chịu trách nhiệm.",
    "remedies": "Kiến nghị xử lý kỷ luật, trả lại tiền.",
}  # fmt: skip


def written(w: World, **other: Any) -> Petition:
    """A denunciation whose verification is over: the conclusion lies in the vault."""
    return actions.write_conclusion(verifying(w, "denunciation", **other), by=w.users["solver"], **CONCLUSION)


def decided(w: World, **other: Any) -> Petition:
    return actions.decide(verifying(w, **other), outcome="partly", number="70/QĐ-UBND", by=w.users["leader_commune"])


def sent(w: World, **other: Any) -> Petition:
    return actions.send(decided(w, **other), by=w.users["solver"])


def answered(w: World) -> Petition:
    return actions.answer(taken_up(w, "reflection"), text="Đã sửa đường.", by=w.users["solver"])


PLEA = "Vợ tôi bị đe dọa trước cổng trường."
PROTECTION = {  # to -> the action and what it takes
    "decided": ("decide_protection", {"number": "1/QĐ", "measures": ["BV56"]}),
    "refused": ("refuse_protection", {"number": "2/TB"}),
    "active": ("apply_protection", {}),
    "changed": ("change_protection", {"number": "3/QĐ", "measures": ["BV58"]}),
    "ended": ("end_protection", {"ground": "BV54.b", "number": "4/QĐ"}),
}


def protect(w: World, petition: Petition, to: str) -> Any:
    """Move the protection in a denunciation there; "requested" asks for it."""
    if to == "requested":
        desk = w.users["reception_officer"]
        return actions.request_protection(petition, plea=PLEA, measures=["BV56", "BV57"], by=desk)
    name, more = PROTECTION[to]
    return getattr(actions, name)(petition, by=w.users["leader_commune"], **more)


def on(day: date) -> Any:
    """Stand on a day."""
    return at_day(day)
