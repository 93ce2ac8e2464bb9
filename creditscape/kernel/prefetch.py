"""Asks the processor for a row of an array before it is needed; changes no result.

A day touches few of a community's people, so what it needs of them lies far from the core. Asked for at the beginning of a morning, it
has come when the morning's work gets there.
"""

from typing import Any

from llvmlite import ir
from numba.core import cgutils, types
from numba.extending import intrinsic, overload
from numba.np.arrayobj import make_array


def prefetch(array: Any, row: int) -> None:
    """Row of an array that is soon to be read; without the compiler, nothing."""


def _type(_typing: Any, array: Any, row: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        form = make_array(signature.args[0])(context, builder, given[0])
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        stride = cgutils.unpack_tuple(builder, form.strides)[0]
        address = builder.gep(builder.bitcast(form.data, byte), [builder.mul(given[1], stride)])
        ask = builder.module.declare_intrinsic(
            "llvm.prefetch", [byte], ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        )
        builder.call(ask, [address, ir.Constant(word, 0), ir.Constant(word, 3), ir.Constant(word, 1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


_prefetch: Any = intrinsic(_type)  # called with two arguments: the first is the compiler's own


@overload(prefetch, inline="always")
def _for_compiled_code(array: Any, row: Any) -> Any:
    def ask(array: Any, row: Any) -> None:
        _prefetch(array, row)

    return ask
