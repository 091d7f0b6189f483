"""Make .venv from the locked list, on a machine with only Python: no root, no pip, no ensurepip, nothing compiled.

    python3 tools/bootstrap.py          what it takes to run
    python3 tools/bootstrap.py --dev    and to test and check
    python3 tools/bootstrap.py --cluster    Spark into the .venv that is there (456 MB to fetch)

Uses uv when it works here, else the pip in vendor/. Every file's hash is checked. Quick when nothing changed.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMAND = """#!/bin/sh
'''exec' "$(dirname "$(readlink -f "$0")")/python" "$0" "$@"
' '''
import sys

from dongthuan.cli import main

sys.exit(main())
"""


def main() -> int:
    if tuple(sys.version_info) < (3, 11):
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 setup")
        return 2
    if "--cluster" in sys.argv[1:]:
        return add_cluster()
    dev = "--dev" in sys.argv[1:]
    # The development set holds the run-time set: who has it needs no second look.
    marks = {VENV / "made-run": state_of("requirements.txt")}
    lock, wanted = ROOT / "requirements.txt", VENV / "made-run"
    if dev:
        lock, wanted = ROOT / "requirements-dev.txt", VENV / "made-dev"
        marks[wanted] = state_of("requirements-dev.txt")
    ready = wanted.exists() and wanted.read_text() == marks[wanted]
    if ready and PYTHON.exists() and (VENV / "bin" / "dongthuan").exists():
        return 0 if dev else make_tables()
    uv = working_uv()
    print(
        f"Installing {'the development' if dev else 'the run-time'} set into .venv with {'uv' if uv else 'pip'} …",
        flush=True,
    )
    try:
        make_venv(uv)
        install(uv, lock)
    except subprocess.CalledProcessError as error:
        print(
            f"The installation stopped with code {error.returncode}; its reason stands above. Run it again when that is put right."
        )
        return 2
    link_ourselves()
    for mark, state in marks.items():
        mark.write_text(state)
    return 0 if dev else make_tables()


def make_tables() -> int:
    """The empty tables that a demo begins with, so that it need not be waited for; quick when they are there."""
    return subprocess.run([PYTHON, "-m", "dongthuan.cli", "demo-tables"]).returncode


def state_of(lock: str) -> str:
    """Changes with the locked list, the place and the Python."""
    what = f"{ROOT} {sys.version} {os.path.realpath(sys.executable)}".encode()
    return hashlib.sha256((ROOT / lock).read_bytes() + what).hexdigest()


def add_cluster() -> int:
    """Spark into the .venv that is there; pyspark comes as source, so what builds it comes first."""
    locks = [ROOT / "requirements-cluster-build.txt", ROOT / "requirements-cluster.txt"]
    mark, state = VENV / "made-cluster", "".join(state_of(lock.name) for lock in locks)
    if mark.exists() and mark.read_text() == state:
        return 0
    print("Installing Spark into .venv …", flush=True)
    uv = working_uv()
    try:
        install(uv, locks[0])
        install(uv, locks[1], "--no-binary", "pyspark", "--no-build-isolation")
    except subprocess.CalledProcessError as error:
        print(f"The installation stopped with code {error.returncode}; its reason stands above.")
        return 2
    mark.write_text(state)
    return 0


def working_uv() -> str:
    """`uv`, if it is here and runs (a shim may stand for nothing)."""
    if os.environ.get("DONGTHUAN_NO_UV"):
        return ""
    try:
        return "uv" if subprocess.run(["uv", "--version"], capture_output=True).returncode == 0 else ""
    except OSError:
        return ""


WHICH = "import sys; print(sys.base_prefix, sys.version)"


def make_venv(uv: str) -> None:
    """Make it, unless one of this very Python stands there."""
    ours = f"{sys.base_prefix} {sys.version}"
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", WHICH], capture_output=True, text=True).stdout.strip() == ours:
        return
    if uv:
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], check=True)


def install(uv: str, lock: Path, *more: str) -> None:
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        (pip,) = (ROOT / "vendor").glob("pip-*.whl")
        command = [str(PYTHON), f"{pip}/pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*command, "--only-binary", ":all:", *more, "--require-hashes", "-r", str(lock)], check=True)


def link_ourselves() -> None:
    """The sources and the command, without a build."""
    found = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True
    )
    (Path(found.stdout.strip()) / "dongthuan-here.pth").write_text(f"{ROOT / 'src'}\n")
    command = VENV / "bin" / "dongthuan"
    command.unlink(missing_ok=True)
    command.write_text(COMMAND)
    command.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
