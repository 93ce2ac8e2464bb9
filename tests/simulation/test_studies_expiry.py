"""The study of expiry: on request days grow, most for those who ask least, and without requests everybody stays."""

import io
import sys
from contextlib import redirect_stdout

import pytest

from creditscape.scheme import load_scheme
from creditscape.society import read_society
from studies.expiry import (
    FIFTHS,
    LIST,
    REFORM,
    SCHEME,
    SOCIETIES,
    USED,
    Found,
    ask,
    main,
    share_staying,
    tell,
)


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    return {name: ask(society, communities=6) for name, society in SOCIETIES.items()}


def test_days_grow_unequally(found: dict[str, Found]) -> None:
    """The same people are banned; by itself no fifth has more days than a year and some, on request the lowest fifth has most."""
    used = found[USED]
    itself, request = used["all"]
    assert itself.restricted == request.restricted > 500 and 1.5 * itself.days < request.days
    assert itself.wrong < request.wrong
    low, high = used[FIFTHS[0]], used[FIFTHS[-1]]
    assert 0.85 < low[0].days_each() / high[0].days_each() < 1.15
    assert low[1].days_each() > high[1].days_each() and share_staying(*low) > share_staying(*high)
    stays = [share_staying(*each["all"]) for each in found.values()]
    assert stays == sorted(stays, reverse=True) and stays[-1] > 0


def test_nobody_asks() -> None:
    """Planted: if nobody asked, all whose year was over would be on the list but those who died."""
    text = SOCIETIES[USED].read_text(encoding="utf-8")
    planted = text.replace("{low: 0.0001, used: 0.001, high: 0.004", "{low: 0, used: 0, high: 0.004")
    assert planted != text
    assert share_staying(*ask(read_society(planted), communities=2)["all"]) > 0.9


def test_reform_takes_the_end_away() -> None:
    """The variant takes the term from the list and adds one rule; nothing else of the scheme differs."""
    (mine,), (theirs,) = (load_scheme(each).plain()["phases"] for each in (REFORM, SCHEME))
    assert theirs["lists"][LIST]["term"] == ("months", 12) and mine["lists"][LIST].pop("term") is None
    theirs["lists"][LIST].pop("term")
    assert mine["rules"].pop("heard")["requires"]
    for phase in (mine, theirs):
        for rule in phase["rules"].values():
            rule.pop("rank")
    assert mine == theirs


def test_page_tells_it(found: dict[str, Found]) -> None:
    """The page says what is assumed, and shows all three ends."""
    page = tell(found, 6)
    assert "**Assumed**" in page and all(f"\n| {name} |" in page for name in SOCIETIES)


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.expiry > docs/studies/expiry.md."""
    monkeypatch.setattr(sys, "argv", ["expiry"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/expiry.md").read_text(encoding="utf-8")
