"""Societies that studies ask several times, read once."""

from functools import cache
from pathlib import Path

from creditscape.society import Recipe, load_society


@cache
def find_society(society: str | Path) -> Recipe:
    """A society by its id or its file."""
    return load_society(society)
