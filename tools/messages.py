"""The interface's words in two languages, without gettext's programs.

    python tools/messages.py extract   update every app's locale/vi/LC_MESSAGES/django.po from its code and templates
    python tools/messages.py compile   write the .mo beside each .po
    python tools/messages.py check     name every string that is untranslated, uncertain, gone, or not compiled

Each takes names of apps (`extract tasks papers`) to work on those only.
English stands in the code; each app holds its own Vietnamese catalogue. The same sources give the same bytes.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parents[1] / "src" / "dongthuan"
PO = Path("locale", "vi", "LC_MESSAGES", "django.po")
KEYWORDS: dict[str, tuple[object, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


class Found(NamedTuple):
    """One string in the code: where, its context, and its singular (with its plural)."""

    file: str
    context: str | None
    text: str | tuple[str, str]

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.text if isinstance(self.text, str) else self.text[0]


class Words(Catalog):
    """A catalogue whose header says only what is needed: no dates, names or versions that change by themselves."""

    mime_headers = property(  # type: ignore[assignment]
        lambda self: [
            ("Language", "vi"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]
    )


def apps(source: Path) -> list[Path]:
    """Every app: a folder with an apps.py."""
    return sorted(path.parent for path in source.rglob("apps.py"))


def home(path: Path, source: Path) -> Path | None:
    """The app a file belongs to: the nearest folder above it with an apps.py."""
    return next((p for p in path.parents if p.is_relative_to(source) and (p / "apps.py").exists()), None)


def strings_in(path: Path, source: Path) -> Iterator[Found]:
    """The translatable strings of a Python file or a template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Between its strings, the pseudo-Python of templatize has indents that no tokenizer accepts.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).split("\n"))
    elif "gettext" not in text:
        return
    for _line, message, _comments, context in babel_extract("python", BytesIO(text.encode()), KEYWORDS):
        if message:
            yield Found(str(path.relative_to(source)), context, message)


def strings(source: Path) -> tuple[dict[Path, list[Found]], list[str]]:
    """The strings of each app, and those that stand where no app is."""
    found: dict[Path, list[Found]] = {app: [] for app in apps(source)}
    homeless: dict[str, str] = {}
    files = [p for p in source.rglob("*") if p.suffix in {".py", ".html", ".txt"} and p.is_file()]
    for path in sorted(files):
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        if path.suffix == ".py" and "migrations" in path.parts:
            continue
        app = home(path, source)
        for string in strings_in(path, source):
            if app is not None:
                found[app].append(string)
            elif path.name != "settings.py":  # the names of the languages are in Django's own catalogue
                homeless.setdefault(string.file, string.key[1])
    return found, [f"{file}: {text!r} is marked for translation outside any app" for file, text in homeless.items()]


def read(po: Path) -> Catalog:
    if not po.exists():
        return Catalog(locale="vi")
    with po.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def fresh(found: list[Found], old: Catalog, app: Path) -> Catalog:
    """A catalogue of exactly the strings found, with the translations there were."""
    new = Words(locale="vi", fuzzy=False)
    new.header_comment = f"# Vietnamese words of {app.name}."
    for string in sorted(found, key=lambda f: (f.file, f.key[1], f.context or "")):
        before = old.get(string.text, context=string.context)
        flags = {flag for flag in (before.flags if before else ()) if flag == "fuzzy"}
        new.add(
            string.text, before.string if before else None, [(string.file, None)], flags=flags, context=string.context
        )
    return new


def as_po(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalog, width=110, include_lineno=False, omit_header=False)
    return out.getvalue()


def copy(catalog: Catalog) -> Words:
    """The same words under our own header."""
    words = Words(locale="vi", fuzzy=False)
    words.header_comment = catalog.header_comment
    for message in catalog:
        if message.id:
            words.add(message.id, message.string, message.locations, flags=message.flags, context=message.context)
    return words


def as_mo(catalog: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, copy(catalog))
    return out.getvalue()


def chosen(found: dict[Path, list[Found]], names: tuple[str, ...]) -> dict[Path, list[Found]]:
    return {app: texts for app, texts in found.items() if not names or app.name in names}


def extract(source: Path = SOURCE, *names: str) -> list[str]:
    """Update every app's .po; what no code says any more goes."""
    found, complaints = strings(source)
    for app, texts in chosen(found, names).items():
        po = app / PO
        if texts:
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_bytes(as_po(fresh(texts, read(po), app)))
        elif po.exists():
            po.unlink()
            po.with_suffix(".mo").unlink(missing_ok=True)
    return [] if names else complaints


def compile_all(source: Path = SOURCE, *names: str) -> list[str]:
    """Write every .mo."""
    for po in [app / PO for app in chosen({app: [] for app in apps(source)}, names) if (app / PO).exists()]:
        po.with_suffix(".mo").write_bytes(as_mo(read(po)))
    return []


def placeholders(text: str) -> set[str]:
    return {a or b for a, b in PLACEHOLDER.findall(text)}


def complaints_of(app: Path, texts: list[Found], source: Path) -> Iterator[str]:
    po, name = app / PO, app.relative_to(source)
    catalog = read(po)
    seen = set()
    for string in texts:
        if string.key in seen:
            continue
        seen.add(string.key)
        message = catalog.get(string.text, context=string.context)
        said = message.string if message else ""
        said = "".join(said) if isinstance(said, tuple) else said
        if not said:
            yield f"{name}: untranslated: {string.key[1]!r} ({string.file})"
        elif message is not None and message.fuzzy:
            yield f"{name}: uncertain (fuzzy): {string.key[1]!r}"
        elif not placeholders(said) <= placeholders("".join(string.text)):
            yield f"{name}: other placeholders than the English: {said!r}"
    known = {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in catalog if m.id}
    for _context, text in sorted(known - seen, key=str):
        yield f"{name}: no code says this any more: {text!r}"
    mo = po.with_suffix(".mo")
    if po.exists() and (not mo.exists() or mo.read_bytes() != as_mo(read(po))):
        yield f"{name}: {mo.name} is not what {po.name} compiles to"


def quarrels(source: Path) -> Iterator[str]:
    """Strings that two apps translate differently: the pages would show whichever is loaded first, everywhere."""
    said: dict[tuple[str | None, object], tuple[str, object]] = {}
    for app in apps(source):
        for message in read(app / PO):
            if not message.id or not message.string:
                continue
            first, words = said.setdefault((message.context, message.id), (app.name, message.string))
            if words != message.string:
                yield f"{message.id!r} is {words!r} in {first} but {message.string!r} in {app.name}: agree, or use pgettext"


def check(source: Path = SOURCE, *names: str) -> list[str]:
    """Everything that is not in order, one sentence each."""
    found, homeless = strings(source)
    complaints = [] if names else homeless
    for app, texts in chosen(found, names).items():
        complaints += complaints_of(app, texts, source)
    return complaints + [words for words in quarrels(source) if not names or any(f" {n}" in words for n in names)]


def main(verb: str = "", *names: str) -> int:
    work = {"extract": extract, "compile": compile_all, "check": check}.get(verb)
    if work is None:
        print(__doc__)
        return 2
    complaints = work(SOURCE, *names)
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


if not settings.configured:
    settings.configure()

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
