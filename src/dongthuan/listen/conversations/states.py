"""Statuses of a conversation and of a statement, and why a statement is refused."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dongthuan.foundation.things.kit import Refused


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class StatementStatus(models.TextChoices):
    WAITING = "waiting", _("Waits to be read")
    RELEASED = "released", _("Released")
    REFUSED = "refused", _("Not to be shown")


MOVES: dict[str, list[str]] = {"open": ["closed"], "closed": []}
STATEMENT_MOVES: dict[str, list[str]] = {
    "waiting": ["released", "refused"],
    "released": ["refused"],
    "refused": ["released"],
}


def check_move(moves: Mapping[str, list[str]], now: str, then: str) -> None:
    if then not in moves[now]:
        labels: dict[str, object] = dict([*Status.choices, *StatementStatus.choices])
        raise Refused(gettext("What is “%(now)s” cannot become “%(to)s”.") % {"now": labels[now], "to": labels[then]})


class Ground(models.TextChoices):
    PERSON = "person", _("It names or describes a person")
    TOPIC = "topic", _("It is about something else")
    TWICE = "twice", _("Another statement says the same")
    SEVERAL = "several", _("It holds several ideas")
    UNCLEAR = "unclear", _("One cannot tell what agreeing would mean")
    UNLAWFUL = "unlawful", _("It insults, or breaks the law")


class Answer(models.IntegerChoices):
    AGREE = 1, _("Agree with it")
    DISAGREE = -1, _("Disagree with it")
    PASS = 0, _("Pass")
