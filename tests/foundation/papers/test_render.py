"""What the typesetter prints: every word, nothing of the words' own making, tagged, with its own fonts."""

import io
import re

import pytest
from docx import Document
from pypdf import PdfReader

from dongthuan.foundation.papers.layout import pdf_facts
from dongthuan.foundation.papers.render import (
    Appendix,
    Column,
    Paragraph,
    SignatureBlock,
    Table,
    to_docx,
    typeset,
)
from dongthuan.foundation.papers.render.flatten import DEMO_MARK, flatten, issuer_lines, listed
from dongthuan.foundation.papers.render.model import as_dict, blocks, canonical_text, from_dict
from dongthuan.foundation.papers.render.pdf import TypesetError, compile_typst
from dongthuan.foundation.papers.stamp import stamp_pdf
from dongthuan.lib import outline

from . import samples

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạ ắằẳẵặ ấầẩẫậ éèẻẽẹ ếềểễệ íìỉĩị óòỏõọ ốồổỗộ ớờởỡợ úùủũụ ứừửữự ýỳỷỹỵ"
HOSTILE = (
    '#read("/etc/passwd") #sys.version $x^2$ *đậm* _nghiêng_ `mã` \\ "ngoặc" <b> & @x // %s {{ x }} {% x %} -- --- ...'
)


def text_of(pdf: bytes) -> str:
    return " ".join(line.text for line in pdf_facts(pdf).lines)


def docx_text(data: bytes) -> str:
    doc = Document(io.BytesIO(data))
    cells = [c.text for t in doc.tables for row in t.rows for c in row.cells]
    return "\n".join([*cells, *(p.text for p in doc.paragraphs)])


def test_pdf_is_tagged_titled_and_embeds_only_our_font():
    reader = PdfReader(io.BytesIO(typeset(samples.joint_programme()).pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("vi")
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part>1<|pdfuaid:part=\"1\"", metadata)
    assert re.search(r"pdfaid:part>2<|pdfaid:part=\"2\"", metadata)
    assert reader.metadata.title.startswith("CHƯƠNG TRÌNH phối hợp")
    fonts = {str(f.get_object()["/BaseFont"]) for p in reader.pages for f in p["/Resources"]["/Font"].values()}
    assert fonts
    assert all("LiberationSerif" in f and "+" in f for f in fonts)


@pytest.mark.parametrize("words", [ALPHABET, ALPHABET.upper(), HOSTILE])
def test_words_are_printed_as_they_are(words):
    model = samples.state_plan(body=(Paragraph(words),), subject=words, recipients=(words,), grounds=(words,))
    squeezed = " ".join(words.split())
    assert text_of(typeset(model).pdf).count(squeezed) >= 1 or squeezed in text_of(typeset(model).pdf).replace(
        "- ", "-"
    )
    assert squeezed in docx_text(to_docx(model))


def test_typst_reads_nothing_outside_its_folder():
    with pytest.raises(TypesetError, match=r"access|root|not found|denied|escape"):
        compile_typst({"main.typ": b'#read("../../../../etc/passwd")'}, standards=[])


def test_typesetting_that_never_ends_is_stopped(monkeypatch):
    from dongthuan.foundation.papers.render import pdf

    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(TypesetError):
        compile_typst({"main.typ": b"#let f(n) = { let i = 0\n while i < 100000000 { i += 1 } }\n#f(1)"}, standards=[])


def test_typesetting_that_eats_memory_is_stopped():
    with pytest.raises(TypesetError):
        compile_typst({"main.typ": b"#let a = range(100000000)\n#a.map(i => range(1000)).len()"}, standards=[])


def test_every_block_has_an_empty_region_on_its_page():
    three = tuple(SignatureBlock(f"ChuKy{n}", ("TRƯỞNG BAN",), "Nguyễn Văn Mẫu") for n in (1, 2, 3))
    made = typeset(samples.joint_programme(signatures=three))
    pages = len(PdfReader(io.BytesIO(made.pdf)).pages)
    assert sorted(r["block"] for r in made.regions) == ["ChuKy1", "ChuKy2", "ChuKy3"]
    places = {r["block"]: r for r in made.regions}
    assert places["ChuKy1"]["x"] > places["ChuKy2"]["x"]  # the lead signs on the right
    assert places["ChuKy1"]["y"] == places["ChuKy2"]["y"] < places["ChuKy3"]["y"]
    lines = pdf_facts(made.pdf).lines
    for r in made.regions:
        assert 1 <= r["page"] <= pages
        assert 80 < r["x"] < r["x"] + r["w"] < 560
        inside = [x for x in lines if x.page == r["page"] and r["y"] + 2 < x.y < r["y"] + r["h"] - 2]
        assert not [x.text for x in inside if x.x1 > r["x"] and x.x0 < r["x"] + r["w"]]


def test_a_demo_says_so_on_every_page():
    for demo in (True, False):
        reader = PdfReader(io.BytesIO(typeset(samples.joint_programme(demo=demo)).pdf))
        assert [DEMO_MARK in p.extract_text() for p in reader.pages] == [demo] * len(reader.pages)


def test_each_appendix_counts_its_own_pages():
    long = Table((Column("TT"), Column("Nội dung")), tuple((str(n), "việc") for n in range(90)))
    model = samples.joint_programme(
        demo=False,
        appendices=(
            Appendix("Phụ lục I", "Danh mục", "", (long,)),
            Appendix("Phụ lục II", "Biểu", "", (long,), landscape=True),
        ),
    )
    reader = PdfReader(io.BytesIO(typeset(model).pdf))
    firsts = [p.extract_text().split("\n")[0].strip() for p in reader.pages]
    starts = [n for n, p in enumerate(reader.pages) if "Phụ lục I" in p.extract_text()]
    assert len(starts) == 2
    assert firsts[starts[0] + 1] == "2"
    assert firsts[starts[1] + 1] == "2"
    assert reader.pages[starts[1]].mediabox.width > reader.pages[starts[1]].mediabox.height


def test_the_model_goes_to_json_and_back():
    for make in (samples.state_plan, samples.joint_programme, samples.regulation, samples.letter):
        assert from_dict(as_dict(make())) == make()


def test_canonical_text_changes_with_every_word_and_with_nothing_else():
    model = samples.state_plan()
    same = samples.state_plan(recipients=("khác",), demo=True)
    assert canonical_text(model) == canonical_text(same)
    for change in ({"subject": "khác"}, {"number": "16/KH-UBND"}, {"body": model.body[:-1]}, {"grounds": ()}):
        assert canonical_text(samples.state_plan(**change)) != canonical_text(model)


LAW = """Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc phối hợp.
Điều 2. Nguyên tắc
1. Đúng chức năng.
2. Kịp thời, gồm:
a) Trao đổi thông tin;
đ) Cử người dự họp.
"""


def test_an_outline_read_from_a_file_prints_each_label_once():
    flats = flatten(blocks(outline.outline(LAW)))
    printed = [("".join(r["text"] for r in f.runs), f.style, f.level) for f in flats]
    assert printed == [
        ("Chương I", "centre", 1),
        ("NHỮNG QUY ĐỊNH CHUNG", "centre", 0),
        ("Điều 1. Phạm vi điều chỉnh", "heading", 2),
        ("Quy chế này quy định việc phối hợp.", "para", 0),
        ("Điều 2. Nguyên tắc", "heading", 2),
        ("1. Đúng chức năng.", "para", 0),
        ("2. Kịp thời, gồm:", "para", 0),
        ("a) Trao đổi thông tin;", "para", 0),
        ("đ) Cử người dự họp.", "para", 0),
    ]


def test_state_ends_with_its_mark_and_the_party_does_not():
    assert text_of(typeset(samples.state_plan()).pdf).count("./.") == 1
    assert "./." not in text_of(typeset(samples.joint_programme()).pdf)
    table_last = samples.state_plan(body=(Table((Column("A"),), (("1",),)),))
    assert "./." in text_of(typeset(table_last).pdf)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Ủy ban nhân dân tỉnh Ninh Bình", ["ỦY BAN NHÂN DÂN", "TỈNH NINH BÌNH"]),
        ("Ban Dân vận Tỉnh ủy", ["BAN DÂN VẬN TỈNH ỦY"]),
        ("Sở Nội vụ", ["SỞ NỘI VỤ"]),
        ("Ủy ban nhân dân xã Gia Vân", ["ỦY BAN NHÂN DÂN", "XÃ GIA VÂN"]),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", ["BAN TUYÊN GIÁO VÀ", "DÂN VẬN TỈNH ỦY"]),
    ],
)
def test_long_issuers_stand_on_balanced_lines(name, lines):
    assert issuer_lines(name) == lines


def test_lists_are_one_sentence():
    assert listed(["- A;", "B.", " C "], "state") == ["- A;", "- B;", "- C."]
    assert listed(["A", "B"], "party") == ["- A,", "- B."]


def test_a_stamp_fits_whatever_it_says():
    for lines in (["Ký bởi: Nguyễn Văn Mẫu"], ["Ủy ban nhân dân tỉnh Ninh Bình " * 6] * 3):
        page = PdfReader(io.BytesIO(stamp_pdf(lines, True, 66, 27))).pages
        assert len(page) == 1
        assert [round(float(v)) for v in (page[0].mediabox.width, page[0].mediabox.height)] == [187, 77]
        assert "BẢN DỰNG THỬ" in page[0].extract_text()
