"""Conferences: agenda, delegates, who came, minutes, and their papers."""

from datetime import date
from io import BytesIO

import docx
import pytest

from dongthuan.deliver.reports import actions, paper
from dongthuan.deliver.reports.models import Conference
from dongthuan.foundation.things.kit import Refused
from tests.deliver.reports.making import fresh, make_conference
from tests.factories import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def conference(world: World) -> Conference:
    return make_conference(world)


def test_a_delegate_is_invited_once(world: World, conference: Conference) -> None:
    by = fresh(world, "focal_officer")
    actions.invite(conference, organisation=world.snv, title="Giám đốc", by=by)
    with pytest.raises(Refused):
        actions.invite(conference, organisation=world.snv, title="Giám đốc", by=by)
    assert conference.delegates.count() == 1


def test_who_came_is_noted(world: World, conference: Conference) -> None:
    by = fresh(world, "focal_officer")
    came, absent = (actions.invite(conference, organisation=o, title="Giám đốc", by=by) for o in (world.snv, world.vp))
    conference = actions.mark_present(conference, present={came.pk}, by=by)
    absent.refresh_from_db()
    assert (conference.held, absent.present) == (True, False)
    assert conference.thing.entries.order_by("-seq").first().data == {"present": 1}


def test_two_who_change_it_at_once(world: World, conference: Conference) -> None:
    by = fresh(world, "focal_officer")
    actions.write_minutes(conference, minutes="Bản một", revision=1, by=by)
    with pytest.raises(Refused):
        actions.write_minutes(conference, minutes="Bản hai", revision=1, by=by)
    facts = {"title": "Khác", "day": date(2022, 12, 21), "place": "Hoa Lư", "agenda": "", "report": None}
    with pytest.raises(Refused):
        actions.edit_conference(conference, **facts, revision=1, by=by)
    assert actions.edit_conference(conference, **facts, revision=2, by=by).place == "Hoa Lư"


def test_only_the_parties_officers_call_it(world: World, conference: Conference) -> None:
    for who in ("leader", "commune_officer", "administrator"):
        with pytest.raises(Refused):
            actions.invite(conference, organisation=world.snv, title="Giám đốc", by=fresh(world, who))


@pytest.mark.parametrize("what", list(paper.CONFERENCE_PAPERS))
def test_its_papers_open_in_word(world: World, conference: Conference, what: str) -> None:
    actions.invite(conference, organisation=world.snv, title="Giám đốc", by=fresh(world, "focal_officer"))
    document = docx.Document(BytesIO(paper.conference_docx(conference, what)))
    words = " ".join(p.text for p in document.paragraphs) + " ".join(c.text for t in document.tables for c in t._cells)
    assert paper.CONFERENCE_PAPERS[what].split()[0] in words
