"""Six thousand opinions × scale by the public form while an Excel file is read and opinions are grouped; web and worker are killed."""

from dongthuan.config.testing import OwnDatabase
from tests.factories import make_world
from tests.listen.opinions.speaking import Speaking, faults, speak_many
from tests.site import collect_static

KILLS = 4


def run(scale: float, database: OwnDatabase) -> Speaking:
    """RuntimeError where a receipt that was shown is not exactly one opinion, or an opinion is not counted exactly once."""
    world, n = make_world(), max(KILLS * 5, round(6_000 * scale))
    collect_static()
    found = speak_many(world, database, n, kills=KILLS)
    if wrong := faults(found):
        raise RuntimeError(f"{len(wrong)} faults: {wrong[:3]}")
    return found


def table(found: Speaking) -> str:
    crowd = found.crowd
    n, sendings = len(crowd.shown), sum(map(len, crowd.shown.values()))
    groups = found.posting.groups.filter(opinions__isnull=False).distinct().count()
    return (
        f"{n} opinions sent {sendings} times took {crowd.seconds:.0f} s: {sendings / crowd.seconds:.1f} sendings a second, each "
        f"with its receipt page; beside them {found.sheet} by an Excel file. The web process was killed {found.kills} times, the "
        f"worker {found.kills} times with a job in its hands; {crowd.broken} answers never came and were asked for again. Every "
        f"receipt that was shown is exactly one opinion, and all {n + found.sheet} stand in {groups} groups, each counted once."
    )
