"""What the vault lends its neighbours: the sealed value, files freed of what they say of their author, registers of who is told of
a request and of a look."""

from collections.abc import Callable
from typing import Generic, TypeVar

from .keys import KeysMissing
from .models import Look, Request
from .sealed import MASK, Sealed
from .stripping import strip

__all__ = ["MASK", "KeysMissing", "Register", "Sealed", "on_look", "on_request", "strip"]

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


on_look: Register[Look] = Register()
on_request: Register[Request] = Register()
