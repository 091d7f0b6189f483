import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest


@pytest.fixture
def pytester_like_run():
    """Run one test file in a pytest of its own, beside the real suite, and return what it printed and its code."""
    made = []

    def run(text: str, *args: str) -> str:
        path = Path(__file__).parent / f"test_made_{uuid4().hex}.py"
        path.write_text(text)
        made.append(path)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", str(path), *args], capture_output=True, text=True, cwd=path.parents[2]
        )
        return f"{done.stdout}{done.stderr}\ncode {done.returncode}"

    yield run
    for path in made:
        path.unlink()
