"""Every form of an outgoing paper, and which of them a case needs on a day."""

from collections.abc import Iterator
from datetime import date

from dongthuan.foundation.law import LawError

from . import letters_complaint, letters_denunciation, letters_desk
from .letter import Form

FORMS: tuple[Form, ...] = (*letters_desk.FORMS, *letters_complaint.FORMS, *letters_denunciation.FORMS)


def form(code: str, day: date) -> Form:
    """The form of the code as the law of the day has it; LawError with a sentence when there is none."""
    found = [f for f in FORMS if f.code == code]
    if not found:
        raise LawError(f"Không có mẫu văn bản {code}.")
    for one in found:
        if one.holds(day):
            return one
    raise LawError(f"Mẫu văn bản {code} không áp dụng ngày {day:%d/%m/%Y}.")


def fitting(kind: str, instance: int, day: date) -> Iterator[Form]:
    """The forms for a case of this kind and instance on the day."""
    for one in FORMS:
        if one.holds(day) and (not one.kinds or kind in one.kinds) and one.instance in (0, instance):
            yield one


def of_step(verb: str, kind: str, instance: int, day: date) -> Form | None:
    """The form of the paper that a step needs; None where it needs none or the law of the day had none."""
    return next((f for f in fitting(kind, instance, day) if f.verb == verb), None)
