"""TransRisk scores of 2003 by group, and two results on them: Hardt, Price and Srebro 2016, Liu and others 2018.

The tables are aggregates (data/SOURCES.md): how many of a group have at most a score, and how many of those at a score went 90 days
late. Nothing of a person is in them, and nothing here says anything of one.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from .shipped import read_table
from .wording import read_scheme, try_life

GROUPS = ("White", "Black", "Hispanic", "Asian")
NON_DEFAULT = 0.82  # a lender of Hardt and others breaks even where so many repay
REPAID, DEFAULTED = 75, -150  # points, Liu and others 2018
GAIN, LOSS = 1, 4  # of their bank
LOWEST, HIGHEST = 300, 850
PAIR = {"White": 0.87933, "Black": 0.12067}  # shares of the two groups
# per cent of all persons in the eleven 50-point bands from 300 on: from rank to score, linear inside a band
RANKS = (2.1, 4.2, 5.4, 6.5, 7.9, 9.6, 12.0, 13.8, 17.0, 15.8, 5.7)


@dataclass(frozen=True)
class TransRisk:
    """scores [198], 0 to 100; persons [4]; share [198, 4] of a group at a score; repayment [198, 4] there. Groups as in `GROUPS`."""

    scores: np.ndarray
    persons: np.ndarray
    share: np.ndarray
    repayment: np.ndarray


@cache
def load_transrisk() -> TransRisk:
    """The shipped tables. Raises: ValueError if their rows do not belong together."""
    below, bad = (_read(f"transrisk_{part}_by_race_ssa.csv") for part in ("cdf", "performance"))
    if not np.array_equal(below[:, 0], bad[:, 0]):
        raise ValueError("the two tables have other scores")
    share = np.diff(below[:, 1:] / 100, axis=0, prepend=0.0)
    return TransRisk(below[:, 0], _read("transrisk_totals.csv")[0], share, 1 - bad[:, 1:] / 100)


def _read(name: str) -> np.ndarray:
    """The numbers of a shipped table, without its head and the words of its first column."""
    _, rows = read_table(name)
    return np.array([[float(cell) for cell in row if cell[:1].isdigit()] for row in rows])


def group_means() -> dict[str, float]:
    """Mean score of each group, 0 to 100."""
    table = load_transrisk()
    means = (table.share * table.scores[:, None]).sum(axis=0)
    return dict(zip(GROUPS, means.tolist(), strict=True))


def single_threshold_profit() -> dict[str, float]:
    """What one cut-off for all earns, in per cent of what the best cut-off of each group earns.

    profit of a cut-off = sum over scores above it of share x (repayment - 0.82)

    Returns: the share, the single cut-off, and the best of each group. Reference: Hardt, Price and Srebro 2016, arXiv 1610.02413.
    """
    table = load_transrisk()
    gains = _from_the_top(table.share * (table.repayment - NON_DEFAULT)) * table.persons
    together = gains.sum(axis=1)
    best = [float(table.scores[at]) for at in gains.argmax(axis=0)]
    return {
        "share of the maximum": 100 * float(together.max() / gains.max(axis=0).sum()),
        "single cut-off": float(table.scores[together.argmax()]),
        **{f"cut-off {group}": cut for group, cut in zip(GROUPS, best, strict=True)},
    }


def _from_the_top(values: np.ndarray) -> np.ndarray:
    """Running sums from the last row up: row i is what all rows from i on add up to."""
    return np.cumsum(values[::-1], axis=0)[::-1]


@dataclass(frozen=True)
class Lending:
    """What lending to a group from the highest score down adds up to, after each score.

    rate: share of the group that has a loan; gain: of the bank, a head; change: of the mean score; reached: share of the repayers.
    """

    rate: np.ndarray
    gain: np.ndarray
    change: np.ndarray
    reached: np.ndarray

    def at(self, rate: float) -> tuple[float, float]:
        """The bank's gain and the change of the mean score at a rate; at the margin part of a score is chosen."""
        return float(np.interp(rate, self.rate, self.gain)), float(np.interp(rate, self.rate, self.change))


def lend(group: str, repaid: np.ndarray, defaulted: np.ndarray) -> Lending:
    """Lending to a group. repaid, defaulted: points that a loan brings at each of the 198 scores."""
    table, column = load_transrisk(), GROUPS.index(group)
    share, repay = table.share[::-1, column], table.repayment[::-1, column]
    change = repay * repaid[::-1] + (1 - repay) * defaulted[::-1]
    parts = (share, share * (repay * GAIN - (1 - repay) * LOSS), share * change, share * repay)
    rate, gain, moved, good = (np.concatenate([[0.0], np.cumsum(part)]) for part in parts)
    return Lending(rate, gain, moved, good / good[-1])


def choose_rates(lending: dict[str, Lending]) -> dict[str, dict[str, float]]:
    """The share of each group that has a loan under three rules that each earn the bank most.

    Returns: {rule: {group: rate}}. MaxUtil: each group by itself; DemParity: one rate; EqOpt: one share of those who would repay.
    """
    alone = {group: float(each.rate[each.gain.argmax()]) for group, each in lending.items()}
    rates = np.unique(np.concatenate([each.rate for each in lending.values()]))
    reached = np.unique(np.concatenate([each.reached for each in lending.values()]))

    def earn(chosen: dict[str, float]) -> float:
        return sum(PAIR[group] * each.at(chosen[group])[0] for group, each in lending.items())

    same = [dict.fromkeys(lending, float(rate)) for rate in rates]
    equal = [
        {group: float(np.interp(share, each.reached, each.rate)) for group, each in lending.items()}
        for share in reached
    ]
    return {"MaxUtil": alone, "DemParity": max(same, key=earn), "EqOpt": max(equal, key=earn)}


def to_points() -> np.ndarray:
    """The 198 TransRisk scores (ranks) on the scale from 300 to 850."""
    ranks = np.concatenate([[0.0], np.cumsum(RANKS)])
    return np.interp(load_transrisk().scores, ranks, np.linspace(LOWEST, HIGHEST, len(ranks)))


def delayed_impact() -> dict[str, str]:
    """Whether a rule lowers a group's mean score: `harm` or `no harm`. Points are added and clipped here, by plain arithmetic.

    Reference: Liu, Dean, Rolf, Simchowitz and Hardt 2018, arXiv 1803.04383.
    """
    points = to_points()
    return _judge(
        np.minimum(points + REPAID, HIGHEST) - points, np.maximum(points + DEFAULTED, LOWEST) - points
    )


def delayed_impact_through_scheme() -> dict[str, str]:
    """The same, with every change of a score worked out by the law and the kernel from a scheme file (schemes/liu-2018.yaml).

    The file has one score for each start at which the change bends; between them it is linear, so nothing is lost.
    """
    scheme = read_scheme("liu-2018.yaml")
    repaid, defaulted = (try_life(scheme, event, 1)[0] for event in ("loan_paid_off", "loan_default"))
    names = sorted(repaid, key=lambda name: int(name.removeprefix("from_")))
    starts = np.array([int(name.removeprefix("from_")) for name in names])
    points = to_points()
    return _judge(
        *(
            np.interp(points, starts, np.array([after[name] for name in names]) - starts)
            for after in (repaid, defaulted)
        )
    )


def measure_changes(repaid: np.ndarray, defaulted: np.ndarray) -> dict[str, float]:
    """Change of a group's mean score under each rule, in points. Returns: {`RULE, GROUP`: points}."""
    lending = {group: lend(group, repaid, defaulted) for group in PAIR}
    return {
        f"{rule}, {group}": lending[group].at(rate)[1]
        for rule, rates in choose_rates(lending).items()
        for group, rate in rates.items()
    }


def _judge(repaid: np.ndarray, defaulted: np.ndarray) -> dict[str, str]:
    changes = measure_changes(repaid, defaulted)
    return {name: "harm" if change < 0 else "no harm" for name, change in changes.items()}


WAYS = (group_means, single_threshold_profit, delayed_impact, delayed_impact_through_scheme)
