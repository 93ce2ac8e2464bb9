"""Frames for other libraries, on request: figures are Polars frames, and pandas and xarray are not installed with this package."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import polars as pl

from ..words import InputError


def as_pandas(frame: pl.DataFrame) -> Any:
    """A figure or a table as a pandas DataFrame.

    Args: frame: any frame of this package. Returns: a `pandas.DataFrame`, texts as objects. Raises: InputError M117 without pandas.
    """
    return _load("pandas").DataFrame(frame.to_dict(as_series=False))


def as_xarray(frame: pl.DataFrame, dims: Sequence[str]) -> Any:
    """A figure or a table as an xarray Dataset.

    Args: frame: any frame of this package; dims: columns that name a row, each combination at most once. Returns: an `xarray.Dataset` with
    these dimensions and a variable for each other column; what no row tells is missing. Raises: InputError M117 without xarray or pandas,
    M118 for a column that is not there or rows that dims do not tell apart.
    """
    if missing := [name for name in dims if name not in frame.columns]:
        raise InputError("M118", f"no column {missing[0]!r}; found {', '.join(frame.columns)}")
    if not dims or frame.select(dims).is_duplicated().any():
        raise InputError("M118", f"dims={', '.join(dims)} do not tell the rows apart")
    _load("xarray")
    return as_pandas(frame).set_index(list(dims)).to_xarray()


def _load(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        hint = f"Install it beside this package, such as with `pip install {name}`"
        raise InputError("M117", f"{name} is not installed, and this needs it", hint=hint) from None
