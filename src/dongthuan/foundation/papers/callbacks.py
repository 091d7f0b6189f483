"""Who wants to know when a paper about their kind of thing is signed by all, and who keeps such papers to themselves."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from .models import Paper

Callback = Callable[[Paper, Any], Any]
_registered: dict[str, dict[str, Callback]] = defaultdict(dict)
_freezing: dict[str, Callback] = {}


def on_signed(subject_kind: str, callback: Callback) -> None:
    """Call `callback(paper, by)` in the transaction of the last signature. Registered from an app's ready()."""
    _registered[subject_kind][f"{callback.__module__}.{callback.__qualname__}"] = callback


def on_freeze(subject_kind: str, callback: Callback) -> None:
    """Call `callback(paper, by)` before a paper about this kind is typeset; what it answers are the clause hashes.

    That is where the subject's app freezes its own text, so that paper and text stand still in one transaction.
    """
    _freezing[subject_kind] = callback


def freezing(paper: Paper, by: Any) -> dict[str, str]:
    callback = _freezing.get(paper.subject.kind)
    return dict(callback(paper, by) or {}) if callback else {}


def run(paper: Paper, by: Any) -> None:
    for callback in _registered[paper.subject.kind].values():
        callback(paper, by)


# --- papers that are kept ------------------------------------------------------------------------------------------
Keeper = Callable[[Any, Paper], Any]
_keepers: dict[str, Keeper] = {}


def keep(subject_kind: str, may_prepare: Keeper) -> None:
    """Papers about this kind are seen by nobody but who sees their subject, and prepared by who `may_prepare` says.

    That an organisation signs one opens it to none of its other people.
    """
    _keepers[subject_kind] = may_prepare


def keeper(paper: Paper) -> Keeper | None:
    return _keepers.get(paper.subject.kind)


def kept_kinds() -> list[str]:
    return sorted(_keepers)
