"""Write docs/law/petitions.md and docs/law/time.md from the rules, so that article, rule and test never part.

python tools/law.py            writes the pages
python tools/law.py --check    says whether they are up to date; exit 1 if not
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from dongthuan.foundation.law import Confidence, Kind, Limit, Provision, shipped  # noqa: E402
from dongthuan.foundation.law.calendars import shipped_years  # noqa: E402
from dongthuan.listen.petitions.rules import (  # noqa: E402
    NoCount,
    all_rules,
    competence,
    complaints,
    denunciations,
    grounds,
    instruments,
    letters,
    reception,
    reception_duty,
    reflections,
    reporting,
    requirements,
)
from tests.listen.petitions.rules.test_examples import EXAMPLES  # noqa: E402

LAW = ROOT / "docs" / "law"
HERE = "listen/petitions/rules"
FAMILIES: dict[str, tuple[str, ModuleType]] = {
    "TCD": ("Tiếp công dân, xử lý đơn", reception),
    "KN": ("Khiếu nại", complaints),
    "TC": ("Tố cáo", denunciations),
    "KP": ("Kiến nghị, phản ánh", reflections),
}
KINDS = {
    Kind.ACT: "", Kind.BACKWARD: "trước sự kiện, lùi về ngày làm việc", Kind.EFFECT: "có hiệu lực sau đó, không dời",
    Kind.MINIMUM: "thời gian tối thiểu, không dời", Kind.ALARM: "báo động sau đó, không dời",
}  # fmt: skip
INTRO = """# Petitions: article → rule → test

Every time limit by its ID, every ground by its code, who is competent, what a paper must contain, when reports are due. Rows marked
**chưa đối chiếu** were read in a weaker source than the article's own text (its kind stands beside it) and wait for a lawyer with the
gazette. How a date comes about: [deadlines](../explanation/deadlines.md).

*Written by `tools/law.py` from the rules; do not edit.*
"""
TIME = """# Counting time: article → rule → test

How a period is counted, and the working calendar it is counted with. BLDS: Bộ luật Dân sự 91/2015/QH13, by analogy where the special
law is silent (R6, our reading).

*Written by `tools/law.py` from the rules and the shipped calendar; do not edit.*

## The counting rules

| Source | Says | Rule | Test |
|---|---|---|---|
| BLDS 147.2–3 | R1: the day of the event is not counted | `foundation/law/counting.py` `count` | `test_counting.py::test_rule` |
| BLDS 145.2, 148.1, 148.6 | R2: a day is a calendar day; a period ends with its last day | `foundation/law/counting.py` `count` | `test_counting.py::test_rule` |
| BLDS 148.5 | R3: a last day of rest ends with the next working day; only where someone must act | `foundation/law/calendars.py` `on_or_after` | `test_properties.py::test_a_due_day_to_act_is_a_working_day` |
| Practice, notices (chưa đối chiếu: infer) | R4: working days are Monday to Friday without days off, and the Saturdays worked | `foundation/law/calendars.py` `is_working` | `test_counting.py::test_looked_up_steps_are_the_walked_ones` |
| BLDS 148.3–5 | R5: months and years end on the corresponding date | `foundation/law/counting.py` `corresponding` | `test_counting.py::test_the_corresponding_date` |
| No text (chưa đối chiếu: infer) | R7: a swapped weekday rests, a swapped Saturday works | `foundation/law/calendars.py` `WorkingCalendar` | `test_counting.py::test_a_swapped_weekday_is_a_rest_day_and_the_saturday_is_worked` |
| No text (chưa đối chiếu: infer) | R8: "at least N days before" counts back, and rolls back | `foundation/law/calendars.py` `on_or_before` | `test_counting.py::test_rule` |
| LTC 34.2; NĐ 124/2020 Điều 28b.2 (what remains: infer) | R9: the clock stands from the end of the day of suspension to that of resumption | `foundation/law/counting.py` `count` | `test_counting.py::test_suspension` |
| LTC 30.2–3 (chưa đối chiếu: infer) | R10: an extension counts from the nominal end | `foundation/law/counting.py` `length` | `test_properties.py::test_an_extension_counts_from_the_nominal_end` |
| LKN 28, 37; LTC 30.1 | R11: from acceptance, not from receipt | `listen/petitions/rules/complaints.py` | `test_examples.py::test_worked_example` |
| LKN 44 (day 31: infer) | R12: effect after 30 days begins on day 31 | `foundation/law/counting.py` `count` | `test_rules.py::test_c3_effect_never_closes_a_case_by_itself` |

## The shipped calendar

Weekdays off and weekend days worked, by year. An installation keeps its own copy, which officers edit.

| Year | Weekdays off | Worked | Notices | Rule | Test |
|---|---|---|---|---|---|
"""  # noqa: E501


def main(argv: list[str]) -> int:
    """Write the pages, or compare them."""
    stale = [name for name, text in pages().items() if not (LAW / name).exists() or (LAW / name).read_text() != text]
    if "--check" in argv:
        return 1 if stale else 0
    for name in stale:
        (LAW / name).write_text(pages()[name], encoding="utf-8")
    return 0


def pages() -> dict[str, str]:
    """The pages by name."""
    parts = [INTRO, *(family(key) for key in FAMILIES), other_tables()]
    return {"petitions.md": "\n".join(parts), "time.md": TIME + "".join(f"{line}\n" for line in years())}


def mark(confidence: Confidence | str) -> str:
    """What stands beside a source that is weaker than the article's own text."""
    note = Confidence(confidence).note
    return f"**{note}** ({Confidence(confidence).value})" if note else ""


def life(since: date, until: date | None) -> str:
    return f"{since:%d/%m/%Y} –" + (f" {until:%d/%m/%Y}" if until else "")


def row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "/") for cell in cells) + " |"


def head(*cells: str) -> list[str]:
    return [row(*cells), "|" + "---|" * len(cells)]


# --- time limits --------------------------------------------------------------------------------------------------
def length(value: Limit | NoCount) -> str:
    """The limit in words."""
    if isinstance(value, NoCount):
        return value.says
    parts = [f"{value.n} {value.word}"]
    parts += [f"{word} {n}" for word, n in (("phức tạp", value.complex), ("vùng xa", value.remote)) if n]
    parts += [f"vùng xa và phức tạp {value.both}"] if value.both else []
    parts += [f"gia hạn {value.extensions} lần, mỗi lần {value.extension}"] if value.extensions else []
    return "; ".join([*parts, *([KINDS[value.kind]] if KINDS[value.kind] else [])])


def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, rule, *_ in EXAMPLES:
        found[rule].append(name)
    return found


def family(key: str) -> str:
    """The rules of one family, an article to a line."""
    title, module = FAMILIES[key]
    file = f"`{HERE}/{Path(str(module.__file__)).name}`"
    lines = [f"## {key}: {title}", "", *head("Article", "Rule", "Limit", "In force", "Checked", "Code", "Test")]
    known, shown = examples(), set()
    for rule in (r for r in all_rules() if r.row.partition("-")[0] == key):
        names = known.get(rule.id, []) + (
            known.get(rule.row, []) if rule.row not in shown and rule.id != rule.row else []
        )
        shown.add(rule.row)
        for p in rule.limits:
            says = f"{rule.id}: {rule.duty}; tính từ {rule.trigger}"
            checked = mark(p.confidence) or "đã đọc điều luật"
            lines.append(row(p.basis, says, length(p.value), life(p.since, p.until), checked, file, test_of(p, names)))
    conflicts = [(r.id, c) for r in all_rules() if r.row.partition("-")[0] == key for c in r.conflicts]
    lines += [f"\n{id}, {c.code}: {c.words} ({c.basis})." for id, c in conflicts]
    return "\n".join([*lines, ""])


def test_of(provision: Provision, names: list[str]) -> str:
    if isinstance(provision.value, NoCount):
        return "`test_rules.py::test_a_row_without_a_day_count_says_so_with_its_source`"
    if names:
        return f"`test_examples.py::test_worked_example` ({', '.join(names)})"
    return "`test_rules.py::test_every_row_of_the_law_is_here_and_no_other`"


# --- the other tables ---------------------------------------------------------------------------------------------
Rows = Iterable[tuple[str, str, date, date | None, Confidence | str]]


def table(title: str, file: str, test: str, rows: Rows) -> str:
    """A table of one module: article, what it says, in force, checked, code, test."""
    lines = [f"## {title}", "", *head("Article", "Says", "In force", "Checked", "Code", "Test")]
    for basis, says, since, until, confidence in rows:
        checked = mark(confidence) or "đã đọc điều luật"
        lines.append(row(basis, says, life(since, until), checked, f"`{HERE}/{file}`", f"`test_tables.py::{test}`"))
    return "\n".join([*lines, ""])


def dated(values: dict[str, Any], say: Any) -> Iterator[tuple[str, str, date, date | None, Confidence]]:
    for key, provisions in values.items():
        for p in provisions:
            yield p.basis, f"{key}: {say(p.value)}", p.since, p.until, p.confidence


def other_tables() -> str:
    return "\n".join(
        [
            table("Grounds", "grounds.py", "test_the_grounds_of_a_day",
                  [(g.basis, f"{g.code}: {g.says}", g.since, g.until, g.confidence) for g in grounds.GROUNDS]),
            table("Competence", "competence.py", "test_who_is_competent_in_each_period",
                  dated(competence.COMPETENCE, lambda v: v.says)),
            table("What a paper must contain", "requirements.py", "test_what_a_paper_must_contain",
                  dated(requirements.REQUIRED, lambda v: ", ".join(n.says for n in v))),
            table("Forms of outgoing papers", "letters.py", "test_forms_of_letters_follow_one_another",
                  [(f.source, f"{f.code}: {f.name}", f.since, f.until, f.confidence) for f in letters.FORMS]),
            table("How often a head receives", "reception_duty.py", "test_how_often_a_head_receives",
                  dated(reception_duty.DUTIES, lambda v: v.says)),
            table("Periods of reports", "reporting.py", "test_periods_of_reports", periods()),
            table("Instruments", "instruments.py", "test_instruments_follow_one_another",
                  [(i.name, i.note or "–", i.since, i.until, i.confidence) for i in instruments.INSTRUMENTS]),
        ]
    )  # fmt: skip


def periods() -> Iterator[tuple[str, str, date, date | None, Confidence]]:
    for kind in reporting.KINDS:
        p = reporting.period(kind, 2026)
        yield (
            p.basis,
            f"{kind} của năm 2026: {p.first:%d/%m/%Y} – {p.last:%d/%m/%Y}",
            date(2021, 5, 10),
            None,
            p.confidence,
        )


# --- the calendar -------------------------------------------------------------------------------------------------
def years() -> Iterator[str]:
    days = shipped().days.values()
    for year in shipped_years():
        off = [f"{d.day:%d/%m}" for d in days if d.day.year == year.year and d.kind == "off" and d.day.weekday() < 5]
        worked = [f"{d.day:%d/%m}" for d in days if d.day.year == year.year and d.kind == "worked"]
        said = year.notices or f"chưa có thông báo: {mark(Confidence.INFER)}"
        test = (
            "test_the_shipped_calendar_is_the_notices" if year.announced else "test_provisional_outside_the_known_years"
        )
        code = "`foundation/law/calendars.py` `shipped`"
        yield row(year.year, ", ".join(off), ", ".join(worked) or "–", said, code, f"`test_counting.py::{test}`")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
