"""Ten thousand filings × scale from many addresses with the limits on, the web process killed twice: what was lost, and how long."""

from dongthuan.config.testing import OwnDatabase
from tests.factories import make_world
from tests.listen.petitions.filing import EACH, Crowd, faults, file_many
from tests.site import collect_static, serve


def run(scale: float, database: OwnDatabase) -> Crowd:
    """RuntimeError where a receipt that was shown is not exactly one case."""
    world, n = make_world(), max(EACH, round(10_000 * scale))
    collect_static()
    with serve(database, DONGTHUAN_PROXIES="1") as site:
        found = file_many(site, world.communes[0], n)
    if wrong := faults(found):
        raise RuntimeError(f"{len(wrong)} faults: {wrong[:3]}")
    return found


def table(found: Crowd) -> str:
    n, sendings = len(found.shown), sum(map(len, found.shown.values()))
    return (
        f"{n} forms from {-(-n // EACH)} addresses, sent {sendings} times, took {found.seconds:.0f} s: "
        f"{sendings / found.seconds:.1f} sendings a second, each with its receipt page. The web process was killed twice; "
        f"{found.broken} answers never came and were asked for again. Every receipt that was shown is exactly one case, and "
        "every form sent again is the same case."
    )
