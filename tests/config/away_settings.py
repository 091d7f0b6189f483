"""The real settings with one more page: a form whose saving the test can hold and cut in half."""

from dongthuan.config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.config.away_urls"
