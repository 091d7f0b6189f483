"""Why a file is refused: one sentence each, naming the file and what to do."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

KIND_NAMES = {
    "pdf": "PDF",
    "docx": gettext_lazy("Word (.docx)"),
    "xlsx": gettext_lazy("Excel (.xlsx)"),
    "image": gettext_lazy("picture (.png, .jpg, .webp)"),
    "png": gettext_lazy("PNG picture"),
    "jpeg": gettext_lazy("JPEG picture"),
    "webp": gettext_lazy("WebP picture"),
}


def refusal(code: str, name: str, **params: Any) -> str:
    """The sentence for a code of sniff.Unfit or of storing."""
    sentences = {
        "empty": _("The file “%(name)s” is empty. Choose it again."),
        "too_big": _(
            "The file “%(name)s” is larger than %(limit)s MB, the most that is taken. Make it smaller or split it."
        ),
        "no_room": _(
            "The server's disk is full, so “%(name)s” was not stored. Tell the administrator, then send it again."
        ),
        "program": _("The file “%(name)s” is a program, whatever its name says. Programs are not taken."),
        "cut_short": _("The PDF “%(name)s” is cut short: its end is missing. Save or download it again."),
        "old_office": _(
            "The file “%(name)s” is in the old Office format. Save it as .docx or .xlsx and send it again."
        ),
        "broken_office": _("The file “%(name)s” is damaged and cannot be unpacked. Save it again in Word or Excel."),
        "bomb": _("The file “%(name)s” unpacks to far more than it may (a zip bomb). It was not opened."),
        "macros": _("The file “%(name)s” holds macros or programs. Save it without macros (.docx or .xlsx)."),
        "locked": _("The file “%(name)s” is locked with a password. Save it without a password."),
        "archive": _("The file “%(name)s” is an archive, not a document. Unpack it and send the document itself."),
        "too_many_pixels": _(
            "The picture “%(name)s” has %(width)s × %(height)s pixels, which is too many. Make it smaller."
        ),
        "unknown": _("The file “%(name)s” is of a sort that is not taken. Send a PDF, Word, Excel or picture file."),
        "not_accepted": _("The file “%(name)s” is %(kind)s; here only %(wanted)s is taken."),
        "wrong_ending": _(
            "The content of “%(name)s” is %(kind)s, which its name does not say. Rename it to end in .%(ending)s if that is right."
        ),
    }
    return sentences[code] % {"name": name, **params}
