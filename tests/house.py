"""How the house's rules are read from its files. Each function answers sentences that name what breaks the rule."""

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "dongthuan"
FRONT_DOOR = {"actions", "queries", "states", "models", "permissions"}
PURE_MAY = {"dongthuan.lib", "dongthuan.foundation.law"}
WINGS = ("listen", "explain", "deliver", "foundation", "journeys")
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
BUILDERS_TRACES = re.compile(
    r"\b(TODO|FIXME|XXX|HACK)\b|(?i:co-authored-by|generated (with|by) (?!Django)\w|\bAI (assistant|model)|language model)"
    r"|\bLLM\b|/work/(wt|main|shared|notes)\b|/tmp/bash_jobs"
)


def files(folder: Path, *endings: str) -> list[Path]:
    """Files below a folder, without caches, in order."""
    found = (p for p in folder.rglob("*") if p.suffix in endings and p.is_file())
    return sorted(p for p in found if not {"__pycache__", ".venv", "node_modules"} & set(p.parts))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def lines_in(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


# --- sizes --------------------------------------------------------------------------------------------------------
def too_long(paths: Iterable[Path], limit: int, root: Path = ROOT) -> list[str]:
    return [f"{p.relative_to(root)} has {n} lines, more than {limit}" for p in paths if (n := lines_in(p)) > limit]


def long_functions(paths: Iterable[Path], limit: int, root: Path = ROOT) -> list[str]:
    found = []
    for path in paths:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                size = (node.end_lineno or 0) - node.lineno + 1
                if size > limit:
                    found.append(f"{path.relative_to(root)}: {node.name} has {size} lines, more than {limit}")
    return found


# --- templates ----------------------------------------------------------------------------------------------------
def templates(source: Path) -> dict[str, Path]:
    """Every template by the name it is called with."""
    found = (p for p in files(source, ".html", ".txt", ".xml") if "templates" in p.parts)
    return {str(Path(*p.parts[p.parts.index("templates") + 1 :])): p for p in found}


def unused_templates(source: Path, by_libraries: tuple[str, ...]) -> list[str]:
    """Templates that no code and no other template names. `by_libraries`: folders and names that libraries look for."""
    all_templates = templates(source)
    texts = {p: p.read_text(encoding="utf-8") for p in [*files(source, ".py"), *all_templates.values()]}
    unused = []
    for name, path in all_templates.items():
        if name.startswith(by_libraries) or any(names(text, name) for p, text in texts.items() if p != path):
            continue
        unused.append(f"{path.relative_to(source)}: no page uses it")
    return unused


BUILT = re.compile(r"""f["']([\w/]+/)\{\w+\}([\w.]+)["']""")


def names(text: str, template: str) -> bool:
    """Whether the text names the template: in full, or as f"tasks/{page}.html" with "detail" beside it."""
    if template in text:
        return True
    for before, after in BUILT.findall(text):
        middle = template.removeprefix(before).removesuffix(after)
        if template == f"{before}{middle}{after}" and re.search(rf"""["']{re.escape(middle)}["']""", text):
            return True
    return False


INLINE = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a <style> element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}


def inline_code(source: Path) -> list[str]:
    """What the strict content policy would refuse."""
    found = []
    for name, path in templates(source).items():
        text = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", path.read_text(encoding="utf-8"), flags=re.S)
        found += [f"{name} has {what}" for what, pattern in INLINE.items() if pattern.search(text)]
    return found


BLOCKS = re.compile(r"{%\s*(blocktranslate|blocktrans)\b.*?{%\s*end\1\s*%}|{#.*?#}|{%.*?%}|{{.*?}}", re.S)
ADDRESS = re.compile(r"(?<=\s)/[\w./-]+")
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Đồng Thuận", "Excel", "Word", "PDF", "SHA-256"}  # the same in every language
SPOKEN = {"alt", "aria-label", "title", "placeholder"}
CODE = {"code", "kbd"}
VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Words(HTMLParser):
    """Collects words outside tags, and in attributes that are read aloud, save below an element that names its language."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipping = 0  # how many elements deep we are inside a named language

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipping or tag in CODE or ("lang" in dict(attrs) and tag != "html"):
            self.skipping += tag not in VOID
            return
        for name, value in attrs:
            if name in SPOKEN:
                self.handle_data(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if self.skipping and tag not in VOID:
            self.skipping -= 1

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            for name in NAMES:
                data = data.replace(name, " ")
            self.found += LETTERS.findall(data)


def untranslated_text(text: str) -> list[str]:
    """Words of a template that stand outside {% translate %}, unless their element says whose language they are."""
    parser = Words()
    parser.feed(ADDRESS.sub(" ", BLOCKS.sub(" ", text)))
    return parser.found


# --- imports ------------------------------------------------------------------------------------------------------
def app_folders(source: Path) -> list[Path]:
    return sorted({p.parent for p in source.rglob("apps.py")})


def module_of(path: Path, source: Path) -> list[str]:
    parts = [PACKAGE, *path.relative_to(source).with_suffix("").parts]
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports(path: Path, source: Path) -> Iterator[str]:
    """Every imported module as a dotted name; `from a import b` gives a.b, because b may be a module."""
    here = module_of(path, source)
    package = here if path.name == "__init__.py" else here[:-1]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{stem}.{alias.name}" for alias in node.names)


def back_doors(source: Path, exempt: dict[tuple[str, str], str]) -> list[str]:
    """Imports from another app by any way but its front door (`exempt`: (app, module) → why)."""
    apps = {".".join([PACKAGE, *folder.relative_to(source).parts]): folder for folder in app_folders(source)}
    found = []
    for path in files(source, ".py"):
        here = ".".join(module_of(path, source)) + "."
        for name in imports(path, source):
            app = next((a for a in apps if name.startswith(f"{a}.")), None)
            if app is None or here.startswith(f"{app}."):
                continue
            door = name[len(app) + 1 :].split(".")[0]
            lends = door == "kit" and (
                ".foundation." in app or app.endswith(".web") or here.startswith(f"{PACKAGE}.journeys.")
            )
            if door in FRONT_DOOR or lends or (apps[app].name, door) in exempt:
                continue
            found.append(f"{path.relative_to(source)} imports {name}: not through the front door of {apps[app].name}")
    return found


def pure_files(source: Path) -> list[Path]:
    """Files that may know no Django, no clock and no request."""
    packages = (path for folder in source.rglob("rules") if folder.is_dir() for path in files(folder, ".py"))
    return sorted(
        {
            *source.rglob("rules.py"),
            *packages,
            *files(source / "lib", ".py"),
            *files(source / "foundation" / "law", ".py"),
        }
    )


def impurities(source: Path) -> list[str]:
    found = []
    for path in pure_files(source):
        name = str(path.relative_to(source))
        for module in imports(path, source):
            top = module.split(".")[0]
            own = module.startswith(f"{PACKAGE}.")
            here = ".".join(module_of(path, source)[:-1]).partition(".rules")[0]
            if top in {"django", "psycopg", "procrastinate", "allauth", "requests"}:
                found.append(f"{name} imports {module}")
            elif own and not module.startswith((*PURE_MAY, f"{here}.rules", here if "law" in here else "-")):
                found.append(f"{name} imports {module}, which is not pure")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
                found.append(f"{name}, line {node.lineno}, asks a clock: {ast.unparse(node.func)}()")
    return found


# --- actions ------------------------------------------------------------------------------------------------------
def action_files(app: Path) -> list[Path]:
    package = files(app / "actions", ".py") if (app / "actions").is_dir() else []
    single = [app / "actions.py"] if (app / "actions.py").exists() else []
    return single + [p for p in package if not p.name.startswith("_")]


def lent(path: Path) -> set[str] | None:
    """What a module lends by `__all__`; None when it does not say."""
    for node in tree_of(path).body if path.exists() else []:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def public_functions(path: Path) -> list[ast.FunctionDef]:
    """The functions a module, or its package, lends; without `__all__`, those whose name does not begin with `_`."""
    names = lent(path.parent / "__init__.py") if path.parent.name == "actions" else lent(path)
    functions = [n for n in tree_of(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
    return [f for f in functions if names is None or f.name in names]


def said_in(node: ast.AST) -> set[str]:
    """Texts that the code hands to some call, or names in a decorator."""
    calls = (n for n in ast.walk(node) if isinstance(n, ast.Call))
    arguments = (a for call in calls for a in [*call.args, *(k.value for k in call.keywords)])
    return {a.value for a in arguments if isinstance(a, ast.Constant) and isinstance(a.value, str)}


def actions(source: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    """("tasks.accept", its function) of every public action."""
    for app in app_folders(source):
        for path in action_files(app):
            for function in public_functions(path):
                yield f"{app.name}.{function.name}", function


def silent_actions(source: Path, exempt: dict[str, str], own: dict[str, str]) -> list[str]:
    """Actions that leave no record entry of their own name, or do not say who acts (`own`: the object itself acts)."""
    found = []
    for name, function in actions(source):
        if name in exempt:
            continue
        if name not in said_in(function):
            found.append(f"{name} leaves no record entry {name!r}")
        if name not in own and "by" not in {a.arg for a in function.args.kwonlyargs}:
            found.append(f"{name} has no keyword-only `by`")
    return found


# --- words --------------------------------------------------------------------------------------------------------
def traces(root: Path) -> list[str]:
    """Notes to self, and names of what built the house, that no reader should meet."""
    found = []
    paths = [p for name in ("src", "tests", "tools", "docs", "benchmarks") for p in
             files(root / name, ".py", ".html", ".md", ".css", ".po", ".txt", ".toml")]  # fmt: skip
    paths += [p for p in root.glob("*") if p.is_file() and p.name != ".git" and p.suffix in {".md", ".toml", ""}]
    for path in paths:
        if path == Path(__file__) or "data" in path.relative_to(root).parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if match := BUILDERS_TRACES.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {match.group(0)!r}")
    return found
