"""Metrics: small pure functions from the tables of a run to figures. They know neither schemes nor societies,
only counts.
"""

from .bands import list_band_sets, list_levels, measure_band_occupancy, measure_transitions, shorrocks_index
from .causes import CAUSES, count_blocked_attempts, rank_rules, split_causes, sum_measures
from .changes import REFORM, compare_persons, is_comparison
from .gaps import adverse_rate_ratio, favourable_rate_ratio, rate_difference
from .restriction import (
    DAYS_A_YEAR,
    breachless_share,
    count_subject_days,
    restricted_days_rate,
    risk_without_breach,
    share_restricted,
    share_rewarded,
    share_spared,
    share_wrongly_restricted,
    wrongful_days_share,
    wrongful_share,
)
from .scores import count_scores, knife_edge_share, list_scores, score_quantiles
from .spread import Spread, mean_per_thousand, measure_spread
from .summary import Summary, knows_wrongs, list_told_worlds, measure, measure_gaps, summarise
from .tables import DIMENSIONS, LIMITS, WRITTEN, Limits, Results, count_all, list_worlds
from .wording import Subjects, name_subjects, say_count, say_frequency, say_rate, say_years

__all__ = [
    "CAUSES",
    "DAYS_A_YEAR",
    "DIMENSIONS",
    "LIMITS",
    "REFORM",
    "WRITTEN",
    "Limits",
    "Results",
    "Spread",
    "Subjects",
    "Summary",
    "adverse_rate_ratio",
    "breachless_share",
    "compare_persons",
    "count_all",
    "count_blocked_attempts",
    "count_scores",
    "count_subject_days",
    "favourable_rate_ratio",
    "is_comparison",
    "knife_edge_share",
    "knows_wrongs",
    "list_band_sets",
    "list_levels",
    "list_scores",
    "list_told_worlds",
    "list_worlds",
    "mean_per_thousand",
    "measure",
    "measure_band_occupancy",
    "measure_gaps",
    "measure_spread",
    "measure_transitions",
    "name_subjects",
    "rank_rules",
    "rate_difference",
    "restricted_days_rate",
    "risk_without_breach",
    "say_count",
    "say_frequency",
    "say_rate",
    "say_years",
    "score_quantiles",
    "share_restricted",
    "share_rewarded",
    "share_spared",
    "share_wrongly_restricted",
    "shorrocks_index",
    "split_causes",
    "sum_measures",
    "summarise",
    "wrongful_days_share",
    "wrongful_share",
]
