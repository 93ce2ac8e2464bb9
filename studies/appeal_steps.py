"""One appeal step more or less: what it does to people who stand wrongly on the courts' list, and to what stands there rightly.

The courts' list of defaulters as written, without the higher court, and with a mandatory step before the court decides, on the same
lives. Prints the page docs/studies/appeal-steps.md. Run: python -m studies.appeal_steps
"""

import argparse
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

import polars as pl

from creditscape.metrics import count_funnel, count_stages, measure_days
from creditscape.simulation import Run, simulate

from .pages import digits, page, paragraph, percent, table
from .societies import find_society

HERE = Path(__file__).parent
SCHEME, SOCIETY, FEWER = "court-list-2013", "county_of_travellers", HERE / "appeal_steps_fewer.yaml"
NO_REVIEW, LONGER = HERE / "appeal_steps_no_review.yaml", HERE / "appeal_steps_longer.yaml"
COMMUNITIES, SIZE, YEARS = 128, 4096, 6
FEW = 10
ROWS = ("without the higher court", "as written", "a third fewer begin", "one step more")
TITLES = (
    "without the higher court",
    "as written",
    "a third fewer begin, nothing else changes",
    "one step more: a third fewer begin, 15 days longer",
)


@dataclass(frozen=True)
class Way:
    """What came of one way to contest. wrong, right: disputes by stage about wrong and about right records; days: medians.

    funnel: persons wrongly restricted, told, who contested, won, were corrected everywhere; wrong_days: their days; answer,
    correct: of those who got an answer, and a correction, about a wrong record, the days until then. right_days: restricted days of
    everybody where every record is true.
    """

    funnel: tuple[int, ...]
    wrong_days: int
    right_days: int
    wrong: dict[str, int]
    right: dict[str, int]
    answer: int
    correct: int

    def won_on_review(self) -> Fraction | None:
        """Of all reviews, the share that was upheld."""
        reviewed = self.wrong["reviewed"] + self.right["reviewed"]
        won = self.wrong["upheld_on_review"] + self.right["upheld_on_review"]
        return Fraction(won, reviewed) if reviewed else None

    def won_at_first(self) -> Fraction:
        """Of all first answers, the share that was upheld."""
        upheld = self.wrong["upheld"] + self.right["upheld"]
        return Fraction(upheld, upheld + self.wrong["refused"] + self.right["refused"])


def ask(communities: int = COMMUNITIES, seed: int = 1) -> dict[str, Way]:
    """The four ways, in order of `ROWS`."""
    found = {}
    asked = ((SOCIETY, NO_REVIEW, "as written", ROWS[0]), (FEWER, LONGER, ROWS[2], ROWS[3]))
    for society, reform, plainly, reformed in asked:
        run = simulate(
            SCHEME,
            find_society(society),
            people=communities * SIZE,
            years=YEARS,
            seed=seed,
            worlds=("as_written", "true_records"),
            reform=reform,
        )
        found |= {plainly: count(run, "as_written"), reformed: count(run, "reform_as_written")}
    return {row: found[row] for row in ROWS}


def count(run: Run, world: str) -> Way:
    """One world of a run."""
    days = measure_days(run, world).filter(pl.col("record") == "wrong")
    medians = dict(days.select("step", "median_of_reached").iter_rows())
    return Way(
        tuple(count_funnel(run, world)),
        _add_up(run, world, "wrong_days"),
        _add_up(run, world.replace("as_written", "true_records"), "restricted_days"),
        count_stages(run, "wrong", world),
        count_stages(run, "right", world),
        medians["answer"] or 0,
        medians["correct"] or 0,
    )


def _add_up(run: Run, world: str, quantity: str) -> int:
    rows = run.tables["headline"].filter((pl.col("world") == world) & (pl.col("quantity") == quantity))
    return int(rows["sum"].sum())


def tell(ways: dict[str, Way], communities: int) -> str:
    """The page."""
    written = ways["as written"]
    return page(
        "# One appeal step more or less",
        *_ask(communities),
        *_answer(ways),
        "## People who stand wrongly on the list",
        paragraph(
            f"In {YEARS} years. *Wrong days*: days under a restriction that the same person would not have had if every record were",
            "true. *Days*: the median until an answer from the filing and until a correction from the arrival of the record, of those",
            "who got that far.",
        ),
        table(
            ["way", "wrongly restricted", "contested", "won", "corrected everywhere", "of 1,000", "wrong days", "days to answer",
             "days to correction"],
            [_write_wrong(title, ways[row]) for title, row in zip(TITLES, ROWS, strict=True)],
        ),
        "## Right records",
        paragraph(
            "*Removed*: taken off the list though right. *Days where all is right*: restricted days of everybody if every record were",
            "true and contested all the same; what a way has less of them than another is what it lets off.",
        ),
        table(
            ["way", "could be contested", "contested", "removed", "wrong ones corrected for one removed",
             "days where all is right"],
            [_write_right(title, ways[row]) for title, row in zip(TITLES, ROWS, strict=True)],
        ),
        "## Who gets that far, as written",
        table(["stage", "wrong records", "right records", "share wrong"], _list_stages(written)),
    )  # fmt: skip


def _ask(communities: int) -> list[str]:
    files = find_society(SOCIETY).forms["used"].redress.files
    fewer = find_society(FEWER).forms["used"].redress.files
    return [
        paragraph(
            "**Question.** A step is added to an appeal, or taken away. What becomes of people who are wrongly restricted, of their",
            "days, and of records that are right?",
        ),
        paragraph(
            f"**How it was asked.** `python -m studies.appeal_steps` prints this page: `{SCHEME}` for {YEARS} years on",
            f"{communities * SIZE:,} invented people of the County of Travellers, an exposed county in which courts list far more people",
            "than anywhere. As written a request goes to the court, which decides in 15 days, and a refusal can be taken to the higher",
            "court. *Without the higher court* a refusal is the end. *One step more* is a mandatory step inside the office before the",
            "court decides. The language has no third step, so it is told by what such a step was seen to do: in Britain 33 % of",
            "sanctions on jobseekers were challenged, 20 to 25 % after one more step, and 13 % were overturned before and after it",
            "(`benefit_sanctions`). So a third fewer begin",
            f"({_write_files(fewer)} instead of {_write_files(files)} of those who know of a wrong, a right record; assumed: that what was",
            "seen of benefits holds for a list), it takes 15 days longer (assumed), and by itself it grants nothing.",
        ),
    ]  # fmt: skip


def _write_files(files: Any) -> str:
    """Shares who contest a wrong and a right record."""
    return f"{percent(Fraction(files.wrong.share))}, {percent(Fraction(files.right.share))}"


def _answer(ways: dict[str, Way]) -> list[str]:
    less, written, _, more = (ways[row] for row in ROWS)
    gained = written.funnel[-1] - less.funnel[-1]
    lost = written.funnel[-1] - more.funnel[-1]
    shares = [_share_corrected(way) for way in (less, written, more)]
    return [
        paragraph(
            f"**Answer.** As written {written.funnel[0]:,} persons are wrongly restricted and {written.funnel[-1]:,} of them corrected",
            f"everywhere, {percent(shares[1])}; without the higher court {percent(shares[0])}, with one step more {percent(shares[2])}.",
            f"The higher court puts {gained} persons more right, one step more before the court loses {lost}: {_weigh(lost, gained)}",
            "the higher court is worth. All ways leave most wrong days where they were,",
            f"{written.wrong_days:,} as written, {_change(less, written)} without the higher court and",
            f"{_change(more, written)} with one step more, because",
            f"{percent(1 - Fraction(written.funnel[2], written.funnel[0]))} of the wrongly restricted never contest.",
        ),
        paragraph(
            f"**Right records.** As written {written.right['corrected']} are removed, {less.right['corrected']} without the higher",
            f"court, {more.right['corrected']} with one step more. The same step that keeps out wrong requests keeps out right",
            "ones in the same proportion, for it turns away by trouble, not by merit; this is put in, not found.",
        ),
        paragraph(
            "**Success is no measure of error.** " + _tell_selection(written),
            "So a high share of appeals won says who gets there. It says neither how many decisions are wrong nor that the",
            "second look is better than the first; and the 82 % that is put in for wrong records is itself such a figure.",
        ),
        paragraph(
            "**What it rests on.** Who is told, contests, wins and goes on are figures of benefits and fines in Britain, or assumed with",
            "ranges, in the society file; who must prove and what the list tells people are assumed in the scheme file. That an added",
            f"step grants nothing is the plainest reading of 13 % before and after. Counts below {FEW} are too few to tell. One seed.",
        ),
    ]  # fmt: skip


def _weigh(lost: int, gained: int) -> str:
    """Two counts compared, as far as counts of that size can differ by chance."""
    if abs(lost - gained) <= 2 * sqrt(lost + gained):
        return "within chance as many as"
    return "more than" if lost > gained else "fewer than"


def _tell_selection(way: Way) -> str:
    brought = way.wrong["brought"], way.right["brought"]
    reviewed = way.wrong["reviewed"], way.right["reviewed"]
    won = way.won_on_review()
    if won is None or sum(reviewed) < FEW:
        return "Too few reviews to tell."
    return (
        f"{percent(Fraction(brought[0], sum(brought)))} of what could be contested is wrong. The court upholds"
        f" {percent(way.won_at_first())} of what reaches it, the higher court {percent(won)} of what reaches that,"
        f" because {percent(Fraction(reviewed[0], sum(reviewed)))} of it is wrong by then. Published are 82 % of sanctions on"
        " benefits before tribunals, 88 and 64 % of appeals over parking fines in two boroughs, and under 40 % in two others."
    )


def _share_corrected(way: Way) -> Fraction:
    return Fraction(way.funnel[-1], way.funnel[0])


def _change(way: Way, written: Way) -> str:
    """`0.5 % more`."""
    by = Fraction(way.wrong_days - written.wrong_days, written.wrong_days)
    return f"{percent(abs(by))} {'more' if by > 0 else 'fewer'}" if by else "as many"


def _write_wrong(title: str, way: Way) -> list[str]:
    people = [f"{way.funnel[k]:,}" for k in (0, 2, 3, 4)]
    days = [str(way.answer), str(way.correct)]
    return [title, *people, digits(1000 * _share_corrected(way)), f"{way.wrong_days:,}", *days]


def _write_right(title: str, way: Way) -> list[str]:
    removed = way.right["corrected"]
    ratio = digits(Fraction(way.wrong["corrected"], removed)) if removed >= FEW else "too few to tell"
    cells = [f"{n:,}" for n in (way.right["brought"], way.right["filed"], removed)]
    return [title, *cells, ratio, f"{way.right_days:,}"]


def _list_stages(way: Way) -> list[list[str]]:
    stages = {
        "could be contested": "brought",
        "learnt of": "learnt",
        "contested": "filed",
        "upheld by the court": "upheld",
        "refused by the court": "refused",
        "taken to the higher court": "reviewed",
        "upheld there": "upheld_on_review",
    }
    rows = []
    for title, stage in stages.items():
        wrong, right = way.wrong[stage], way.right[stage]
        share = percent(Fraction(wrong, wrong + right)) if wrong + right >= FEW else "too few to tell"
        rows.append([title, f"{wrong:,}", f"{right:,}", share])
    return rows


def main() -> None:
    """Ask and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(tell(ask(asked.communities, asked.seed), asked.communities), end="")


if __name__ == "__main__":
    main()
