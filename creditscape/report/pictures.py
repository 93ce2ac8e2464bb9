"""Pictures as static SVG: a chart is a Vega-Lite file with its data left open, drawn by vl-convert without a browser or a network.

Every chart is drawn twice, wide and narrow, so that its words stay readable on a telephone. Its title is a sentence of the page; the
axis states the unit. The files of a chart that a reader may take away carry the citation of the run.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from .downloads import Citation, Table, clean_text, encode_csv, encode_svg, name_file
from .painting import paint
from .palette import FONT, GRID, INK, PAPER, SOFT

WIDE, NARROW = 880, 310
Rows = Sequence[Mapping[str, Any]]
Spec = dict[str, Any]
_AXIS = {
    "labelFontSize": 12.5,
    "titleFontSize": 12.5,
    "titlePadding": 8,
    "labelColor": INK,
    "titleColor": SOFT,
    "titleFontWeight": "normal",
    "gridColor": GRID,
    "domainColor": SOFT,
    "tickColor": SOFT,
    "labelLimit": 220,
}
_CONFIG: Spec = {
    "font": FONT,
    "background": PAPER,
    "aria": False,  # the page gives the picture's words, once and in its own language
    "padding": {"left": 5, "top": 5, "right": 20, "bottom": 5},  # a reader's font may be wider than ours
    "view": {"stroke": None},
    "axis": _AXIS,
    "legend": {
        "labelFontSize": 12.5,
        "titleFontSize": 12.5,
        "labelColor": INK,
        "symbolSize": 90,
        "labelLimit": 260,
    },
    "text": {"fontSize": 12.5, "fill": INK},
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a chart shows: its spec for any width, and its figures as a table."""

    shape: Callable[[int], Spec]
    table: Table


@dataclass(frozen=True)
class Picture:
    """A picture, wide and narrow, with its alternative text, and what can be taken away of it.

    draw_wide, draw_narrow: give the SVG when the page is written, so that charts are drawn while the rest is told.
    """

    draw_wide: Callable[[], str]
    draw_narrow: Callable[[], str]
    alt: str
    table: Table
    title: str
    cite: Citation

    @cached_property
    def wide(self) -> str:
        """The wide picture as a data address."""
        return encode_svg(self.draw_wide(), self.title, self.cite)

    @cached_property
    def narrow(self) -> str:
        """The narrow one; empty where the wide one serves every screen."""
        return encode_svg(svg, self.title, self.cite) if (svg := self.draw_narrow()) else ""

    @property
    def csv(self) -> str:
        """The figures as a data address."""
        return encode_csv(self.table, self.title, self.cite)

    @property
    def name(self) -> str:
        """A name for files, without an ending."""
        return name_file(self.title, self.cite.digest)


def render_picture(drawing: Drawing, title: str, alt_text: str, cite: Citation) -> Picture:
    """Have a chart drawn at both widths. title: the finding; alt_text: said to who does not see it."""
    wide, narrow = (paint(drawing.shape(width)) for width in (WIDE, NARROW))
    return Picture(wide.result, narrow.result, alt_text, drawing.table, title, cite)


def frame_picture(wide: str, narrow: str, table: Table, title: str, alt_text: str, cite: Citation) -> Picture:
    """Two SVG of the same figures, and their table, as a picture of the page. narrow: empty where the wide one serves every screen."""
    return Picture(lambda: wide, lambda: narrow, alt_text, table, title, cite)


def fill_spec(chart: str, rows: Mapping[str, Rows], *, width: float, height: float, **values: Any) -> Spec:
    """A chart's file with its data and open values put in.

    Args: chart: name of a file in `charts/`; rows: by name of the data; width, height: of the plot, in pixels; values: by name of a
    parameter of the file; the others keep the value that the file gives.
    Returns: a complete spec. Raises: ValueError for data or parameters that the file does not have.
    """
    spec = deepcopy(_read_chart(chart))
    given = {param["name"]: param["value"] for param in spec.pop("params", [])}
    wanted = _list_data(spec)
    if unknown := (values.keys() - given.keys()) | (rows.keys() ^ wanted):
        raise ValueError(f"{chart}: {', '.join(sorted(unknown))}")
    return {
        **_fill(spec, {name: _clean(value) for name, value in (given | values).items()}),
        "width": width,
        "height": height,
        "datasets": {name: [_clean(row) for row in found] for name, found in rows.items()},
        "config": _CONFIG,
    }


def _clean(value: Any) -> Any:
    """Figures and texts with every text cleaned."""
    match value:
        case str():
            return clean_text(value)
        case dict():
            return {key: _clean(below) for key, below in value.items()}
        case list() | tuple():
            return [_clean(below) for below in value]
    return value


def _fill(node: Any, values: Mapping[str, Any]) -> Any:
    """The node with every `{"expr": NAME}` of an open value replaced by the value itself: text of a scheme never becomes an expression."""
    match node:
        case {"expr": name, **rest} if not rest and name in values:
            return values[name]
        case dict():
            return {key: _fill(below, values) for key, below in node.items()}
        case list():
            return [_fill(below, values) for below in node]
    return node


def _list_data(node: Any) -> set[str]:
    """Names of the data that a spec leaves open."""
    if isinstance(node, list):
        return {name for below in node for name in _list_data(below)}
    if not isinstance(node, dict):
        return set()
    own = {node["data"]["name"]} if "data" in node else set()
    return own.union(*(_list_data(below) for below in node.values()))


@cache
def _read_chart(name: str) -> Spec:
    return json.loads(
        (files(__name__.rpartition(".")[0]) / "charts" / f"{name}.vl.json").read_text(encoding="utf-8")
    )
