"""`dongthuan deadline` and `dongthuan deadlines`: the law's dates at a terminal, with or without an installation."""

import argparse
import csv
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TextIO

from dongthuan.foundation.law import WEEKDAYS, Deadline, LawError, WorkingCalendar, condensed
from dongthuan.listen.petitions import rules

from .trouble import Trouble, from_os
from .working_days import calendar_here

ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
COLUMNS = ("rule", "trigger_date", "complex", "remote", "extensions", "suspended_from", "suspended_to")
ANSWERS = ("nominal", "due", "basis", "provisional", "warning")
YES, NO = {"1", "true", "yes", "y", "x", "có"}, {"", "0", "false", "no", "n", "không"}


def day(text: str) -> date:
    """A day written YYYY-MM-DD."""
    try:
        if ISO.fullmatch(text.strip()):
            return date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise LawError(f"“{text.strip()}” không phải là ngày. Viết NĂM-THÁNG-NGÀY, ví dụ 2026-07-06.")


def span(text: str) -> tuple[date, date]:
    first, dots, last = text.partition("..")
    if not dots:
        raise LawError(f"“{text}” không phải là một khoảng. Viết NGÀY..NGÀY, ví dụ 2026-07-16..2026-08-03.")
    return day(first), day(last)


# --- one deadline -------------------------------------------------------------------------------------------------
def one(argv: list[str]) -> int:
    """Print one deadline and how it was counted."""
    parser = argparse.ArgumentParser(
        prog="dongthuan deadline",
        description="The day a rule of petitions binds, and how it was counted. docs/law/petitions.md lists the rules.",
    )
    parser.add_argument("rule", help="the rule's ID: KN-04, TC-01/verify …")
    parser.add_argument("date", help="the day it counts from, YYYY-MM-DD")
    parser.add_argument("--complex", action="store_true", help="a complex case")
    parser.add_argument("--remote", action="store_true", help="in a remote area, hard to reach")
    parser.add_argument("--extensions", type=int, default=0, metavar="N", help="how often the time was extended")
    parser.add_argument(
        "--suspended",
        action="append",
        default=[],
        metavar="FROM..TO",
        help="days of the decisions to suspend and resume",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, with every day")
    options = parser.parse_args(argv)
    try:
        calendar, whose = calendar_here()
        found = rules.deadline(
            options.rule, day(options.date), calendar, complex=options.complex, remote=options.remote,
            extensions=options.extensions, suspended=[span(text) for text in options.suspended],
        )  # fmt: skip
    except LawError as refusal:
        raise Trouble(str(refusal)) from None
    if options.json:
        days = [
            {"day": d.day.isoformat(), "number": d.number, "mark": d.mark, "reason": d.reason}
            for d in found.arithmetic()
        ]
        print(json.dumps({**found.as_dict(), "arithmetic": days}, ensure_ascii=False, indent=1))
    else:
        print("\n".join(told(found, calendar, whose)))
    return 0


def long_day(when: date) -> str:
    return f"{WEEKDAYS[when.weekday()]} {when:%d/%m/%Y}"


def told(found: Deadline, calendar: WorkingCalendar, whose: str) -> Iterator[str]:
    """The deadline as a legal officer reads it."""
    rule = rules.find(found.rule)
    unsure = f"  [{found.confidence}: chưa đối chiếu]" if found.confidence.note else ""
    yield f"{rule.id}: {rule.duty} ({rule.who})"
    yield f"Căn cứ    {found.basis}{unsure}"
    yield f"Tính từ   {rule.trigger}: {long_day(found.trigger)}"
    yield f"Thời hạn  {found.length}"
    yield "Phép tính"
    for first, last, words in condensed(found.arithmetic()):
        days = f"{first:%d/%m/%Y}" if first == last else f"{min(first, last):%d/%m/%Y} – {max(first, last):%d/%m/%Y}"
        yield f"  {days:<25} {words}"
    yield f"Đếm hết   {long_day(found.nominal)} ({found.nominal.isoformat()})"
    yield f"Hạn       {long_day(found.due)} ({found.due.isoformat()})"
    if found.provisional:
        years = f"{calendar.known_from:%d/%m/%Y} đến {calendar.known_to:%d/%m/%Y}"
        yield f"TẠM TÍNH  lịch làm việc chỉ có thông báo từ {years}"
    if found.warning:
        yield f"Cảnh báo  {found.warning}"
    if rule.note:
        yield f"Lưu ý     {rule.note}"
    yield f"Bản       quy tắc {found.rule_version}, lịch {found.calendar_version} ({whose})"


# --- many ---------------------------------------------------------------------------------------------------------
def many(argv: list[str]) -> int:
    """Read cases from CSV, write them with their deadlines. 1 when a row could not be computed."""
    parser = argparse.ArgumentParser(
        prog="dongthuan deadlines",
        description=f"Columns: {','.join(COLUMNS)}. The rows come back with {','.join(ANSWERS)}.",
    )
    parser.add_argument("file", metavar="CASES.csv", help="a CSV file in UTF-8; - reads standard input")
    options = parser.parse_args(argv)
    calendar, _whose = calendar_here()
    try:
        with opened(options.file) as source:
            return 1 if answer(source, sys.stdout, calendar) else 0
    except BrokenPipeError:  # the reader has seen enough (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        raise from_os(error, f"reading {options.file}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise Trouble(f"{options.file} is not a CSV file in UTF-8 ({error}). Save it as “CSV UTF-8”.") from None


@contextmanager
def opened(name: str) -> Iterator[TextIO]:
    if name == "-":
        yield sys.stdin
        return
    with open(name, encoding="utf-8-sig", newline="") as file:
        yield file


def answer(source: TextIO, target: TextIO, calendar: WorkingCalendar) -> int:
    """Write each row with its answer, in its place; how many had none."""
    first = source.readline()
    comma = ";" if first.count(";") > first.count(",") else ","
    head = next(csv.reader([first], delimiter=comma), [])
    names = [name.strip().lower() for name in head]
    if missing := [name for name in ("rule", "trigger_date") if name not in names]:
        raise Trouble(
            f"The first line must name the columns; {', '.join(missing)} is missing. Known: {', '.join(COLUMNS)}."
        )
    out = csv.writer(target, delimiter=comma, lineterminator="\n")
    out.writerow([*head, *ANSWERS])
    bad = 0
    for cells in csv.reader(source, delimiter=comma):
        row = [*cells, *[""] * (len(head) - len(cells))][: len(head)]
        if not any(cell.strip() for cell in cells):
            out.writerow([*row, *[""] * len(ANSWERS)])
            continue
        try:
            if len(cells) > len(head):
                raise LawError(f"Dòng có {len(cells)} ô, đầu bảng chỉ có {len(head)} cột.")
            found = computed(dict(zip(names, cells, strict=False)), calendar)
        except LawError as refusal:
            out.writerow([*row, "", "", "", "", str(refusal)])
            bad += 1
        else:
            sure = "true" if found.provisional else "false"
            out.writerow([*row, found.nominal.isoformat(), found.due.isoformat(), found.basis, sure, found.warning])
    return bad


def computed(row: dict[str, str], calendar: WorkingCalendar) -> Deadline:
    """One row's deadline. Several suspensions stand in one cell, parted by spaces."""
    given = {name: (row.get(name) or "").strip() for name in COLUMNS}
    begins, ends = given["suspended_from"].split(), given["suspended_to"].split()
    if len(begins) != len(ends):
        raise LawError("suspended_from và suspended_to phải có cùng số ngày.")
    return rules.deadline(
        given["rule"], day(given["trigger_date"]), calendar, complex=flag(given, "complex"), remote=flag(given, "remote"),
        extensions=number(given["extensions"]), suspended=[(day(a), day(b)) for a, b in zip(begins, ends, strict=True)],
    )  # fmt: skip


def flag(given: dict[str, str], name: str) -> bool:
    value = given[name].lower()
    if value not in YES | NO:
        raise LawError(f"{name}: “{given[name]}” không phải là có hay không. Viết 1 hoặc 0.")
    return value in YES


def number(text: str) -> int:
    try:
        return int(text or "0")
    except ValueError:
        raise LawError(f"extensions: “{text}” không phải là số lần.") from None
