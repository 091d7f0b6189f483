"""Many filings from many addresses, with the limits on, while the web process is killed twice."""

from tests.factories import make_world
from tests.listen.petitions import filing
from tests.site import serve


def test_every_receipt_that_was_shown_is_one_case_whatever_dies_meanwhile(own_database, static_files):
    """Ten thousand: `python -m benchmarks --filings`."""
    world = make_world()
    with serve(own_database, DONGTHUAN_PROXIES="1") as site:
        run = filing.file_many(site, world.communes[0], 60)
    assert (len(run.shown), sum(map(len, run.shown.values()))) == (60, 84)
    assert run.broken > 0, "the site was killed, and nobody noticed"
    assert filing.faults(run) == []
