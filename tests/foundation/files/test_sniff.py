"""What is taken and what is refused, by content."""

import pytest

from dongthuan.foundation.files.sniff import Unfit, sniff

from . import bytes as b


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b.PDF, "pdf"), (b.docx(), "docx"), (b.xlsx(), "xlsx"), (b.png(), "png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(9) + b"\xff\xc0\x00\x11\x08\x00\x10\x00\x10", "jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
    ],
)  # fmt: skip
def test_known_by_content(data, kind):
    assert sniff(data) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"MZ\x90\x00 a program", "program"), (b"\x7fELF\x02", "program"), (b"#!/bin/sh\n", "program"),
        (b"%PDF-1.7\nhalf of it", "cut_short"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "old_office"),
        (b.docx()[:60], "broken_office"), (b.docx()[:-30], "broken_office"), (b.bomb(), "bomb"),
        (b.docx(**{"word/vbaProject.bin": b"x"}), "macros"), (b.zipped({"a.txt": b"a"}), "archive"),
        (b.locked(), "locked"), (b.docx(**{"../evil": b"x"}), "broken_office"), (b.png(60_000, 60_000), "too_many_pixels"),
        (b"plain words", "unknown"), (b.zipped({f"{i}": b"" for i in range(5001)}), "bomb"),
    ],
)  # fmt: skip
def test_refused(data, code):
    with pytest.raises(Unfit) as refused:
        sniff(data)
    assert refused.value.code == code


def test_a_bomb_that_lies_about_its_size_is_refused_too():
    with pytest.raises(Unfit) as refused:
        sniff(b.lying_bomb())
    assert refused.value.code in {"bomb", "broken_office"}
