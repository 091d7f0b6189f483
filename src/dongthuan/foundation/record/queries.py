"""Reading the record: history as Vietnamese sentences, heads for a checkpoint."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from dongthuan.foundation.things.kit import Question, kinds, shared_sentences
from dongthuan.foundation.things.models import Thing
from dongthuan.web.kit import Line

from . import verify
from .checkpoint import Head
from .models import Chain, Entry

BACK = frozenset({"send_back", "refuse", "return_to_issuer", "void", "withdraw"})


def escaped(value: Any) -> Any:
    """The same data with every string made harmless for HTML, so that a sentence around it is safe."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {k: escaped(v) for k, v in value.items()}
    return [escaped(v) for v in value] if isinstance(value, list) else value


def phrase_of(entry: Entry) -> SafeString:
    """The Vietnamese phrase for the entry's verb, as its kind registered it; safe HTML whatever people typed."""
    kind = kinds.get(entry.subject.kind)
    sentence = (kind.sentences.get(entry.verb) if kind else None) or shared_sentences.get(entry.verb)
    if callable(sentence):
        return mark_safe(sentence(escaped(entry.data)))
    return mark_safe(sentence) if sentence else escape(entry.verb)


def entries(things: Thing | Iterable[Thing], *, limit: int | None = None, only: Collection[str] = ()) -> list[Entry]:
    """The lines about the thing(s), newest first (`only` of these verbs). The caller has checked that the person may
    see them."""
    subjects = [things] if isinstance(things, Thing) else list(things)
    rows = Entry.objects.filter(subject__in=subjects).select_related("subject").order_by("-at", "-seq")
    rows = rows.filter(verb__in=only) if only else rows
    return list(rows[:limit] if limit else rows)


LAST = Question(
    lambda person: Entry.objects.filter(actor_id=person).order_by("-at").values_list("at", flat=True)[:1], person=int
)  # fmt: skip


def last_act(person: int) -> datetime | None:
    """When this person last did anything that is recorded."""
    return next(iter(LAST(person=person)), None)


def history(
    user: object, things: Thing | Iterable[Thing], *, limit: int | None = None, only: Collection[str] = ()
) -> list[Line]:
    """What happened to the thing(s) as Vietnamese sentences for `{% line … %}`, newest first."""
    return [
        Line(
            sentence_of(e),
            at=e.at,
            who=e.actor_post,
            state="back" if e.verb.split(".")[-1] in BACK else "",
            note=e.note,
        )
        for e in entries(things, limit=limit, only=only)
    ]


def faults_of(thing: Thing) -> list[str]:
    """What is wrong with the thing's own chain, a sentence each: altered, cut or missing lines."""
    return [finding.sentence for finding in verify.verify_one(thing.pk)]


def sentence_of(entry: Entry) -> SafeString:
    """Who did what, with a full stop unless the words that are quoted brought one."""
    phrase = phrase_of(entry)
    stop = "" if phrase.rstrip("”").endswith((".", "!", "?", "…")) else "."
    return format_html("{} {}{}", entry.actor_name[:1].upper() + entry.actor_name[1:], phrase, stop)


def heads() -> list[Head]:
    """The heads of all chains by subject, in one consistent look."""
    with transaction.atomic():
        return [(c.subject_id, c.length, bytes(c.head).hex()) for c in Chain.objects.order_by("subject_id") if c.length]
