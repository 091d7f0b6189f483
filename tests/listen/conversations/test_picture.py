"""What a map may show: no group and no cell under ten people, and nothing that subtraction brings back."""

import numpy as np
import pytest

from dongthuan.lib.consensus import find, from_events
from dongthuan.listen.conversations.picture import published
from dongthuan.listen.conversations.rules import LEAST


def made(events: list[tuple[int, int, int]]):
    voter, statement, vote = (np.array(column) for column in zip(*events, strict=True))
    votes = from_events(voter, statement, vote)
    return votes, find(votes, minimum=min(7, len(votes.statements)))


def camp(first: int, size: int, sides: dict[int, int]) -> list[tuple[int, int, int]]:
    return [(v, s, side) for v in range(first, first + size) for s, side in sides.items()]


A = {s: 1 for s in range(8)}
B = {s: -1 if s > 2 else 1 for s in range(8)}
C = {s: -1 if s in (0, 1, 3, 4) else 1 for s in range(8)}


def sums(picture: dict) -> None:
    """Every group and cell is empty or holds ten people; every total is the sum of what is shown."""
    assert all(g["size"] >= LEAST for g in picture["groups"])
    assert picture["others"] == 0 or picture["others"] >= LEAST
    assert picture["people"] == sum(g["size"] for g in picture["groups"]) + picture["others"]
    for row in picture["statements"]:
        cells = [cell for cell in (*row["by"], row["others"]) if cell]
        assert all(sum(cell) == 0 or sum(cell) >= LEAST for cell in cells)
        assert row["all"] == [sum(cell[i] for cell in cells) for i in range(3)]
    assert picture["votes"] == sum(sum(row["all"]) for row in picture["statements"])


def test_below_ten_people_there_is_no_map():
    assert published(*made(camp(0, 9, A))) is None
    picture = published(*made(camp(0, 5, A) + camp(10, 5, B)))
    assert ([g["size"] for g in picture["groups"]], picture["groups"][0]["name"]) == ([10], "")
    sums(picture)


def test_a_small_group_is_counted_with_the_nearest_and_leaves_no_trace():
    votes, groups = made(camp(0, 30, A) + camp(100, 25, B) + camp(200, 6, C))
    assert min(groups.sizes) == 6
    picture = published(votes, groups)
    assert sorted(g["size"] for g in picture["groups"]) in ([25, 36], [30, 31])
    assert (picture["people"], len(picture["groups"])) == (61, 2)
    sums(picture)


def test_who_answered_little_is_counted_from_ten_on_and_else_in_no_total():
    camps = camp(0, 30, A) + camp(100, 25, B)
    few = lambda n: [(300 + v, s, 1) for v in range(n) for s in (0, 1)]  # noqa: E731
    without, three, ten = (published(*made(camps + few(n))) for n in (0, 3, 10))
    assert (without["people"], three["people"], ten["people"]) == (55, 55, 65)
    assert (three["others"], ten["others"]) == (0, 10)
    assert [row["all"] for row in three["statements"]] == [row["all"] for row in without["statements"]]
    assert ten["statements"][0]["others"] == [10, 0, 0]
    for picture in (without, three, ten):
        sums(picture)


def test_a_statement_that_few_of_a_group_answered_shows_nothing_of_them():
    late = [(v, 8, 1) for v in (*range(9), *range(100, 125))]
    picture = published(*made(camp(0, 30, A) + camp(100, 25, B) + late))
    row = next(r for r in picture["statements"] if r["statement"] == 8)
    assert (row["by"].count(None), row["all"]) == (1, [25, 0, 0])
    assert 8 not in {j["statement"] for j in picture["joins"]}  # it would tell what the nine said
    sums(picture)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_people_answer_the_totals_hold(seed):
    random = np.random.default_rng(seed)
    people, statements = int(random.integers(10, 90)), int(random.integers(3, 16))
    mind = random.integers(0, 4, people)
    lean = random.random((4, statements))
    events = [
        (v, s, int(random.choice([1, -1, 0], p=[lean[mind[v], s] * 0.9, (1 - lean[mind[v], s]) * 0.9, 0.1])))
        for v in range(people) for s in range(statements) if random.random() < 0.75
    ]  # fmt: skip
    picture = published(*made(events))
    if picture is not None:
        sums(picture)


def test_what_joins_the_camps_is_what_both_support():
    picture = published(*made(camp(0, 30, A) + camp(100, 25, B)))
    assert {(j["statement"], j["side"]) for j in picture["joins"]} == {(0, 1), (1, 1), (2, 1)}
    assert {m["statement"] for g in picture["groups"] for m in g["marks"]} <= set(range(3, 8))
    assert "members" not in str(picture)
    assert "voter" not in str(picture)
