"""Answers in the standard's two formats, and its errors. Names of elements are the standard's."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, tostring

from django.http import HttpResponse
from django.utils import timezone

TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
# What a list's elements are called in XML; the list itself is called by its name.
ELEMENTS = {"services": "service", "service_requests": "request", "errors": "error", "attributes": "attribute",
            "values": "value", "endpoints": "endpoint", "formats": "format"}  # fmt: skip


class Fault(Exception):
    """An answer that is an error: the standard's code and a sentence that names the argument."""

    def __init__(self, code: int, description: str, *, after: int = 0):
        super().__init__(description)
        self.code, self.description, self.after = code, description, after


def answer(form: str, root: str, value: Any, *, status: int = 200) -> HttpResponse:
    """`value`: a list of mappings, or one mapping, under the name `root` in XML."""
    if form == "xml":
        body = b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(element(root, value), encoding="utf-8")
    else:
        body = json.dumps(plain(value), ensure_ascii=False).encode()
    response = HttpResponse(body, content_type=TYPES[form], status=status)
    response["Access-Control-Allow-Origin"] = "*"  # what is answered is public, and no cookie is read
    return response


def fault(form: str, error: Fault) -> HttpResponse:
    response = answer(form, "errors", [{"code": error.code, "description": error.description}], status=error.code)
    if error.after:
        response["Retry-After"] = str(error.after)
    return response


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(v) for v in value]
    return moment(value) if isinstance(value, datetime) else value


def element(name: str, value: Any) -> Element:
    found = Element(name)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            found.append(element(key, inner))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for inner in value:
            found.append(element(ELEMENTS[name], inner))
    elif value is not None:
        found.text = text_of(value)
    return found


def text_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    words = moment(value) if isinstance(value, datetime) else str(value)
    return "".join(c for c in words if c >= " " or c in "\t\n")  # XML knows no other control characters


def moment(value: datetime) -> str:
    """As the standard asks: 2026-07-01T08:30:00+07:00."""
    return timezone.localtime(value).replace(microsecond=0).isoformat()
