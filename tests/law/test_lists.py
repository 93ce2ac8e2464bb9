"""Lists: reported, published, in effect, ended, on worked cases computed by hand."""

import pytest

from creditscape.law import run_case

JAN = (2020, 1, 1)  # a Wednesday; day 30 is Friday 31 January, day 31 Saturday 1 February


def on(day, event, **options):
    return {"day": day, "event": event, "amount": None, "episode": None, "label": None} | options


def listing(publication, window=None, term=None, begins="effect"):
    return {"defaulters": {"publication": publication, "window": window, "term": term, "from": begins}}


def listed_days(scheme, steps, last):
    run = run_case(scheme, steps)
    return [day for day in range(last) if run.standing(day).listed]


@pytest.fixture
def write_list(write_rule, write_scheme):
    """A scheme with one list that kind `a` enters."""

    def write(lists, *phases, lasts=None, **rules):
        rule = write_rule("a", effect="list", list="defaulters", lasts=lasts)
        return write_scheme({"r": rule, **rules}, *phases, lists=lists)

    return write


def test_on_arrival(write_list):
    """Published on arrival without a window, an entry is in effect on that morning and ends with its term."""
    scheme = write_list(listing({"on": "arrival"}, term=("days", 3)))
    assert listed_days(scheme, [on(4, "a")], 20) == [5, 6, 7]


@pytest.mark.parametrize(("event", "first"), [(0, 33), (31, 33), (32, 61), (33, 61)])
def test_first_working_day(write_list, event, first):
    """Publication is on the first working day of a month after the morning of arrival."""
    scheme = write_list(listing({"on": "working_day", "n": 1}))  # Monday 3 February; Monday 2 March
    assert listed_days(scheme, [on(event, "a")], 70)[0] == first


@pytest.mark.parametrize(("n", "event", "first"), [(15, 0, 14), (15, 13, 45), (31, 35, 59)])
def test_day_of_the_month(write_list, n, event, first):
    """Publication on the 15th, or on the last day of a month that is too short."""
    assert listed_days(write_list(listing({"on": "day", "n": n})), [on(event, "a")], 70)[0] == first


def test_dates(write_list):
    """Publication on given dates is never again after the last of them."""
    dates = {"on": "dates", "dates": [737425 + 20, 737425 + 40]}
    assert listed_days(write_list(listing(dates)), [on(19, "a")], 50)[0] == 40
    assert listed_days(write_list(listing(dates)), [on(39, "a")], 50) == []


@pytest.mark.parametrize(("window", "first"), [(("days", 7), 9), (("working_days", 7), 13)])
def test_window(write_list, window, first):
    """An entry comes into effect on the morning after the last day of its window."""
    # published Thursday 2 January; 7 days: to the 9th; 7 working days: 3, 6-10 and 13 January
    scheme = write_list(listing({"on": "arrival"}, window=window))
    assert listed_days(scheme, [on(0, "a")], 30)[0] == first


def test_term_from_the_event(write_list):
    """A term from the event runs from the term start; an entry that ends before its effect never has one."""
    scheme = write_list(listing({"on": "arrival"}, window=("days", 4), term=("days", 10), begins="event"))
    assert listed_days(scheme, [on(0, "a")], 30) == [6, 7, 8, 9]
    assert listed_days(scheme, [on(0, "a", episode=2)], 30) == [6, 7, 8, 9, 10, 11, 12]
    scheme = write_list(listing({"on": "arrival"}, window=("days", 4), term=("days", 6), begins="event"))
    assert listed_days(scheme, [on(0, "a")], 30) == []


def test_a_rule_has_its_own_term(write_list):
    """A list rule's own term goes before that of the list."""
    scheme = write_list(listing({"on": "arrival"}, term=("days", 3)), lasts=("days", 5))
    assert listed_days(scheme, [on(0, "a")], 30) == [1, 2, 3, 4, 5]


def test_overlapping_entries(write_list):
    """A subject is listed while at least one entry is in effect, and annulling one leaves the other."""
    scheme = write_list(listing({"on": "arrival"}, term=("days", 4)))
    steps = [on(0, "a", label="x"), on(2, "a")]
    assert listed_days(scheme, steps, 20) == [1, 2, 3, 4, 5, 6]
    assert listed_days(scheme, [*steps, {"day": 2, "annul": "x"}], 20) == [1, 3, 4, 5, 6]


def test_repair_ends_an_entry(write_list, write_rule):
    """A repair ends the entries of the list rules it names, also before they took effect."""
    fix = write_rule("fix", effect="none", repairs=["r"])
    scheme = write_list(listing({"on": "arrival"}), fix=fix)
    assert listed_days(scheme, [on(0, "a"), on(4, "fix")], 20) == [1, 2, 3, 4]
    scheme = write_list(listing({"on": "arrival"}, window=("days", 9)), fix=fix)
    assert listed_days(scheme, [on(0, "a"), on(4, "fix")], 20) == []


def test_listed_measure(write_rule, write_scheme):
    """A measure of a list holds on the listed mornings."""
    measures = {
        "shame": {
            "title": "",
            "kind": "publication",
            "domain": "reputation",
            "severity": 2,
            "blocks": [],
            "when": {"listed": "defaulters"},
        }
    }
    rule = write_rule("a", effect="list", list="defaulters")
    lists = listing({"on": "arrival"}, term=("days", 2))
    run = run_case(write_scheme({"r": rule}, lists=lists, measures=measures), [on(0, "a")])
    assert [bool(run.standing(day).measures) for day in range(4)] == [False, True, True, False]


def test_phase_shortens_the_term(write_list, write_phase, write_rule):
    """At a phase change an entry keeps its effect day and takes the new term, not ending before."""
    rule = write_rule("a", effect="list", list="defaulters")
    phase = write_phase({"r": rule}, lists=listing({"on": "day", "n": 1}, term=("days", 2)))
    phase["from"] = 737425 + 5
    scheme = write_list(listing({"on": "arrival"}, term=("days", 10)), phase)
    assert listed_days(scheme, [on(0, "a")], 20) == [1, 2, 3, 4]
    assert listed_days(scheme, [on(3, "a")], 20) == [4, 5]
