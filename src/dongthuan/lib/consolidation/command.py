"""``dongthuan consolidate INPUT [--draft FILE] --out DIR``: opinions in, groups and the table of synthesis out."""

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import dongthuan

from .progress import Bar

WORK = ".work"  # inside DIR while a run is not done
SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
LEAST_MEMORY = 256 << 20


class Refused(Exception):
    """One sentence; exit code 2."""


def size(word: str) -> int:
    """ "2GB", "500 MB", "1.5g" in bytes."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?\s*", word, re.IGNORECASE)
    if not found or (bytes_ := int(float(found[1]) * SIZES[found[2].upper()])) < LEAST_MEMORY:
        raise argparse.ArgumentTypeError(f"{word!r} is no amount of memory such as 2GB (at least 256MB)")
    return bytes_


def many(word: str) -> int:
    if not word.isdigit() or not 1 <= int(word) <= 256:
        raise argparse.ArgumentTypeError(f"{word!r} is no number of threads between 1 and 256")
    return int(word)


def options_of(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="dongthuan consolidate",
        description="Consolidate opinions: near-identical letters, groups of one meaning on one clause, the synthesis table.",
    )
    parser.add_argument("input", metavar="INPUT", type=Path, help=".parquet, .csv or .xlsx with opinion_id and text")
    parser.add_argument("--draft", type=Path, metavar="FILE", help="the text the opinions are about (.docx, .txt, .md)")
    parser.add_argument("--out", type=Path, metavar="DIR", required=True, help="where the results go")
    parser.add_argument("--engine", choices=("local", "spark"), default="local")
    parser.add_argument("--master", metavar="URL", help="the Spark master (default local[*]); with --engine spark")
    parser.add_argument("--threads", type=many, default=os.cpu_count() or 1, metavar="N")
    parser.add_argument("--memory", type=size, default=2 << 30, metavar="2GB")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """0: consolidated, however many rows were rejected; 2: one sentence says what is wrong; 130: stopped, goes on next time."""
    options, bar = options_of(argv), Bar()
    from .sources import Unreadable  # pyarrow is loaded only now: a mistake in the options is answered at once

    try:
        with bar.stops():
            summary = run(options, bar)
    except (Refused, Unreadable) as refusal:
        bar.end()
        print(f"dongthuan consolidate: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        bar.end()
        print("dongthuan consolidate: stopped; the same command goes on where it was.", file=sys.stderr)
        return 130
    bar.end()
    print(json.dumps(summary, ensure_ascii=False, indent=1) if options.json else "\n".join(told(summary, options.out)))
    return 0


def open_folder(out: Path) -> Path:
    """DIR with its work folder."""
    work = out / WORK
    try:
        work.mkdir(parents=True, exist_ok=True)
        (work / "here").write_text("")
    except OSError as error:
        raise Refused(f"{out}: cannot be written to ({error.strerror or error}).") from error
    return work


def run(options: argparse.Namespace, bar: Bar) -> dict[str, Any]:
    """Everything between the input and the files in DIR. Raises Refused, Unreadable."""
    from . import sources
    from .clauses import read_draft

    if options.engine == "spark":
        check_spark(bar)
    draft = read_draft(options.draft) if options.draft else None
    if options.input.suffix.lower() not in sources.SUFFIXES or not options.input.is_file():
        sources.open_source(options.input, options.input)  # says what is wrong, before a folder is made
    work = open_folder(options.out)
    source = sources.open_source(options.input, work, tell=lambda rows: bar("reading", rows, 0))
    try:
        summary = consolidate(source, draft, options, work, bar)
    except OSError as error:
        raise Refused(f"{error.filename or options.out}: {error.strerror or error}.") from error
    shutil.rmtree(work, ignore_errors=True)
    return summary


def consolidate(source: Any, draft: Any, options: argparse.Namespace, work: Path, bar: Bar) -> dict[str, Any]:
    from .files import write_paper, write_workbook
    from .groups import find_groups
    from .letters import find_letters
    from .result import open_counts, write_rows
    from .synthesis import synthesise

    out, threads, memory = options.out, options.threads, options.memory
    if options.engine == "spark":
        letters = letters_by_spark(source, work, options, bar)
    else:
        letters = find_letters(source, work, threads=threads, memory=memory, tell=bar)
    letters.state.close()
    groups = find_groups(letters.state, draft=draft, threads=threads, work=work, tell=bar)
    counts = open_counts(work, memory, threads)
    try:
        write_rows(source, letters, groups, out, counts, bar)
        bar("tables", 0, 3)
        found = synthesise(source, letters, groups, counts, draft, threads=threads)
    finally:
        counts.close()
    bar("tables", 1, 3)
    write_workbook(found, out / "synthesis.xlsx")
    bar("tables", 2, 3)
    write_paper(found, out / "synthesis.docx")
    found.summary["version"] = dongthuan.__version__
    part = out / "summary.json.part"
    part.write_text(json.dumps(found.summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(out / "summary.json")
    bar("tables", 3, 3)
    letters.wordings.close()
    letters.state.pairs.close()
    return found.summary


def check_spark(bar: Bar) -> None:
    """Raises Refused where Spark cannot run."""
    from . import spark, spark_session

    bar.steps = spark.STEPS
    try:
        spark_session.check()
    except spark_session.CannotRun as error:
        raise Refused(str(error)) from error


def letters_by_spark(source: Any, work: Path, options: argparse.Namespace, bar: Bar) -> Any:
    """Raises Refused where the cluster does not do it."""
    from . import spark, spark_session

    try:
        return spark.find_letters(source, work, master=options.master or "local[*]", memory=options.memory, tell=bar)
    except spark_session.CannotRun as error:
        raise Refused(str(error)) from error


def told(summary: dict[str, Any], out: Path) -> list[str]:
    """The summary for a reader."""
    s = summary
    lines = [f"{s['received']:,} opinions received, {s['rejected']:,} rejected"]
    lines += [f"  {why}: {n:,}" for why, n in s["rejected_by"].items()]
    lines.append(
        f"{s['distinct_texts']:,} distinct texts, {s['letters']:,} letters, {s['groups']:,} groups "
        f"({s['single_voices']:,} of one voice); {s['opinions_in_letters']:,} opinions came as one of several like letters"
    )
    lines += [f"  {channel}: {n:,}" for channel, n in s["by_channel"].items()]
    clause = s["clause"]
    lines.append(
        f"clause named: {clause['named']:,}; found by wording: {clause['by_wording']:,}; none: {clause['none']:,}"
    )
    lines.append(f"written: {out}/groups.parquet, rejected.parquet, summary.json, synthesis.xlsx, synthesis.docx")
    return lines
