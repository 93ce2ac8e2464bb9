"""The shelf: shipped societies by name, and societies in files of the user's own."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from re import fullmatch

from ..words import Document, InputError, parse_document, read_document, show, suggest
from .recipe import Recipe, build_recipe

_NAME = r"[a-z0-9][a-z0-9_-]{0,63}"


def list_societies() -> list[str]:
    """The names of the shipped societies, sorted."""
    names = (each.name for each in _find_library().iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def load_society(name_or_path: str | Path) -> Recipe:
    """A shipped society by its name, or one from a file.

    Raises: InputError where there is no such society or it cannot be used; StorageError where a file cannot
    be read.
    """
    name = str(name_or_path)
    if isinstance(name_or_path, str) and fullmatch(_NAME, name):
        if name in list_societies():
            return _load_shipped(name)
        if not Path(name).exists():
            close = suggest(name, list_societies()) or f"shipped: {', '.join(list_societies())}"
            raise InputError("E001", f"no society {show(name)}; {close}", hint="A file is named by its path")
    return build_recipe(read_document(name_or_path))


def read_society(text: str, file: str = "text") -> Recipe:
    """A society from the text of a file. Raises: as `load_society`."""
    return build_recipe(parse_document(text, file))


def _find_library() -> Traversable:
    return files(__name__.rpartition(".")[0]).joinpath("library")


@cache
def _load_shipped(name: str) -> Recipe:
    document = read_document(_find_library().joinpath(f"{name}.yaml"))
    return build_recipe(Document(f"{name}.yaml", document.root))
