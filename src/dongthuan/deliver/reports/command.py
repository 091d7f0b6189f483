"""`dongthuan report verify [ID …] [--json]`: hold every frozen report to the record, and list what changed since."""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any

SAME, CHANGED, NONE, ALTERED = 0, 1, 2, 3


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dongthuan report", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("verify", help="hold frozen reports to the record and list what changed since")
    check.add_argument("ids", nargs="*", type=int, metavar="ID")
    check.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    return verify(args.ids, as_json=args.json)


def verify(ids: list[int], *, as_json: bool) -> int:
    """0: as frozen; 1: something stands otherwise now; 2: no such report; 3: something frozen was altered."""
    from django.db.models import Q

    from . import changes, seal
    from .models import Report
    from .states import Status

    lines = seal.sealed()
    frozen = Report.objects.filter(~Q(status=Status.DRAFT) | Q(thing__in=lines)).order_by("pk")
    reports = frozen.select_related("programme", "version", "thing")
    if ids:
        reports = reports.filter(pk__in=ids)
        if missing := set(ids) - set(reports.values_list("pk", flat=True)):
            print(f"No frozen report {', '.join(map(str, sorted(missing)))}.", file=sys.stderr)
            return NONE
    found = [_facts(r, changes.of(r, lines.get(r.thing_id))) for r in reports]
    vanished = [] if ids else [str(v) for v in seal.vanished(lines)]
    if as_json:
        print(json.dumps([*found, *({"vanished": v} for v in vanished)], ensure_ascii=False))
    else:
        print("\n".join([*vanished, *(line for r in found for line in _told(r))] or ["No frozen report."]))
    if vanished or any(not r["intact"] for r in found):
        return ALTERED
    return CHANGED if any(r["changed_since"] for r in found) else SAME


def _facts(report: Any, outcome: Any) -> dict[str, Any]:
    return {
        "id": report.pk, "title": report.title, "as_of": f"{report.as_of}", "moment": report.moment.isoformat(),
        "rows": report.rows.count(), "intact": not outcome.altered, "altered": outcome.altered,
        "altered_rows": [vars(c) for c in outcome.rows], "changed_since": [vars(c) for c in outcome.since],
    }  # fmt: skip


def _told(r: dict[str, Any]) -> Iterable[str]:
    state = "nguyên vẹn" if r["intact"] else "ĐÃ BỊ SỬA"
    yield (
        f"{r['id']}. {r['title']} (đến {r['as_of']}): {r['rows']} dòng, {state}, {len(r['changed_since'])} thay đổi từ khi "
        "đóng băng."
    )
    yield from (f"   ĐÃ BỊ SỬA: {sentence}" for sentence in r["altered"])
    yield from (f"   ĐÃ BỊ SỬA: {c['title']}: ghi {c['was']}, theo dữ kiện {c['now']}" for c in r["altered_rows"])
    for c in r["changed_since"]:
        yield f"   {c['title']}: {c['was']} → {c['now']}{' (không rõ do đâu)' if c['untraced'] else ''}"
