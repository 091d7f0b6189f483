"""Groups of one meaning on one clause: close to the truth, never of opposite stances, the same numbers when more comes; and a
real campaign of letters."""

import csv
import itertools
import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.consolidate import __main__ as bench
from benchmarks.consolidate import generator, quality
from dongthuan.lib.consolidation import clauses, letters
from dongthuan.lib.consolidation.groups import Groups, find_groups
from dongthuan.lib.consolidation.letters import look
from dongthuan.lib.consolidation.meaning import pairs_of
from dongthuan.lib.consolidation.sources import open_source
from dongthuan.lib.consolidation.state import State
from dongthuan.lib.consolidation.store import Spool

ROWS = 12_000
CAMPAIGN = Path(__file__).parents[2] / "data" / "consultation-dup" / "usda-2017-0002_comments.csv"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("opinions") / "made.parquet"
    generator.write(path, ROWS, processes=1)
    return path


@pytest.fixture(scope="module")
def draft(tmp_path_factory) -> clauses.Draft:
    path = tmp_path_factory.mktemp("draft") / "draft.txt"
    path.write_text(generator.draft())
    return clauses.read_draft(path)


def found(path: Path, work: Path, draft: clauses.Draft | None = None, **options) -> tuple[State, Groups, np.ndarray]:
    """(state, groups, the wording of each row)."""
    work.mkdir(exist_ok=True)
    source = open_source(path, work)
    step = letters.find_letters(source, work)
    return step.state, find_groups(step.state, draft=draft, **options), step.wordings.read(0, source.rows)


def of_texts(tmp_path: Path, *texts: str) -> list[int]:
    pq.write_table(
        pa.table({"opinion_id": [str(n) for n in range(len(texts))], "text": list(texts)}), tmp_path / "t.parquet"
    )
    _state, groups, wordings = found(tmp_path / "t.parquet", tmp_path / "work")
    return groups.group[groups.letter[wordings]].tolist()


@pytest.fixture(scope="module")
def once(made, draft, tmp_path_factory):
    return found(made, tmp_path_factory.mktemp("once"), draft)


def test_groups_follow_the_planted_meanings_and_clauses(made, once):
    _state, groups, wordings = once
    truth = pq.read_table(made)
    letter = groups.letter[wordings]
    real = truth["t_kind"].to_numpy() > 0
    columns = {
        "letter_id": letter,
        "group_id": groups.group[letter],
        "article": groups.article[letter],
        "clause": groups.clause[letter],
    }
    score, purity = bench.groups_within(pa.table(columns), truth["t_meaning"].to_numpy(), real)
    placed = real & (groups.article[letter] > 0)
    right = (groups.article[letter] == truth["t_article"].to_numpy())[placed].mean()
    unnamed = ~truth["t_named"].to_numpy() & placed & (truth["t_kind"].to_numpy() == 2)
    shown = f"{placed.sum() / real.sum():.3f} placed, {unnamed.sum()} of them by wording"
    print(f"NMI {score:.3f}, purity {purity:.3f}, article right {right:.4f} ({shown})")
    assert purity >= 0.8
    assert right >= 0.995
    assert unnamed.any()


def test_threads_change_nothing(once, draft):
    state, groups, _wordings = once
    for threads in (1, 4):
        again = find_groups(state, draft=draft, threads=threads)
        assert (again.group == groups.group).all()
        assert (again.representative == groups.representative).all()


def test_another_order_gives_nearly_the_same_groups(made, once, draft, tmp_path):
    order = np.random.default_rng(1).permutation(ROWS)
    pq.write_table(pq.read_table(made).take(pa.array(order)), tmp_path / "shuffled.parquet")
    _state, groups, wordings = found(tmp_path / "shuffled.parquet", tmp_path / "work", draft)
    _first, before, at = once
    agreement = quality.ari(before.group[before.letter[at]][order], groups.group[groups.letter[wordings]])
    print(f"ARI {agreement:.4f}")
    assert agreement >= 0.99


def test_what_is_new_joins_and_what_is_withdrawn_leaves(made, once, draft, tmp_path):
    whole, _groups, wordings = once
    state, seen, refits = State(), [], []
    for piece in open_source(made, tmp_path).pieces(batch_rows=4_000):
        seen.append(state.add(look(piece, state).found))
        if state.received < 8_000 + 2_000 * len(refits):  # a quarter, a fifth more since the groups were made
            continue
        groups = find_groups(state, draft=draft, before=refits[-1].group if refits else None)
        if refits:
            earlier = np.concatenate(seen)[: 6_000 + 2_000 * len(refits)]
            kept = (groups.group[groups.letter[earlier]] == refits[-1].group[refits[-1].letter[earlier]]).mean()
            print(f"{state.received:,} opinions: {kept:.4f} of the earlier are in the group of the same number")
            assert kept >= 0.95
        refits.append(groups)
    assert (np.concatenate(seen) == wordings).all()
    state.close_reading()
    assert (state.letters() == whole.letters()).all()
    gone = int(np.bincount(wordings).argmax())
    letter = groups.letter[gone]
    mine = np.concatenate(seen)[groups.letter[np.concatenate(seen)] == letter]
    state.withdraw(mine)
    after = find_groups(state, draft=draft, before=groups.group)
    assert after.group[letter] == -1
    assert after.counts.sum() == ROWS - len(mine)
    others = after.leaders
    assert (after.group[others] == groups.group[others]).mean() > 0.95


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tôi đồng ý với Điều 5", "Tôi không đồng ý với Điều 5"),
        ("Nhất trí Điều 5", "Phản đối Điều 5"),
        (
            "Tại Điều 5 đề nghị tăng mức hỗ trợ cho hộ nghèo ở vùng cao",
            "Tại Điều 5 đề nghị giảm mức hỗ trợ cho hộ nghèo ở vùng cao",
        ),
    ],
)
def test_opposite_stances_share_no_group(tmp_path, one, other):
    first, second, third = of_texts(tmp_path, one, other, f"{one} .")
    assert first == third != second


def test_plain_consent_is_one_group_and_a_request_another(tmp_path):
    texts = ("Tôi nhất trí", "Hoàn toàn đồng ý", "Đồng ý nhưng đề nghị bổ sung quy định về phụ cấp của cán bộ thôn")
    first, second, third = of_texts(tmp_path, *texts)
    assert first == second != third


def stripped(comment: str) -> str:
    """Without the form's own words."""
    return re.sub(r"\s*Re: Supplemental Nutrition Assistance Program.*", "", comment, flags=re.S)


def test_a_real_campaign_of_letters(tmp_path):
    with CAMPAIGN.open(encoding="utf-8", newline="") as stream:
        rows = [(row["document_id"], stripped(row["comment"])) for row in csv.DictReader(stream)]
    rows = [row for row in rows if row[1].strip()]
    pq.write_table(pa.table({"opinion_id": [r[0] for r in rows], "text": [r[1] for r in rows]}), tmp_path / "c.parquet")
    state, _groups, wordings = found(tmp_path / "c.parquet", tmp_path / "work")
    letter = state.letters()[wordings]
    pairs = []
    for _id, text in rows:
        words = re.findall(r"\w+", text.lower())
        pairs.append(set(itertools.pairwise(words)))
    near = far = 0
    wrong = []
    for a, b in itertools.combinations(range(len(rows)), 2):
        union = len(pairs[a] | pairs[b])
        like = len(pairs[a] & pairs[b]) / union if union else float(letter[a] == letter[b])
        together = letter[a] == letter[b]
        near, far = near + (like >= 0.6), far + (like < 0.2)
        if (like >= 0.6 and not together) or (like < 0.2 and together):
            wrong.append((rows[a][0], rows[b][0], round(like, 2), together))
    print(
        f"{near} pairs of word-pair Jaccard >= 0.6 together, {far} pairs < 0.2 apart, {len(wrong)} otherwise: {wrong[:5]}"
    )
    assert near >= 100
    assert wrong == []


def test_a_sample_of_word_pairs_keeps_no_more_than_it_takes(tmp_path):
    """Views of what was read kept all of it: a gigabyte of twelve million opinions."""
    spool, ends = Spool(np.uint16, tmp_path / "pairs"), np.arange(1, 3_001, dtype=np.int64) * 2_000
    spool.append(np.repeat(np.arange(3_000, dtype=np.uint16), 2_000))
    wanted = np.array([0, 7, 2_096, 2_097, 2_999])
    found = pairs_of(spool, ends, wanted)
    spool.close()
    assert [(len(one), set(one.tolist())) for one in found] == [(2_000, {int(w)}) for w in wanted]
    assert all(one.base is None for one in found)
