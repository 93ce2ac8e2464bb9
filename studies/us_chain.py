"""The chain of a credit report in the United States: an error, a dispute, a change, at three bureaus that keep files of their own.

Two numbers of the society are fitted to two published figures; the other published figures are predicted and printed beside. An error
is a report with a lower score than the same person's report where every record is true. Prints the page docs/studies/us-chain.md.
Run: python -m studies.us_chain
"""

import argparse
from dataclasses import dataclass, fields
from fractions import Fraction
from math import sqrt
from pathlib import Path

from creditscape.scheme import load_scheme
from creditscape.simulation import make_plan, trace_communities
from creditscape.society import Recipe
from creditscape.validation import ANSWERED, FAR, LOOK, NEAR, Chain, look_into_reports

from .pages import digits, page, paragraph, percent, table
from .societies import find_society

HERE = Path(__file__).parent
SCHEME, SOCIETY, UNTOUCHED = "fico-8", HERE / "us_chain.yaml", HERE / "us_chain_untouched.yaml"
COMMUNITIES, SIZE = 32, 4096
AT_ONCE = 4  # communities: a trace is large
PERSONS, REPORTS, DISPUTERS, CHANGED = 1001, 2968, 262, 206  # of the published study
REPORTS_DISPUTED, REPORTS_CHANGED = 572, 399


@dataclass(frozen=True)
class Rung:
    """A published share, `of` so many persons or reports, beside the run's."""

    title: str
    published: Fraction | None
    of: int
    ours: Fraction
    kind: str

    @property
    def error(self) -> float:
        """Two standard errors of the published share, as if its persons or reports had been drawn one by one."""
        return 2 * sqrt(self.published * (1 - self.published) / self.of) if self.published else 0.0

    @property
    def agrees(self) -> bool:
        return self.published is None or abs(float(self.ours - self.published)) <= self.error


def ask(society: Recipe | Path = SOCIETY, communities: int = COMMUNITIES, seed: int = 1) -> Chain:
    """Run the scheme with its procedure and without, on the same lives, and look into all reports."""
    plan = make_plan(
        SCHEME,
        society if isinstance(society, Recipe) else find_society(society),
        people=communities * SIZE,
        years=2,
        seed=seed,
        worlds=("as_written", "true_records"),
        reform=UNTOUCHED,
    )
    total = Chain(*(0 for _ in fields(Chain)))
    for first in range(0, communities, AT_ONCE):
        for trace in trace_communities(plan, range(first, min(first + AT_ONCE, communities))):
            total += look_into_reports(trace)
    return total


def climb(chain: Chain) -> list[Rung]:
    """The published ladder, rung by rung."""
    return [
        Rung("persons with an error in at least one report", Fraction(DISPUTERS, PERSONS), PERSONS,
             Fraction(chain.persons_wrong, chain.persons), "fitted"),
        Rung("persons with a report changed after a dispute", Fraction(CHANGED, PERSONS), PERSONS,
             Fraction(chain.persons_changed, chain.persons), "fitted"),
        Rung("of those who disputed, some change", Fraction(CHANGED, DISPUTERS), DISPUTERS,
             Fraction(chain.persons_changed, chain.persons_wrong), "follows from the two"),
        Rung("reports disputed, of all", Fraction(REPORTS_DISPUTED, REPORTS), REPORTS,
             Fraction(chain.reports_wrong, chain.reports), "predicted"),
        Rung("reports changed, of all", Fraction(REPORTS_CHANGED, REPORTS), REPORTS,
             Fraction(chain.reports_changed, chain.reports), "predicted"),
        Rung("reports changed, of those disputed", Fraction(REPORTS_CHANGED, REPORTS_DISPUTED), REPORTS_DISPUTED,
             Fraction(chain.reports_changed, chain.reports_wrong), "predicted"),
        Rung(f"persons whose score rose by more than {FAR} points", Fraction(1, 250), PERSONS,
             Fraction(chain.far, chain.persons), "predicted"),
        Rung("of those with a change, every wrong report changed", None, 0,
             Fraction(chain.everywhere, chain.persons_changed), "predicted"),
    ]  # fmt: skip


def read_fitted() -> tuple[Fraction, Fraction]:
    """The two fitted numbers: wrong records made about an adult in a year, and the share of disputes that is upheld."""
    form = find_society(SOCIETY).forms["used"]
    return Fraction(form.rates["wrong_credit_records"].per_year), Fraction(form.redress.upheld.keeper.wrong)


def tell(chain: Chain) -> str:
    """The page."""
    rungs = climb(chain)
    return page(
        "# The chain of a credit report: error, dispute, change",
        *_ask(chain),
        *_answer(chain, rungs),
        "## The ladder",
        paragraph(
            "*Agrees*: within two standard errors of the published share, as if its persons or reports had been drawn one by",
            "one. The reports of one person hang together, so for shares of reports that is too strict.",
        ),
        table(
            ["step", "row", "published", "two standard errors", "ours", "verdict"],
            [_write(rung) for rung in rungs],
        ),
        "## What was fitted, and what was set",
        table(["number", "value", "how"], _list_settings()),
    )


def _ask(chain: Chain) -> list[str]:
    return [
        paragraph(
            f"**Question.** In a study of 2012 {PERSONS:,} persons were shown their {REPORTS:,} credit reports. {DISPUTERS} of them",
            f"alleged a material error in at least one and {CHANGED} had a report changed. If a model of three bureaus is fitted to",
            "these two figures and to nothing else, does it give the rest of what was published?",
        ),
        paragraph(
            "**How it was asked.** `python -m studies.us_chain` prints this page. `fico-8` runs, after a burn-in of its longest term, on a",
            f"laid-over `usa-2018` (`studies/us_chain.yaml`); {chain.persons:,} invented persons have {chain.reports:,} reports with a",
            "score. As in the published study everybody is shown all three reports and contests what is wrong there, with help, so",
            "finding and filing are 1 and not fitted. The same lives are led three times: where everybody contests, where nobody",
            "can, and where every record is true. A report *has an error* if on the day of the look its score is lower where nobody",
            f"contests than where every record is true. It *was changed* if disputes lifted it by that day or {ANSWERED - LOOK} days",
            "later, when the last answers are in. The language lets a dispute begin when a record arrives, not on the day of a look;",
            "the office's answer does not hang on the day, so what stands on the look is judged as it would be then.",
        ),
    ]  # fmt: skip


def _answer(chain: Chain, rungs: list[Rung]) -> list[str]:
    predicted = [rung for rung in rungs if rung.kind == "predicted" and rung.published is not None]
    hit, missed = ([r.title for r in predicted if r.agrees is way] for way in (True, False))
    each, theirs = Fraction(chain.reports_wrong, chain.persons_wrong), Fraction(REPORTS_DISPUTED, DISPUTERS)
    rate, upheld = read_fitted()
    apart = 1 - (1 - Fraction(REPORTS_CHANGED, REPORTS_DISPUTED)) ** 2
    return [
        paragraph(
            f"**Answer.** Of {len(predicted)} predicted figures {len(hit)} {'agrees' if len(hit) == 1 else 'agree'}",
            f"({'; '.join(hit) or 'none'}), {len(missed)} {'misses' if len(missed) == 1 else 'miss'}",
            f"({'; '.join(missed) or 'none'}). That four of five disputers get some change is no prediction: it is the one fitted",
            "figure over the other.",
        ),
        paragraph(
            "*Why reports miss.* Here a wrong record is made once and sent to all bureaus, each of which it reaches nine times in",
            f"ten, so whoever has an error has it in {digits(each)} reports; the published disputers contested {digits(theirs)}.",
            "Real errors must often be of one bureau's own making, such as a report that is joined to the wrong file there. And here",
            "each bureau answers by itself, so with several tries some change is got even where a single answer is mostly no. In",
            f"the study {percent(Fraction(REPORTS_CHANGED, REPORTS_DISPUTED))} of disputed reports were changed. Were answers to two",
            f"reports independent, {percent(apart)} of disputers would have got some change; it was",
            f"{percent(Fraction(CHANGED, DISPUTERS))}. If one answer held for all, as many reports as persons would be changed,",
            f"{percent(Fraction(CHANGED, DISPUTERS))} of those disputed; the separate offices of this file give",
            f"{percent(Fraction(chain.reports_changed, chain.reports_wrong))}; the published figure lies between. So real answers",
            "went together, though not quite. Whether the other bureaus follow when one corrects, the scheme file leaves open",
            "(`corrects`: assumed).",
        ),
        paragraph(
            f"*More than {FAR} points* is a weak test: four persons of the published study, and on this file's scale (300-850) one",
            "payment 30 days late takes exactly 100 points from 780 (see docs/studies/fico-reactions.md), so the line cuts through a heap:",
            f"{percent(Fraction(chain.near, chain.persons))} rise by {NEAR} or more. The reports that were read do not name the",
            "scale of the published figure; on a wider or narrower one 100 points are something else.",
            f"Of those with a change {percent(rungs[-1].ours)} had every wrong report changed; no published figure was read.",
        ),
        paragraph(
            f"**What it rests on.** The fitted rate, {digits(rate)} wrong records a person and year of which about half are caught,",
            "is no estimate of errors made: the file forgets a late payment after nine months or three years, where a real report",
            "shows it for seven, so many must be made to stand at a time. The fitted share upheld,",
            f"{percent(upheld)} an answer, is as low as it is because answers are independent here. What the persons of the study",
            f"alleged is taken to be wrong. {percent(Fraction(chain.better, chain.persons))} of persons have a report that is",
            "better than it should be, of which nobody complains: a good entry that came twice, or a true one that took less from a",
            "score which an error had lowered. Scores change nobody's conduct here. One seed. Published figures:",
            "study of the Federal Trade Commission, 2012, in press copies (`credit_report_errors` in `usa-2018`); what it calls",
            "material was not read, a lower score stands for it.",
        ),
    ]  # fmt: skip


def _write(rung: Rung) -> list[str]:
    if rung.published is None:
        return [rung.title, rung.kind, "not read", "-", percent(rung.ours), "-"]
    verdict = "agrees" if rung.agrees else f"misses, {'above' if rung.ours > rung.published else 'below'}"
    span = f"{100 * rung.error:.1f} points"
    return [rung.title, rung.kind, percent(rung.published), span, percent(rung.ours), verdict]


def _list_settings() -> list[list[str]]:
    rate, upheld = read_fitted()
    reach = sorted({int(keeper["reach"]) for keeper in _list_keepers()})
    return [
        ["wrong credit records made, a person and year", digits(rate), "fitted to the first row"],
        ["share of disputes upheld, each bureau by itself", percent(upheld), "fitted to the second row"],
        ["told, finds, contests what is wrong", "1", "set: who took part was shown the reports and helped"],
        ["contests what is right", "0", "set"],
        [
            "reports that reach a bureau",
            f"{', '.join(map(str, reach))} %",
            "as in `fico-8` (assumed, 70-100 %)",
        ],
        [
            "records mixed up with a namesake's",
            "off",
            "set: among the wrong credit records, which are fitted",
        ],
        ["doubles, wrong sums, records kept too long, what comes back", "as in `usa-2018`", "unchanged"],
        ["what people do because of their score", "nothing", "set: so that lives are the same in all worlds"],
    ]


def _list_keepers() -> list[dict]:
    rules = load_scheme(SCHEME).plain()["phases"][0]["rules"].values()
    return [rule["keeper"] for rule in rules if "keeper" in rule]


def main() -> None:
    """Ask and print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communities", type=int, default=COMMUNITIES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(tell(ask(SOCIETY, asked.communities, asked.seed)), end="")


if __name__ == "__main__":
    main()
