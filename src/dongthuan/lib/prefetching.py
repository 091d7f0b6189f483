"""Asking the memory early, for compiled loops that jump about in more than the processor keeps at hand."""

from typing import Any

from llvmlite import ir
from numba import types
from numba.extending import intrinsic


@intrinsic
def _prefetch(_typing: Any, array: Any, index: Any) -> Any:
    """Ask for the number `index` of a flat array, which is soon to be looked at: nothing waits for it, and no index does harm."""

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
