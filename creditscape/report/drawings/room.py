"""Room on a chart: how many ticks and columns fit, where words end, how labels move apart."""

from collections.abc import Sequence

TELEPHONE = 400  # pixels; narrower pictures are laid out anew, not shrunk
ROOM_FOR_WORDS = 1.15  # an axis ends this far beyond its largest figure, so that the words beside it fit


def count_ticks(width: int) -> int:
    """About how many ticks an axis of figures has."""
    return 6 if width > TELEPHONE else 4


def lay_legend(width: int, entries: int = 0) -> dict[str, str | int]:
    """A legend above the picture: one row, of three columns where it has many entries, or a list on a telephone."""
    if width <= TELEPHONE:
        return {"direction": "vertical", "columns": 1}
    return {"direction": "horizontal", "columns": 3 if entries > 4 else 0}  # 0: all in one row


def cut(text: str, length: int) -> str:
    """Text of at most so many signs, an ellipsis where some are left out."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def move_apart(places: Sequence[float], gap: float, ceiling: float) -> list[float]:
    """Rising places with at least `gap` between them, none above the ceiling."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - gap
    return moved
