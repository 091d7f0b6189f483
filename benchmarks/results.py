"""RESULTS.md: each measurement keeps its own section and leaves the others."""

import re
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")


def keep(heading: str, text: str, file: Path = FILE) -> None:
    """Write the section anew, or put it at the end."""
    page = file.read_text(encoding="utf-8") if file.exists() else "# What was measured\n"
    head, *sections = re.split(r"^(?=## )", page, flags=re.M)
    fresh = f"## {heading}\n\n{text.strip()}\n"
    others = [s for s in sections if s.splitlines()[0] != f"## {heading}"]
    file.write_text("\n".join(part.strip() + "\n" for part in [head, *others, fresh]), encoding="utf-8")
