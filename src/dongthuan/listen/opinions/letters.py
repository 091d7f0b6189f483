"""The answers by e-mail: one letter to each person who left an address, about all they said. Neither their name nor their
words stand in it: anyone may have typed an address.
"""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse

from dongthuan.foundation.notify import actions as notify
from dongthuan.listen.consultations.states import Code

from . import queries, summary
from .models import Giver, Opinion, Posting
from .states import STANCES, Gathered
from .tables import subject_of

SOME = 500  # persons whose opinions are read at once


def addresses(posting: Posting) -> Iterator[tuple[str, str]]:
    """(person, address) of everyone who left an e-mail address."""
    rows = Giver.objects.filter(opinion__posting=posting, contact__contains="@").exclude(key="")
    seen = ""
    for key, contact in rows.order_by("key", "pk").values_list("key", "contact").iterator(chunk_size=5_000):
        address = contact.strip()
        if key != seen and is_address(address):
            seen = key
            yield key, address


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def receipt(opinion: Opinion, code: str, left_out: list[str]) -> tuple[str, str]:
    """Subject and body of the answer to somebody who wrote: the code, how the letter was read, why papers could not be kept.
    Nothing of their words, nor the names of their papers."""
    posting = opinion.posting
    found = queries.provision(posting, opinion.clause_id)
    context = {
        "posting": posting, "title": subject_of(posting), "code": code, "stance": STANCES[opinion.stance],
        "place": (found.citation or found.heading) if found else summary.WHOLE,
        "url": f"{settings.SITE_URL}{reverse('opinions:track')}#{code}", "page": _url(posting), "left_out": left_out,
    }  # fmt: skip
    return f"Đã nhận ý kiến góp ý đối với dự thảo {subject_of(posting)}", render_to_string(
        "opinions/received.txt", context
    )


def write_all(posting: Posting) -> int:
    """Write every letter that is not written yet; how many are new. Run again after an interruption, it goes on."""
    new, some = 0, list[tuple[str, str]]()
    for person in addresses(posting):
        some.append(person)
        if len(some) == SOME:
            new, some = new + _write(posting, some), []
    return new + _write(posting, some)


def _write(posting: Posting, people: list[tuple[str, str]]) -> int:
    said: dict[str, list[Opinion]] = {key: [] for key, _address in people}
    rows = Opinion.objects.filter(posting=posting, giver__key__in=said).select_related("giver", "group", "clause")
    for opinion in rows.order_by("pk"):
        said[opinion.giver.key].append(opinion)
    places, subject = queries.places(posting), f"Trả lời ý kiến góp ý đối với dự thảo {subject_of(posting)}"
    sizes = {g.pk: g.n for g in queries.counted(posting.groups.all())}  # type: ignore[attr-defined]
    new = 0
    for key, address in people:
        lines = [_line(o, places, sizes) for o in said[key]]
        context = {"posting": posting, "title": subject_of(posting), "lines": lines, "url": _url(posting)}
        body = render_to_string("opinions/answer.txt", context)
        new += notify.post_mail(
            address, key=f"opinions.answer:{posting.pk}:{key}", subject=subject, body=body, thing=posting.thing
        )
    return new


def _url(posting: Posting) -> str:
    return f"{settings.SITE_URL}{reverse('opinions:page', args=[posting.pk])}"


def _line(opinion: Opinion, places: queries.Places, sizes: dict[int, int]) -> dict[str, object]:
    """One opinion as the letter tells it: where, what was decided, why."""
    found = places.get(opinion.clause_id) if opinion.clause_id is not None else None
    place = (found[1].citation or found[1].heading) if found else summary.WHOLE
    line: dict[str, object] = {"place": place, "stance": STANCES[opinion.stance], "day": opinion.given_on}
    if opinion.withdrawn_at:
        return line | {"answer": Code.RUT.vietnamese}
    group = opinion.group
    assert group is not None
    return line | {
        "meaning": group.name if group.gathered != Gathered.PLAIN else "", "answer": Code(group.code).vietnamese,
        "reason": group.reason, "wording": group.wording, "added": group.after_id is not None, "beside": sizes.get(group.pk, 0),
    }  # fmt: skip
