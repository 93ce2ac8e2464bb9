"""The kernel's four structures passed to compiled code as one address each.

Passed by value, their hundred arrays become a thousand arguments of every call and compilation takes minutes; as compiler-owned objects,
every look at an array counts references and takes longer than the work. Here a structure is a block of memory laid out as the compiler
lays out arrays (owner, parent, items, item size, data, shape, strides), without owners: whoever made the reference keeps the arrays alive.
The block never changes, and the compiler is told so.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import typeof
from numba.core import config as _config
from numba.core import types
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)


class Reference:
    """A named tuple of arrays and numbers at an address."""

    def __init__(self, form: NamedTuple) -> None:
        self.form = form
        cells: list[int] = []
        for value in form:
            cells += _array_cells(value) if isinstance(value, np.ndarray) else [int(value)]
        self.block = np.array([c - (1 << 64) if c >= 1 << 63 else c for c in cells], np.int64)
        self.address = self.block.ctypes.data


def _array_cells(array: np.ndarray) -> list[int]:
    return [0, 0, array.size, array.itemsize, array.ctypes.data, *array.shape, *array.strides]


def refer(form: NamedTuple) -> Any:
    """What compiled code takes for a structure; without the compiler, the structure itself."""
    return form if getattr(_config, "DISABLE_JIT", False) else Reference(form)


class ReferenceType(types.Type):
    """Compiler's type of a reference. fields: names and types, in order."""

    def __init__(self, kind: str, fields: tuple[tuple[str, types.Type], ...]) -> None:
        self.kind, self.fields = kind, fields
        super().__init__(name=f"{kind}({', '.join(f'{name}: {type_}' for name, type_ in fields)})")

    def place(self, name: str) -> tuple[int, types.Type]:
        """Cell at which a field begins, and its type."""
        cell = 0
        for other, type_ in self.fields:
            if other == name:
                return cell, type_
            cell += 5 + 2 * type_.ndim if isinstance(type_, types.Array) else 1
        raise AttributeError(name)


@typeof_impl.register(Reference)
def _typeof_reference(value: Reference, _context: Any) -> ReferenceType:
    form: Any = value.form
    return ReferenceType(
        type(form).__name__,
        tuple((name, typeof(field)) for name, field in zip(form._fields, form, strict=True)),
    )


@register_model(ReferenceType)
class _ReferenceModel(models.OpaqueModel):
    """An address."""


@unbox(ReferenceType)
def _unbox_reference(_type: ReferenceType, value: Any, c: Any) -> NativeValue:
    number = c.pyapi.object_getattr_string(value, "address")
    address = c.pyapi.long_as_longlong(number)
    c.pyapi.decref(number)
    return NativeValue(c.builder.inttoptr(address, c.context.get_value_type(types.voidptr)))


@infer_getattr
class _ReferenceAttribute(AttributeTemplate):
    key = ReferenceType

    def generic_resolve(self, reference: ReferenceType, name: str) -> types.Type:
        return reference.place(name)[1]


@lower_getattr_generic(ReferenceType)
def _load_field(context: Any, builder: Any, reference: ReferenceType, address: Any, name: str) -> Any:
    cell, type_ = reference.place(name)
    offset = context.get_constant(types.intp, 8 * cell)
    place = builder.bitcast(builder.gep(address, [offset]), context.get_data_type(type_).as_pointer())
    value = builder.load(place)
    value.set_metadata("invariant.load", builder.module.add_metadata([]))
    return context.data_model_manager[type_].from_data(builder, value)
