"""`dongthuan record verify [--against CHECKPOINT] [--json]` and `dongthuan record checkpoint [--to FILE]`."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dongthuan record", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("verify", help="re-walk every chain and name what is not as it was written")
    check.add_argument("--against", type=Path, metavar="CHECKPOINT")
    check.add_argument("--json", action="store_true")
    point = verbs.add_parser("checkpoint", help="write a signed checkpoint of all chains")
    point.add_argument("--to", type=Path, metavar="FILE")
    args = parser.parse_args(argv)
    return run_verify(args) if args.verb == "verify" else run_checkpoint(args)


def run_checkpoint(args: argparse.Namespace) -> int:
    from . import files
    from .checkpoint import CheckpointError

    try:
        path, point = files.write_checkpoint(args.to)
    except (CheckpointError, FileExistsError) as error:
        print(f"{args.to} exists already." if isinstance(error, FileExistsError) else error, file=sys.stderr)
        return 2
    stamped = (
        "time-stamped" if point.timestamp else "not time-stamped: no time-stamping authority is set (DONGTHUAN_TSA_URL)"
    )
    print(f"{path}: {point.size} chains, root {point.root}, signed, {stamped}.")
    return 0


def run_verify(args: argparse.Namespace) -> int:
    from . import files
    from .checkpoint import CheckpointError, read
    from .verify import verify

    try:
        against = read(args.against, trusted_key=files.public_key()) if args.against else None
    except CheckpointError as error:
        print(error, file=sys.stderr)
        return 2
    result = verify(against)
    if args.json:
        print(json.dumps(asdict(result), ensure_ascii=False))
        return 1 if result.findings else 0
    for finding in result.findings:
        print(finding.sentence)
    verdict = f"{len(result.findings)} faults" if result.findings else "whole"
    print(f"{result.lines} lines in {result.chains} chains: {verdict}.")
    if against:
        print(f"Vouched for by the checkpoint of {against.at}. {result.later} lines were written after it.")
    return 1 if result.findings else 0
