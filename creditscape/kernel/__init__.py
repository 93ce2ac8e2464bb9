"""The fast program that follows the model: integer arrays in, integer tallies out; validates nothing, knows no names.

The only room with a compiler. Its contract: no float, no transcendental function, no name read from outside a function but the constants of
`columns` and `words.luck`; every random number by address; the same integers whatever the order of communities, threads or tasks.
"""

from . import columns as column_names
from . import counts
from .chance import philox
from .community import run_task
from .compiled import CACHE, SOURCES, cache_name, is_warm
from .tables import (
    FIRST_ROOM,
    Plan,
    Room,
    State,
    Tables,
    Tallies,
    make_state,
    make_tables,
    make_tallies,
    more_room,
)

__all__ = [
    "CACHE",
    "FIRST_ROOM",
    "SOURCES",
    "Plan",
    "Room",
    "State",
    "Tables",
    "Tallies",
    "cache_name",
    "column_names",
    "counts",
    "is_warm",
    "make_state",
    "make_tables",
    "make_tallies",
    "more_room",
    "philox",
    "run_task",
]
