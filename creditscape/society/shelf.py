"""The shelf: shipped societies by name, and societies in files of the user's own."""

from functools import cache
from pathlib import Path
from re import fullmatch

from ..words import Document, InputError, parse_document, read_document, show, suggest
from .bases import NAME, find_library, lay_over_base, list_library
from .recipe import Recipe, build_recipe


def list_societies() -> list[str]:
    """The names of the shipped societies, sorted."""
    return list_library()


def load_society(name_or_path: str | Path) -> Recipe:
    """A shipped society by its name, or one from a file; what it extends is laid under it.

    Raises: InputError where there is no such society or it cannot be used; StorageError where a file cannot
    be read.
    """
    name = str(name_or_path)
    if isinstance(name_or_path, str) and fullmatch(NAME, name):
        if name in list_societies():
            return _load_shipped(name)
        if not Path(name).exists():
            close = suggest(name, list_societies()) or f"shipped: {', '.join(list_societies())}"
            raise InputError("E001", f"no society {show(name)}; {close}", hint="A file is named by its path")
    return build_recipe(lay_over_base(read_document(name_or_path)))


def read_society(text: str, file: str = "text") -> Recipe:
    """A society from the text of a file. Raises: as `load_society`."""
    return build_recipe(lay_over_base(parse_document(text, file)))


@cache
def _load_shipped(name: str) -> Recipe:
    document = read_document(find_library().joinpath(f"{name}.yaml"))
    return build_recipe(lay_over_base(Document(f"{name}.yaml", document.root)))
