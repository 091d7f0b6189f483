"""Runs typst under limits. Started by pdf.py as a process of its own; imports nothing of the house."""

import contextlib
import json
import sys
from pathlib import Path


def limit(seconds: int, size: int) -> None:
    """CPU seconds and bytes of memory, where the system knows such limits."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (size, size))


def main() -> None:
    order = json.loads(sys.argv[1])
    limit(int(sys.argv[2]), int(sys.argv[3]))
    import typst

    root = Path(order["root"])
    main_file = str(root / "main.typ")
    compiler = typst.Compiler(main_file, root=str(root), font_paths=[order["fonts"]], ignore_system_fonts=True)
    try:
        compiler.compile(output=str(root / "out.pdf"), format="pdf", pdf_standards=order["standards"])
    except typst.TypstError as error:
        sys.exit(f"{getattr(error, 'message', error)} {' '.join(getattr(error, 'hints', []) or [])}")
    if order["query"]:
        (root / "found.json").write_text(compiler.query(order["query"]))


main()
