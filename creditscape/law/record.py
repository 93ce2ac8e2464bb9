"""What a scheme holds about a subject: causes that arrive, the records and list entries they make."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from .statute import later


@dataclass(frozen=True)
class Cause:
    """A reported event. kind: as recorded; episode: its days; value: the word of chance of drawn points;
    reach: the words that decide which keepers it reaches; none of them: all;
    tie: through which somebody else's event reaches this file; None: one's own."""

    day: int
    stream: int
    slot: int
    kind: str
    episode: int = 0
    amount: int = 1
    value: int = 0
    false: bool = False
    label: str | None = None
    tie: str | None = None
    reach: tuple[int, ...] = (0, 0, 0, 0)

    @property
    def term_start(self) -> int:
        """The day terms run from: the event day, or the day after the episode."""
        return self.day + self.episode + 1 if self.episode else self.day


@dataclass
class Record:
    """A record. wording: the rule in the phase of the event day; base: value on arrival, or amount."""

    cause: Cause
    rule: str
    wording: dict[str, Any]
    score: str | None
    base: int
    arrived: int
    end: int | None
    annulled: bool = False

    @property
    def order(self) -> tuple[int, int, int, int, int, int]:
        """The place of the record in the fold."""
        cause = self.cause
        return cause.day, cause.stream, cause.slot, self.base, later(self.end), self.wording["rank"]


@dataclass
class Entry:
    """An entry in a list: reported, published, in effect, ended."""

    cause: Cause
    rule: str
    list: str
    arrived: int
    published: int | None
    effect: int | None
    end: int | None
    annulled: bool = False

    def listed(self, day: int) -> bool:
        """Whether the entry is in effect on a morning."""
        return not self.annulled and self.effect is not None and self.effect <= day < later(self.end)


class Standing(NamedTuple):
    """The standing of a subject from one morning on. levels: band set -> level."""

    day: int
    scores: dict[str, int]
    levels: dict[str, str]
    listed: frozenset[str]
    measures: frozenset[str]


class Exit(NamedTuple):
    """The morning on which somebody is no longer a subject; standing is always None."""

    day: int
    standing: None = None


class HeldRecord(NamedTuple):
    """A record as told at the end of a life. base: value on arrival, for a table rule the amount."""

    event_day: int
    rule: str
    base: int
    arrived: int
    end: int | None
    annulled: bool
    false: bool


class HeldEntry(NamedTuple):
    """A list entry as told at the end of a life; None: never."""

    list: str
    arrived: int
    published: int | None
    effect: int | None
    end: int | None
