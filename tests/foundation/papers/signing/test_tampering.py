"""One byte changed anywhere in a signed file, or anything added to it, and it is refused."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing import envelope, frame, hanko

from . import pki
from .conftest import codes, put

MASKS = (0x01, 0x20)  # a digit; a letter's case


def flipped(pdf: bytes, position: int, mask: int) -> bytes:
    return pdf[:position] + bytes([pdf[position] ^ mask]) + pdf[position + 1 :]


def regions(pdf: bytes) -> dict[str, range]:
    """Where in the file each part lies: of the document, and of both signatures."""
    first, second = hanko.Document(pdf).signatures
    tail = pdf.rindex(b"startxref")
    parts = {
        "header": range(20),
        "body": range(20, 30000),
        "first update": range(30000, first.byte_range[1]),
        "xref": range(pdf.rindex(b"\nxref\n") + 1, pdf.rindex(b"trailer")),
        "trailer": range(pdf.rindex(b"trailer"), tail),
        "tail": range(tail, len(pdf)),
    }
    for number, found in enumerate((first, second), 1):
        start, end = found.byte_range[1], found.byte_range[2]
        der, _ = frame.split_padding(found.contents)
        border = start + 1 + 2 * len(der)
        parts[f"opening {number}"] = range(start - 10, start + 1)
        parts[f"DER {number}"] = range(start + 1, border)
        parts[f"padding {number}"] = range(border, end - 1)
        parts[f"closing {number}"] = range(end - 1, end + 60)
    return parts


REGIONS = ["header", "body", "first update", "xref", "trailer", "tail"] + [
    f"{part} {number}" for part in ("opening", "DER", "padding", "closing") for number in (1, 2)
]


def test_the_untouched_file_is_good(two, world):
    assert codes(two, world.roots) == []


@pytest.mark.parametrize("region", REGIONS)
def test_one_byte_changed_is_refused(two, world, region):
    where = regions(two)[region]
    step = max(1, len(where) // (80 if region.startswith("DER") else 20))
    trust = signing.as_trust(world.roots)
    accepted = [
        (position, mask)
        for position in [*where[::step], where[-1]]
        for mask in MASKS
        if not codes(flipped(two, position, mask), trust)
    ]
    assert accepted == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_byte_changed_to_anything_is_refused(two, world, data):
    position = data.draw(st.integers(0, len(two) - 1))
    mask = data.draw(st.integers(1, 255))
    assert codes(flipped(two, position, mask), world.roots)


def test_one_byte_of_a_time_stamp_changed_is_refused(base, world):
    with pki.time_stamp_server(world.root) as url:
        signed = put(base, "Ben_A", world.first, None, url)
    assert codes(signed, world.roots) == []
    (found,) = hanko.Document(signed).signatures
    start, der = found.byte_range[1] + 1, frame.split_padding(found.contents)[0]
    trust = signing.as_trust(world.roots)
    places = range(start, start + 2 * len(der), 97)
    assert [p for p in places for mask in MASKS if not codes(flipped(signed, p, mask), trust)] == []


@pytest.mark.parametrize("extra", [b"\n", b" ", b"\0", b"%", b"\n%%EOF\n", b"1 0 obj<<>>endobj\n"])
def test_anything_appended_is_refused(one, two, world, extra):
    assert codes(two + extra, world.roots)
    assert codes(one + extra, world.roots)


@pytest.mark.parametrize("cut", [1, 2, 7, 100, 5000, 20000])
def test_a_file_cut_short_is_refused(two, world, cut):
    assert codes(two[:-cut], world.roots)


def test_something_hidden_in_the_padding_is_named(two, world):
    found = hanko.Document(two).signatures[-1]
    position = found.byte_range[2] - 40
    assert "padding" in codes(flipped(two, position, 0x01), world.roots)


def test_letters_of_two_cases_in_the_signature_are_refused(two, world):
    """The case of a hexadecimal letter changes no value; were both allowed, a byte could change unseen."""
    found = hanko.Document(two).signatures[-1]
    start, end = found.byte_range[1:3]
    letter = next(n for n in range(start, end) if two[n] in b"abcdefABCDEF")
    assert codes(flipped(two, letter, 0x20), world.roots) == ["byte_range"]
    for digits in (two[start:end].lower(), two[start:end].upper()):
        assert codes(two[:start] + digits + two[end:], world.roots) == []


@pytest.mark.parametrize(
    "byte_range",
    [
        [0, 10, 20, 5],
        [1, 99, 120, 80],
        [0, 100, 120],
        [0, 100, 120, 80, 200, 1],
        [0, 100, 100, 100],
        [0, 120, 100, 80],
        [0, 100, 122, 78],
        [0, 98, 120, 80],
        [0, -1, 120, 80],
        [0, 100, 120, 2**70],
    ],
)
def test_a_range_that_leaves_out_more_or_less_than_the_signature_is_refused(byte_range):
    pdf = b"x" * 100 + b"<" + b"ab" * 9 + b">" + b"y" * 80
    assert frame.check_gap(pdf, [0, 100, 120, 80], b"\xab" * 9, "A") == []
    assert [problem.code for problem in frame.check_gap(pdf, byte_range, b"\xab" * 9, "A")] == ["byte_range"]


@pytest.mark.parametrize("inside", [b"(" + b"ab" * 9 + b")", b"<" + b"ab" * 8 + b" b>", b"<" + b"cd" * 9 + b">"])
def test_the_gap_holds_the_signature_and_nothing_else(inside):
    pdf = b"x" * 100 + inside + b"y" * 80
    assert frame.check_gap(pdf, [0, 100, 120, 80], b"\xab" * 9, "A")


def test_the_envelope_is_compared_with_the_only_form_it_may_have(two, world):
    der, _ = frame.split_padding(hanko.Document(two).signatures[1].contents)
    assert envelope.check(der, [], "A") == []
    assert [problem.code for problem in envelope.check(der[:-1], [], "A")] == ["envelope"]
    assert [problem.code for problem in envelope.check(b"\x30\x00", [], "A")] == ["envelope"]
    longer = der[:1] + b"\x83\x00" + der[2:4] + der[4:]  # the same value, its length written with one byte more
    assert [problem.code for problem in envelope.check(longer, [], "A")] == ["envelope"]


def test_a_length_behind_the_end_is_no_signature():
    assert frame.split_padding(b"\x30\x82\xff\xff\x00") == (b"", b"\x30\x82\xff\xff\x00")
    assert frame.split_padding(b"\x30\x03abc\x00\x00") == (b"\x30\x03abc", b"\x00\x00")
