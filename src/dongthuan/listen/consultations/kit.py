"""What consultations lends: the register of whose texts are sent out and who decides on the answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dongthuan.foundation.orgs.models import Organisation


@dataclass(frozen=True)
class Side:
    """A party that decides, and the unit whose focal officers speak for it."""

    organisation: Organisation
    focal: Organisation | None = None


@dataclass(frozen=True)
class Subject:
    """How a kind of thing takes part: its deciders (the first one organises), and what follows opening and closing."""

    deciders: Callable[[Any], list[Side]]
    opened: Callable[..., None] | None = None  # (object, by=user), in the same transaction
    closed: Callable[..., None] | None = None


subjects: dict[str, Subject] = {}


def register(kind: str, subject: Subject) -> None:
    subjects[kind] = subject
