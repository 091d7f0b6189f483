"""A paper's way from draft to signed, its record, and every refusal on it."""

import hashlib
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.papers import actions, callbacks, queries
from dongthuan.foundation.papers.actions import BlockSpec
from dongthuan.foundation.papers.layout import check_file
from dongthuan.foundation.papers.models import Paper, Revision, Signature
from dongthuan.foundation.people.models import Delegation
from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused, today
from tests.factories import make_officer, make_world
from tests.foundation.files.bytes import PDF

from . import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def w():
    return make_world()


def verbs(paper: Paper) -> list[str]:
    return [v for v in Entry.objects.filter(subject=paper.thing).values_list("verb", flat=True) if v != "files.store"]


def test_draft_works_out_symbol_and_authority_lines(w):
    paper = make.draft(w)
    assert paper.symbol == "-CTr/BDVTU-UBND"
    assert [(b.side, b.authority) for b in paper.blocks.all()] == [
        ("right", ["TRƯỞNG BAN"]),
        ("left", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
    ]
    deputy = w.users["deputy"].assignments.get().post
    by_deputy = make.draft(w, blocks=[BlockSpec(w.bdv, post=deputy)])
    assert by_deputy.blocks.get().authority == ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"]


def test_the_whole_way_leaves_its_record(w):
    paper = make.signed(w)
    assert paper.status == "signed"
    assert verbs(paper) == [
        "papers.draft_paper", "papers.number", "papers.freeze", "papers.sign_with_installation_key",
        "papers.sign_with_installation_key",
    ]  # fmt: skip
    assert [r.n for r in paper.revisions.all()] == [1, 2, 3]


def test_a_series_runs_per_issuer_kind_and_year(w):
    by = w.users["focal_officer"]
    assert [make.numbered(w).shown_number for _ in range(2)] == ["01-CTr/BDVTU-UBND", "02-CTr/BDVTU-UBND"]
    other = actions.number(make.draft(w, kind="KH", blocks=[BlockSpec(w.bdv)]), by=by)
    assert other.shown_number == "01-KH/BDVTU"
    last_year = date(today().year - 1, 12, 31)
    assert actions.number(make.draft(w), day=last_year, by=by).number == 1
    assert actions.number(make.draft(w), n=7, by=by).number == 7
    assert make.numbered(w).number == 8


def test_a_number_is_given_once_even_by_the_database(w):
    first = make.numbered(w)
    with pytest.raises(Refused, match="01"):
        actions.number(make.draft(w), n=1, by=w.users["focal_officer"])
    second = make.numbered(w)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=second.pk).update(number=first.number)


def test_freezing_hashes_words_and_file(w):
    paper = actions.freeze(make.numbered(w), clause_hashes={"12": "ab" * 32}, by=w.users["focal_officer"])
    first = paper.revisions.get()
    assert paper.first_sha256 == first.file.sha256 == hashlib.sha256(first.file.bytes()).hexdigest()
    assert paper.canonical_hash == hashlib.sha256(queries.words(paper).encode()).hexdigest()
    assert paper.clause_hashes == {"12": "ab" * 32}
    assert [b.signer_name for b in paper.blocks.all()] == ["Nguyễn Văn Mẫu (tên mẫu)"] * 2
    assert check_file(first.file.bytes(), "party") == []


def test_each_later_file_begins_with_the_one_before(w):
    files = [r.file.bytes() for r in make.signed(w).revisions.all()]
    assert files[1].startswith(files[0])
    assert files[2].startswith(files[1])


@pytest.mark.parametrize(
    "change", [{"title": "khác"}, {"body": {}}, {"number": 9}, {"dated": date(2020, 1, 1)}, {"canonical_hash": "x"}]
)
def test_the_database_keeps_a_frozen_paper_as_it_is(w, change):
    paper = make.frozen(w)
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.blocks.update(signer_name="Người khác")


def test_the_database_keeps_revisions_and_signatures(w):
    paper = make.signed(w)
    for rows in (Revision.objects.filter(paper=paper), Signature.objects.filter(block__paper=paper)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(block__paper=paper).update(signer_name="Người khác")
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(status="draft")


def test_redraft_only_until_frozen(w):
    by = w.users["focal_officer"]
    paper = actions.redraft(make.numbered(w), title="tên mới", by=by)
    assert paper.title == "tên mới"
    with pytest.raises(Refused):
        actions.redraft(actions.freeze(paper, by=by), title="tên khác", by=by)


@pytest.mark.parametrize(
    "who", ["department_officer", "commune_officer", "administrator", "steering_viewer", "citizen"]
)
def test_only_the_parties_prepare(w, who):
    with pytest.raises(Refused):
        actions.number(make.draft(w), by=w.users[who])
    with pytest.raises(Refused):
        actions.freeze(make.numbered(w), by=w.users[who])
    with pytest.raises(Refused):
        actions.void(make.draft(w), reason="thử", by=w.users[who])


@pytest.mark.parametrize(
    "who", ["deputy", "leader_state", "focal_officer", "department_officer", "administrator", "citizen"]
)
def test_only_the_holder_of_the_post_signs(w, who):
    paper = make.frozen(w)
    with pytest.raises(Refused):
        actions.sign_with_installation_key(paper, make.block(paper, 1), by=w.users[who])
    assert not Signature.objects.exists()


def test_a_delegate_signs_on_the_days_of_the_delegation(w):
    paper = make.frozen(w)
    first = make.block(paper, 1)
    deputy = w.users["deputy"]
    span = {"since": today() - timedelta(10), "until": today() - timedelta(1), "basis": "Giấy ủy quyền"}
    past = Delegation.objects.create(post=first.post, to=deputy, form="TUQ", **span)
    with pytest.raises(Refused):
        actions.sign_with_installation_key(paper, first, by=deputy)
    Delegation.objects.filter(pk=past.pk).update(until=today())
    deputy.__dict__.pop("acting", None)
    assert actions.sign_with_installation_key(paper, first, by=deputy).status == "signing"


def test_a_former_leader_does_not_sign(w):
    paper = make.frozen(w)
    leader = w.users["leader"]
    leader.assignments.update(until=today() - timedelta(1))
    leader.__dict__.pop("acting", None)
    with pytest.raises(Refused):
        actions.sign_with_installation_key(paper, make.block(paper, 1), by=leader)


def test_nobody_signs_a_block_twice_or_before_freezing(w):
    leader = w.users["leader"]
    early = make.numbered(w)
    with pytest.raises(Refused):
        actions.sign_with_installation_key(early, make.block(early, 1), by=leader)
    paper = make.frozen(w)
    actions.sign_with_installation_key(paper, make.block(paper, 1), by=leader)
    with pytest.raises(Refused):
        actions.sign_with_installation_key(paper, make.block(paper, 1), by=leader)


def test_without_a_demo_no_installation_key_signs(w, settings):
    paper = make.frozen(w)
    settings.DEMO = False
    with pytest.raises(Refused):
        actions.sign_with_installation_key(paper, make.block(paper, 1), by=w.users["leader"])


def test_only_when_all_signed_the_subject_hears_of_it(w, monkeypatch):
    heard = []

    def hear(paper, by):
        heard.append((paper.pk, paper.status, by.pk))

    monkeypatch.setattr(callbacks, "_registered", callbacks._registered.copy())
    callbacks.on_signed("organisation", hear)
    paper = make.frozen(w)
    actions.sign_with_installation_key(paper, make.block(paper, 2), by=w.users["leader_state"])
    assert heard == []
    actions.sign_with_installation_key(paper, make.block(paper, 1), by=w.users["leader"])
    assert heard == [(paper.pk, "signed", w.users["leader"].pk)]


def test_the_subject_may_freeze_its_text_with_the_paper(w, monkeypatch):
    monkeypatch.setattr(callbacks, "_freezing", {"organisation": lambda paper, by: {"5": "cd" * 32}})
    assert make.frozen(w).clause_hashes == {"5": "cd" * 32}


def test_taken_in_as_signed_on_paper(w):
    paper = make.on_paper(w)
    assert (paper.status, paper.on_paper, paper.shown_number) == ("signed", True, "01-CTr/BDVTU-UBND")
    assert paper.attested_by == w.users["focal_officer"]
    signatures = Signature.objects.filter(block__paper=paper)
    assert {(s.method, s.at) for s in signatures} == {("paper", None)}
    assert paper.revisions.get().file.bytes() == PDF
    assert verbs(paper)[-1] == "papers.take_in_paper_signed"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": date(2100, 1, 1)}, "still to come|chưa tới"),
        ({"scan": b"MZ exe"}, "program|chương trình"),
        ({"day": date(2014, 4, 2)}, "signed for|ký thay mặt"),
    ],
)
def test_taking_in_is_refused(w, changes, words):
    with pytest.raises(Refused, match=words):
        make.on_paper(w, **changes)
    assert not Signature.objects.exists()
    assert not Paper.objects.filter(status="signed").exists()


def test_names_on_paper_may_differ_from_todays_holders(w):
    paper = make.on_paper(w, day=date(2014, 4, 2), signers={1: "Trần Thị Cũ", 2: "Lê Văn Cũ"})
    assert sorted(Signature.objects.filter(block__paper=paper).values_list("signer_name", flat=True)) == [
        "Lê Văn Cũ",
        "Trần Thị Cũ",
    ]


def test_void_needs_a_reason_and_not_a_signed_paper(w):
    by = w.users["focal_officer"]
    with pytest.raises(Refused):
        actions.void(make.draft(w), reason=" ", by=by)
    paper = actions.void(make.frozen(w), reason="in nhầm", by=by)
    assert paper.status == "void"
    assert Entry.objects.filter(subject=paper.thing, verb="papers.void", note="in nhầm").exists()
    with pytest.raises(Refused):
        actions.void(make.signed(w), reason="đổi ý", by=by)
    assert make.numbered(w).number == 3  # the voided number stays used


def test_a_draft_is_seen_by_its_parties_only(w):
    paper = make.draft(w, subject=w.users["citizen"])  # about someone only administrators see
    stranger = make_officer(w.mttq, "leader")
    district = w.users["district_officer"]  # of a committee under the UBND, yet not its focal officer
    for user in (*(w.users[k] for k in ("leader", "leader_state", "focal_officer", "focal_state", "deputy")),):
        assert paper in queries.visible_to(user), user.username
    for user in (stranger, district, w.users["administrator"], w.users["citizen"], None):
        assert paper not in queries.visible_to(user), user


def test_header_of_a_joint_paper_names_both_and_a_single_one_its_superior(w):
    day = date(2021, 4, 2)
    assert queries.header([w.bdv, w.ubnd], day) == ("", ("Ban Dân vận Tỉnh ủy", "Ủy ban nhân dân tỉnh"))
    assert queries.header([w.bdv], day) == ("Tỉnh ủy Ninh Bình", ("Ban Dân vận",))
    assert queries.header([w.ubnd], day) == ("", ("Ủy ban nhân dân tỉnh Ninh Bình",))
    assert queries.header([w.snv], day) == ("Ủy ban nhân dân tỉnh Ninh Bình", ("Sở Nội vụ",))
    assert queries.header([Organisation.objects.get(pk=w.communes[0].pk)], day)[1] == ("Ủy ban nhân dân xã Gia Vân",)
