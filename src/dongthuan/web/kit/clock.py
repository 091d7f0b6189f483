"""The day the pages show. (`things.kit.today` is the house's clock; `web` knows nobody and reads the same setting.)"""

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today, as the pages show it: `--as-of` in a demo, else the day in Asia/Ho_Chi_Minh."""
    return settings.AS_OF or timezone.localdate()
