"""The evidence of a scheme over all its wordings."""

from ..words import Key, Row, walk_numbers, write_row
from .drafts import Stage

_Path = tuple[Key, ...]


def list_evidence(stages: tuple[Stage, ...]) -> list[Row]:
    """One row a number (see `words.list_numbers`); a later wording adds its changes, as `phases[N]...`."""
    rows: list[Row] = []
    seen: set[int] = set()
    for place, stage in enumerate(stages):
        start: _Path = () if place == 0 else ("phases", place - 1)
        day = [] if stage.day is None else [((*start, "from"), stage.day)]
        for path, node in (*day, *walk_numbers(stage.root, start)):
            if id(node) not in seen:
                seen.add(id(node))
                rows.append(write_row(path, node))
    return rows
