"""A process that `up` looks after."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

PAUSES = (0, 1, 2, 4, 8, 15, 30)  # seconds before the n-th start in a row
STEADY = 60  # seconds after which an earlier failure is forgotten


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    _started: float = 0
    _again: float = field(default=0)

    def look(self) -> str:
        """Start it if it is due; says in a sentence when it was found dead."""
        now = time.monotonic()
        if self.process is None:
            if now >= self._again:
                self.start()
            return ""
        code = self.process.poll()
        if code is None:
            if self.failures and now - self._started > STEADY:
                self.failures = 0
            return ""
        pause = PAUSES[min(self.failures, len(PAUSES) - 1)]
        self.failures += 1
        self.process, self._again = None, now + pause
        how = f"was killed (signal {-code})" if code < 0 else f"ended with code {code}"
        return f"The {self.name} {how}; starting it again{f' in {pause} s' if pause else ''}."

    def start(self) -> None:
        """In a session of its own: the terminal's Ctrl-C reaches the parent alone, which stops all in order."""
        self._started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent
        )

    def stop(self, patience: float = 20) -> None:
        """Ask it to end, wait, and end what is left of its group."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process = None


def end_with_parent() -> None:
    """On Linux the child is told to end when the parent is killed, so that nothing keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
