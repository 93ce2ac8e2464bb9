"""The ways of reaching a figure, by the names that target files use: one small pure function each.

A function of tables or of lives gives, for one community, part and whole of every figure; communities are added up before they are
divided (`judging.pool`). A function of nothing gives the figures themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import chain, confusion, counting, looking, ratings, reactions, transrisk, wording

OF_TABLES, OF_LIVES, OF_NOTHING = "tables", "lives", "nothing"


@dataclass(frozen=True)
class Way:
    """A function, and what it looks at: the tables of a run, a community told in full, or nothing of the model's societies."""

    reach: Callable[..., dict[str, Any]]
    of: str


WAYS = {
    **{each.__name__: Way(each, OF_TABLES) for each in counting.WAYS},
    **{each.__name__: Way(each, OF_LIVES) for each in (*looking.WAYS, *chain.WAYS)},
    **{
        each.__name__: Way(each, OF_NOTHING)
        for part in (transrisk, ratings, confusion, reactions, wording)
        for each in part.WAYS
    },
}
