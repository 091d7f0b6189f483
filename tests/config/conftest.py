import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest


@pytest.fixture(scope="session")
def installed(tmp_path_factory) -> Path:
    """The data folder of an installation that nobody has used yet, at rest. Not to be written to: `lay` copies it."""
    from tests.config.test_up import told

    data = tmp_path_factory.mktemp("installed") / "var"
    code, said = told("setup-db", "--data", str(data))
    assert code == 0, said
    return data


@pytest.fixture(scope="session")
def lay(installed: Path) -> Callable[[Path], Path]:
    """A new installation in a place of one's own: a copy, which takes a fiftieth of the time that making it takes."""

    def copy(place: Path) -> Path:
        subprocess.run(["cp", "-a", installed, place], check=True)  # with its owner: root's server is another's
        return place

    return copy


@pytest.fixture
def walkable(tmp_path_factory) -> Callable[[str], Path]:
    """A new folder to which every user of the machine may walk, as to a home of one's own."""

    def make(name: str) -> Path:
        place = tmp_path_factory.mktemp(name)
        for folder in (place, *place.parents):
            if folder == Path(tempfile.gettempdir()):
                break
            folder.chmod(0o755)
        return place

    return make


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
