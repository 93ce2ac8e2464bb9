"""What the charts show: figures in, a drawing for any width out; the forms themselves are the files in `charts/`."""

from .bars import draw_bars, draw_funnel, draw_tornado
from .dots import draw_dots, draw_scatter
from .grids import Cell, draw_grid
from .lines import draw_areas, draw_curves, draw_histogram
from .room import ROOM_FOR_WORDS
from .trees import Branch, draw_tree

__all__ = [
    "ROOM_FOR_WORDS",
    "Branch",
    "Cell",
    "draw_areas",
    "draw_bars",
    "draw_curves",
    "draw_dots",
    "draw_funnel",
    "draw_grid",
    "draw_histogram",
    "draw_scatter",
    "draw_tornado",
    "draw_tree",
]
