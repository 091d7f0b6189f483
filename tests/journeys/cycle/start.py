"""The installation the cycle starts in: a demo with its organisations and accounts, on the first working days of 2025."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher

from dongthuan.config.testing import OwnDatabase
from tests.browser import Browser
from tests.factories import PASSWORD, World, make_world
from tests.site import serve

from .walk import Walk

FIRST_DAY = "2025-01-06"
NAMES = {  # invented, as everyone here
    "focal_officer": "Phạm Thị Hoa Lư", "focal_state": "Lê Văn Tam Cốc", "leader": "Nguyễn Thị Bích Động",
    "leader_state": "Trần Văn Vân Long", "department_officer": "Đỗ Thị Thung Nham", "deputy": "Vũ Văn Tràng An",
    "district_officer": "Bùi Văn Kênh Gà", "commune_officer": "Hoàng Thị Cúc Phương", "administrator": "Đặng Văn Đồng Chương",
    "commune_officer_2": "Ngô Văn Yên Thắng", "district_officer_2": "Đinh Thị Cồn Nổi", "steering_viewer": "Phan Văn Địch Lộng",
}  # fmt: skip


def people() -> World:
    world = make_world()
    password = PBKDF2PasswordHasher().encode(PASSWORD, "muoi", iterations=1)  # as the site reads it, and quickly
    for key, name in NAMES.items():
        user = world.users[key]
        user.full_name, user.password = name, password
        user.save(update_fields=["full_name", "password"])
    return world


@contextmanager
def walking(database: OwnDatabase, browser: Browser, world: World, folder: Path, *, pictures: bool) -> Iterator[Walk]:
    """The running demo with a data folder of its own, and nobody on the way yet."""
    data = folder / "data"
    data.mkdir(exist_ok=True)
    shutil.copytree(settings.STATIC_ROOT, data / "static", symlinks=True, dirs_exist_ok=True)
    environment = {"DONGTHUAN_DEMO": "1", "DONGTHUAN_DATA": str(data), "DONGTHUAN_AS_OF": FIRST_DAY}
    with serve(database, **environment) as site:
        yield Walk(site, browser, world, folder, pictures)
