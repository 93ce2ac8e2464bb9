"""What a scheme holds about a subject: causes that arrive, the records and list entries they make."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .person import Lot
from .statute import later

Stretch = tuple[int, int | None]  # first day, day after the last; None: for good


@dataclass(frozen=True)
class Cause:
    """A reported event. kind: as recorded; episode: its days; value: the word of chance of drawn points;
    reach: the words that decide which keepers it reaches; none of them: all;
    tie: through which somebody else's event reaches this file; None: one's own;
    copy: 1 for a record that no event of the holder has brought here; factor, extra: what is wrong with its amount and its end;
    lot: of the event's address."""

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
    copy: int = 0
    factor: int = 1
    extra: int = 0
    lawful: bool = False
    lot: Lot | None = None

    @property
    def term_start(self) -> int:
        """The day terms run from: the event day, or the day after the episode."""
        return self.day + self.episode + 1 if self.episode else self.day

    @property
    def flawed(self) -> bool:
        """Whether the record is not what it should be."""
        return self.false or self.factor != 1 or self.extra != 0

    @property
    def origin(self) -> str:
        """Whose conduct lies behind the record, if any."""
        if self.false:
            return "no_event"
        if self.tie is not None:
            return "of_another"
        return "own_lawful" if self.lawful else "own_breach"


@dataclass
class Held:
    """What a file holds: a record or an entry. wording: the rule in the phase of the event day.

    mended: the day on which a wrong amount or end was put right; reasons: why it is suspended; away: the stretches on which it
    did not count.
    """

    cause: Cause
    rule: str
    wording: dict[str, Any]
    arrived: int
    end: int | None
    annulled: bool = field(default=False, kw_only=True)
    mended: int | None = field(default=None, kw_only=True)
    reasons: set[str] = field(default_factory=set, kw_only=True)
    away: list[Stretch] = field(default_factory=list, kw_only=True)

    @property
    def flawed(self) -> bool:
        """Whether it is not what it should be; what was put right is."""
        return self.cause.false or self.cause.flawed and self.mended is None

    @property
    def suspended(self) -> bool:
        """Whether it does not count for the time being."""
        return bool(self.reasons)

    @property
    def extra(self) -> int:
        """By how many days its end lies too late."""
        return 0 if self.mended is not None else self.cause.extra

    def is_live(self, day: int) -> bool:
        """Whether it is neither annulled nor over on a morning; what is suspended may be."""
        return not self.annulled and later(self.end) > day

    def counts(self, day: int) -> bool:
        """Whether it counts on a morning."""
        return self.is_live(day) and not self.suspended

    def suspend(self, reason: str, day: int) -> None:
        """It does not count from this morning on, until no reason is left."""
        if not self.suspended and not self.annulled:
            self.away.append((day, None))
        self.reasons.add(reason)

    def release(self, reason: str, day: int) -> None:
        """One reason not to count is gone."""
        if self.reasons == {reason} and not self.annulled:
            self.away[-1] = (self.away[-1][0], day)
        self.reasons.discard(reason)

    def annul(self, day: int) -> None:
        """It never counts again."""
        if not self.suspended and not self.annulled:
            self.away.append((day, None))
        self.annulled = True


@dataclass
class Record(Held):
    """A record. base: value on arrival, or amount."""

    score: str | None
    base: int

    @property
    def order(self) -> tuple[int, int, int, int, int, int, int]:
        """The place of the record in the fold."""
        cause, rank = self.cause, self.wording["rank"]
        return cause.day, cause.copy, cause.stream, cause.slot, self.base, later(self.end), rank


@dataclass
class Entry(Held):
    """An entry in a list: reported, published, in effect, ended."""

    list: str
    published: int | None
    effect: int | None

    def listed(self, day: int) -> bool:
        """Whether the entry is in effect on a morning."""
        return self.counts(day) and self.effect is not None and self.effect <= day

    def annul(self, day: int) -> None:
        """It never counts again; who reads its end sees until when it did."""
        super().annul(day)
        if later(self.end) > day:
            self.end = day


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
    """A record as told at the end of a life. base: value on arrival (or as put right), for a table rule the amount.

    flawed: it was not what it should be when it arrived; mended: the day on which that was put right; away: the stretches between
    arrival and end on which it was suspended or annulled; None: for good.
    """

    event_day: int
    rule: str
    base: int
    arrived: int
    end: int | None
    annulled: bool
    false: bool
    copy: int = 0
    flawed: bool = False
    mended: int | None = None
    away: tuple[Stretch, ...] = ()


class HeldEntry(NamedTuple):
    """A list entry as told at the end of a life; None: never; away: as of a record."""

    list: str
    arrived: int
    published: int | None
    effect: int | None
    end: int | None
    flawed: bool = False
    mended: int | None = None
    away: tuple[Stretch, ...] = ()


@dataclass
class HeldDispute:
    """A dispute about one cause in one file, as it went within the life; None: it did not come to that.

    keeper: number of the keeper, 0 where all correct; arrived: the morning on which it could begin; answered: the day of the decision,
    or of the deadline that passed (`unseen`); lapsed: the day on which nothing was left to decide about; everywhere: after the
    correction no flawed record of the cause counts in this file any more.
    """

    flawed: bool
    event_day: int
    stream: int
    slot: int
    copy: int
    tie: str | None
    keeper: int
    arrived: int
    learnt: int | None = None
    filed: int | None = None
    lapsed: int | None = None
    answered: int | None = None
    unseen: bool = False
    upheld: bool | None = None
    reviewed: int | None = None
    upheld_on_review: bool | None = None
    corrected: int | None = None
    everywhere: bool = False
    reinserted: int | None = None
