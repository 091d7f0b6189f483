"""Thin jobs, safe to run twice."""

from dongthuan.foundation.jobs.kit import job

from . import actions, queries
from .models import Conversation


@job("conversations.make_map")
def make_map(conversation: int) -> None:
    """Make the map of one conversation; a final one stays as it is."""
    actions.compute(Conversation.objects.get(pk=conversation), by=None)


@job("conversations.make_maps", every="*/10 * * * *")
def make_maps() -> None:
    """Make the maps anew for which ten more people have voted, and the final ones that are missing."""
    for conversation in queries.to_map():
        actions.compute(conversation, by=None)


@job("conversations.close_ended", daily="00:20")
def close_ended() -> None:
    """Close the conversations whose last day has passed."""
    for conversation in queries.ended():
        actions.close(conversation, by=None)
