"""Sample papers for the tests: a state plan, a joint programme led by the Party, a report with tables, a letter."""

from datetime import date

from dongthuan.foundation.papers.render import (
    Appendix,
    Clause,
    Column,
    PaperModel,
    Paragraph,
    SignatureBlock,
    Table,
)

WORDS = (
    "Tổ chức quán triệt, triển khai thực hiện đầy đủ các chủ trương của Đảng, chính sách, pháp luật của Nhà nước về công tác "
    "dân vận; bảo đảm đúng chức năng, nhiệm vụ của mỗi bên, không chồng chéo, kịp thời và thiết thực với Nhân dân."
)


def roman(number: str, title: str, *items: str) -> Clause:
    children = tuple(Clause("so", str(i), text=t) for i, t in enumerate(items, 1))
    return Clause("la_ma", number, title, children=children)


PLAN_TABLE = Table(
    columns=(Column("TT", 0.5, "centre"), Column("Nội dung", 3), Column("Chỉ tiêu", 2), Column("Chủ trì, phối hợp", 2),
             Column("Thời gian", 1.1, "centre"), Column("Sản phẩm", 1.6)),
    rows=tuple((str(i), f"Nội dung công việc số {i} của kế hoạch năm", "100% đơn vị có kế hoạch",
                "Ban Dân vận Tỉnh ủy; Sở Nội vụ", "Quý I", "Báo cáo") for i in range(1, 16)),
)  # fmt: skip


def state_plan(**changes) -> PaperModel:
    given = {
        "system": "state", "issuers": ("Ủy ban nhân dân tỉnh Ninh Bình",), "number": "15/KH-UBND", "place": "Ninh Bình",
        "day": date(2022, 1, 15), "kind_title": "KẾ HOẠCH",
        "subject": "Thực hiện công tác dân vận chính quyền năm 2022",
        "grounds": ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
                    "Căn cứ Chỉ thị số 33/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ về tiếp tục đẩy mạnh công "
                    "tác dân vận của cơ quan hành chính nhà nước, chính quyền các cấp trong tình hình mới"),
        "body": (
            Paragraph("Ủy ban nhân dân tỉnh ban hành Kế hoạch thực hiện công tác dân vận chính quyền năm 2022 như sau:"),
            roman("I", "Mục đích, yêu cầu", WORDS, WORDS),
            roman("II", "Nội dung", *[WORDS] * 8),
            Clause("la_ma", "III", "Tổ chức thực hiện", children=(
                Clause("so", "1", "Sở Nội vụ", children=(Clause("diem", "a", text=WORDS), Clause("diem", "đ", text=WORDS))),
                Clause("so", "2", text="Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị phản ánh về "
                       "Sở Nội vụ để tổng hợp, báo cáo Ủy ban nhân dân tỉnh."))),
        ),
        "signatures": (
            SignatureBlock("sig1", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Văn Mẫu"),
        ),
        "recipients": ("Thường trực Tỉnh ủy (để b/c)", "Ban Dân vận Tỉnh ủy (ph/h)", "Các sở, ban, ngành",
                       "UBND các huyện, thành phố", "Lưu: VT, VP7"),
    }  # fmt: skip
    return PaperModel(**{**given, **changes})


def joint_programme(**changes) -> PaperModel:
    given = {
        "system": "party", "issuers": ("Ban Dân vận Tỉnh ủy", "Ủy ban nhân dân tỉnh"), "number": "01-CTr/BDVTU-UBND",
        "place": "Ninh Bình", "day": date(2021, 4, 2), "kind_title": "CHƯƠNG TRÌNH",
        "subject": "phối hợp thực hiện công tác dân vận giữa Ban Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh, giai đoạn 2021 - 2025",
        "grounds": ("Căn cứ Quyết định số 290-QĐ/TW ngày 25/02/2010 của Bộ Chính trị", "Căn cứ chủ trương của Thường trực "
                    "Tỉnh ủy"),
        "body": (
            Paragraph("Ban Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh thống nhất ban hành Chương trình phối hợp như sau:"),
            roman("I", "Mục đích, yêu cầu", WORDS, WORDS, WORDS),
            roman("II", "Nội dung phối hợp", *[WORDS] * 6),
            roman("III", "Tổ chức thực hiện", WORDS),
        ),
        "signatures": (SignatureBlock("sig1", ("TRƯỞNG BAN",), "Trần Thị Mẫu"),
                       SignatureBlock("sig2", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn Mẫu")),
        "recipients": ("Thường trực Tỉnh ủy (báo cáo)", "Các sở, ban, ngành", "Lưu Ban Dân vận, Văn phòng UBND tỉnh"),
        "demo": True,
        "appendices": (Appendix("Phụ lục I", "Danh mục nhiệm vụ", "(Kèm theo Chương trình số 01-CTr/BDVTU-UBND)",
                                (PLAN_TABLE,), landscape=True),),
    }  # fmt: skip
    return PaperModel(**{**given, **changes})


def regulation(**changes) -> PaperModel:
    articles = tuple(
        Clause("dieu", str(i), f"Nội dung phối hợp thứ {i}",
               children=(Clause("khoan", "1", text=WORDS), Clause("khoan", "2", text=WORDS)))
        for i in range(1, 5)
    )  # fmt: skip
    body = (Clause("chuong", "I", "Những quy định chung", children=articles[:2]),
            Clause("chuong", "II", "Nội dung phối hợp", children=articles[2:]))  # fmt: skip
    given = {"kind_title": "QUY CHẾ", "number": "01/QCPH/UBND-UBMTTQ", "body": body, "subject": "Phối hợp công tác"}
    return state_plan(**{**given, **changes})


def letter(**changes) -> PaperModel:
    given = {"kind_title": "", "number": "12/UBND-VX", "grounds": (), "subject": "góp ý dự thảo Chương trình phối hợp",
             "addressees": ("Ban Dân vận Tỉnh ủy", "Sở Nội vụ"), "body": (Paragraph(WORDS),)}  # fmt: skip
    return state_plan(**{**given, **changes})
