"""What a scheme may not say of ties: rules that act through them, and scores that take in what friends are worth."""

import pytest

from creditscape.scheme import load_cases, load_scheme
from creditscape.words import InputError

SMALL = """\
scheme: tied-1
title: A small scheme
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources:
  notice: {title: Notice, evidence: documented}
cite: notice
scores:
  points: {start: 1000, floor: 0, friends: {percent: 5, of: close, day: 28}}
rules:
  fine: {event: traffic_fine_small, through: partner, points: -10, lasts: 1 year}
"""
CASES = """\
cases: tied-1
lives:
  - name: the partner's fine
    tests: it reaches the other one
    life:
      - {day: 9, event: traffic_fine_small, through: partner}
    expect:
      - {day: 30, score: 990}
"""
PERCENT, FRIENDS = "percent: 5", "friends: {percent: 5, of: close, day: 28}"
FINE = "event: traffic_fine_small, through: partner, points: -10, lasts: 1 year"
ALLOWED = "allowed: household_head, partner, representative, reporter"

# old text, new text, code, words
# fmt: off
REFUSED = [
    ("through: partner", "through: neighbour", "E211", f"s.yaml:12: rules.fine.through: 'neighbour' is not allowed; {ALLOWED}"),
    ("through: partner", "through: partnr", "E211", "rules.fine.through: 'partnr' is not allowed; did you mean 'partner'"),
    ("through: partner", "through: 1", "E211", "rules.fine.through: 1 is not allowed"),
    ("through: partner", "thrugh: partner", "E201", "unknown key 'thrugh' in rules.fine; did you mean 'through'"),
    ("through: partner", "through: {low: partner, used: partner, high: partner}", "E203", "must be a number, date or duration"),
    (PERCENT, "percent: 0", "E203", "s.yaml:10: scores.points.friends.percent: must be at least 1, found 0"),
    (PERCENT, "percent: 101", "E203", "scores.points.friends.percent: must be at most 100, found 101"),
    (PERCENT, "percent: 2.5", "E203", "scores.points.friends.percent: must be a whole number, found 2.5"),
    (PERCENT, "percent: {low: 1, used: 5, high: 101}", "E203", "This holds where every range is at its high end"),
    (PERCENT, "percent: {low: 6, used: 5, high: 9}", "E244", "'used' must lie between 'low' and 'high'"),
    (f"{PERCENT}, ", "", "E202", "scores.points.friends: missing required key 'percent'"),
    (PERCENT, "prcent: 5", "E201", "unknown key 'prcent' in scores.points.friends; did you mean 'percent'"),
    ("of: close", "of: everybody", "E211", "scores.points.friends.of: 'everybody' is not allowed; allowed: close, circles"),
    ("of: close, ", "", "E202", "scores.points.friends: missing required key 'of'"),
    ("day: 28", "day: 0", "E203", "scores.points.friends.day: must be at least 1, found 0"),
    ("day: 28", "day: 29", "E203", "scores.points.friends.day: must be at most 28, found 29"),
    ("day: 28", "day: first working day", "E203", "scores.points.friends.day: must be a whole number"),
    (", day: 28", "", "E202", "scores.points.friends: missing required key 'day'"),
    (FRIENDS, "friends: close", "E214", "scores.points.friends: must be a mapping, found text 'close'"),
    (FRIENDS, "friends: [5, close, 28]", "E214", "scores.points.friends: must be a mapping, found a list"),
]
REFUSED_CASES = [
    ("through: partner", "through: neighbour", "E211", f"lives[0].life[0].through: 'neighbour' is not allowed; {ALLOWED}"),
    ("through: partner", "through: patner", "E211", "did you mean 'partner'"),
    ("event: traffic_fine_small, through", "through", "E219", "a step needs either 'event' or 'annul'"),
]
# fmt: on


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def change(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)


def check_line(error, code, words):
    assert error.code == code, str(error)
    assert words in str(error)
    assert error.exit_code == 2
    assert str(error).startswith(f"error[{code}] s.yaml:{error.line}: ")
    assert "\n" not in str(error)
    assert len(str(error)) <= 400


def test_small(folder):
    """The scheme and the case that the bad ones are made from are sound, and so is every tie and network."""
    (folder / "tied-1.yaml").write_text(SMALL)
    (folder / "s.yaml").write_text(CASES)
    phase = load_cases("./s.yaml").scheme.plain()["phases"][0]
    assert phase["scores"]["points"]["friends"] == {"percent": 5, "of": "close", "day": 28}
    assert phase["rules"]["fine"]["through"] == "partner"
    for tie in ALLOWED.removeprefix("allowed: ").split(", "):
        (folder / "s.yaml").write_text(change(SMALL, "through: partner", f"through: {tie}"))
        assert load_scheme("./s.yaml").plain()["phases"][0]["rules"]["fine"]["through"] == tie
    (folder / "s.yaml").write_text(change(change(SMALL, PERCENT, "percent: 100"), "of: close", "of: circles"))
    assert load_scheme("./s.yaml").plain()["phases"][0]["scores"]["points"]["friends"]["of"] == "circles"


@pytest.mark.parametrize(("old", "new", "code", "words"), REFUSED)
def test_refused(folder, old, new, code, words):
    """A tie that nobody has, and a part of friends out of its limits, is refused in one line that names its place."""
    (folder / "s.yaml").write_text(change(SMALL, old, new))
    with pytest.raises(InputError) as caught:
        load_scheme("./s.yaml")
    check_line(caught.value, code, words)


@pytest.mark.parametrize(("old", "new", "code", "words"), REFUSED_CASES)
def test_refused_in_cases(folder, old, new, code, words):
    """A step of a worked case reaches its life through a tie that there is, and through one alone."""
    (folder / "tied-1.yaml").write_text(SMALL)
    (folder / "s.yaml").write_text(change(CASES, old, new))
    with pytest.raises(InputError) as caught:
        load_cases("./s.yaml")
    check_line(caught.value, code, words)


def test_same_event_through_another_tie(folder):
    """Rules for one event are told apart by their ties; with the same tie the second one is refused."""
    twin = f"{FINE}}}\n  other: {{{FINE}"
    (folder / "s.yaml").write_text(change(SMALL, FINE, twin.replace("partner", "household_head", 1)))
    assert len(load_scheme("./s.yaml").plain()["phases"][0]["rules"]) == 2
    (folder / "s.yaml").write_text(change(SMALL, FINE, twin))
    with pytest.raises(InputError) as caught:
        load_scheme("./s.yaml")
    check_line(caught.value, "E215", "not to be told from rule 'fine': same event 'traffic_fine_small'")
