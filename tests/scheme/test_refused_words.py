"""What a scheme file may not say with the words that only some schemes need."""

import pytest

from .test_refusals import SMALL, folder, refuse  # noqa: F401

# old text, new text, code, words
CHANGED = [
    ("min_age: 18", "subjects: [firm]\nmin_age: 18", "E219", "firms have no 'min_age'"),
    ("min_age: 18", "subjects: [firm]", "E209", "event 'traffic_fine_small' is not about firms"),
    ("min_age: 18", "subjects: [person, firm]\nmin_age: 18", "E216", "subjects: has too many entries"),
    ("min_age: 18", "min_age: 18\nconsent: {percent: 101}", "E203", "consent.percent: must be at most 100"),
    (
        "min_age: 18",
        "min_age: 18\nconsent: {percent: 10}\nrated: {percent: 10}",
        "E219",
        "'consent' and 'rated' are not both",
    ),
    ("min_age: 18", "min_age: 18\nkeepers: {one: {reach: 90}}", "E216", "keepers: has too few entries"),
    ("start: 1000, floor: 0", "sum: [points], floor: 0", "E209", "unknown score that is no sum 'points'"),
    ("start: 1000, floor", "start: 1000, sum: [points], floor", "E218", "needs either 'start' or 'sum'"),
    (
        "start: 1000, floor",
        "updates: {every: year, day: 1}, start: 1000, floor",
        "E218",
        "'month' says in which month",
    ),
    ("start: 1000, floor", "updates: {every: month, day: 29}, start: 1000, floor", "E203", "at most 28"),
    (
        "main: {of: points,",
        "main: {of: points, needs: latte,",
        "E209",
        "bands.main.needs: unknown list 'latte'",
    ),
    ("to: C}", "to: A, at: top}", "E209", "the best band 'A' has no top"),
    ("points: -10, lasts", "points: -10, after: 3 days, lasts", "E219", "'after' needs 'repairs'"),
    ("list: late}", "list: late, at_least: 100}", "E219", "'at_least' needs 'points'"),
    (
        "list: late}",
        "list: late, requires: [{rules: [arears]}]}",
        "E209",
        "rules.arrears.requires[0].rules[0]: unknown rule 'arears'",
    ),
    (
        "list: late}",
        "list: late, requires: [{rules: [arrears]}]}",
        "E209",
        "rule 'arrears' has requirements of its own",
    ),
    (
        "event: traffic_fine_small, points: -10, lasts: 1 year, repeats: double",
        "each_year: {month: 1, day: 1, of: main, band: [E]}, points: -10",
        "E209",
        "rules.fine.each_year.band[0]: unknown band 'E'",
    ),
    (
        "event: traffic_fine_small, points: -10, lasts: 1 year, repeats: double",
        "each_year: {month: 1, day: 1, of: main, band: [A]}, points: -10, repeats: double",
        "E219",
        "'repeats' does not go with 'each_year'",
    ),
    (
        "event: traffic_fine_small, points",
        "event: red_light, each_year: {month: 1, day: 1, of: main, band: [A]}, points",
        "E219",
        "'event' does not go with 'each_year'",
    ),
    (
        "listed: late}, severity",
        "not_listed: latte}, severity",
        "E209",
        "when.not_listed: unknown list 'latte'",
    ),
    ("listed: late}, severity", "listed: late}, keeper: a, severity", "E209", "unknown keeper 'a'"),
    (
        "listed: late}, severity",
        "listed: late}, size: {value: much, unit: yuan}, severity",
        "E203",
        "measures.named.size.value: must be a number",
    ),
    (
        "{rules.fine.points: -20}",
        "{bands.side: {of: points, levels: [{name: A}]}, measures.shut: null}",
        "E252",
        "s.yaml:31: bands: side: bands cannot come or go with a phase",
    ),
    ("lasts: 1 year, rep", "lasts: end of month, rep", "E217", "'end of month' is not a duration"),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), CHANGED)
def test_changed(folder, old, new, code, words):  # noqa: F811
    """One wrong word in a sound scheme is refused in one line that names code and place."""
    assert old in SMALL
    error = refuse(folder, SMALL.replace(old, new, 1))
    assert error.code == code, str(error)
    assert words in str(error)
