"""Mix-ups that fall unevenly on people who behave alike: who is wrongly restricted, and who gets it corrected.

The courts' list of defaulters on the exposed county as it is, where mix-ups fall more on thin files, same names and remote places, and
with as many mix-ups spread evenly. Prints the page docs/studies/uneven-mix-ups.md. Run: python -m studies.uneven_mix_ups
"""

import argparse
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import polars as pl

from creditscape.simulation import Run, simulate

from .pages import digits, page, paragraph, percent, table
from .societies import find_society

HERE = Path(__file__).parent
SCHEME, UNEVEN, EVEN = "court-list-2013", "county_of_travellers", HERE / "uneven_mix_ups.yaml"
WRONG, NAMESAKES = "wrong_record_courts", "namesakes"
WRITTEN, TRUE, WITHOUT = "as_written", "true_records", "without_namesakes"
COMMUNITIES, SIZE, YEARS = 256, 4096, 6
FEW = 10
VALUES = {
    "group": ("majority", "minority"),
    "income": ("1", "2", "3", "4", "5"),
    "place": ("urban", "rural"),
    "age": ("14-29", "30-44", "45-59", "60+"),
    "all": ("all",),
}
STEPS = ("wrongly_told", "wrongly_filed", "wrongly_corrected")


@dataclass(frozen=True)
class Share:
    """Persons of one kind. rightly: restricted where every record is true; wrongly: restricted wrongly; told, filed, corrected: of these.

    hurt, spared: restricted more, restricted less because records were mixed up with a namesake's.
    """

    subjects: int
    rightly: int
    wrongly: int
    told: int
    filed: int
    corrected: int
    hurt: int
    spared: int

    def per_10000(self, count: int) -> Fraction:
        """So many of every 10,000."""
        return Fraction(10_000 * count, self.subjects or 1)

    @property
    def risk(self) -> Fraction:
        """Wrongly restricted, of 10,000."""
        return self.per_10000(self.wrongly)


@dataclass(frozen=True)
class Found:
    """A society asked. made: wrong court records and records mixed up with a namesake's; people: by dimension and value."""

    made: int
    mixed_up: int
    people: dict[tuple[str, str], Share]


def ask(even: bool, communities: int = COMMUNITIES, seed: int = 1) -> Found:
    """The list on the county as it is, or with even mix-ups."""
    run = simulate(
        SCHEME,
        find_society(EVEN if even else UNEVEN),
        people=communities * SIZE,
        years=YEARS,
        seed=seed,
        worlds=(WRITTEN, TRUE, WITHOUT),
    )
    made = run.tables["events"].filter(
        (pl.col("world") == WRITTEN) & pl.col("kind").str.starts_with(WRONG + ">")
    )
    mixed = run.tables["faults"].filter((pl.col("world") == WRITTEN) & (pl.col("fault") == NAMESAKES))
    people = {(by, value): _count(run, by, value) for by, values in VALUES.items() for value in values}
    return Found(int(made["real"].sum()), int(mixed["records"].sum()), people)  # fmt: skip


def _count(run: Run, by: str, value: str) -> Share:
    def count(outcome: str, world: str = WRITTEN) -> int:
        rows = run.tables["persons"].filter(
            (pl.col("world") == world)
            & (pl.col("outcome") == outcome)
            & (pl.col("dimension") == by)
            & (pl.col("value") == value)
        )
        return int(rows["persons"].sum())

    against = run.tables["comparison"].filter(
        (pl.col("world") == WRITTEN)
        & (pl.col("against") == WITHOUT)
        & (pl.col("dimension") == by)
        & (pl.col("value") == value)
    )
    return Share(
        count("subjects"),
        count("restricted", TRUE),
        count("wrongly_restricted"),
        *(count(step) for step in STEPS),
        *(int(against[way].sum()) for way in ("worse", "better")),
    )


def find_coverage() -> Fraction:
    """How many of the county's wrong records count, on average over the people whom they befall: the evenly spread coverage."""
    form = find_society(UNEVEN).forms["used"]
    profile, source = form.profiles["mixed_up"], form.furnishers["mix_ups"]
    urban, minority = Fraction(form.people.urban), Fraction(form.people.minority)
    places = [
        (urban, profile.by_place.urban, source.coverage.urban),
        (1 - urban, profile.by_place.rural, source.coverage.rural),
    ]
    groups = [
        (1 - minority, profile.by_group.majority, Fraction(1)),
        (minority, profile.by_group.minority, source.minority_factor),
    ]
    return _weigh(places) * _weigh(groups)


def _weigh(parts: list) -> Fraction:
    """The mean of a number over those whom something befalls. parts: share of people, how often it befalls them, the number."""
    befalls = sum(Fraction(share) * Fraction(often) for share, often, _ in parts)
    return (
        sum(Fraction(share) * Fraction(often) * Fraction(number) for share, often, number in parts) / befalls
    )


def compare(found: Found, by: str, low: str, high: str) -> Fraction:
    """How many times as often the one is wrongly restricted as the other."""
    return found.people[by, high].risk / (found.people[by, low].risk or 1)


def tell(uneven: Found, even: Found, communities: int) -> str:
    """The page."""
    return page(
        "# Uneven mix-ups, equal conduct",
        *_ask(communities, uneven, even),
        *_answer(uneven, even),
        "## Who is wrongly restricted",
        paragraph(
            f"Of 10,000 persons with a file, in {YEARS} years; in brackets persons. *Restricted where every record is true* shows what",
            "people do; it is that of the uneven county, the even one differs by chance.",
        ),
        table(
            ["who", "persons", "restricted where every record is true", "wrongly, uneven mix-ups", "wrongly, even mix-ups",
             "uneven to even"],
            [_write_risk(*key, uneven, even) for key in uneven.people],
        ),
        "## Who gets it corrected",
        paragraph("Of the wrongly restricted under uneven mix-ups, persons and per cent; corrected means everywhere."),
        table(
            ["who", "wrongly restricted", "told or found out", "contested", "corrected"],
            [_write_remedy(*key, uneven) for key in uneven.people],
        ),
        "## Records that went to a namesake",
        paragraph("Persons who were restricted more, and less, than had no record been mixed up with a namesake's."),
        table(
            ["who", "more, uneven", "less, uneven", "more, even", "less, even"],
            [_write_namesakes(*key, uneven, even) for key in uneven.people],
        ),
    )  # fmt: skip


def _ask(communities: int, uneven: Found, even: Found) -> list[str]:
    return [
        paragraph(
            "**Question.** Majority and minority behave alike. Records are mixed up more often where files are thin, names are shared",
            "and places remote. Who is wrongly restricted, and who gets it corrected?",
        ),
        paragraph(
            f"**How it was asked.** `python -m studies.uneven_mix_ups` prints this page: `{SCHEME}` for {YEARS} years on",
            f"{communities * SIZE:,} invented people of the County of Travellers, an exposed county in which courts list far more people",
            "than anywhere. The group is a bare flag there: whoever bears it does nothing more often. Wrong court records befall the",
            "young, the minority and the country more (profile `mixed_up`), and more of them slip through there (`mix_ups`); records of",
            "true events go to a namesake's file more often if the person is young, poor, of the minority or remote (profile",
            "`thin_files`). Beside it the same county with even mix-ups (`studies/uneven_mix_ups.yaml`), as many of them: the coverage is",
            f"the average over those befallen, {percent(find_coverage())}. {uneven.made:,} and {even.made:,} wrong court records were",
            f"made, {uneven.mixed_up:,} and {even.mixed_up:,} records of any kind of the list's events went to a namesake.",
        ),
    ]  # fmt: skip


def _answer(uneven: Found, even: Found) -> list[str]:
    both = (uneven, even)
    group = [compare(each, "group", "majority", "minority") for each in both]
    place = [compare(each, "place", "urban", "rural") for each in both]
    age = [compare(each, "age", "60+", "14-29") for each in both]
    income = [compare(each, "income", "5", "1") for each in both]
    true = [uneven.people["group", value] for value in VALUES["group"]]
    conduct = true[1].per_10000(true[1].rightly) / true[0].per_10000(true[0].rightly)
    total = [each.people["all", "all"].wrongly for each in both]
    return [
        paragraph(
            f"**Answer.** With uneven mix-ups the minority is wrongly restricted {_round(group[0])} times as often as the majority, with",
            f"even ones {_round(group[1])} times, though where every record is true the ratio is {_round(conduct)}.",
            f"The country against the town: {_round(place[0])} and {_round(place[1])} times. The youngest against the oldest:",
            f"{_round(age[0])} and {_round(age[1])}. The lowest fifth against the highest: {_round(income[0])} and {_round(income[1])},",
            "because more of the lowest are on the list rightly, where a wrong record adds nothing; by income mix-ups are uneven only",
            "in who loses a record to a namesake, and that is not who is wronged (below).",
            f"In all {total[0]:,} and {total[1]:,} persons are wrongly restricted: unevenness moves the harm, it does not add to it.",
            "An average error rate is silent on this.",
        ),
        paragraph("**Correction.** " + _tell_remedy(uneven)),
        paragraph(
            "**Whose record it is and whom it harms.** " + _tell_namesakes(uneven),
            "A namesake is somebody of the same sex and group in a block of 64 people by number: names are shared within a group, so",
            "that the harm stays in the group whose records go astray; of incomes this is not so.",
        ),
        paragraph(
            "**What it rests on.** How uneven mix-ups are is put in: by age from a study of records not found again in New Zealand; that",
            "the minority's are 1.2 times as many, that half as many again of them slip through, and what is remote, are guesses with",
            "ranges, in the society file. What is found is how much of it arrives in restrictions. The county is exposed, so the counts",
            f"per 10,000 are those of no place. Counts below {FEW} are too few to tell. One seed.",
        ),
    ]  # fmt: skip


def _round(ratio: Fraction) -> str:
    return f"{float(ratio):.2f}"


def _tell_remedy(found: Found) -> str:
    parts = []
    for by, values in (("group", VALUES["group"]), ("income", ("1", "5"))):
        for value in values:
            share = found.people[by, value]
            name = value if by == "group" else {"1": "lowest fifth", "5": "highest fifth"}[value]
            told = f"{share.corrected} of {share.wrongly:,}"
            if share.corrected >= FEW:
                told += f" ({percent(Fraction(share.corrected, share.wrongly))})"
            parts.append(f"{name} {told}" + (", too few to tell" if share.corrected < FEW else ""))
    return (
        f"Corrected everywhere are, of the wrongly restricted: {'; '.join(parts)}. Who asks goes by income in this society (assumed),"
        " not by group; so a group that is hit more often is corrected as seldom as others, and keeps more of the harm."
    )


def _tell_namesakes(found: Found) -> str:
    parts = [found.people["group", value] for value in VALUES["group"]]
    hurt, spared = (
        [share.per_10000(n) for share, n in zip(parts, each, strict=True)]
        for each in ([p.hurt for p in parts], [p.spared for p in parts])
    )
    counts = [n for p in parts for n in (p.hurt, p.spared)]
    tail = " (one of these counts is too small to tell)." if min(counts) < FEW else "."
    return (
        "A record that goes to a namesake's file harms the namesake and spares whose it was:"
        f" of 10,000 of the majority {digits(hurt[0])} are restricted more and {digits(spared[0])} less because of namesakes, of the"
        f" minority {digits(hurt[1])} more and {digits(spared[1])} less{tail}"
    )  # fmt: skip


def _name(by: str, value: str) -> str:
    return f"income fifth {value}" if by == "income" else "everybody" if by == "all" else value


def _write_risk(by: str, value: str, uneven: Found, even: Found) -> list[str]:
    mine, other = uneven.people[by, value], even.people[by, value]
    risks = [f"{digits(each.risk)} ({each.wrongly:,})" for each in (mine, other)]
    few = min(mine.wrongly, other.wrongly) < FEW
    ratio = "too few to tell" if few else digits(mine.risk / other.risk)
    return [_name(by, value), f"{mine.subjects:,}", digits(mine.per_10000(mine.rightly)), *risks, ratio]


def _write_remedy(by: str, value: str, found: Found) -> list[str]:
    share = found.people[by, value]
    cells = [
        f"{n:,} ({percent(Fraction(n, share.wrongly))})" if n >= FEW else f"{n}, too few to tell"
        for n in (share.told, share.filed, share.corrected)
    ]
    return [_name(by, value), f"{share.wrongly:,}", *cells]


def _write_namesakes(by: str, value: str, uneven: Found, even: Found) -> list[str]:
    counts = [n for found in (uneven, even) for n in _namesakes(found.people[by, value])]
    return [_name(by, value), *(f"{n:,}" for n in counts)]


def _namesakes(share: Share) -> tuple[int, int]:
    return share.hurt, share.spared


def main() -> None:
    """Ask both ways and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    uneven, even = (ask(even, asked.communities, asked.seed) for even in (False, True))
    print(tell(uneven, even, asked.communities), end="")


if __name__ == "__main__":
    main()
