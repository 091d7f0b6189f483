"""Checks a file from outside in a process of its own, with limits on time and memory.

A PDF can be made to take a parser hours or gigabytes. The child reads its task from standard input and answers in
JSON; when it dies or is too slow the file is refused in one sentence.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any

from .check import inspect, inspect_increment
from .kinds import SignatureReport, SigningError, from_json, to_json
from .trust import Trust

MEMORY = 2 * 1024**3
CPU_SECONDS = 30
WALL_FACTOR = 3  # a busy machine gives a process a third of its time
TASKS: dict[str, Callable[..., Any]] = {"inspect": inspect, "inspect_increment": inspect_increment}


def guarded(task: str, *arguments: bytes | str | Trust | datetime | None, seconds: int = CPU_SECONDS) -> Any:
    """Run a task of TASKS in a child process and hand back what it returns or raises."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=pickle.dumps((task, arguments, seconds)),
            capture_output=True,
            timeout=WALL_FACTOR * seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SigningError("too_complex") from error
    if done.returncode < 0:  # killed: by its limits, or the parser crashed
        raise SigningError("too_complex")
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise SigningError(answer["refused"], **answer["params"])
    reports = [from_json(report) for report in answer["reports"]]
    return reports if task == "inspect" else reports[0]


def answer(task: str, arguments: tuple) -> dict[str, Any]:
    """What the child says about its task."""
    try:
        result = TASKS[task](*arguments)
    except SigningError as error:
        return {"refused": error.code, "params": error.params}
    except (MemoryError, RecursionError):
        return {"refused": "too_complex", "params": {}}
    reports: list[SignatureReport] = result if isinstance(result, list) else [result]
    return {"reports": [to_json(report) for report in reports]}


def main() -> None:
    task, arguments, seconds = pickle.loads(sys.stdin.buffer.read())  # from our parent, never from outside
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(answer(task, arguments), sys.stdout)


if __name__ == "__main__":
    main()
