# ruff: noqa: E501  (samples of documents are easier to read unbroken)
"""Word files: numbers Word counts, tracked changes, tables, and files that are not what they say."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dongthuan.lib.outline import OutlineError, join, outline, read_bytes, read_path, walk, wording
from dongthuan.lib.outline.command import main

from .office import SOFFICE, flat_odf, numbered, to_docx

DATA = Path(__file__).parents[2] / "data" / "legal-vi"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def levels(*rows):
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (fmt, text, extra) in enumerate(rows)
    )


def docx(body, numbering="", styles="", extra=()):
    relations = "".join(
        f'<Relationship Id="r{i}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
        for i, kind in enumerate(("numbering", "styles"))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        z.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>')
        z.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        z.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
        for name, data in extra:
            z.writestr(name, data)
    return out.getvalue()


def p(text="", num=None, level=0, style="", mark=""):
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>' if num is not None else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{styled}{number}<w:rPr>{mark}</w:rPr></w:pPr>{run}</w:p>"


def text_of(body, **parts):
    return read_bytes(docx(body, **parts), "a.docx").text


NEVER = '<w:lvlRestart w:val="0"/>'
LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    + levels(
        ("upperRoman", "Chương %1", ""),
        ("decimal", "Điều %2.", NEVER),
        ("decimal", "%3.", ""),
        ("lowerLetter", "%4)", ""),
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_levels_restart_and_articles_run_on():
    body = "".join(
        p(words, 1, level)
        for words, level in [
            ("A", 0),
            ("Một", 1),
            ("x", 2),
            ("y", 2),
            ("Hai", 1),
            ("z", 2),
            ("u", 3),
            ("v", 3),
            ("B", 0),
            ("Ba", 1),
            ("w", 2),
        ]
    )
    assert text_of(body, numbering=LIST).split("\n") == [
        "Chương I A", "Điều 1. Một", "1. x", "2. y", "Điều 2. Hai", "1. z", "a) u", "b) v", "Chương II B", "Điều 3. Ba", "1. w",
    ]  # fmt: skip


def test_start_override_restarts_once_and_no_number_means_none():
    body = p("a", 1, 2) + p("b", 1, 2) + p("c", 2, 2) + p("d", 2, 2) + p("e", 0) + p("f", 99)
    assert text_of(body, numbering=LIST).split("\n") == ["1. a", "2. b", "5. c", "6. d", "e", "f"]


def test_numbers_come_through_styles_and_their_parents():
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="H1"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="H2"/>'
        '<w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
    )
    number = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="H1">{number}</w:style><w:style w:type="paragraph" w:styleId="H2">{number}</w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Off"><w:basedOn w:val="H2"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        p("A", style="H1")
        + p("a", style="H2")
        + p("b", style="Mine")
        + p("c", style="Off")
        + p("B", style="H1")
        + p("d", style="H2")
    )
    assert text_of(body, numbering=numbering, styles=styles).split("\n") == [
        "I. A",
        "1.1. a",
        "1.2. b",
        "c",
        "II. B",
        "2.1. d",
    ]


def test_word_letters_a_list_without_the_vietnamese_d_and_hand_typed_ones_keep_it():
    auto = "".join(p(f"Ý {i}", 1, 3) for i in range(5))
    assert [line[:2] for line in text_of(auto, numbering=LIST).split("\n")] == ["a)", "b)", "c)", "d)", "e)"]
    typed = "".join(p(f"{x}) Ý;") for x in "abcdđe")
    assert [n["number"] for n in walk(read_bytes(docx(typed), "a.docx").outline())] == list("abcdđe")


def test_insertions_stay_deletions_go():
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        p(run.format("hỗ trợ ") + f"<w:del>{run.format('500').replace('w:t', 'w:delText')}</w:del><w:ins>{run.format('700')}</w:ins>")
        + p(f"<w:moveFrom>{run.format('đi')}</w:moveFrom>", mark="<w:moveFrom/>")
        + p(f"<w:moveTo>{run.format('đến')}</w:moveTo>")
        + p("đầu ", num=1, level=2, mark="<w:del/>") + p("cuối", num=1, level=2)
    )  # fmt: skip
    assert text_of(body, numbering=LIST).split("\n") == ["hỗ trợ 700", "đến", "1. đầu cuối"]


def test_tables_breaks_notes_and_hidden_words():
    cell = "<w:tc>{}</w:tc>"
    table = f"<w:tbl><w:tr>{cell.format(p('1. Cơ quan'))}{cell.format(p('Điều 1. Quốc hiệu') + p('Độc lập'))}</w:tr></w:tbl>"
    gone = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{cell.format(p('bỏ'))}{cell.format(p('bỏ'))}</w:tr></w:tbl>"
    body = (
        table + gone + p("<w:r><w:t>Chương I</w:t><w:br/><w:t>QUY ĐỊNH CHUNG</w:t></w:r>")
        + p('<w:r><w:t>Điều 1. Tên</w:t><w:footnoteReference w:id="2"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>')
    )  # fmt: skip
    document = read_bytes(docx(body), "a.docx")
    assert document.text.split("\n") == [
        "1. Cơ quan\tĐiều 1. Quốc hiệu Độc lập",
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "Điều 1. Tên",
    ]
    assert document.ignored == {"footnotes": 1, "hidden words": 1}
    assert [(n["kind"], n["title"]) for n in walk(document.outline())] == [
        ("khac", ""),
        ("chuong", "QUY ĐỊNH CHUNG"),
        ("dieu", "Tên"),
    ]


SOME = st.sampled_from(["", "-1", "0", "1", "2", "3", "9", "x", "99999999999", "%1", "%9.%0%", "decimal", "upperRoman", "lowerLetter",
                        "bullet", "none", "tab", "nothing", "\uf0b7", "Điều %1."])  # fmt: skip
LEVEL = st.tuples(SOME, SOME, SOME, SOME, SOME, SOME).map(
    lambda v: (
        f'<w:lvl w:ilvl="{v[0]}"><w:start w:val="{v[1]}"/><w:numFmt w:val="{v[2]}"/><w:lvlRestart w:val="{v[3]}"/>'
        f'<w:suff w:val="{v[4]}"/><w:lvlText w:val="{v[5]}"/></w:lvl>'
    )
)
NUM = st.tuples(SOME, SOME, SOME, SOME).map(
    lambda v: (
        f'<w:num w:numId="{v[0]}"><w:abstractNumId w:val="{v[1]}"/><w:lvlOverride w:ilvl="{v[2]}">'
        f'<w:startOverride w:val="{v[3]}"/></w:lvlOverride></w:num>'
    )
)


@settings(max_examples=80, deadline=None)
@given(st.lists(LEVEL, max_size=4), SOME, st.lists(NUM, max_size=4), st.lists(st.tuples(SOME, SOME), max_size=8))
def test_counting_never_fails(levels, abstract, nums, paragraphs):
    numbering = f'<w:abstractNum w:abstractNumId="{abstract}">{"".join(levels)}</w:abstractNum>{"".join(nums)}'
    body = "".join(p(f"đoạn {i}", num, level) for i, (num, level) in enumerate(paragraphs))
    lines = text_of(body, numbering=numbering).split("\n") if paragraphs else []
    assert [line[line.index("đoạn") :] for line in lines] == [f"đoạn {i}" for i in range(len(paragraphs))]


def refused(data, name):
    with pytest.raises(OutlineError) as caught:
        read_bytes(data, name)
    assert str(caught.value).startswith(f"{name}: ")
    return str(caught.value)


def test_files_that_are_not_what_they_say():
    assert "program" in refused(b"MZ\x90\0" + b"\0" * 100, "a.docx")
    assert "program" in refused(b"MZ\x90\0" + b"\0" * 100, "a.txt")
    assert "PDF" in refused(b"%PDF-1.7\n", "a.docx")
    assert "old .doc" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "a.docx")
    assert "damaged" in refused(b"PK\x03\x04" + b"x" * 50, "a.docx")
    assert "not a Word file" in refused(b"hello", "a.docx")
    assert "only .docx" in refused(b"hello", "a.xlsx")
    assert "line 2" in refused("một\n".encode() + b"\xff\xfe\xff", "a.txt")
    assert "NUL character in line 2" in refused(b"a\nb\0c", "a.md")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr("xl/workbook.xml", "<workbook/>")
    assert "not a Word file" in refused(out.getvalue(), "a.docx")


def test_zip_bombs_name_the_part():
    huge = docx(p("a"), extra=[("word/media/bomb.xml", b" " * (60 * 1024 * 1024))])
    assert "word/media/bomb.xml" in refused(huge, "bom.docx")
    many = docx(p("a"), extra=[(f"word/{i}.xml", b"") for i in range(5001)])
    assert "parts" in refused(many, "bom.docx")
    lying = bytearray(docx("<w:p/>" * 9_000_000))
    at = lying.rindex(b"PK\x01\x02", 0, lying.rindex(b"word/document.xml"))
    lying[at + 24 : at + 28] = (1000).to_bytes(4, "little")  # the directory says 1000 bytes
    assert "word/document.xml" in refused(bytes(lying), "bom.docx")


def test_entities_and_broken_xml_are_refused():
    doctype = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        z.writestr(
            "word/document.xml",
            f'{doctype}<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>',
        )
    assert "declares entities" in refused(out.getvalue(), "a.docx")
    assert "not well-formed" in refused(docx("<w:p>"), "a.docx")


def test_the_command(tmp_path, capsys):
    law = DATA / "luat-to-cao_25-2018-QH14.tidy.txt"
    assert main([str(law), "--json"]) == 0
    tree = json.loads(capsys.readouterr().out)
    assert join(tree) == law.read_bytes().decode("utf-8")
    assert main([str(law)]) == 0
    assert "\n  Điều 67. Quy định chi tiết\n" not in capsys.readouterr().out.replace("    Điều", "  Điều")[:200]
    exe = tmp_path / "van-ban.docx"
    exe.write_bytes(b"MZ\x90\0")
    assert main([str(exe)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "van-ban.docx" in error
    assert main([str(tmp_path / "không-có.txt")]) == 2
    assert "no such file" in capsys.readouterr().err


def seen(tree):
    return [(n["kind"], n["number"], n["title"], [x for x in wording(n).split("\n") if x]) for n in walk(tree)]


def same_outline(word, source):
    """Everything a reader sees is equal; blank lines do not exist in Word."""
    document = read_path(word)
    assert join(document.outline()) == document.text
    assert seen(document.outline()) == seen(outline(source.read_text(encoding="utf-8")))


def test_a_law_numbered_by_libreoffice():
    """The committed file was written by LibreOffice from office.flat_odf(office.numbered(...))."""
    same_outline(DATA / "luat-to-cao_25-2018-QH14.tidy.docx", DATA / "luat-to-cao_25-2018-QH14.tidy.txt")


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("law", sorted(DATA.glob("luat-*.txt")), ids=lambda path: path.name[:24])
def test_the_same_law_numbered_by_libreoffice_now(law, tmp_path):
    tree = outline(law.read_text(encoding="utf-8"))
    same_outline(to_docx(flat_odf(numbered(tree)), tmp_path, "law"), law)
