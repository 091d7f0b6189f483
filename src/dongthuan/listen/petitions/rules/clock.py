"""From a rule and a day to a Deadline: which provision holds, which limit this case has, what the law lets stop the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from dongthuan.foundation.law import Deadline, Kind, LawError, Limit, NotInForce, WorkingCalendar, count
from dongthuan.foundation.law.counting import Counted, Span, passed_between
from dongthuan.foundation.law.dated import weakest

from .model import Conflict, NoCount, Rule
from .table import find

DAY = timedelta(days=1)


class NoDayCount(LawError):
    """The law gives this row no number of days."""


def deadline(
    rule_id: str,
    on: date,
    calendar: WorkingCalendar,
    *,
    complex: bool = False,
    remote: bool = False,
    extensions: int = 0,
    suspended: Iterable[Span] = (),
    obstacles: Iterable[Span] = (),
) -> Deadline:
    """The day by which (from which, until which) the rule binds.

    `on` is the rule's trigger. `suspended`: days of the decisions to suspend and to resume; `obstacles`: first and last
    day of a hindrance that the law does not count (KN-01, KN-21). Raises LawError with a Vietnamese sentence: unknown
    rule, day outside its life (NotInForce, names the rule that holds), no number of days (NoDayCount), an extension or
    suspension that no law allows. The answer carries its calendar, so that it can print its arithmetic.
    """
    spans, hurdles = (tuple(sorted((a, b) for a, b in given)) if given else () for given in (suspended, obstacles))
    return _deadline(rule_id, on, calendar, complex, remote, extensions, spans, hurdles)


@lru_cache(maxsize=65536)
def _deadline(
    rule_id: str, on: date, calendar: WorkingCalendar, complex: bool, remote: bool, extensions: int,
    suspended: tuple[Span, ...], obstacles: tuple[Span, ...],
) -> Deadline:  # fmt: skip
    """Cached: among a million open cases few differ in rule, day and calendar."""
    rule = find(rule_id)
    provision = rule.provision(on)
    limit = provision.value
    if isinstance(limit, NoCount):
        raise NoDayCount(f"{rule.id} không có số ngày: {limit.says} ({provision.basis}).")
    check_extensions(rule, limit, extensions)
    stopped = stops(rule, suspended, obstacles, on)
    basis, confidence = provision.basis, provision.confidence
    if suspended:
        stopping = rule.stops.on(suspended[0][0])
        basis, confidence = f"{basis}; {stopping.basis}", weakest(confidence, stopping.confidence)
    n = limit.length(complex=complex, remote=remote, extensions=extensions)
    counted = count(n, limit.unit, limit.kind, on, calendar, stopped)
    found = Deadline(
        rule=rule_id.strip(), trigger=on, nominal=counted.nominal, due=counted.due, counted=n, basis=basis,
        rule_version=rule.version(provision), calendar_version=calendar.version, provisional=counted.provisional,
        warning=rule.warning, unit=limit.unit, kind=limit.kind, confidence=confidence, complex=complex,
        remote=remote, extensions=extensions, suspended=suspended, obstacles=obstacles, calendar=calendar,
    )  # fmt: skip
    if limit.kind == Kind.BACKWARD and found.due < provision.since:
        words = f"Ngày phải làm đứng trước ngày quy định có hiệu lực ({provision.since:%d/%m/%Y})."
        found = replace(found, warning=f"{found.warning} {words}".strip())
    for conflict in rule.conflicts:
        if conflict.holds(on, found.due):
            found = both_ways(found, conflict, calendar, stopped)
    return found


def both_ways(found: Deadline, conflict: Conflict, calendar: WorkingCalendar, stopped: tuple[Span, ...]) -> Deadline:
    """Compute the other text's limit as well; the earlier day binds the work, and the screen warns."""
    other: Counted = count(conflict.limit.n, conflict.limit.unit, conflict.limit.kind, found.trigger, calendar, stopped)
    theirs = f"{conflict.limit.n} {conflict.limit.word} theo {conflict.basis}: {other.due:%d/%m/%Y}"
    ours = f"{found.length} theo {found.basis}: {found.due:%d/%m/%Y}"
    verdict = "Áp dụng ngày sớm hơn." if conflict.binds else "Áp dụng hạn theo ngày nhận."
    words = f"{conflict.code}: {conflict.words}. {ours}; {theirs}. {verdict}"
    warning = f"{found.warning} {words}".strip()
    provisional = found.provisional or other.provisional
    if conflict.binds and other.due < found.due:
        return replace(
            found, nominal=other.nominal, due=other.due, counted=conflict.limit.n, unit=conflict.limit.unit,
            basis=conflict.basis, confidence=weakest(found.confidence, conflict.confidence), warning=warning,
            provisional=provisional,
        )  # fmt: skip
    return replace(found, warning=warning, provisional=provisional)


def check_extensions(rule: Rule, limit: Limit, extensions: int) -> None:
    if extensions < 0:
        raise LawError("Số lần gia hạn không thể âm.")
    if extensions and not limit.extensions:
        hint = "; vụ việc phức tạp có hạn riêng" if limit.complex else ""
        raise LawError(f"{rule.id}: luật không cho gia hạn{hint}.")
    if extensions > limit.extensions:
        raise LawError(f"{rule.id}: luật cho gia hạn nhiều nhất {limit.extensions} lần, không phải {extensions}.")


def stops(rule: Rule, suspended: tuple[Span, ...], obstacles: tuple[Span, ...], on: date) -> tuple[Span, ...]:
    """The spans that do not count, as (last day that counts, last day that does not); refused where no law allows them."""
    found = []
    for a, b in suspended:
        if rule.stops is None:
            hint = "; thời gian có trở ngại khách quan là việc khác" if rule.obstacles else ""
            raise LawError(f"{rule.id}: không có quy định nào cho tạm đình chỉ hạn này{hint}.")
        try:
            rule.stops.on(a)
        except NotInForce:
            raise LawError(
                f"{rule.id}: ngày {a:%d/%m/%Y} luật chưa cho tạm đình chỉ; được từ {rule.stops.since:%d/%m/%Y} "
                f"({rule.stops.provisions[0].basis})."
            ) from None
        found.append((a, b))
    for first, last in obstacles:
        if not rule.obstacles:
            raise LawError(f"{rule.id}: không có quy định nào cho trừ thời gian trở ngại.")
        if last < first:
            raise LawError(f"Trở ngại kết thúc ({last:%d/%m/%Y}) trước khi bắt đầu ({first:%d/%m/%Y}).")
        if last > on:
            found.append((max(first - DAY, on), last))
    for (_a, resumed), (stopped, _b) in pairwise(suspended):
        if stopped < resumed:
            raise LawError(f"Hai lần tạm đình chỉ chồng lên nhau ở ngày {stopped:%d/%m/%Y}.")
    return joined(found)


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one: a day is left out once, whatever the reasons."""
    found: list[Span] = []
    for a, b in sorted(spans):
        if found and a <= found[-1][1] and b >= a:
            found[-1] = (found[-1][0], max(found[-1][1], b))
        else:
            found.append((a, b))
    return tuple(found)


def left(
    rule_id: str, on: date, stopped_on: date, calendar: WorkingCalendar, *, suspended: Iterable[Span] = (), **case: Any
) -> int:
    """How many days remain when the clock stands still since `stopped_on` (the day of the decision to suspend): R9."""
    spans = tuple(sorted(suspended))
    whole = deadline(rule_id, on, calendar, suspended=spans, **case)
    passed, here = 0, on
    for a, b in spans:
        passed, here = passed + passed_between(whole.unit, here, a, calendar), b
    return max(0, whole.counted - passed - passed_between(whole.unit, here, stopped_on, calendar))


def again(stored: Mapping[str, Any], calendar: WorkingCalendar) -> Deadline:
    """The same deadline by today's rules and calendar, from what `as_dict` stored: to show it, or to see what moved."""

    def spans(name: str) -> list[Span]:
        return [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in stored.get(name, ())]

    return deadline(
        stored["rule"], date.fromisoformat(stored["trigger"]), calendar, complex=stored.get("complex", False),
        remote=stored.get("remote", False), extensions=stored.get("extensions", 0), suspended=spans("suspended"),
        obstacles=spans("obstacles"),
    )  # fmt: skip
