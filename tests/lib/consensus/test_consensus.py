"""Groups and consensus: four real conversations, the slow way as oracle, and what must hold for any votes."""

import json

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dongthuan import cli
from dongthuan.lib.consensus import find, from_events, kernels, opinion, reading, result
from dongthuan.lib.consensus.statements import joining, tally

from .oracle import CONVERSATIONS, agreement, kmeans, path, places, plain_lloyd, table, within

HEAD = "voter-id,comment-id,vote,timestamp\n"


def votes_of(conversation):
    columns = reading.read(str(path(conversation, "votes"))).columns
    return from_events(*(columns[name] for name in reading.COLUMNS))


def made(voters=300, statements=30, seed=3, share=0.5):
    """Events of two camps that agree on the first five statements."""
    chance = np.random.default_rng(seed)
    who, what = np.nonzero(chance.random((voters, statements)) < share)
    camp = np.where(who % 2, 1, -1)
    leaning = np.where(what < 5, 1, camp * np.where(what % 2, 1, -1))
    vote = np.where(chance.random(len(who)) < 0.8, leaning, chance.integers(-1, 2, len(who)))
    return who, what, vote, chance.integers(0, 10**9, len(who))


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_real_conversation(conversation):
    votes = votes_of(conversation)
    published = table(conversation, "participants-votes")
    ids = [c for c in published[0] if c.isdigit()]
    cells = np.array([[float(row[c]) if row[c] else np.nan for c in ids] for row in published])
    voters, statements = votes.voters.to_pylist(), votes.statements.to_pylist()
    rows = [int(row["participant"]) for row in published]
    ours = votes.dense()
    spoken = ~np.isnan(cells).all(axis=0)  # a statement nobody voted on leaves no event
    assert [int(c) for c, some in zip(ids, spoken, strict=True) if some] == statements
    order = [rows.index(v) for v in voters]
    np.testing.assert_array_equal(cells[order][:, spoken], ours)
    assert np.isnan(np.delete(cells, order, axis=0)).all()  # whoever is published without a row here never voted

    groups = find(votes)
    grouped = votes.counts >= 7
    np.testing.assert_array_equal(groups.labels >= 0, grouped)
    slow = places(ours)
    for axis in (0, 1):
        assert abs(np.corrcoef(slow[:, axis], groups.places[:, axis])[0, 1]) > 0.999999
    for k in (2, 3):
        fast, oracle = find(votes, k=k).labels[grouped], kmeans(slow[grouped], k)
        assert agreement(fast, oracle) >= 0.999
        assert within(slow[grouped], fast) <= within(slow[grouped], oracle) * (1 + 1e-9)

    sizes, near = CONVERSATIONS[conversation]
    theirs = {int(row["participant"]): row["group-id"] for row in published if row["group-id"]}
    assert sorted(np.unique(list(theirs.values()), return_counts=True)[1], reverse=True) == sizes
    both = [(theirs[v], g) for v, g in zip(voters, groups.labels, strict=True) if v in theirs and g >= 0]
    assert near <= agreement(*zip(*both, strict=True)) <= near + 0.02


def test_the_order_of_events_is_nothing():
    events = made()
    answer = result(v := from_events(*events), find(v), minimum=7)
    shuffled = np.random.default_rng(1).permutation(len(events[0]))
    other = from_events(*(column[shuffled] for column in events))
    assert result(other, find(other), minimum=7) == answer
    named = from_events(pa.array([f"v{x:04}" for x in events[0]]), events[1].astype(str), *events[2:])
    assert find(named).labels.tolist() == find(v).labels.tolist()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-5, 9), st.integers(0, 6), st.sampled_from([-1, 0, 1]), st.integers(0, 5)), max_size=60
    )
)
def test_the_last_vote_counts(events):
    last = {}
    for who, what, vote, at in events:
        if (who, what) not in last or at >= last[who, what][0]:
            last[who, what] = (at, vote)
    columns = [np.array([e[i] for e in events], np.int64) for i in range(4)]
    votes = from_events(*columns)
    dense = votes.dense()
    held = {
        (who, what): int(dense[r, s])
        for r, who in enumerate(votes.voters.to_pylist())
        for s, what in enumerate(votes.statements.to_pylist())
        if not np.isnan(dense[r, s])
    }
    assert held == {key: vote for key, (_, vote) in last.items()}
    answer = result(votes, find(votes), minimum=7)
    members = [m for g in answer["groups"] for m in g["members"]] + answer["ungrouped"]
    assert sorted(members) == votes.voters.to_pylist()
    assert sum(s["agree"] + s["disagree"] + s["pass"] for s in answer["statements"]) == len(last)


@pytest.mark.parametrize("sample", [opinion._SAMPLE, 1_000], ids=["all lay out the grid", "some lay it out"])
def test_many_voters_are_binned_and_grouped_as_one_by_one(monkeypatch, sample):
    monkeypatch.setattr(opinion, "_SAMPLE", sample)
    votes = from_events(*made(6_000, 24, share=0.6))
    grouped = votes.counts >= 7
    slow = places(votes.dense())[grouped]
    for k in (2, 3):
        assert agreement(find(votes, k=k).labels[grouped], kmeans(slow, k, starts=10)) >= 0.999


def test_few_votes_on_many_statements_give_the_same_map():
    votes = from_events(*made(400, 700, share=0.02))
    assert abs(np.corrcoef(places(votes.dense())[:, 0], find(votes).places[:, 0])[0, 1]) > 0.999


def test_camps_and_what_joins_them():
    votes = from_events(*made())
    groups = find(votes)
    assert groups.k == 2
    camps = votes.voters.to_numpy() % 2
    assert agreement(camps[groups.labels >= 0], groups.labels[groups.labels >= 0]) > 0.95
    assert {row["statement"] for row in joining(tally(votes, groups))} == set(range(5))


def test_the_command(tmp_path, capsys):
    file = tmp_path / "votes.csv"
    events = np.stack(made(60, 12, share=0.9), axis=1)
    lines = [",".join(map(str, row)) for row in events]
    bad = ["1,1,2,5", "1,,1,5", ",1,1,5", "1,1,1,soon", "1,1"]
    file.write_text(HEAD + "\n".join([*lines, "seldom,3,1,7", *bad]) + "\n", encoding="utf-8")
    assert cli.main(["consensus", str(file), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"groups", "ungrouped", "consensus", "statements", "method"} == set(answer)
    assert answer["method"]["rejected"] == 5
    assert "seldom" in answer["ungrouped"]
    assert [g["size"] for g in answer["groups"]] == [len(g["members"]) for g in answer["groups"]]
    assert {"comment-id", "agree", "disagree", "pass"} <= set(answer["consensus"][0])
    assert cli.main(["consensus", str(file)]) == 0
    assert "Group 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rows", "read", "left_out"),
    [
        (["3,1,-1,6", "1,2,1,5"], ([3, 1], [1, 2], [-1, 1], [6, 5]), {}),
        ([" 1 , 2 , 1 , 5 ", '"1","3",0,"6"'], ([1, 1], [2, 3], [1, 0], [5, 6]), {}),
        (["007,2,1,5", "7,2,0,5"], (["007", "7"], [2, 2], [1, 0], [5, 5]), {}),
        (["-0,-5,1,-1"], (["-0"], [-5], [1], [-1]), {}),
        (["1,0x1,1.0,5.0", "1,+2,-1.00,6"], ([1, 1], ["0x1", "+2"], [1, -1], [5, 6]), {}),
        (["123456789012345678,1,1,1"], ([123456789012345678], [1], [1], [1]), {}),
        (["1234567890123456789,1,1,1"], (["1234567890123456789"], [1], [1], [1]), {}),
        (["an,1,9,1", "2,1,1,1"], ([2], [1], [1], [1]), {"vote": 1}),
        (["1,1,1,0x1F", "2,1,1,+1", "3,1,1,", "4,1,1,\u0663", "5,1,1,1"], ([5], [1], [1], [1]), {"timestamp": 4}),
        (["1,1,1,1234567890123456789", " ,1,1,1", "1,,1,1", "1,1", "6,1,1,1"], ([6], [1], [1], [1]),
         {"cells": 1, "voter-id": 1, "comment-id": 1, "timestamp": 1}),
    ],
)  # fmt: skip
def test_cells_are_read_as_what_they_are_or_counted_as_left_out(rows, read, left_out):
    events = reading.events((HEAD + "\n".join(rows) + "\n").encode(), ",")
    assert tuple(events.columns[name].to_pylist() for name in reading.COLUMNS) == read
    assert events.rejected == left_out
    assert events.rows == len(rows)


@pytest.mark.parametrize(
    "data",
    [None, b"", b"a,b\n1,2\n", b"\xff\xfe\x00", HEAD.encode() + b"\xff,1,1,1\n", HEAD.encode() + b"1,1,9,1\n", HEAD.encode() + b'"1'],
    ids=["no file", "empty", "other columns", "binary", "not UTF-8", "no usable row", "cut in a quote"],
)  # fmt: skip
def test_what_is_no_file_of_votes_is_refused_in_one_sentence(tmp_path, capsys, data):
    file = tmp_path / "votes.csv"
    if data is not None:
        file.write_bytes(data)
    assert cli.main(["consensus", str(file), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().count("\n") == 0
    assert said.err.startswith("dongthuan consensus: ")


def test_no_votes_yet(tmp_path, capsys):
    file = tmp_path / "votes.csv"
    file.write_text(HEAD, encoding="utf-8")
    assert cli.main(["consensus", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["groups"] == []


@pytest.mark.parametrize("seed", range(12))
def test_leaving_points_out_that_cannot_move_changes_no_label(seed):
    chance = np.random.default_rng(seed)
    k = 2 + seed % 4
    points = chance.normal(0, 1, (4_000, 2)) + chance.normal(0, 2, (k, 2))[chance.integers(0, k, 4_000)]
    points[:400] = np.round(points[:400])  # many in one place, some between two centres
    weight = chance.integers(1, 5, len(points)).astype(float)
    centres = points[chance.integers(0, len(points), k)]
    right, middles, within = plain_lloyd(points, weight, centres)
    labels, inertia = kernels.lloyd(points, weight, centres, 300)
    assert labels.tolist() == right.tolist()
    assert np.allclose(centres, middles, rtol=0, atol=1e-9)
    assert inertia == pytest.approx(within)
