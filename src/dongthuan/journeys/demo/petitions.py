"""Petitions in the demo: a few invented cases of late 2025, each at another point of its way, with the papers of some."""

import uuid
from datetime import date
from functools import partial
from typing import Any

from dongthuan.foundation.papers import actions as papers
from dongthuan.journeys.visit_to_case import make_case
from dongthuan.listen.petitions import actions
from dongthuan.listen.petitions.models import Letter, Petition
from dongthuan.listen.reception.models import Visit

from .calendar import Calendar
from .reception import HELD
from .world import World

# case: kind, channel, field, the sentence of the register, the words, who sent it
CASES: dict[str, tuple[str, str, str, str, str, str]] = {
    "dat": ("complaint", "post", "land", "Khiếu nại diện tích đất được bồi thường khi mở rộng đường",
            "Quyết định (mẫu) tính 164 m² đất, giấy chứng nhận ghi 216 m². Đề nghị đo lại, trả lời vì sao thiếu 52 m².",
            "Đinh Thị Mẫu"),
    "tre": ("complaint", "post", "policy", "Khiếu nại việc xét hỗ trợ sửa nhà",
            "Gia đình đủ điều kiện nhưng không có tên trong danh sách hỗ trợ sửa nhà (nội dung mẫu).", "Mai Văn Mẫu"),
    "tocao": ("denunciation", "post", "", "", "Thu khoản đóng góp không có biên lai tại một thôn (nội dung mẫu).", "Trịnh Văn Mẫu"),
    "cong": ("reflection", "post", "other", "Kiến nghị sửa cống thoát nước khu dân cư",
             "Cống đầu ngõ tắc, mưa là ngập (nội dung mẫu).", "Hoàng Văn Mẫu"),
    "thutuc": ("regulation", "email", "policy", "Phản ánh thủ tục xác nhận cư trú còn trùng lặp",
               "Phải nộp hai lần một loại giấy (nội dung mẫu).", "Vũ Thị Mẫu"),
    "haiviec": ("mixed", "box", "land", "Đơn có nội dung khiếu nại và kiến nghị",
                "Khiếu nại việc thu hồi đất; kiến nghị lắp đèn đường (nội dung mẫu).", "Phạm Văn Mẫu"),
}  # fmt: skip


def write(world: World, calendar: Calendar) -> None:
    """Put the events on the calendar."""
    case = Cases(world)
    for day, step in [
        (date(2025, 11, 3), partial(case.take_in, "dat")),
        (date(2025, 11, 12), case.accept_first),
        (date(2025, 10, 30), partial(case.take_in, "tre")),
        (HELD, case.from_visit),
        (date(2025, 11, 18), partial(case.take_in, "tocao")),
        (date(2025, 11, 27), case.dialogue),
        (date(2025, 11, 20), partial(case.take_in, "cong")),
        (date(2025, 11, 25), case.work),
        (date(2025, 12, 1), partial(case.take_in, "haiviec")),
        (date(2025, 12, 3), case.split),
        (date(2025, 12, 5), case.answer),
        (date(2025, 12, 8), partial(case.take_in, "thutuc")),
        (date(2025, 12, 9), case.to_sign),
        (date(2025, 12, 9), case.just_came),
    ]:
        calendar.on(day, step)


class Cases:
    def __init__(self, world: World) -> None:
        self.w, self.made = world, dict[str, int]()

    @property
    def desk(self) -> Any:
        return self.w.user("nhandon")

    @property
    def solver(self) -> Any:
        return self.w.user("giaiquyet")

    @property
    def leader(self) -> Any:
        return self.w.user("chutich")

    def of(self, key: str) -> Petition:
        return Petition.objects.get(pk=self.made[key])

    def take_in(self, key: str) -> None:
        """From the letter box to the right hands; a denunciation goes into the vault with the same breath."""
        kind, channel, field, title, content, name = CASES[key]
        got = actions.receive(
            organisation=self.w.o["ubnd"], channel=channel, content=content, denunciation=kind == "denunciation",
            persons=[{"full_name": name, "address": "Thôn 3, xã mẫu"}], details={"signed": True, "known_on": date(2025, 10, 6)},
            by=self.desk,
        )  # fmt: skip
        self.made[key] = got.petition.pk
        self.classify(got.petition, kind, title, field)

    def classify(self, petition: Petition, kind: str, title: str, field: str) -> None:
        petition = actions.register(petition, title=title, field=field, by=self.desk)
        petition = actions.classify(petition, kind=kind, by=self.desk)
        if kind != "mixed":
            petition = actions.take_up(petition, by=self.desk)
            actions.assign(petition, officer=self.solver, reader=self.w.user("docthuhai"), by=self.leader)

    def letter(self, key: str, form: str, **said: Any) -> Letter:
        """Drafted from the case and numbered."""
        letter = actions.draft_letter(self.of(key), form=form, said=said, by=self.solver)
        papers.number(letter.paper, by=self.solver)
        return letter

    def signed(self, key: str, form: str, **said: Any) -> str:
        """Frozen and signed by the chairman; the number that the step notes."""
        letter = self.letter(key, form, **said)
        paper = papers.freeze(letter.paper, by=self.solver)
        return papers.sign_with_installation_key(paper, paper.blocks.get(), by=self.leader).shown_number

    def accept_first(self) -> None:
        number = self.signed("dat", "KN-TL")
        petition = actions.accept(self.of("dat"), number=number, by=self.leader)
        actions.verify(petition, text="Đoàn đo lại tại thực địa, có chữ ký của hộ và cán bộ địa chính.", by=self.solver)

    def from_visit(self) -> None:
        """What was said to the chairman on his day becomes a case."""
        visit = Visit.objects.filter(session__day=HELD, kinds=["KN"]).get()
        got = make_case(visit, organisation=self.w.o["ubnd"], sending=uuid.uuid4(), by=self.desk)
        self.made["hotro"] = got.petition.pk
        self.classify(got.petition, "complaint", "Khiếu nại mức hỗ trợ khi thu hồi đất làm đường", "land")

    def dialogue(self) -> None:
        actions.hold_dialogue(self.of("dat"), text="Hai bên thống nhất số liệu đo lại.", by=self.solver)

    def work(self) -> None:
        """The denunciation is accepted and verified; the complaint of the visit is accepted."""
        petition = actions.accept(self.of("tocao"), number="512/QĐ-UBND", by=self.leader)
        actions.verify(petition, by=self.solver)
        actions.notify(self.of("tocao"), by=self.solver)
        actions.accept(self.of("hotro"), number="513/TB-UBND", by=self.leader)
        actions.promise(self.of("cong"), by_day=date(2025, 12, 12), by=self.leader)

    def split(self) -> None:
        actions.split(
            self.of("haiviec"),
            parts=[
                ("complaint", "Khiếu nại việc thu hồi đất", "Khiếu nại việc thu hồi đất (nội dung mẫu)."),
                ("reflection", "Kiến nghị lắp đèn đường", "Kiến nghị lắp đèn đường (nội dung mẫu)."),
            ],
            by=self.desk,
        )

    def answer(self) -> None:
        text = "Đã nạo vét cống ngày 04/12/2025 và giao xã kiểm tra hằng tháng."
        number = self.signed("cong", "TRA-LOI", text=text)
        actions.answer(self.of("cong"), text=text, number=number, by=self.solver)

    def to_sign(self) -> None:
        """The decision on the first complaint waits for the chairman's signature; the conclusion is being drafted."""
        letter = self.letter(
            "dat", "KN-QD1", outcome="right", findings="Đo lại được 216 m², đúng giấy chứng nhận.",
            dialogue="Hai bên thống nhất số liệu đo lại.", text="Điều chỉnh diện tích bồi thường thành 216 m².",
        )  # fmt: skip
        papers.freeze(letter.paper, by=self.solver)
        actions.draft_letter(self.of("tocao"), form="TC-KL", said={"outcome": "partly"}, by=self.solver)

    def just_came(self) -> None:
        """Not entered in the register yet."""
        actions.receive(
            organisation=self.w.o["ubnd"], channel="post", content="Đèn đường hỏng ba tuần (nội dung mẫu).",
            persons=[{"full_name": "Lý Thị Mẫu", "address": "Tổ 2, phường mẫu"}], by=self.desk,
        )  # fmt: skip
