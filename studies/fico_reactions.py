"""What an event takes from a score, and when the score is back: `fico-8` beside the published table of simulated reactions.

Invented lives on the law: one stands at 680 points, one keeps its accounts for years and stands at 780; then one event befalls them.
Prints the page docs/studies/fico-reactions.md. Run: python -m studies.fico_reactions
"""

from dataclasses import dataclass

from creditscape.scheme import Scheme, load_scheme
from creditscape.validation import (
    ACCOUNTS,
    HAPPENS,
    STARTS,
    TOLERANCE,
    TOLERANCES,
    WIDE,
    Reaction,
    find_reactions,
)

from .pages import count, page, paragraph, table

SCHEME = "fico-8"
STARTS_BY = tuple(enumerate(STARTS))
HEAD = ("event", "row", *(f"{what} {start}" for start in STARTS for what in ("ours from", "published from", "verdict")))  # fmt: skip
Span = tuple[int | None, int | None]  # None: the end is open
UNKNOWN: tuple[Span, Span] = ((None, None), (None, None))


@dataclass(frozen=True)
class Row:
    """A published row. after: points from 680 and from 780; back: months until the score is back; falls: points lost."""

    title: str
    event: str
    fitted: bool = False
    after: tuple[Span, Span] = UNKNOWN
    back: tuple[Span, Span] = UNKNOWN
    falls: tuple[Span, Span] = UNKNOWN


# Source: "How late payments hurt FICO scores" (repeats a table of the company's banking blog, 2011), press,
# https://www.simplemoneychoices.com/post/late-payments-hurt-fico-scores
SIMULATED = (
    Row("mortgage 30 days late", "mortgage_payment_missed", True, ((600, 620), (670, 690)), ((9, 9), (36, 36))),
    Row("90 days late", "payment_late_90", False, ((600, 620), (650, 670)), ((9, 9), (84, 84))),
    Row("short sale without a rest", "short_sale", False, ((610, 630), (655, 675)), ((36, 36), (84, 84))),
    Row("foreclosure or short sale with a rest", "foreclosure", False, ((575, 595), (620, 640)), ((36, 36), (84, 84))),
    Row("bankruptcy", "bankruptcy", False, ((530, 550), (540, 560)), ((60, 60), (84, 120))),
)  # fmt: skip
# Sources: a generic table on two consumer pages (one at mortgagecreditproblems.com; the addresses were not kept whole), press; for the
# debt at a collector an article of January 2015 with figures of the consumer protection bureau (blog.credit.com; not kept whole), press
GENERIC = (
    Row("30 days late", "payment_late_30", True, falls=((60, 80), (None, 110))),
    Row("card used up", "card_limit_used_up", True, falls=((10, 45), (10, 45))),
    Row("debt settled for less", "debt_settled_for_less", falls=((45, 65), (45, 65))),
    Row("foreclosure", "foreclosure", falls=((85, 160), (85, 160))),
    Row("bankruptcy", "bankruptcy", falls=((130, 240), (130, 240))),
    Row("debt at a collector", "collection_entry", falls=((40, None), (100, None))),
)


Pair = tuple[Reaction, Reaction]  # from 680 and from 780
Found = dict[str, Pair]  # by event
Miss = tuple[Row, int, int]  # row, start, points or months outside


def miss(value: int, span: Span) -> int:
    """By how much a value lies above (+) or below (-) a published span; 0: inside."""
    low, high = span
    if low is not None and value < low:
        return value - low
    return value - high if high is not None and value > high else 0


def tell(scheme: Scheme) -> str:
    """The page."""
    found = {row.event: find_reactions(scheme, row.event) for row in (*SIMULATED, *GENERIC)}
    ends = {
        row.event: [find_reactions(scheme, row.event, end) for end in ("low", "high")] for row in SIMULATED
    }
    return page(
        "# What an event takes from a credit score",
        *_ask_and_answer(found),
        "## The score after the event",
        paragraph(
            "In brackets: where the score stands with all open values of the file at their low and at their high ends. A short sale",
            "is the sale of a home for less than is owed; the rest is what is still owed after it.",
        ),
        _levels(found, ends),
        "## Months until the score is back",
        _times(found),
        "## How the time from 780 hangs on the tolerance",
        paragraph(
            "Months until a score of 780 is within so many points of 780 for good; *same*: no later than from 680 at that",
            "tolerance. What comes back slowly is small beside what comes back soon.",
        ),
        _tolerances(found),
        "## Points lost, beside the generic table",
        paragraph(
            "The severities were taken from this table, so it is no test of them. It names a start for 30 days late and",
            "for the debt at a collector alone. *Later*: whether the score is back later from 780 than from 680.",
        ),
        _falls(found),
    )


def _ask_and_answer(found: Found) -> list[str]:
    rows = [row for row in SIMULATED if not row.fitted]
    levels = [(row, s, miss(found[row.event][k].after, row.after[k])) for row in rows for k, s in STARTS_BY]
    times = [(row, s, miss(found[row.event][k].months(), row.back[k])) for row in rows for k, s in STARTS_BY]
    model = found[SIMULATED[0].event]
    alike = [miss(model[k].after, row.after[k]) for row in rows for k, _ in STARTS_BY]
    same = sum(high.back[WIDE] <= low.back[WIDE] for low, high in (found[row.event] for row in SIMULATED))
    return [
        paragraph(
            "**Question.** A published table says where a score of 680 points and one of 780 stand after five events, and when",
            f"they are back. The scheme file `{SCHEME}` was fitted to one row of it. Does it give the other rows?",
        ),
        paragraph(
            "**How it was asked.** `python -m studies.fico_reactions` prints this page. Invented lives run on the law. One stands",
            "at 680 points, the start that the file sets. The other keeps one account more each year,",
            f"{ACCOUNTS} in all, and keeps each anew before it stops counting, also after the event: without the event it stands at",
            f"780 for good. The event comes after {HAPPENS} months. A score is *back* on the first morning from which it stays within",
            f"{TOLERANCE} points of its start. A time agrees if it is the published one to the nearest month.",
        ),
        paragraph(
            f"**Answer.** Of {len(levels)} predicted levels {_count_inside(levels)} lie inside the published ranges;",
            f"{_list_misses(levels, 'point')}. Of {len(times)} predicted times {_count_inside(times)} agree;",
            f"{_list_misses(times, 'month')}. If every event cost what 30 days late cost,",
            f"{alike.count(0)} of {len(alike)} levels would be inside and the worst outside by {max(map(abs, alike))} points.",
            "In every row the higher start falls further and is longer in coming back, as published. But what the table calls back",
            f"it does not say, and the longer time hangs on it: with a tolerance of {WIDE} points {same} of {len(SIMULATED)} rows are",
            "back no later from 780 than from 680.",
        ),
        paragraph(
            "**What it rests on.** Little, for three reasons. The mortgage 30 days late is **fitted**: it agrees because it was",
            "made to. The severities of the other events come from a separate generic table, but that one spans the same figures as",
            "the simulations and is likely a short form of them; and two severities (90 days late, the short sale without a",
            "rest) were put half way between neighbours. The principle was written down **after the table had been seen**, so",
            "nothing here was foretold. The formula is secret. The table is a simulation of the company's own, repeated by a",
            "consumer page, and no count of people.",
        ),
        paragraph(
            'Sources, all press. Simulations: "How late payments hurt FICO scores" (repeats a table of the company\'s banking blog,',
            "2011), <https://www.simplemoneychoices.com/post/late-payments-hurt-fico-scores>. Generic table: two consumer pages, one at",
            "mortgagecreditproblems.com, addresses not kept whole. Debt at a collector: an article of January 2015 with figures of",
            "the consumer protection bureau, blog.credit.com, address not kept whole.",
        ),
    ]


def _count_inside(misses: list[Miss]) -> int:
    return sum(not by for *_, by in misses)


def _list_misses(misses: list[Miss], unit: str) -> str:
    """`outside are A from 680 (3 points below), B ...`."""
    found = [
        f"{row.title} from {start} ({count(abs(by), unit)} {_side(by)})" for row, start, by in misses if by
    ]
    return f"outside {'is' if len(found) == 1 else 'are'} {', '.join(found)}" if found else "none is outside"


def _levels(found: Found, ends: dict[str, list[Pair]]) -> str:
    rows = []
    for row in SIMULATED:
        cells = [row.title, _kind(row)]
        for k, _ in STARTS_BY:
            ours, (low, high) = found[row.event][k], sorted(each[k].after for each in ends[row.event])
            cells += [f"{ours.after} ({low}-{high})", *_judge(ours.after, row.after[k], "point")]
        rows.append(cells)
    return table(HEAD, rows)


def _times(found: Found) -> str:
    rows = []
    for row in SIMULATED:
        cells = [row.title, _kind(row)]
        for k, _ in STARTS_BY:
            ours = found[row.event][k]
            days = f"{ours.months()} ({ours.back[TOLERANCE]:,} days)"
            cells += [days, *_judge(ours.months(), row.back[k], "month")]
        rows.append(cells)
    return table(HEAD, rows)


def _tolerances(found: Found) -> str:
    rows = []
    for row in SIMULATED:
        low, high = found[row.event]
        cells = [f"{high.months(t)}" + (" (same)" if high.back[t] <= low.back[t] else "") for t in TOLERANCES]
        rows.append([row.title, *cells])
    return table(["event", *(f"within {t}" for t in TOLERANCES)], rows)


def _falls(found: Found) -> str:
    rows = []
    for row in GENERIC:
        cells = [row.title, _kind(row)]
        for k, _ in STARTS_BY:
            fall = found[row.event][k].fall
            cells += [str(fall), *_judge(fall, row.falls[k], "point")]
        low, high = found[row.event]
        rows.append([*cells, "yes" if high.back[TOLERANCE] > low.back[TOLERANCE] else "no"])
    return table([*HEAD, "later"], rows)


def _kind(row: Row) -> str:
    return "fitted" if row.fitted else "predicted"


def _judge(value: int, span: Span, unit: str) -> tuple[str, str]:
    """The published span, and whether a value lies in it."""
    low, high = span
    by = miss(value, span)
    verdict = f"outside, {count(abs(by), unit)} {_side(by)}" if by else "inside"
    if low is None or high is None:
        return f"at least {low}" if high is None else f"at most {high}", verdict
    return str(low) if low == high else f"{low}-{high}", verdict


def _side(by: int) -> str:
    return "above" if by > 0 else "below"


def main() -> None:
    """Print the page."""
    print(tell(load_scheme(SCHEME)), end="")


if __name__ == "__main__":
    main()
