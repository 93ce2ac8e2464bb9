"""The blocks of a scheme file as docs/language.md lays them out: scores, bands, caps, rules, lists,
measures, phases. The card and the process have files of their own.

Values are checked after ranges have been resolved, so every number here is a number. What needs a second
look at other blocks is in `coherence.py`.
"""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema, model_validator

from ..words import Block, describe, mismatch
from .card import Card, Domain
from .fields import (
    Amount,
    Cite,
    Cited,
    Count,
    Day,
    Grade,
    Id,
    Month,
    MonthDay,
    Name,
    Names,
    Percent,
    Points,
    Quantity,
    Ranged,
    Span,
    Text,
    Tie,
    Verdict,
)
from .process import Process


def one_of(*keys: str) -> ConfigDict:
    """A block that needs exactly one of some keys, as its JSON Schema says it."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys]})


class Place(Cited):
    name: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class InForce(Cited):
    """The days from (and to) which a scheme is in force."""

    from_: Day = Field(alias="from")
    to: Day | None = None


class FriendsPart(Cited):
    """What the standing of people one knows adds to a score: a share of their mean distance from the start, read once a month."""

    percent: Annotated[Points, Field(ge=1, le=100)]
    of: Literal["close", "circles"]
    day: MonthDay


class Updates(Cited):
    """The days on which a score is worked out anew; in between it stands still."""

    every: Literal["month", "quarter", "half_year", "year"]
    day: MonthDay
    month: Month | None = None

    @model_validator(mode="after")
    def _check(self) -> "Updates":
        if (self.month is None) != (self.every == "month"):
            raise mismatch(
                "E218", "'month' says in which month a quarter, half_year or year is first counted"
            )
        return self


class Score(Cited):
    """A score with a start of its own, or the sum of others."""

    start: Points | None = None
    sum_: Names | None = Field(None, alias="sum")
    floor: Points | None = None
    ceiling: Points | None = None
    friends: FriendsPart | None = None
    updates: Updates | None = None
    title: Text | None = None

    model_config = one_of("start", "sum")

    @model_validator(mode="after")
    def _check(self) -> "Score":
        if (self.start is None) == (self.sum_ is None):
            raise mismatch("E218", "needs either 'start' or 'sum'")
        if self.sum_ is not None and (self.friends or self.updates):
            raise mismatch("E218", "a sum follows its parts; 'friends' and 'updates' belong to them")
        return self


class Level(Cited):
    """A band of a set; `from` is its lowest score, absent from the last one."""

    name: Text
    from_: Points | None = Field(None, alias="from")
    title: Text | None = None


class BandSet(Cited):
    """Bands of a score. needs: a list; who is not on it stands on the last level, as somebody without a score."""

    of: Name
    needs: Name | None = None
    levels: list[Level] = Field(min_length=1, max_length=100)
    lowest: Points | None = None
    title: Text | None = None


class Cap(Cited):
    points: Count
    title: Text | None = None


class Scaled(Cited):
    """A share of the distance between the score and a mark."""

    percent: Annotated[Points, Field()]
    above: Points | None = None
    below: Points | None = None

    @model_validator(mode="after")
    def _check(self) -> "Scaled":
        if (self.above is None) == (self.below is None):
            raise mismatch("E218", "needs either 'above' or 'below'")
        if (self.percent > 0) != (self.below is not None) or not 0 < abs(self.percent) <= 100:
            raise mismatch("E218", "percent must be -100 to -1 with 'above', 1 to 100 with 'below'")
        return self


class PointsForm(Cited):
    """Points that are not simply fixed: drawn, scaled or by a table."""

    drawn: list[Points] | None = Field(None, min_length=2, max_length=2)
    step: Count | None = None
    scaled: Scaled | None = None
    table: list[Annotated[list[Points], Field(min_length=2, max_length=2)]] | None = Field(
        None, min_length=1, max_length=1000
    )

    @model_validator(mode="after")
    def _check(self) -> "PointsForm":
        if sum(form is not None for form in (self.drawn, self.scaled, self.table)) != 1:
            raise mismatch("E218", "points need exactly one of: a number, drawn, scaled, table")
        if self.step is not None and self.drawn is None:
            raise mismatch("E218", "'step' belongs to 'drawn'")
        if self.drawn is not None:
            self._check_drawn(*self.drawn)
        if self.table is not None:
            self._check_table([start for start, _ in self.table])
        return self

    def _check_drawn(self, low: int, high: int) -> None:
        if low >= high:
            raise mismatch("E218", f"drawn limits must rise, found [{low}, {high}]")
        if (high - low) % (self.step or 1):
            raise mismatch("E218", f"step {self.step} does not lead from {low} to {high}")

    def _check_table(self, starts: list[int]) -> None:
        for before, after in zip([0, *starts], starts, strict=False):
            if before >= after:
                raise mismatch("E218", f"table amounts must rise from 1 on, found {after} after {before}")


def _choose_form(value: Any) -> str:
    return "(form)" if isinstance(value, dict | PointsForm) else "(number)"


PointsEffect = Annotated[
    Annotated[Points, Tag("(number)")] | Annotated[PointsForm, Tag("(form)")],
    Discriminator(_choose_form),
]


class Drop(Cited):
    """A fall to the lowest score of a level (`at: bottom`), or to its highest."""

    band: Name
    to: Text
    at: Literal["bottom", "top"] = "bottom"


class Fades(Cited):
    steps: Count
    every: Span


class Requirement(Cited):
    """So many live records of some rules (0: none), the cause of each at most a duration before the cause at hand."""

    rules: Names
    times: Amount = 1
    within: Span | None = None


class EachYear(Cited):
    """A day of the year on which somebody's level, of the morning before, brings a rule about."""

    month: Month
    day: MonthDay
    of: Name
    band: Annotated[list[Text], Field(min_length=1)]


class Rule(Cited):
    """What one event, or one day of the year, brings about. `lasts` and `restoration` are two words for one thing.

    through: the rule is about somebody else's event, which reaches the subject through this tie; it meets no event of one's own.
    requires: it acts only with other records; at_least: only from this score on; after: a repair works so much later.
    """

    event: Names | None = None
    each_year: EachYear | None = None
    points: PointsEffect | None = None
    drop: Drop | None = None
    list_: Name | None = Field(None, alias="list")
    score: Name | None = None
    lasts: Span | None = None
    restoration: Span | None = None
    repeats: Literal["double"] | None = None
    repeats_with: Name | None = None
    cap: Name | None = None
    fades: Fades | None = None
    repairs: Names | None = None
    after: Span | None = None
    requires: Annotated[list[Requirement], Field(min_length=1, max_length=8)] | None = None
    at_least: Points | None = None
    through: Tie | None = None
    title: Text | None = None

    model_config = one_of("event", "each_year")

    @property
    def term(self) -> tuple[str, int] | None:
        return self.lasts or self.restoration

    @model_validator(mode="after")
    def _check(self) -> "Rule":
        effects = [name for name, value in self.effects if value is not None]
        if len(effects) > 1 or (not effects and self.repairs is None):
            found = " and ".join(effects) or "none"
            raise mismatch("E219", f"exactly one of points, drop, list is needed, found {found}")
        if self.lasts is not None and self.restoration is not None:
            raise mismatch("E219", "'lasts' and 'restoration' mean the same; keep one")
        if self.repeats_with is not None and self.repeats is None:
            raise mismatch("E219", "'repeats_with' needs 'repeats: double'")
        if self.repairs is not None and self.list_ is not None:
            raise mismatch("E219", "a repair may have points or a drop, not a list")
        for name in ("repeats", "cap", "fades", "at_least"):
            if getattr(self, name) is not None and self.points is None:
                raise mismatch("E219", f"'{name}' needs 'points'")
        if self.after is not None and self.repairs is None:
            raise mismatch("E219", "'after' needs 'repairs'")
        self._check_trigger()
        return self

    def _check_trigger(self) -> None:
        if self.event is None and self.each_year is None:
            raise mismatch("E202", "missing required key 'event' (or 'each_year')")
        if self.each_year is None:
            return
        if self.event is not None:
            raise mismatch("E219", "'event' does not go with 'each_year'")
        if not isinstance(self.points, int):
            raise mismatch("E219", "'each_year' needs fixed 'points'")
        for name in ("repeats", "cap", "fades", "repairs", "requires", "through", "at_least"):
            if getattr(self, name) is not None:
                raise mismatch("E219", f"'{name}' does not go with 'each_year'")

    @property
    def effects(self) -> tuple[tuple[str, object], ...]:
        return ("points", self.points), ("drop", self.drop), ("list", self.list_)


def _read_on(value: object) -> object:
    if value == "first working day" or (
        isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 31
    ):
        return value
    raise mismatch("E211", f"must be a day from 1 to 31 or 'first working day', found {describe(value)}")


def _choose_publication(value: Any) -> str:
    return "(dates)" if isinstance(value, dict | Monthly) else "(arrival)"


class Monthly(Cited):
    """Publication every month on its first working day or on a day of the month, or on given dates."""

    every: Literal["month"] | None = None
    on: (
        Annotated[
            int | str,
            BeforeValidator(_read_on),
            WithJsonSchema(
                {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 31}, {"const": "first working day"}]}
            ),
            Ranged("DayOfMonthRange"),
        ]
        | None
    ) = None
    dates: list[Day] | None = Field(None, min_length=1, max_length=1000)

    @model_validator(mode="after")
    def _check(self) -> "Monthly":
        if (self.dates is None) == (self.every is None) or (self.every is None) != (self.on is None):
            raise mismatch("E218", "write 'on arrival', {every: month, on: ...} or {dates: [...]}")
        if self.dates is not None and self.dates != sorted(set(self.dates)):
            raise mismatch("E218", "dates must rise")
        return self


class Listing(Cited):
    """A list with its publication, window and term."""

    title: Text | None = None
    publication: Annotated[
        Annotated[Monthly, Tag("(dates)")] | Annotated[Literal["on arrival"], Tag("(arrival)")],
        Discriminator(_choose_publication),
    ]
    window: Span | None = None
    term: Span | None = None
    from_: Literal["effect", "event"] = Field("effect", alias="from")


class When(Cited):
    """The condition of a measure: a level of a band set, a place on a list, or none."""

    band: Annotated[list[Text], Field(min_length=1)] | None = None
    of: Name | None = None
    listed: Name | None = None
    not_listed: Name | None = None

    @model_validator(mode="after")
    def _check(self) -> "When":
        if sum(each is not None for each in (self.band, self.listed, self.not_listed)) != 1:
            raise mismatch("E218", "needs exactly one of 'band', 'listed', 'not_listed'")
        if self.of is not None and self.band is None:
            raise mismatch("E218", "'of' belongs to 'band'")
        return self


class Size(Cited):
    """How large a measure is, as its source puts it: a number and what it counts."""

    value: Quantity
    unit: Text


class Measure(Cited):
    """What a standing brings. keeper: whose files are asked, where several keep some (the first, unless said)."""

    title: Text | None = None
    kind: Literal["restriction", "publication", "reward"]
    domain: Domain
    when: When
    size: Size | None = None
    keeper: Name | None = None
    severity: int = Field(ge=1, le=5)
    blocks: Names | None = None


class Claim(Block):
    """What is said about a scheme, and how it stands."""

    claim: Text
    verdict: Verdict
    cite: Cite | None = None
    evidence: Grade | None = None
    note: str | None = None


class Part(Cited):
    """Only some of those who could be are subjects: so many per cent, who agree (`consent`) or are chosen (`rated`)."""

    percent: Percent


class Keeper(Cited):
    """Somebody who keeps files of their own by the same rules; so many per cent of what is reported reach them."""

    reach: Percent
    title: Text | None = None


class Setting(Block):
    """A run that fits the scheme: a society that ships, invented people, years."""

    society: Text
    people: int = Field(ge=1, le=100_000_000)
    years: int = Field(ge=1, le=50)


class SchemeBlocks(Cited):
    """A whole scheme in one of its phases, after `extends`, `phases` and ranges have been resolved.

    keepers: where there are some, all scores, bands, caps, rules and lists exist once for each of them.
    """

    scheme: Id
    title: Text
    place: Place
    in_force: InForce
    standing: bool = False
    runs_on: Setting | None = None
    subjects: list[Literal["person", "official", "firm"]] = Field(["person"], min_length=1, max_length=1)
    min_age: Annotated[Amount, Field(le=150)] | None = None
    consent: Part | None = None
    rated: Part | None = None
    keepers: Annotated[dict[Name, Keeper], Field(min_length=2, max_length=4)] | None = None
    one_act: Literal["largest", "all"] = "largest"
    sources: dict[str, Any] = {}
    scores: dict[Name, Score] = {}
    bands: dict[Name, BandSet] = {}
    caps: dict[Name, Cap] = {}
    rules: dict[Name, Rule]
    lists: dict[Name, Listing] = {}
    measures: dict[Name, Measure] = {}
    process: Process | None = None
    card: Card | None = None
    claims: list[Claim] = []

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"subjects": {"const": ["firm"]}}, "required": ["subjects"]},
            "then": {"not": {"required": ["min_age"]}},
            "else": {"required": ["min_age"]},
        }
    )

    @model_validator(mode="after")
    def _check(self) -> "SchemeBlocks":
        if self.subjects == ["firm"] and self.min_age is not None:
            raise mismatch("E219", "firms have no 'min_age'")
        if self.consent is not None and self.rated is not None:
            raise mismatch("E219", "'consent' and 'rated' are not both")
        if self.subjects != ["firm"] and self.min_age is None:
            raise mismatch("E202", "missing required key 'min_age'")
        return self


class PhaseBlock(Cited):
    """A dated change."""

    from_: Day = Field(alias="from")
    title: Text | None = None
    changes: dict[str, Any] = Field(min_length=1)


class ReformBlock(Cited):
    """A reform: the changes that an author proposes to a scheme, and why."""

    reform: Id
    title: Text
    author: Text
    baseline: Text
    reason: Text
    from_: Day | None = Field(None, alias="from")
    sources: dict[str, Any] = {}
    changes: dict[str, Any] = Field(min_length=1)
