"""What a scheme says once read: plain form, ranks, ranges, evidence, digest, and the file it is written
back to.
"""

import re
import time
from datetime import date

import pytest

from creditscape.scheme import list_schemes, load_scheme
from creditscape.words import InputError

FULL = """\
scheme: full-1
title: Everything
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
standing: true
min_age: {low: 14, used: 16, high: 18, evidence: assumed, note: open}
one_act: all
sources:
  notice: {title: Notice, evidence: documented, url: "https://example.org/n"}
  paper: {title: Paper, evidence: press}
  doubt: {title: Doubt, evidence: hypothetical}
cite: notice
scores:
  points: {start: 1000, floor: 0, ceiling: 2000, cite: {notice: "art. 8"}}
  level: {start: 5}
bands:
  main:
    of: points
    cite: {paper: p. 3}
    levels:
      - {name: A, from: {low: 900, used: 950, high: 980, evidence: assumed, note: guess}}
      - {name: B, from: {low: 600, used: 700, high: 850, evidence: assumed, note: guess}}
      - {name: C}
    lowest: {low: 0, used: 300, high: 599, evidence: hypothetical, note: none given}
caps:
  giving: {points: 40}
rules:
  fine:
    {event: traffic_fine_small, points: -10, score: points, lasts: 1 year, repeats: double,
     repeats_with: road}
  light:
    {event: [red_light, traffic_warning], points: {drawn: [-30, -10], step: 5}, score: points,
     repeats: double}
  share: {event: loan_default, points: {scaled: {percent: -20, above: 300}}, score: points, lasts: 30 days}
  given:
    event: volunteer_shift
    points: {table: [[10, 2], [20, 5]]}
    score: level
    cap: giving
    fades: {steps: 4, every: 6 months}
  drunk: {event: drunk_driving, drop: {band: main, to: C}, restoration: 2 years, title: Drunk}
  slander:
    event: online_slander
    points: {used: -100, variants: [{value: -100, cite: paper}, {value: -35, cite: notice}]}
    score: points
  arrears: {event: loan_payment_missed, list: late}
  paid: {event: judgment_performed, repairs: [arrears, share]}
lists:
  late: {publication: {every: month, on: first working day}, window: 7 working days, term: 1 year}
  shown: {publication: {dates: [2020-03-15, 2020-04-15]}, from: event}
  open: {publication: on arrival}
  mid: {publication: {every: month, on: 15}, term: 6 weeks}
measures:
  shut:
    {kind: restriction, domain: employment, when: {band: [B, C]}, severity: 3,
     blocks: [business_licence_application]}
  named: {title: Named, kind: publication, domain: reputation, when: {listed: late}, severity: 2}
card:
  operator: public
  inputs: [{id: court, evidence: final_decision, class: criminal}]
  dispute: {available: true, response_days: {low: 3, used: 7, high: 9}}
claims:
  - {claim: It is total, verdict: myth, cite: doubt}
"""


@pytest.fixture
def write(tmp_path):
    def write_file(text, name="s.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def full(write):
    return load_scheme(write(FULL))


def test_frame(full):
    """The plain form carries id, title, age, first day and manners of the scheme."""
    plain = full.plain()
    assert {key: plain[key] for key in plain if key != "phases"} == {
        "id": "full-1",
        "title": "Everything",
        "min_age": 16,
        "start_day": date(2020, 1, 1).toordinal(),
        "standing": True,
        "one_act": "all",
    }
    assert [phase["from"] for phase in plain["phases"]] == [None]


def test_standing(full):
    """Scores, bands, caps and lists in plain form."""
    phase = full.plain()["phases"][0]
    assert phase["scores"] == {
        "points": {"start": 1000, "floor": 0, "ceiling": 2000},
        "level": {"start": 5, "floor": None, "ceiling": None},
    }
    assert phase["bands"] == {
        "main": {
            "of": "points",
            "lowest": 300,
            "levels": [{"name": "A", "from": 950}, {"name": "B", "from": 700}, {"name": "C", "from": None}],
        }
    }
    assert phase["caps"] == {"giving": 40}
    days = [date(2020, 3, 15).toordinal(), date(2020, 4, 15).toordinal()]
    assert phase["lists"] == {
        "late": {
            "publication": {"on": "working_day", "n": 1},
            "window": ("working_days", 7),
            "term": ("months", 12),
            "from": "effect",
        },
        "shown": {
            "publication": {"on": "dates", "dates": days},
            "window": None,
            "term": None,
            "from": "event",
        },
        "open": {"publication": {"on": "arrival"}, "window": None, "term": None, "from": "effect"},
        "mid": {
            "publication": {"on": "day", "n": 15},
            "window": None,
            "term": ("days", 42),
            "from": "effect",
        },
    }


def test_rules(full):
    """Every effect and option of a rule in plain form."""
    rules = full.plain()["phases"][0]["rules"]
    assert {name: rule["points"] for name, rule in rules.items()} == {
        "fine": {"fixed": -10},
        "light": {"drawn": (-30, -10, 5)},
        "share": {"scaled": {"percent": -20, "above": 300}},
        "given": {"table": [(10, 2), (20, 5)]},
        "drunk": None,
        "slander": {"fixed": -100},
        "arrears": None,
        "paid": None,
    }
    assert {name: rule["effect"] for name, rule in rules.items()} == {
        "fine": "points",
        "light": "points",
        "share": "points",
        "given": "points",
        "drunk": "drop",
        "slander": "points",
        "arrears": "list",
        "paid": "none",
    }
    assert rules["fine"] == {
        "events": ["traffic_fine_small"],
        "effect": "points",
        "score": "points",
        "points": {"fixed": -10},
        "drop": None,
        "list": None,
        "lasts": ("months", 12),
        "repeats_with": "road",
        "cap": None,
        "fades": None,
        "repairs": [],
        "rank": rules["fine"]["rank"],
    }
    assert rules["light"]["repeats_with"] == "light"
    assert rules["drunk"]["drop"] == {"set": "main", "to": "C"}
    assert (rules["drunk"]["score"], rules["drunk"]["lasts"]) == ("points", ("months", 24))
    assert (rules["arrears"]["list"], rules["arrears"]["score"]) == ("late", None)
    assert rules["given"]["fades"] == {"steps": 4, "every": ("months", 6)}
    assert rules["paid"]["repairs"] == ["arrears", "share"]


def test_measures(full):
    """Measures in plain form."""
    assert full.plain()["phases"][0]["measures"] == {
        "shut": {
            "title": "shut",
            "kind": "restriction",
            "domain": "employment",
            "severity": 3,
            "when": {"set": "main", "levels": ["B", "C"]},
            "blocks": ["business_licence_application"],
        },
        "named": {
            "title": "Named",
            "kind": "publication",
            "domain": "reputation",
            "severity": 2,
            "when": {"listed": "late"},
            "blocks": [],
        },
    }


def test_rank_ignores_names(write, full):
    """Other names for rules, bands, lists, caps and scores, in another order, leave every rank as it is."""
    text = FULL
    for old, new in [
        ("  fine:", "  zz:"),
        ("light:", "a0:"),
        ("giving", "give"),
        ("  main:", "  haupt:"),
        ("band: main", "band: haupt"),
        ("late", "spaet"),
        ("name: C}", "name: Z}"),
        ("to: C", "to: Z"),
        ("[B, C]", "[B, Z]"),
        ("arrears", "yy"),
        ("road", "street"),
    ]:
        text = text.replace(old, new)
    ranks = [rule["rank"] for rule in load_scheme(write(text)).plain()["phases"][0]["rules"].values()]
    assert ranks == [rule["rank"] for rule in full.plain()["phases"][0]["rules"].values()]
    assert sorted(ranks) == list(range(8))


def test_rank_follows_content(write):
    """Exchanging what two rules say exchanges their ranks, for rank follows content."""
    one, two = "{event: red_light, points: -1}", "{event: bribery, points: -2, lasts: 1 year}"
    head = FULL[: FULL.index("scores:")] + "scores: {p: {start: 1}}\nrules:\n"
    before = load_scheme(write(f"{head}  a: {one}\n  b: {two}\n")).plain()["phases"][0]["rules"]
    after = load_scheme(write(f"{head}  a: {two}\n  b: {one}\n")).plain()["phases"][0]["rules"]
    assert before["a"]["rank"] != before["b"]["rank"]
    assert (after["a"]["rank"], after["b"]["rank"]) == (before["b"]["rank"], before["a"]["rank"])


def test_scenarios(full):
    """Ranges can be set together or one at a time; the ranges of a band set always move together.

    The lower value of slander is the one used: there is no other end to try.
    """
    assert full.scenarios() == [
        "used",
        "low",
        "high",
        "low:min_age",
        "high:min_age",
        "low:bands.main",
        "high:bands.main",
        "high:rules.slander.points",
        "low:card.dispute.response_days",
        "high:card.dispute.response_days",
    ]
    low = full.plain("low")
    assert low["min_age"] == 14
    assert [level["from"] for level in low["phases"][0]["bands"]["main"]["levels"]] == [900, 600, None]
    assert low["phases"][0]["rules"]["slander"]["points"] == {"fixed": -100}
    assert full.plain("high")["phases"][0]["rules"]["slander"]["points"] == {"fixed": -35}
    bands = full.plain("high:bands.main")
    assert bands["min_age"] == 16
    assert bands["phases"][0]["bands"]["main"]["lowest"] == 599
    with pytest.raises(InputError, match="E251.*did you mean 'low:min_age'"):
        full.plain("low:min_aeg")


def test_evidence(full):
    """Every number has a row with its grade, its source and whether its own block cites."""
    rows = {row["path"]: row for row in full.evidence()}
    assert rows["in_force.from"] | {"file": ""} == {
        "path": "in_force.from",
        "value": date(2020, 1, 1),
        "low": None,
        "high": None,
        "grade": "documented",
        "source": "notice",
        "place": None,
        "sources": [("notice", None)],
        "note": None,
        "own": False,
        "file": "",
        "line": 4,
    }
    assert (rows["scores.points.start"]["place"], rows["scores.points.start"]["own"]) == ("art. 8", True)
    assert rows["scores.level.start"]["own"] is False
    assert (rows["min_age"]["grade"], rows["min_age"]["source"], rows["min_age"]["low"]) == (
        "assumed",
        None,
        14,
    )
    assert rows["bands.main.lowest"]["grade"] == "hypothetical"
    assert rows["rules.given.points.table"]["value"] == [[10, 2], [20, 5]]
    assert rows["rules.slander.points"]["grade"] == "contested"
    assert rows["rules.slander.points"]["sources"] == [("paper", None), ("notice", None)]
    assert rows["rules.fine.lasts"]["value"] == "1 year"
    assert rows["lists.late.window"]["value"] == "7 working days"
    assert rows["card.dispute.response_days"]["high"] == 9
    assert "lists.late.publication.every" not in rows
    assert "measures.shut.severity" not in rows
    assert len(rows) == len(full.evidence()) == 28


def test_coverage(full):
    """Coverage counts every number once, by grade and by where it is cited."""
    coverage = full.coverage()
    assert sum(sum(counts.values()) for counts in coverage.values()) == len(full.evidence())
    assert coverage["assumed"] == {"own": 3, "inherited": 0}
    assert coverage["contested"] == {"own": 1, "inherited": 0}


def test_citation_removed(write):
    """Where the citation of the file goes, it no longer loads: nothing is cited by accident."""
    with pytest.raises(InputError, match="E240.*in_force.from: number without a source"):
        load_scheme(write(FULL.replace("cite: notice\n", "", 1)))


def test_every_citation_counts(write):
    """A file that cites block by block fails as soon as any one block loses its citation."""
    text = (
        FULL[: FULL.index("cite: notice\n")] + "scores: {p: {start: 1, cite: notice}}\nrules:\n"
        "  a: {event: red_light, points: -1, cite: notice}\n"
        "  b: {event: bribery, points: {used: -2, cite: notice}}\n"
    )
    text = text.replace("2020-01-01}", "2020-01-01, cite: notice}")
    assert load_scheme(write(text)).coverage()["documented"] == {"own": 4, "inherited": 0}
    cites = list(re.finditer(", cite: notice", text))
    assert len(cites) == 4
    for cite in cites:
        with pytest.raises(InputError, match="E240"):
            load_scheme(write(text[: cite.start()] + text[cite.end() :]))


def test_card(full):
    """The card gives what it says and nothing else; a card that is absent is None."""
    assert full.card == {
        "operator": "public",
        "inputs": [{"id": "court", "evidence": "final_decision", "class": "criminal"}],
        "dispute": {"available": True, "response_days": 7},
    }
    assert full.claims == [{"claim": "It is total", "verdict": "myth", "cite": "doubt"}]


def test_digest(write, full):
    """The digest follows what the scheme does at used values, not its notes or the order of its file."""
    assert load_scheme(write(FULL.replace("note: guess", "note: another"))).digest() == full.digest()
    assert load_scheme(write(FULL.replace("low: 14", "low: 13"))).digest() == full.digest()
    lines = FULL.splitlines(keepends=True)
    rules = [place for place, line in enumerate(lines) if line.startswith(("  share:", "  drunk:"))]
    lines[rules[0]], lines[rules[1]] = lines[rules[1]], lines[rules[0]]
    assert load_scheme(write("".join(lines))).digest() == full.digest()
    assert load_scheme(write(FULL.replace("points: -10,", "points: -11,"))).digest() != full.digest()


def test_plain_is_own(full):
    """What a caller does to a plain form changes no other."""
    full.plain()["phases"][0]["rules"].clear()
    assert full.plain()["phases"][0]["rules"]


def list_facts(scheme):
    return sorted(
        (row["path"], str(row["value"]), str(row["low"]), str(row["high"]), row["grade"], row["sources"])
        for row in scheme.evidence()
    )


def test_dump(write, full):
    """A scheme that is written out and read again is the same in every scenario, with the same evidence."""
    again = load_scheme(write(full.dump(), "again.yaml"))
    assert [again.plain(name) for name in full.scenarios()] == [full.plain(name) for name in full.scenarios()]
    assert list_facts(again) == list_facts(full)
    assert again.card == full.card
    assert again.dump() == full.dump()


@pytest.mark.parametrize("name", list_schemes())
def test_library(name, write):
    """Every scheme that ships loads within its ranges, cites every number, and survives being written out."""
    scheme = load_scheme(name)
    assert scheme.id == name
    again = load_scheme(write(scheme.dump()))
    for scenario in ("used", "low", "high"):
        assert again.plain(scenario) == scheme.plain(scenario)
    assert list_facts(again) == list_facts(scheme)


def test_one_at_a_time():
    """Each single range of the shipped schemes can stand at either end alone."""
    for name in list_schemes()[:3]:
        scheme = load_scheme(name)
        for scenario in scheme.scenarios()[3:23]:
            assert scheme.plain(scenario)["id"] == name


def test_speed(write):
    """A scheme of 300 rules loads in a second and a half of computing time."""
    rule = "{event: red_light, points: -%d, score: points, lasts: 1 year, repeats: double}"
    rules = "".join(f"  r{n}: {rule % (n + 11)}\n" for n in range(300))
    path = write(FULL.replace("rules:\n", "rules:\n" + rules, 1))
    load_scheme(path)
    start = time.process_time()
    load_scheme(path)
    assert time.process_time() - start < 1.5
