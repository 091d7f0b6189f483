"""Votes of four planted camps, as a log in the order of time: each voter answers a few dozen statements in one sitting."""

import numpy as np
import pyarrow as pa


def votes(voters: int, statements: int, *, share: float = 0.15, seed: int = 0) -> tuple[pa.Table, np.ndarray]:
    """(the log with the columns of `dongthuan consensus`, the camp of each voter)."""
    chance = np.random.default_rng(seed)
    camp = chance.integers(0, 4, voters)
    leaning = chance.normal(0, 1, (4, statements))
    counts = np.clip(chance.poisson(statements * share, voters), 1, statements)
    who = np.repeat(np.arange(voters), counts)
    what = chance.integers(0, statements, len(who))
    felt = leaning[camp[who], what] + chance.normal(0, 1, len(who))
    vote = np.where(felt > 0.4, 1, np.where(felt < -0.4, -1, 0)).astype(np.int8)
    step = np.arange(len(who)) - np.repeat(np.cumsum(counts) - counts, counts)
    when = np.repeat(chance.integers(0, 30 * 86_400_000, voters), counts) + step * 5_000
    order = np.argsort(when, kind="stable")
    columns = {"voter-id": who, "comment-id": what, "vote": vote, "timestamp": when}
    return pa.table({name: column[order] for name, column in columns.items()}), camp
