"""Calls for opinions for tests, made through the actions people use."""

from datetime import date, timedelta
from typing import Any

from dongthuan.foundation.texts.models import Clause
from dongthuan.foundation.things.kit import at_day, today
from dongthuan.lib import outline
from dongthuan.listen.opinions import actions
from dongthuan.listen.opinions.models import Group, Opinion, Posting
from tests.factories import World

WORDS = """\
Điều 1. Phạm vi
Quy chế này quy định việc sử dụng nhà văn hóa thôn.
Điều 2. Thời gian mở cửa
Nhà văn hóa mở cửa từ 7 giờ đến 17 giờ các ngày trong tuần.
Điều 3. Kinh phí
Kinh phí do ngân sách xã bảo đảm.
"""
DAY = date(2026, 3, 2)


def prepare(world: World, **other: Any) -> Posting:
    """Prepared by the commune's officer: how the village hall is used."""
    values: dict[str, Any] = {
        "title": "Quy chế sử dụng nhà văn hóa thôn", "document": "commune", "organiser": world.communes[0],
        "nodes": outline.outline(WORDS), "explanation": "Để nhà văn hóa phục vụ người dân tốt hơn.",
        "concerns": "Mọi hộ dân trong xã.", "by": world.users["commune_officer"],
    }  # fmt: skip
    return actions.prepare(**values | other)


def post(world: World, day: date | None = None, **other: Any) -> Posting:
    """Posted for the lawful twenty days."""
    with at_day(day or today()):
        posting = prepare(world, **other)
        by = other.get("by", world.users["commune_officer"])
        return actions.post(posting, until=today() + timedelta(days=20), by=by)


def clause(posting: Posting, number: str) -> Clause:
    return posting.version.clauses.get(kind="dieu", number=number).clause


def say(posting: Posting, number: str = "", words: str = "", stance: str = "changes", **more: Any) -> Opinion:
    place = clause(posting, number) if number else None
    return actions.give(posting, clause=place, stance=stance, words=words, by=None, **more).opinion


def group_of(opinion: Opinion) -> Group:
    opinion.refresh_from_db()
    assert opinion.group is not None
    return opinion.group
