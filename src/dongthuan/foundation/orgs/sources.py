"""Ninh Bình's official lists of units as plain values. What they do not say is not said here either (data/README.md)."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
PROVINCE = "37"
EARLIEST = date(2015, 1, 1)  # before every list: the first day this installation speaks of (the regulation of 2015)
LIST_2021, LIST_2025, TWO_TIERS = date(2021, 11, 1), date(2025, 3, 1), date(2025, 7, 1)
DAY = timedelta(days=1)

BASIS_2021 = "Danh mục đơn vị hành chính ngày 01/11/2021; ngày thành lập không có trong danh mục"
BASIS_2025 = "Danh mục đơn vị hành chính ngày 01/03/2025; ngày thành lập không có trong danh mục"
BASIS_COMMUNE = "Nghị quyết số 1674/NQ-UBTVQH15, Điều 1"
BASIS_PROVINCE = "Danh mục theo Quyết định số 19/2025/QĐ-TTg"
SAME_UNIT = "Danh mục ngày 01/11/2021 và 01/03/2025: mã, tên và loại không đổi; chỉ đổi đơn vị cấp trên"

Key = tuple[str, str, date]  # level, code, since: one area


@dataclass(frozen=True)
class Unit:
    """One area as the lists give it: where a day is only a bound, `…_known` is false."""

    level: str
    code: str
    name: str
    full_name: str
    unit_type: str
    parent: Key | None
    since: date
    until: date | None
    since_known: bool
    until_known: bool
    in_scope: bool
    basis: str

    @property
    def key(self) -> Key:
        return self.level, self.code, self.since


@dataclass(frozen=True)
class Passage:
    """An old area, what it passed to, whether whole, and the paper that says so."""

    old: Key
    new: Key
    part: str
    source: str


def table(name: str) -> list[dict[str, str]]:
    with open(DATA / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@cache
def read() -> tuple[list[Unit], list[Passage]]:
    """Every area of the lists, superiors first, and every passage that the lists prove."""
    old = {(r["level"], r["code"]): r for r in table("units_2021-11-01.csv")}
    middle = {(r["level"], r["code"]): r for r in table("units_2025-03-01_old35-36-37.csv")}
    units: dict[Key, Unit] = {}
    began = {k: starts(k, old, middle) for k in middle}  # a unit kept with name and superior is one area

    for key, row in old.items():
        gone = began.get(key) != EARLIEST
        parent = ("province" if row["level"] == "district" else "district", row["parent_code"], EARLIEST)
        if gone:
            add(units, row, parent, EARLIEST, LIST_2025 - DAY, exact=(False, False), basis=BASIS_2021)
    for key, row in middle.items():
        upper = ("province" if row["level"] == "district" else "district", row["parent_code"])
        basis = BASIS_2021 if key in old and began[key] == EARLIEST else BASIS_2025
        parent = (*upper, began.get(upper, EARLIEST))
        add(units, row, parent, began[key], TWO_TIERS - DAY, exact=(False, True), basis=basis)
    add_new(units)
    passages = [Passage((*k, EARLIEST), (*k, LIST_2025), "full", SAME_UNIT) for k in middle if moved(k, old, middle)]
    passages += [
        Passage(began_key("province", code, began), ("province", PROVINCE, TWO_TIERS), "full", BASIS_PROVINCE)
        for code in sorted({r["old_province_code"] for r in commune_map()})
    ]
    passages += [
        Passage(
            began_key("commune", r["old_code"], began), ("commune", r["new_code"], TWO_TIERS), r["part"], BASIS_COMMUNE
        )
        for r in commune_map()
    ]
    order = {"province": 0, "district": 1, "commune": 2}
    return sorted(units.values(), key=lambda u: (order[u.level], u.since, u.code)), passages


def commune_map() -> list[dict[str, str]]:
    return table("map_2025-03_to_2025-07.csv")


def began_key(level: str, code: str, began: dict) -> Key:
    return level, code, began[level, code]


def same(key: tuple[str, str], old: dict, middle: dict) -> bool:
    return key in old and old[key]["full_name"] == middle[key]["full_name"]


def starts(key: tuple[str, str], old: dict, middle: dict) -> date:
    """The first day of the unit in the list of 2025: a kept name under a kept superior is the same area as in 2021.

    Old Hà Nam and Nam Định have no list of 2021 here; nothing says that their units changed.
    """
    if middle[key]["province_code"] != PROVINCE:
        return EARLIEST
    if not same(key, old, middle) or old[key]["parent_code"] != middle[key]["parent_code"]:
        return LIST_2025
    upper = ("province" if key[0] == "district" else "district", middle[key]["parent_code"])
    return EARLIEST if key[0] == "province" else starts(upper, old, middle)


def moved(key: tuple[str, str], old: dict, middle: dict) -> bool:
    """The same commune under another superior: an area of its own in the lists, but nothing of it was lost or gained."""
    return key[0] == "commune" and same(key, old, middle) and starts(key, old, middle) == LIST_2025


def add(
    units: dict, row: dict, parent: Key | None, since: date, until: date | None, *, exact: tuple[bool, bool], basis: str
) -> None:
    unit = Unit(
        row["level"], row["code"], row["name"], row["full_name"], row["unit_type"],
        None if row["level"] == "province" else parent, since, until, *exact,
        in_scope=row["province_code"] == PROVINCE, basis=basis,
    )  # fmt: skip
    units[unit.key] = unit


def add_new(units: dict[Key, Unit]) -> None:
    """The two-tier units; what does not descend from the old province lies outside the programme."""
    ours = {r["new_code"] for r in commune_map() if r["old_province_code"] == PROVINCE} | {PROVINCE}
    for row in table("units_2025-07-01.csv"):
        add(units, row, ("province", PROVINCE, TWO_TIERS), TWO_TIERS, None, exact=(True, True),
            basis=BASIS_PROVINCE if row["level"] == "province" else BASIS_COMMUNE)  # fmt: skip
        unit = units[row["level"], row["code"], TWO_TIERS]
        units[unit.key] = Unit(**{**unit.__dict__, "in_scope": row["code"] in ours})
