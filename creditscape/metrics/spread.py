"""Standard errors that come free: communities are replicates, and a run keeps their sums and squares."""

from dataclasses import dataclass

from .tables import WRITTEN, Results, pick_rows


@dataclass(frozen=True, slots=True)
class Spread:
    """A total over communities. `standard_error` is None for a single community, which says nothing about
    spread.
    """

    communities: int
    total: int
    standard_error: float | None


def measure_spread(run: Results, quantity: str, world: str = WRITTEN) -> Spread | None:
    """Total of a headline quantity and its standard error over communities.

    s.e. = sqrt(n / (n - 1) x (sum of squares - sum^2 / n)),  n communities

    Args: quantity: a quantity of the table `headline`; world: a world of the run.
    Returns: the spread, or None if the run does not tally this quantity. Raises: InputError if there is no
    table `headline`.
    Reference: docs/results.md; Cochran, Sampling Techniques (1977), chapter 9 (totals of clusters).
    """
    rows = pick_rows(run, "headline", world=world, quantity=quantity)
    if rows.is_empty():
        return None
    n, total, squares = (int(rows[column].sum()) for column in ("communities", "sum", "sum_of_squares"))
    if n < 2:
        return Spread(n, total, None)
    return Spread(n, total, max(n * (squares - total * total / n) / (n - 1), 0.0) ** 0.5)


def mean_per_thousand(run: Results, quantity: str, world: str = WRITTEN) -> tuple[float, float | None] | None:
    """A headline quantity per 1,000 subjects, and the standard error of that mean over communities.

    1000 x sum / subjects;  the number of subjects is taken as fixed

    Args: quantity: a quantity of the table `headline` (persons, days or events); world: a world of the run.
    Returns: (mean, standard error or None), or None if not tallied or without subjects. Raises: InputError,
    see `measure_spread`.
    Reference: facts 1.3 of metrics.md (uncertainty), communities in place of seeds.
    """
    spread, subjects = measure_spread(run, quantity, world), measure_spread(run, "subjects", world)
    if spread is None or subjects is None or subjects.total == 0:
        return None
    error = spread.standard_error
    return 1000 * spread.total / subjects.total, None if error is None else 1000 * error / subjects.total
