"""Writing the rows of a version: what both kinds of verbs share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from dongthuan.foundation.things.kit import Refused, clean_text
from dongthuan.foundation.things.models import Thing
from dongthuan.lib.outline import KINDS, wording
from dongthuan.web.kit import vnnumber

from .. import queries, rules
from ..models import Clause, ClauseVersion, Text, Version
from ..states import Status


@dataclass(slots=True)
class Draft:
    """A provision on its way into a version. ``parent`` is its parent's place in the list, -1 for none."""

    parent: int
    kind: str
    number: str
    title: str
    text: str
    clause: Clause | None = None
    source_id: int | None = None

    @property
    def name(self) -> str:
        return f"{self.kind} {self.number}".strip()


def drafts_of(nodes: Iterable[Mapping[str, Any]]) -> list[Draft]:
    """The nodes of lib.outline (or alike) in reading order, cleaned; a refusal names the provision."""
    drafts: list[Draft] = []

    def down(level: Iterable[Mapping[str, Any]], parent: int) -> None:
        for node in level:
            kind, number = node["kind"], str(node.get("number") or "")
            if kind not in KINDS:
                raise Refused(_("“%(kind)s” is not a kind of provision.") % {"kind": kind})
            title = " ".join((node.get("title") or "").split())
            draft = Draft(parent, kind, number, title, "")
            draft.text = cleaned(wording({**node, "kind": kind, "number": number, "title": title}), draft)
            draft.title, draft.number = cleaned(title, draft), checked_number(number)
            drafts.append(draft)
            down(node.get("children") or (), len(drafts) - 1)

    down(nodes, -1)
    check_size(drafts)
    return drafts


def cleaned(words: str, draft: Draft) -> str:
    """Words that a database and a paper can hold."""
    if len(words) > rules.MAX_CLAUSE:
        raise Refused(
            _("A provision may hold %(limit)s characters; this one holds %(count)s. Divide it.")
            % {"limit": vnnumber(rules.MAX_CLAUSE), "count": vnnumber(len(words))},
            field="text",
        )
    try:
        return clean_text(words.replace("\r\n", "\n").replace("\r", "\n")).strip()
    except ValidationError as fault:
        raise Refused(f"{draft.name}: {fault.messages[0]}", field="text") from None


def checked_number(number: str) -> str:
    """At most 20 characters in one line."""
    number = " ".join(number.split())
    if len(number) > 20:
        raise Refused(_("A number has at most 20 characters."), field="number")
    return number


def check_size(drafts: Sequence[Draft]) -> None:
    """A text that no paper could print is refused whole."""
    size = sum(len(d.text) + len(d.title) for d in drafts)
    if size > rules.MAX_CHARACTERS:
        raise Refused(
            _("The text holds %(count)s characters; at most %(limit)s are taken in.")
            % {"count": vnnumber(size), "limit": vnnumber(rules.MAX_CHARACTERS)},
            field="words",
        )
    if len(drafts) > rules.MAX_CLAUSES:
        raise Refused(
            _("The text has %(count)s provisions; at most %(limit)s are taken in.")
            % {"count": vnnumber(len(drafts)), "limit": vnnumber(rules.MAX_CLAUSES)},
            field="words",
        )


def drafts_from(version: Version | None) -> list[Draft]:
    """The provisions of a version, ready to be written again."""
    if version is None:
        return []
    whole = queries.reading(version)
    at = {p.row.pk: i for i, p in enumerate(whole)}
    return [
        Draft(
            at[p.row.parent_id] if p.row.parent_id else -1,
            p.row.kind, p.row.number, p.row.title, p.row.text, p.row.clause, p.row.source_id,
        )
        for p in whole
    ]  # fmt: skip


def write(version: Version, drafts: Sequence[Draft]) -> None:
    """Write the whole version at once: new clauses get their identity, one insert per depth."""
    fresh = [d for d in drafts if d.clause is None]
    things = Thing.objects.bulk_create([Thing(kind=Clause.KIND) for _draft in fresh])
    clauses = Clause.objects.bulk_create([Clause(text_id=version.text_id, thing=t) for t in things])
    for draft, clause in zip(fresh, clauses, strict=True):
        draft.clause = clause
    written: dict[int, ClauseVersion] = {}
    counts: dict[int, int] = {}
    waiting = list(range(len(drafts)))
    while waiting:
        ready = [i for i in waiting if drafts[i].parent < 0 or drafts[i].parent in written]
        rows = []
        for i in ready:
            d = drafts[i]
            counts[d.parent] = counts.get(d.parent, 0) + 1
            rows.append(ClauseVersion(
                version=version, clause=d.clause, parent=written.get(d.parent), position=counts[d.parent], kind=d.kind,
                number=d.number, title=d.title, text=d.text, source_id=d.source_id,
                hash=rules.clause_hash(d.kind, d.number, d.title, d.text),
            ))  # fmt: skip
        written.update(zip(ready, ClauseVersion.objects.bulk_create(rows), strict=True))
        done = set(ready)
        waiting = [i for i in waiting if i not in done]
    refresh_headings(version)


def refresh_headings(version: Version) -> None:
    """How lists name the clauses. A draft never renames a clause that stands in a frozen version: lists are public."""
    held: set[int] = set()
    if version.status != Status.FROZEN:
        frozen = ClauseVersion.objects.filter(version__text_id=version.text_id, version__status=Status.FROZEN)
        held = set(frozen.values_list("clause_id", flat=True))
    changed = []
    for provision in queries.reading(version):
        clause = provision.row.clause
        if clause.pk not in held and clause.heading != provision.heading:
            clause.heading = provision.heading
            changed.append(clause)
    Clause.objects.bulk_update(changed, ["heading"])


def next_number(text: Text) -> int:
    """The number of the next version; the caller holds the text's lock."""
    last = queries.latest(text)
    return last.number + 1 if last else 1
