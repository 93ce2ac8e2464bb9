"""Worked cases: what they say, what they may not say, and that the ones that ship name nothing unknown."""

import pytest

from creditscape.scheme import Expectation, Life, Step, expand_life, list_schemes, load_cases, load_scheme
from creditscape.words import InputError

SCHEME = """\
scheme: tiny
title: Tiny
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources: {law: {title: Law, evidence: documented}}
cite: law
scores: {points: {start: 1000}}
bands: {main: {of: points, levels: [{name: A, from: 900}, {name: B}]}}
rules:
  fine: {event: traffic_fine_small, points: -10}
  given: {event: volunteer_shift, points: {table: [[10, 2]]}}
  late: {event: loan_payment_missed, list: late}
lists: {late: {publication: on arrival}}
measures: {shut: {kind: restriction, domain: credit, when: {band: [B]}, severity: 2}}
"""

CASES = """\
cases: tiny
lives:
  - name: three fines
    tests: points add up
    life:
      - {day: 9, event: volunteer_shift, amount: 12, label: shift}
      - {day: 3, event: traffic_fine_small, times: 3, every: 4, episode: 5}
      - {day: 40, annul: shift}
    expect:
      - {day: 60, score: 970, band: A, listed: [], measures: []}
      - {day: 61, score: {points: {low: 960, high: 980}}, band: {main: A}}
      - {day: 62, score: {low: 1, high: 2}, listed: [late], measures: [shut]}
"""


@pytest.fixture
def write(tmp_path):
    (tmp_path / "tiny.yaml").write_text(SCHEME)

    def write_file(text):
        path = tmp_path / "cases.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


def test_read(write):
    """A file of cases is read as it is written, with the scheme beside it."""
    cases = load_cases(write(CASES))
    assert (cases.id, cases.scheme.id, len(cases.lives)) == ("tiny", "tiny", 1)
    life = cases.lives[0]
    assert (life.name, life.tests) == ("three fines", "points add up")
    assert life.steps[1] == Step(3, "traffic_fine_small", times=3, every=4, episode=5)
    assert life.expect == (
        Expectation(60, {"points": (970, 970)}, {"main": "A"}, (), ()),
        Expectation(61, {"points": (960, 980)}, {"main": "A"}, None, None),
        Expectation(62, {"points": (1, 2)}, {}, ("late",), ("shut",)),
    )


def test_expand(write):
    """Repeated steps are written out one by one, all steps in order of their days."""
    steps = expand_life(load_cases(write(CASES)).lives[0])
    assert [(step["day"], step["event"] or f"annul {step['annul']}") for step in steps] == [
        (3, "traffic_fine_small"),
        (7, "traffic_fine_small"),
        (9, "volunteer_shift"),
        (11, "traffic_fine_small"),
        (40, "annul shift"),
    ]
    assert steps[2] == {
        "day": 9,
        "event": "volunteer_shift",
        "annul": None,
        "label": "shift",
        "through": None,
        "amount": 12,
        "episode": 0,
    }
    assert steps[0]["episode"] == 5


def test_expand_order():
    """Steps of one day keep the order in which they are written."""
    life = Life("x", "y", (Step(5, "b"), Step(1, "a", times=2, every=4)), ())
    assert [step["event"] for step in expand_life(life)] == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("day: 9", "day: -1", "E203", "must be at least 0, found -1"),
        ("day: 9", "day: 36501", "E203", "must be at most 36500"),
        ("day: 9", "day: 2020-01-01", "E203", "must be a whole number, found the date 2020-01-01"),
        ("times: 3, every: 4", "times: 1000, every: 400", "E203", "after day 36500"),
        ("times: 3, every: 4", "times: 3", "E219", "'times' and 'every' belong together"),
        (
            "event: traffic_fine_small",
            "event: trafic_fine_small",
            "E209",
            "did you mean 'traffic_fine_small'",
        ),
        ("event: traffic_fine_small", "event: business_licence_application", "E209", "of class attempt"),
        ("event: traffic_fine_small", "evnt: traffic_fine_small", "E201", "did you mean 'event'"),
        ("episode: 5", "amount: 5", "E218", "event 'traffic_fine_small' has no amount"),
        ("annul: shift", "annul: shfit", "E209", "unknown label 'shfit'; did you mean 'shift'"),
        ("day: 40", "day: 4", "E218", "'shift' is annulled before it happens"),
        ("annul: shift", "annul: shift, event: red_light", "E219", "either 'event' or 'annul'"),
        ("annul: shift", "annul: shift, amount: 1", "E219", "an annulment has only a day"),
        ("episode: 5", "label: shift", "E208", "label 'shift' used twice"),
        ("score: 970", "score: x", "E203", "must be a whole number, found text 'x'"),
        ("score: 970", "score: {point: 970}", "E209", "unknown score 'point'; did you mean 'points'"),
        ("low: 960", "low: 990", "E244", "low 990 must not be above high 980"),
        ("band: A", "band: Z", "E209", "unknown band 'Z'"),
        ("{main: A}", "{mian: A}", "E209", "unknown band set 'mian'; did you mean 'main'"),
        ("[late]", "[lat]", "E209", "unknown list 'lat'; did you mean 'late'"),
        ("[shut]", "[shot]", "E209", "unknown measure 'shot'; did you mean 'shut'"),
        ("tests: points add up\n", "", "E202", "missing required key 'tests'"),
        ("cases: tiny", "cases: tinny", "E001", "no scheme or file 'tinny'"),
    ],
)
def test_refused(write, old, new, code, words):
    """A case that names something unknown, or is no relative life, is refused with its line."""
    if "    tests" in CASES and old.startswith("tests"):
        old = "    " + old
    with pytest.raises(InputError) as caught:
        load_cases(write(CASES.replace(old, new, 1)))
    assert caught.value.code == code, str(caught.value)
    assert words in str(caught.value)


def test_thirty(write):
    """A file holds at most thirty lives, each with a name of its own."""
    life = "  - {name: NAME, tests: x, life: [], expect: [{day: 1}]}\n"
    text = "cases: tiny\nlives:\n" + "".join(life.replace("NAME", f"life {n}") for n in range(30))
    assert len(load_cases(write(text)).lives) == 30
    with pytest.raises(InputError, match="E216"):
        load_cases(write(text + life.replace("NAME", "one more")))
    with pytest.raises(InputError, match="E208.*name 'life 3' already used"):
        load_cases(write(text.replace("life 4}", "life 3}").replace("life 4,", "life 3,")))


def test_given_scheme(write):
    """Cases can be read for another scheme, such as a reform of theirs."""
    path = write(CASES)
    scheme = load_scheme(path.parent / "tiny.yaml")
    assert load_cases(path, scheme).scheme is scheme


@pytest.mark.parametrize("name", list_schemes())
def test_library(name):
    """Every scheme that ships has at least five worked cases that name nothing unknown."""
    cases = load_cases(name)
    assert cases.scheme.id == name
    assert len(cases.lives) >= 5
