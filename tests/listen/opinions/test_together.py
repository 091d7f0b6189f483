"""At the same instant: one form is one opinion; people speak while opinions are grouped, and none is lost."""

import uuid
from functools import partial

from dongthuan.listen.opinions import actions
from dongthuan.listen.opinions.models import Opinion
from tests.factories import make_world
from tests.together import together

from .making import clause, post
from .test_path import LATER, LATER_2


def test_the_same_form_at_once_is_one_opinion_and_speaking_does_not_wait_for_grouping(own_database):
    world, key = make_world(), uuid.uuid4()
    posting = post(world)
    say = partial(actions.give, posting, clause=clause(posting, "2"), stance="changes", by=None)
    given = together(*[partial(say, words=LATER, sending=key) for _n in range(3)])
    assert len({(g.opinion.pk, g.code) for g in given}) == 1 == Opinion.objects.count()
    officer = world.users["commune_officer"]
    done = together(
        partial(actions.regroup, posting, by=officer),
        partial(say, words=LATER_2),
        partial(actions.regroup, posting, by=officer),
    )
    actions.regroup(posting, by=officer)
    assert not any(isinstance(d, Exception) for d in done)
    assert Opinion.objects.filter(group__gathered="like").count() == 2
    assert posting.groups.filter(gathered="like").count() == 1
