"""The kernel's four structures passed to compiled code as one address each.

Passed by value, their hundred arrays become a thousand arguments of every call and compilation takes minutes; as compiler-owned objects,
every look at an array counts references and takes longer than the work. Here a structure is a block of memory laid out as the compiler
lays out arrays (owner, parent, items, item size, data, shape, strides), without owners: whoever made the reference keeps the arrays alive.
The block never changes, and the compiler is told so.

The arrays in it are of a type of our own, `Cells`: an index of theirs is never negative, so compiled code need not ask at every look
whether to count from the end.
"""

import operator
from typing import Any, NamedTuple

import numpy as np
from llvmlite import ir
from llvmlite.ir import instructions
from numba import typeof
from numba.core import cgutils, types
from numba.core import config as _config
from numba.core.datamodel.models import ArrayModel
from numba.core.typing import signature
from numba.core.typing.templates import AttributeTemplate
from numba.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.np import arrayobj

from .columns import WIDTHS
from .tables import Tables


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


class Cells(types.Array):
    """Compiler's type of an array, or a view of one, whose indices are never negative.

    of: structure and field; no two fields share memory. width: length of the last axis if it is known, else 0.
    """

    def __init__(self, dtype: Any, ndim: int, layout: Any, of: tuple[str, str], width: int = 0) -> None:
        self.of, self.width = of, width
        super().__init__(dtype, ndim, layout, name=f"Cells({dtype}, {ndim}d, {layout}, {of}, {width})")

    @property
    def key(self) -> Any:
        return (*super().key, self.of, self.width)

    def copy(
        self, dtype: Any = None, ndim: int | None = None, layout: str | None = None, readonly: Any = None
    ) -> Any:
        return Cells(dtype or self.dtype, self.ndim if ndim is None else ndim, layout or self.layout, self.of)


register_model(Cells)(ArrayModel)


def _unsigned(context: Any, builder: Any, kind: Any, index: Any) -> tuple[Any, Any]:
    """An index as the compiler takes it when it cannot be negative."""
    if isinstance(kind, types.Integer):
        return types.uintp, context.cast(builder, index, kind, types.intp)
    if isinstance(kind, types.BaseTuple):
        several: Any = kind  # the base class does not declare its parts
        parts = zip(several.types, cgutils.unpack_tuple(builder, index, count=len(kind)), strict=True)
        done = [_unsigned(context, builder, part, value) for part, value in parts]
        whole = types.Tuple([part for part, _ in done])
        return whole, context.make_tuple(builder, whole, [value for _, value in done])
    return kind, index


@lower_builtin(operator.getitem, Cells, types.Integer)
@lower_builtin(operator.getitem, Cells, types.BaseTuple)
def _get_cell(context: Any, builder: Any, asked: Any, given: Any) -> Any:
    kind, index = _unsigned(context, builder, asked.args[1], given[1])
    get = arrayobj.getitem_array_tuple if isinstance(kind, types.BaseTuple) else arrayobj.getitem_arraynd_intp
    found = get(context, builder, signature(asked.return_type, asked.args[0], kind), (given[0], index))
    if isinstance(found, instructions.LoadInstr):
        _mark(builder, found, asked.args[0])
        if asked.args[0].of[0] == Tables.__name__:  # never written to
            found.set_metadata("invariant.load", builder.module.add_metadata([]))
    return found


def _mark(builder: Any, access: Any, cells: Cells) -> None:
    """Tell the compiler which field is read or written here: it need not read another field again."""
    node, zero = builder.module.add_metadata, ir.Constant(ir.IntType(64), 0)
    field = node([".".join(cells.of), node(["creditscape"]), zero])
    access.set_metadata("tbaa", node([field, field, zero]))


@lower_builtin(operator.setitem, Cells, types.Any, types.Any)
def _set_cell(context: Any, builder: Any, asked: Any, given: Any) -> Any:
    cells, kind, value = asked.args
    kind, index = _unsigned(context, builder, kind, given[1])
    whole = signature(asked.return_type, cells, kind, value)
    arrayobj.setitem_array(context, builder, whole, (given[0], index, given[2]))
    written = builder.block.instructions[-1:]  # of a slice nothing is seen here: it is written by a loop
    if written and isinstance(written[0], instructions.StoreInstr):
        _mark(builder, written[0], cells)


def _type_of(form: str, name: str, field: Any) -> types.Type:
    kind = typeof(field)
    if not isinstance(kind, types.Array):
        return kind
    width = WIDTHS.get(name, 0)
    if width and (kind.layout != "C" or field.shape[-1] != width):
        raise ValueError(f"{name} has rows of {field.shape[-1]}, not of {width}")
    return Cells(kind.dtype, kind.ndim, kind.layout, (form, name), width)


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


_KINDS: dict[tuple[Any, ...], ReferenceType] = {}


@typeof_impl.register(Reference)
def _typeof_reference(value: Reference, _context: Any) -> ReferenceType:
    # looked up, because making a hundred types anew at every call takes longer than small tasks
    form: Any = value.form
    key = (type(form), *(_outline(field) for field in form))
    if key not in _KINDS:
        fields = zip(form._fields, form, strict=True)
        _KINDS[key] = ReferenceType(
            type(form).__name__, tuple((name, _type_of(type(form).__name__, name, f)) for name, f in fields)
        )
    return _KINDS[key]


def _outline(field: Any) -> Any:
    return (
        (field.dtype.char, field.ndim, field.flags.c_contiguous)
        if isinstance(field, np.ndarray)
        else type(field)
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
    value = context.data_model_manager[type_].from_data(builder, value)
    return _with_width(context, builder, type_, value) if getattr(type_, "width", 0) else value


def _with_width(context: Any, builder: Any, type_: Any, value: Any) -> Any:
    """An array value whose last axis the compiler knows: a place in a row is then no multiplication."""
    array: Any = arrayobj.make_array(type_)(context, builder, value)
    number, size = context.get_constant, context.get_abi_sizeof(context.get_data_type(type_.dtype))
    shape, strides = cgutils.unpack_tuple(builder, array.shape), cgutils.unpack_tuple(builder, array.strides)
    known = [number(types.intp, size), number(types.intp, size * type_.width)]
    array.shape = cgutils.pack_array(builder, [*shape[:-1], number(types.intp, type_.width)])
    array.strides = cgutils.pack_array(builder, [*strides[:-2], *reversed(known[: type_.ndim])])
    return array._getvalue()
