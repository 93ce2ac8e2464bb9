"""One month of late salaries at 5 % of firms: what three schemes make of the employees who wait, month by month.

Each person is held against the same person in a world where the shock did not happen and all else is the same. With the tie, the
employees of a late firm are late together; without it, as many are late one by one. Prints docs/studies/late-salaries.md.
Run: python -m studies.late_salaries
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from creditscape.simulation import RunPlan, Trace, make_plan, simulate, trace_communities
from creditscape.words import add_months

from .followed import compare, find_standings, find_struck
from .pages import digits, page, paragraph, table
from .worlds import count_disputes, count_persons

HERE = Path(__file__).parent
TIED, ALONE = "with the tie", "without it"
SOCIETIES = {TIED: "late_salaries.yaml", ALONE: "late_salaries_one_by_one.yaml"}
POINTS, LISTS, BUREAUS = "wendeng-2020", "court-list-2013", "fico-8"
YEARS = {POINTS: 3, LISTS: 9, BUREAUS: 6}  # until two years after the shock and more
MONTHS, TOLD, COMMUNITIES = 24, (1, 2, 3, 4, 6, 9, 12, 15, 18, 24), 100
LATE = "late_wages"
SHOCK, QUIET = "as_written", "without_late_wages"
OWED = ("payment_missed", "bill_unpaid", "bill_overdue", "tax_arrears", "payment_late", "maintenance_unpaid")


@dataclass(frozen=True)
class Month:
    """Employees struck, counted so many months after the shock.

    missed: missed a payment more than without the shock, so far; lower: score, of any keeper; worse: band; listed: on a list and not
    so without it; restricted: likewise; recovered: score was lower, or listed, and is neither.
    """

    struck: int
    missed: int
    lower: int
    worse: int
    listed: int
    restricted: int
    recovered: int


@dataclass(frozen=True)
class Redress:
    """What becomes of the records that the late wage brings: contests of true records and of wrong ones; people restricted more."""

    true: dict[str, int]
    wrong: dict[str, int]
    restricted: int


def plan_run(scheme: str, society: str, communities: int, seed: int = 1) -> RunPlan:
    """A run of a scheme with late salaries and without. society: file beside this one."""
    people, worlds = communities * 4096, (SHOCK, QUIET)
    return make_plan(scheme, HERE / society, people=people, years=YEARS[scheme], seed=seed, worlds=worlds)


@cache
def ask(society: str, communities: int, scheme: str = POINTS, seed: int = 1) -> tuple[tuple[Month, ...], ...]:
    """The months after the shock [community][month] under a scheme. society: file beside this one."""
    plan = plan_run(scheme, society, communities, seed)
    struck_on = next(each["day"] for each in plan.society.plain()["shocks"]) - plan.first_day
    ends = [add_months(plan.first_day + struck_on, m) - plan.first_day for m in range(1, MONTHS + 1)]
    told = []
    for community in range(communities):
        (trace,) = trace_communities(plan, range(community, community + 1))
        told.append(tuple(_follow(trace, struck_on, ends)))
    return tuple(told)


@cache
def ask_redress(scheme: str, communities: int, seed: int = 1) -> Redress:
    """What the employees of late firms, and the bodies they turn to, make of the records."""
    run = simulate(plan_run(scheme, SOCIETIES[TIED], communities, seed))
    true, wrong = (count_disputes(run, LATE, record) for record in ("right", "wrong"))
    return Redress(true, wrong, count_persons(run, LATE, "worse") + count_persons(run, LATE, "mixed"))


def _follow(trace: Trace, struck_on: int, ends: list[int]) -> list[Month]:
    here, there = trace.worlds.index(SHOCK), trace.worlds.index(QUIET)
    struck = find_struck(trace, here, there, struck_on, struck_on, "wage_unpaid")
    owed = [n for n, name in enumerate(trace.kinds) if name.endswith(OWED)]
    missed = trace.events[np.isin(trace.events[:, 3], owed) & np.isin(trace.events[:, 1], list(struck))]
    months, fallen = [], set[int]()
    for day in ends:
        now = compare(*(find_standings(trace, world, day, struck) for world in (here, there)))
        fallen |= now.lower | now.listed
        groups = (now.lower, now.down, now.listed, now.restricted, fallen - now.lower - now.listed)
        months.append(Month(len(struck), _missed_more(missed, here, there, day), *map(len, groups)))
    return months


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


def add_up(communities: Iterable[tuple[Month, ...]], month: int) -> Month:
    """All communities so many months after the shock."""
    rows = [
        (m.struck, m.missed, m.lower, m.worse, m.listed, m.restricted, m.recovered)
        for m in (each[month - 1] for each in communities)
    ]
    return Month(*(sum(column) for column in zip(*rows, strict=True)))


Asked = dict[tuple[str, str], tuple[tuple[Month, ...], ...]]  # by scheme and way: [community][month]


def tell(found: Asked, redress: dict[str, Redress]) -> str:
    """The page. found: by scheme and way; redress: by scheme."""
    tables = []
    for (scheme, way), communities in found.items():
        tables += [f"## `{scheme}`, {way}", _list_months(communities)]
    return page(
        "# One month of late salaries",
        *_ask_question(found),
        *_answer(found, redress),
        *_answer_redress(redress),
        *tables,
        "## Redress, with the tie",
        paragraph("""Records that could be contested, with the late wages less without them: true ones, as nearly all are,
            and wrong ones, which are true reports that went wrong on their way; one for each bureau."""),
        _list_redress(redress),
    )


def _ask_question(found: Asked) -> tuple[str, ...]:
    people = len(next(iter(found.values()))) * 4096
    return (
        paragraph("""**Question.** One firm in twenty pays its wages a month late, once. How many of its employees miss a
            payment, lose points, change band, are listed and recover, month by month, under a district's points
            (`wendeng-2020`), the courts' list of defaulters (`court-list-2013`) and three credit bureaus (`fico-8`)? And
            what can they do about it?"""),
        paragraph(f"""**How it was asked.** `python -m studies.late_salaries` prints this page: {people:,} invented people of
            Imaginary County under each scheme from its own beginning on; wages due on 15 June 2020 come thirty days late.
            Each employee struck is held against the same person, with the same luck, in a world where the wages came in
            time; every difference is the late wage's. *With the tie*, firms are struck and so all their employees; *without
            it* employees are struck one by one, at the same rate. Whoever waits for a wage misses a due date three times
            as easily (assumed; the range is in the society file). The same county stands under all three schemes, which no
            country has; the bureaus are used to people with more accounts."""),
    )


def _answer(found: Asked, redress: dict[str, Redress]) -> tuple[str, ...]:
    points, lists, bureaus = ([add_up(found[s, TIED], m) for m in TOLD] for s in (POINTS, LISTS, BUREAUS))
    last, worst, deep = points[-1], _worst(points), _worst(bureaus)
    tied, alone = (_measure_lumps(found[POINTS, way]) for way in (TIED, ALONE))
    later = [add_up(found[scheme, TIED], 15).lower for scheme in (POINTS, BUREAUS)]
    return (
        paragraph(f"""**Answer.** *District.* Of {last.struck:,} employees struck with their firm {last.missed:,}
            ({_per_thousand(last.missed, last)} of 1,000) miss a payment that they would have made, and {worst.lower:,}
            ({_per_thousand(worst.lower, last)} of 1,000) stand lower for it, most for a little over a year, until the
            record stops counting; two years after the late wage {last.lower:,} still do. The others lose nothing: nobody
            reported it, or it costs no points. At most {max(m.worse for m in points):,} at a time stand in a lower band,
            and {max(m.restricted for m in points):,} under a restriction. With the tie, the harm comes in lumps: the
            number of people struck in a community varies with a standard deviation of {tied[1]} around {tied[0]}, without
            it {alone[1]} around {alone[0]} (communities in town have more employees)."""),
        paragraph(f"""*List.* {lists[-1].missed:,} of {lists[-1].struck:,} miss a payment more; on a list for it at one of the
            times told here: {max(m.listed for m in lists):,}, restricted more on any day of the run:
            {redress[LISTS].restricted:,}. The courts list who does not perform a judgment, and from one late wage to a
            judgment the way is long."""),
        paragraph(f"""*Bureaus.* {bureaus[-1].missed:,} of {bureaus[-1].struck:,} miss a payment more, and {deep.lower:,}
            stand lower with a bureau or more; at a time {max(m.worse for m in bureaus):,} stand in a lower tier and
            {max(m.restricted for m in bureaus):,} under a restriction that they would not meet (which tier meets which is
            a hypothesis). As few stand lower as in the district, but a missed instalment takes a tier from most of them,
            where the district takes ten or twenty of the forty points between the start and the next grade. It is over
            sooner: after fifteen months {later[1]:,} stand lower, in the district {later[0]:,}."""),
    )


def _answer_redress(redress: dict[str, Redress]) -> tuple[str, ...]:
    brought, learnt, filed, won = (
        [redress[scheme].true[stage] for scheme in YEARS]
        for stage in ("brought", "learnt", "filed", "corrected")
    )
    return (
        paragraph(f"""**Redress.** By the book nothing is wrong: the payment was missed and the record is true. None of the
            three asks why, and a wage that came late is no ground to object in any of the texts read. Of the
            {brought[0]:,}, {brought[1]:,} and {brought[2]:,} true records that the late wage brings (district, list, bureaus,
            the last one for each bureau) {learnt[0]:,}, {learnt[1]:,} and {learnt[2]:,} become known to the person; contested:
            {sum(filed):,}, taken out, which would be a mistake of the office: {sum(won):,}. Redress is made for
            wrong records; here the harm is done by true ones, and time is all that heals it."""),
        paragraph("""**What it rests on.** How often a due date is missed, how much more often by those who wait for a wage,
            and who reports it are assumptions with ranges; the rules, points and terms of the first two schemes are cited,
            those of the third fitted and guessed, for its formula is secret. That people seldom object to true records is
            taken from parking fines. One seed; numbers below ten are few."""),
    )


def _worst(months: list[Month]) -> Month:
    return max(months, key=lambda month: month.lower)


def _per_thousand(number: int, month: Month) -> str:
    return digits(Fraction(1000 * number, max(1, month.struck)), 2)


def _measure_lumps(communities: tuple[tuple[Month, ...], ...]) -> tuple[str, str]:
    """Mean and standard deviation of the number of people struck in a community."""
    struck = [each[0].struck for each in communities]
    spread = float(np.std(struck, ddof=1)) if len(struck) > 1 else 0.0
    return f"{np.mean(struck):.1f}", f"{spread:.1f}"


def _list_months(communities: tuple[tuple[Month, ...], ...]) -> str:
    head = ("months after", "struck", "missed a payment more", "lower score", "lower band", "listed")
    rows = []
    for m in TOLD:
        each = add_up(communities, m)
        numbers = (
            each.struck,
            each.missed,
            each.lower,
            each.worse,
            each.listed,
            each.restricted,
            each.recovered,
        )
        rows.append((str(m), *(f"{number:,}" for number in numbers)))
    return table((*head, "restricted", "recovered"), rows)


def _list_redress(redress: dict[str, Redress]) -> str:
    stages = {"brought": "could be contested", "learnt": "known", "filed": "contested"}
    stages |= {"lapsed": "too late", "upheld": "upheld", "refused": "refused", "corrected": "taken out"}
    rows = [
        (f"{scheme}, {name}", *(f"{record[stage]:,}" for stage in stages))
        for scheme, each in redress.items()
        for name, record in (("true", each.true), ("wrong", each.wrong))
    ]
    return table(("records", *stages.values()), rows)


def main() -> None:
    """Ask the three schemes, and the first one both ways, and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    ways = [(POINTS, TIED), (POINTS, ALONE), (LISTS, TIED), (BUREAUS, TIED)]
    found = {(s, way): ask(SOCIETIES[way], asked.communities, s, asked.seed) for s, way in ways}
    redress = {scheme: ask_redress(scheme, asked.communities, asked.seed) for scheme in YEARS}
    print(tell(found, redress), end="")


if __name__ == "__main__":
    main()
