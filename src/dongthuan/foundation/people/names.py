"""Names of invented people (data/README.md). Who bears one is `is_sample`, and every page says so."""

import csv
import random
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def _families() -> tuple[list[str], list[int]]:
    with open(DATA / "family_names_freq.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [r["family_name"] for r in rows], [int(r["count"]) for r in rows]


@cache
def _given(which: str) -> list[str]:
    text = (DATA / f"given_names_{which}.txt").read_text(encoding="utf-8")
    return [line.strip().replace("Ð", "Đ") for line in text.splitlines() if line.strip()]


def invent(seed: object, *, female: bool | None = None) -> str:
    """The same seed gives the same name: a family name by frequency and a given name."""
    chance = random.Random(f"dongthuan:{seed}")
    if female is None:
        female = chance.random() < 0.5
    names, weights = _families()
    return f"{chance.choices(names, weights)[0]} {chance.choice(_given('female' if female else 'male'))}"
