"""Functions compiled on first use and kept on disk, where a disk may be written."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Any:
    """Machine code that lets go of the interpreter's lock; compiled anew in each process where nothing may be kept."""
    try:
        return njit(nogil=True, cache=True)(function)
    except RuntimeError:  # neither beside the source nor below the home of this user
        return njit(nogil=True)(function)
