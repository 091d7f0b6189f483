"""Papers that wait for a signature reach who may give it."""

from datetime import timedelta

import pytest

from dongthuan.foundation.notify import digests
from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.papers import actions
from dongthuan.foundation.things.kit import today
from dongthuan.journeys import to_sign
from tests.factories import World, make_world
from tests.foundation.papers import factories as make
from tests.foundation.papers.conftest import demo as demo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.fixture
def w() -> World:
    return make_world()


def on_desk(client, w: World, who: str) -> str:
    client.force_login(w.users[who])
    return client.get("/desk/").content.decode()


def test_it_stands_on_the_signers_desks_until_they_have_signed(client, w):
    paper = make.numbered(w)
    assert paper.shown_number not in on_desk(client, w, "leader")
    paper = actions.freeze(paper, by=w.users["focal_officer"])
    for who in ("leader", "leader_state"):
        page = on_desk(client, w, who)
        assert paper.shown_number in page
        assert "Đọc và ký" in page
    for who in ("focal_officer", "steering_viewer", "administrator", "commune_officer"):
        assert "Đọc và ký" not in on_desk(client, w, who)
    actions.sign_with_installation_key(paper, make.block(paper, 1), by=w.users["leader"])
    assert "Đọc và ký" not in on_desk(client, w, "leader")
    assert "Đọc và ký" in on_desk(client, w, "leader_state")


def test_they_are_told_once(w):
    paper = make.frozen(w)
    told = {t.user for t in to_sign.awaited(today())}
    assert {w.users["leader"], w.users["leader_state"]} <= told
    assert w.users["focal_officer"] not in told
    digests.remind(today())
    digests.remind(today() + timedelta(days=1))
    mine = Notice.objects.filter(user=w.users["leader"], thing=paper.thing)
    assert mine.count() == 1
