"""The state of a consolidation: what is known of every distinct wording so far. It only grows; about 0.3 KB a wording.

state = State()
found = state.add(features)      # wording of each row; milliseconds, whatever stands in it already
state.letters()                  # letter of each wording
state.save(folder); State.load(folder)
"""

import json
from pathlib import Path

import numpy as np

from . import link
from .scan import Features
from .store import Rows, Spool
from .tables import BANDS, BLOOM, CONTEXTS, HASHES, METHOD

COLUMNS: dict[str, tuple[type, tuple[int, ...]]] = {
    "parent": (np.int32, ()),
    "signatures": (np.uint8, (HASHES,)),
    "facts": (np.int32, (4,)),  # tokens, article, clause, opposites
    "blooms": (np.uint64, (BLOOM,)),
    "negated": (np.uint64, (CONTEXTS,)),
    "kept_from": (np.int32, (2,)),
    "about": (np.int32, ()),  # by letter: the article any of its wordings names
    "said": (np.int32, ()),  # by letter: the sides its wordings take
    "counts": (np.int32, ()),
    "first_row": (np.int64, ()),
    "ends": (np.int64, ()),
    "keys": (np.uint64, ()),
}
LINKED = ("parent", "signatures", "facts", "blooms", "negated", "kept_from", "about", "said")
CHANGING = ("parent", "kept_from", "about", "said", "counts")  # the others of a wording never change
OFTEN = ("parent", "signatures", "facts", "about", "said", "counts")  # looked at everywhere and all the time
FULL = 0.85
RELEASE = 1 << 15  # rows between two times that memory is let go of
CLOSE = 6_000  # so many wordings are compared each with each


class OtherMethod(Exception):
    """The saved state was made by another version of the method."""


class State:
    """All arrays of one consolidation. One thread adds; others may read `texts` and `known` meanwhile."""

    def __init__(self, files: Path | None = None, room: int = 0, pairs: Path | None = None) -> None:
        """`files`: a folder to keep the arrays of the wordings in, else they stand in memory; `pairs`: a file for the
        word pairs; `room`: how many wordings are expected."""
        self.rows = Rows(COLUMNS, files, room)
        self.pairs = Spool(np.uint16, pairs)
        self.texts = np.zeros((1 << 12, 2), np.uint64)
        self.known = np.zeros((1 << 12, 2), np.uint64)
        self.bands: list[np.ndarray] = [np.zeros(1 << 12, np.uint64) for _band in range(BANDS)]
        self.filled = [0] * BANDS
        self.distinct = 0  # texts, byte for byte
        self.received = 0  # rows taken in so far
        self.expected = room  # rows in all, if that is known: the tables are then made as large as they will be

    @property
    def wordings(self) -> int:
        return self.rows.size

    def arrays(self) -> tuple[np.ndarray, ...]:
        """What the linking kernels work on."""
        return tuple(self.rows.arrays[n] for n in LINKED)

    def add(self, batch: Features, places: np.ndarray | int | None = None) -> np.ndarray:
        """Take in a batch; returns the wording of each row, -1 for a row that is not UTF-8. `places`: where the rows, or
        the first of them, stand in the file."""
        self._make_room(len(batch.rows))
        found, new = np.empty(len(batch.raw), np.int64), np.empty(len(batch.rows), np.int32)
        first = self.wordings
        _end, fresh, added = link.take_in(
            batch.raw, batch.rows, batch.keys, batch.facts[:, 4], self.known, self.texts, first, found, new
        )
        self.distinct += added
        new = new[:fresh]
        if places is None or isinstance(places, int):
            places = np.arange(len(found)) + (self.received if places is None else places)
        at = places[batch.rows[new]]
        self.copy_in(batch, new, at)
        heads = self._heads(np.ascontiguousarray(batch.bands[batch.slot[new]].T), first)
        link.link(heads, first, self.arrays())
        link.count_rows(found, self.rows.arrays["counts"], 1)
        if (self.received + len(found)) // RELEASE > self.received // RELEASE:
            self.rows.release(but=OFTEN)
        self.received += len(found)
        return found

    def copy_in(self, batch: Features, new: np.ndarray, at: np.ndarray) -> None:
        first = self.rows.grow(len(new))
        arrays, fresh = self.rows.arrays, slice(first, first + len(new))
        arrays["parent"][fresh] = np.arange(first, first + len(new))
        arrays["first_row"][fresh] = at
        arrays["keys"][fresh] = batch.keys[new]
        link.copy_new(new, batch.slot, batch.facts, batch.signatures, batch.blooms, batch.negated, first, self.arrays())
        pairs, ends = np.empty(len(batch.pairs), np.uint16), np.empty(len(new), np.int64)
        count = link.copy_pairs(new, batch.slot, batch.pairs, batch.ends, pairs, ends)
        arrays["ends"][fresh] = ends + self.pairs.size
        self.pairs.append(pairs[:count])

    def _heads(self, keys: np.ndarray, first: int) -> np.ndarray:
        heads, at = np.empty(keys.shape, np.int32), np.empty(keys.shape[1], np.uint64)
        for b in range(BANDS):
            self.filled[b] += link.band_heads(self.bands[b], keys[b], first, heads[b], at)
        return heads

    def _make_room(self, more: int) -> None:
        for name, held in (("texts", self.distinct), ("known", self.wordings)):
            table = getattr(self, name)
            if held + more > FULL * len(table):
                larger = np.zeros((self._size_for(held + more), 2), np.uint64)
                link.rehash(table, larger)
                setattr(self, name, larger)
        for b, table in enumerate(self.bands):
            if self.filled[b] + more > FULL * len(table):
                wider = np.zeros(self._size_for(self.filled[b] + more), np.uint64)
                link.rehash_band(table, wider)
                self.bands[b] = wider

    def _size_for(self, entries: int) -> int:
        """How large a table to make for what it holds now: half as much again, or as much as the rows to come will bring."""
        foreseen = entries * max(self.expected / (self.received + 1), 1.0) * 1.05
        return int(max(1.5 * entries, min(foreseen, 4.0 * entries)) / FULL) + 64

    def close(self) -> None:
        """Nothing more will be added: let go of what only adding takes."""
        self.texts = self.known = np.zeros((16, 2), np.uint64)
        self.bands = []
        self.rows.release()

    def withdraw(self, wordings: np.ndarray) -> None:
        """One opinion less of each of these wordings. The letters keep their numbers."""
        link.count_rows(np.asarray(wordings, np.int64), self.rows.arrays["counts"], -1)

    def close_reading(self) -> int:
        """While the wordings are few, compare each with each: likeness that shares no band is found too."""
        if not 1 < self.wordings <= CLOSE:
            return 0
        ends = self.rows["ends"].copy()
        starts = np.concatenate([[0], ends[:-1]]).astype(np.int64)
        pairs = self.pairs.read(0, self.pairs.size).copy()
        link.distinct_pairs(pairs, starts, ends)
        return link.read_closely(pairs, starts, ends, self.arrays())

    def letters(self) -> np.ndarray:
        """The letter of each wording."""
        letter = np.empty(self.wordings, np.int32)
        link.letters_of(self.rows.arrays["parent"], self.wordings, letter)
        return letter

    def variants(self, letter: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """By letter: the letter it is a variant of, or -1, and why the two were kept apart."""
        variant, why = np.full(self.wordings, -1, np.int32), np.zeros(self.wordings, np.int8)
        link.variants(letter, self.rows["kept_from"], variant, why)
        return variant, why

    # --- on disk --------------------------------------------------------------------------------------------------
    def save(self, folder: Path) -> None:
        """Everything, whole or not at all: the file that says what there is comes last. What stands in files already and is
        only added to stays there."""
        folder.mkdir(parents=True, exist_ok=True)
        arrays = {name: self.rows[name] for name in (CHANGING if self.rows.folder else COLUMNS)}
        arrays |= {"texts": self.texts, "known": self.known}
        arrays |= {f"band{b}": table for b, table in enumerate(self.bands)}
        if self.pairs.file:
            self.pairs.file.flush()
        else:
            arrays["pairs"] = self.pairs.read(0, self.pairs.size)
        for name, array in arrays.items():
            np.save(folder / f"{self.received}.{name}.npy", array)
        facts = {
            "method": METHOD, "received": self.received, "distinct": self.distinct, "filled": self.filled,
            "wordings": self.wordings, "pairs": self.pairs.size, "room": self.rows.room if self.rows.folder else 0,
        }  # fmt: skip
        part = folder / "state.json.part"
        part.write_text(json.dumps(facts))
        part.replace(folder / "state.json")
        for old in folder.glob("*.npy"):
            if not old.name.startswith(f"{self.received}."):
                old.unlink()

    @classmethod
    def load(cls, folder: Path, files: Path | None = None, pairs: Path | None = None) -> "State":
        """The state as it was saved, with the same `files` and `pairs`. Raises OtherMethod, OSError, ValueError, KeyError."""
        facts = json.loads((folder / "state.json").read_text())
        if facts["method"] != METHOD:
            raise OtherMethod(facts["method"])
        if bool(facts["room"]) != (files is not None):
            raise ValueError("the arrays were kept elsewhere")

        def read(name: str) -> np.ndarray:
            return np.load(folder / f"{facts['received']}.{name}.npy")

        state = cls()
        state.received, state.distinct, state.filled = facts["received"], facts["distinct"], facts["filled"]
        state.texts, state.known = read("texts"), read("known")
        state.bands = [read(f"band{b}") for b in range(BANDS)]
        state.rows = Rows(COLUMNS, files, facts["room"] or facts["wordings"], keep=files is not None)
        state.rows.grow(facts["wordings"])
        for name in CHANGING if files else COLUMNS:
            state.rows[name][:] = read(name)
        state.pairs = Spool(np.uint16, pairs, keep=True)
        if pairs:
            state.pairs.cut(facts["pairs"])
        else:
            state.pairs.append(read("pairs"))
        return state
