"""What a society's file leaves open, by topic: the numbers of a topic are moved together when assumptions are tried."""

from collections.abc import Iterator

from ..words import Key, Node, Vocabulary, is_range, pick
from .spreads import LANGUAGE, hangs_together

PEOPLE, UNLAWFUL, LAWFUL, WRONG, DUES, SEEN, FAULTS, REDRESS, RESPONSES, SHOCKS = (
    "people and their ties",
    "how often people break rules",
    "how often people do what is lawful, and what befalls them",
    "how often wrong records are made",
    "how often dues are missed",
    "what comes to be recorded",
    "how often records go wrong",
    "who notices, contests and wins",
    "how people respond to being scored",
    "shocks",
)
TOPICS = (PEOPLE, UNLAWFUL, LAWFUL, WRONG, DUES, SEEN, FAULTS, REDRESS, RESPONSES, SHOCKS)
_OF_BLOCK = {
    "obligations": DUES,
    "furnishers": SEEN,
    "faults": FAULTS,
    "redress": REDRESS,
    "responses": RESPONSES,
    "shocks": SHOCKS,
}


class Topics:
    """The topics of one file's ranges."""

    def __init__(self, root: Node, vocabulary: Vocabulary) -> None:
        rates = root.entries["rates"].entries if "rates" in root.entries else {}
        self.rates = {str(name): _find_kind(group, vocabulary) for name, group in rates.items()}

    def find(self, path: tuple[Key, ...]) -> str | None:
        """The topic of the range at a path; None where its table must hang together and so keeps its used values."""
        if hangs_together(path):
            return None
        if path[0] == "rates":
            return self.rates[str(path[1])]
        return _OF_BLOCK.get(str(path[0]), PEOPLE)


def list_ranges(node: Node, path: tuple[Key, ...] = ()) -> Iterator[tuple[Key, ...]]:
    """The paths of all numbers that are ranges with an end other than the value used."""
    if is_range(node):
        used = pick(node, "used").value
        if any(end in node.entries and pick(node, end).value != used for end in ("low", "high")):
            yield path
        return
    for key, below in node.entries.items() if node.entries else enumerate(node.items):
        yield from list_ranges(below, (*path, key))


def _find_kind(group: Node, vocabulary: Vocabulary) -> str:
    """Whether a group of rates is about rules that are broken, wrong records, or anything else."""
    names = (str(name) for name in group.entries["kinds"].entries if name not in LANGUAGE.silent)
    kinds = [vocabulary.kinds[name] for name in names]
    if all(kind.class_ == "false_record" for kind in kinds):
        return WRONG
    broken = sum(not kind.lawful for kind in kinds)
    return UNLAWFUL if 2 * broken > len(kinds) else LAWFUL
