"""Typesetting with typst in a process of its own: a clean root folder, a time limit, a memory limit, our fonts only."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..formats import Format, format_for
from .flatten import printed
from .model import PaperModel

HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "fonts"
SECONDS, BYTES = 60, 2 * 2**30
TAGGED = ["ua-1", "a-2a"]  # a screen reader can read it, an archive can keep it


class TypesetError(Exception):
    """The paper could not be typeset; the message says what stood in the way."""


@dataclass(frozen=True)
class Typeset:
    """A PDF and the empty regions of its signature blocks: page (from 1), x, y from the top left, width, height in points."""

    pdf: bytes
    regions: list[dict[str, Any]]


def typeset(model: PaperModel, form: Format | None = None) -> Typeset:
    """The paper as a tagged PDF (PDF/UA-1, PDF/A-2a) in the layout of its system on its day."""
    form = form or format_for(model.system, model.day)
    files = {"main.typ": (HERE / "paper.typ").read_bytes(), "model.json": dump(printed(model, form))}
    pdf, found = compile_typst(files, standards=TAGGED, query="<region>")
    return Typeset(pdf, [f["value"] for f in found])


def dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def compile_typst(files: dict[str, bytes], *, standards: list[str], query: str = "") -> tuple[bytes, list[Any]]:
    """Compile main.typ among `files` in a fresh folder; also what `query` finds."""
    with tempfile.TemporaryDirectory(prefix="dongthuan-typst-") as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        order = {"root": folder, "fonts": str(FONTS), "standards": standards, "query": query}
        command = [sys.executable, "-I", str(HERE / "worker.py"), json.dumps(order), str(SECONDS), str(BYTES)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS * 2, cwd=folder, check=False)
        except subprocess.TimeoutExpired:
            raise TypesetError(f"not ready after {SECONDS * 2} seconds") from None
        out = Path(folder) / "out.pdf"
        if done.returncode or not out.exists():
            raise TypesetError(done.stderr.decode(errors="replace").strip()[-2000:] or f"stopped ({done.returncode})")
        found = json.loads((Path(folder) / "found.json").read_text()) if query else []
        return out.read_bytes(), found
