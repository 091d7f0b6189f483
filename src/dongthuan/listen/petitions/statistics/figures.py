"""What each figure counts, as a condition on one line; a figure opens exactly the lines it counted."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from ..rules.forms import Column, Form, Number
from .lines import Line

ADMINISTRATION = ("policy", "land", "officials")
NAMED = (*ADMINISTRATION, "judicial", "party")
Test = Callable[[Line], bool]


def _field(*names: str) -> Test:
    return lambda x: x.eligible and x.field in names


def _other_field(line: Line) -> bool:
    named = (*NAMED, "corruption") if line.group == "tc" else NAMED
    return line.eligible and line.field not in named


def _solving(line: Line) -> bool:
    return line.eligible and line.accepted and line.solved_on is None and not line.judged


def _outcome(name: str) -> Test:
    return lambda x: x.decided and x.outcome == name


TESTS: dict[str, Test] = {
    "all": lambda x: True,
    "none": lambda x: False,
    "cases": lambda x: x.case,
    "before": lambda x: x.before,
    **{f"before_{m}": (lambda x, m=m: x.before and x.many == m) for m in ("many", "one", "other")},  # type: ignore[misc]
    **{f"new_{m}": (lambda x, m=m: not x.before and x.many == m) for m in ("many", "one", "other")},  # type: ignore[misc]
    "handled": lambda x: bool(x.way),
    "eligible": lambda x: x.eligible,
    "sorted": lambda x: x.eligible,
    "e": lambda x: x.eligible,
    **{g: (lambda x, g=g: x.eligible and x.group == g) for g in ("kn", "tc", "kp")},  # type: ignore[misc]
    "own": lambda x: x.eligible and x.way == "own",
    "other": lambda x: x.eligible and x.way != "own",
    **{w: (lambda x, w=w: x.eligible and x.way == w) for w in ("guided", "passed", "urged")},  # type: ignore[misc]
    "replied": lambda x: x.replied,
    "first": lambda x: x.instance == 1,
    "second": lambda x: x.instance == 2,
    "solved": lambda x: x.eligible and x.solved_on is not None,
    "solved_first": lambda x: x.eligible and x.solved_on is not None and x.instance == 1,
    "solved_again": lambda x: x.eligible and x.solved_on is not None and x.instance == 2,
    "judged": lambda x: x.eligible and x.judged and x.solved_on is None,
    "solving": _solving,
    "solving_in_time": lambda x: _solving(x) and not x.late,
    "solving_late": lambda x: _solving(x) and x.late,
    "untouched": lambda x: x.eligible and x.solved_on is None and not x.judged and not _solving(x),
    "administration": _field(*ADMINISTRATION),
    **{name: _field(name) for name in ("policy", "land", "officials", "judicial", "party", "corruption")},
    "decided": lambda x: x.decided,
    "withdrawn": lambda x: x.ended_by == "withdrawn",
    "stopped": lambda x: x.ended_by == "stopped",
    **{name: _outcome(name) for name in ("right", "wrong", "partly", "upheld", "changed")},
    "in_time": lambda x: x.decided and x.in_time,
    "too_late": lambda x: x.decided and not x.in_time,
    "to_carry_out": lambda x: x.carry_on is not None,
    "carried_out": lambda x: x.carry_on is not None and x.carried == "in",
}
AMOUNTS: dict[str, tuple[Test, str]] = {  # figures that add numbers up: which lines, and from where
    "sum": (TESTS["decided"], "ordered"), "due": (TESTS["to_carry_out"], "ordered"), "done": (TESTS["to_carry_out"], "done"),
}  # fmt: skip


def belongs(form: Form, line: Line) -> bool:
    """Whether the form is about this line at all."""
    if form.kind and line.group != form.kind:
        return False
    if form.from_reception:
        return line.reception and not line.before
    if form.code in ("02/KQGQ", "04/KQGQ"):
        return line.carry_on is not None and line.carried != "before"
    if form.own:
        return line.way == "own" and not line.solved_before
    return not line.handled_before


def _tests(figure: str) -> list[Test]:
    names = figure.split(".")
    if names[0] == "field":
        return [_other_field if n == "other" else TESTS[n] for n in names[1:]]
    return [TESTS[n] for n in names]


def amount(column: Column, line: Line) -> Decimal:
    """What a line adds to a figure that adds numbers up."""
    kind, key = column.figure.split(".")
    test, source = AMOUNTS[kind]
    return getattr(line, source).get(key, Decimal(0)) if test(line) else Decimal(0)


def is_amount(column: Column) -> bool:
    return column.figure.split(".")[0] in AMOUNTS


def behind(form: Form, column: Column, lines: Iterable[Line]) -> list[Line]:
    """The lines that a figure counted."""
    mine = [x for x in lines if belongs(form, x)]
    if is_amount(column):
        return [x for x in mine if amount(column, x)]
    tests = _tests(column.figure)
    return [x for x in mine if all(t(x) for t in tests)]


def figures(form: Form, lines: Iterable[Line]) -> dict[int, Number]:
    """Column number -> figure."""
    mine = [x for x in lines if belongs(form, x)]
    found: dict[int, Number] = {}
    for column in form.columns:
        if is_amount(column):
            found[column.number] = sum((amount(column, x) for x in mine), Decimal(0))
        else:
            tests = _tests(column.figure)
            found[column.number] = sum(all(t(x) for t in tests) for x in mine)
    return found
