"""A run in six sentences and a table.

Every sentence carries its denominator; *wrongly* never stands without *spared*; ± is one standard error over
communities. The
sentences speak about what the scheme does, never about what people are.
"""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from .changes import REFORM, compare_persons, is_comparison
from .gaps import adverse_rate_ratio, favourable_rate_ratio, rate_difference
from .redress import appeal_coverage, share_filed, share_told, share_upheld
from .remedy import say_remedy
from .restriction import (
    DAYS_A_YEAR,
    breachless_share,
    restricted_days_rate,
    risk_without_breach,
    share_restricted,
    share_rewarded,
    share_spared,
    share_wrongly_restricted,
    spared_days_share,
    spared_share,
    wrongful_days_share,
    wrongful_share,
)
from .spread import mean_per_thousand, measure_spread
from .tables import (
    LIMITS,
    WRITTEN,
    Limits,
    Results,
    check_dimension,
    count_all,
    knows_wrongs,
    list_worlds,
)
from .wording import name_subjects, say_beside, say_count, say_frequency, say_rate, say_years

Metric = Callable[..., pl.DataFrame]
_ALWAYS: tuple[tuple[str, str, str, Metric], ...] = (
    ("share restricted", "M06", "share of subjects", share_restricted),
    ("share rewarded", "M06", "share of subjects", share_rewarded),
    ("risk without breach", "M05b", "share of those who never breached", risk_without_breach),
    ("restricted without breach", "M05a", "share of those restricted", breachless_share),
    ("restricted days", "M05c", "days per 1,000 persons and year", restricted_days_rate),
)
_AGAINST_TRUTH: tuple[tuple[str, str, str, Metric], ...] = (
    ("share wrongly restricted", "M05", "share of subjects", share_wrongly_restricted),
    ("share spared", "M05", "share of subjects", share_spared),
    ("wrongful share", "M05a", "share of those restricted", wrongful_share),
    ("spared share", "M06", "share of those whom true records would restrict", spared_share),
    ("wrongful days", "M05c", "share of restricted days", wrongful_days_share),
    ("spared days", "M05c", "share of days that true records would restrict", spared_days_share),
    ("told of a wrong record", "M15a", "share of those wrongly restricted", share_told),
    ("contested a wrong record", "M15a", "share of those wrongly restricted", share_filed),
    ("won about a wrong record", "M15a", "share of those wrongly restricted", share_upheld),
    ("corrected everywhere", "M15a", "share of those wrongly restricted", appeal_coverage),
)


@dataclass(frozen=True, slots=True)
class Summary:
    """Six sentences, and the figures behind them: `metric`, `id`, `unit`, `world`, counts, `estimate`,
    `low`, `high`.
    """

    sentences: list[str]
    table: pl.DataFrame

    def __str__(self) -> str:
        return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(self.sentences, 1))


def list_told_worlds(run: Results) -> list[str]:
    """Worlds that a report tells about: as written, and the reform's."""
    return [world for world in (WRITTEN, REFORM) if world in list_worlds(run)]


def measure(run: Results, by: str = "all", limits: Limits = LIMITS) -> pl.DataFrame:
    """All rates of a run, group by group, in one tidy frame.

    Args: by: `all`, `income`, `group`, `sex`, `age` or `place`; limits: when a group is too small to show.
    Returns: `metric`, `id` (of facts/metrics.md), `unit`, `world`, `dimension`, `value`, `numerator`,
    `denominator`, `estimate`,
    `low`, `high`, `shown`; what is held against true records only where the run has that world.
    Raises: InputError for an unknown dimension. Reference: facts M05, M06.
    """
    check_dimension(by)
    frames = []
    for world in list_told_worlds(run):
        for name, id_, unit, metric in (*_ALWAYS, *(_AGAINST_TRUTH if knows_wrongs(run, world) else ())):
            named = [
                pl.lit(text).alias(column)
                for column, text in (("metric", name), ("id", id_), ("unit", unit), ("world", world))
            ]
            frames.append(metric(run, by=by, world=world, limits=limits).select(*named, pl.all()))
    return pl.concat(frames)


def measure_gaps(run: Results, by: str, limits: Limits = LIMITS) -> pl.DataFrame:
    """How far apart the groups of a dimension are, in both polarities.

    Args: by: a dimension with groups; limits: groups under them do not take part.
    Returns: `world`, `metric`, `polarity`, `estimate` (null with fewer than two groups).
    Raises: InputError for an unknown dimension. Reference: facts M07a, M07b.
    """
    rows = []
    for world in list_told_worlds(run):
        shares = share_restricted(run, by, world, limits)
        rows += [
            {
                "world": world,
                "metric": "favourable rate ratio",
                "polarity": "not restricted",
                "estimate": favourable_rate_ratio(shares),
            },
            {
                "world": world,
                "metric": "adverse rate ratio",
                "polarity": "restricted",
                "estimate": adverse_rate_ratio(shares),
            },
            {
                "world": world,
                "metric": "rate difference",
                "polarity": "either",
                "estimate": rate_difference(shares),
            },
        ]
    return pl.DataFrame(rows, schema_overrides={"estimate": pl.Float64})


def summarise(run: Results) -> Summary:
    """A run in six sentences and a table.

    Args: run: a finished run, plain or a comparison. Returns: the sentences and `measure(run)`.
    Raises: InputError if a table is missing. Reference: facts report.md section 2.
    """
    parts = [teller(run) for teller in (_tell_restricted, _tell_wrongly, _tell_breachless, _tell_days)]
    sentences = [_tell_changes(run), *parts] if is_comparison(run) else [*parts, _tell_income(run)]
    return Summary([*sentences, _tell_remedy(run)], measure(run))


def _per_thousand(run: Results, outcome: str, quantity: str, world: str) -> str:
    """Persons with an outcome of every 1,000 subjects, with the standard error over communities."""
    told = mean_per_thousand(run, quantity, world)
    return say_frequency(
        count_all(run, outcome, world), count_all(run, "subjects", world), 1000, told[1] if told else None
    )


def _both(run: Results, say: Callable[[str], str]) -> str:
    """A figure, or in a comparison the baseline's and the reform's."""
    told = [say(world) for world in list_told_worlds(run)]
    return told[0] if len(told) == 1 else f"{told[0]} under the baseline and {told[1]} under the reform"


def _tell_restricted(run: Results) -> str:
    span, who = say_years(int(run.manifest["years"])), name_subjects(run.manifest)
    if not any(count_all(run, "restricted", world) for world in list_told_worlds(run)):
        return (
            f"None of the {say_count(count_all(run, 'subjects'))} {who.many} the scheme applies to "
            f"was restricted on any day in {span}."
        )
    figures = _both(run, lambda world: _per_thousand(run, "restricted", "restricted_persons", world))
    return (
        f"Of every 1,000 {who.many} the scheme applies to, {figures} were restricted on at least one "
        f"day in {span}."
    )


def _tell_wrongly(run: Results) -> str:
    worlds, who = list_told_worlds(run), name_subjects(run.manifest)
    if not all(knows_wrongs(run, world) for world in worlds):
        return (
            "This run has no world with true records, so it cannot say who was wrongly "
            "restricted or who was spared."
        )
    if not any(
        count_all(run, outcome, world) for world in worlds for outcome in ("wrongly_restricted", "spared")
    ):
        return (
            f"With true records {who.everybody} would have fared the same: {who.nobody} was wrongly "
            f"restricted, {who.nobody} was spared."
        )
    wrongly = _both(
        run, lambda world: _per_thousand(run, "wrongly_restricted", "wrongly_restricted_persons", world)
    )
    spared = _both(run, lambda world: _per_thousand(run, "spared", "spared_persons", world))
    return (
        f"Of every 1,000 {who.many}, {wrongly} were wrongly restricted, on days on which true "
        "records would have left them free; "
        f"{spared} were spared, on days on which true records would have restricted them."
    )


def _tell_breachless(run: Results) -> str:
    span, who = say_years(int(run.manifest["years"])), name_subjects(run.manifest)
    if not all(count_all(run, "never_breached", world) for world in list_told_worlds(run)):
        return (
            f"{who.hardly_any} went {span} without doing something that the law or the scheme "
            f"counts against {who.many}."
        )
    figures = _both(
        run,
        lambda world: say_frequency(
            count_all(run, "restricted_never_breached", world), count_all(run, "never_breached", world)
        ),
    )
    return (
        f"Of every 1,000 {who.many} {who.who} in {span} did nothing that the law or the scheme counts "
        f"against {who.many}, {figures} were "
        "restricted all the same."
    )


def _tell_days(run: Results) -> str:
    worlds = list_told_worlds(run)
    if not any(int(restricted_days_rate(run, world=world)["numerator"].sum()) for world in worlds):
        return "There was not a single restricted day."
    who = name_subjects(run.manifest)
    told = f"In a year, 1,000 {who.many} {who.lived} {_both(run, lambda world: _say_days(run, world))}"
    if not all(knows_wrongs(run, world) for world in worlds):
        return f"{told}."
    wrong = _both(run, lambda world: _say_part(run, world, "wrong"))
    spared = _both(run, lambda world: _say_part(run, world, "spared"))
    return (
        f"{told}; of every 100 such days {wrong} were wrong, and for every 100 of them {spared} were spared."
    )


def _say_days(run: Results, world: str) -> str:
    rate = restricted_days_rate(run, world=world)
    days, subject_days = int(rate["numerator"].sum()), max(int(rate["denominator"].sum()), 1)
    spread = measure_spread(run, "restricted_days", world)
    scale = 1000 * DAYS_A_YEAR / subject_days
    error = spread.standard_error if spread else None
    return f"{say_rate(days * scale, None if error is None else error * scale)} restricted days"


def _say_part(run: Results, world: str, column: str) -> str:
    days, part = (
        int(restricted_days_rate(run, world=world, column=name)["numerator"].sum())
        for name in ("days", column)
    )
    return say_beside(part, days)


def _tell_income(run: Results) -> str:
    shares, who = share_restricted(run, "income"), name_subjects(run.manifest)
    rows = {row["value"]: row for row in shares.iter_rows(named=True)}
    low, high = rows.get("1"), rows.get("5")
    if not low or not high or not (low["shown"] and high["shown"]):
        return (
            f"Too few {who.many} were restricted to tell whether the lowest and the highest "
            "income fifth fare alike "
            f"(a group needs at least 50 {who.many} and 5 expected cases)."
        )
    told = [
        f"{say_frequency(row['numerator'], row['denominator'])}{_say_interval(row)}" for row in (low, high)
    ]
    return (
        f"Of every 1,000 {who.many} {who.placed} the lowest income fifth, {told[0]} were restricted; "
        f"of every 1,000 {who.placed} the highest fifth, {told[1]}."
    )


def _say_interval(row: dict[str, float]) -> str:
    return (
        f" (95 % interval {1000 * row['low']:,.0f} to {1000 * row['high']:,.0f})" if row["numerator"] else ""
    )


def _tell_remedy(run: Results) -> str:
    """Whether it could be put right: one world's clause, or in a comparison the baseline's and the reform's."""
    clauses = [say_remedy(run, world) for world in list_told_worlds(run)]
    if len(clauses) == 1:
        return f"{clauses[0][0].upper()}{clauses[0][1:]}."
    if clauses[0] == clauses[1]:
        return f"Under the baseline and under the reform alike, {clauses[0]}."
    return f"Under the baseline, {clauses[0]}. Under the reform, {clauses[1]}."


def _tell_changes(run: Results) -> str:
    row = compare_persons(run).row(0, named=True)
    parts = {
        name: say_frequency(row[name], row["persons"]) for name in ("better", "worse", "mixed", "unchanged")
    }
    return (
        f"Of every 1,000 {name_subjects(run.manifest).many}, the reform left {parts['better']} with fewer restricted "
        f"days, {parts['worse']} with more, "
        f"{parts['mixed']} with fewer under one measure and more under another, and "
        f"{parts['unchanged']} as they were."
    )
