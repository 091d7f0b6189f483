"""Thin jobs, safe to run twice."""

from dongthuan.foundation.jobs.kit import job

from .loading import load
from .models import RequestImport


@job("service_requests.load")
def load_file(imported: int) -> None:
    """Load a checked file; what is loaded already is not loaded again."""
    load(RequestImport.objects.get(pk=imported))
