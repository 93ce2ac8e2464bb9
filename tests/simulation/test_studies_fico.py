"""The study of a credit score's reactions: the two published properties hold in every row, and the page is current."""

import pytest

from creditscape.law import Statute, run_case
from creditscape.scheme import Scheme, load_scheme
from creditscape.validation import find_reactions
from creditscape.validation.reactions import SCORE, make_life
from studies.fico_reactions import (
    ACCOUNTS,
    GENERIC,
    SCHEME,
    SIMULATED,
    STARTS,
    TOLERANCE,
    miss,
    tell,
)

GRAVE = [*(row.event for row in SIMULATED), "short_sale_with_deficiency"]


@pytest.fixture(scope="module")
def scheme() -> Scheme:
    return load_scheme(SCHEME)


@pytest.mark.parametrize("scenario", ["used", "low", "high"])
@pytest.mark.parametrize("event", GRAVE)
def test_higher_falls_further_and_slower(scheme: Scheme, event: str, scenario: str) -> None:
    """From 780 an event takes more than from 680, and the score is back later, at all ends of what the file leaves open."""
    low, high = find_reactions(scheme, event, scenario)
    assert (low.before, high.before) == STARTS
    assert high.fall > low.fall > 0
    assert high.back[TOLERANCE] > low.back[TOLERANCE] > 0
    assert list(high.back.values()) == sorted(high.back.values(), reverse=True)


def test_no_slow_part_is_seen(scheme: Scheme) -> None:
    """An event without a slow part, a card used up, is back as soon from 780: the second property can fail."""
    low, high = find_reactions(scheme, "card_limit_used_up")
    assert high.fall > low.fall and high.back[TOLERANCE] == low.back[TOLERANCE]


@pytest.mark.parametrize("scenario", ["used", "low", "high"])
def test_start_holds_without_event(scheme: Scheme, scenario: str) -> None:
    """Somebody who keeps five accounts stands at 780 on every morning from the fifth year on."""
    statute = Statute(scheme.plain(scenario))
    run = run_case(statute, make_life(statute, ACCOUNTS))
    assert {run.standing(day).scores[SCORE] for day in range(1900, 6000, 7)} == {STARTS[1]}
    later = run.standing(6000)
    assert later.day - statute.scheme["start_day"] < 1900


def test_rows_of_the_table(scheme: Scheme) -> None:
    """The fitted row is inside; a short sale with a rest is as a foreclosure; predictions miss by three points at most."""
    for row in SIMULATED:
        found = find_reactions(scheme, row.event)
        misses = [miss(ours.after, span) for ours, span in zip(found, row.after, strict=True)]
        assert max(map(abs, misses)) <= (0 if row.fitted else 3)
    assert find_reactions(scheme, "short_sale_with_deficiency") == find_reactions(scheme, "foreclosure")
    assert [row.event for row in SIMULATED if row.fitted] == ["mortgage_payment_missed"]
    assert len(GENERIC) == 6


@pytest.mark.parametrize(
    ("value", "span", "by"),
    [
        (597, (600, 620), -3),
        (600, (600, 620), 0),
        (622, (600, 620), 2),
        (50, (40, None), 0),
        (39, (40, None), -1),
        (111, (None, 110), 1),
    ],
)
def test_misses_are_counted(value: int, span: tuple[int | None, int | None], by: int) -> None:
    """Points outside a published span, with the side; an open end is never missed."""
    assert miss(value, span) == by


def test_page_is_current(root, scheme: Scheme) -> None:
    """The page is what the study prints. Print it anew: python -m studies.fico_reactions > docs/studies/fico-reactions.md."""
    assert tell(scheme) == (root / "docs/studies/fico-reactions.md").read_text(encoding="utf-8")
