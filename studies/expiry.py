"""A ban that ends by itself against one that lasts until somebody asks and is heard: whose days under it grow, and who stays on.

The ban from flights as written, one year, and the same ban without an end of its own, on the same lives. Prints the page
docs/studies/expiry.md. Run: python -m studies.expiry
"""

import argparse
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import polars as pl

from creditscape.simulation import Run, simulate
from creditscape.society import Recipe

from .pages import digits, page, paragraph, percent, table
from .societies import find_society

HERE = Path(__file__).parent
SCHEME, REFORM, LIST = "air-ban-2018", HERE / "expiry_on_request.yaml", "misconduct"
SOCIETIES = {
    "few ask": HERE / "expiry_few.yaml",
    "as used": HERE / "expiry.yaml",
    "many ask": HERE / "expiry_many.yaml",
}
USED = "as used"
ITSELF, REQUEST = "as_written", "reform_as_written"
COMMUNITIES, SIZE, YEARS = 64, 4096, 8
FIFTHS = ("1", "2", "3", "4", "5")
FEW = 10


@dataclass(frozen=True)
class Bans:
    """What came of a ban. restricted, wrongly: persons; days, wrong: person-days; listed: persons on the list on the last morning."""

    restricted: int
    wrongly: int
    days: int
    wrong: int
    listed: int

    def days_each(self) -> Fraction:
        """Days of a restricted person."""
        return Fraction(self.days, self.restricted or 1)

    def wrong_each(self) -> Fraction:
        """Wrong days of a wrongly restricted person."""
        return Fraction(self.wrong, self.wrongly or 1)


# by fifth or `all`: the ban that ends by itself, and the one until somebody asks
Found = dict[str, tuple[Bans, Bans]]


def ask(society: Recipe | Path = SOCIETIES[USED], communities: int = COMMUNITIES, seed: int = 1) -> Found:
    """Both bans on the same lives, everybody together and by income fifth."""
    run = simulate(
        SCHEME,
        society if isinstance(society, Recipe) else find_society(society),
        people=communities * SIZE,
        years=YEARS,
        seed=seed,
        worlds=("as_written", "true_records"),
        reform=REFORM,
    )
    return {value: (count(run, ITSELF, value), count(run, REQUEST, value)) for value in ("all", *FIFTHS)}


def count(run: Run, world: str, value: str) -> Bans:
    """One world's bans in an income fifth, or of all."""
    mine = (
        (pl.col("world") == world) & (pl.col("value") == value) & pl.col("dimension").is_in(["all", "income"])
    )
    persons = dict(run.tables["persons"].filter(mine).select("outcome", "persons").iter_rows())
    days = run.tables["measure_days"].filter(mine & (pl.col("measure") == "any restriction"))
    stock = run.tables["stock"].filter(mine & (pl.col("quantity") == "listed") & (pl.col("level") == LIST))
    last = stock.filter(pl.col("month") == pl.col("month").max())
    return Bans(
        persons.get("restricted", 0),
        persons.get("wrongly_restricted", 0),
        int(days["days"].sum()),
        int(days["wrong"].sum()),
        int(last["at_end"].sum()),
    )  # fmt: skip


def share_staying(itself: Bans, request: Bans) -> Fraction:
    """Of the banned whose year was over by the end, the share who were still on the list because it did not end by itself."""
    return Fraction(request.listed - itself.listed, (itself.restricted - itself.listed) or 1)


def tell(found: dict[str, Found], communities: int) -> str:
    """The page. found: by how many ask."""
    used = found[USED]
    return page(
        "# A ban that ends by itself, or when somebody asks",
        *_ask(communities),
        *_answer(found),
        "## By income fifth",
        paragraph(
            "*Days each*: of everybody restricted at all. *Still on*: of those whose year was over, the share who stood on the list on the",
            "last morning; the others were heard, or died.",
        ),
        table(
            ["fifth", "restricted", "days each, ends by itself", "days each, on request", "times as many", "still on"],
            [_write_fifth(value, *used[value]) for value in (*FIFTHS, "all")],
        ),
        "## Wrongly restricted",
        paragraph("Persons who would not have been banned on some day if every record were true, and their days of that kind."),
        table(
            ["fifth", "wrongly restricted", "wrong days each, ends by itself", "wrong days each, on request", "times as many"],
            [_write_wrong(value, *used[value]) for value in (*FIFTHS, "all")],
        ),
        "## How it hangs on how many ask",
        table(
            ["who asks", "times in a year", "days each", "times as many as by itself", "still on", "still on, lowest fifth",
             "still on, highest fifth"],
            [_write_rate(name, each) for name, each in found.items()],
        ),
    )  # fmt: skip


def read_rate(name: str) -> Fraction:
    """How often somebody under a ban asks in a year, on average."""
    form = find_society(SOCIETIES[name]).forms["used"]
    return Fraction(form.rates["asking_to_be_heard"].per_year) * Fraction(form.responses["asking"].factor)


def read_asking() -> tuple[Fraction, Fraction]:
    """How often the lowest and the highest fifth ask, times the average."""
    shares = [
        Fraction(each) for each in find_society(SOCIETIES[USED]).forms["used"].profiles["informed"].by_income
    ]
    return shares[0], shares[-1]


def _ask(communities: int) -> list[str]:
    low, high = read_asking()
    coverage = find_society(SOCIETIES[USED]).forms["used"].furnishers["hearings"].coverage.urban
    return [
        paragraph(
            "**Question.** A ban from flights ends by itself after a year. What if it lasted until somebody asks for its end and is",
            "heard: whose days grow, and who stays on?",
        ),
        paragraph(
            f"**How it was asked.** `python -m studies.expiry` prints this page. `{SCHEME}` runs for {YEARS} years on",
            f"{communities * SIZE:,} invented people of an exposed county (`studies/expiry.yaml`), in which misconduct in the air is far",
            "more common than anywhere. In the variant (`studies/expiry_on_request.yaml`) the ban has no end; from the fourteenth month",
            "after the act a request ends it. So the first year is the same for all, and only its end differs. Objection and review",
            "are as written in both. **Assumed**, with ranges in the file: whoever is banned",
            f"asks {digits(read_rate(USED))} times in a year on average, {digits(read_rate('few ask'))} to",
            f"{digits(read_rate('many ask'))}; the lowest fifth {digits(low)} and the highest {digits(high)} times as often",
            f"(profile `informed`); {percent(Fraction(coverage))} of requests are granted, after a month or three. Everybody knows of the",
            "ban. Nothing of this was read of any list. A suit against the office stands for the request.",
        ),
    ]  # fmt: skip


def _answer(found: dict[str, Found]) -> list[str]:
    itself, request = found[USED]["all"]
    low, high = (found[USED][fifth] for fifth in (FIFTHS[0], FIFTHS[-1]))
    times = [Fraction(pair[1].days_each(), pair[0].days_each()) for pair in (low, high)]
    stay = [share_staying(*pair) for pair in (low, high)]
    before = low[0].days_each() / high[0].days_each()
    after = low[1].days_each() / high[1].days_each()
    asks = read_asking()
    return [
        paragraph(
            f"**Answer.** A restricted person spends {digits(itself.days_each())} days under a ban that ends by itself and",
            f"{digits(request.days_each())} under one that must be asked away. By itself it treats fifths alike: the lowest has",
            f"{digits(before)} days for one of the highest. On request it has {digits(after)}: its days grow {digits(times[0])}-fold,",
            f"those of the highest fifth {digits(times[1])}-fold, though their bans began alike. Of those whose year was over",
            f"{percent(share_staying(itself, request))} are still on the list at the end, {percent(stay[0])} of the lowest fifth and",
            f"{percent(stay[1])} of the highest. That the lowest fifth asks {digits(asks[0] / asks[1])} times as often is put in. What",
            f"is found is how often it is left on the list for once that the highest is: {_list_ratios(found)}.",
            "Where few ask most stay, whoever they are; where more ask, those who are left are the poor."
            if _grows(found)
            else "",
        ),
        paragraph(
            f"**Wrongly restricted.** {itself.wrongly:,} persons have {itself.wrong:,} wrong days in all under the ban that ends by",
            f"itself, {request.wrong:,} ({request.wrongly:,} persons) under the other. An end by itself is the one remedy that needs",
            "neither notice nor proof nor a letter, and so it reaches those whom objection does not.",
        ),
        paragraph(
            "**What it rests on.** On how often people ask, more than on anything else: see the last table. A ban without end has no",
            f"steady state within {YEARS} years, so the shares still on the list are those of this run's length. That asking goes by",
            "income, and that the first year must be over, are the question's. An end by itself also frees those who would",
            "do it again; what a ban keeps people from is not asked here. One seed.",
        ),
    ]  # fmt: skip


def _find_ratios(found: dict[str, Found]) -> dict[str, Fraction | None]:
    """By how many ask: how many times as often the lowest fifth is still on the list as the highest."""
    stays = {name: [share_staying(*each[f]) for f in (FIFTHS[0], FIFTHS[-1])] for name, each in found.items()}
    return {name: low / high if high > 0 else None for name, (low, high) in stays.items()}


def _list_ratios(found: dict[str, Found]) -> str:
    names = {"few ask": "where few ask", "as used": "as used", "many ask": "where many do"}
    told = [f"{digits(ratio)} {names[n]}" for n, ratio in _find_ratios(found).items() if ratio]
    return ", ".join(told)


def _grows(found: dict[str, Found]) -> bool:
    ratios = [ratio for ratio in _find_ratios(found).values() if ratio]
    return len(ratios) == len(found) and ratios[0] == min(ratios)


def _write_fifth(value: str, itself: Bans, request: Bans) -> list[str]:
    each = [pair.days_each() for pair in (itself, request)]
    return [
        value,
        f"{itself.restricted:,}",
        *(digits(days) for days in each),
        digits(each[1] / each[0]) if each[0] else "-",
        percent(share_staying(itself, request)),
    ]


def _write_wrong(value: str, itself: Bans, request: Bans) -> list[str]:
    each = [pair.wrong_each() for pair in (itself, request)]
    if itself.wrongly < FEW or not each[0]:
        return [value, str(itself.wrongly), *["too few to tell"] * 3]
    return [value, f"{itself.wrongly:,}", *(digits(days) for days in each), digits(each[1] / each[0])]


def _write_rate(name: str, found: Found) -> list[str]:
    itself, request = found["all"]
    stays = [percent(share_staying(*found[value])) for value in ("all", FIFTHS[0], FIFTHS[-1])]
    times = request.days_each() / itself.days_each()
    return [name, digits(read_rate(name)), digits(request.days_each()), digits(times), *stays]


def main() -> None:
    """Ask at all ends and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = {name: ask(society, asked.communities, asked.seed) for name, society in SOCIETIES.items()}
    print(tell(found, asked.communities), end="")


if __name__ == "__main__":
    main()
