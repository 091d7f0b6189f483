"""Kernels: compiled on first use and kept on disk, where a disk may be written; compiled anew when any file here changed.

By itself numba looks at the one file a function stands in, and would go on with the constants another file had before.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.cpython.unsafe import numbers
from numba.extending import intrinsic


def stamp() -> str:
    """The same for the same sources, wherever and whenever they were laid down."""
    seen = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        source = path.read_bytes()
        if path.stem == "tables" or b"@kernel" in source or b"@inner" in source:
            seen.update(source)
    return seen.hexdigest()


STAMP = stamp()


def kernel(function: Callable[..., Any] | None = None, **options: Any) -> Any:
    """Decorator: machine code that lets go of the interpreter's lock."""
    if function is None:
        return lambda later: kernel(later, **options)
    try:
        made = njit(nogil=True, cache=True, error_model="numpy", **options)(function)
    except RuntimeError:  # neither beside the source nor below the home of this user
        return njit(nogil=True, error_model="numpy", **options)(function)
    made._cache._cache_file._source_stamp = STAMP
    return made


def inner(function: Callable[..., Any]) -> Any:
    """Decorator: a part of kernels, which cannot be called from Python; compiled within each that uses it."""
    return njit(nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)(function)  # type: ignore[call-overload]


@intrinsic
def _load64(_typing: Any, data: Any, place: Any) -> Any:
    """Eight bytes from that place on as one number, in one instruction; all eight must stand in the buffer."""

    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        held = context.make_array(signature.args[0])(context, builder, given[0])
        at = builder.bitcast(builder.gep(held.data, [given[1]]), ir.IntType(64).as_pointer())
        loaded = builder.load(at)
        loaded.align = 1
        return loaded

    return types.uint64(data, place), generate


load64: Any = _load64  # numba gives the first argument
trailing_zeros: Any = numbers.trailing_zeros
