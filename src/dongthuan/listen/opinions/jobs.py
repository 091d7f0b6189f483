"""Thin jobs, safe to run twice."""

from django.db.models import Exists, OuterRef

from dongthuan.foundation.jobs.kit import job

from . import actions, letters
from .models import Intake, Opinion, Posting
from .states import Status


@job("opinions.read_sheet")
def read_sheet(intake: int) -> None:
    """Read a sheet to its end, some rows in each transaction."""
    made = Intake.objects.get(pk=intake)
    while not actions.read_rows(made, by=None):
        pass


@job("opinions.write_letters")
def write_letters(posting: int) -> None:
    letters.write_all(Posting.objects.select_related("organiser", "text", "version", "thing").get(pk=posting))


@job("opinions.regroup")
def regroup(posting: int) -> None:
    actions.regroup(Posting.objects.get(pk=posting), by=None)


AT_ONCE = 50_000  # opinions of one posting that the engine reads again every minute: two to three seconds of one core


@job("opinions.join_known", every="* * * * *")
def join_known() -> None:
    """What comes in finds its group within a minute: known wordings anywhere; what is new to the engine too, unless the
    posting has so many opinions that it waits for the official's press or the night."""
    rows = Posting.objects.filter(status=Status.OPEN, grouped_at__isnull=False)
    fresh = Opinion.objects.filter(posting=OuterRef("pk"), group=None, withdrawn_at=None)
    for posting in rows.filter(Exists(fresh)):
        actions.join_known(posting, by=None)
        if posting.opinions.filter(group=None, withdrawn_at=None).exists() and posting.opinions.count() <= AT_ONCE:
            actions.regroup(posting, by=None)


@job("opinions.regroup_all", daily="02:30")
def regroup_all() -> None:
    """Whatever came in during the day is placed at night; an official asks for it at any time."""
    rows = Posting.objects.filter(status__in=[Status.OPEN, Status.DECIDING], opinions__group=None)
    for posting in rows.filter(opinions__withdrawn_at=None).distinct():
        actions.regroup(posting, by=None)
