"""The documentation keeps up with the house: links lead somewhere, and what is listed is what there is."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from dongthuan import cli
from dongthuan.deliver.reports.rules import MEASURES
from dongthuan.foundation.people.roles import LABELS, SENTENCES
from dongthuan.lib.outline.files import read_path
from dongthuan.lib.outline.wording import label
from tests import house
from tools import diagrams, law

ROOT = house.ROOT
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *house.files(DOCS, ".md"), *house.files(ROOT / "src", ".md")]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)
CODE = re.compile(r"`[^`\n]*`")
BY_DJANGO = {"worker", "check", "manage", "migrate"}  # Django's or the queue's own options


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead, without what stands in code."""
    return [m[1] for m in LINK.finditer(CODE.sub("", FENCE.sub("", text)))]


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as the usual readers of Markdown make them."""
    heads = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def broken(page: Path) -> list[str]:
    """The relative links of a page that lead nowhere."""
    bad = []
    for link in links(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists():
            bad.append(f"{page.relative_to(ROOT)}: {link} leads nowhere")
        elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
            bad.append(f"{page.relative_to(ROOT)}: {link}: no such heading")
    return bad


def rows(text: str) -> list[list[str]]:
    """The cells of every table row of a page."""
    lines = (line.strip() for line in text.splitlines())
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]


def named_rows(page: str) -> dict[str, tuple[str, str]]:
    """The rows that begin with a name in code: name → the next two cells."""
    return {cells[0].strip("`"): (cells[1], cells[2]) for cells in rows(read(page)) if cells[0].startswith("`")}


# --- links --------------------------------------------------------------------------------------------------------
def test_every_relative_link_and_picture_leads_somewhere():
    assert [sentence for page in PAGES for sentence in broken(page)] == []


def test_a_broken_link_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.test_docs.ROOT", tmp_path)
    page = tmp_path / "a.md"
    page.write_text("# A b\n[x](a.md#a-b) [y](b.md) ![z](#c)\n`[code](no.md)`\n```\n[code](no.md)\n```\n")
    assert broken(page) == ["a.md: b.md leads nowhere", "a.md: #c: no such heading"]


def test_every_page_of_the_documentation_is_reached_from_the_readme():
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md" or not page.exists():
            continue
        seen.add(page)
        waiting += [
            (page.parent / link.partition("#")[0]).resolve() for link in links(page.read_text(encoding="utf-8"))
        ]
    assert sorted(str(p.relative_to(ROOT)) for p in house.files(DOCS, ".md") if p not in seen) == []


def test_twins_have_the_same_shape():
    """A page and its Vietnamese twin: as many headings of each depth, the same pictures, the same commands."""
    twins = [p for p in PAGES if p.name.endswith(".vi.md")]
    assert twins
    for twin in twins:
        texts = [p.read_text(encoding="utf-8") for p in (twin, twin.with_name(twin.name.replace(".vi.md", ".md")))]
        for part in (r"^(#+) ", r"!\[[^\]]*\]\(([^)]+)\)", r"^(make \w+|dongthuan \S+)"):
            assert re.findall(part, texts[0], re.M) == re.findall(part, texts[1], re.M), f"{twin.name}: {part}"


def test_readmes_fit_one_screen():
    assert house.too_long([ROOT / "README.md", ROOT / "README.vi.md"], 60) == []


# --- commands -----------------------------------------------------------------------------------------------------
def command_sections() -> dict[str, str]:
    parts = re.split(r"^### `([\w-]+)`\n", read("docs/reference/commands.md"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_is_described_and_no_other():
    assert sorted(command_sections()) == sorted(cli.COMMANDS)


def with_options() -> list[str]:
    """The commands of ours that read options of their own."""
    found = []
    for name, (place, _) in cli.COMMANDS.items():
        path = ROOT / "src" / (place.partition(":")[0].replace(".", "/") + ".py")
        if name not in BY_DJANGO and path.exists() and "argparse" in path.read_text(encoding="utf-8"):
            found.append(name)
    return found


def helped(name: str, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    module, function = cli.COMMANDS[name][0].split(":")
    with pytest.raises(SystemExit):
        getattr(importlib.import_module(module), function)([*words, "--help"])
    return capsys.readouterr().out


@pytest.mark.parametrize("name", with_options())
def test_every_option_of_a_command_is_described(name: str, capsys: pytest.CaptureFixture[str]):
    said = helped(name, capsys)
    for verb in re.findall(r"^    (\w+) ", said, re.M) if "{" in said.partition("\n\n")[0] else []:
        said += helped(name, capsys, verb)
    wanted = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", said)) - {"--help"}
    assert sorted(option for option in wanted if f"`{option}`" not in command_sections()[name]) == []


def test_no_option_is_described_that_is_gone():
    """The other way round, over all commands at once."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in house.files(ROOT / "src", ".py"))
    told = set(re.findall(r"`(--[a-z][a-z-]+)`", read("docs/reference/commands.md")))
    assert sorted(option for option in told if f'"{option}"' not in code) == []


def test_make_targets_are_described():
    targets = set(re.findall(r"^(\w[\w-]*):", read("Makefile"), re.M)) - {"help", "setup-dev"}
    assert {m for m in re.findall(r"`make ([\w-]+)", read("docs/reference/commands.md"))} == targets


# --- settings, roles, figures, states -----------------------------------------------------------------------------
def test_every_setting_is_described_and_no_other():
    code = [*house.files(ROOT / "src", ".py"), ROOT / "tools" / "bootstrap.py"]
    name = re.compile(r"[\"'](DONGTHUAN_[A-Z_]+|DATABASE_[A-Z_]*URL)[\"']")
    used = {found for p in code for found in name.findall(p.read_text(encoding="utf-8"))}
    told = {
        found for cells in rows(read("docs/reference/settings.md")) for found in re.findall(r"`([A-Z_]+)`", cells[0])
    }
    assert told == used


def test_roles_are_described_in_their_own_words():
    told = named_rows("docs/reference/roles.md")
    wanted = {}
    for role, sentence in SENTENCES.items():
        with translation.override("vi"):
            word = str(LABELS[role])
        with translation.override("en"):
            wanted[str(role)] = (word, str(sentence))
    assert told == wanted


def test_figures_are_described_in_their_own_words():
    assert named_rows("docs/reference/figures.md") == {m.key: (m.label, m.definition) for m in MEASURES.values()}


def test_state_diagrams_are_up_to_date():
    assert diagrams.page() == read("docs/reference/states.md"), "run: python tools/diagrams.py"


def test_the_laws_pages_are_up_to_date():
    written = {name: read(f"docs/law/{name}") for name in law.pages()}
    assert written == law.pages(), "run: python tools/law.py"


# --- words and law ------------------------------------------------------------------------------------------------
SOURCES = [p for p in house.files(ROOT / "src", ".py", ".typ") if "migrations" not in p.parts]
SOURCE_TEXT = "\n".join(p.read_text(encoding="utf-8") for p in SOURCES)
TESTS = house.files(ROOT / "tests", ".py")
TEST_TEXT = "\n".join(p.read_text(encoding="utf-8") for p in TESTS)
DEFINED = {a or b for a, b in re.findall(r"^ *(?:def|class) (\w+)|^(\w+)\b.*=", SOURCE_TEXT, re.MULTILINE)}
HELD = [DOCS / "glossary.md", *house.files(DOCS / "law", ".md")]


def is_there(name: str) -> bool:
    """Whether a name in code (a path, a function, a test) is somewhere in the house."""
    if "::" in name or (name.startswith("test_") and "." not in name):
        file, _, test = name.rpartition("::")
        return f"def {test}(" in TEST_TEXT and (not file or is_there(file))
    if "/" in name or name.endswith(".py"):
        end = f"/{name.rstrip('/')}"
        return any(f"{p}".endswith(end) or f"{end}/" in f"{p}" for p in [*SOURCES, *TESTS])
    last = name.rpartition(".")[2]
    return last in DEFINED or is_there(f"{last}/")


@pytest.mark.parametrize("page", HELD, ids=lambda page: page.stem)
def test_what_words_and_law_point_at_is_there(page: Path):
    """In the last columns of the tables: the code of a word, the rule and the test of an article."""
    gone = []
    for cells in rows(page.read_text(encoding="utf-8")):
        for cell in cells[2:] if page.parent.name == "law" and len(cells) > 3 else cells[-1:]:
            gone += [f"{cells[0]}: {name}" for name in re.findall(r"`([\w./:đ]+)`", cell) if not is_there(name)]
    assert gone == []


# --- the tutorial -------------------------------------------------------------------------------------------------
def interface() -> set[str]:
    """Every Vietnamese word of the pages, from the catalogues."""
    said: set[str] = set()
    for path in (ROOT / "src").rglob("locale/vi/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            said |= {str(message.string) for message in read_po(file) if message.id}
    return said


@pytest.mark.parametrize("name", ["index.md", "index.vi.md"])
def test_what_the_tutorial_tells_to_press_stands_on_the_pages(name: str):
    text = read(f"docs/tutorial/{name}")
    pressed = {" ".join(word.split()) for word in re.findall(r"\*\*([^*]+)\*\*", text)}
    explained = {"Bold words", "Chữ đậm", "Chương trình phối hợp 2021–2025"}  # of the demo's data, not of a catalogue
    assert sorted(pressed - explained - interface()) == []


def test_the_tutorials_word_file_is_read_as_the_tutorial_says():
    document = read_path(str(DOCS / "tutorial" / "du-thao-mau.docx"))
    labels = [label(node["kind"], node["number"]) for node in walk(document.outline())]
    assert labels[:4] == ["I.", "1.", "2.", "II."]
    assert labels[labels.index("d)") + 1] == "đ)"


def walk(nodes: list) -> Iterator:
    for node in nodes:
        yield node
        yield from walk(node["children"])
