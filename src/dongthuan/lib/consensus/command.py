"""``dongthuan consensus votes.csv [--json]``."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from . import find, from_events, reading, result
from .opinion import MINIMUM


def main(argv: Sequence[str] | None = None) -> int:
    """Print the groups of like-minded voters and what they agree on; 2 if the votes cannot be read."""
    parser = argparse.ArgumentParser(
        prog="dongthuan consensus",
        description="Groups of like-minded voters, and the statements on which the groups agree across their differences.",
    )
    parser.add_argument(
        "file", metavar="VOTES.csv", help=f"columns {', '.join(reading.COLUMNS)}; 1 agree, -1 disagree, 0 pass"
    )
    parser.add_argument("--json", action="store_true", help="everything as JSON, with the members of each group")
    options = parser.parse_args(argv)
    try:
        found = answer(options.file)
    except (reading.VotesError, ValueError) as refusal:
        print(f"dongthuan consensus: {refusal}", file=sys.stderr)
        return 2
    text = json.dumps(found, ensure_ascii=False, indent=1) if options.json else "\n".join(told(found))
    try:
        print(text, flush=True)
    except BrokenPipeError:  # the reader has seen enough (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def answer(name: str) -> dict[str, Any]:
    """The whole result for a file of votes, with what was left out of it."""
    events = reading.read(name)
    columns = events.columns
    votes = from_events(columns["voter-id"], columns["comment-id"], columns["vote"], columns["timestamp"])
    found = result(votes, find(votes), minimum=MINIMUM)
    found["method"] |= {"rows": events.rows, "rejected": sum(events.rejected.values()), "rejected-by": events.rejected}
    if events.rejected:
        print(f"{name}: left out {reading.reasons(events.rejected)}.", file=sys.stderr)
    return found


def told(found: dict[str, Any]) -> Iterator[str]:
    """The result for a reader, without a name of anybody."""
    method = found["method"]
    yield f"{method['voters']:,} voters, {method['statements']:,} statements, {method['votes']:,} votes that count"
    for group in found["groups"]:
        yield f"Group {group['id']}: {group['size']:,} voters"
        for row in group["representative"]:
            yield f"  {row['side']}s with {row['comment-id']}: {row['agree']} agree, {row['disagree']} disagree, {row['pass']} pass"
    yield f"Ungrouped: {len(found['ungrouped']):,} voters with fewer than {method['minimum-votes']} votes"
    yield f"All groups together, on {len(found['consensus']):,} statements:"
    for row in found["consensus"][:20]:
        yield f"  {row['side']} on {row['comment-id']}: {row['agree']} agree, {row['disagree']} disagree, {row['pass']} pass"
