"""Charts as static SVG: Altair describes them, vl-convert draws them without a browser or a network.

Every chart is drawn twice, wide and narrow, so that its words stay readable on a telephone. Its title is a
sentence of the page; the
axis states the unit. The mark `synthetic` and the run id are written into each image.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert as vlc

from .palette import FONT, GRID, INK, PAPER, SOFT

WIDE, NARROW = 880, 310
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
_CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": PAPER,
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
Chart = alt.LayerChart | alt.FacetChart
Draw = Callable[[int], Chart]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as two data addresses, wide and narrow, with its alternative text."""

    wide: str
    narrow: str
    alt: str


def render_picture(draw: Draw, alt_text: str, mark: str) -> Picture:
    """Draw a chart at both widths. mark: the words written into the image's metadata."""
    return Picture(_render(draw(WIDE), mark), _render(draw(NARROW), mark), alt_text)


def encode_svg(svg: str, mark: str) -> str:
    """An SVG as a data address, with the mark as its metadata."""
    head, _, body = svg.partition(">")
    marked = f"{head}><metadata>{mark}</metadata>{body}"
    return "data:image/svg+xml;base64," + base64.b64encode(marked.encode()).decode()


def _render(chart: Chart, mark: str) -> str:
    spec = chart.to_dict()
    spec["config"] = _CONFIG
    return encode_svg(vlc.vegalite_to_svg(spec), mark)
