"""The nightly checkpoint."""

from dongthuan.foundation.jobs.kit import job

from . import files


@job("record.checkpoint", daily="01:10")
def checkpoint() -> None:
    files.write_checkpoint()
