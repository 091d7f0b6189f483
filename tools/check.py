"""`make check`: every tool says its word, and the run fails if any of them objects."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STEPS: dict[str, list[str]] = {
    "style": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "types": ["mypy"],
    "who imports whom": ["lint-imports"],
    "templates": ["djlint", "--lint", "--quiet", "src"],
    "translations": ["python", "tools/messages.py", "check"],
    "settings": ["dongthuan", "check"],
    "migrations": ["dongthuan", "manage", "makemigrations", "--check", "--dry-run"],
}


def main() -> int:
    bad = []
    for name, (program, *args) in STEPS.items():
        begin = time.monotonic()
        done = subprocess.run(
            [str(BIN / program), *args],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "DONGTHUAN_BUILDING": "1"},
        )
        print(f"{'ok ' if done.returncode == 0 else 'NO '} {name:<18} {time.monotonic() - begin:5.1f} s", flush=True)
        if done.returncode:
            bad.append(name)
            print((done.stdout + done.stderr).strip()[-6000:], flush=True)
    print("all well" if not bad else f"objections: {', '.join(bad)}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
