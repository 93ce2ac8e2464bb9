"""How many innocent people a rule flags that looks for four purchases made together, and how many for one who is dangerous.

The rule was proposed in a speech (`purchase-combination`). It runs on the county of travellers, in which nobody plans anything; how many
people are dangerous, and how many of them the rule finds, is declared. Prints the page docs/studies/purchase-flags.md.
Run: python -m studies.purchase_flags
"""

import argparse
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from creditscape.scheme import Scheme, load_scheme
from creditscape.simulation import make_plan, simulate
from creditscape.society import Recipe, load_society, read_society

from .pages import digits, page, paragraph, percent, table
from .purchase_chances import MILLION, YEAR, Odds, bound_rides, expect_alarms

SCHEME, SOCIETY, RULE, RIDES = "purchase-combination", "county_of_travellers", "all_four", "fifty_rides"
PURCHASES, WRONG = "odd_purchases", "wrong_shop_records"
WRONG_SHARE = Fraction(
    1, 50
)  # wrong records move with the purchases, of which they are 2 % in the society too
ENDS = ("low", "used", "high")
YEARS, COMMUNITIES = 3, 98
BASES = (10_000, 100_000, 1_000_000, 10_000_000)  # one adult in so many is dangerous: declared
FOUND = (Fraction(1), Fraction(1, 2))  # share of the dangerous whom the rule flags: declared
FEW = 20  # below so many people flagged in a run, arithmetic stands in for the count


@dataclass(frozen=True)
class Count:
    """A run counted. people: invented; adult_days: of adults, in the whole run; purchases: of the four things by a person and year.

    window: days; flagged: people who came onto the list, by year; alarms: completed sets of four; expected: the same by arithmetic;
    error: standard error of all flagged, between communities; true: people flagged where every record is true, -1 if not asked;
    rides: people's completed fifties of bus rides.
    """

    people: int
    adult_days: int
    purchases: Fraction
    window: int
    flagged: tuple[int, ...]
    alarms: int
    expected: float
    error: float
    true: int
    rides: int

    @property
    def few(self) -> bool:
        return sum(self.flagged) < FEW

    @property
    def rate(self) -> Fraction:
        """People flagged an adult and year; where too few were counted, the expected alarms, which are rather more."""
        number = Fraction(self.expected) if self.few else Fraction(sum(self.flagged))
        return number * YEAR / self.adult_days


def ask(purchases: str, window: str, communities: int = COMMUNITIES, wrong: bool = False) -> Count:
    """Run the scheme with purchases and window at an end of their ranges. wrong: run with true records too."""
    scheme, society = set_window(window), set_purchases(purchases)
    worlds = ("as_written", "true_records") if wrong else ("as_written",)
    plan = make_plan(scheme, society, people=communities * 4096, years=YEARS, worlds=worlds)
    told = simulate(plan).tables
    seen = {name: each.filter(pl.col("world") == "as_written") for name, each in told.items()}
    listed = told["entries"].filter(pl.col("list") == "flagged").sort("year")
    flagged = listed.filter(pl.col("world") == "as_written")["entries"].to_list()
    records = dict(seen["rules"].group_by("rule").agg(pl.col("records").sum()).iter_rows())
    days = find_window(scheme)
    return Count(
        plan.people,
        int(seen["cross"]["subject_days"].sum()),
        find_rate(purchases),
        days,
        tuple(flagged),
        records.get(RULE, 0),
        expect_alarms(society.plain(), find_rule(scheme, RULE)["events"], seen["cross"], days, YEARS * YEAR),
        _find_error(seen["headline"]),
        int(listed.filter(pl.col("world") == "true_records")["entries"].sum()) if wrong else -1,
        records.get(RIDES, 0),
    )


def _find_error(headline: pl.DataFrame) -> float:
    """The standard error of the number of people ever flagged, from how it differs between communities."""
    [row] = headline.filter(pl.col("quantity") == "restricted_persons").to_dicts()
    n = row["communities"]
    return sqrt(n * (row["sum_of_squares"] - row["sum"] ** 2 / n) / max(1, n - 1))


def find_rule(scheme: Scheme, name: str) -> dict[str, Any]:
    """A rule of the scheme in plain form."""
    return scheme.plain()["phases"][0]["rules"][name]


def find_window(scheme: Scheme) -> int:
    """Days within which the four must be bought."""
    [(_, days)] = {each["within"] for each in find_rule(scheme, RULE)["requires"]}
    return days


def find_rides() -> tuple[int, int]:
    """Rides that flag, and the days on which they are counted together."""
    [each] = find_rule(load_scheme(SCHEME), RIDES)["requires"]
    return each["times"], each["within"][1] + 1


@cache
def set_window(end: str) -> Scheme:
    """The scheme with the window of the four purchases at an end of its range, all else as used."""
    if end == "used":
        return load_scheme(SCHEME)
    requires = load_scheme(SCHEME).plain(end)["phases"][0]["rules"][RULE]["requires"]
    lines = [f"reform: {SCHEME}-{end}", f"title: The {end} end of the window", "author: a study"]
    lines += [f"baseline: {SCHEME}", "reason: One end of a range.", "changes:"]
    lines += [
        f"  rules.{RULE}.requires.{n}.within: {each['within'][1]} days" for n, each in enumerate(requires)
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{SCHEME}-{end}.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        return load_scheme(path)


def find_rate(end: str) -> Fraction:
    """Purchases of the four things by a person and year at an end of their range."""
    return Fraction(load_society(SOCIETY).forms[end].rates[PURCHASES].per_year)


@cache
def set_purchases(end: str) -> Recipe:
    """The society with the purchases at an end of their range, and nothing in it that is not of a domain of the scheme's events.

    Draws have addresses by domain, so the purchases and rides of everybody are those of the whole society; a test holds it to that.
    """
    whole = load_society(SOCIETY).plain()
    rules = load_scheme(SCHEME).plain()["phases"][0]["rules"].values()
    events = {event for rule in rules for event in rule["events"]}
    domains = {kind["domain"] for kind in whole["kinds"] if kind["name"] in events}
    kept = {kind["group"] for kind in whole["kinds"] if kind["domain"] in domains}
    owed = {each["name"] for each in whole["obligations"]}
    lines = ["society: shops_and_buses", f"extends: {SOCIETY}", "title: Shops and buses alone", "rates:"]
    for group, rate in ((PURCHASES, find_rate(end)), (WRONG, find_rate(end) * WRONG_SHARE)):
        span = ", ".join(f"{each}: {float(rate)}" for each in ENDS)
        lines.append(f"  {group}: {{per_year: {{{span}, evidence: assumed, note: one end of a range}}}}")
    lines += [f"  {group}: null" for group in sorted(set(whole["groups"]) - kept - owed)]
    for block, names in (("obligations", owed - kept), ("responses", set(whole["responses"]))):
        lines += [f"{block}:", *(f"  {each}: null" for each in sorted(names))]
    return read_society("\n".join(lines + _trim_faults(kept)))


def _trim_faults(kept: set[str]) -> list[str]:
    """Lines of the society: faults of those furnishers alone that still have something to report; no list is linked to anybody."""
    form, lines = load_society(SOCIETY).forms["used"], ["faults:"]
    left = {form.rates[group].furnisher for group in kept if group in form.rates}
    for name, fault in form.faults.items():
        furnishers = [each for each in fault.of.furnishers if each in left]
        lines.append(
            f"  {name}: {{of: {{furnishers: [{', '.join(furnishers)}]}}}}"
            if furnishers
            else f"  {name}: null"
        )
    return lines


def tell(counts: list[Count]) -> str:
    """The page. counts: at all ends of purchases and window, that of the used ones with true records too."""
    [used] = [each for each in counts if each.true >= 0]
    return page(
        "# Four purchases together: how many innocent people stand out",
        *_ask(counts, used),
        *_answer(counts, used),
        "## What a flag means, by how many are dangerous",
        paragraph(
            "Of a million adults a year, with the flags counted as used. How many are dangerous, and which share of these is flagged, is",
            "**declared, not known**. The arithmetic is exact and rounded last; the count it starts from has the error told above.",
        ),
        table(
            ["dangerous: one adult in", "flagged of these", "dangerous and flagged", "dangerous and missed", "innocent and flagged",
             "share of the flagged who are dangerous", "innocent for one dangerous"],
            [_write_odds(Odds(base, found, used.rate)) for base in BASES for found in FOUND],
        ),
        "## How it moves: purchases and window",
        paragraph(
            f"In {YEARS} years. *People flagged*: whoever is flagged in two of them counts twice. *Alarms*: completed sets of four,",
            "of which somebody may have several. *By arithmetic*: the alarms that independent purchases at the rates of the",
            "strata would bring, several per cent too many, because people are left in the age group in which they came in and the",
            f"young buy most. (*) Fewer than {FEW} were flagged, and the figure rests on the arithmetic.",
        ),
        table(
            ["purchases of the four things a year", "window, days", "people flagged", "alarms", "alarms by arithmetic",
             "flagged of a million adults a year"],
            [_write_count(each) for each in counts],
        ),
        "## Innocent people flagged for one dangerous person, over the same ends",
        "Every dangerous person is taken to be flagged; with half of them flagged the numbers double.",
        table(
            ["purchases a year", "window, days", *(f"one adult in {base:,} dangerous" for base in BASES)],
            [_write_bases(each) for each in counts],
        ),
    )  # fmt: skip


def _ask(counts: list[Count], used: Count) -> list[str]:
    low, adults = min(each.purchases for each in counts), round(used.adult_days / (YEARS * YEAR))
    return [
        paragraph(
            "**Question.** In a speech of October 2016 somebody who buys a pressure cooker, a timer, steel balls and gunpowder was",
            "called abnormal, and so was somebody who takes fifty buses in a day. It was a **proposal in a speech, reported by the",
            "press, and no documented rule**. Were it one, how many people who plan nothing would stand out for each one who does?",
        ),
        paragraph(
            f"**How it was asked.** `python -m studies.purchase_flags` prints this page in about a minute. `{SCHEME}` runs for",
            f"{YEARS} years on {used.people:,} invented people of the County of Travellers, {adults:,} of them adults on average.",
            "Nobody there plans anything, so whoever is flagged is innocent. The window",
            f"({used.window} days as used) and all else that the speech leaves open are declared hypotheses.",
            f"**The county is exposed: purchases are raised about ten times**, to {digits(used.purchases)} of the four things a person",
            f"and year, so that chance can be counted; the low end, {digits(low)}, takes that back. No sales",
            f"figure was read. Purchases booked to somebody else are {percent(WRONG_SHARE)} of the true ones throughout. What",
            "has nothing to do with shops and buses is left out, which changes no purchase.",
        ),
    ]


def _answer(counts: list[Count], used: Count) -> list[str]:
    at_window = [each for each in counts if each.window == used.window]
    low, high = (end(at_window, key=lambda each: each.purchases) for end in (min, max))
    often, rare = (Odds(base, FOUND[0], used.rate) for base in (BASES[0], BASES[2]))
    lonely = Odds(BASES[2], FOUND[0], low.rate)
    times, days = find_rides()
    bounds = [bound_rides(load_society(SOCIETY).plain(end), times, days) for end in ("used", "high")]
    return [
        paragraph(
            f"**Answer.** As used, {sum(used.flagged):,} people are flagged for the four purchases in {YEARS} years",
            f"({', '.join(f'{each:,}' for each in used.flagged)} a year; standard error of the sum {used.error:.0f}, for town and",
            f"country differ): {digits(used.rate * MILLION)} of a million adults a year. {sum(used.flagged) - used.true} fewer are",
            f"flagged where no purchase is booked to the wrong person. Were one adult in {often.base:,} dangerous and each of these",
            f"flagged, {percent(often.share)} of the flagged would be dangerous, with {digits(often.innocent_for_one)} innocent",
            f"people for one; were it one in {rare.base:,}, {percent(rare.share)}, with {digits(rare.innocent_for_one)} for one.",
        ),
        paragraph(
            f"All of it hangs on how common the purchases are, nearly with the fourth power. With {digits(high.purchases)} a year",
            f"instead of {digits(used.purchases)}, {digits(high.rate / used.rate)} times as many people are flagged. With",
            f"{digits(low.purchases)}, {sum(low.flagged) or 'nobody'} in the run, and by arithmetic {digits(low.rate * MILLION)} of a",
            f"million adults: then {percent(lonely.share)} of the flagged would be dangerous at one in {lonely.base:,}, if purchases were",
            "independent, which they are not. So this page cannot say how many would be flagged anywhere; it says that nobody can who",
            "does not know how often people buy these things, and together.",
        ),
        paragraph(
            f"**Fifty bus rides.** {used.rides or 'Nobody'} is flagged. The county tells of few rides, one by one and independent:",
            f"{times} within {days} days (the language has no shorter span than the day before) are for anybody in a year less likely",
            f"than one in 10^{bounds[0]}, at the high end of the rides than one in 10^{bounds[1]}. That does not speak for the rule:",
            "nobody here works on buses. By the words of the rule a driver or an inspector who rides",
            f"{times // days} times a day on {days} days running is flagged.",
        ),
        paragraph(
            "**What it rests on.** Where purchases hang together (a feast with fireworks, a new kitchen, a hobby) more innocent people",
            "buy all four than here. Whoever is dangerous and knows the rule buys elsewhere, so the share flagged may lie far below",
            "the half that is declared. Rates, window, memory and what shops report are assumptions with ranges, in the files;",
            "only purchases and window are moved here. One seed.",
        ),
    ]  # fmt: skip


def _write_odds(odds: Odds) -> list[str]:
    missed = odds.dangerous - odds.flagged
    numbers = [digits(each) for each in (odds.flagged, missed, odds.innocent)]
    share = percent(odds.share)
    return [f"{odds.base:,}", percent(odds.found), *numbers, share, digits(odds.innocent_for_one)]


def _write_count(each: Count) -> list[str]:
    counted = [f"{number:,}" for number in (each.window, sum(each.flagged), each.alarms)]
    million = digits(each.rate * MILLION) + ("*" if each.few else "")
    return [digits(each.purchases), *counted, digits(Fraction(each.expected)), million]


def _write_bases(each: Count) -> list[str]:
    ratios = [digits(Odds(base, FOUND[0], each.rate).innocent_for_one) for base in BASES]
    mark = "*" if each.few else ""
    return [digits(each.purchases), str(each.window), *(ratio + mark for ratio in ratios)]


def main() -> None:
    """Ask at all ends and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    asked = parser.parse_args().communities
    ends = [(purchases, window) for purchases in ENDS for window in ENDS]
    print(tell([ask(*each, asked, wrong=each == ("used", "used")) for each in ends]), end="")


if __name__ == "__main__":
    main()
