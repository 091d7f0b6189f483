"""Two people, one instant: real threads, real commits."""

import threading

from django.db import connection

from dongthuan.foundation.papers import actions, keys, queries, signing
from dongthuan.foundation.papers.models import Paper, Signature
from tests.factories import World, make_world

from . import factories as make


def together(*calls) -> list:
    """Run the calls at the same instant, each with a connection of its own; results or exceptions, in order."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(n: int, call) -> None:
        try:
            gate.wait(20)
            results[n] = call()
        except Exception as error:
            results[n] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, call)) for n, call in enumerate(calls)]
    for t in threads:
        t.start()
    for t in threads:
        t.join(60)
    return results


def fresh(w: World, who: str):
    return type(w.users[who]).objects.get(pk=w.users[who].pk)


def test_two_leaders_sign_from_the_same_revision_at_the_same_instant(own_database, demo):
    w = make_world()
    paper = make.frozen(w)

    def sign(order: int, who: str):
        return lambda: actions.sign_with_installation_key(paper, make.block(paper, order), by=fresh(w, who))

    results = together(sign(1, "leader"), sign(2, "leader_state"))
    assert [type(r).__name__ for r in results] == ["Paper", "Paper"], results
    paper.refresh_from_db()
    assert paper.status == "signed"
    assert [r.n for r in paper.revisions.all()] == [1, 2, 3]
    reports = signing.validate(queries.current_revision(paper).file.bytes(), keys.trusted())
    assert sorted(r.field for r in reports) == ["ChuKy1", "ChuKy2"]
    assert all(r.intact and r.trusted for r in reports)


def test_one_leader_with_two_hands_signs_once(own_database, demo):
    w = make_world()
    paper = make.frozen(w)

    def sign():
        return actions.sign_with_installation_key(paper, make.block(paper, 1), by=fresh(w, "leader"))

    results = together(sign, sign)
    assert sorted(type(r).__name__ for r in results) == ["Paper", "Refused"], results
    assert Signature.objects.filter(block__paper=paper).count() == 1


def test_numbers_given_at_the_same_instant_differ(own_database, demo):
    w = make_world()
    drafts = [make.draft(w) for _ in range(4)]
    results = together(*[lambda d=d: actions.number(d, by=fresh(w, "focal_officer")) for d in drafts])
    assert sorted(r.number for r in results) == [1, 2, 3, 4]
    assert Paper.objects.filter(number__isnull=False).count() == 4
