"""The calendar that comes with the version, into the tables: for this room's migrations."""

from typing import Any

from dongthuan.foundation.law.calendars import shipped_days, shipped_years


def fill(apps: Any, schema_editor: Any) -> None:
    """Add the years and days that nobody has entered; overwrite none. A year already there keeps its word."""
    Thing = apps.get_model("things", "Thing")
    Year, Day = apps.get_model("calendar", "WorkingYear"), apps.get_model("calendar", "SpecialDay")
    years = {year.year: year for year in Year.objects.all()}
    for shipped in shipped_years():
        if shipped.year not in years:
            thing = Thing.objects.create(kind="working_year")
            values = {"announced": shipped.announced, "notices": shipped.notices, "thing": thing}
            years[shipped.year] = Year.objects.create(year=shipped.year, **values)
    there = set(Day.objects.values_list("day", flat=True))
    Day.objects.bulk_create(
        Day(
            day=d.day, year=years[d.day.year], kind=d.kind, name=d.name, notice=d.notice, source=d.source,
            confidence=d.confidence,
        )
        for d in shipped_days() if d.day not in there
    )  # fmt: skip
