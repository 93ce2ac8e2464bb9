"""Appendices: the formulas, read from the code that computes them, and the files as they were run."""

import inspect
import re
from collections.abc import Callable
from typing import Any

from ... import metrics
from ..tellings import Telling, list_distinct

FORMULAS: tuple[Callable[..., Any], ...] = (
    metrics.share_restricted,
    metrics.share_rewarded,
    metrics.share_wrongly_restricted,
    metrics.share_spared,
    metrics.risk_without_breach,
    metrics.breachless_share,
    metrics.wrongful_share,
    metrics.spared_share,
    metrics.restricted_days_rate,
    metrics.wrongful_days_share,
    metrics.spared_days_share,
    metrics.measure_spread,
    metrics.favourable_rate_ratio,
    metrics.adverse_rate_ratio,
    metrics.rate_difference,
    metrics.rate_errors,
    metrics.worst_group,
    metrics.share_households,
    metrics.share_beside,
    metrics.household_relative_risk,
    metrics.individual_consistency,
    metrics.arbitrary_share,
    metrics.measure_band_occupancy,
    metrics.measure_transitions,
    metrics.shorrocks_index,
    metrics.fall_rise_ratio,
    metrics.half_life,
    metrics.first_passage,
    metrics.closed_bands,
    metrics.spiral_multiplier,
    metrics.contagion_number,
    metrics.score_quantiles,
    metrics.knife_edge_share,
    metrics.rank_rules,
    metrics.split_causes,
    metrics.split_days,
    metrics.share_told,
    metrics.share_filed,
    metrics.share_upheld,
    metrics.appeal_coverage,
    metrics.override_share,
    metrics.reinsertion_share,
    metrics.measure_days,
)
_AFTER = ("Args:", "Returns:", "Raises:", "Reference:")


def list_formulas() -> list[dict[str, str]]:
    """Every metric of the report: the function that computes it, what it is, its formula and number, as its own text says."""
    return [_read_formula(metric) for metric in FORMULAS]


def _read_formula(metric: Callable[..., Any]) -> dict[str, str]:
    text = inspect.getdoc(metric) or ""
    said, _, reference = text.partition("Reference:")
    plain = re.sub(r"\*([^*\s][^*]*)\*", r"\1", said.replace("`", ""))
    parts = [" ".join(part.split()) for part in plain.split("\n\n")]
    formula = [part for part in parts[1:] if part and not part.startswith(_AFTER)]
    return {
        "name": metric.__name__,
        "code": f"{metric.__module__.replace('.', '/')}.py",
        "words": parts[0],
        "formula": " ".join(formula),
        "id": ", ".join(dict.fromkeys(re.findall(r"\b(?:M\d\d[a-g]?|U\d)\b", reference))),
    }


def list_files(run: Any, tellings: list[Telling]) -> list[tuple[str, str]]:
    """The scheme, and the reform, as YAML that stands alone."""
    named = [(telling.label or "Scheme", telling.scheme) for telling in list_distinct(tellings)]
    return [(name, scheme.dump()) for name, scheme in named if hasattr(scheme, "dump")]
