"""`python -m benchmarks [--petitions | --filings | --opinions] [--scale 1.0] [--write]`: prints; --write keeps it in RESULTS.md."""

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


SAID = "Pages through the application (no network), one run; the floor is SQL alone that gives the page's numbers and rows."
HEADINGS = {
    "pages": ("Pages", SAID), "petitions": ("Petitions", SAID),
    "filings": ("Filings", "Whole requests against the running server on the same machine."),
    "opinions": ("Opinions", "Whole requests against the running server and the worker on the same machine."),
}  # fmt: skip


def measured(what: str, scale: float, database: testing.OwnDatabase) -> str:
    from . import filings, opinions, pages, petitions

    if what == "filings":
        return filings.table(filings.run(scale, database))
    if what == "opinions":
        return opinions.table(opinions.run(scale, database))
    return petitions.table(*petitions.run(scale)) if what == "petitions" else table(*pages.run(scale))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1.0: 1,000 organisations × 200 tasks")
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--petitions", dest="what", action="store_const", const="petitions", help="a million petitions × scale"
    )
    what.add_argument(
        "--filings", dest="what", action="store_const", const="filings", help="ten thousand filings × scale"
    )
    what.add_argument(
        "--opinions", dest="what", action="store_const", const="opinions", help="six thousand opinions × scale"
    )
    parser.set_defaults(what="pages")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/RESULTS.md")
    args = parser.parse_args()
    django.setup()
    testing.server.start()
    with testing.server.copy(testing.NAME) as database:
        from django.conf import settings
        from django.db import connections

        import dongthuan.config.wsgi  # noqa: F401 — as the server loads the house: what is loaded is left out of the search for garbage

        settings.ALLOWED_HOSTS, settings.EMAIL_BACKEND = ["*"], "django.core.mail.backends.locmem.EmailBackend"
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
        try:
            text = measured(args.what, args.scale, database)
        finally:
            connections.close_all()
    cores, load = os.cpu_count(), os.getloadavg()[0]
    machine = f"{cores} cores, {platform.machine()}, Python {platform.python_version()}, load at the end {load:.1f}"
    print(f"{machine}\n{text}")
    if args.write:
        heading, said = HEADINGS[args.what]
        keep(heading, f"{said}\n\n{machine}\n\n{text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
