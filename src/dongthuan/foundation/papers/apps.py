from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "dongthuan.foundation.papers"
    label = "papers"
    verbose_name = _("Papers")

    def ready(self) -> None:
        from django.urls import reverse

        from dongthuan.foundation.things import kit as things
        from dongthuan.web.kit import nav

        from . import queries

        nav.add("footer", _("Openness"), _("Check a signed file"), "papers:check", order=20)

        things.register(
            things.Kind(
                key="paper",
                model="papers.Paper",
                label=_("Paper"),
                url=lambda paper: reverse("papers:detail", args=[paper.pk]),
                title=lambda paper: " ".join(p for p in (paper.shown_number, paper.heading) if p),
                visible_to=queries.visible_to,
                sentences=SENTENCES,
                search_text=lambda paper: f"{paper.shown_number} {paper.title}",
            )
        )


SENTENCES = {
    "papers.draft_paper": "đã <strong>soạn dự thảo văn bản</strong>",
    "papers.redraft": "đã <strong>sửa nội dung dự thảo văn bản</strong>",
    "papers.number": lambda data: f"đã <strong>lấy số</strong> {data.get('number', '')} cho văn bản",
    "papers.freeze": "đã <strong>chốt văn bản</strong> để trình ký",
    "papers.sign_with_installation_key": lambda data: (
        f"đã <strong>ký</strong> thay mặt {data.get('organisation', '')} bằng khóa dựng thử"
    ),
    "papers.upload_signed": lambda data: (
        f"đã <strong>ký số</strong> thay mặt {data.get('organisation', '')} bằng chứng thư của người ký"
    ),
    "papers.take_in_paper_signed": lambda data: (
        f"đã <strong>nhập văn bản ký giấy</strong> số {data.get('number', '')}, {data.get('attested_by', '')} xác nhận bản quét"
    ),
    "papers.void": "đã <strong>hủy văn bản</strong>",
}
