"""What every check of a society needs: its tree with lines, the vocabulary, and ways to refuse."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import prod

from ..words import InputError, Key, Node, ResourceError, Vocabulary, describe, join, show, suggest
from .blocks import Society
from .sharing import Sharing, list_multipliers
from .strata import normalise_profile

Path = tuple[Key, ...]


class Complaints:
    """One society - the values that one scenario picks - and one line for whatever is wrong with it."""

    def __init__(self, society: Society, root: Node, vocabulary: Vocabulary) -> None:
        self.society, self.root, self.vocabulary = society, root, vocabulary
        self.sharing = Sharing(society)
        self.shares = self.sharing.everybody

    def _peak(self, profile: str | None) -> Fraction:
        """The largest relative number that a stratum has by a profile; 1 without one."""
        block = None if profile is None else self.society.profiles[profile]
        lists = normalise_profile(list_multipliers(block, self.shares), self.shares)
        return prod(map(max, lists), start=Fraction(1))

    def _check_limit(
        self,
        code: str,
        what: str,
        counts: Mapping[str, int | Fraction],
        limit: int,
        path: Path,
    ) -> None:
        domain, most = max(counts.items(), key=lambda each: each[1])
        if most > limit:
            message = f"{describe(most)} {what} in domain {domain}; limit is {limit}"
            place = self.root.find(path).place
            raise ResourceError(code, message, file=self.root.file, line=place, field=join(path))

    def _know(self, what: str, word: str, known: Iterable[str], path: Path) -> None:
        if word not in known:
            close = suggest(word, known)
            raise self._refuse("E209", f"unknown {what} {show(word)}" + (f"; {close}" if close else ""), path)

    def _refuse(self, code: str, message: str, path: Path, hint: str | None = None) -> InputError:
        place = self.root.find(path).place
        return InputError(code, message, file=self.root.file, line=place, field=join(path), hint=hint)
