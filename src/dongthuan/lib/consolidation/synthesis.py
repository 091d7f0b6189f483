"""The table "tổng hợp, tiếp thu, giải trình": groups as rows, the single voices of a clause as one counted row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np

from .clauses import Draft
from .groups import AGREES, OPPOSES, Groups
from .letters import Letters
from .result import texts_at
from .sources import Source
from .tables import METHOD

TITLE = "BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý"
HEAD = ("NHÓM VẤN ĐỀ HOẶC ĐIỀU, KHOẢN", "CHỦ THỂ GÓP Ý", "NỘI DUNG GÓP Ý", "NỘI DUNG TIẾP THU, GIẢI TRÌNH")
GROUPING = "dongthuan-groups-1"
MOST_ROWS, QUOTE, NAMED = 20_000, 700, 8  # rows of the table; letters of a quote; organisations by name
STANCE = {0: "", AGREES: "Đồng ý. ", OPPOSES: "Không đồng ý. "}


@dataclass(slots=True)
class Row:
    """A row of the table. `groups`: how many it stands for; 1 is a group of its own."""

    article: int
    clause: int
    place: str
    who: str
    said: str
    opinions: int
    letters: int
    groups: int
    group_id: int = 0
    channels: dict[str, int] = field(default_factory=dict)
    areas: int = 0


@dataclass(slots=True)
class Synthesis:
    rows: list[Row]
    summary: dict[str, Any]
    titles: dict[int, str]


def number(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def place(article: int, clause: int) -> str:
    if not article:
        return "Ý kiến chung, chưa rõ điều, khoản"
    return f"Điều {article}" + (f", khoản {clause}" if clause else "")


FIGURES = """
select group_id, count(*), count(distinct letter_id), count(distinct author), count(distinct organisation), count(distinct area),
    count(*) filter (organisation is null), count(author)
from voices group by group_id order by group_id
"""
ORGANISATIONS = """
select group_id, organisation from (
    select group_id, organisation, row_number() over (partition by group_id order by count(*) desc, organisation) as place
    from voices where organisation is not null group by group_id, organisation)
where place <= ? order by group_id, place
"""
CHANNELS = """
select group_id, coalesce(channel, 'không rõ'), count(*) from voices group by all order by group_id, count(*) desc, 2
"""
WHOLE = """
select coalesce(channel, 'không rõ') as channel, count(*) as opinions, count(distinct author) as persons,
    count(distinct letter_id) as letters
from voices group by 1 order by opinions desc, channel
"""


def listed(counts: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> Iterator[tuple]:
    cursor = counts.execute(sql, list(values))
    while part := cursor.fetchmany(10_000):
        yield from part


def who(figures: tuple, names: list[str]) -> str:
    """Who gave the opinion: how many, and the organisations by name; no person is named."""
    _group, opinions, _letters, persons, organisations, areas, single, authored = figures
    words = [f"{number(opinions)} ý kiến"]
    if authored:
        words.append(f"{number(persons)} người gửi")
    if areas > 1:
        words.append(f"{number(areas)} địa bàn")
    if organisations:
        more = f" và {number(organisations - len(names))} tổ chức khác" if organisations > len(names) else ""
        words.append(f"{'; '.join(names)}{more}")
        if single:
            words.append(f"{number(single)} ý kiến của cá nhân")
    return "; ".join(words)


def shown(sizes: np.ndarray) -> int:
    """From how many opinions on a group has a row of its own: 2, or more where the table would be too long."""
    least = 2
    if (sizes >= least).sum() > MOST_ROWS:
        least = int(np.sort(sizes)[-MOST_ROWS]) + 1
    return least


def summary_of(source: Source, letters: Letters, groups: Groups, counts: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    state, rejected = letters.state, letters.rejected
    reasons: dict[str, int] = {}
    for _row, why in sorted(rejected):
        reasons[why] = reasons.get(why, 0) + 1
    by_channel = list(listed(counts, WHOLE))
    ids = groups.group[groups.leaders]
    sizes = np.bincount(ids, groups.counts[groups.leaders], 1).astype(np.int64)
    in_letters = int(groups.counts[groups.counts > 1].sum())
    ((persons,),) = listed(counts, "select count(distinct author) from voices")
    placed, of = groups.placed[groups.leaders], groups.counts[groups.leaders]
    return {
        "received": source.rows + len(source.rejected), "rejected": len(rejected), "distinct_texts": state.distinct,
        "distinct_wordings": state.wordings, "letters": len(groups.leaders), "groups": len(np.unique(ids)),
        "single_voices": int((sizes == 1).sum()), "opinions_in_letters": in_letters,
        "persons": persons if "author" in source.columns else None,
        "by_channel": {name: n for name, n, _p, _l in by_channel},
        "persons_by_channel": {name: p for name, _n, p, _l in by_channel} if "author" in source.columns else None,
        "letters_by_channel": {name: n for name, _n, _p, n in by_channel},
        "clause": {
            "named": int(of[placed == 1].sum()), "by_wording": int(of[placed & 2 > 0].sum()),
            "none": int(of[(placed & 3) == 0].sum()),
        },
        "rejected_by": dict(sorted(reasons.items())), "method": f"{METHOD}, {GROUPING}",
    }  # fmt: skip


def synthesise(
    source: Source, letters: Letters, groups: Groups, counts: duckdb.DuckDBPyConnection, draft: Draft | None
) -> Synthesis:
    """Everything the table and the sheet show."""
    titles = draft.titles if draft else {}
    figures = {row[0]: row for row in listed(counts, FIGURES)}
    least = shown(np.array([row[1] for row in figures.values()], np.int64))
    large = {g for g, row in figures.items() if row[1] >= least}
    names: dict[int, list[str]] = {}
    channels: dict[int, dict[str, int]] = {}
    for g, name in listed(counts, ORGANISATIONS, NAMED):
        if g in large:
            names.setdefault(g, []).append(name)
    for g, name, n in listed(counts, CHANNELS):
        if g in large:
            channels.setdefault(g, {})[name] = n
    first_row = letters.state.rows["first_row"]
    stands = {g: int(first_row[groups.representative[g - 1]]) for g in large}
    quotes = texts_at(source, np.array(sorted(stands.values()), np.int64))
    rows: list[Row] = []
    rest: dict[tuple[int, int], list[int]] = {}
    for g, row in figures.items():
        letter = groups.representative[g - 1]
        key = int(groups.article[letter]), int(groups.clause[letter])
        if g not in large:
            folded = rest.setdefault(key, [0, 0, 0])
            for n, value in enumerate((row[1], row[2], 1)):
                folded[n] += value
            continue
        said = STANCE[int(groups.stance[letter])] + quoted(quotes[stands[g]])
        whom = who(row, names.get(g, []))
        rows.append(Row(key[0], key[1], place(*key), whom, said, row[1], row[2], 1, g, channels[g], row[5]))
    for key, (opinions, n, many) in rest.items():
        what = "ý kiến riêng lẻ" if opinions == many else f"ý kiến trong {number(many)} nhóm nhỏ, ý kiến riêng lẻ"
        said = f"Các {what}; từng ý kiến ở tệp groups.parquet"
        rows.append(Row(key[0], key[1], place(*key), f"{number(opinions)} ý kiến", said, opinions, n, many))
    rows.sort(
        key=lambda r: (r.article == 0, r.article, r.clause, r.groups > 1 or not r.group_id, -r.opinions, r.group_id)
    )
    return Synthesis(rows, summary_of(source, letters, groups, counts), titles)


def quoted(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTE else f"{words[:QUOTE].rsplit(' ', 1)[0]} …"


def outline(found: Synthesis) -> list[str]:
    """The sentences above the table."""
    s = found.summary
    taken = s["received"] - s["rejected"]
    channels = "; ".join(f"{name}: {number(n)}" for name, n in s["by_channel"].items())
    persons = f" của {number(s['persons'])} người gửi" if s["persons"] is not None else ""
    rejected = f", trong đó {number(s['rejected'])} dòng không đọc được (rejected.parquet)" if s["rejected"] else ""
    return [
        f"1. Tổng số ý kiến nhận được: {number(s['received'])}{rejected}. Đã tổng hợp {number(taken)} ý kiến{persons}: "
        f"{number(s['distinct_texts'])} văn bản khác nhau, {number(s['letters'])} thư, {number(s['groups'])} nhóm; "
        f"{number(s['opinions_in_letters'])} ý kiến gửi theo thư giống nhau. Theo kênh: {channels or 'không rõ'}.",
        "2. Kết quả cụ thể như sau:",
    ]
