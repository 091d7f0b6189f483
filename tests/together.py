"""Several actions at the same instant, each in a thread and connection of its own. Needs the fixture own_database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections

from dongthuan.foundation.things.kit import Refused


def together(*actions: Callable[[], Any]) -> list[Any]:
    """What each answered; an action that was refused answers with its Refused."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        try:
            barrier.wait(20)
            return action()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))
