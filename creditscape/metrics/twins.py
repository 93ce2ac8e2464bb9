"""What the same people do and bear in two worlds: lawful life given up, and what is left of a shock."""

from collections.abc import Collection

import polars as pl

from ..words import InputError, load_vocabulary
from .scores import count_scores
from .tables import WRITTEN, Results, list_worlds, pick_rows

NOBODY = "no_scheme"
CIVIC = ("speech", "petition", "belief", "reporting")  # domains of lawful acts that a score may silence


def list_civic_kinds() -> list[str]:
    """Lawful conduct in speech, petition, belief and reporting, by the shared vocabulary."""
    kinds = load_vocabulary().kinds.values()
    return sorted(k.name for k in kinds if k.class_ == "conduct" and k.lawful and k.domain in CIVIC)


def count_acts(run: Results, kinds: Collection[str], world: str = WRITTEN) -> int:
    """True events of some kinds in the whole run, of everybody. Raises: InputError if the run has no table `events`."""
    rows = pick_rows(run, "events", world=world)
    return int(rows.filter(pl.col("kind").is_in(list(kinds)))["real"].sum())


def chilling_index(
    run: Results, kinds: Collection[str] | None = None, world: str = WRITTEN, against: str = NOBODY
) -> float | None:
    """How much of lawful life people give up under the scheme.

    1 - acts in the world / acts of the same people in the other world;  below 0 if there are more

    Args: kinds: of acts; by default `list_civic_kinds`; against: the world without scheme. All people count, not only those with a
    clean file: the table does not tell them apart. Returns: the index, or None if nobody does such things in the other world.
    Raises: InputError if a world is missing. Reference: facts M18a; the responses behind it are mostly assumed.
    """
    for name in (world, against):
        _check_world(run, name)
    chosen = list_civic_kinds() if kinds is None else kinds
    other = count_acts(run, chosen, against)
    return 1 - count_acts(run, chosen, world) / other if other else None


def measure_gap(run: Results, score: str, against: str, world: str = WRITTEN) -> pl.DataFrame:
    """How far the mean score of a world lies below that of another one, year by year; a bin stands for its lowest score.

    Args: score: of the scheme; against: usually `without_SHOCK`. Returns: `at`, `gap` (points). Raises: InputError if a world is missing.
    Reference: facts M12d.
    """
    for name in (world, against):
        _check_world(run, name)
    years = pick_rows(run, "scores", world=world, score=score)["at"].unique().sort()
    rows = []
    for at in years:
        one, other = (_mean(count_scores(run, score, at, each)) for each in (world, against))
        if one is not None and other is not None:
            rows.append((at, other - one))
    return pl.DataFrame(rows, schema={"at": pl.Int64, "gap": pl.Float64}, orient="row")


def scar_share(gaps: pl.DataFrame) -> float | None:
    """What is left at the end of the largest gap that a shock has opened: the scar.

    gap on the last morning / largest gap

    Args: gaps: as `measure_gap` gives them. Returns: the share, or None if no gap has opened. Reference: facts M12d (hysteresis).
    """
    largest = gaps["gap"].max() if len(gaps) else None
    if not isinstance(largest, float) or largest <= 0:
        return None
    return float(gaps.sort("at")["gap"][-1]) / largest


def _mean(histogram: pl.DataFrame) -> float | None:
    persons = int(histogram["persons"].sum())
    return int((histogram["bin"] * histogram["persons"]).sum()) / persons if persons else None


def _check_world(run: Results, world: str) -> None:
    if world not in list_worlds(run):
        raise InputError("M116", f"no world {world!r}; found {', '.join(list_worlds(run))}")
