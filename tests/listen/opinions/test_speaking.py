"""Many opinions while the web process and the worker are killed in the middle of their work."""

from tests.factories import make_world

from . import speaking


def test_every_receipt_that_was_shown_is_one_opinion_counted_once_whatever_dies_meanwhile(own_database, static_files):
    """Six thousand: `python -m benchmarks --opinions`."""
    run = speaking.speak_many(make_world(), own_database, 40)
    assert (len(run.crowd.shown), sum(map(len, run.crowd.shown.values()))) == (40, 56)
    assert run.kills == 2
    assert run.crowd.broken > 0, "the site was killed, and nobody noticed"
    assert speaking.faults(run) == []
