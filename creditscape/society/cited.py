"""What every block of a society file may say of its own evidence."""

from typing import Annotated, Any

from pydantic import StringConstraints, WithJsonSchema

from ..words import Block
from .numbers import CITE_SCHEMA, Share

Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Cite = Annotated[Any, WithJsonSchema(CITE_SCHEMA)]


class Cited(Block):
    """A block that may say where its numbers come from; `spread` makes them ranges around what is written."""

    cite: Cite = None
    evidence: str | None = None
    note: Text | None = None
    spread: Share | None = None
