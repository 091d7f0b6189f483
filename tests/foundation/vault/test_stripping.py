"""Real files lose what they say of author, device and place, and keep what they show."""

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pypdf
import pytest
from openpyxl.comments import Comment
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from dongthuan.foundation.things.kit import Refused
from dongthuan.foundation.vault.stripping import pictures, strip

TRACE = "Nguyen Van Dau Vet"
PLACE = b"20.2506 N 105.9745 E"


# --- pictures -----------------------------------------------------------------------------------------------------
def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(order: str, turned: int) -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    entries = (
        struct.pack(f"{order}HHIHH", 0x0112, 3, 1, turned, 0)
        + struct.pack(f"{order}HHI", 0x013B, 2, 20)
        + b"\0\0\0\x26"
    )
    return b"Exif\0\0" + head + struct.pack(f"{order}IH", 8, 2) + entries + b"\0\0\0\0" + TRACE.encode() + PLACE


SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
TABLES = segment(0xDB, b"\0" * 65) + segment(0xC2, b"\x08\0\x01\0\x01\x01\x01\x11\0") + segment(0xC4, b"\0" * 20)


def jpeg(*, order: str = ">", turned: int = 6) -> bytes:
    told = segment(0xE0, b"JFIF\0\x01\x01\0\0\x48\0\x48\x02\x01" + b"thumbs") + segment(0xE1, exif(order, turned))
    told += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + TRACE.encode()) + segment(
        0xED, b"Photoshop 3.0\0" + TRACE.encode()
    )
    told += (
        segment(0xE2, b"ICC_PROFILE\0" + TRACE.encode())
        + segment(0xFE, TRACE.encode())
        + segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01")
    )
    return b"\xff\xd8" + told + TABLES + SCAN + segment(0xC4, b"\1" * 20) + SCAN + b"\xff\xd9" + TRACE.encode() + PLACE


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_jpeg_keeps_its_pixels_and_stays_upright(order):
    clean, mime = strip(jpeg(order=order), "ảnh.jpg")
    assert mime == "image/jpeg"
    for trace in (TRACE.encode(), PLACE, b"thumbs", b"xap", b"ICC"):
        assert trace not in clean
    assert TABLES + SCAN + segment(0xC4, b"\1" * 20) + SCAN + b"\xff\xd9" == clean[-len(TABLES + SCAN * 2) - 26 :]
    assert b"Adobe" in clean
    turned = clean.index(b"Exif\0\0")
    assert pictures.orientation(clean[turned + 6 :]) == 6
    assert strip(clean, "ảnh.jpg")[0] == clean
    assert b"Exif" not in strip(jpeg(turned=1), "a.jpg")[0]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_a_png_keeps_its_picture_alone():
    ends = (
        chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        chunk(b"IDAT", zlib.compress(b"\0abc")) + chunk(b"IEND", b""),
    )
    told = [chunk(kind, TRACE.encode()) for kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"prVt")]
    data = b"\x89PNG\r\n\x1a\n" + ends[0] + b"".join(told) + ends[1] + TRACE.encode()
    assert strip(data, "a.png") == (b"\x89PNG\r\n\x1a\n" + ends[0] + ends[1], "image/png")


def test_a_webp_loses_its_chunks():
    def part(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

    body = (
        b"WEBP"
        + part(b"VP8X", b"\x2c" + b"\0" * 9)
        + part(b"VP8 ", b"xyz")
        + part(b"EXIF", TRACE.encode())
        + part(b"XMP ", b"a")
    )
    clean, _mime = strip(b"RIFF" + struct.pack("<I", len(body)) + body, "a.webp")
    wanted = b"WEBP" + part(b"VP8X", b"\0" * 10) + part(b"VP8 ", b"xyz")
    assert clean == b"RIFF" + struct.pack("<I", len(wanted)) + wanted


# --- Office -------------------------------------------------------------------------------------------------------
def unpacked(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def word() -> bytes:
    document = docx.Document()
    document.core_properties.author = document.core_properties.last_modified_by = TRACE
    document.core_properties.comments = TRACE
    run = document.add_paragraph("Giám đốc sở nhận tiền.").runs[0]
    document.add_comment(run, text="xem lại", author=TRACE, initials="NVD")
    out = io.BytesIO()
    document.save(out)
    changed = io.BytesIO()  # a tracked change, a session's number, the template's place and a picture with EXIF
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                who = f'w:id="9" w:author="{TRACE}" w:date="2026-01-02T03:04:05Z"'
                tracked = f'<w:p w:rsidR="00AB12CD"><w:ins {who}><w:r><w:t>chen vao</w:t></w:r></w:ins></w:p>'
                content = content.replace(b"<w:sectPr", tracked.encode() + b"<w:sectPr", 1)
            new.writestr(entry.filename, content)
        new.writestr("word/media/image9.jpg", jpeg())
        new.writestr("docProps/custom.xml", f"<Properties><x>{TRACE}</x></Properties>")
    return changed.getvalue()


def test_a_word_file_names_nobody_and_still_says_the_same():
    clean, mime = strip(word(), "đơn.docx")
    assert mime.endswith("wordprocessingml.document")
    said = unpacked(clean)
    assert TRACE not in said
    assert "NVD" not in said
    assert "00AB12CD" not in said
    assert "2026-01-02" not in said
    document = docx.Document(io.BytesIO(clean))
    assert "Giám đốc sở nhận tiền." in [p.text for p in document.paragraphs]
    assert [c.text for c in document.comments] == ["xem lại"]
    assert "chen vao" in said


def test_an_excel_file_names_nobody_and_keeps_its_cells():
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = TRACE
    book.active["B2"] = 1_045
    book.active["B2"].comment = Comment("số này sai", TRACE)
    out = io.BytesIO()
    book.save(out)
    clean, _mime = strip(out.getvalue(), "bảng.xlsx")
    assert TRACE not in unpacked(clean)
    cell = openpyxl.load_workbook(io.BytesIO(clean)).active["B2"]
    assert (cell.value, "số này sai" in cell.comment.text) == (1_045, True)


def test_a_powerpoint_file_names_nobody():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ppt/presentation.xml", "<p:presentation xmlns:p='p'/>")
        author = f"<p:cmAuthor id='0' name='{TRACE}' initials='D'/>"
        archive.writestr("ppt/commentAuthors.xml", f"<p:cmAuthorLst xmlns:p='p'>{author}</p:cmAuthorLst>")
        archive.writestr("docProps/core.xml", f"<c>{TRACE}</c>")
        archive.writestr("docProps/thumbnail.jpeg", TRACE)
    assert TRACE not in unpacked(strip(out.getvalue(), "a.pptx")[0])


# --- PDF ----------------------------------------------------------------------------------------------------------
def pdf() -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": TRACE, "/Creator": "Word", "/CreationDate": "D:20260102"})
    xmp = DecodedStreamObject()
    xmp.set_data(f"<x:xmpmeta>{TRACE}</x:xmpmeta>".encode())
    xmp.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject(TRACE)})
    note = DictionaryObject({
        NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text"),
        NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (10, 10, 20, 20)]),
        NameObject("/Contents"): TextStringObject("ghi chú giữ lại"), NameObject("/T"): TextStringObject(TRACE),
    })  # fmt: skip
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    picture = DecodedStreamObject()
    picture.set_data(jpeg())
    picture.update({NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): NameObject("/DCTDecode")})
    objects = DictionaryObject({NameObject("/I"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
    writer.add_attachment("goc.txt", TRACE.encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_names_nobody_and_keeps_its_pages_and_notes():
    dirty = pdf()
    clean, mime = strip(dirty, "đơn.pdf")
    assert mime == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(clean))
    assert len(reader.pages) == 1
    assert not reader.metadata
    assert reader.xmp_metadata is None
    note = reader.pages[0]["/Annots"][0].get_object()
    assert (note["/Contents"], "/T" in note) == ("ghi chú giữ lại", False)
    whole = clean + b"".join(
        o.get_data() for o in map(reader.get_object, range(1, len(reader.xref[0]) + 1)) if hasattr(o, "get_data")
    )
    assert TRACE.encode() not in whole
    assert PLACE not in whole
    assert TRACE.encode("utf-16-be") not in whole


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xff\xd8\xff\xe1\x00\xff", "cụt.jpg"),
        (b"\x89PNG\r\n\x1a\nrac", "hỏng.png"),
        (b"%PDF-1.7 rac %%EOF", "hỏng.pdf"),
        (b"RIFF\xff\xff\x00\x00WEBP", "hỏng.webp"),
        (b"ID3\x04\xff\xfb\x90", "ghi-âm.mp3"),
    ],
)
def test_what_cannot_be_cleaned_is_refused_in_a_sentence(data, name):
    with pytest.raises(Refused, match=r"Không"):
        strip(data, name)


def test_a_locked_pdf_is_refused():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("x", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(Refused):
        strip(out.getvalue(), "khóa.pdf")


def test_plain_text_stays_as_it_is():
    assert strip("nội dung".encode(), "a.txt") == ("nội dung".encode(), "text/plain")
