"""Draw docs/reference/states.md from the tables in every app's states.py, so that picture and trigger never differ.

python tools/diagrams.py            writes the page
python tools/diagrams.py --check    says whether it is up to date; exit 1 if not
"""

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "states.md"
INTRO = """# States

What may become what. A trigger in the database refuses every other move, raw SQL included, and a test of the house holds
the triggers to these tables. *Owner* is who is to act next. In a diagram a dot begins, and a ring ends.

*Drawn by `tools/diagrams.py` from every app's `states.py`; do not edit.*
"""


def main(argv: list[str]) -> int:
    """Write the page, or compare it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    os.environ.setdefault("DONGTHUAN_BUILDING", "1")
    import django

    django.setup()
    text = page()
    if "--check" in argv:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """The whole page, one section per table of moves."""
    from django.apps import apps

    parts = [INTRO]
    for config in sorted(apps.get_app_configs(), key=lambda c: c.label):
        if not config.name.startswith("dongthuan.") or not (Path(config.path) / "states.py").exists():
            continue
        module = importlib.import_module(f"{config.name}.states")
        tables = {n: v for n, v in vars(module).items() if n.endswith("MOVES") and isinstance(v, dict)}
        for name, moves in tables.items():
            pieces = getattr(module, "PARTS", {}) if name == "MOVES" else {}
            for piece, some in (pieces or {"": moves}).items():
                parts.append(section(config.label, module, name, moves, piece, some))
    return "\n".join(parts)


def section(app: str, module: ModuleType, name: str, moves: dict, piece: str, some: dict) -> str:
    """One table: heading, diagram, and each status with its Vietnamese word, its owner and where it may go.

    A long table is drawn in pieces (`PARTS` of its module); where a move leaves a piece, the status it leads to is named.
    """
    choices = choices_of(module, moves)
    english, vietnamese = labels(choices, "en"), labels(choices, "vi")
    owners = getattr(module, "OWNERS", {}) if name == "MOVES" else {}
    title = f"{app}: {piece or choices.__name__.removesuffix('Status').lower() or singular(app)}"
    away = {to for tos in some.values() for to in tos if to not in some}
    lines = [f"## {title}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{english[s]}" as {s}' for s in (*some, *sorted(away))]
    lines += [f"    [*] --> {next(iter(some))}"]
    lines += [f"    {s} --> {to}" for s, tos in some.items() for to in tos]
    lines += [f"    {s} --> [*]" for s, tos in some.items() if not tos]
    lines += ["```", "", "| Status | In English | In Vietnamese | Owner | May become |", "|---|---|---|---|---|"]
    for s, tos in some.items():
        then = ", ".join(f"`{to}`" for to in tos) or "–"
        lines.append(f"| `{s}` | {english[s]} | {vietnamese[s]} | {owners.get(s) or '–'} | {then} |")
    return "\n".join([*lines, ""])


def choices_of(module: ModuleType, moves: dict) -> type:
    """The TextChoices whose values are the table's statuses."""
    from django.db.models import TextChoices

    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, TextChoices) and set(value.values) == set(map(str, moves)):
            return value
    raise LookupError(f"{module.__name__}: no choices fit the moves {sorted(moves)}")


def labels(choices: type, language: str) -> dict[str, str]:
    from django.utils import translation

    with translation.override(language):
        return {str(value): str(label) for value, label in choices.choices}  # type: ignore[attr-defined]


def singular(app: str) -> str:
    return {"people": "key recovery", "texts": "version"}.get(app, app.removesuffix("s"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
