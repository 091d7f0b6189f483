"""Functions compiled on first use and kept on disk, where a disk may be written."""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic


def compiled(function: Callable[..., Any]) -> Any:
    """Machine code that lets go of the interpreter's lock; compiled anew in each process where nothing may be kept."""
    try:
        return njit(nogil=True, cache=True)(function)
    except RuntimeError:  # neither beside the source nor below the home of this user
        return njit(nogil=True)(function)


@intrinsic
def _prefetch(_typing: Any, array: Any, index: Any) -> Any:
    """Ask the memory for array[index], which is soon to be written: nothing waits for it, and no index does harm."""

    def instruction(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        place = builder.gep(context.make_array(signature.args[0])(context, builder, given[0]).data, [given[1]])
        number = ir.IntType(32)
        call = builder.module.declare_intrinsic(
            "llvm.prefetch", [place.type], ir.FunctionType(ir.VoidType(), [place.type, number, number, number])
        )
        builder.call(call, [place, number(1), number(3), number(1)])  # to write, to keep close, data
        return context.get_dummy_value()

    return types.void(array, index), instruction


prefetch: Any = _prefetch  # numba gives the first argument
