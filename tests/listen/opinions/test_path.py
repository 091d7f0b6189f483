"""The whole path by actions: a draft in, opinions from four channels, groups, corrections that survive, decisions, answers."""

import uuid
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.texts import actions as texts
from dongthuan.foundation.things.kit import Refused, at_day
from dongthuan.lib import outline
from dongthuan.lib.vietnamese import fold
from dongthuan.listen.opinions import actions, anchors, jobs, papers, queries, summary, tables
from dongthuan.listen.opinions.models import Correction, Giver, Opinion, Posting
from dongthuan.listen.opinions.states import Status
from tests.factories import World, make_world
from tests.foundation.files.bytes import png

from .making import DAY, clause, group_of, post, prepare, say

LATER = "Đề nghị mở cửa đến 21 giờ để bà con sinh hoạt văn nghệ buổi tối sau giờ làm đồng."
LATER_2 = "Đề nghị mở cửa đến 21 giờ để bà con sinh hoạt văn nghệ buổi tối sau giờ làm đồng ạ."
SUNDAY = "Đề nghị mở cửa cả ngày chủ nhật và các ngày nghỉ lễ trong năm cho thanh thiếu nhi."
SUNDAY_2 = "Đề nghị mở cửa cả ngày chủ nhật và các ngày nghỉ lễ trong năm cho thanh thiếu nhi nhé."

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def officer(world: World):
    return world.users["commune_officer"]


def regroup(world: World, posting: Posting) -> int:
    return actions.regroup(posting, by=officer(world))


# --- posting --------------------------------------------------------------------------------------------------------
def test_a_draft_is_posted_for_the_lawful_period_of_its_day(world):
    with at_day(DAY):
        posting = prepare(world)
        with pytest.raises(Refused, match=r"22/03/2026.*10/2022/QH15"):
            actions.post(posting, until=date(2026, 3, 21), by=officer(world))
        posted = actions.post(posting, until=date(2026, 3, 22), by=officer(world))
    assert (posted.status, posted.earliest, posted.version.is_frozen) == (Status.OPEN, date(2026, 3, 22), True)
    assert Entry.objects.get(verb="opinions.post").data["basis"].endswith("khoản 2 Điều 28")
    with pytest.raises(Refused, match="đã được đăng"):
        actions.post(posted, until=date(2026, 4, 22), by=officer(world))
    with at_day(date(2026, 3, 23)), pytest.raises(Refused):
        say(posted, "2", LATER)


def test_only_the_body_that_drafts_posts(world):
    posting = prepare(world)
    with pytest.raises(Refused):
        actions.post(posting, until=DAY, by=world.users["commune_officer_2"])
    with pytest.raises(Refused):
        prepare(world, by=world.users["citizen"])


# --- having a say ---------------------------------------------------------------------------------------------------
def test_one_form_is_one_opinion_and_its_code_opens_it(world):
    posting, key = post(world), uuid.uuid4()
    place = clause(posting, "2")
    facts = {"clause": place, "stance": "changes", "words": LATER, "name": "Trần Thị Mẫu", "contact": "0912 345 678"}
    first = actions.give(posting, **facts, sending=key, by=None)
    again = actions.give(posting, **facts, sending=key, by=None)
    assert (first.opinion, first.code, Opinion.objects.count()) == (again.opinion, again.code, 1)
    assert queries.by_code(first.code.lower().replace("-", " ")) == first.opinion
    assert first.code not in str(Opinion.objects.values().get())
    assert "Trần" not in str(list(Entry.objects.values_list("data", flat=True)))
    assert Giver.objects.get().name == "Trần Thị Mẫu"


def test_what_must_be_said(world):
    posting = post(world)
    words = queries.words_of(posting, clause(posting, "2"))
    with pytest.raises(Refused):  # the draft's own words are no wording of one's own
        actions.give(posting, clause=clause(posting, "2"), stance="changes", wording=f" {words}\n", by=None)
    assert say(posting, stance="disagree").words == ""
    taken = actions.withdraw(say(posting, "1", stance="agree"), by=None)
    assert taken.withdrawn_at
    assert summary.synthesis(posting).outcomes["RUT"] == 1


def scan() -> BytesIO:
    paper = BytesIO(png())
    paper.name = "bien-ban.png"
    return paper


# --- other channels -------------------------------------------------------------------------------------------------
def sheet_of(*rows: tuple) -> BytesIO:
    book = Workbook()
    book.active.append(["Điều, khoản", "Ý kiến chung", "Nội dung góp ý", "Xã, phường", "Điện thoại hoặc thư điện tử"])
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    out.name = "y-kien.xlsx"
    return out


def test_a_paper_names_its_collector_and_never_takes_him_for_the_author(world):
    posting = post(world)
    facts = {"clause": clause(posting, "2"), "stance": "changes", "words": LATER, "name": "Lê Văn Mẫu"}
    with pytest.raises(Refused):
        actions.bring_paper(posting, kind="paper", held_on=None, opinions=[facts], by=world.users["reception_officer"])
    made = actions.bring_paper(
        posting, kind="meeting", held_on=None, place="Nhà văn hóa thôn 1", scan=scan(), opinions=[facts],
        by=world.users["reception_officer"],
    )  # fmt: skip
    opinion = made.opinions.get()
    assert (opinion.channel, opinion.giver.name, made.collector) == (
        "meeting",
        "Lê Văn Mẫu",
        world.users["reception_officer"],
    )
    assert queries.intakes_visible_to(world.users["commune_officer_2"]).count() == 0


def test_a_sheet_is_counted_once_and_names_its_bad_cells(world):
    posting = post(world)
    rows = [
        ("Điều 2", "Nhất trí, đề nghị sửa", LATER, "Gia Vân", "0912345678"), ("Điều 9", "Nhất trí", "", "", ""),
        ("", "không rõ", "", "", ""), ("", "Nhất trí", "", "", ""), ("", "Nhất trí", "", "", ""),
    ]  # fmt: skip
    book = sheet_of(*rows)
    made = actions.bring_sheet(posting, upload=book, by=officer(world))
    assert made.finished
    assert [f[0] for f in made.faults] == ["A3", "B4"]
    assert posting.opinions.count() == 3  # two who only agree are two
    book.seek(0)
    with pytest.raises(Refused, match="không ý kiến nào bị tính hai lần"):
        actions.bring_sheet(posting, upload=book, by=officer(world))
    more = actions.bring_sheet(
        posting, upload=sheet_of(*rows, ("Điều 3", "Không nhất trí", "", "", "")), by=officer(world)
    )
    assert (posting.opinions.count(), more.known) == (4, 3)


# --- groups and corrections -------------------------------------------------------------------------------------------
def test_opinions_find_their_groups_and_corrections_survive_what_arrives_later(world):
    posting = post(world)
    a, b = say(posting, "2", LATER), say(posting, "2", LATER_2)
    c, d = say(posting, "2", SUNDAY), say(posting, "2", SUNDAY_2)
    alone, plain = say(posting, "2", "Nên có người trông coi."), say(posting, "2", stance="agree")
    elsewhere, against = say(posting, "3", LATER), say(posting, "2", LATER, stance="disagree")
    assert regroup(world, posting) == 8
    late, sunday = group_of(a), group_of(c)
    assert (group_of(b), group_of(d)) == (late, sunday)
    assert late != sunday
    assert group_of(alone).gathered == "single"
    assert group_of(plain).gathered == "plain"
    assert len({group_of(o).pk for o in (a, alone, plain, elsewhere, against)}) == 5
    assert regroup(world, posting) == 0

    actions.name(late, name="Mở cửa buổi tối", by=officer(world))
    merged = actions.merge(sunday, late, by=officer(world))
    actions.move(group_of(alone), [alone], late, by=officer(world))
    split = actions.move(late, [b], None, name="Chỉ mùa hè", by=officer(world))
    e, f = say(posting, "2", SUNDAY), say(posting, "2", "Nên có người trông coi.")
    assert regroup(world, posting) == 2
    assert (group_of(c), group_of(e), group_of(alone), group_of(f)) == (late, late, late, late)
    assert group_of(b) == split.target
    assert split.target.name == "Chỉ mùa hè"
    late.refresh_from_db()
    assert late.name == "Mở cửa buổi tối"

    assert actions.undo(merged, by=officer(world)) == 3  # the one that followed goes back too
    assert (group_of(c), group_of(e), group_of(alone)) == (sunday, sunday, late)
    regroup(world, posting)
    assert group_of(c) == sunday
    assert group_of(b) == split.target
    with pytest.raises(Refused):
        actions.undo(merged, by=officer(world))
    verbs = ("opinions.name", "opinions.merge", "opinions.move", "opinions.undo")
    assert Entry.objects.filter(verb__in=verbs).count() == 5 == Correction.objects.count() + 1


def test_a_known_wording_joins_its_group_at_once_wherever_an_official_put_it(world):
    posting = post(world)
    assert actions.join_known(posting, by=None) == 0, "nothing is grouped yet"
    a, _b, c, _d = (say(posting, "2", words) for words in (LATER, LATER_2, SUNDAY, SUNDAY_2))
    alone, plain = say(posting, "2", "Nên có người trông coi."), say(posting, "2", stance="agree")
    regroup(world, posting)
    late, sunday = group_of(a), group_of(c)
    merged = actions.merge(sunday, late, by=officer(world))
    again, followed = say(posting, "2", LATER.upper()), say(posting, "2", SUNDAY)
    agreed, gone = say(posting, "2", stance="agree"), say(posting, "2", LATER)
    actions.withdraw(gone, by=None)
    new = [say(posting, "2", "Nên có người trông coi."), say(posting, "3", LATER), say(posting, "2", LATER, stance="disagree"),
           say(posting, "2", fold(LATER)), say(posting, "2", stance="disagree")]  # fmt: skip
    assert actions.join_known(posting, by=None) == 3
    assert [group_of(o) for o in (again, followed, agreed)] == [late, late, group_of(plain)]
    for opinion in (*new, gone):
        opinion.refresh_from_db()
        assert opinion.group is None
    assert Entry.objects.get(verb="opinions.join_known").data == {"joined": 3}
    assert actions.undo(merged, by=officer(world)) == 3  # the one that followed goes back too
    assert (group_of(followed), group_of(again)) == (sunday, late)
    assert regroup(world, posting) == len(new) + 1, "the single voice found company"
    assert [group_of(o) for o in (again, followed, agreed)] == [late, sunday, group_of(plain)]
    assert group_of(alone) == group_of(new[0])
    assert actions.join_known(posting, by=None) == 0


def test_a_new_wording_finds_its_group_within_the_minute_unless_there_are_too_many(world, monkeypatch):
    posting = post(world)
    late, alone = say(posting, "2", LATER), say(posting, "2", "Nên có người trông coi.")
    say(posting, "2", LATER_2)
    jobs.join_known()
    late.refresh_from_db()
    assert late.group is None, "an official, or the night, groups first"
    regroup(world, posting)
    near, same, company = (
        say(posting, "2", fold(LATER)),
        say(posting, "2", LATER),
        say(posting, "2", "nên có người trông coi"),
    )
    monkeypatch.setattr(jobs, "AT_ONCE", 3)
    jobs.join_known()
    near.refresh_from_db()
    assert (group_of(same), near.group) == (group_of(late), None)
    monkeypatch.setattr(jobs, "AT_ONCE", 6)
    jobs.join_known()
    assert group_of(near) == group_of(late)
    assert group_of(company) == group_of(alone) != group_of(late)
    assert Opinion.objects.filter(group=None).count() == 0


def test_a_single_voice_that_finds_company_becomes_a_group(world):
    posting = post(world)
    a = say(posting, "2", LATER)
    regroup(world, posting)
    assert group_of(a).gathered == "single"
    b = say(posting, "2", LATER_2)
    regroup(world, posting)
    assert group_of(a) == group_of(b)
    assert group_of(a).gathered == "like"


# --- decisions --------------------------------------------------------------------------------------------------------
def test_received_equals_the_sum_of_outcomes_and_each_voice_sees_its_answer(world):
    posting = post(world, DAY)
    with at_day(DAY):
        a, b, c = say(posting, "2", LATER, contact="a@x.vn"), say(posting, "2", LATER_2), say(posting, stance="agree")
        alone = say(posting, "3", "Nên xã hội hóa một phần.", contact="a@x.vn", behalf="Hội Nông dân xã")
        actions.withdraw(say(posting, "1", "Thôi."), by=None)
    regroup(world, posting)
    with at_day(DAY + timedelta(days=21)):
        actions.start_deciding(posting, by=officer(world))
        posting.refresh_from_db()
        new = "Nhà văn hóa mở cửa từ 7 giờ đến 21 giờ các ngày trong tuần."
        with pytest.raises(Refused):  # a group gets its name before it is decided
            actions.propose(group_of(a), code="TT-SUA", wording=new, by=officer(world))
        actions.propose(group_of(a), code="TT-SUA", wording=new, name="Mở cửa buổi tối", by=officer(world))
        with pytest.raises(Refused):  # a kept text needs its reason
            actions.propose(group_of(alone), code="GIU-NGUYEN", by=officer(world))
        actions.propose(group_of(alone), code="GIU-NGUYEN", reason="Xã đã bố trí đủ.", by=officer(world))
        actions.propose(group_of(c), code="NHAT-TRI", by=officer(world))
        with pytest.raises(Refused):
            actions.approve(group_of(a), by=officer(world))
        leader = world.users["leader_commune"]
        with pytest.raises(Refused):  # changed since it was read
            actions.approve(group_of(a), seen=0, by=leader)
        with pytest.raises(Refused):
            actions.close(posting, by=officer(world))
        seen = {g.pk: g.revision for g in posting.groups.all()}
        assert actions.approve_all(posting, seen=seen, by=leader) == 3
        closed = actions.close(posting, by=officer(world))
    found = summary.synthesis(closed)
    assert (found.received, found.undecided, sum(r.count for r in found.rows)) == (5, 0, 5)
    assert {k: n for k, n in found.outcomes.items() if n} == {"TT-SUA": 2, "GIU-NGUYEN": 1, "NHAT-TRI": 1, "RUT": 1}
    row = closed.next_version.clauses.get(clause=clause(closed, "2"))
    assert (row.text, row.source) == (new, group_of(b).thing)
    counted = summary.counts(closed)
    assert (counted.opinions, counted.persons, counted.unknown, counted.behalf, counted.texts) == (5, 1, 3, 1, 4)
    sheet = load_workbook(BytesIO(tables.as_xlsx(found, counted))).active
    cells = [[c.value for c in r] for r in sheet.iter_rows()]
    assert [r[5] for r in cells if r[0] == "Cộng"] == [5] == [sum(r[5] for r in cells if isinstance(r[5], int)) - 5]
    assert papers.synthesis_docx(found, counted)[:2] == b"PK"
    assert LATER not in str(cells), "nobody released these words"


# --- redrafts -----------------------------------------------------------------------------------------------------------
def test_opinions_go_along_with_their_clause_or_are_orphaned_with_the_reason(world):
    posting = post(world, DAY)
    with at_day(DAY):
        for number, words in (("1", "Nêu rõ hơn."), ("2", LATER), ("3", "Nên xã hội hóa."), ("", "Rất cần thiết.")):
            say(posting, number, words)
    moved = """\
Điều 1. Thời gian mở cửa
Nhà văn hóa mở cửa từ 7 giờ đến 17 giờ các ngày trong tuần.
Điều 2. Kinh phí
Kinh phí do ngân sách xã và nguồn đóng góp bảo đảm.
"""
    later = texts.new_version(posting.text, outline.outline(moved), by=officer(world))
    found = {a.heading: a for a in anchors.anchors(posting, later)}
    assert sum(a.opinions for a in found.values()) == posting.opinions.count() == 4
    assert found["Điều 2. Thời gian mở cửa"].now == "Điều 1. Thời gian mở cửa"
    assert found["Điều 1. Phạm vi"].reason == f"{anchors.GONE} (từ dự thảo lần 2)"
    regroup(world, posting)
    with at_day(DAY + timedelta(days=21)):
        actions.start_deciding(posting, by=officer(world))
        for group in posting.groups.all():
            new = {"code": "TT-SUA", "wording": "Điều này được viết lại."}
            kept = {"code": "GIU-NGUYEN", "reason": "Đã rõ."}
            actions.propose(group, **(new if group.clause_id else kept), by=officer(world))
            actions.approve(group, by=world.users["leader_commune"])
        closed = actions.close(posting, by=officer(world))
    assert closed.next_version.clauses.get(clause=clause(posting, "2")).text == "Điều này được viết lại."
    lost = dict(Entry.objects.get(verb="opinions.close").data["orphans"])
    assert lost == {"Điều 1. Phạm vi": anchors.GONE, "Điều 3. Kinh phí": anchors.OTHERWISE}
