"""Votes from a CSV file: what can be read is read by columns, what cannot is counted with its reason."""

import io
import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

COLUMNS = ("voter-id", "comment-id", "vote", "timestamp")
_WHOLE = r"^-?(0|[1-9][0-9]{0,17})$"  # fits 64 bits, and is written as a number is written back
_PATTERNS = {"vote": r"^(1|0|-1)(\.0+)?$", "timestamp": r"^-?[0-9]{1,18}(\.0+)?$"}
_REASONS = {
    "cells": "another number of cells than the first line",
    "voter-id": "no voter-id",
    "comment-id": "no comment-id",
    "vote": "a vote that is none of 1, 0, -1",
    "timestamp": "a timestamp that is no whole number",
}


class VotesError(Exception):
    """One sentence: why the file cannot be read as votes."""


@dataclass
class Events:
    """The usable rows by columns, and how many were left out for which reason."""

    columns: dict[str, pa.Array]
    rows: int
    rejected: dict[str, int] = field(default_factory=dict)


def read(name: str) -> Events:
    """Read a CSV file (also .gz; `-` is standard input). Raises VotesError."""
    try:
        data = source(name)
        first = data[: data.find(b"\n")] if b"\n" in data[:100_000] else data[:100_000]
        return events(data, ";" if first.count(b";") > first.count(b",") else ",", name)
    except OSError as error:
        raise VotesError(f"{name} cannot be read: {error.strerror or error}.") from None


def source(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    if Path(name).is_dir():
        raise VotesError(f"{name} is a folder; name the CSV file of votes in it.")
    with pa.input_stream(name, compression="detect") as stream:
        return bytes(stream.read())


def events(data: bytes, comma: str, name: str = "the file") -> Events:
    if not data.strip():
        raise VotesError(f"{name} is empty; its first line must name the columns {', '.join(COLUMNS)}.")
    odd = 0

    def left_out(_row: object) -> str:
        nonlocal odd
        odd += 1
        return "skip"

    try:
        head = pcsv.open_csv(io.BytesIO(data), parse_options=pcsv.ParseOptions(delimiter=comma)).schema.names
    except (pa.ArrowInvalid, UnicodeDecodeError):
        head = heading(data, comma)
    known = {each.strip().lower(): each for each in head}
    if missing := [each for each in COLUMNS if each not in known]:
        raise VotesError(
            f"The first line of {name} must name the columns {', '.join(COLUMNS)}; {', '.join(missing)} is missing."
        )
    if len({*head}) < len(head):
        raise VotesError(f"The first line of {name} names a column twice.")
    wanted = [known[each] for each in COLUMNS]
    try:
        table = pcsv.read_csv(
            io.BytesIO(data),
            parse_options=pcsv.ParseOptions(delimiter=comma, newlines_in_values=True, invalid_row_handler=left_out),
            convert_options=pcsv.ConvertOptions(
                include_columns=wanted, column_types={each: pa.string() for each in wanted}, strings_can_be_null=False
            ),
        )  # fmt: skip
    except (pa.ArrowInvalid, UnicodeDecodeError):
        raise VotesError(f"{name} is not a CSV file in UTF-8; save it as “CSV UTF-8” and try again.") from None
    columns = {c: pc.utf8_trim_whitespace(table[k].combine_chunks()) for c, k in zip(COLUMNS, wanted, strict=True)}
    return checked(columns, table.num_rows + odd, {"cells": odd} if odd else {}, name)


def heading(data: bytes, comma: str) -> list[str]:
    """The names in the first line when the lines below it cannot be parsed."""
    line = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    return [cell.strip().strip('"') for cell in line.split(comma)]


def checked(columns: dict[str, pa.Array], rows: int, rejected: dict[str, int], name: str) -> Events:
    """The rows whose every cell can be used; each other row is counted once, under its first fault."""
    good = np.ones(len(columns["vote"]), bool)
    for column in COLUMNS:
        cells = columns[column]
        fine = (
            pc.match_substring_regex(cells, _PATTERNS[column])
            if column in _PATTERNS
            else pc.greater(pc.utf8_length(cells), 0)
        )
        passes = fine.to_numpy(zero_copy_only=False)
        if bad := int((good & ~passes).sum()):
            rejected[column] = bad
        good &= passes
    if rows and not good.any():
        raise VotesError(f"No row of {name} holds a vote that can be used ({reasons(rejected)}).")
    if not good.all():
        columns = {each: cells.filter(pa.array(good)) for each, cells in columns.items()}
    out = {each: ids(columns[each]) for each in ("voter-id", "comment-id")}
    for each, kind in (("vote", pa.int8()), ("timestamp", pa.int64())):
        out[each] = pc.replace_substring_regex(columns[each], r"\.0+$", "").cast(kind)
    return Events(out, rows, rejected)


def ids(cells: pa.Array) -> pa.Array:
    """Ids as numbers when every one is a plain whole number, else as the text they are (007 is not 7)."""
    if (
        len(cells)
        and pc.all(pc.match_substring_regex(cells, _WHOLE)).as_py()
        and not pc.any(pc.equal(cells, "-0")).as_py()
    ):
        return cells.cast(pa.int64())
    return cells


def reasons(rejected: dict[str, int]) -> str:
    """The counts of rows left out, in words."""
    return ", ".join(f"{n:,} with {_REASONS[what]}" for what, n in rejected.items())
