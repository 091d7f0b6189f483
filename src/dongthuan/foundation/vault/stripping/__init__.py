"""Taking from a file what it says of its author, device and place, before it is sealed. Nothing it shows is changed."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused

from . import office, pictures
from .trouble import Unclean

__all__ = ["strip"]


def clean_pdf(data: bytes) -> bytes:
    from . import pdf  # its library is read in with the first such file: every start of every command would wait for it

    return pdf.clean(data)


CLEANERS: list[tuple[Callable[[bytes], bool], str, Callable[[bytes], bytes]]] = [
    (lambda d: d.startswith(b"\xff\xd8\xff"), "image/jpeg", pictures.jpeg),
    (lambda d: d.startswith(b"\x89PNG\r\n\x1a\n"), "image/png", pictures.png),
    (lambda d: d[:4] == b"RIFF" and d[8:12] == b"WEBP", "image/webp", pictures.webp),
    (lambda d: d.startswith(b"%PDF-"), "application/pdf", clean_pdf),
    (lambda d: office.kind(d) == "docx", office.MIMES["docx"], office.clean),
    (lambda d: office.kind(d) == "xlsx", office.MIMES["xlsx"], office.clean),
    (lambda d: office.kind(d) == "pptx", office.MIMES["pptx"], office.clean),
]


def mime_of(data: bytes) -> str:
    """The mime type that `strip` gives a file of this sort; empty if it cleans none such."""
    return next((mime for fits, mime, _clean in CLEANERS if fits(data)), "")


def strip(data: bytes, name: str) -> tuple[bytes, str]:
    """(the cleaned bytes, their mime type); Refused in one sentence if the file cannot be cleaned."""
    for fits, mime, clean in CLEANERS:
        if fits(data):
            try:
                return clean(data), mime
            except Unclean:
                raise Refused(
                    _(
                        "The file could not be freed of what it says about its author. Save it again, or send a picture of it."
                    )
                ) from None
    try:
        data.decode()
    except UnicodeDecodeError:
        raise Refused(
            _(
                "A file of this sort cannot be freed of what it says about its author. Send PDF, Word, Excel, PowerPoint or a picture."
            )
        ) from None
    return data, "text/plain"
