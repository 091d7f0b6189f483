"""The story of the demo, event by event, through the actions a person uses."""

from datetime import date
from functools import partial
from typing import Any

from dongthuan.deliver.programmes import actions as programmes
from dongthuan.deliver.programmes import queries
from dongthuan.deliver.programmes.models import PlanRow, Programme
from dongthuan.deliver.reports import actions as reports
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers import actions as papers
from dongthuan.foundation.papers import kit as paper_kit
from dongthuan.foundation.texts import actions as texts
from dongthuan.journeys import gather_views, plan_tasks, two_tiers
from dongthuan.lib import outline
from dongthuan.listen.consultations import actions as consultations
from dongthuan.listen.consultations.models import Consultation

from . import consultation, conversation, people_of_2025, petitions, reception, words
from .calendar import Calendar, after
from .tasks import Course
from .world import HOA_LU, MERGER, TWO_TIERS, World

SIGNED = date(2021, 4, 2)
PLACE = "Trung tâm Hội nghị tỉnh Ninh Bình"


def scan(title: str, number: str, day: date, system: str = "party") -> bytes:
    """A stand-in for the scan of a paper signed with ink, which says on its face what it is."""
    model = paper_kit.PaperModel(
        system=system, issuers=("Bản dựng thử",), number=number, place="Ninh Bình", day=day, kind_title="BẢN QUÉT MINH HỌA",
        subject=title, demo=True,
        body=(paper_kit.Paragraph("Tệp này thay cho bản quét văn bản giấy đã ký. Chữ ký tay và dấu không được dựng lại."),),
    )  # fmt: skip
    return paper_kit.typeset(model).pdf


class Story:
    def __init__(self, world: World, calendar: Calendar) -> None:
        self.w, self.calendar = world, calendar
        self.course = Course(world, calendar)
        self.regulation: Programme = None  # type: ignore[assignment]
        self.programme: Programme = None  # type: ignore[assignment]

    def write(self) -> None:
        """Put everything on the calendar."""
        on = self.calendar.on
        on(date(2015, 3, 16), self.sign_regulation)
        on(date(2020, 12, 31), self.review_regulation)
        on(date(2021, 1, 1), lambda: programmes.end(self.regulation, by=None))
        on(date(2021, 3, 1), self.draft_programme)
        on(date(2021, 3, 8), self.units_answer)
        on(date(2021, 3, 22), self.decide)
        on(SIGNED, self.conference_of_2021)
        for year in words.THEMES:
            on(date(2021, 4, 20) if year == 2021 else date(year, 1, 20), partial(self.plan, year))
            on(date(year, 6, 30), partial(self.report, "six_month", year))
            if year < 2025:
                on(date(year, 12, 31), partial(self.report, "annual", year))
        on(date(2023, 12, 31), lambda: self.report("mid_term", 2023))
        on(HOA_LU, lambda: people_of_2025.form_hoa_lu(self.w))
        on(MERGER, lambda: people_of_2025.merge_commissions(self.w))
        on(TWO_TIERS, lambda: people_of_2025.two_tiers(self.w))
        on(date(2025, 7, 3), self.give_returned_work)
        on(date(2025, 7, 10), self.work_for_new_communes)
        on(date(2025, 11, 10), self.begin_next)
        on(date(2025, 11, 28), self.next_answered)
        on(date(2025, 12, 4), self.next_decided)
        on(date(2025, 12, 8), self.open_term_report)
        reception.write(self.w, self.calendar)
        petitions.write(self.w, self.calendar)
        conversation.write(self.w, self.calendar)
        consultation.write(self.w, self.calendar)

    # --- the regulation of 2015–2020 --------------------------------------------------------------------------------
    def parties(self) -> list[Any]:
        o = self.w.o
        return [
            {"organisation": o["bdv"], "focal_org": o["phong"], "leads": True},
            {"organisation": o["ubnd"], "focal_org": o["snv"], "leads": False},
        ]

    def signers(self) -> dict[int, tuple[str, str]]:
        lead, state = self.w.user("truongban"), self.w.user("chutich")
        return {1: (lead.full_name, "TRƯỞNG BAN"), 2: (state.full_name, "TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH")}

    def sign_regulation(self) -> None:
        by, day = self.w.user("daumoi.dang"), date(2015, 3, 16)
        title = "phối hợp công tác dân vận giữa Ban Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh giai đoạn 2015 - 2020"
        made = programmes.create(
            kind="quy_che", title=title, short_title="Quy chế phối hợp 2015–2020", since=day, until=date(2020, 12, 31),
            parties=self.parties(), bases=words.REGULATION_BASES, nodes=outline.outline(words.REGULATION), by=by,
        )  # fmt: skip
        self.regulation = programmes.take_in_signed_on_paper(
            made,
            number=1,
            dated=day,
            signers=self.signers(),
            scan=scan(title, "01", day),
            scan_name="quy-che-2015.pdf",
            by=by,
        )

    def review_regulation(self) -> None:
        by = self.w.user("daumoi.dang")
        report = reports.open(self.regulation, kind="end_term", year=2020, issuer=self.w.o["bdv"], by=by)
        told = {
            "boi_canh": "Quy chế phối hợp giai đoạn 2015 - 2020 được hai bên thực hiện từ năm 2015. Giai đoạn này quản lý bằng sổ "
            "sách, chưa giao việc trên hệ thống, nên báo cáo không có số liệu tính từ dòng việc; số liệu khai báo ghi rõ nguồn.",
            "ket_qua": "Hai bên phối hợp quán triệt chủ trương, thực hiện dân chủ ở cơ sở, cải cách hành chính, tiếp công dân, "
            "giám sát và phong trào thi đua “Dân vận khéo”.",
            "uu_diem": "Nội dung phối hợp bám sát chức năng của hai bên.",
            "han_che": "Việc giao chưa có sản phẩm và hạn cụ thể nên khó đối chiếu.",
            "nguyen_nhan": "Chưa có công cụ theo dõi chung.",
            "bai_hoc": "\n".join(words.LESSONS),
            "phuong_huong": "Ký Chương trình phối hợp giai đoạn 2021 - 2025, cụ thể hóa thành nhiệm vụ từng năm.",
        }
        for section in report.sections.all():
            text = told.get(section.key, "" if section.key.startswith("nd") else None)
            if text is not None:
                reports.write(section, text=text, revision=section.revision, by=by)
        reports.declare(
            report, label="Mô hình “Dân vận khéo” toàn tỉnh", value=1045, unit="mô hình", nature="P", as_of=date(2020, 12, 31),
            source="Báo cáo tại hội nghị tổng kết Quy chế phối hợp 2015–2020, ngày 02/4/2021", by=by,
        )  # fmt: skip
        lead = self.w.user("truongban")
        reports.take_in(
            report, number=45, dated=date(2020, 12, 31), signers={1: lead.full_name}, by=by,
            scan=scan("báo cáo tổng kết Quy chế phối hợp 2015 - 2020", "45", date(2020, 12, 31)), scan_name="tong-ket-2020.pdf",
        )  # fmt: skip
        self.review = report

    # --- the programme of 2021–2025 ---------------------------------------------------------------------------------
    def draft_programme(self) -> None:
        by = self.w.user("daumoi.dang")
        self.programme = programmes.create(
            kind="chuong_trinh",
            title="phối hợp thực hiện công tác dân vận giữa Ban Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh, giai đoạn 2021 - 2025",
            short_title="Chương trình phối hợp 2021–2025", since=SIGNED, until=date(2025, 12, 31), parties=self.parties(),
            bases=words.PROGRAMME_BASES, predecessor=self.regulation, nodes=outline.outline(words.PROGRAMME), by=by,
        )  # fmt: skip
        self.ask(self.programme, date(2021, 3, 20))

    def ask(self, programme: Programme, due: date) -> None:
        asked = [self.w.o[k] for k in ("snv", "stp", "tt", "stttt", "mttq", "ldld", "hnd", "hpn", "dtn", "ccb")]
        version = programme.text.versions.order_by("-number").first()
        sides = gather_views.deciders(programme)
        self.consultation = consultations.open(
            version, about=programme.thing, title=f"Góp ý dự thảo {programme.short_title}", organiser=sides[0].organisation,
            organisations=asked, deciders=sides, due=due, note="Đề nghị góp ý theo từng nội dung.",
            by=self.w.user("daumoi.dang"),
        )  # fmt: skip

    def units_answer(self) -> None:
        content = queries.content_clauses(self.consultation.version)
        five, seven = content[4].row, content[6].row

        def say(key: str, clause: Any, stance: str, wording: str = "", reason: str = "") -> None:
            user = self.w.user("mattran") if key == "mttq" else self.w.officer(self.w.o[key].pk)
            consultations.answer(
                self.consultation, clause=clause, stance=stance, wording=wording, reason=reason, by=user
            )

        say("tt", five.clause, "propose", five.text.rstrip(".") + "; công khai kết quả trả lời sau đối thoại.",
            "Người dân cần thấy ý kiến được trả lời đến đâu.")  # fmt: skip
        say("mttq", seven.clause, "propose", seven.text.rstrip(".") + ", chú trọng nhân rộng mô hình hiệu quả.",
            "Nhiều mô hình tốt chưa được nhân rộng.")  # fmt: skip
        say("stp", five.clause, "object", reason="Đề nghị ghi rõ số hội nghị đối thoại bắt buộc mỗi năm.")
        for key in ("snv", "stttt", "ldld", "hnd", "hpn"):
            say(key, None, "agree")

    def decide(self) -> None:
        one, two = self.w.user("daumoi.dang"), self.w.user("daumoi.ubnd")
        consultations.start_deciding(self.consultation, by=one)
        for opinion in self.consultation.opinions.exclude(stance="agree").select_related("consultation", "clause"):
            if opinion.stance == "propose":
                decision = consultations.propose_decision(opinion, code="TT-SUA", wording=opinion.wording, by=one)
            else:
                reason = "Số hội nghị ghi trong kế hoạch từng năm để phù hợp điều kiện mỗi năm."
                decision = consultations.propose_decision(opinion, code="GIU-NGUYEN", reason=reason, by=one)
            consultations.consent(decision, by=two)
        consultations.note_agreements(self.consultation, by=one)
        consultations.note_agreements(self.consultation, by=two)
        consultations.close(Consultation.objects.get(pk=self.consultation.pk), by=one)

    def conference_of_2021(self) -> None:
        by = self.w.user("daumoi.dang")
        self.programme.refresh_from_db()
        number, title = 1, "Chương trình phối hợp 2021 - 2025"
        self.programme = programmes.take_in_signed_on_paper(
            self.programme, number=number, dated=SIGNED, signers=self.signers(), scan=scan(title, "01", SIGNED),
            scan_name="chuong-trinh-2021.pdf", by=by,
        )  # fmt: skip
        agenda = "\n".join([
            "8 giờ 00: Ổn định tổ chức, giới thiệu đại biểu",
            "8 giờ 15: Báo cáo tổng kết Quy chế phối hợp 2015 - 2020",
            "8 giờ 45: Trình bày Chương trình phối hợp 2021 - 2025",
            "9 giờ 00: Thảo luận",
            "9 giờ 40: Ký kết Chương trình phối hợp",
            "9 giờ 50: Kết luận hội nghị",
        ])  # fmt: skip
        held = reports.call_conference(
            self.programme, title="Hội nghị tổng kết Quy chế phối hợp 2015–2020 và ký kết Chương trình phối hợp 2021–2025",
            day=SIGNED, place=PLACE, agenda=agenda, report=self.review, by=by,
        )  # fmt: skip
        for key, post in (("bdv", "Trưởng ban"), ("ubnd", "Chủ tịch"), ("vp", "Chánh Văn phòng"), ("snv", "Giám đốc"),
                          ("mttq", "Chủ tịch"), ("ldld", "Chủ tịch")):  # fmt: skip
            reports.invite(held, organisation=self.w.o[key], title=post, by=by)
        reports.mark_present(held, present=set(held.delegates.values_list("pk", flat=True)), by=by)
        held.refresh_from_db()
        minutes = "Hội nghị nghe báo cáo tổng kết, thảo luận và chứng kiến hai bên ký Chương trình phối hợp giai đoạn 2021 - 2025."
        reports.write_minutes(held, minutes=minutes, revision=held.revision, by=by)

    # --- the years --------------------------------------------------------------------------------------------------
    def plan(self, year: int) -> None:
        by, day = self.w.user("daumoi.dang"), date(2021, 4, 20) if year == 2021 else date(year, 1, 20)
        self.programme.refresh_from_db()
        content = queries.content_clauses(self.programme.in_force_version)
        theme, numbers = words.THEMES[year]
        programmes.set_focus(
            self.programme, year=year, theme=theme, clauses=[content[n - 1].row.clause for n in numbers], by=by
        )
        plan = programmes.open_plan(self.programme, year=year, by=by)
        made: list[tuple[words.Row, PlanRow]] = []
        for row in (r for r in words.ROWS if year in r.years):
            ends = max(date(year, *row.ends), after(day, 10))
            partners = [self.w.o["snv"], self.w.o["mttq"]]
            made.append((row, programmes.add_row(
                plan, content=row.words, target=row.target, lead=self.lead(row.lead), clause=content[row.content - 1].row.clause,
                partners=partners, starts=day, ends=ends, product=row.product, by=by,
            )))  # fmt: skip
        plan = programmes.take_in_plan_signed_on_paper(
            plan, number=self.next_number(year), dated=day, signers=self.signers(),
            scan=scan(f"kế hoạch năm {year}", "", day), scan_name=f"ke-hoach-{year}.pdf", by=by,
        )  # fmt: skip
        for row, plan_row in made:
            self.calendar.on(after(day, 2), partial(self.give, row, plan_row.pk, year))

    def next_number(self, year: int) -> int:
        return {2021: 2, 2022: 3, 2023: 2, 2024: 4, 2025: 1}[year]

    def lead(self, key: str) -> Organisation:
        return self.w.o[key].current()

    def give(self, row: words.Row, pk: int, year: int) -> None:
        plan_row = PlanRow.objects.select_related("plan__programme", "thing").get(pk=pk)
        receivers = self.receivers(row, year)
        if not receivers:
            return
        by = self.w.user("daumoi.dang")
        parties = sorted(queries.parties_on(self.programme), key=lambda p: not p.leads)
        day = after(date(2021, 4, 20) if year == 2021 else date(year, 1, 20), 2)
        given, _had = plan_tasks.cascade(
            plan_row, organisations=receivers, due=plan_row.ends, issuer=parties[0].organisation, by=by
        )
        self.course.plan(given, day, last_year=year == 2025, all_done=self.w.ending if year == 2024 else frozenset())

    def receivers(self, row: words.Row, year: int) -> list[Organisation]:
        o = self.w.o
        if row.to == "provincial":
            return [o[k] for k in ("snv", "stp", "tt", "stttt", "mttq", "ldld", "hnd")]
        here = {"districts": self.w.districts, "communes": self.w.communes}.get(row.to)
        if here is None:
            here = self.w.communes[(year * 7) % 30 :: 30] if year < 2025 else []
        day = date(year, 2, 1)
        return [
            org
            for org in Organisation.objects.filter(pk__in=[x.pk for x in here]).order_by("pk")
            if org.in_force_on(day)
        ]

    def report(self, kind: str, year: int) -> None:
        """Written over the skeleton, frozen, and signed with the installation's key of the day's head."""
        by = self.w.user("daumoi.dang")
        self.programme.refresh_from_db()
        lead = queries.lead_on(self.programme)
        made = reports.open(self.programme, kind=kind, year=year, issuer=lead.organisation, by=by)
        made = reports.freeze(made, by=by)
        signer = self.w.user("truongban.tgdv" if "truongban.tgdv" in self.w.users else "truongban")
        block = made.paper.blocks.get()
        papers.sign_with_installation_key(made.paper, block, by=signer)

    def give_returned_work(self) -> None:
        """What the districts left is given to communes; three tasks are left for whoever tries the demo."""
        by = self.w.user("daumoi.dang")
        for n, task in enumerate(two_tiers.returned_to(by)[3:]):
            two_tiers.give_anew([task], self.w.new_communes[n % len(self.w.new_communes)], by=by)

    def work_for_new_communes(self) -> None:
        """After the change to two tiers: the year's emulation work goes to communes of the new map."""
        row = PlanRow.objects.get(
            plan__programme=self.programme, plan__year=2025, content__startswith="Đăng ký và thẩm định"
        )
        parties = sorted(queries.parties_on(self.programme), key=lambda p: not p.leads)
        given, _had = plan_tasks.cascade(
            row,
            organisations=self.w.new_communes[:16],
            due=row.ends,
            issuer=parties[0].organisation,
            by=self.w.user("daumoi.dang"),
        )
        mine = self.w.user("xa.moi").acting.org_ids  # whoever tries the demo finds this one waiting
        self.course.plan([t for t in given if t.organisation_id not in mine], date(2025, 7, 10), last_year=True)

    # --- what comes next --------------------------------------------------------------------------------------------
    def begin_next(self) -> None:
        from dongthuan.journeys import next_programme

        by = self.w.user("daumoi.dang")
        self.programme.refresh_from_db()
        facts = {
            "title": "phối hợp thực hiện công tác dân vận giữa Ban Tuyên giáo và Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh, "
            "giai đoạn 2026 - 2030",
            "short_title": "Chương trình phối hợp 2026–2030", "since": date(2026, 1, 1), "until": date(2030, 12, 31),
        }  # fmt: skip
        chosen = next_programme.unfinished_clauses(self.programme) + next_programme.open_tasks(by, self.programme)[:5]
        self.next = next_programme.begin_next(self.programme, facts=facts, chosen=chosen, lessons=words.LESSONS, by=by)
        self.write_over(self.next, by)
        self.ask(self.next, date(2025, 11, 28))

    def write_over(self, programme: Programme, by: Any) -> None:
        """The skeleton's placeholders are written over or deleted, as an officer does in the editor."""
        for start, text in words.NEXT_WORDS.items():
            version = programme.text.versions.order_by("-number").first()
            rows = version.clauses.select_related("clause", "version__text__owner", "parent")
            row = next((r for r in rows if r.text.startswith(start) or r.title.startswith(start)), None)
            if row is not None and text:
                texts.edit_clause(row, seen=row.hash, number=row.number, title="", text=text, by=by)
            elif row is not None:
                texts.delete_clause(row, seen=row.hash, by=by)

    def next_answered(self) -> None:
        for key in ("snv", "mttq", "hnd", "hpn", "ccb"):
            user = self.w.user("mattran") if key == "mttq" else self.w.officer(self.w.o[key].pk)
            consultations.answer(self.consultation, clause=None, stance="agree", by=user)
        content = queries.content_clauses(self.consultation.version)
        first = content[0].row
        wording = (first.text or first.title).rstrip(".") + ", phù hợp với chính quyền địa phương hai cấp."
        consultations.answer(
            self.consultation, clause=first.clause, stance="propose", wording=wording, reason="Cấp huyện không còn từ 01/7/2025.",
            by=self.w.user("so.tuphap"),
        )  # fmt: skip

    def next_decided(self) -> None:
        self.decide()

    def open_term_report(self) -> None:
        self.programme.refresh_from_db()
        lead = queries.lead_on(self.programme)
        reports.open(
            self.programme, kind="end_term", year=2025, issuer=lead.organisation, by=self.w.user("daumoi.dang")
        )
