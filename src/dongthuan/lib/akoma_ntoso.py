"""A draft as Akoma Ntoso 3.0 (OASIS LegalDocML): an outline's provisions as a bill. Pure.

`eId` says where a provision stands in this version ("art_5__para_2__point_a"); `wId` is its identity through all versions.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# kind of the outline → element, how its eId begins; what has no element of its own is a named container
ELEMENTS = {
    "phan": ("part", "part"), "chuong": ("chapter", "chp"), "muc": ("section", "sec"), "tieu_muc": ("subsection", "subsec"),
    "dieu": ("article", "art"), "khoan": ("paragraph", "para"), "diem": ("point", "point"), "la_ma": ("division", "dvs"),
    "so": ("clause", "clause"), "gach": ("indent", "indent"),
}  # fmt: skip
CONTAINER = ("hcontainer", "hcontainer")
NAMES = {"phu_luc": "phuLuc", "khac": "khac"}
FROM_THE_TOP = frozenset({"part", "chapter", "article", "hcontainer"})  # counted through the whole text


@dataclass(frozen=True)
class Provision:
    """One provision: `identity` stays the same through all versions; `label` is printed before its words."""

    kind: str
    number: str
    label: str
    title: str
    text: str
    identity: str
    children: tuple["Provision", ...] = ()


@dataclass(frozen=True)
class About:
    """The document: `uri` of the work ("/akn/vn/bill/2026/lay-y-kien-12"), its author's name and address, its version."""

    uri: str
    title: str
    author: str
    author_uri: str
    drafted: date  # when work on the text began
    version: int
    version_day: date
    made: date


def bill(provisions: Iterable[Provision], about: About) -> bytes:
    """The document in UTF-8."""
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    document = _under(root, "bill", name="duThao")
    _meta(document, about)
    preface = _under(document, "preface")
    paragraph = _under(preface, "p")
    _under(paragraph, "docTitle").text = _clean(about.title)
    body, seen = _under(document, "body"), Counter[str]()
    for provision in provisions:
        _hier(body, provision, "", seen)
    if len(body) == 0:
        _content(_under(body, "hcontainer", name="khac", eId="hcontainer_1"), "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _under(parent: etree._Element, name: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _tag(name), attributes)


def _clean(text: str) -> str:
    """Without the control characters XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")
    )


def _meta(document: etree._Element, about: About) -> None:
    identification = _under(_under(document, "meta"), "identification", source="#organiser")
    expression = f"{about.uri}/vie@{about.version_day.isoformat()};ver{about.version}"
    for level, uri, day, what in (
        ("FRBRWork", about.uri, about.drafted, "soanThao"),
        ("FRBRExpression", expression, about.version_day, "duThao"),
        ("FRBRManifestation", f"{expression}.akn", about.made, "xuatTep"),
    ):
        part = _under(identification, level)
        _under(part, "FRBRthis", value=f"{uri}/!main" if level != "FRBRManifestation" else f"{expression}/!main.akn")
        _under(part, "FRBRuri", value=uri)
        _under(part, "FRBRdate", date=day.isoformat(), name=what)
        _under(part, "FRBRauthor", href="#organiser")
        if level == "FRBRWork":
            _under(part, "FRBRcountry", value="vn")
        elif level == "FRBRExpression":
            _under(part, "FRBRversionNumber", value=str(about.version))
            _under(part, "FRBRlanguage", language="vie")
        else:
            _under(part, "FRBRformat", value="application/akn+xml")
    references = _under(document[0], "references", source="#organiser")
    _under(references, "TLCOrganization", eId="organiser", href=about.author_uri, showAs=_clean(about.author))


def _hier(parent: etree._Element, provision: Provision, above: str, seen: Counter[str]) -> None:
    name, prefix = ELEMENTS.get(provision.kind, CONTAINER)
    element_id = _eid(name, prefix, provision.number, above, seen)
    extra = {"name": NAMES.get(provision.kind, provision.kind)} if name == "hcontainer" else {}
    here = _under(parent, name, eId=element_id, wId=provision.identity, **extra)
    if provision.label:
        _under(here, "num").text = _clean(provision.label)
    if provision.title:
        _under(here, "heading").text = _clean(provision.title)
    if not provision.children:
        _content(here, provision.text)
        return
    if provision.text:
        _paragraphs(_under(here, "intro"), provision.text)
    for child in provision.children:
        _hier(here, child, element_id, seen)


def _eid(name: str, prefix: str, number: str, above: str, seen: Counter[str]) -> str:
    """Where it stands; a number that occurs twice, and what has none, is told apart by counting."""
    base = prefix if name in FROM_THE_TOP or not above else f"{above}__{prefix}"
    plain = "".join(number.split()).rstrip(".)").replace("_", "-") if number not in ("-", "–", "+") else ""
    wanted = f"{base}_{plain}" if plain else f"{base}_"
    seen[wanted] += 1
    if plain:
        return wanted if seen[wanted] == 1 else f"{wanted}_dup{seen[wanted]}"
    return f"{wanted}{seen[wanted]}"


def _content(parent: etree._Element, text: str) -> None:
    _paragraphs(_under(parent, "content"), text)


def _paragraphs(parent: etree._Element, text: str) -> None:
    for line in text.split("\n") or [""]:
        _under(parent, "p").text = _clean(line)
