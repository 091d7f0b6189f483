"""`dongthuan report verify [ID …] [--json]`: run every frozen report's query again and list what changed since."""

import argparse
import json
import sys
from typing import Any


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dongthuan report", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("verify", help="re-run the figures of frozen reports and list what changed since")
    check.add_argument("ids", nargs="*", type=int, metavar="ID")
    check.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    return verify(args.ids, as_json=args.json)


def verify(ids: list[int], *, as_json: bool) -> int:
    """0: nothing changed; 1: something stands otherwise now, or stored rows do not fit their hash; 2: no such report."""
    from . import queries, rows
    from .models import Report

    reports = Report.objects.exclude(rows_hash="").select_related("programme").order_by("pk")
    if ids:
        reports = reports.filter(pk__in=ids)
        if missing := set(ids) - set(reports.values_list("pk", flat=True)):
            print(f"No frozen report {', '.join(map(str, sorted(missing)))}.", file=sys.stderr)
            return 2
    found: list[dict[str, Any]] = []
    bad = False
    for report in reports:
        intact = rows.hash_of(report) == report.rows_hash
        changes = queries.changes_of(report)
        bad = bad or not intact or bool(changes)
        found.append({"id": report.pk, "title": report.title, "as_of": f"{report.as_of}", "rows": report.rows.count(),
                      "intact": intact, "changes": [vars(c) for c in changes]})  # fmt: skip
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        for r in found:
            print(f"{r['id']}. {r['title']} (đến {r['as_of']}): {r['rows']} dòng, {'nguyên vẹn' if r['intact'] else 'ĐÃ BỊ SỬA'}, "
                  f"{len(r['changes'])} thay đổi từ khi đóng băng.")  # fmt: skip
            for change in r["changes"]:
                print(f"   {change['title']}: {change['was']} → {change['now']}")
        if not found:
            print("No frozen report.")
    return 1 if bad else 0
