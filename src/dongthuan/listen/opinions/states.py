"""Statuses, stances, channels, kinds of groups."""

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    OPEN = "open", _("Open to everyone")
    DECIDING = "deciding", _("Being decided")
    CLOSED = "closed", _("Answered")


MOVES: dict[str, list[str]] = {"draft": ["open"], "open": ["deciding"], "deciding": ["closed"], "closed": []}


def check_move(now: str, then: str) -> None:
    if then not in MOVES[now]:
        raise Refused(
            gettext("A call for opinions that is “%(now)s” cannot become “%(to)s”.")
            % {"now": Status(now).label, "to": Status(then).label}
        )


class Stance(models.TextChoices):
    AGREE = "agree", _("Agree")
    CHANGES = "changes", _("Agree, with changes")
    DISAGREE = "disagree", _("Disagree")
    UNSAID = "unsaid", _("Does not say whether they agree")


STANCES = {
    "agree": "nhất trí",
    "changes": "nhất trí, đề nghị sửa",
    "disagree": "không nhất trí",
    "unsaid": "không nói rõ nhất trí hay không",
}
ASKED = [c for c in Stance.choices if c[0] != Stance.UNSAID]  # a form asks; only a letter may leave it open


class Channel(models.TextChoices):
    WEB = "web", _("This site")
    PAPER = "paper", pgettext_lazy("of an opinion", "Paper")
    MEETING = "meeting", _("Meeting")
    SHEET = "sheet", _("Excel file")
    MAIL = "mail", _("E-mail")
    API = "api", _("Sent by an organisation's system")


CHANNELS = {
    "web": "trang này",
    "paper": "phiếu giấy",
    "meeting": "hội nghị",
    "sheet": "tệp Excel",
    "mail": "thư điện tử",
    "api": "hệ thống của tổ chức khác",
}


class Gathered(models.TextChoices):
    """Why opinions stand in one group."""

    LIKE = "like", _("Same meaning")
    SINGLE = "single", _("Single voices")
    PLAIN = "plain", _("Without words")
