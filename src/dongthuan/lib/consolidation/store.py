"""Flat arrays that grow, in memory or in a folder of files, so that a run stays within the memory it was given."""

import mmap
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Literal

import numpy as np


def release(array: np.ndarray) -> None:
    """Let go of the memory that mirrors a file, if the array stands in one: what was written stays with the file."""
    if isinstance(array, np.memmap):
        array._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]


class Rows:
    """Named arrays of one length. Room is taken without touching it, so only what is filled costs memory."""

    def __init__(
        self, columns: Mapping[str, tuple[type, tuple[int, ...]]], folder: Path | None = None, room: int = 0, *,
        keep: bool = False,
    ) -> None:  # fmt: skip
        """`keep`: take the files as they are; raises OSError if one is not there."""
        self.columns, self.folder, self.size = columns, folder, 0
        self.room = max(room, 1024)
        self.arrays = {name: self._new(name, self.room, "r+" if keep else "w+") for name in columns}

    def _new(self, name: str, room: int, mode: Literal["r+", "w+"] = "w+") -> np.ndarray:
        kind, shape = self.columns[name]
        if self.folder is None:
            return np.zeros((room, *shape), kind)
        return np.memmap(self.folder / f"{name}.{room}.rows", kind, mode, shape=(room, *shape))

    def grow(self, more: int) -> int:
        """Make room for more rows; returns the number of the first of them."""
        first, need = self.size, self.size + more
        if need > self.room:
            room = max(need, self.room + self.room // 2)
            for name, old in list(self.arrays.items()):
                new = self._new(name, room)
                new[:first] = old[:first]
                self.arrays[name] = new
                if self.folder is not None:
                    (self.folder / f"{name}.{self.room}.rows").unlink(missing_ok=True)
            self.room = room
        self.size = need
        return first

    def release(self, but: Collection[str] = ()) -> None:
        """Let go of the memory that mirrors the files, `but` for some; it comes back as it is looked at."""
        for name, array in self.arrays.items():
            if name not in but:
                release(array)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[name][: self.size]


class Spool:
    """Numbers that are written once and read from the beginning, in pieces: a file, or a list in memory."""

    def __init__(self, kind: type, path: Path | None = None, *, keep: bool = False) -> None:
        """`keep`: go on behind what the file holds."""
        self.kind, self.path, self.size, self.pieces = kind, path, 0, []
        self.file = path.open("ab" if keep else "wb") if path else None

    def cut(self, size: int) -> None:
        """Only the first numbers are kept. Raises ValueError if there are not so many."""
        if self.file is None or self.file.seek(0, 2) < size * np.dtype(self.kind).itemsize:
            raise ValueError(f"{self.path} holds less than {size} numbers")
        self.file.truncate(size * np.dtype(self.kind).itemsize)
        self.size = size

    def append(self, numbers: np.ndarray) -> None:
        self.size += len(numbers)
        if self.file is None:
            self.pieces.append(numbers.copy())
        else:
            numbers.tofile(self.file)

    def read(self, start: int, end: int) -> np.ndarray:
        """The numbers [start, end)."""
        if self.file is None or self.path is None:
            if len(self.pieces) != 1:
                self.pieces = [np.concatenate([np.empty(0, self.kind), *self.pieces])]
            return self.pieces[0][start:end]
        self.file.flush()
        return np.fromfile(self.path, self.kind, end - start, offset=start * np.dtype(self.kind).itemsize)

    def batches(self, ends: np.ndarray, numbers: int = 2**22) -> Iterator[tuple[int, int, np.ndarray]]:
        """(first row, end row, their numbers), about `numbers` at a time; `ends` says where each row's numbers end."""
        row = 0
        while row < len(ends):
            start = int(ends[row - 1]) if row else 0
            stop = max(row + 1, int(np.searchsorted(ends, start + numbers, "right")))
            yield row, stop, self.read(start, int(ends[stop - 1]))
            row = stop

    def close(self) -> None:
        if self.file is not None:
            self.file.close()
