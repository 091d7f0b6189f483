"""The facts of a paper against the table of its system: findings, each with its place and its citation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..formats import Format, Row
from . import roles
from .facts import Facts, Line

SIZE_SLACK = 0.3
MARGIN_SLACK = {"docx": 0.3, "pdf": 0.7}
REQUIRED = {
    "state": ("nation", "motto", "issuer", "number", "date", "authority", "signer", "recipients"),
    "party": ("nation", "issuer", "number", "date", "authority", "signer", "recipients"),
}
TAIL = ("authority", "signer", "recipients")


@dataclass(frozen=True)
class Finding:
    """What is wrong, where. `code` is "aspect:element"; error: the table says otherwise, warning: look at it."""

    code: str
    severity: str  # error | warning
    where: str = ""
    found: Any = ""
    expected: Any = ""
    basis: str = ""


def check(facts: Facts, form: Format) -> list[Finding]:
    """Everything the table says and this file does not follow."""
    roles.assign(facts, form.system)
    found = [*page_and_margins(facts, form), *page_number(facts, form), *elements(facts, form), *body(facts, form)]
    found += [*header(facts, form), *ending(facts, form)]
    return [Finding(**{**vars(f), "basis": f.basis or form.basis}) for f in dict.fromkeys(found)]


def page_and_margins(facts: Facts, form: Format) -> Iterator[Finding]:
    if any(abs(a - b) > 1.5 for a, b in zip(facts.page, form.page, strict=True)):
        yield Finding(
            "page_size", "error", found=f"{facts.page[0]:.0f} × {facts.page[1]:.0f} mm", expected="A4 (210 × 297 mm)"
        )
    slack = MARGIN_SLACK[facts.kind]
    for name in ("top", "bottom", "left", "right"):
        given, (low, high) = facts.margins.get(name), getattr(form, name)
        loose = 2.0 if facts.kind == "pdf" and name == "top" else slack
        if given is not None and not low - slack <= given <= high + loose:
            yield Finding(f"margin:{name}", "error", found=f"{given:.0f} mm", expected=span(low, high, "mm"))


def page_number(facts: Facts, form: Format) -> Iterator[Finding]:
    if facts.number_on_first:
        yield Finding("page_number:first", "error")
    if facts.number_place and (facts.number_place != "header" or facts.number_side != "centre"):
        yield Finding("page_number:place", "error", found=facts.number_place)
    if facts.number_size is not None and outside(facts.number_size, form.page_number):
        yield Finding(
            "size:page_number", "error", found=points(facts.number_size), expected=span(*form.page_number, "pt")
        )
    long = facts.pages is not None and facts.pages > 1
    if not facts.number_place and (long or facts.pages is None):
        yield Finding("page_number:missing", "error" if long else "warning")


def elements(facts: Facts, form: Format) -> Iterator[Finding]:
    present = {line.role for line in facts.lines}
    for role in REQUIRED[form.system]:
        if role not in present:
            yield Finding(f"missing:{role}", "error", expected=form.rows[role].label)
    if not present & {"kind", "subject_letter"}:
        yield Finding("missing:kind", "error", expected=form.rows["kind"].label)
    for line in facts.lines:
        row = form.rows.get(line.role)
        if row is None or line.role == "body":
            continue
        yield from look(line, line.role, row, form)


def look(line: Line, role: str, row: Row, form: Format) -> Iterator[Finding]:
    """Size, weight, slope, capitals, side and font of one element."""
    where = line.text[:80]
    wrong = next((s for s in sorted(line.sizes or {line.size}) if outside(s, row.sizes)), None)
    if wrong is not None:
        yield Finding(f"size:{role}", "error", where, points(wrong), span(*row.sizes, "pt"))
    for aspect, given, wanted in (("bold", line.bold, row.bold), ("italic", line.italic, row.italic)):
        if wanted is not None and given != wanted:
            yield Finding(f"{aspect}:{role}", "error", where, given, wanted)
    if row.caps is not None and line.is_caps != row.caps and len(line.text) > 3:
        yield Finding(f"caps:{role}", "error", where, line.is_caps, row.caps)
    if row.side in ("left", "right") and line.side in ("left", "right") and line.side != row.side:
        yield Finding(f"side:{role}", "error", where, line.side, row.side)
    if line.font and line.font not in form.fonts:
        yield Finding("font", "error", where, line.font, form.fonts[0])


def header(facts: Facts, form: Format) -> Iterator[Finding]:
    """How number and date are written, and that they stand level (state)."""
    number = next((x for x in facts.lines if x.role == "number"), None)
    day = next((x for x in facts.lines if x.role == "date"), None)
    shape = r"Số: (\d{2,}|\s*|[.…]+)/\S+" if form.system == "state" else r"Số\s+(\d{2,}|[.…]*)-\S+/\S+"
    if number and not re.fullmatch(shape, number.text) and not re.fullmatch(r"Số:?\s*[-/]\S+", number.text):
        yield Finding(
            "number_form",
            "error",
            number.text,
            expected="Số: 07/KH-UBND" if form.system == "state" else "Số 09-CTr/BDVTU",
        )
    if day and (parts := re.search(r"ngày (\d+) tháng (\d+) năm \d{4}$", day.text)):
        d, m = parts.groups()
        if len(d) != 2 or (int(m) < 3) != (len(m) == 2 and m.startswith("0")):
            yield Finding("date_form", "error", day.text, expected="ngày 05 tháng 01; ngày 05 tháng 4")
    if form.system == "state" and number and day and abs(number.row - day.row) > (0.5 if facts.kind == "docx" else 4):
        yield Finding("level:date", "error", day.text)


def body(facts: Facts, form: Format) -> Iterator[Finding]:
    """Sizes, font, justification, indent and spacing of the words."""
    row = form.rows["body"]
    for line in (x for x in facts.lines if x.role == "body"):
        wrong = next((s for s in sorted(line.sizes or {line.size}) if outside(s, row.sizes)), None)
        where = line.text[:80]
        if wrong is not None:
            yield Finding("size:body", "error", where, points(wrong), span(*row.sizes, "pt"))
        if line.font and line.font not in form.fonts:
            yield Finding("font", "error", where, line.font, form.fonts[0])
        if line.side != "full":
            continue
        if line.justified is False:
            yield Finding("justify", "error", where)
        if line.indent is not None and min(abs(line.indent - i) for i in (*form.indents, 0.0)) > 1.2:
            yield Finding("indent", "warning", where, f"{line.indent:.1f} mm", "10; 12,7 mm")
        if line.spacing is not None and not 0.9 <= line.spacing <= 1.6:
            yield Finding("spacing", "warning", where, f"{line.spacing:.2f}", "1–1,5")


def ending(facts: Facts, form: Format) -> Iterator[Finding]:
    """The state's "./." after the last word; Nơi nhận level with the first line of the authority."""
    last = next((x for x in reversed(facts.lines) if x.role == "body"), None)
    if form.closing and last and not last.text.rstrip().endswith(form.closing):
        yield Finding("closing", "warning", last.text[-80:], expected=form.closing)
    authority = [x for x in facts.lines if x.role == "authority"]
    recipients = next((x for x in facts.lines if x.role == "recipients"), None)
    if recipients and authority and all(x.side == "right" for x in authority):
        apart = abs(recipients.row - authority[0].row)
        if apart > (0.5 if facts.kind == "docx" else 8) and (
            facts.kind == "docx" or recipients.page == authority[0].page
        ):
            yield Finding("level:recipients", "warning", recipients.text)


def outside(value: float, allowed: tuple[float, float]) -> bool:
    return not allowed[0] - SIZE_SLACK <= value <= allowed[1] + SIZE_SLACK


def points(value: float) -> str:
    return f"{value:g} pt".replace(".", ",")


def span(low: float, high: float, unit: str) -> str:
    return f"{low:g} {unit}" if low == high else f"{low:g}–{high:g} {unit}"
