"""The verbs of conversations, each with its record entry and its refusals."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from dongthuan.foundation.record.models import Entry
from dongthuan.foundation.things.kit import Refused, today
from dongthuan.listen.conversations import actions, jobs, queries
from dongthuan.listen.conversations.models import Participant, Snapshot, Statement, Vote
from tests.factories import World, make_world

from .making import bring, make_conversation, minds, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def verbs(conversation) -> list[str]:
    found = Entry.objects.filter(subject=conversation.thing).order_by("seq").values_list("verb", flat=True)
    return [v.removeprefix("conversations.") for v in found]


def refused(words: str, action, *args, **kwargs) -> None:
    with pytest.raises(Refused, match=words), transaction.atomic():
        action(*args, **kwargs)


def test_opening_and_what_is_refused(world):
    c = make_conversation(world)
    assert (c.statements.count(), verbs(c)) == (8, ["open"])
    refused("Sở Nội vụ", make_conversation, world, by=world.users["leader"])
    refused("đã qua", make_conversation, world, closes=today() - timedelta(days=1))
    refused("hai nhận định", make_conversation, world, statements=["Một ý."])
    refused("hai lần", make_conversation, world, statements=["Một ý.", "MỘT Ý."])
    refused("141 ký tự", make_conversation, world, statements=["a" * 141, "b"])
    refused("số điện thoại", make_conversation, world, statements=["Gọi 0912345678", "b"])


def test_a_vote_counts_once_may_change_and_leaves_no_line(world):
    c = make_conversation(world)
    first = statement(c, 1)
    for value in (1, -1, 0):
        actions.vote(first, key="a" * 64, value=value)
    assert (Vote.objects.get().value, Participant.objects.count()) == (0, 1)
    first.refresh_from_db()
    assert (first.votes, verbs(c)) == (1, ["open"])
    refused("Đồng ý", actions.vote, first, key="a", value=2)
    fields = {f.name for model in (Vote, Participant) for f in model._meta.get_fields()}
    assert fields == {"id", "participant", "statement", "value", "conversation", "key", "votes", "proposals"}


def test_nobody_votes_before_it_opens_after_it_ended_or_on_what_is_not_shown(world, settings):
    c = make_conversation(world, opens=today() + timedelta(days=2))
    refused("mở", actions.vote, statement(c, 1), key="a", value=1)
    settings.AS_OF = c.closes + timedelta(days=1)
    refused("kết thúc", actions.vote, statement(c, 1), key="a", value=1)
    settings.AS_OF = c.closes
    actions.refuse(statement(c, 1), ground="topic", reason="Ngoài chủ đề", by=world.users["department_officer"])
    refused("không còn", actions.vote, statement(c, 1), key="a", value=1)


def test_a_proposal_is_unseen_until_a_person_released_it_without_what_leads_to_a_person(world):
    c, officer = make_conversation(world), world.users["department_officer"]
    made = actions.propose(c, key="a" * 64, text="  Nên hỏi ông Mẫu ở thôn 3 trước. ")
    assert actions.propose(c, key="a" * 64, text="Nên hỏi ông Mẫu ở thôn 3 trước.") == made
    assert made not in queries.released(c)
    refused("thư điện tử", actions.propose, c, key="b", text="Viết cho a@b.vn")
    refused("Sở Nội vụ", actions.release, made, text=made.text, by=world.users["focal_officer"])
    refused("số điện thoại", actions.release, made, text="Gọi 0912345678", by=officer)
    actions.release(made, text="Nên hỏi dân từng thôn trước.", by=officer)
    made.refresh_from_db()
    assert (made.text, made.status, made.number) == ("Nên hỏi dân từng thôn trước.", "released", 9)
    entry = Entry.objects.get(verb="conversations.release")
    assert (entry.data, entry.actor_id) == ({"number": 9, "changed": True}, officer.pk)
    assert "Mẫu" not in "".join(str(e.data) for e in Entry.objects.filter(subject=c.thing))
    actions.vote(statement(c, 9), key="c" * 64, value=1)
    refused("lý do", actions.refuse, made, ground="person", reason=" ", by=officer)
    actions.refuse(made, ground="person", reason="Còn nêu tên người", by=officer)
    refused("khác", actions.release, made, text="Câu khác hẳn", by=officer)  # people have voted on the old words
    assert verbs(c) == ["open", "propose", "release", "refuse"]


def test_of_one_participant_five_proposals_wait_at_most(world):
    c = make_conversation(world)
    for n in range(5):
        actions.propose(c, key="a", text=f"Ý kiến thứ {n}")
    refused("đang được đọc", actions.propose, c, key="a", text="Thêm một ý")
    actions.propose(c, key="b", text="Thêm một ý")


def test_ballots_of_a_meeting_count_once_and_their_numbers_are_not_kept(world):
    c = make_conversation(world)
    first = bring(world, c, minds(6, 6))
    assert (first.votes, Vote.objects.count(), Participant.objects.count()) == (96, 96, 12)
    assert bring(world, c, minds(6, 6)) == first  # the same file
    changed = [(voter, n, -value) for voter, n, value in minds(6, 6)]
    by = world.users["department_officer"]
    actions.import_votes(c, ballots=changed, meeting="HỌP THÔN 3, 12/3", digest="corrected", by=by)
    assert (Vote.objects.count(), Participant.objects.count()) == (96, 12)
    bring(world, c, minds(6, 6), "Họp thôn 4, 13/3")
    assert (Participant.objects.count(), statement(c, 1).votes) == (24, 24)
    assert not Participant.objects.filter(key__contains="p1").exists()
    refused("số 12|12", bring, world, c, [("p1", "12", 1)], "Họp thôn 5")
    assert verbs(c) == ["open", "import_votes", "import_votes", "import_votes"]


def test_closing_freezes_votes_and_map(world, settings):
    c, officer = make_conversation(world), world.users["department_officer"]
    bring(world, c, minds(15, 14))
    actions.close(c, by=officer)
    c.refresh_from_db()
    assert [row.pk for row in queries.to_map()] == [c.pk]
    jobs.make_map(conversation=c.pk)
    final = Snapshot.objects.get()
    assert (final.final, final.picture["people"], final.picture["votes"]) == (True, 29, 232)
    jobs.make_maps()
    jobs.make_map(conversation=c.pk)
    assert Snapshot.objects.get().at == final.at
    assert verbs(c) == ["open", "import_votes", "close", "compute"]
    refused("đã khép", bring, world, c, minds(3, 3), "Họp khác")
    for change in (
        lambda: Vote.objects.update(value=1),
        lambda: Vote.objects.all().delete(),
        lambda: Snapshot.objects.update(joined=3),
        lambda: Statement.objects.filter(number=1).update(status="waiting"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_system_closes_what_has_ended(world, settings):
    c = make_conversation(world)
    jobs.close_ended()
    c.refresh_from_db()
    assert c.status == "open"
    settings.AS_OF = c.closes + timedelta(days=1)
    jobs.close_ended()
    jobs.close_ended()
    c.refresh_from_db()
    assert c.status == "closed"


def test_the_map_is_made_anew_for_ten_more_people_only(world):
    c = make_conversation(world)
    bring(world, c, minds(4, 5), "một")
    jobs.make_maps()
    assert not Snapshot.objects.exists()
    bring(world, c, minds(1, 0), "hai")
    jobs.make_maps()
    assert Snapshot.objects.get().joined == 10
    bring(world, c, minds(4, 5), "ba")
    jobs.make_maps()
    assert Snapshot.objects.get().joined == 10
    bring(world, c, minds(0, 1), "bốn")
    jobs.make_maps()
    assert Snapshot.objects.get().joined == 20


def test_moving_the_end(world):
    c, officer = make_conversation(world), world.users["department_officer"]
    actions.move_end(c, closes=today() + timedelta(days=40), reason="Thêm hai buổi họp thôn", by=officer)
    refused("lý do", actions.move_end, c, closes=today(), reason="", by=officer)
    refused("đã qua", actions.move_end, c, closes=today() - timedelta(days=1), reason="a", by=officer)
    added = actions.add_statement(c, text="Cần bảng chỉ dẫn ở mỗi xã.", by=officer)
    assert (added.number, verbs(c)) == (9, ["open", "move_end", "add_statement"])
