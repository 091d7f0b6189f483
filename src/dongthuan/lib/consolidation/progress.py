"""What a person at the terminal sees: the step, how far, rows a second, what is left. All on standard error."""

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

STEPS = ("reading", "letters", "groups", "rows", "tables")
EVERY = 0.2  # seconds between two looks at a terminal
EVERY_LINE = 5.0  # and where lines are kept


class Bar:
    """Call it with (step, done, all); a terminal gets one line that changes, anything else a line now and then."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.step, self.begun, self.shown, self.before, self.width = "", 0.0, 0.0, 0, 0
        self.stopping, self.steps = False, tuple[str, ...](STEPS)

    @contextmanager
    def stops(self) -> Iterator[None]:
        """Ctrl-C stops where nothing is done by half; a second one stops at once."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def stop(_number: int, _frame: object) -> None:
            self.stopping = True
            signal.signal(signal.SIGINT, before)

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def __call__(self, step: str, done: int, whole: int) -> None:
        """Raises KeyboardInterrupt when the person at the terminal wants to stop."""
        if self.stopping:
            raise KeyboardInterrupt
        now = time.monotonic()
        if step != self.step:
            self.end()
            self.step, self.begun, self.shown, self.before = step, now, 0.0, done
        if done < whole and now - self.shown < (EVERY if self.terminal else EVERY_LINE):
            return
        self.shown = now
        self.show(self.told(done, whole, now - self.begun))

    def told(self, done: int, whole: int, seconds: float) -> str:
        head = f"[{self.steps.index(self.step) + 1}/{len(self.steps)}] {self.step}"
        if not whole:
            return f"{head}: {done:,} rows"
        speed = (done - self.before) / seconds if seconds > 0.05 else 0.0
        left = f", {(whole - done) / speed:,.0f} s left" if speed and done < whole else ""
        return (
            f"{head}: {done:,} of {whole:,} ({done * 100 // whole} %)"
            + (f", {speed:,.0f} rows/s" if speed else "")
            + left
        )

    def show(self, line: str) -> None:
        if self.terminal:
            self.stream.write(f"\r{line:<{self.width}}")
            self.width = len(line)
        else:
            self.stream.write(line + "\n")
        self.stream.flush()

    def end(self) -> None:
        """The line is left standing; what comes next begins a new one."""
        if self.terminal and self.width:
            self.stream.write("\n")
            self.width = 0
