"""What a fault leaves in the log."""

import json
import logging as standard
import logging.config

import pytest

from dongthuan.config.logs import logging as wanted


@pytest.fixture
def lines(capsys):
    yield lambda: [line for line in capsys.readouterr().err.splitlines() if line]
    from django.conf import settings

    standard.config.dictConfig(settings.LOGGING)


def test_a_fault_is_one_line_of_json_with_its_traceback(lines):
    standard.config.dictConfig(wanted(as_json=True))
    try:
        raise ValueError("vỡ")
    except ValueError:
        standard.getLogger("django.request").exception("Internal Server Error: %s", "/desk/")
    (line,) = lines()
    found = json.loads(line)
    assert found["event"] == "Internal Server Error: /desk/"
    assert found["level"] == "error"
    assert "ValueError: vỡ" in found["exception"]


def test_a_refused_page_is_not_a_fault(lines):
    standard.config.dictConfig(wanted(as_json=False))
    standard.getLogger("django.request").warning("Not Found: /x")
    standard.getLogger("dongthuan.anything").warning("đĩa gần đầy")
    (line,) = lines()
    assert "đĩa gần đầy" in line
