"""A run in five sentences and a table: all rates, group by group."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from .gaps import adverse_rate_ratio, favourable_rate_ratio, rate_difference
from .redress import appeal_coverage, share_filed, share_told, share_upheld
from .restriction import (
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
from .sentences import list_sentences, list_told_worlds
from .tables import (
    LIMITS,
    Limits,
    Results,
    check_dimension,
    knows_wrongs,
)

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
    """Five sentences, one more in a comparison, and the figures behind them: `metric`, `id`, `unit`, `world`, counts, `estimate`,
    `low`, `high`.
    """

    sentences: list[str]
    table: pl.DataFrame

    def __str__(self) -> str:
        return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(self.sentences, 1))


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
    """A run in five sentences and a table.

    Args: run: a finished run, plain or a comparison. Returns: the sentences and `measure(run)`.
    Raises: InputError if a table is missing. Reference: facts report.md section 2.
    """
    return Summary(list_sentences(run), measure(run))
