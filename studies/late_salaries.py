"""One month of late salaries at 5 % of firms: how many employees miss a payment, lose points, change band, recover, month by month?

Each person is held against the same person in a world where the shock did not happen and all else is the same. With the tie, the
employees of a late firm are late together; without it, as many are late one by one. Run: python -m studies.late_salaries
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from creditscape.simulation import Trace, make_plan, trace_communities
from creditscape.words import add_months

HERE = Path(__file__).parent
SOCIETIES = {"with the tie": "late_salaries.yaml", "without it": "late_salaries_one_by_one.yaml"}
MONTHS = 24
SHOCK, QUIET = "as_written", "without_late_wages"
OWED = ("payment_missed", "bill_unpaid", "bill_overdue", "tax_arrears", "payment_late", "maintenance_unpaid")


@dataclass(frozen=True)
class Month:
    """Employees struck, counted so many months after the shock.

    missed: missed a payment more than without the shock, so far; lower: score; worse: band; recovered: score was lower and is not.
    """

    struck: int
    missed: int
    lower: int
    worse: int
    recovered: int


def ask(society: str, communities: int, seed: int = 1) -> list[list[Month]]:
    """The months after the shock [community][month] under wendeng-2020. society: file beside this one."""
    plan = make_plan(
        "wendeng-2020",
        HERE / society,
        people=communities * 4096,
        years=3,
        seed=seed,
        worlds=(SHOCK, "true_records", QUIET),
    )
    struck_on = next(each["day"] for each in plan.society.plain()["shocks"]) - plan.first_day
    ends = [add_months(plan.first_day + struck_on, m) - plan.first_day for m in range(1, MONTHS + 1)]
    return [_follow(trace, struck_on, ends) for trace in trace_communities(plan, range(communities))]


def _follow(trace: Trace, struck_on: int, ends: list[int]) -> list[Month]:
    here, there = trace.worlds.index(SHOCK), trace.worlds.index(QUIET)
    late = trace.kinds.index("wage_unpaid")
    struck = _slots(trace, here, struck_on, late) - _slots(trace, there, struck_on, late)
    owed = [n for n, name in enumerate(trace.kinds) if name.endswith(OWED)]
    missed = trace.events[np.isin(trace.events[:, 3], owed) & np.isin(trace.events[:, 1], list(struck))]
    months, fallen = [], set[int]()
    for day in ends:
        now, before = _standing(trace, here, day), _standing(trace, there, day)
        lower = {i for i in struck if i in now and i in before and now[i][0] < before[i][0]}
        worse = {i for i in struck if i in now and i in before and now[i][1] > before[i][1]}
        fallen |= lower
        months.append(
            Month(
                len(struck),
                _missed_more(missed, here, there, day),
                len(lower),
                len(worse),
                len(fallen - lower),
            )
        )
    return months


def _slots(trace: Trace, world: int, day: int, kind: int) -> set[int]:
    rows = trace.events
    return set(rows[(rows[:, 0] == world) & (rows[:, 2] == day) & (rows[:, 3] == kind), 1].tolist())


def _missed_more(missed: np.ndarray, here: int, there: int, day: int) -> int:
    """People who by a day have missed more payments here than there."""
    rows = missed[missed[:, 2] < day]
    slots = np.unique(rows[:, 1])
    return sum(
        int(
            ((rows[:, 1] == i) & (rows[:, 0] == here)).sum()
            > ((rows[:, 1] == i) & (rows[:, 0] == there)).sum()
        )
        for i in slots
    )


def _standing(trace: Trace, world: int, day: int) -> dict[int, tuple[int, int]]:
    """Score and level of everybody on a morning; the lower the level's number, the better."""
    rows = trace.standings
    rows = rows[(rows[:, 0] == world) & (rows[:, 2] <= day)]
    return {int(row[1]): (int(row[5]), int(row[6])) for row in rows if row[6] >= 0}


def tell(found: dict[str, list[list[Month]]]) -> str:
    """The page: a table for each way, and what the tie changes."""
    lines = []
    for way, communities in found.items():
        lines += [f"{way}: employees struck in {len(communities)} communities, and of them so many", ""]
        lines += ["| months after | struck | missed a payment more | lower score | lower band | recovered |"]
        lines += ["|---:|---:|---:|---:|---:|---:|"]
        for m in (1, 2, 3, 4, 6, 9, 12, 15, 18, 24):
            sums = [sum(column) for column in zip(*(_row(c[m - 1]) for c in communities), strict=True)]
            lines.append("| " + " | ".join(map(str, [m, *sums])) + " |")
        shares = [c[0].struck for c in communities]
        spread = float(np.std(shares, ddof=1)) if len(shares) > 1 else 0.0
        lines += [
            "",
            f"struck in a community: mean {np.mean(shares):.1f}, standard deviation {spread:.1f}",
            "",
        ]
    return "\n".join(lines)


def _row(month: Month) -> tuple[int, ...]:
    return month.struck, month.missed, month.lower, month.worse, month.recovered


def main() -> None:
    """Ask both ways and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=20)
    asked = parser.parse_args()
    print(tell({way: ask(society, asked.communities) for way, society in SOCIETIES.items()}))


if __name__ == "__main__":
    main()
