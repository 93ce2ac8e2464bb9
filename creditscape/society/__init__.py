"""Societies: recipes in which every number names its source, from which synthetic people are generated.

Nothing here reads a person's record; a recipe holds published aggregates and open assumptions.
"""

from .page import share_cited, write_page
from .recipe import Recipe
from .schema import build_schema
from .shelf import list_societies, load_society, read_society

__all__ = [
    "Recipe",
    "build_schema",
    "list_societies",
    "load_society",
    "read_society",
    "share_cited",
    "write_page",
]
