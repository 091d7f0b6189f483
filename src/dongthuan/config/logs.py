"""What the processes write about themselves: lines for a person at a terminal, or JSON for a collector (DONGTHUAN_LOG=json).

Pages write no personal data into it: requests are named by method and path only.
"""

from typing import Any

import structlog

from dongthuan.foundation.vault.sealed import scrub_event

BEFORE: list[Any] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=False),
    structlog.stdlib.PositionalArgumentsFormatter(),
]


def logging(*, as_json: bool) -> dict[str, Any]:
    """Django's LOGGING setting: one handler to standard error; warnings and worse from everybody."""
    drawn: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    # Tracebacks become text first, so that what the vault opened in this process is taken out of them too.
    errors: list[Any] = [structlog.processors.format_exc_info, scrub_event]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": BEFORE,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *errors, drawn],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},  # a refused or absent page is no fault of the house
        },
    }
