"""The sentences of lib.outline.OutlineError, for translation: lib knows no Django."""

from django.utils.translation import gettext, gettext_noop

from dongthuan.lib.outline import OutlineError

SENTENCES = (
    gettext_noop("%(name)s: no such file"),
    gettext_noop("%(name)s: this is a folder, not a file"),
    gettext_noop("%(name)s: cannot be read (%(reason)s)"),
    gettext_noop("%(name)s: only .docx, .txt and .md files can be read"),
    gettext_noop("%(name)s: larger than %(limit)s MB"),
    gettext_noop("%(name)s: this is a program, not a document"),
    gettext_noop("%(name)s: this is a PDF; the Word file is needed"),
    gettext_noop("%(name)s: an old .doc or a password-protected file; save it as .docx without a password"),
    gettext_noop("%(name)s: not a Word file"),
    gettext_noop("%(name)s: not a Word file (a zip without word/document.xml)"),
    gettext_noop("%(name)s: not a Word file (%(part)s has no body)"),
    gettext_noop("%(name)s: a zip or Word file with the wrong name"),
    gettext_noop("%(name)s: not UTF-8 text (line %(line)s, byte %(byte)s)"),
    gettext_noop("%(name)s: not text, it holds a NUL character in line %(line)s"),
    gettext_noop("%(name)s: the Word file is damaged, its zip directory cannot be read"),
    gettext_noop("%(name)s: refused, it holds %(count)s parts; a Word file has at most %(limit)s"),
    gettext_noop("%(name)s: refused, the part %(part)s unpacks to far more than a Word file needs (a zip bomb)"),
    gettext_noop("%(name)s: the part %(part)s is not well-formed XML (line %(line)s)"),
    gettext_noop("%(name)s: refused, the part %(part)s declares entities"),
    gettext_noop("%(name)s: the part %(part)s is damaged"),
    gettext_noop("%(name)s: refused, its parts are nested more than %(limit)s deep"),
)
LEFT_OUT = (
    gettext_noop("footnotes"),
    gettext_noop("endnotes"),
    gettext_noop("comments"),
    gettext_noop("text boxes"),
    gettext_noop("hidden words"),
)


def told(fault: OutlineError) -> str:
    """The sentence in the reader's language."""
    return gettext(fault.template) % fault.params


def left_out(ignored: dict[str, int]) -> str:
    """ "2 chú thích, 1 hộp chữ": what of a Word file is not in its text."""
    return ", ".join(f"{count} {gettext(what)}" for what, count in sorted(ignored.items()))
