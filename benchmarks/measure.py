"""Timing: a few runs, the median and the slowest; queries are counted on one more run."""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass
class Timed:
    median: float  # seconds
    worst: float
    queries: int = 0


def timed(fn: Callable[[], object], runs: int = 7) -> Timed:
    fn()
    seconds = []
    for _run in range(runs):
        begin = time.perf_counter()
        fn()
        seconds.append(time.perf_counter() - begin)
    with CaptureQueriesContext(connection) as asked:
        fn()
    return Timed(statistics.median(seconds), max(seconds), len(asked))


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
