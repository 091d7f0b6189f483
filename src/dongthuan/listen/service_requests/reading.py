"""A file of cases from another system, as CSV (packed with gzip or not) or Excel: its columns, its cells, its faults.

A fault names the cell as Excel does: “C15”. Nothing is read that nothing is made of; those columns are named.
"""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused, clean_text
from dongthuan.lib import sheets

MAX_BYTES, MAX_UNPACKED, MAX_ROWS, MAX_CELL = 25 * 2**20, 200 * 2**20, 200_000, 4_000
MOST_ERRORS = 200
MOMENTS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y",
)
F = sheets.Field
FIELDS = (
    F("source_id", "Mã ở hệ thống nguồn", True, "101000729509", ("case_id", "service_request_id", "ma", "số hồ sơ")),
    F("service", "Dịch vụ", True, "rac-thai", ("service_code", "type", "service_name", "mã dịch vụ")),
    F("requested_at", "Thời điểm nhận", True, "01/07/2026 08:30", ("opened_at", "requested_datetime", "open_dt")),
    F("due_at", "Hạn trả lời", False, "03/07/2026 17:00", ("due_at", "expected_datetime", "target_dt")),
    F("closed_at", "Thời điểm đóng", False, "02/07/2026 10:00", ("closed_at", "closed_dt")),
    F("status", "Trạng thái", False, "đóng", ("status",)),
    F("on_time", "Đúng hạn", False, "đúng hạn", ("on_time", "ontime")),
    F("description", "Nội dung", False, "", ("description",)),
    F("place", "Địa điểm", False, "thôn 3, xã Gia Vân", ("address", "neighborhood", "address_string")),
    F("zipcode", "Mã bưu chính", False, "", ("zip", "zipcode")),
    F("lat", "Vĩ độ", False, "20.25", ("lat", "latitude")),
    F("long", "Kinh độ", False, "105.97", ("lon", "long", "longitude")),
)  # fmt: skip
OPEN = {"open", "mo", "dang xu ly", "chua xong"}
CLOSED = {"closed", "dong", "da xong", "da dong", "hoan thanh"}
ON_TIME, LATE = {"ontime", "on time", "dung han", "true", "1"}, {"overdue", "late", "qua han", "tre han", "false", "0"}


@dataclass
class Row:
    """One case: its values, and its row in the file (1 is the heading)."""

    number: int
    values: dict[str, object]


@dataclass
class Content:
    rows: list[Row] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    more: int = 0  # errors beyond those that are listed
    unread: list[str] = field(default_factory=list)

    def wrong(self, words: str) -> None:
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(words)
        else:
            self.more += 1


def zone_of(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise Refused(_("There is no time zone “%(name)s”.") % {"name": name[:40]}, field="zone") from None


# --- from bytes to cells ------------------------------------------------------------------------------------------
def packed(data: bytes) -> bytes:
    """The file as CSV in UTF-8, packed: how it is kept until it is loaded. Refused with its reason."""
    if len(data) > MAX_BYTES:
        raise Refused(
            _("The file is larger than %(n)s MB. Split it and send the parts.") % {"n": MAX_BYTES // 2**20},
            field="file",
        )
    if data[:4] == b"PK\x03\x04":
        try:
            cells: Sequence[Sequence[str]] = sheets.read(data)
        except sheets.Unreadable as problem:
            raise Refused(_("The Excel file cannot be read (%(why)s).") % {"why": problem}, field="file") from None
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(cells)
        plain = out.getvalue().encode()
    else:
        plain = _unpacked(data)
    try:
        plain.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("The file is not CSV in UTF-8. Save it as “CSV UTF-8”, or as .xlsx."), field="file") from None
    return gzip.compress(plain, mtime=0)


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        unpacker = zlib.decompressobj(31)
        plain = unpacker.decompress(data, MAX_UNPACKED)
    except zlib.error:
        raise Refused(_("The packed file is damaged."), field="file") from None
    if unpacker.unconsumed_tail:
        raise Refused(_("The file unpacks to far more than a list of cases holds."), field="file")
    return plain


def lines(data: bytes) -> Iterator[list[str]]:
    text = gzip.decompress(bytes(data)).decode("utf-8-sig")
    first = text.partition("\n")[0]
    comma = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=comma)


# --- from cells to cases ------------------------------------------------------------------------------------------
def content(data: bytes, zone: tzinfo, service_of: Callable[[str], object]) -> Content:
    """Every case of the file with its values, or its faults cell by cell. `service_of(text)`: the service, or None."""
    found, seen = Content(), {}  # type: Content, dict[str, int]
    try:
        every = list(lines(data))
    except csv.Error as error:
        raise Refused(_("The file is no table (%(why)s).") % {"why": error}, field="file") from None
    head = every[0] if every else []
    if len(every) - 1 > MAX_ROWS:
        raise Refused(
            _("The file has more than %(n)s rows. Split it and send the parts.") % {"n": MAX_ROWS}, field="file"
        )
    columns = sheets.guess(head, FIELDS)
    if missing := [f.label for f in FIELDS if f.required and f.key not in columns]:
        raise Refused(_("No column is headed “%(label)s”.") % {"label": missing[0]}, field="file")
    found.unread = [name for n, name in enumerate(head) if name.strip() and n not in columns.values()]
    for number, cells in enumerate(every[1:], 2):
        if any(c.strip() for c in cells):
            _one(found, number, cells, columns, seen, zone, service_of)
    return found


def _one(
    found: Content, number: int, cells: list[str], columns: dict[str, int], seen: dict[str, int], zone: tzinfo,
    service_of: Callable[[str], object],
) -> None:  # fmt: skip
    before = len(found.errors) + found.more
    values: dict[str, object] = {}

    def take(key: str, convert: Callable[[str], object]) -> None:
        column = columns.get(key)
        text = cells[column].strip() if column is not None and column < len(cells) else ""
        try:
            if len(text) > MAX_CELL:
                raise ValueError(_("more than %(n)s characters") % {"n": MAX_CELL})
            values[key] = convert(text)
        except ValueError as error:
            where = sheets.cell_name(number - 1, column or 0)
            found.wrong(_("Cell %(cell)s: “%(text)s”: %(why)s.") % {"cell": where, "text": text[:60], "why": error})

    take("source_id", _needed(60))
    take("service", lambda t: _service(t, service_of))
    take("requested_at", lambda t: _moment(t, zone) or _fail(_("the moment it came is missing")))
    for key in ("due_at", "closed_at"):
        take(key, lambda t: _moment(t, zone))
    take("status", lambda t: _among(t, OPEN, CLOSED, _("neither open nor closed")))
    take("on_time", lambda t: _among(t, ON_TIME, LATE, _("neither on time nor late")))
    take("lat", lambda t: _degrees(t, 90))
    take("long", lambda t: _degrees(t, 180))
    for key, limit in (("description", MAX_CELL), ("place", 300), ("zipcode", 10)):
        take(key, _text(limit))
    _together(found, number, columns, values, seen)
    if len(found.errors) + found.more == before:
        found.rows.append(Row(number, values))


def _together(
    found: Content, number: int, columns: dict[str, int], values: dict[str, object], seen: dict[str, int]
) -> None:
    """What no cell says alone: the same case twice, closed without a moment, half a place."""
    at = lambda key: sheets.cell_name(number - 1, columns.get(key, 0))  # noqa: E731
    case = str(values.get("source_id", ""))
    if case and (first := seen.setdefault(case, number)) != number:
        found.wrong(_("Cell %(cell)s: the case “%(case)s” stands in row %(row)s already.")
                    % {"cell": at("source_id"), "case": case, "row": first})  # fmt: skip
    if values.get("status") is False and values.get("closed_at") is None and "closed_at" in values:
        found.wrong(_("Cell %(cell)s: a closed case needs the moment it was closed.") % {"cell": at("closed_at")})
    if values.get("status") is True and values.get("closed_at") is not None:
        found.wrong(_("Cell %(cell)s: an open case has no moment of closing.") % {"cell": at("closed_at")})
    if (values.get("lat") is None) != (values.get("long") is None) and {"lat", "long"} <= set(values):
        found.wrong(_("Cell %(cell)s: latitude and longitude go together.") % {"cell": at("lat")})


def _fail(words: str) -> object:
    raise ValueError(words)


def _needed(limit: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not text:
            raise ValueError(_("nothing stands here"))
        return _text(limit)(text)

    return check


def _text(limit: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > limit:
            raise ValueError(_("more than %(n)s characters") % {"n": limit})
        try:
            return clean_text(text)
        except Exception as error:
            raise ValueError(" ".join(getattr(error, "messages", [str(error)]))) from None

    return check


def _service(text: str, service_of: Callable[[str], object]) -> object:
    return service_of(text) or _fail(_("this body has no such service"))


def _moment(text: str, zone: tzinfo) -> datetime | None:
    if not text:
        return None
    for form in MOMENTS:
        try:
            found = datetime.strptime(text, form)
        except ValueError:
            continue
        break
    else:
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise ValueError(_("no moment; write it like 23/11/2026 08:30")) from None
    if not 1990 <= found.year <= 2200:
        raise ValueError(_("the year must lie between 1990 and 2200"))
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _among(text: str, yes: set[str], no: set[str], fault: str) -> bool | None:
    word = sheets.fold(text)
    if not word:
        return None
    if word not in yes | no:
        raise ValueError(fault)
    return word in yes


def _degrees(text: str, most: int) -> float | None:
    if not text:
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        raise ValueError(_("no number")) from None
    if not -most <= found <= most:
        raise ValueError(_("must lie between -%(n)s and %(n)s") % {"n": most})
    return found
