"""The drafted skeleton of a report (outline: practice note 1.5). Sentences with figures; a person writes over them."""

from dataclasses import dataclass

from django.db.models import Count, F, Q

from dongthuan.deliver.programmes import queries as programmes
from dongthuan.foundation.texts.models import Version

from . import difficulties, editions, rules
from .models import Report, Section
from .states import OVER_YEARS, Bucket, Kind

CLAUSE = "nd"  # begins the key of a content clause's section; its number follows
IN_TEXT = 12  # obstacles, proposals, organisations named in the text; the appendices name all
STRENGTHS = "Trong [[hoan_thanh]] việc hoàn thành, [[dung_han]] việc đúng hạn ([[ty_le_dung_han]]%)."
COMPARISON = (
    "Trong [[giao]] việc đề ra theo các kế hoạch năm, hoàn thành [[hoan_thanh]] ([[ty_le_hoan_thanh]]%), còn [[dang_lam]] việc "
    "đang làm, [[qua_han]] việc quá hạn, [[dung]] việc dừng. Đối chiếu từng dòng kế hoạch ở Phụ lục."
)
DIRECTIONS = "Tiếp tục thực hiện [[dang_lam]] việc đang làm và [[qua_han]] việc quá hạn."
NAMES = {
    Kind.SIX_MONTH: "kết quả công tác phối hợp 6 tháng đầu năm {year}",
    Kind.ANNUAL: "kết quả công tác phối hợp năm {year}",
    Kind.MID_TERM: "sơ kết giữa kỳ {programme}",
    Kind.END_TERM: "tổng kết {programme}",
}


def title_of(report: Report) -> str:
    name = report.programme.short_title or report.programme.title
    return NAMES[Kind(report.kind)].format(year=report.until.year, programme=name[:1].lower() + name[1:])


@dataclass(frozen=True)
class Part:
    key: str
    level: int
    number: str
    title: str
    skeleton: str = ""


def parts(report: Report) -> list[Part]:
    """Sections in order: context, results by clause, assessment, directions, proposals; of a whole term also the planned
    against the done, and who is to be commended."""
    found = [
        Part("boi_canh", 1, "I", "BỐI CẢNH, CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", context(report)),
        Part("ket_qua", 1, "II", "KẾT QUẢ THEO TỪNG NỘI DUNG PHỐI HỢP", results(report)),
    ]
    content = programmes.content_clauses(report.version)
    for n, reading in enumerate(content, 1):
        words = (reading.row.title or reading.row.text).strip().rstrip(".;:")
        found.append(Part(f"{CLAUSE}{reading.clause_id}", 2, f"{n}", words, about_clause(reading)))
    if report.kind in OVER_YEARS:
        title = "Đối chiếu nhiệm vụ đề ra với kết quả"
        found.append(Part("doi_chieu", 2, f"{len(content) + 1}", title, COMPARISON))
    found += [
        Part("danh_gia", 1, "III", "ĐÁNH GIÁ"),
        Part("uu_diem", 2, "1", "Ưu điểm", STRENGTHS),
        Part("han_che", 2, "2", "Hạn chế", "[[tre]] việc hoàn thành trễ, [[qua_han]] việc còn quá hạn."),
        Part("nguyen_nhan", 2, "3", "Nguyên nhân", obstacles(report)),
        Part("bai_hoc", 2, "4", "Bài học kinh nghiệm"),
        Part("phuong_huong", 1, "IV", "PHƯƠNG HƯỚNG, NHIỆM VỤ", DIRECTIONS),
        Part("kien_nghi", 1, "V", "KIẾN NGHỊ", proposals(report)),
    ]
    if report.kind == Kind.END_TERM:
        found.append(Part("khen_thuong", 1, "VI", "ĐỀ NGHỊ KHEN THƯỞNG", commended(report)))
    return found


def context(report: Report) -> str:
    focuses = report.programme.focuses.filter(year__range=(report.since.year, report.until.year)).order_by("year")
    themes = "; ".join(f"năm {f.year}: “{f.theme}”" for f in focuses)
    theme = f" Chủ đề: {themes}." if themes else ""
    edition = editions.of(report)
    wording = f" ({editions.named(edition)})" if edition else ""
    return (
        f"Thực hiện {report.programme.short_title}{wording}, trong kỳ đã giao [[giao]] việc cho các cơ quan, địa "
        f"phương.{theme}"
    )


def results(report: Report) -> str:
    return (
        f"Tính đến ngày {report.as_of or report.until:%d/%m/%Y}: hoàn thành [[hoan_thanh]]/[[giao]] việc ([[ty_le_hoan_thanh]]%), "
        "trong đó đúng hạn [[dung_han]], trong gia hạn [[gia_han]], trễ [[tre]]; đang làm [[dang_lam]]; quá hạn [[qua_han]]; "
        "dừng [[dung]]. Số liệu theo nội dung, cơ quan và địa bàn ở Phụ lục."
    )


def about_clause(reading: programmes.Reading) -> str:
    """What the clause asked, where its title does not say it already; what was done."""
    code, row = reading.code, reading.row
    asked = f"Nội dung đề ra: {row.text.strip()}\n" if row.title.strip() and row.text.strip() else ""
    return (
        f"{asked}Đã giao [[giao:{code}]] việc; hoàn thành [[hoan_thanh:{code}]] (đúng hạn [[dung_han:{code}]], trong gia hạn "
        f"[[gia_han:{code}]], trễ [[tre:{code}]]); quá hạn [[qua_han:{code}]]; có [[minh_chung:{code}]] minh chứng."
    )


def obstacles(report: Report) -> str:
    """The obstacles that were recorded, in the doers' own words; the appendix has them all."""
    found = list(difficulties.of(report)[: IN_TEXT + 1])
    lines = [f"- {o.task.organisation.short_name}: {o.text}" for o in found[:IN_TEXT]]
    more = ["Các vướng mắc còn lại ghi ở Phụ lục."] if len(found) > IN_TEXT else []
    return "\n".join(["Trong kỳ ghi nhận [[vuong_mac]] khó khăn, vướng mắc.", *lines, *more])


def proposals(report: Report) -> str:
    found = difficulties.of(report).exclude(proposal="")[:IN_TEXT]
    return "\n".join(f"- {o.task.organisation.short_name}: {o.proposal}" for o in found)


def commended(report: Report) -> str:
    """Who did everything on time: a first list, for people to decide on."""
    rows = report.rows.values("organisation__name").annotate(
        all=Count("pk"), on_time=Count("pk", filter=Q(bucket=Bucket.ON_TIME))
    )
    best = rows.filter(all=F("on_time")).order_by("-all", "organisation__name")[:IN_TEXT]
    names = [f"- {r['organisation__name']} ({r['all']} việc)" for r in best]
    return "\n".join(["Các đơn vị hoàn thành toàn bộ việc được giao đúng hạn:", *names]) if names else ""


def refresh(report: Report, before: Version | None) -> None:
    """Draft the sections anew where nobody wrote. `before`: the wording they spoke of, if it was another one.

    A figure named by a clause's number follows the clause, not the number; a new content clause gets a section; a section
    nobody wrote in goes with its clause, another stays behind the content clauses.
    """
    codes = renumbered(before, report.version) if before else {}
    drafted = {p.key: p for p in parts(report)}
    sections = {s.key: s for s in report.sections.all()}
    for key in [k for k, s in sections.items() if k not in drafted and s.text == s.skeleton]:
        sections.pop(key).delete()
    order = list(drafted)
    behind = max(n for n, key in enumerate(order) if key == "ket_qua" or key.startswith(CLAUSE)) + 1
    order[behind:behind] = [key for key in sections if key not in drafted]
    for n, key in enumerate(order):
        section = sections.get(key) or Section(report=report, key=key)
        was = (section.order, section.number, section.title, section.skeleton, section.text)
        if part := drafted.get(key):
            text = part.skeleton if section.text == section.skeleton else rules.renamed(section.text, codes)
            section.level, section.number, section.title = part.level, part.number, part.title
            section.skeleton = part.skeleton
        else:
            text = rules.renamed(section.text, codes)
        section.revision += section.pk is not None and section.text != text
        section.order, section.text = n, text
        if section.pk is None or was != (n, section.number, section.title, section.skeleton, text):
            section.save()


def renumbered(before: Version, after: Version | None) -> dict[str, str]:
    """Code of a content clause in the one wording -> its code in the other, "" where it is none any more."""
    codes = {r.clause_id: r.code for r in programmes.content_clauses(after)}
    return {r.code: codes.get(r.clause_id, "") for r in programmes.content_clauses(before)}
