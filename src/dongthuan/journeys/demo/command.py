"""`dongthuan demo-build`: the demo's data, once, through the actions a person uses. `dongthuan demo` calls it."""

import gc
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from dongthuan.foundation.notify import actions as notify
from dongthuan.foundation.notify.models import Notice
from dongthuan.foundation.orgs.models import Organisation
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import today

from . import people_of_2025
from .calendar import Calendar
from .story import Story
from .world import PASSWORD, build

LAST = date(2025, 12, 10)  # the story's last day
NEW = timedelta(days=7)  # for so long a notice is still unread
WHO = [
    ("daumoi.dang", "focal officer, the Party commission's side"),
    ("daumoi.ubnd", "focal officer, the People's Committee's side"),
    ("truongban.tgdv", "leader who signs for the commission (since its merger of 2025)"),
    ("truongban", "leader of the commission before the merger"),
    ("chutich", "leader who signs for the People's Committee"),
    ("bantheodoi", "steering viewer"),
    ("so.tuphap", "department officer"),
    ("huyen", "district officer (until 30 June 2025)"),
    ("xa", "commune officer (until 30 June 2025)"),
    ("xa.moi", "commune officer (since 1 July 2025)"),
    ("tiepdan", "reception officer, the People's Committee's hall"),
    ("nhandon", "reception officer: petitions to the People's Committee"),
    ("giaiquyet", "solver of petitions"),
    ("docthuhai", "second reader of petitions"),
    ("quantri", "system administrator"),
]


def main(argv: list[str]) -> int:
    if Organisation.objects.exists():
        return 0  # built before; what people did in it since then stays
    begin = time.monotonic()
    gc.disable()  # a short life: looking for garbage costs more here than it frees
    print("Building the demo: Ninh Bình, 2015 to 2025 …", flush=True)
    calendar = Calendar(min(LAST, today()))
    connection.features.uses_savepoints = False  # all or nothing: an action that fails ends the whole build
    with transaction.atomic():
        world = build()
        world.ending = people_of_2025.ending_in_2024(world)
        Story(world, calendar).write()
        calendar.live()
        read_the_old_notices(calendar.last)
    welcome(calendar.last)
    print(f"{calendar.done} events in {time.monotonic() - begin:.0f} s.", flush=True)
    return 0


def read_the_old_notices(last: date) -> None:
    """People read what they are told: only the last week is still new to them."""
    old = defaultdict[int, list[int]](list)
    for reader, notice in Notice.objects.filter(day__lt=last - NEW, read_at__isnull=True).values_list("user", "pk"):
        old[reader].append(notice)
    for user in User.objects.filter(pk__in=old):
        notify.mark_read(user, old[user.pk])


def welcome(last: date) -> None:
    """What `dongthuan demo` says when it is ready: the accounts, one per role."""
    lines = [f"The demo stands on {last:%d/%m/%Y}. Accounts (password {PASSWORD}); all people are invented:"]
    lines += [f"  {name:<16} {what}" for name, what in WHO]
    (Path(settings.DATA_ROOT) / "welcome.txt").write_text("\n".join(lines) + "\n")
