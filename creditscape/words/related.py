"""Parts of life and measures that are held to be related (`related.yaml`): a house table that standards and milder variants share."""

from functools import cache
from importlib.resources import files

from .document import read_document


@cache
def load_related() -> dict[str, list[str]]:
    """Life domain of conduct -> domains of measures held to be related to it."""
    found = read_document(files(__name__.rpartition(".")[0]) / "related.yaml").data["related"]
    return {str(domain): [str(each) for each in measures] for domain, measures in found.items()}
