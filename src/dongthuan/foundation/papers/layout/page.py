"""Findings as sentences for a page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dongthuan.foundation.files import actions as files
from dongthuan.foundation.things.kit import Refused
from dongthuan.web.kit import Tag

from ..formats import format_for
from . import Finding, Unreadable, check_file


@dataclass(frozen=True)
class Shown:
    tag: Tag
    sentence: str
    where: str
    basis: str


def findings_of(upload: Any, system: str) -> list[Shown]:
    """The findings of an uploaded file as sentences; the file is not kept."""
    name = files.clean_name(upload.name, "file")
    data = files.read(upload, name, "file")
    files.checked(data, name, {"pdf", "docx"}, "file")
    try:
        found = check_file(data, system)
    except Unreadable:
        raise Refused(
            _("The file “%(name)s” cannot be read. Save it again and send it.") % {"name": name}, field="file"
        ) from None
    return [shown(f, system) for f in found]


def shown(f: Finding, system: str) -> Shown:
    tag = Tag("late", _("Wrong")) if f.severity == "error" else Tag("now", _("Look at it"))
    return Shown(tag, sentence(f, system), f.where, f.basis)


def sentence(f: Finding, system: str) -> str:
    """One finding in words: what was found, what the table says."""
    aspect, _colon, element = f.code.partition(":")
    rows = format_for(system).rows
    said = {"found": f.found, "expected": f.expected, "element": rows[element].label if element in rows else element}
    sides = {"top": _("top"), "bottom": _("bottom"), "left": _("left"), "right": _("right")}
    whole = {
        "page_size": _("The page is %(found)s; it must be %(expected)s."),
        "page_number:first": _("The first page shows a page number; it must show none."),
        "page_number:place": _("The page number must stand centred in the top margin."),
        "page_number:missing": _("The pages carry no numbers."),
        "size:page_number": _("The page number is %(found)s large; allowed are %(expected)s."),
        "font": _("The font is %(found)s; it must be %(expected)s."),
        "justify": _("The text is not justified at both edges."),
        "indent": _("The first line is indented by %(found)s; usual are %(expected)s."),
        "spacing": _("The lines stand %(found)s apart; allowed are %(expected)s lines."),
        "closing": _("The last line of the text does not end with “%(expected)s”."),
        "number_form": _("Number and symbol are not written as in “%(expected)s”."),
        "date_form": _("The date is not written with its zeros, as in “%(expected)s”."),
        "level:date": _("Place and date must stand level with the number."),
        "level:recipients": _("“Nơi nhận” should stand level with the first line over the signature."),
    }
    by_aspect = {
        "missing": _("%(element)s is missing."),
        "size": _("%(element)s is %(found)s large; allowed are %(expected)s."),
        "bold": _("%(element)s must be bold.") if f.expected else _("%(element)s must not be bold."),
        "italic": _("%(element)s must be italic.") if f.expected else _("%(element)s must be upright."),
        "caps": _("%(element)s must be in capitals.") if f.expected else _("%(element)s must not be in capitals."),
        "side": _("%(element)s must stand on the left.")
        if f.expected == "left"
        else _("%(element)s must stand on the right."),
        "margin": _("The %(element)s margin is %(found)s; it must be %(expected)s."),
    }
    if aspect == "margin":
        said["element"] = sides[element]
    return (whole.get(f.code) or whole.get(aspect) or by_aspect[aspect]) % said
