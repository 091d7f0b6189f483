"""Dates and numbers as Vietnamese readers write them: 23/11/2026, 1.045 and 94,17%. An English page has 1,045 and 94.17%."""

import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

WEEKDAYS = (
    lambda: _("Monday"), lambda: _("Tuesday"), lambda: _("Wednesday"), lambda: _("Thursday"), lambda: _("Friday"),
    lambda: _("Saturday"), lambda: _("Sunday"),
)  # fmt: skip

SWAPPED = str.maketrans(",.", ".,")


def vndate(value: date | datetime | None) -> str:
    """23/11/2026; a moment is first taken to Asia/Ho_Chi_Minh."""
    if not value:
        return ""
    day = _local(value)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def vndatetime(value: datetime | None) -> str:
    """15:20, 19/08/2024 in Asia/Ho_Chi_Minh."""
    if not value:
        return ""
    moment = _local(value)
    return f"{moment:%H:%M}, {vndate(moment)}" if isinstance(moment, datetime) else vndate(moment)


def vnday(value: date | datetime | None) -> str:
    """Thứ Ba, 20/08/2024."""
    if not value:
        return ""
    return f"{WEEKDAYS[_local(value).weekday()]()}, {vndate(value)}"


def vnnumber(value: Any, places: int | None = None) -> str:
    """1.045 and 94,17 (in English 1,045 and 94.17); with `places`, exactly that many decimals."""
    if value is None or value == "":
        return ""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    elif number == number.to_integral_value():
        number = number.quantize(Decimal(1))
    text = f"{number:,f}"
    return text if _is_english() else text.translate(SWAPPED)


def vnpercent(value: Any) -> str:
    """94.17 becomes 94,17%: at most two decimals, rounded half up."""
    text, point = vnnumber(value, 2), "." if _is_english() else ","
    return f"{text.rstrip('0').rstrip(point)}%" if point in text else text


def percent_of(part: Any, whole: Any) -> str:
    """The share of `part` in `whole` as 94,17%; nothing when there is no whole."""
    return vnpercent(Decimal(str(part)) * 100 / Decimal(str(whole))) if whole else ""


COUNTED = 100_000  # a longer text is not read letter by letter: whoever pastes ten megabytes is told at once


def characters(text: str) -> int:
    """Length as a reader counts it: one for a letter with all its marks, for a line break, for one emoji."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if text.isascii() or len(text) > COUNTED:
        return len(text)
    count, joined, flag = 0, False, False
    for char in text:
        code = ord(char)
        if char == "\u200d" or unicodedata.category(char) in ("Mn", "Me", "Mc") or 0x1F3FB <= code <= 0x1F3FF:
            joined = char == "\u200d"
            continue
        is_flag = 0x1F1E6 <= code <= 0x1F1FF
        if joined or (is_flag and flag):
            joined = flag = False
            continue
        count, flag = count + 1, is_flag
    return count


def _is_english() -> bool:
    return (get_language() or "").startswith("en")


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
