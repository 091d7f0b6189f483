"""`dongthuan service-requests`: a rule set of services, and files of cases from another system."""

import argparse
import csv
import sys
from datetime import date
from pathlib import Path
from typing import Any


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dongthuan service-requests", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    services = verbs.add_parser(
        "services", help="services and their levels from a CSV file (code,name,since,unit,amount,basis…)"
    )
    cases = verbs.add_parser("import", help="cases from a CSV file (packed or not) or an Excel file")
    for verb in (services, cases):
        verb.add_argument("file", type=Path)
        verb.add_argument("--organisation", required=True, metavar="CODE")
        verb.add_argument("--by", required=True, metavar="USERNAME", help="who does it; the record names this person")
    cases.add_argument("--source", required=True, help="the system they come from")
    cases.add_argument("--zone", default="Asia/Ho_Chi_Minh", help="time zone of the file's moments")
    cases.add_argument("--check", action="store_true", help="only say what is wrong with the file")
    args = parser.parse_args(argv)

    from dongthuan.foundation.orgs.models import Organisation
    from dongthuan.foundation.people.models import User
    from dongthuan.foundation.things.kit import Refused

    by = User.objects.filter(username=args.by, is_active=True).first()
    organisation = Organisation.objects.filter(code=args.organisation).first()
    if by is None or organisation is None:
        missing = f"account {args.by!r}" if by is None else f"organisation {args.organisation!r}"
        print(f"There is no active {missing}.", file=sys.stderr)
        return 2
    try:
        return (_services if args.verb == "services" else _cases)(args, organisation, by)
    except (Refused, OSError, UnicodeDecodeError) as refused:
        print(f"{refused}", file=sys.stderr)
        return 2


def _services(args: Any, organisation: Any, by: Any) -> int:
    from . import actions

    services, levels = actions.load_services(organisation, rule_set(args.file), by=by)
    print(f"{services} services and {levels} levels are new")
    return 0


def rule_set(file: Path) -> list[dict[str, Any]]:
    """The rows of a rule set; `since` as a date, `amount` as a number or nothing."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        row["since"] = date.fromisoformat(row["since"])  # type: ignore[assignment]
        row["amount"] = int(row["amount"]) if row["amount"] else None  # type: ignore[assignment]
    return rows  # type: ignore[return-value]


def _cases(args: Any, organisation: Any, by: Any) -> int:
    """0: loaded, and every row agrees with what its source says; 1: loaded, some do not; 2: nothing was loaded."""
    from . import actions, queries
    from .loading import load
    from .models import RequestImport

    halfway = RequestImport.objects.filter(
        organisation=organisation,
        source=args.source,
        file_name=args.file.name,
        started_at__isnull=False,
        finished_at=None,
    ).first()
    imported = halfway or actions.read_file(
        organisation, source=args.source, zone=args.zone, file_name=args.file.name, data=args.file.read_bytes(), by=by
    )
    for error in imported.errors:
        print(error, file=sys.stderr)
    if imported.errors:
        more = f" and {imported.more_errors} more" if imported.more_errors else ""
        print(f"Nothing was imported: {len(imported.errors)}{more} cells to mend.", file=sys.stderr)
        return 2
    if args.check:
        print(f"{imported.rows} rows, no fault")
        return 0
    done = load(actions.start_loading(imported, by=by))
    judged = queries.judged(done)
    total, late, said = judged["total"], judged["late"], judged["said_late"]
    print(", ".join(f"{n} {what}" for what, n in done.outcome.items()) or "no rows")
    print(f"on time {total - late}, late {late}; the source says on time {total - said}, late {said}")
    print(f"on time and late agree with the source in {judged['agree']} of {total} rows")
    return 0 if judged["agree"] == total else 1
