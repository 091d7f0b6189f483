"""``dongthuan outline FILE [--json]``."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from .files import read_path
from .model import Node, OutlineError
from .wording import label, wording

_SHOWN = 100


def main(argv: Sequence[str] | None = None) -> int:
    """Print the outline of a document; 2 if it cannot be read."""
    parser = argparse.ArgumentParser(
        prog="dongthuan outline", description="The outline of a .docx, .txt or .md document."
    )
    parser.add_argument("file")
    parser.add_argument("--json", action="store_true", help="the whole tree as JSON")
    options = parser.parse_args(argv)
    try:
        document = read_path(options.file)
    except OutlineError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    tree = document.outline()
    if document.ignored:
        left_out = ", ".join(f"{count} {what}" for what, count in sorted(document.ignored.items()))
        print(f"{options.file}: left out: {left_out}", file=sys.stderr)
    try:
        if options.json:
            print(json.dumps(tree, ensure_ascii=False, indent=1))
        else:
            _show(tree, 0)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _show(nodes: list[Node], depth: int) -> None:
    for node in nodes:
        words = node["title"] or " ".join(wording(node).split())
        if len(words) > _SHOWN:
            words = words[: _SHOWN - 1] + "…"
        print("  " * depth + " ".join(part for part in (label(node["kind"], node["number"]), words) if part))
        _show(node["children"], depth + 1)
