"""Reads about tasks; the first argument is who asks."""

from .answering import answering_posts, holders_of, party_ids
from .lists import FILTERS, Origin, counts, filtered, origin_of, visible_to
from .tallies import Tally, progress_of, tally, tally_total

__all__ = [
    "FILTERS", "Origin", "Tally", "answering_posts", "counts", "filtered", "holders_of", "origin_of", "party_ids",
    "progress_of", "tally", "tally_total", "visible_to",
]  # fmt: skip
