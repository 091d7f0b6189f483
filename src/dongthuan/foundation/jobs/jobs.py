"""The queue's own job."""

from . import stalled
from .kit import job


# It carries only a queueing lock: with a plain lock, a rescue that itself was killed would block every later one.
@job("jobs.rescue", every="* * * * *")
def rescue() -> None:
    stalled.rescue()
