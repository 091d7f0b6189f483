"""The list of conversations, and what a map says: words, the table of counts, the Excel file."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dongthuan.foundation.things.kit import today
from dongthuan.web.kit import Column, Table, Tag, vnnumber

from .models import Conversation, Snapshot, Statement, VotesImport
from .states import Answer, StatementStatus, Status


def state_tag(conversation: Conversation) -> Tag:
    if conversation.status == Status.CLOSED:
        return Tag("done", Status.CLOSED.label)
    if today() < conversation.opens:
        return Tag("info", _("Opens on %(day)s") % {"day": f"{conversation.opens:%d/%m/%Y}"})
    if today() > conversation.closes:
        return Tag("info", _("Ended"))
    return Tag("now", _("Open until %(day)s") % {"day": f"{conversation.closes:%d/%m/%Y}"})


class ConversationTable(Table):
    name = "trao-doi"
    caption = gettext_lazy("Conversations")
    empty = gettext_lazy("No conversation yet.")
    columns = (
        Column("topic", gettext_lazy("Topic"), url=lambda c: reverse("conversations:manage", args=[c.pk]), width=60),
        Column("status", gettext_lazy("State"), lambda c: c.get_status_display(), show=state_tag),
        Column("organiser", gettext_lazy("Body that asks"), lambda c: c.organiser.short_name),
        Column("closes", gettext_lazy("Closes on")),
        Column("waiting", gettext_lazy("To read"), numeric=True),
    )


REASONS = {
    "cells": gettext_lazy("another number of cells than the first line"),
    "voter-id": gettext_lazy("no voter-id"),
    "comment-id": gettext_lazy("no comment-id"),
    "vote": gettext_lazy("a vote that is none of 1, 0, -1"),
    "timestamp": gettext_lazy("a timestamp that is no whole number"),
}


def brought_in(made: VotesImport) -> str:
    """What came of a file."""
    words = ngettext("%(n)s vote counts.", "%(n)s votes count.", made.votes) % {"n": vnnumber(made.votes)}
    if made.left_out:
        parts = "; ".join(f"{vnnumber(n)}: {REASONS[why]}" for why, n in made.left_out.items())
        words += " " + _("Rows left out: %(parts)s.") % {"parts": parts}
    return words


# --- the map ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """A picture with the words of its statements: `rows` in their order, `joins` and `parts` the strongest first."""

    picture: dict[str, Any]
    rows: list[dict[str, Any]]
    joins: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    groups: list[dict[str, Any]]

    @property
    def several(self) -> bool:
        return len(self.groups) > 1


def told(snapshot: Snapshot, conversation: Conversation) -> Told:
    """What was withheld after the map was made keeps its number and counts, and shows no words."""
    picture = snapshot.picture
    words = {s.pk: s for s in Statement.objects.filter(conversation=conversation)}
    rows = [row | _words(words.get(row["statement"])) for row in picture["statements"]]
    by_id = {row["statement"]: row for row in rows}
    groups = [
        group | {"label": group_name(group), "marks": [by_id[m["statement"]] | _side(m) for m in group["marks"]]}
        for group in picture["groups"]
    ]
    joins = [by_id[j["statement"]] | _side(j) | {"shares": _shares(by_id[j["statement"]], j["side"], groups)}
             for j in picture["joins"]]  # fmt: skip
    joined = {j["statement"] for j in joins}
    parts = sorted((r for r in rows if r["apart"] >= 0.5 and r["statement"] not in joined), key=lambda r: -r["apart"])
    return Told(picture, sorted(rows, key=lambda r: r["number"]), joins, parts[:10], groups)


def _words(statement: Statement | None) -> dict[str, Any]:
    if statement is None or statement.status != StatementStatus.RELEASED:
        return {"number": statement.number if statement else 0, "text": _("(no longer shown)")}
    return {"number": statement.number, "text": statement.text}


def _side(found: dict[str, int]) -> dict[str, Any]:
    return {"side": found["side"], "said": Answer(found["side"]).label}


def _shares(row: dict[str, Any], side: int, groups: list[dict[str, Any]]) -> list[str]:
    """Of each group that answered: “A: 85%”."""
    at = 0 if side == Answer.AGREE else 1
    found = []
    for group, cell in zip(groups, row["by"], strict=True):
        if cell and sum(cell):
            label = _("Group %(name)s") % {"name": group["name"]} if group["name"] else _("Everyone")
            found.append(f"{label}: {percent(cell[at], sum(cell))}")
    return found


def percent(part: int, whole: int) -> str:
    return f"{vnnumber(round(100 * part / whole))}%"


def group_name(group: dict[str, Any]) -> str:
    people = ngettext("%(n)s person", "%(n)s people", group["size"]) % {"n": vnnumber(group["size"])}
    if not group["name"]:
        return _("Everyone (%(people)s)") % {"people": people}
    return _("Group %(name)s (%(people)s)") % {"name": group["name"], "people": people}


def cell_words(cell: list[int] | None) -> str:
    """“85% agree (24, 3, 1)”; of fewer than ten, only that."""
    if cell is None:
        return _("fewer than 10")
    if not sum(cell):
        return _("no answer")
    counts = ",\u00a0".join(vnnumber(n) for n in cell)  # the three stay on one line of a phone
    return _("%(share)s agree (%(counts)s)") % {"share": percent(cell[0], sum(cell)), "counts": counts}


def _of_group(group: int, row: dict[str, Any]) -> list[int] | None:
    return row["by"][group]


def _sides(told: Told) -> list[tuple[str, Any]]:
    """Name and cell of everyone, each group, and those in none."""
    several: list[tuple[str, Any]] = [
        (_("Group %(name)s") % {"name": g["name"]}, partial(_of_group, n))
        for n, g in enumerate(told.groups)
    ] if told.several else []  # fmt: skip
    if told.picture["others"]:
        several.append((_("In no group"), lambda row: row["others"]))
    return [(_("Everyone"), lambda row: row["all"]), *several]


class MapTable(Table):
    name = "ban-do-dong-thuan"


def _columns() -> list[Column]:
    return [Column("number", _("Number of the statement"), numeric=True), Column("text", _("Statement"), width=70)]


def _of_side(cell: Callable[[Any], list[int] | None], row: Any) -> Any:
    return cell_words(cell(row))


def page_table(told: Told, request: HttpRequest) -> Table:
    columns = _columns()[::-1]
    for n, (name, cell) in enumerate(_sides(told)):
        columns.append(Column(f"side{n}", name, partial(_of_side, cell)))
    return Table(told.rows, columns=columns, caption=_("Every statement: share that agrees (agree, disagree, pass)"),
                 request=request)  # fmt: skip


def _number(cell: Callable[[Any], list[int] | None], at: int, row: Any) -> int | None:
    """One count of a cell; nothing where it is hidden."""
    found = cell(row)
    return found[at] if found else None


def export(told: Told) -> HttpResponse:
    """The same as an Excel file, a column per answer; what is hidden on the page is empty here."""
    columns = _columns()
    for n, (name, cell) in enumerate(_sides(told)):
        for at, answer in enumerate((Answer.AGREE, Answer.DISAGREE, Answer.PASS)):
            columns.append(
                Column(f"s{n}a{at}", f"{name}: {answer.label}", partial(_number, cell, at), numeric=True, width=22)
            )
    return MapTable(told.rows, columns=columns, caption=_("Map of consensus")).as_response()
