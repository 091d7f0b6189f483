"""Texts, versions and clauses: what each verb does, records and refuses."""

import pytest
from django.db import Error, connection, transaction

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.texts import actions, kit, permissions, queries, rules
from dongthuan.foundation.texts.models import Clause, ClauseVersion, Text, Version
from dongthuan.foundation.things.kit import Refused
from dongthuan.lib.outline import outline

from .conftest import PROGRAMME


def shape(version):
    return [(p.depth, p.row.kind, p.row.number) for p in queries.reading(version)]


def row(version, cited):
    return next(p.row for p in queries.reading(version) if p.citation == cited)


def verbs(thing):
    return list(Entry.objects.filter(subject=thing).order_by("seq").values_list("verb", flat=True))


def test_create_text_writes_the_tree_and_records_it(text, draft, focal):
    assert [x[2] for x in shape(draft)] == ["I", "1", "2", "II", "1", "2", "a", "b", "3", "III", "1"]
    assert row(draft, "điểm b Mục II.2").text == "Kỷ luật, kỷ cương, văn hóa công vụ."
    assert row(draft, "Mục II.2").title == "Cải cách hành chính"
    assert row(draft, "Mục II.2").clause.heading == "Mục II.2. Cải cách hành chính"
    assert verbs(text.thing) == ["texts.create_text"]
    assert Entry.objects.get(subject=text.thing).actor_id == focal.pk


@pytest.mark.parametrize(
    ("title", "nodes", "said"),
    [
        ("", [], "1"),
        ("x" * 501, [], "500"),
        ("a\0b", [], "NUL"),
        ("A", [{"kind": "so", "number": "1", "text": "a\0b"}], "so 1: "),
        ("A", [{"kind": "so", "number": "1", "text": "a\ud800b"}], "so 1: "),
        ("A", [{"kind": "đoạn", "number": "1", "text": "a"}], "đoạn"),
        ("A", [{"kind": "so", "number": "1" * 21, "text": "a"}], "20"),
        ("A", [{"kind": "khac", "number": "", "text": "a" * 100_001}], "100"),
        ("A", [{"kind": "khac", "number": "", "text": "a" * 99_000} for _ in range(21)], "2"),
        ("A", [{"kind": "khac", "number": "", "text": "a"} for _ in range(5001)], "5"),
    ],
)
def test_create_text_refuses(db, title, nodes, said):
    with pytest.raises(Refused, match=said):
        actions.create_text(title, nodes, by=None)
    assert not Version.objects.exists()


def test_a_redraft_keeps_the_identity_of_clauses_and_their_sources(text, draft, focal):
    dialogue, reform = row(draft, "Mục II.3").clause, row(draft, "Mục II.2").clause
    decided = actions.new_version(
        text, [kit.Edit(dialogue, text="Đối thoại mỗi quý một lần.", source=reform.thing)], by=focal
    )
    assert row(decided, "Mục II.3").source_id == reform.thing_id
    redraft = PROGRAMME.replace("3. Đối thoại của người đứng đầu với Nhân dân.", "").replace(
        "1. Tham mưu", "1. Đối thoại mỗi quý một lần.\n2. Tham mưu"
    ).replace("2. Cải cách", "3. Cải cách").replace("Trọng tâm là", "Trọng tâm vẫn là")  # fmt: skip
    third = actions.import_words(text, outline(redraft), by=focal)
    assert third.number == 3
    moved = row(third, "Mục II.1")
    assert (moved.clause, moved.source_id) == (dialogue, reform.thing_id)
    assert row(third, "Mục II.3").clause == reform
    assert Clause.objects.filter(text=text).count() == 11
    comparison = queries.compare(decided, third)
    kinds = {c.after.citation: c.kinds for c in comparison.changed}
    assert kinds == {
        "Mục II.1": {"moved", "renumbered"}, "Mục II.2": {"renumbered"}, "Mục II.3": {"renumbered"},
        "điểm a Mục II.3": {"changed"},
    }  # fmt: skip
    assert verbs(text.thing) == ["texts.create_text", "texts.new_version", "texts.import_words"]
    data = Entry.objects.get(subject=text.thing, verb="texts.import_words").data
    assert data == {"base": 2, "number": 3, "kept": 11, "added": 0, "removed": 0}


def test_new_version_adds_and_removes_with_their_source(text, draft):
    second = actions.new_version(
        text,
        [
            kit.Addition(
                "so", "Nắm tình hình Nhân dân.", number="4", after=row(draft, "Mục II.3").clause, source=text.thing
            ),
            kit.Addition("diem", "Dịch vụ công trực tuyến.", number="c", inside=row(draft, "Mục II.2").clause),
            kit.Removal(row(draft, "Mục I").clause),
            kit.Edit(row(draft, "Mục III.1").clause, text="Sơ kết 6 tháng."),
        ],
        by=None,
    )
    assert shape(second) == [
        (0, "la_ma", "II"), (1, "so", "1"), (1, "so", "2"), (2, "diem", "a"), (2, "diem", "b"), (2, "diem", "c"), (1, "so", "3"),
        (1, "so", "4"), (0, "la_ma", "III"), (1, "so", "1"),
    ]  # fmt: skip
    assert row(second, "Mục II.4").source_id == text.thing_id
    counts = queries.compare(draft, second).counts
    assert (counts["added"], counts["removed"], counts["changed"]) == (2, 3, 1)
    with pytest.raises(Refused, match="Mục I"):
        actions.new_version(text, [kit.Edit(row(draft, "Mục I").clause, text="x")], by=None)


def test_a_base_of_another_text_is_refused(text, draft):
    other = actions.create_text("Khác", outline("1. Một."), by=None)
    with pytest.raises(Refused):
        actions.new_version(other, None, base=draft, by=None)


# --- freezing -----------------------------------------------------------------------------------------------------
def test_freeze_hashes_every_clause_and_the_whole(text, draft, focal):
    frozen = actions.freeze(draft, by=focal)
    whole = queries.reading(frozen)
    assert all(p.row.hash == rules.clause_hash(p.row.kind, p.row.number, p.row.title, p.row.text) for p in whole)
    assert frozen.canonical_hash == rules.text_hash((p.depth, p.row.hash) for p in whole) == queries.recount(frozen)
    assert Entry.objects.get(subject=text.thing, verb="texts.freeze").data["hash"] == frozen.canonical_hash
    with pytest.raises(Refused):
        actions.freeze(frozen, by=focal)


def test_an_empty_version_is_not_frozen(db):
    empty = actions.create_text("Trống", [], by=None).versions.get()
    with pytest.raises(Refused):
        actions.freeze(empty, by=None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE texts_clauseversion SET text = 'khác' WHERE version_id = %(v)s",
        "UPDATE texts_clauseversion SET version_id = %(other)s WHERE version_id = %(v)s",
        "UPDATE texts_clauseversion SET version_id = %(v)s WHERE version_id = %(other)s",
        "DELETE FROM texts_clauseversion WHERE version_id = %(v)s",
        "INSERT INTO texts_clauseversion (version_id, clause_id, position, kind, number, title, text, hash)"
        " SELECT %(v)s, clause_id, 9, 'so', '9', '', 'chèn', '' FROM texts_clauseversion WHERE version_id = %(spare)s LIMIT 1",
        "UPDATE texts_version SET note = 'khác' WHERE id = %(v)s",
        "UPDATE texts_version SET status = 'draft' WHERE id = %(v)s",
        "DELETE FROM texts_version WHERE id = %(v)s",
        "TRUNCATE texts_clauseversion",
        "TRUNCATE texts_version CASCADE",
    ],
)
def test_a_frozen_version_never_changes(text, draft, statement):
    other = actions.new_version(text, None, by=None)
    spare = actions.create_text("Khác", outline("1. Một."), by=None).versions.get()
    actions.freeze(draft, by=None)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, {"v": draft.pk, "other": other.pk, "spare": spare.pk})
    draft.refresh_from_db()
    assert queries.recount(draft) == draft.canonical_hash


def test_a_draft_of_an_amendment_does_not_rename_clauses_in_public_lists(text, draft, focal):
    actions.freeze(draft, by=focal)
    second = actions.new_version(text, None, by=focal)
    first = row(second, "Mục II.1")
    actions.edit_clause(first, seen=first.hash, number="1", title="", text="Lời dự thảo chưa công bố.", by=focal)
    assert "chưa công bố" not in Clause.objects.get(pk=first.clause_id).heading
    actions.freeze(second, by=focal)
    assert "chưa công bố" in Clause.objects.get(pk=first.clause_id).heading


# --- one clause ---------------------------------------------------------------------------------------------------
def test_edit_clause(draft, focal):
    here = row(draft, "Mục II.3")
    edited = actions.edit_clause(here, seen=here.hash, number="3", title="", text="Đối thoại mỗi quý.", by=focal)
    assert edited.hash == rules.clause_hash("so", "3", "", "Đối thoại mỗi quý.")
    entry = Entry.objects.get(subject=here.clause.thing, verb="texts.edit_clause")
    assert entry.data["text"][1] == "Đối thoại mỗi quý."
    with pytest.raises(Refused):  # the other person still has the old words before them
        actions.edit_clause(here, seen=here.hash, number="3", title="", text="Khác.", by=focal)
    with pytest.raises(Refused):
        actions.edit_clause(edited, seen=edited.hash, number="", title="", text=" ", by=focal)


def test_add_clause_counts_itself_in(draft, focal):
    added = actions.add_clause(draft, kind="so", title="", text="Việc mới.", after=row(draft, "Mục II.1"), by=focal)
    assert added.number == "2"
    assert [x[2] for x in shape(draft)] == ["I", "1", "2", "II", "1", "2", "3", "a", "b", "4", "III", "1"]
    point = actions.add_clause(draft, kind="diem", title="", text="Điểm mới.", inside=row(draft, "Mục II.2"), by=focal)
    assert (point.number, point.parent_id) == ("a", added.pk)
    own = actions.add_clause(draft, kind="so", number="2a", title="", text="Chen vào.", after=added, by=focal)
    assert own.number == "2a"
    assert verbs(own.clause.thing) == ["texts.add_clause"]
    start = actions.add_clause(draft, kind="khac", title="", text="Căn cứ.", by=focal)
    assert queries.reading(draft)[0].row == start
    for kind, words in (("đoạn", "x"), ("so", "  ")):
        with pytest.raises(Refused):
            actions.add_clause(draft, kind=kind, title="", text=words, by=focal)


def test_points_are_counted_with_đ(draft, focal):
    after = row(draft, "điểm b Mục II.2")
    for i in range(4):
        after = actions.add_clause(draft, kind="diem", title="", text=f"Ý {i}.", after=after, by=focal)
    assert [p.row.number for p in queries.reading(draft) if p.row.kind == "diem"] == ["a", "b", "c", "d", "đ", "e"]


def test_articles_are_counted_through_the_whole_text(focal):
    words = outline("Chương I\nMỘT\nĐiều 1. A\nChữ.\nĐiều 2. B\nChữ.\nChương II\nHAI\nĐiều 3. C\nChữ.\n")
    draft = actions.create_text("Quy chế", words, by=None).versions.get()
    actions.add_clause(draft, kind="dieu", title="Mới", text="", after=row(draft, "Điều 1"), by=focal)
    assert [p.row.number for p in queries.reading(draft) if p.row.kind == "dieu"] == ["1", "2", "3", "4"]
    assert row(draft, "Điều 4").title == "C"


def test_move_clause_takes_what_stands_under_it(draft, focal):
    reform = row(draft, "Mục II.2")
    actions.move_clause(reform, inside=row(draft, "Mục III"), by=focal)
    assert shape(draft)[3:] == [
        (0, "la_ma", "II"), (1, "so", "1"), (1, "so", "2"), (0, "la_ma", "III"), (1, "so", "1"), (2, "diem", "a"), (2, "diem", "b"),
        (1, "so", "2"),
    ]  # fmt: skip
    assert verbs(reform.clause.thing) == ["texts.move_clause"]
    moved = row(draft, "Mục III.1")
    assert moved.clause_id == reform.clause_id
    for place in ({"after": moved}, {"inside": row(draft, "điểm a Mục III.1")}):
        with pytest.raises(Refused):
            actions.move_clause(moved, **place, by=focal)
    actions.move_clause(moved, by=focal)
    assert queries.reading(draft)[0].row.clause_id == reform.clause_id


def test_delete_clause_leaves_its_history(draft, focal):
    reform = row(draft, "Mục II.2")
    actions.delete_clause(reform, seen=reform.hash, by=focal)
    assert [x[2] for x in shape(draft)] == ["I", "1", "2", "II", "1", "2", "III", "1"]
    assert Clause.objects.filter(pk=reform.clause_id).exists()
    assert verbs(reform.clause.thing) == ["texts.delete_clause"]
    with pytest.raises(Refused):
        actions.delete_clause(reform, seen=reform.hash, by=focal)


# --- who may ------------------------------------------------------------------------------------------------------
VERBS = [
    lambda d, r, by: actions.edit_clause(r, seen=r.hash, number="9", title="", text="x", by=by),
    lambda d, r, by: actions.add_clause(d, kind="so", title="", text="x", by=by),
    lambda d, r, by: actions.move_clause(r, by=by),
    lambda d, r, by: actions.delete_clause(r, seen=r.hash, by=by),
]


@pytest.mark.parametrize("verb", VERBS)
def test_only_who_may_edit_and_only_the_latest_draft(world, focal, text, draft, verb):
    here = row(draft, "Mục II.1")
    with pytest.raises(Refused):
        verb(draft, here, world.users["commune_officer"])
    second = actions.new_version(text, None, by=None)
    with pytest.raises(Refused, match="2"):
        verb(draft, here, focal)
    here = row(second, "Mục II.1")
    actions.freeze(second, by=None)
    with pytest.raises(Refused):
        verb(second, here, focal)
    assert ClauseVersion.objects.filter(version=second).count() == 11


def test_import_and_restart_ask_too(world, text, draft, focal):
    stranger = world.users["commune_officer"]
    for verb in (
        lambda by: actions.import_words(text, outline("1. Một."), by=by),
        lambda by: actions.restart(draft, by=by),
    ):
        with pytest.raises(Refused):
            verb(stranger)
        assert verb(focal).number > 1
    with pytest.raises(Refused):
        actions.import_words(text, [], by=focal)
    assert verbs(text.thing) == ["texts.create_text", "texts.import_words", "texts.restart"]


def test_the_owner_decides(world, text, draft, focal, monkeypatch):
    """An owner (here: another text) whose frozen versions everyone sees, and whose words one citizen may change."""
    owner = Text.objects.create(title="Chủ")
    text.owner = owner.thing
    text.save()
    citizen, officer = world.users["citizen"], world.users["commune_officer"]
    assert not queries.visible_to(focal).filter(pk=text.pk).exists()  # nobody spoke for this kind of owner
    assert not permissions.may_edit_text(focal, text)

    def everyone(user):
        return Text.objects.filter(pk=owner.pk)

    def one_citizen(user, obj):
        return user == citizen and obj == owner

    monkeypatch.setitem(kit.owners, "text", kit.Owner(everyone, one_citizen))
    assert list(queries.versions_visible_to(officer)) == [draft]
    assert not queries.versions_visible_to(citizen).exists()
    assert actions.restart(draft, by=citizen).number == 2
    actions.freeze(draft, by=None)
    assert list(queries.versions_visible_to(citizen)) == [draft]
    assert queries.clauses_visible_to(None).count() == 11
    second = Version.objects.filter(number=2)
    monkeypatch.setitem(kit.owners, "text", kit.Owner(everyone, one_citizen, lambda user: second))
    assert list(queries.versions_visible_to(None)) == list(second)


def test_reading_takes_the_same_queries_whatever_the_length(text, draft, django_assert_num_queries):
    long = actions.new_version(text, outline("".join(f"{i}. Việc số {i}.\n" for i in range(1, 200))), by=None)
    for version in (draft, long):
        with django_assert_num_queries(1):
            queries.tree(version)
    with django_assert_num_queries(2):
        assert queries.compare(draft, long).counts["removed"]
