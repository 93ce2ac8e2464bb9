"""The page and the picture of a scheme: every word of the language is told, and the text of a file stays text."""

import re
import xml.etree.ElementTree as xml

import pytest

from creditscape.scheme import draw_scheme, load_scheme, write_page

SVG = "{http://www.w3.org/2000/svg}"
SCHEME = """\
scheme: everything
title: Everything <b>bold</b> | at once
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01, to: 2024-12-31}
runs_on: {society: imaginary_county, people: 5000, years: 2}
subjects: [person]
min_age: {low: 14, used: 16, high: 18, evidence: assumed, note: open}
consent: {percent: 76}
sources:
  notice: {title: "The [notice]", evidence: documented, url: "https://example.org/n", note: a copy}
  paper: {title: Paper, evidence: press}
cite: {notice: "art. 1"}
scores:
  points: {start: 100, floor: 0, updates: {every: quarter, month: 1, day: 6}, friends: {percent: 5, of: close, day: 6}}
  deeds: {start: 0, ceiling: 50, title: Good deeds}
  total: {sum: [points, deeds]}
bands:
  class:
    of: points
    needs: known
    levels:
      - {name: A, from: {low: 120, used: 130, high: 140, evidence: assumed, note: guess}}
      - {name: B, from: 60, title: in the middle}
      - {name: C}
    lowest: 10
caps:
  giving: {points: 40}
rules:
  late: {event: loan_payment_missed, score: points, points: -10, lasts: 1 year, repeats: double, title: Paid late}
  slander:
    event: online_slander
    score: points
    points: {low: -50, used: -20, high: -10, evidence: hypothetical, note: no value is given}
    lasts: 2 years
  drawn: {event: loan_default, score: points, points: {drawn: [-50, -30], step: 10}, fades: {steps: 4, every: 6 months}}
  share: {event: drunk_driving, score: points, points: {scaled: {percent: -20, above: 50}}, lasts: 30 days}
  shift: {event: volunteer_shift, score: deeds, points: {table: [[10, 2], [20, 5]]}, cap: giving, lasts: end of year}
  fall: {event: [deliberate_crime, bribery], drop: {band: class, to: C, at: top}, lasts: 3 years, cite: paper, note: our reading}
  entry:
    event: court_defaulter
    list: owing
    requires: [{rules: [late, fall], times: 2, within: 60 days}, {rules: [slander], times: 0}]
  known: {event: red_light, list: known}
  head: {event: bribery, through: household_head, score: points, points: -5, lasts: 1 year, at_least: 20}
  good_year: {each_year: {month: 1, day: 2, of: class, band: [A]}, score: deeds, points: 3, lasts: 1 year}
  paid: {event: judgment_performed, repairs: [late], after: 3 working days}
lists:
  owing: {title: People who owe, publication: {every: month, on: 15}, window: 7 working days, term: 1 year, from: event}
  known: {publication: on arrival}
measures:
  no_credit: {title: No credit, kind: restriction, domain: credit, when: {band: [B, C]}, severity: 3}
  named: {kind: publication, domain: reputation, when: {listed: owing}, severity: 4, size: {value: 30, unit: days on a screen}}
phases:
  - {from: 2021-07-01, title: Harder, changes: {rules.late.points: -20, rules.share: null, rules.new: {event: red_light, list: owing}}}
card: {dispute: {available: true, response_days: 7, cite: {notice: "art. 9"}, note: Working days.}, repair: {auto_expiry: false}}
claims:
  - {claim: Everybody has one score., verdict: myth, cite: paper, note: Nobody has.}
"""

FIRMS = """\
scheme: firms
title: Firms
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
subjects: [firm]
keepers: {first: {reach: 95, title: The first}, second: {reach: 90}}
sources: {notice: {title: Notice, evidence: documented}}
cite: notice
scores: {points: {start: 100}}
rules: {late: {event: firm_tax_late, points: -10, lasts: 1 year}}
"""


@pytest.fixture
def scheme(tmp_path):
    """A scheme with about every word of the language."""
    path = tmp_path / "everything.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    return load_scheme(path)


@pytest.mark.parametrize(
    "words",
    [
        "people from the age of 16 (14 to 18)",
        "only those who agree, 76 per cent",
        "from 2020-01-01 to 2024-12-31",
        "5,000 invented people of `imaginary_county`, 2 years",
        "| points | 100 | 0 | none | worked out anew each quarter, on day 6, first in month 1; takes in 5 per cent",
        "| total | that of its parts | none | none | the sum of points and deeds |",
        "| A | from 130 (120 to 140) |",
        "| C | below |",
        "who is not on the list known stands on the last",
        "| Does not pay a loan instalment when it is due | -10 points (score: points); doubled when repeated within its term | 1 year |",
        "-20 (-50 to -10) points (score: points) | 2 years | hypothetical, documented |",
        "-50 to -30 points, drawn evenly in steps of 10 (score: points); fades in 4 steps, one every 6 months | no end |",
        "-20 per cent of what the score is above 50 (score: points) | 30 days |",
        "2 from 10, 5 from 20 (score: deeds); with others of `giving` at most 40 a year | end of year |",
        "falls to the top of C (class) | 3 years | press | `paper` | our reading |",
        "enters the list: People who owe; only with at least 2 records of “Paid late” or “fall” within 60 days; "
        "only with no record of “slander” | as the list: 1 year |",
        "(said of the head of one's household) | -5 points (score: points); only from a score of 20 on |",
        "on day 2 of month 1 of each year, for whoever stands at A (class) | 3 points (score: deeds) |",
        "| ends “Paid late”; works after 3 working days |  |",
        "| People who owe | 1: “entry” | on day 15 of each month | 7 working days | 1 year from the event |",
        "| No credit | restriction | in band B or C |  | 3 of 5 |",
        "| named | publication | on the list: People who owe | 30 days on a screen | 4 of 5 |",
        "### From 2021-07-01: Harder",
        "| rule: Paid late | -10 points (score: points); doubled when repeated within its term; lasts: 1 year | -20 points (score: ",
        "| rule: new | not there | enters the list: People who owe; lasts: as the list: 1 year |",
        "| May one object? | yes | `notice`: art. 9 | Working days. |",
        "| Does a record expire by itself? | no | `notice`: art. 1 |",
        "The file does not tell: May one see one's own file?",
        "| Everybody has one score. | myth | `paper` | Nobody has. |",
        "| `rules.slander.points` | -20 | -50 to -10 | hypothetical | no value is given |",
        "- `notice`: [The (notice)](<https://example.org/n>) (documented): a copy",
        "# everything: Everything &lt;b>bold&lt;/b> | at once",
    ],
)
def test_page_tells(words, scheme):
    """Each word of the language stands on the page as a sentence or a cell, with range, grade and source."""
    assert words in write_page(scheme)


def test_removed_rule_is_told(scheme):
    """A rule that a phase takes away is told as it was and as not there."""
    assert re.search(r"\| rule: share \| -20 per .*lasts: 30 days \| not there \|", write_page(scheme))


def test_numbers_are_counted(scheme):
    """The counts of own and inherited citations are those of the coverage; what rests on no source is counted apart."""
    page, coverage = write_page(scheme), scheme.coverage()
    for kind, words in (("own", "cited in their own block"), ("inherited", "cited by the file as a whole")):
        counts = " | ".join(str(coverage[grade][kind]) for grade in coverage if grade != "myth")
        assert f"| {words} | {counts} |" in page
    assert f"3 of {len(scheme.evidence())} numbers rest on no source" in page


def test_picture_is_linked_where_there_is_one(scheme):
    assert "![" not in write_page(scheme) and "](everything.svg)" in write_page(scheme, "everything.svg")


def test_keepers_and_firms(tmp_path):
    """Keepers are told with their reach; firms are called firms and have no age."""
    path = tmp_path / "firms.yaml"
    path.write_text(FIRMS, encoding="utf-8")
    page = write_page(load_scheme(path))
    assert "- Who has a file: firms\n" in page
    assert "The first (reached by 95 per cent of reports), second (reached by 90 per cent of reports)" in page


def read_words(picture: str) -> list[str]:
    """All words that a picture shows."""
    return [each.text or "" for each in xml.fromstring(picture).iter(f"{SVG}text")]


def test_picture_shows_bands_points_and_lists(scheme):
    """Bands with limits and start, domains of life, other effects, legend and the steps of lists."""
    words = read_words(draw_scheme(scheme))
    for told in (
        "A",
        "B",
        "C",
        "130",
        "60",
        "start: 100",
        "Grounds",
        "Window",
        "7 working",
        "What follows",
    ):
        assert told in words, told
    assert {"credit", "speech", "volunteering", "crime", "traffic", "courts", "standing"} <= set(words)
    assert {"1 fall to a band", "1 list entry, 1 repair"} <= set(words)
    assert {"rests on no source", "drawn between", "a share, at the start", "by a table"} <= set(words)
    assert "Everything <b>bold</b> | at once" in words


def test_points_stand_left_and_right(scheme):
    """What takes points is drawn left of zero, what gives them right of it; the range of an unsourced one is a line."""
    sheet = xml.fromstring(draw_scheme(scheme))
    zeros = [float(line.get("x1") or 0) for line in sheet.iter(f"{SVG}line") if line.get("class") == "zero"]
    panels = [x for x in zeros if zeros.count(x) == 1]
    dots = [(dot.get("class") or "", float(dot.get("cx") or 0)) for dot in sheet.iter(f"{SVG}circle")]
    marks = [(look, x) for look, x in dots if x > 100]
    assert any(look.startswith("take") for look, _ in marks) and any(
        look.startswith("give") for look, _ in marks
    )
    assert all(x < max(panels) for look, x in marks if look.startswith("take"))
    assert all(x > min(panels) for look, x in marks if look.startswith("give"))
    hollow = [x for look, x in marks if look == "take hollow"]
    lines = [
        line
        for line in sheet.iter(f"{SVG}line")
        if line.get("class") == "take" and line.get("stroke-width") == "2"
    ]
    assert any(float(line.get("x1") or 0) < x < float(line.get("x2") or 0) for line in lines for x in hollow)


def test_equal_schemes_give_equal_pictures(scheme, tmp_path):
    """Drawing twice gives the same bytes; another number gives others."""
    path = tmp_path / "other.yaml"
    path.write_text(SCHEME.replace("points: -10, lasts", "points: -11, lasts"), encoding="utf-8")
    assert draw_scheme(scheme) == draw_scheme(scheme) != draw_scheme(load_scheme(path))
