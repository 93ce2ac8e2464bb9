"""A hack of a scheme's files: one record in a hundred wiped, and a wrong listing on one person in a hundred; for good, or for 60 days.

Each of the two is held against the same world without it, in which everybody has the same luck. Prints docs/studies/hack.md.
Run: python -m studies.hack
"""

import argparse
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from creditscape.simulation import Run, make_plan, simulate

from .pages import page, paragraph, percent, table
from .worlds import (
    WRITTEN,
    added,
    count_days,
    count_disputes,
    count_learnt,
    count_persons,
    find_day,
    find_month,
)

HERE = Path(__file__).parent
SOCIETIES = {"never found": "hack.yaml", "found after 60 days": "hack_found.yaml"}
YEARS = {"court-list-2013": 10, "wendeng-2020": 4}  # so that each runs for two years after the hack
WIPED, PLANTED, KIND = "wiped", "planted", "wrong_record_courts>court_defaulter"
MONTHS, FOUND, COMMUNITIES = 24, 60, 60
FIFTHS = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Harm:
    """What one half of the hack does, against the same world without it.

    less, more: people restricted less, or more; poorer: people rewarded less; days: person-days of restriction
    in two years; guiltless: of these, of people without a breach of their own; late: without the first three
    months; published: as late, but days on which the name is published; blocked: attempts, to the end.
    """

    less: int
    more: int
    poorer: int
    days: int
    guiltless: int
    late: int
    published: int
    blocked: int


@dataclass(frozen=True)
class Found:
    """A scheme and a way the hack ends. struck: people given a wrong listing; disputes: what becomes of these, by stage.

    learnt: of the wrong listings, in the first 60 days; fifths: listings, contests and corrections by income fifth.
    """

    people: int
    wiped: Harm
    planted: Harm
    struck: int
    disputes: dict[str, int]
    learnt: int
    fifths: tuple[tuple[int, int, int], ...]


@cache
def ask(scheme: str, society: str, communities: int = COMMUNITIES, seed: int = 1) -> Found:
    """Run a scheme on the hacked county. society: file beside this one."""
    worlds = (WRITTEN, "without_" + WIPED, "without_" + PLANTED)
    plan = make_plan(
        scheme,
        HERE / society,
        people=communities * 4096,
        years=YEARS[scheme],
        seed=seed,
        worlds=worlds,
    )
    run = simulate(plan)
    fifths = []
    for value in FIFTHS:
        stages = count_disputes(run, PLANTED, dimension="income", value=value)
        fifths.append((stages["brought"], stages["filed"], stages["everywhere"]))
    return Found(
        plan.people,
        _weigh(run, WIPED),
        _weigh(run, PLANTED),
        added(run, PLANTED, "events", "real", kind=KIND),
        count_disputes(run, PLANTED),
        count_learnt(run, PLANTED, FOUND),
        tuple(fifths),
    )


def _weigh(run: Run, shock: str) -> Harm:
    first = find_month(run, find_day(run, shock))
    return Harm(
        count_persons(run, shock, "better"),
        count_persons(run, shock, "worse"),
        count_persons(run, shock, "rewards_fewer"),
        count_days(run, shock, first, first + MONTHS - 1),
        count_days(run, shock, first, first + MONTHS - 1, of="without_breach"),
        count_days(run, shock, first + 3, first + MONTHS - 1),
        count_days(run, shock, first + 3, first + MONTHS - 1, measure="name_published"),
        added(run, shock, "attempts", "blocked"),
    )


def tell(found: dict[tuple[str, str], Found]) -> str:
    """The page. found: by scheme and by the way the hack ends."""
    return page(
        "# A hack of the files",
        *_ask_question(found),
        *_answer(found),
        "## What each half of the hack does",
        paragraph(f"""With that half of the hack, less without it: person-days under any restriction in the {MONTHS} months
            from the hack on; *later*: without the first three of them, by the calendar; people and attempts until the run ends.
            *Without a breach*: days of people without a true breach of their own that is new enough to count."""),
        _list_harm(found),
        "## The wrong listings, and who gets them out",
        paragraph("""Of the wrong listings that came into a file. *Known in 60 days*: learnt of by then, by a notice
            or by oneself. *Too late*: the listing was gone when the request came, or before it was decided."""),
        _list_disputes(found),
        "## By income fifth, never found",
        paragraph("Wrong listings in a file, contested, and corrected everywhere; 1 is the lowest fifth."),
        _list_fifths(found),
    )


def _ask_question(found: dict[tuple[str, str], Found]) -> tuple[str, ...]:
    people = next(iter(found.values())).people
    return (
        paragraph("""**Question.** Somebody breaks into the files. One record in a hundred is wiped; or, the other
            way, a listing as a defaulter is planted on one person in a hundred. Who is spared, who is restricted,
            for how long; and does anybody find out and put it right?"""),
        paragraph(f"""**How it was asked.** `python -m studies.hack` prints this page: {people:,} invented people of
            the County of Travellers, an exposed society, under the courts' list of defaulters (`court-list-2013`)
            and under the district scheme of 2020 (`wendeng-2020`), for which a defaulter stands at grade D. On 1
            October 2021 each record held is wiped with a chance of one in a hundred; on the next day each person
            of 14 or more is listed with the same chance. Nobody ever finds out; or it is found out after sixty days,
            and all is put back. Each half is held against the same world without it, in which everybody has the
            same luck."""),
    )


def _answer(found: dict[tuple[str, str], Found]) -> tuple[str, ...]:
    lists, points = (found[scheme, "never found"] for scheme in YEARS)
    known, alike = (found[scheme, "found after 60 days"] for scheme in YEARS)
    learnt, filed, righted = (
        [_share(each, stage) for each in (lists, points)] for stage in ("learnt", "filed", "everywhere")
    )
    return (
        paragraph(f"""**Answer.** The two halves are far from equal. Under the list the wiping spares
            {lists.wiped.less:,} people some restriction, and the planting restricts {lists.planted.more:,} more; under
            the district scheme {points.wiped.less:,} and {points.planted.more:,}. A hundredth of the records is
            little, for few people are listed; a hundredth of the people is much, for nearly everybody is not. The
            wiping restricts {lists.wiped.more + points.wiped.more:,} people more, and {points.wiped.poorer:,} lose days
            of a reward, because a good deed was wiped."""),
        paragraph(f"""While nobody finds out, little ends it: in {MONTHS} months the planted listings bring
            {lists.planted.days:,} restricted days under the list, where people are refused
            {lists.planted.blocked:,} journeys and purchases more. Of the wrong listings {learnt[0]} become known to the
            person under the list, which is published, and {learnt[1]} under the district scheme, which tells nobody;
            {filed[0]} and {filed[1]} are contested, {righted[0]} and {righted[1]} corrected. In both the subject must
            prove it, which is our reading, and most requests are refused. The higher fifths contest more often, as
            the society has it. Nobody contests what was wiped: there is nothing to contest, and whoever gains
            by it has no reason to."""),
        paragraph(f"""Found after sixty days, the same hack costs {known.planted.days:,} and {alike.planted.days:,}
            restricted days, and from the fourth calendar month on {known.planted.late + alike.planted.late:,} more: once
            records are back and out again, no restriction goes on. What was refused meanwhile stays refused
            ({known.planted.blocked:,} and {alike.planted.blocked:,} attempts). And what ends a record finds nothing to end
            while the record is wiped, so that it comes back: {known.wiped.published:,} later days of a name published come
            of that under the list, too few to tell more. {known.disputes["everywhere"]:,} and
            {alike.disputes["everywhere"]:,} wrong listings were corrected before the hack was found, because somebody
            objected: looking for the hack does far more than waiting for complaints."""),
        paragraph("""**What it rests on.** How many records a hack reaches and when it is found are the question
            asked, as ranges. Listings in this county are some eight times as frequent as published. Who learns of a
            record, objects and wins is taken from figures of credit reports, benefits and fines in two countries, and
            partly assumed. A planted listing has no term under the list, because that ground of listing ends with
            performance. That all wiped records can be restored, and all planted ones told apart, is generous to the
            keeper. One seed; numbers below ten are few."""),
    )


def _share(found: Found, stage: str) -> str:
    return percent(Fraction(found.disputes[stage], found.disputes["brought"]))


def _list_harm(found: dict[tuple[str, str], Found]) -> str:
    head = ("scheme", "half", "restricted less", "restricted more", "rewarded less")
    head += ("restricted days", "without a breach", "later", "attempts blocked")
    rows = []
    for (scheme, end), each in found.items():
        for half, harm in (("wiped", each.wiped), ("planted", each.planted)):
            numbers = (harm.less, harm.more, harm.poorer, harm.days, harm.guiltless, harm.late, harm.blocked)
            rows.append((f"{scheme}, {end}", half, *(f"{number:,}" for number in numbers)))
    return table(head, rows)


def _list_disputes(found: dict[tuple[str, str], Found]) -> str:
    stages = {
        "filed": "contested",
        "lapsed": "too late",
        "upheld": "upheld",
        "refused": "refused",
        "upheld_on_review": "upheld on review",
        "everywhere": "corrected",
        "reinserted": "came back",
    }
    rows = [
        (
            f"{scheme}, {end}",
            *(f"{n:,}" for n in (each.struck, each.disputes["brought"], each.learnt)),
            *(f"{each.disputes[stage]:,}" for stage in stages),
        )
        for (scheme, end), each in found.items()
    ]
    return table(("scheme", "planted", "in a file", "known in 60 days", *stages.values()), rows)


def _list_fifths(found: dict[tuple[str, str], Found]) -> str:
    rows = [
        (scheme, value, *(f"{number:,}" for number in each.fifths[n]))
        for (scheme, end), each in found.items()
        if end == "never found"
        for n, value in enumerate(FIFTHS)
    ]
    return table(("scheme", "fifth", "in a file", "contested", "corrected"), rows)


def main() -> None:
    """Run both schemes both ways and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = {
        (scheme, end): ask(scheme, society, asked.communities, asked.seed)
        for scheme in YEARS
        for end, society in SOCIETIES.items()
    }
    print(tell(found), end="")


if __name__ == "__main__":
    main()
