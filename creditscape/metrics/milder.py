"""Is there a milder way: what variants of a scheme keep of its effect, and how many restricted days they take.

The effect on an aim is counted in acts: `breaches` that do not happen because of the scheme, and `wanted` acts that happen because of it.
Both follow from how the society's people respond, and most responses are assumed: the figures say what follows from the assumptions.
Communities are replicates; a ratio's interval is that of the jackknife. Reference: facts 1.8 of standards.md; Efron, The Jackknife, the
Bootstrap and Other Resampling Plans (1982), chapter 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from .estimates import Estimate, estimate_ratio
from .tables import WRITTEN, Results, pick_rows

KEEPS, FEWER = (
    0.95,
    0.8,
)  # house numbers: what a variant must keep of the effect, and of the restricted days at most
AIMS = {"breaches": -1, "wanted": 1}  # acts, and whether a scheme wants more or fewer of them
NOBODY = "no_scheme"


@dataclass(frozen=True, slots=True)
class Variant:
    """What one variant does. days: restricted days as a share of the scheme's; kept: what it keeps of the effect, by aim; None: no effect.

    milder: it keeps the effect with far fewer days; surely: so does the whole interval.
    """

    name: str
    title: str
    touched: tuple[str, ...]
    days: Estimate
    kept: dict[str, Estimate]
    milder: bool
    surely: bool


def has_milder(run: Results) -> bool:
    """Whether variants of the run's scheme were tried."""
    return "milder" in run.tables and len(run.tables["milder"]) > 0


def measure_effects(run: Results) -> dict[str, Estimate]:
    """What the scheme changes, in acts per 1,000 subjects of the whole time: fewer `breaches`, more `wanted` acts; positive is as meant.

    Returns: an estimate an aim. Raises: InputError without the table `milder`. Reference: facts M00.
    """
    subjects = _count(run, WRITTEN, "subjects")
    return {aim: estimate_ratio([1000 * _change(run, WRITTEN, aim)], subjects) for aim in AIMS}


def list_moved(run: Results) -> list[str]:
    """The aims that the scheme moves measurably: the interval of the change leaves out 0."""
    return [aim for aim, effect in measure_effects(run).items() if effect.low > 0]


def list_variants(run: Results) -> list[Variant]:
    """The variants that were tried, in the order of the menu. Raises: InputError without the table `milder`."""
    moved, days = list_moved(run), _count(run, WRITTEN, "restricted_days")
    return [_hold(run, said, moved, days) for said in run.manifest["milder"]["variants"] if said["tried"]]


def _hold(run: Results, said: dict[str, object], moved: Sequence[str], days: np.ndarray) -> Variant:
    """One variant beside the scheme."""
    name = str(said["name"])
    share = estimate_ratio([_count(run, name, "restricted_days")], days)
    kept = {aim: estimate_ratio([_change(run, name, aim)], _change(run, WRITTEN, aim)) for aim in moved}
    milder = bool(kept) and share.value <= FEWER and all(each.value >= KEEPS for each in kept.values())
    surely = milder and share.high <= FEWER and all(each.low >= KEEPS for each in kept.values())
    touched: object = said["touched"]
    return Variant(
        name, str(said["title"]), tuple(map(str, touched if isinstance(touched, list) else ())), share, kept, milder, surely
    )  # fmt: skip


def find_milder(run: Results) -> Variant | None:
    """The variant that keeps the effect with the fewest restricted days, if one keeps it with far fewer."""
    found = [variant for variant in list_variants(run) if variant.milder]
    return min(found, key=lambda variant: variant.days.value) if found else None


def tabulate_variants(run: Results) -> pl.DataFrame:
    """The variants beside the scheme, as a tidy frame: `variant`, `figure` (`restricted days`, `effect: AIM`), and its interval."""
    rows = [
        {"variant": variant.name, "figure": figure, "estimate": each.value, "low": each.low, "high": each.high}
        for variant in list_variants(run)
        for figure, each in {"restricted days": variant.days, **{f"effect: {aim}": e for aim, e in variant.kept.items()}}.items()
    ]  # fmt: skip
    texts, numbers = ("variant", "figure"), ("estimate", "low", "high")
    return pl.DataFrame(
        rows, schema={**dict.fromkeys(texts, pl.String), **dict.fromkeys(numbers, pl.Float64)}
    )


def _change(run: Results, variant: str, aim: str) -> np.ndarray:
    """Acts by community that a variant changes as it means to."""
    return AIMS[aim] * (_count(run, variant, aim) - _count(run, NOBODY, aim))


def _count(run: Results, variant: str, quantity: str) -> np.ndarray:
    rows = pick_rows(run, "milder", variant=variant, quantity=quantity).sort("community")
    return rows["count"].to_numpy().astype(np.float64)
