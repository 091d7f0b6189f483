"""While the parts of one page read for the same person, what several of them ask first is asked of the database once.

Only where somebody opened `together()`, and only until it closes: a right that changes is never answered from memory later.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Around what only reads."""
    token = _answers.set({} if _answers.get() is None else _answers.get())
    try:
        yield
    finally:
        _answers.reset(token)


def asked(key: Hashable, fn: Callable[[], T]) -> T:
    """What `fn` answers; under `together()`, what it answered before for this key."""
    answers = _answers.get()
    if answers is None:
        return fn()
    if key not in answers:
        answers[key] = fn()
    found: T = answers[key]
    return found
