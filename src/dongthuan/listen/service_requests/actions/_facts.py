"""What several actions do: clean words, the next number."""

from django.core.exceptions import ValidationError
from django.db import connection

from dongthuan.foundation.things.kit import Refused, clean_text


def words(text: str) -> str:
    try:
        return clean_text(text).strip()
    except ValidationError as error:
        raise Refused(error.messages[0]) from None


def line(text: str, limit: int) -> str:
    return " ".join(words(text).split())[:limit]


def next_numbers(n: int, year: int) -> list[str]:
    """The next numbers of requests: PA26-000123. They name nobody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('service_requests_code') FROM generate_series(1, %s)", [n])
        return [f"PA{year % 100:02d}-{number:06d}" for (number,) in cursor.fetchall()]
