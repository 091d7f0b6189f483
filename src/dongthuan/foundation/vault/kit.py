"""What the vault lends its neighbours: the sealed value, files freed of what they say of their author, registers of who is told of
a request and of a look."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from dongthuan.foundation.orgs.models import Organisation

from .keys import KeysMissing
from .models import Dossier, Look, Request
from .sealed import MASK, Sealed
from .stripping import mime_of, strip

__all__ = [
    "MASK", "HandOver", "KeysMissing", "Register", "Sealed", "mime_of", "on_hand_over", "on_look", "on_request", "strip",
]  # fmt: skip

T = TypeVar("T")


class Register(Generic[T]):
    """`register.add(fn)`: fn is called in the transaction of what happened; what it raises undoes it."""

    def __init__(self) -> None:
        self._listeners: dict[str, Callable[[T], None]] = {}

    def add(self, fn: Callable[[T], None]) -> None:
        self._listeners[f"{fn.__module__}.{fn.__qualname__}"] = fn

    def tell(self, what: T) -> None:
        for fn in self._listeners.values():
            fn(what)


@dataclass(frozen=True)
class HandOver:
    """A dossier passed from one body to another, on a basis in law; `entry` is its line of the record."""

    dossier: Dossier
    before: Organisation
    after: Organisation
    basis: str
    entry: int


on_look: Register[Look] = Register()
on_request: Register[Request] = Register()
on_hand_over: Register[HandOver] = Register()
