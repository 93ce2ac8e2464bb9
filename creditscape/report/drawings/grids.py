"""Cells of a table as a picture: darker where the figure is larger, the figure in each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..downloads import Table
from ..palette import INK, PAPER, shade_bands
from ..pictures import Drawing, Spec, fill_spec
from .room import TELEPHONE, cut

_SHADES = shade_bands(12)
_LIGHT_INK_FROM = 7  # on darker shades white is the more readable


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its figure (None where there is none to tell) and its words."""

    figure: float | None
    words: str


def draw_grid(
    lines: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    top: float,
    heads: tuple[str, str, str],
) -> Drawing:
    """A table as a heat map.

    lines, columns: names; cells: [lines][columns]; top: the figure of the darkest shade; heads: what lines, columns and figures are.
    """
    boxes = [
        {
            "left": across,
            "right": across + 1,
            "middle": across + 0.5,
            "top": down,
            "bottom": down + 1,
            "centre": down + 0.5,
            "words": cell.words,
            **_paint(cell.figure, top),
        }
        for down, row in enumerate(cells)
        for across, cell in enumerate(row)
    ]

    longest = max((len(cell.words) for row in cells for cell in row), default=0)

    def shape(width: int) -> Spec:
        wide = width > TELEPHONE
        names = [
            {"centre": down + 0.5, "words": cut(name, 24 if wide else 11)} for down, name in enumerate(lines)
        ]
        room = 190 if wide else 90
        most = max(3, (width - room) // max(len(columns), 1) // 7)
        above = [{"middle": across + 0.5, "words": cut(name, most)} for across, name in enumerate(columns)]
        return fill_spec(
            "grid",
            {
                "cells": boxes,
                "lines": names,
                "columns": above,
                "titles": [{"words": cut(heads[1], 90 if wide else 34)}],
            },
            width=width - room,  # the page stretches a narrower picture, and its words with it
            height=(34 if wide else 30) * len(lines),
            columns_end=len(columns),
            lines_end=len(lines),
            size=12.5 if 7.5 * longest * len(columns) <= width - room else 10,
        )

    figures: list[tuple[Any, ...]] = [
        (line, column, cell.figure, cell.words)
        for line, row in zip(lines, cells, strict=True)
        for column, cell in zip(columns, row, strict=True)
    ]
    return Drawing(shape, Table((*heads, "as told"), figures))


def _paint(figure: float | None, top: float) -> dict[str, str]:
    """Shade and ink of a cell; grey where nothing can be told."""
    if figure is None:
        return {"shade": "#eef1f4", "ink": INK}
    step = min(round((len(_SHADES) - 1) * figure / top), len(_SHADES) - 1) if top > 0 else 0
    return {
        "shade": _SHADES[step] if figure > 0 else "#f6f8fa",
        "ink": PAPER if step >= _LIGHT_INK_FROM else INK,
    }
