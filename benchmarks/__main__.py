"""`python -m benchmarks [--scale 1.0] [--write]`: measures the pages and prints a table; --write keeps it in RESULTS.md."""

import argparse
import os
import platform

import django

from dongthuan.config import testing

from .results import keep


def table(lines: list, facts: dict[str, object]) -> str:
    head = "| page | median | slowest | without work | SQL floor | ratio to floor | queries (without work) |\n|---|---|---|---|---|---|---|"
    rows = [
        f"| {x.name} | {x.full.median * 1000:.0f} ms | {x.full.worst * 1000:.0f} ms | {x.empty.median * 1000:.0f} ms "
        f"| {x.floor.median * 1000:.0f} ms | {x.full.median / max(x.floor.median, 1e-9):.1f} | {x.full.queries} ({x.empty.queries}) |"
        for x in lines
    ]
    return "\n".join([", ".join(f"{k}: {v}" for k, v in facts.items()), "", head, *rows])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1.0: 1,000 organisations × 200 tasks")
    parser.add_argument("--petitions", action="store_true", help="a million petitions × scale instead of the tasks")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/RESULTS.md")
    args = parser.parse_args()
    django.setup()
    testing.server.start()
    with testing.server.copy(testing.NAME):
        from django.conf import settings
        from django.db import connections
        from django.test.utils import setup_test_environment

        setup_test_environment()
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
        from . import pages, petitions

        try:
            text = petitions.table(*petitions.run(args.scale)) if args.petitions else table(*pages.run(args.scale))
        finally:
            connections.close_all()
    cores, load = os.cpu_count(), os.getloadavg()[0]
    machine = f"{cores} cores, {platform.machine()}, Python {platform.python_version()}, load at the end {load:.1f}"
    print(f"{machine}\n{text}")
    if args.write:
        said = "Pages through the application (no network), one run; the floor is SQL alone that gives the page's numbers and rows."
        keep("Petitions" if args.petitions else "Pages", f"{said}\n\n{machine}\n\n{text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
