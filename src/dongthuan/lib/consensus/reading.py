"""Votes from a CSV file: what can be read is read by columns, what cannot is counted with its reason."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv

from .votes import column

COLUMNS = ("voter-id", "comment-id", "vote", "timestamp")
_FEW = pa.dictionary(pa.int32(), pa.string())  # of ids and votes few differ: each is looked at once
_KINDS = (_FEW, _FEW, _FEW, pa.string())
_WHOLE = r"^-?(0|[1-9][0-9]{0,17})$"  # fits 64 bits, and is written as a number is written back
_VOTE, _TIME = r"^(1|0|-1)(\.0+)?$", r"^-?[0-9]{1,18}(\.0+)?$"
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
        head = pcsv.open_csv(pa.BufferReader(data), parse_options=pcsv.ParseOptions(delimiter=comma)).schema.names
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
            pa.BufferReader(data),
            parse_options=pcsv.ParseOptions(delimiter=comma, newlines_in_values=True, invalid_row_handler=left_out),
            convert_options=pcsv.ConvertOptions(
                include_columns=wanted, column_types=dict(zip(wanted, _KINDS, strict=True)), strings_can_be_null=False
            ),
        )  # fmt: skip
    except (pa.ArrowInvalid, UnicodeDecodeError):
        raise VotesError(f"{name} is not a CSV file in UTF-8; save it as “CSV UTF-8” and try again.") from None
    table = table.unify_dictionaries().combine_chunks()
    columns = {c: column(table[k]) for c, k in zip(COLUMNS, wanted, strict=True)}
    return checked(columns, table.num_rows + odd, {"cells": odd} if odd else {}, name)


def heading(data: bytes, comma: str) -> list[str]:
    """The names in the first line when the lines below it cannot be parsed."""
    line = data.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    return [cell.strip().strip('"') for cell in line.split(comma)]


def checked(columns: dict[str, pa.Array], rows: int, rejected: dict[str, int], name: str) -> Events:
    """The rows whose every cell can be used; each other row is counted once, under its first fault."""
    words = {each: pc.utf8_trim_whitespace(columns[each].dictionary) for each in COLUMNS[:3]}
    places = {each: columns[each].indices.to_numpy() for each in words}
    fine = {each: truths(pc.greater(pc.utf8_length(words[each]), 0)) for each in COLUMNS[:2]}
    fine["vote"] = truths(pc.match_substring_regex(words["vote"], _VOTE))
    moments, timed = times(columns["timestamp"])
    good = np.ones(len(moments), bool)
    for each in COLUMNS:
        passes = fine[each][places[each]] if each in fine else timed
        if bad := int((good & ~passes).sum()):
            rejected[each] = bad
        good &= passes
    if rows and not good.any():
        raise VotesError(f"No row of {name} holds a vote that can be used ({reasons(rejected)}).")
    if not good.all():
        places, moments = {each: at[good] for each, at in places.items()}, moments[good]
    answers = as_numbers(words["vote"], fine["vote"]).astype(np.int8)[places["vote"]]
    out = {each: ids(words[each], places[each]) for each in COLUMNS[:2]}
    return Events(out | {"vote": pa.array(answers), "timestamp": pa.array(moments)}, rows, rejected)


def truths(column: pa.Array) -> np.ndarray:
    return column.to_numpy(zero_copy_only=False)


def as_numbers(cells: pa.Array, fine: np.ndarray) -> np.ndarray:
    """Those cells that are `fine` as whole numbers, 0 for the others."""
    out = np.zeros(len(cells), np.int64)
    out[fine] = pc.replace_substring_regex(cells.filter(pa.array(fine)), r"\.0+$", "").cast(pa.int64()).to_numpy()
    return out


def times(cells: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """(the moment of each row, whether it is one). They differ nearly everywhere: plain digits are told without a pattern."""
    if pc.all(pc.and_(pc.ascii_is_decimal(cells), pc.less_equal(pc.binary_length(cells), 18))).as_py():
        return cells.cast(pa.int64()).to_numpy(), np.ones(len(cells), bool)
    cells = pc.utf8_trim_whitespace(cells)
    timed = truths(pc.match_substring_regex(cells, _TIME))
    return as_numbers(cells, timed), timed


def ids(words: pa.Array, at: np.ndarray) -> pa.Array:
    """Ids as numbers when every one is a plain whole number, else as the text they are (007 is not 7)."""
    used = np.zeros(len(words), bool)
    used[at] = True
    whole = truths(pc.and_(pc.match_substring_regex(words, _WHOLE), pc.not_equal(words, "-0")))
    return pa.array(as_numbers(words, used)[at]) if whole[used].all() and used.any() else words.take(pa.array(at))


def reasons(rejected: dict[str, int]) -> str:
    """The counts of rows left out, in words."""
    return ", ".join(f"{n:,} with {_REASONS[what]}" for what, n in rejected.items())
