"""Who rates the raters: what a rating of officials does not see when those of higher ranks are not rated.

The same officials live the same lives under `smart-red-cloud` with half of them rated, with the share its file assumes, and with all
of them rated. Who is rated is drawn once: whoever is rated at a smaller share is rated at a larger one. Run: python -m studies.raters
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from creditscape.metrics import count_all
from creditscape.scheme import load_scheme
from creditscape.simulation import simulate

from .pages import digits, page, paragraph, percent, table

HERE = Path(__file__).parent
SCHEMES = {
    50: HERE / "officials_half_rated.yaml",
    85: "smart-red-cloud",
    100: HERE / "officials_all_rated.yaml",
}
SOCIETY, PEOPLE, YEARS = "county_of_firms", 819_200, 5


@dataclass(frozen=True)
class Rated:
    """Officials with a file, and of these how many were called to a talk or shown as an example on at least one day."""

    officials: int
    talks: int
    examples: int

    def per_thousand(self, count: int) -> str:
        """So many of every 1,000 officials with a file."""
        return digits(Fraction(1000 * count, self.officials))


@cache
def ask(rated: int, people: int = PEOPLE) -> Rated:
    """What comes of it if so many per cent of the officials are rated. rated: 50, 85 or 100."""
    run = simulate(load_scheme(SCHEMES[rated]), SOCIETY, people=people, years=YEARS)
    return Rated(*(count_all(run, outcome) for outcome in ("subjects", "restricted", "rewarded")))


def write_page() -> str:
    """The page `docs/studies/who-rates-the-raters.md`."""
    found = {share: ask(share) for share in SCHEMES}
    rows = [
        (
            f"{share} %" + (" (as the file assumes)" if share == 85 else ""),
            f"{each.officials:,}",
            f"{each.talks:,}",
            each.per_thousand(each.talks),
            f"{each.examples:,}",
            each.per_thousand(each.examples),
        )
        for share, each in found.items()
    ]
    whole, used = found[100], found[85]
    missed = whole.talks - used.talks
    return page(
        "# Who rates the raters?",
        paragraph(
            "`smart-red-cloud` is said to rate officials of the grass roots; those of higher ranks, who read the portraits, are not rated.",
            "How many they are is not published: the file assumes 15 per cent, and says so. The same invented officials live five years",
            "with half of them rated, with 85 per cent, and with all. Who is rated is drawn, not earned: in this society higher ranks do",
            "what the others do, because nothing is published that would tell them apart.",
        ),
        table(
            (
                "officials rated",
                "with a file",
                "called to a talk",
                "of 1,000 rated",
                "shown as an example",
                "of 1,000 rated",
            ),
            rows,
        ),
        paragraph(
            f"Were all rated, {missed:,} officials more would be called to a talk, {percent(Fraction(missed, whole.talks))}",
            "of all who then are:",
            "a rating that leaves out the raters misses about as large a share of what it looks for as it leaves out of officials,",
            "unless those above behave otherwise. That is the experiment's whole content: the rate among the rated does not move with the",
            "share that is rated, so nothing in a published rate can show who is missing from it.",
        ),
        "## Limits",
        paragraph(
            "Every number of the scheme is a declared hypothesis: no scale, weight or sanction is published. The society raises the",
            "rates of meetings so that something can be seen. Those who rate do not err or favour here;",
            "false records reach the rated alike.",
            f"Run: `python -m studies.raters` ({PEOPLE:,} invented people, {YEARS} years, seed 1).",
        ),
    )


if __name__ == "__main__":
    print(write_page(), end="")
