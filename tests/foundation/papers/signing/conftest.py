"""One small paper, typeset once, with two boxes; signed once by one and by both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import typst

from dongthuan.foundation import papers
from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing import FieldBox, InstallationKey

from . import pki

FONTS = Path(papers.__file__).parent / "fonts"
PAPER = """
#set page(paper: "a4")
#set text(font: "Liberation Serif", size: 14pt)
#set document(title: "Chương trình phối hợp", date: none)
= Chương trình phối hợp
#lorem(120)
#pagebreak()
TM. BAN DÂN VẬN #h(1fr) TM. ỦY BAN NHÂN DÂN
"""
STAMP = """
#set page(width: 180pt, height: 60pt, margin: 4pt, fill: none)
#set document(date: none)
#set text(font: "Liberation Serif", size: 9pt)
Ký bởi: Nguyễn Văn Ất \\ *BẢN DỰNG THỬ*
"""
BOXES = [FieldBox("Ben_A", 2, 60, 120, 180, 60, "Ban Dân vận"), FieldBox("Ben_B", 2, 330, 120, 180, 60, "UBND")]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "poppler: needs pdfsig or openssl (Debian packages poppler-utils, openssl)")


@dataclass(frozen=True)
class World:
    """Who is who."""

    root: InstallationKey
    middle: InstallationKey
    first: InstallationKey
    second: InstallationKey

    @property
    def roots(self) -> list[bytes]:
        return [pki.pem(self.root)]

    @property
    def lists(self) -> list[bytes]:
        """Fresh lists of both authorities, on which nobody stands."""
        return [pki.crl(self.root), pki.crl(self.middle)]


@pytest.fixture(scope="session")
def world() -> World:
    root = pki.certificate("Gốc", ca=True, until=pki.NOW + timedelta(days=3650))
    middle = pki.certificate("Trung gian", root, ca=True)
    first = pki.certificate("Nguyễn Văn Ất", middle, kind="rsa")
    return World(root, middle, first, pki.certificate("Trần Thị Bính", root))


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return typeset(tmp_path_factory, PAPER)


@pytest.fixture(scope="session")
def stamp(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return typeset(tmp_path_factory, STAMP)


def typeset(factory: pytest.TempPathFactory, source: str) -> bytes:
    file = factory.mktemp("typst") / "main.typ"
    file.write_text(source)
    return typst.compile(str(file), font_paths=[str(FONTS)], ignore_system_fonts=True)


@pytest.fixture(scope="session")
def base(paper: bytes) -> bytes:
    return signing.prepare_fields(paper, BOXES)


@pytest.fixture(scope="session")
def one(base: bytes, world: World, stamp: bytes) -> bytes:
    return put(base, "Ben_A", world.first, stamp)


@pytest.fixture(scope="session")
def two(one: bytes, world: World, stamp: bytes) -> bytes:
    return put(one, "Ben_B", world.second, stamp)


def put(pdf: bytes, field: str, key: InstallationKey, stamp: bytes | None = None, tsa_url: str | None = None) -> bytes:
    return signing.sign(
        pdf,
        field,
        key,
        stamp_pdf=stamp,
        signer_name=key.common_name,
        reason="Ký ban hành",
        location="Ninh Bình",
        tsa_url=tsa_url,
    )


def codes(pdf: bytes, trust, **options) -> list[str]:
    """The problems of all signatures, or the refusal of the whole file."""
    try:
        reports = signing.validate(pdf, trust, guarded=False, **options)
    except signing.SigningError as error:
        return [error.code]
    return [problem.code for report in reports for problem in report.problems] if reports else ["no_signature"]
