"""Files made to break or stall a reader: each is one sentence, soon."""

import io
import random
import zlib

import pypdf
import pytest

from dongthuan.foundation.papers import signing
from dongthuan.foundation.papers.signing import SigningError, Trust, frame, guard

from . import attacks
from .conftest import codes

HEAD = b"%PDF-1.7\n"
REFUSALS = {"unreadable", "not_pdf", "too_large", "too_complex", "encrypted", "hybrid", "kind", "envelope"}


def refusal(pdf: bytes, **options) -> str:
    with pytest.raises(SigningError) as error:
        signing.validate(pdf, None, **options)
    for language in ("vi", "en"):
        assert error.value.sentence(language).endswith(".")
    return error.value.code


def built(*objects: bytes, root: int = 1, extra: bytes = b"", prev: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a right table."""
    body, places = HEAD, []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root %d 0 R%s%s>>\n" % (len(objects) + 1, root, extra, prev)
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


PAGES = b"<</Type/Pages/Kids[]/Count 0>>"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"MZ" + b"\0" * 500, b"%PDF", b"%PDF-9.9\n", b"\n%PDF-1.7\n", b"\0" * 1000]
)
def test_what_is_no_pdf(data):
    assert refusal(data, guarded=False) == "not_pdf"


def test_a_file_too_large_is_refused_before_it_is_read():
    assert refusal(HEAD + b"\0" * frame.MAX_BYTES, guarded=False) == "too_large"


@pytest.mark.parametrize(
    "data",
    [
        HEAD,
        HEAD + b"startxref\n0\n%%EOF",
        HEAD + b"startxref\n-1\n%%EOF",
        HEAD + b"startxref\n99999999999999999999\n%%EOF",
        HEAD + b"xref\n0 99999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF",
        HEAD + b"[" * 100_000 + b"\nstartxref\n9\n%%EOF",
        HEAD + b"1 0 obj\n" + b"<</A" * 50_000 + b"\nendobj\nstartxref\n9\n%%EOF",
        built(b"<</Type/Catalog/Pages 2 0 R/AcroForm 1 0 R>>"),
        built(b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 7>>>>", PAGES),
        built(b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>", PAGES, b"<</FT/Sig/T(A)/V 5>>"),
        built(b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>", PAGES, b"<</FT/Sig/T(A)/V<<>>>>"),
        built(b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>", PAGES, b"<</FT/Sig/T(A)/V 3 0 R>>"),
    ],
    ids=range(12),
)
def test_a_malformed_file(data):
    assert set(codes(data, None)) <= REFUSALS | {"no_signature"}


def test_a_table_that_points_at_itself():
    plain = built(b"<</Type/Catalog/Pages 2 0 R>>", PAGES)
    start = plain.rindex(b"xref\n0")
    assert refusal(built(b"<</Type/Catalog/Pages 2 0 R>>", PAGES, prev=b"/Prev %d" % start)) in REFUSALS


def test_fields_that_hold_each_other():
    form = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[3 0 R]>>>>"
    ring = built(form, PAGES, b"<</T(A)/Kids[4 0 R]>>", b"<</T(B)/Kids[3 0 R]>>")
    assert codes(ring, None) in (["no_signature"], ["unreadable"])


def test_a_page_tree_that_holds_itself(world):
    ring = built(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    with pytest.raises(SigningError):
        signing.prepare_fields(ring, [signing.FieldBox("A", 1, 1, 1, 5, 5)])


@pytest.mark.parametrize("filters", [1, 2, 3])
def test_a_stream_that_grows_without_end(filters):
    bomb = b"\0" * 80_000_000
    for _ in range(filters):
        bomb = zlib.compress(bomb, 9)
    names = b"/FlateDecode " * filters
    stream = b"<</Type/ObjStm/N 1/First 4/Length %d/Filter[%s]>>\nstream\n%s\nendstream" % (len(bomb), names, bomb)
    table = b"<</Type/XRef/W[1 4 1]/Size 3/Root 2 0 R/Index[0 3]/Length 18>>\nstream\n"
    head = HEAD + b"1 0 obj\n" + stream + b"\nendobj\n"
    rows = b"\0\0\0\0\0\0" + b"\1" + len(HEAD).to_bytes(4, "big") + b"\0" + b"\2\0\0\0\1\0"
    pdf = head + b"9 0 obj\n" + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    assert refusal(pdf) in REFUSALS


def test_more_revisions_than_any_paper_has(one):
    grown = one
    for _ in range(60):
        writer = attacks.open_(grown)
        attacks.run_script(writer)
        grown = attacks.save(writer)
    assert codes(grown, None) == ["too_complex"]


def test_a_locked_file(paper):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(paper))
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert refusal(out.getvalue(), guarded=False) == "encrypted"


def test_rubbish_written_over_a_signed_file_never_fails_otherwise(two, world):
    """Runs of random bytes all over the file: refused each time, and by nothing but a sentence."""
    dice = random.Random(20261123)
    trust = signing.as_trust(world.roots)
    for _ in range(50):
        start, size = dice.randrange(len(two)), dice.randrange(1, 4000)
        assert codes(two[:start] + dice.randbytes(size) + two[start + size :], trust)


def test_what_takes_too_long_is_stopped_by_the_clock_of_the_processor():
    many = [b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>", PAGES]
    count = 20_000
    many[0] %= b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    many += [b"<</FT/Sig/T(A%d)/V<<>>>>" % number for number in range(count)]
    with pytest.raises(SigningError) as error:
        guard.guarded("inspect", built(*many), Trust(), None, seconds=1)
    assert error.value.code == "too_complex"


def test_the_child_says_the_same_as_we_do(two, world):
    inside = signing.validate(two, world.roots, guarded=False)
    assert signing.validate(two, world.roots) == inside
    assert refusal(HEAD) == refusal(HEAD, guarded=False)


def test_a_fault_of_our_own_is_not_hidden_as_a_refusal():
    with pytest.raises(RuntimeError, match="KeyError"):
        guard.guarded("no such task")
