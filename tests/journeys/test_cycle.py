"""The whole life of a programme, C1–C8, through the pages: every page accessible and within its policy, no ORM.

`pytest tests/journeys/test_cycle.py --tutorial` also takes the tutorial's pictures, docs/tutorial/img/*.png.
"""

from pathlib import Path

import pytest

from tests.browser import Browser

from .cycle import outlook, review, signing, start, words, work, year
from .cycle.walk import Walk

STEPS = [
    *(words.draft, words.gather, signing.sign, signing.public, year.plan),
    *(*work.STEPS, *review.STEPS, *outlook.STEPS),
]


@pytest.fixture
def walk(own_database, static_files: None, browser: Browser, tmp_path: Path, request):
    world = start.people()
    pictures = request.config.getoption("--tutorial")
    with start.walking(own_database, browser, world, tmp_path, pictures=pictures) as walk:
        yield walk


def test_the_cycle(walk: Walk):
    for step in STEPS:
        step(walk)
