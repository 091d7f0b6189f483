"""The table "tổng hợp, tiếp thu, giải trình": groups as rows, the single voices of a clause as one counted row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from .clauses import Draft
from .groups import AGREES, OPPOSES, Groups
from .letters import Letters
from .result import texts_at
from .sources import Source
from .tables import METHOD

TITLE = "BẢNG TỔNG HỢP, TIẾP THU, GIẢI TRÌNH Ý KIẾN GÓP Ý"
GROUPING = "dongthuan-groups-2"
MOST_ROWS, MOST_IN_PAPER = 10_000, 1_000  # groups with a row of their own: in the workbook, in the paper
QUOTE, NAMED = 700, 8  # letters of a quote; organisations by name
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


# `large` holds the groups that have a row of their own; the others are only counted, which takes no look at their rows.
FIGURES = """
select group_id, coalesce(a.many, 0), coalesce(b.many, 0), coalesce(c.many, 0), single, authored
from (select group_id, count(*) filter (organisation is null) as single, count(author) as authored
        from voices semi join large using (group_id) group by group_id) as whole
    left join (select group_id, count(*) as many from (select distinct group_id, author
        from voices semi join large using (group_id) where author is not null) group by 1) as a using (group_id)
    left join (select group_id, count(*) as many from (select distinct group_id, organisation
        from voices semi join large using (group_id) where organisation is not null) group by 1) as b using (group_id)
    left join (select group_id, count(*) as many from (select distinct group_id, area
        from voices semi join large using (group_id) where area is not null) group by 1) as c using (group_id)
order by group_id
"""
ORGANISATIONS = """
select group_id, name from (
    select group_id, organisation as id, count(*) as many from voices semi join large using (group_id)
    where organisation is not null group by all)
join organisations using (id) qualify row_number() over (partition by group_id order by many desc, name) <= ?
order by group_id, many desc, name
"""
CHANNELS = """
select group_id, name, many from (
    select group_id, channel as id, count(*) as many from voices semi join large using (group_id) group by all)
join channels using (id) order by group_id, many desc, name
"""
WHOLE = """
select name, opinions, persons, letters from (
    select channel as id, count(*) as opinions, count(distinct author) as persons, count(distinct letter_id) as letters
    from voices group by channel)
join channels using (id) order by opinions desc, name
"""


def listed(counts: duckdb.DuckDBPyConnection, sql: str, *values: Any) -> Iterator[tuple]:
    cursor = counts.execute(sql, list(values))
    while part := cursor.fetchmany(10_000):
        yield from part


def who(opinions: int, figures: tuple, names: list[str]) -> str:
    """Who gave the opinion: how many, and the organisations by name; no person is named."""
    _group, persons, organisations, areas, single, authored = figures
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


def shown(sizes: np.ndarray, most: int) -> int:
    """From how many opinions on a group has a row of its own: 2, or more where the table would be too long."""
    least = 2
    if (sizes >= least).sum() > most:
        least = int(np.sort(sizes)[-most]) + 1
    return least


def summary_of(source: Source, letters: Letters, groups: Groups, counts: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    state, rejected = letters.state, letters.rejected
    reasons: dict[str, int] = {}
    for _row, why in sorted(rejected):
        reasons[why] = reasons.get(why, 0) + 1
    by_channel = list(listed(counts, WHOLE))
    sizes = groups.sizes()
    in_letters = int(groups.counts[groups.counts > 1].sum())
    ((persons,),) = listed(counts, "select count(distinct author) from voices")
    placed, of = groups.placed[groups.leaders], groups.counts[groups.leaders]
    return {
        "received": source.rows + len(source.rejected), "rejected": len(rejected), "distinct_texts": state.distinct,
        "distinct_wordings": state.wordings, "letters": len(groups.leaders), "groups": int((sizes > 0).sum()),
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
    source: Source, letters: Letters, groups: Groups, counts: duckdb.DuckDBPyConnection, draft: Draft | None, *,
    threads: int = 2,
) -> Synthesis:  # fmt: skip
    """Everything the table and the sheet show."""
    sizes, many = groups.sizes(), np.bincount(groups.group[groups.leaders], minlength=1)
    large = np.flatnonzero(sizes >= shown(sizes[sizes > 0], MOST_ROWS))
    counts.register("wanted", pa.table({"group_id": pa.array(large + 1, pa.int32())}))
    counts.execute("create or replace temp table large as select * from wanted")
    names: dict[int, list[str]] = {}
    channels: dict[int, dict[str, int]] = {}
    for g, name in listed(counts, ORGANISATIONS, NAMED):
        names.setdefault(g, []).append(name)
    for g, name, n in listed(counts, CHANNELS):
        channels.setdefault(g, {})[name] = n
    stands = letters.state.rows["first_row"][groups.representative[large]]
    quotes = texts_at(source, stands, threads=threads)
    rows = []
    for g, row, stand in zip((large + 1).tolist(), listed(counts, FIGURES), stands.tolist(), strict=True):
        letter, opinions = groups.representative[g - 1], int(sizes[g - 1])
        key = int(groups.article[letter]), int(groups.clause[letter])
        said = STANCE[int(groups.stance[letter])] + quoted(quotes[stand])
        whom = who(opinions, row, names.get(g, []))
        rows.append(Row(*key, place(*key), whom, said, opinions, int(many[g - 1]), 1, g, channels[g], row[3]))
    small = np.setdiff1d(np.flatnonzero(sizes), large, assume_unique=True)
    return Synthesis(
        in_order(rows + counted(groups, small, sizes, many)),
        summary_of(source, letters, groups, counts),
        draft.titles if draft else {},
    )


def counted(groups: Groups, small: np.ndarray, sizes: np.ndarray, many: np.ndarray) -> list[Row]:
    """One row for the small groups of each clause."""
    letter = groups.representative[small]
    code = groups.article[letter].astype(np.int64) << 10 | groups.clause[letter]
    codes, which = np.unique(code, return_inverse=True)
    sums = (np.bincount(which, of[small], len(codes)).astype(np.int64) for of in (sizes, many))
    folds = zip(codes.tolist(), *(one.tolist() for one in sums), np.bincount(which).tolist(), strict=True)
    return [rest(c >> 10, c & 1023, opinions, letters, many) for c, opinions, letters, many in folds]


def rest(article: int, clause: int, opinions: int, letters: int, many: int, where: str = "tệp groups.parquet") -> Row:
    what = "ý kiến riêng lẻ" if opinions == many else f"ý kiến trong {number(many)} nhóm nhỏ, ý kiến riêng lẻ"
    said = f"Các {what}; từng ý kiến ở {where}"
    at = place(article, clause)
    return Row(article, clause, at, f"{number(opinions)} ý kiến", said, opinions, letters, many)


def in_order(rows: list[Row]) -> list[Row]:
    """By article and clause, what is in no clause last; the largest groups first, those only counted after them."""
    return sorted(
        rows,
        key=lambda r: (r.article == 0, r.article, r.clause, r.groups > 1 or not r.group_id, -r.opinions, r.group_id),
    )


def folded(rows: list[Row], most: int) -> list[Row]:
    """The rows with no more than so many groups of their own; the smaller ones go into the counted row of their clause."""
    single = [row for row in rows if row.group_id]
    least = shown(np.array([row.opinions for row in single], np.int64), most)
    if all(row.opinions >= least for row in single):
        return rows
    kept: list[Row] = []
    sums: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        if row.group_id and row.opinions >= least:
            kept.append(row)
            continue
        whole = sums.setdefault((row.article, row.clause), [0, 0, 0])
        for n, value in enumerate((row.opinions, row.letters, row.groups)):
            whole[n] += value
    where = "bảng tính synthesis.xlsx, tệp groups.parquet"
    return in_order(kept + [rest(*key, of[0], of[1], of[2], where) for key, of in sums.items()])


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
