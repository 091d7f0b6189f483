"""What this room lends the journeys: who takes over what is no service matter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dongthuan.foundation.orgs.models import Organisation


@dataclass(frozen=True)
class Handed:
    """What is handed over: everything its sender said, and to which body it goes."""

    to: Organisation
    content: str
    person: dict[str, str]
    received_on: date
    denunciation: bool
    denounced: Iterable[Organisation]
    key: str  # the same for the same request: handed over again is the same case


# Answers the code by which the sender follows the case. Set by a journey; without it nothing is handed over.
Receiver = Callable[[Handed], str]
_receivers: list[Receiver] = []


def receive_with(function: Receiver) -> None:
    """From now on, this takes over (the last one set)."""
    _receivers[:] = [function]


def receiver() -> Any:
    return _receivers[0] if _receivers else None
