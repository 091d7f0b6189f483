"""RESULTS.md: each measurement keeps its own section and leaves the others."""

import re
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")


def keep(heading: str, text: str, file: Path = FILE) -> None:
    """Write the section anew where it stands, or put it at the end."""
    page = file.read_text(encoding="utf-8") if file.exists() else "# What was measured\n"
    head, *sections = re.split(r"^(?=## )", page, flags=re.M)
    fresh = f"## {heading}\n\n{text.strip()}\n"
    parts = [fresh if s.splitlines()[0] == f"## {heading}" else s for s in sections]
    parts = parts if fresh in parts else [*parts, fresh]
    file.write_text("\n".join(part.strip() + "\n" for part in [head, *parts]), encoding="utf-8")
