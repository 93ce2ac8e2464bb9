"""What an event takes from a credit score, and when the score is back (docs/studies/fico-reactions.md).

Invented lives on the law: one stands at 680 points, one keeps its accounts for years and stands at 780; then one event befalls them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..law import Statute, run_case
from ..scheme import Scheme, load_scheme
from ..words import add_duration, add_months

SCHEME, SCORE, KEPT = "fico-8", "points_equifax", "account_kept"
STARTS = (680, 780)
ACCOUNTS = 5  # kept at a time, they lead from 680 to 780
TOLERANCE = 5  # points below the start at which a score counts as back
WIDE = 20
TOLERANCES = (0, TOLERANCE, 10, 15, WIDE, 30)
HAPPENS, LOOKS = 66, 11  # months after the first day; years that are looked at from then on


@dataclass(frozen=True)
class Reaction:
    """What came of an event: points before and after it, and by tolerance the days until the score was back for good."""

    before: int
    after: int
    back: dict[int, int]

    @property
    def fall(self) -> int:
        return self.before - self.after

    def months(self, tolerance: int = TOLERANCE) -> int:
        """Months until the score is back, to the nearest."""
        return round(self.back[tolerance] * 48 / 1461)


def find_reactions(scheme: Scheme, event: str, scenario: str = "used") -> tuple[Reaction, Reaction]:
    """What an event does from 680 and from 780 points. scenario: which values of the scheme's ranges."""
    statute = Statute(scheme.plain(scenario))
    return _befall(statute, event, 0), _befall(statute, event, ACCOUNTS)


def make_life(statute: Statute, accounts: int) -> list[dict[str, str | int]]:
    """A life in which so many accounts are kept, one more a year, and each is kept anew before it stops counting."""
    first = int(statute.scheme["start_day"])
    lasts = next(
        rule["lasts"] for rule in statute.scheme["phases"][0]["rules"].values() if KEPT in rule["events"]
    )
    days: list[int] = []
    while accounts and (not days or days[-1] < add_months(first, HAPPENS + 12 * LOOKS)):
        n = len(days)
        days.append(
            add_months(first, 12 * n + 12) if n < accounts else add_duration(days[n - accounts], lasts) - 1
        )
    return [{"day": day - first, "event": KEPT} for day in days]


def _befall(statute: Statute, event: str, accounts: int) -> Reaction:
    first = int(statute.scheme["start_day"])
    happens = add_months(first, HAPPENS) - first
    steps = sorted(
        [*make_life(statute, accounts), {"day": happens, "event": event}], key=lambda step: int(step["day"])
    )
    run = run_case(statute, steps)
    before, after = (run.standing(day).scores[SCORE] for day in (happens, happens + 1))
    back = {}
    for tolerance in TOLERANCES:
        day = happens + 365 * LOOKS
        while (standing := run.standing(day)).scores[SCORE] >= before - tolerance and day > happens:
            day = standing.day - first - 1
        back[tolerance] = day + 1 - happens
    return Reaction(before, after, back)


def scores_after(*, events: Sequence[str]) -> dict[str, int]:
    """Points after an event from 680 and from 780. events: of the vocabulary. Returns: {`EVENT from 680`: points}."""
    return {
        f"{event} from {start}": reaction.after
        for event in events
        for start, reaction in zip(STARTS, find_reactions(load_scheme(SCHEME), event), strict=True)
    }


def months_until_back(*, events: Sequence[str]) -> dict[str, int]:
    """Months until a score is within 5 points of its start for good, from 680 and from 780."""
    return {
        f"{event} from {start}": reaction.months()
        for event in events
        for start, reaction in zip(STARTS, find_reactions(load_scheme(SCHEME), event), strict=True)
    }


WAYS = (scores_after, months_until_back)
