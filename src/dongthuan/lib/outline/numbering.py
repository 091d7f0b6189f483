"""The numbers that Word counts by itself. They stand nowhere in the text: numbering.xml says how each list level is
written and counted, styles and paragraphs say which list they belong to, and the reader has to count along."""

from dataclasses import dataclass, field, replace

from lxml import etree

from .package import attribute, child, tag

_MAX_LEVEL = 8
_MAX_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is written."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # 0: never; n: after a level above n
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts along through a document; ``label`` is what Word prints before the paragraph."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        named = [] if styles is None else [s for s in styles if tag(s) == "style"]
        self._styles = {attribute(s, "styleId") or "": s for s in named}
        self._default = next(
            (
                i
                for i, s in self._styles.items()
                if attribute(s, "type") == "paragraph" and _on(attribute(s, "default"))
            ),
            "",
        )
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if numbering is not None:
            self._load(numbering)

    def _load(self, root: etree._Element) -> None:
        for item in root:
            key = attribute(item, "abstractNumId") or ""
            if tag(item) == "abstractNum":
                self._abstracts[key] = {_level_of(e): _read_level(e) for e in item if tag(e) == "lvl"}
                if link := attribute(child(item, "numStyleLink"), "val"):
                    self._links[key] = link
        for item in root:
            if tag(item) == "num":
                abstract = attribute(child(item, "abstractNumId"), "val") or ""
                entry = _List(abstract, {})
                for override in (e for e in item if tag(e) == "lvlOverride"):
                    level = _level_of(override)
                    if (full := child(override, "lvl")) is not None:
                        entry.levels[level] = _read_level(full)
                    if (start := _int(attribute(child(override, "startOverride"), "val"))) is not None:
                        entry.starts[level] = start
                self._lists[attribute(item, "numId") or ""] = entry

    def label(self, paragraph: etree._Element) -> str:
        """The number, letter or bullet Word prints before this paragraph, with its space; "" if none."""
        found = self._place(child(paragraph, "pPr"))
        if found is None:
            return ""
        entry, ilvl = found
        levels = self._levels(entry)
        level = levels.get(ilvl)
        if level is None:
            return ""
        counters = self._count(entry, levels, ilvl)
        text = _bullet(level.text) if level.format == "bullet" else _written(level, levels, counters)
        return text + ("" if not text or level.suffix == "nothing" else " ")

    def _place(self, properties: etree._Element | None) -> tuple[_List, int] | None:
        """List and level of a paragraph: its own say first, then its style's and that style's parents'."""
        own = child(properties, "numPr")
        number = attribute(child(own, "numId"), "val")
        ilvl = _int(attribute(child(own, "ilvl"), "val"))
        style = attribute(child(properties, "pStyle"), "val") or self._default
        chain = self._chain(style)
        if number is None:
            for name in chain:
                inherited = child(self._styles[name], "pPr", "numPr")
                number = attribute(child(inherited, "numId"), "val")
                if number is not None:
                    if ilvl is None:
                        ilvl = _int(attribute(child(inherited, "ilvl"), "val"))
                        ilvl = self._linked_level(number, chain) if ilvl is None else ilvl
                    break
        entry = self._lists.get(number or "0")
        if number in (None, "0") or entry is None:
            return None
        return entry, min(max(ilvl or 0, 0), _MAX_LEVEL)

    def _chain(self, style: str) -> list[str]:
        chain: list[str] = []
        while style in self._styles and style not in chain:
            chain.append(style)
            style = attribute(child(self._styles[style], "basedOn"), "val") or ""
        return chain

    def _linked_level(self, number: str, chain: list[str]) -> int:
        entry = self._lists.get(number)
        levels = self._levels(entry) if entry else {}
        return next((i for name in chain for i, level in levels.items() if level.style == name), 0)

    def _abstract(self, entry: _List) -> str:
        """The list that counts: a list may stand for the one that a numbering style names."""
        key, seen = entry.abstract, set()
        while key in self._links and key not in seen:
            seen.add(key)
            style = self._styles.get(self._links[key])
            number = attribute(child(style, "pPr", "numPr", "numId"), "val")
            target = self._lists.get(number or "")
            if target is None:
                break
            key = target.abstract
        return key

    def _levels(self, entry: _List) -> dict[int, Level]:
        levels = {**self._abstracts.get(self._abstract(entry), {}), **entry.levels}
        return {i: replace(x, start=entry.starts[i]) if i in entry.starts else x for i, x in levels.items()}

    def _count(self, entry: _List, levels: dict[int, Level], ilvl: int) -> dict[int, int]:
        """One step: this level counts on, the levels below it start again."""
        key = self._abstract(entry)
        counters = self._counters.setdefault(key, {})
        number = next(n for n, e in self._lists.items() if e is entry)
        fresh = ilvl not in counters
        if ilvl in entry.starts and (number, ilvl) not in self._restarted:
            self._restarted.add((number, ilvl))
            fresh = True
        counters[ilvl] = levels[ilvl].start if fresh else counters[ilvl] + 1
        for lower in [i for i in counters if i > ilvl]:
            restart = levels[lower].restart if lower in levels else None
            if restart is None or (restart > 0 and ilvl < restart):
                del counters[lower]
        return counters


def _written(level: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
    if level.format == "none" and "%" not in level.text:
        return level.text
    out, i, text = [], 0, level.text
    while i < len(text):
        if text[i] == "%" and i + 1 < len(text) and text[i + 1].isdigit():
            which = int(text[i + 1]) - 1
            source = levels.get(which, Level())
            style = "decimal" if level.legal and source.format != "none" else source.format
            out.append(written(counters.get(which, source.start), style))
            i += 2
        else:
            out.append(text[i])
            i += 1
    return "".join(out)


def written(count: int, style: str) -> str:
    """A number in one of Word's formats; a format we do not know is written in digits."""
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{count:02d}"
    if style in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        text = _roman(count)
        return text if style == "upperRoman" else text.lower()
    if style in ("upperLetter", "lowerLetter") and 0 < count <= 26 * _MAX_LETTERS:
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    return str(count)


def _roman(count: int) -> str:
    out = []
    for worth, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        times, count = divmod(count, worth)
        out.append(sign * times)
    return "".join(out)


def _bullet(text: str) -> str:
    """Bullets come from symbol fonts; what is a dash or a plus to the eye stays one."""
    text = text.strip()
    if not text:
        return ""
    return text if text in ("-", "–", "—", "+", "*") else "-" if text in "\uf02d\u2212\u2010\u2011" else "•"


def _read_level(element: etree._Element) -> Level:
    fmt = attribute(child(element, "numFmt"), "val")
    if fmt is None and (choice := next((e for e in element if tag(e) == "AlternateContent"), None)) is not None:
        fmt = attribute(child(choice, "Fallback", "numFmt"), "val")
    return Level(
        start=_int(attribute(child(element, "start"), "val")) or 0,
        format=fmt or "decimal",
        text=attribute(child(element, "lvlText"), "val") or "",
        suffix=attribute(child(element, "suff"), "val") or "tab",
        restart=_int(attribute(child(element, "lvlRestart"), "val")),
        legal=(legal := child(element, "isLgl")) is not None and _on(attribute(legal, "val") or "1"),
        style=attribute(child(element, "pStyle"), "val") or "",
    )


def _level_of(element: etree._Element) -> int:
    return _int(attribute(element, "ilvl")) or 0


def _int(text: str | None) -> int | None:
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


def _on(text: str | None) -> bool:
    return text is not None and text.lower() in ("1", "true", "on")
