"""Our own papers have no finding; a paper with one fault has exactly that one (worked test 4 of the digest)."""

import shutil
import subprocess
from dataclasses import replace

import pytest
from docx.shared import Pt

from dongthuan.foundation.papers.formats import ND30
from dongthuan.foundation.papers.layout import Unreadable, check_file
from dongthuan.foundation.papers.render import to_docx, typeset

from . import mutants, samples

SAMPLES = {n: getattr(samples, n) for n in ("state_plan", "joint_programme", "regulation", "letter")}
MARGIN_25 = replace(ND30, margins=(20, 20, 25, 15))
NO_CLOSING = replace(ND30, closing="")
BOLD_ISSUER = 'stack-lines(m.issuers, size: s.issuer * 1pt, weight: "bold")'
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def codes(data: bytes, system: str = "state") -> list[tuple[str, str]]:
    return sorted({(f.code, f.severity) for f in check_file(data, system)})


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("make", [lambda m: typeset(m).pdf, to_docx], ids=["pdf", "docx"])
def test_our_own_papers_follow_the_table(name, make):
    model = SAMPLES[name]()
    assert check_file(make(model), model.system) == []


@pytest.mark.parametrize(
    ("expected", "pdf", "docx"),
    [
        (("margin:left", "error"), {"form": MARGIN_25}, {"form": MARGIN_25}),
        (("size:nation", "error"), {"form": mutants.sized("nation", 14)}, {"form": mutants.sized("nation", 14)}),
        (
            ("caps:motto", "error"),
            {"change": (MOTTO, "ĐỘC LẬP - TỰ DO - HẠNH PHÚC")},
            {"change": mutants.retext(MOTTO, "ĐỘC LẬP - TỰ DO - HẠNH PHÚC")},
        ),
        (("page_number:first", "error"), {"change": ("if n > 1 {", "if n > 0 {")}, {"change": mutants.number_on_first_page}),
        (("closing", "warning"), {"form": NO_CLOSING}, {"form": NO_CLOSING}),
        (("size:body", "error"), {"form": mutants.sized("body", 12)}, {"form": mutants.sized("body", 12)}),
        (("size:number", "error"), {"form": mutants.sized("number", 15)}, {"form": mutants.sized("number", 15)}),
        (
            ("bold:issuer", "error"),
            {"change": (BOLD_ISSUER, BOLD_ISSUER.replace(', weight: "bold"', ""))},
            {"change": mutants.reformat("TỈNH NINH BÌNH", bold=False)},
        ),
        (
            ("italic:date", "error"),
            {"change": ('plain(m.date, size: s.date * 1pt, style: "italic")', "plain(m.date, size: s.date * 1pt)")},
            {"change": mutants.reformat("Ninh Bình, ngày", italic=False)},
        ),
        (
            ("justify", "error"),
            {"change": ("#set par(justify: true", "#set par(justify: false")},
            {"change": lambda doc: setattr(doc.styles["Nội dung"].paragraph_format, "alignment", 0)},
        ),
        (
            ("size:recipient", "error"),
            {"form": mutants.sized("recipient", 14)},
            {"change": mutants.reformat("- Lưu: VT", size=Pt(14))},
        ),
        (
            ("page_number:place", "error"),
            {"change": ("place(bottom + center, page-number)", "place(bottom + right, page-number)")},
            {"change": lambda doc: setattr(doc.sections[0].header.paragraphs[0], "alignment", 2)},
        ),
        (("font", "error"), {}, {"change": mutants.reformat("1. Tổ chức", name="Arial")}),
        (("missing:motto", "error"), {"change": ('"' + MOTTO + '"', '""')}, {"change": mutants.retext(MOTTO, "")}),
    ],
    ids=lambda v: v[0] if isinstance(v, tuple) else "",
)  # fmt: skip
def test_one_fault_is_one_finding(expected, pdf, docx):
    model = samples.state_plan()
    if pdf:
        changes = (pdf["change"],) if "change" in pdf else ()
        assert codes(mutants.pdf(model, pdf.get("form"), *changes)) == [expected]
    assert codes(mutants.docx(model, docx.get("form"), docx.get("change"))) == [expected]


def test_wrongly_written_number_and_date_are_found():
    model = samples.state_plan(number="7/KH-UBND")
    assert codes(typeset(model).pdf) == [("number_form", "error")]
    bad_day = mutants.retext("Ninh Bình, ngày 15 tháng 01 năm 2022", "Ninh Bình, ngày 15 tháng 1 năm 2022")
    assert codes(mutants.docx(samples.state_plan(), None, bad_day)) == [("date_form", "error")]


def test_findings_name_their_place_and_their_source():
    (found,) = check_file(mutants.docx(samples.state_plan(), mutants.sized("nation", 14)), "state")
    assert found.where == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert (found.found, found.expected) == ("14 pt", "12–13 pt")
    assert found.basis == "Nghị định 30/2020/NĐ-CP, Phụ lục I"


@pytest.mark.parametrize("data", [b"%PDF-1.7 nothing", b"PK\x03\x04 nothing", b"", b"%PDF-1.7\n%%EOF"])
def test_broken_files_are_unreadable_not_a_traceback(data):
    with pytest.raises(Unreadable):
        check_file(data, "state")


@pytest.mark.office
@pytest.mark.parametrize("name", SAMPLES)
def test_word_file_opens_in_libreoffice_with_the_same_words_and_layout(name, tmp_path):
    model = SAMPLES[name]()
    (tmp_path / "a.docx").write_bytes(to_docx(model))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        shutil.which("soffice"),
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        tmp_path,
        tmp_path / "a.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = (tmp_path / "a.pdf").read_bytes()
    assert check_file(made, model.system) == []
    assert body_words(made) == body_words(typeset(model).pdf)


def body_words(pdf: bytes) -> str:
    """The main part's words in reading order; columns of the head and of the signatures are read line by line."""
    from dongthuan.foundation.papers.layout import pdf_facts

    lines = pdf_facts(pdf).lines
    return " ".join(sorted(w for x in lines for w in x.text.split()))
