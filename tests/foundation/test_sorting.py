"""Names come from the database in a Vietnamese dictionary's order, on a server that knows no such collation."""

import pytest

from dongthuan.foundation.orgs.models import Area, Organisation
from dongthuan.foundation.orgs.queries import rank_of
from dongthuan.foundation.people.models import User
from dongthuan.foundation.things.kit import by_given_name, by_name
from dongthuan.lib.vietnamese import person_sort_key, sort_key
from tests.factories import make_area, make_org, make_user

pytestmark = pytest.mark.django_db
NAMES = ["Hoa Lư", "Hà Nam", "Duy Tiên", "Duy Tân", "Đông Thành", "Dũng", "Ân Hòa", "An Hòa", "Ánh Hòa", "Ăn Hòa",
         "Yên Mô", "yên Bình", "Ý Yên", "Xã 2", "Ưng", "Uyên", "Hòa", "Hoà"]  # fmt: skip


def test_names_as_in_a_dictionary():
    for name in NAMES:
        make_area(name=name)
    found = list(Area.objects.filter(name__in=NAMES).order_by(by_name("name")).values_list("name", flat=True))
    assert [sort_key(n) for n in found] == sorted(sort_key(n) for n in NAMES)


def test_persons_by_given_name():
    names = ["Trần Văn Ánh", "Lê An", "Bùi Đức", "Nguyễn Thị An", "Đỗ Bé", "Lê Văn An"]
    for name in names:
        make_user(full_name=name)
    rows = User.objects.filter(full_name__in=names).order_by(by_given_name("full_name"), by_name("full_name"))
    assert list(rows.values_list("full_name", flat=True)) == sorted(names, key=person_sort_key)


def test_levels_from_the_province_down():
    area = make_area()
    for level in Organisation.Level.values[::-1]:
        make_org(f"Cơ quan {level}", area=area, level=level)
    rows = Organisation.objects.filter(area=area).order_by(rank_of("level"))
    assert list(rows.values_list("level", flat=True)) == Organisation.Level.values
