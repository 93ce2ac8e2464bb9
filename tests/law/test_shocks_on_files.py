"""Shocks on files: records planted and found out, erased and restored, not taken down, laid open."""

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from creditscape.law import World, live, prepare
from creditscape.law.candidates import list_candidates
from creditscape.law.community import find_community
from creditscape.words import luck, threshold

T0 = date(2020, 1, 1).toordinal()
DAY = T0 + 100
HALF = Fraction(1, 2)
CELLS = list(product(range(5), (0, 1), range(5), (0, 1), (0, 1)))


def tell(worlds, society, years=2, community=3) -> Any:
    return live(worlds, prepare(society), seed=11, community=community, t0=T0, years=years)


def community_of(society) -> Any:
    return find_community(prepare(society), 11, 3, T0, date(2022, 1, 1).toordinal())


def planted(**options):
    return {
        "name": "plot",
        "type": "records",
        "day": DAY,
        "kind": "plant",
        "of": "people",
        "share": HALF,
        "over": 10,
        "found": None,
    } | options


def erased(**options):
    return {
        "name": "loss",
        "type": "erasure",
        "day": DAY,
        "domains": [],
        "of": "people",
        "share": HALF,
        "restored": None,
        "lawful": False,
    } | options


def outage(**options):
    return {"name": "dark", "type": "outage", "day": DAY, "kinds": ["a"], "days": 30, "late": False} | options


@pytest.fixture
def scheme(write_scheme, write_rule):
    """Deductions for two kinds of act, the second one with a list."""
    lists = {
        "x": {"publication": {"on": "arrival"}, "window": None, "term": ("months", 12), "from": "effect"}
    }
    bar = {"title": "", "kind": "restriction", "domain": "travel", "severity": 2, "blocks": []}
    return write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}),
            "s": write_rule("b", points={"fixed": -1}),
            "l": write_rule("b", effect="list", list="x"),
        },
        lists=lists,
        measures={"bar": bar | {"when": {"listed": "x"}}},
    )


@pytest.fixture
def write(write_society, write_kind):
    """A society with two kinds of act, a kind of false record that only shocks bring, firms, and some shocks."""

    def make(*shocks, **options):
        nothing = {"at_most": Fraction(1), "rates": {}, "conditions": {}}
        plant = {"class": "false_record", "reads_as": "a", "domain": 5, "group": "plants"}
        society = write_society(
            [write_kind("a"), write_kind("b", domain=2), write_kind("plant", **plant)],
            shocks=list(shocks),
            work={
                "employed": [[(16, Fraction(1))]] * 2,
                "sectors": [[Fraction(1), Fraction(0), Fraction(0)]] * 2,
                "firm_sizes": [(5, Fraction(1))],
            },
            **options,
        )
        society["groups"]["plants"] = nothing
        return society

    return make


def plants(life):
    return [record for record in life.records if record.false]


def test_planted_one_by_one(scheme, write):
    """Half of all people above the youngest stratum get a record, each on a drawn day of the stretch; it changes nothing else."""
    society = write(planted())
    there, struck = community_of(society), Counter()
    for slot, (off, on) in enumerate(tell([World(scheme, shocks=()), World(scheme)], society)):
        words = there.person(slot).lot.draw(luck.SHOCK, 2020, 5, luck.shock_slot(DAY))
        day = DAY + (words[1] * 10 >> 32)
        grown = T0 - on.birth >= 5113 and on.death > day
        events = [event for event in on.events if event[1] == "plant"]
        assert events == ([(day, "plant", "a", "false_record")] if grown and words[0] < 1 << 31 else [])
        assert [e for e in on.events if e not in events] == off.events
        subject = events and on.entry is not None and on.entry <= day < on.death - 1
        assert [r.event_day for r in plants(on)] == ([day] if subject else [])
        struck[bool(events)] += grown
    assert struck[True] > 10 and struck[False] > 10


def test_planted_on_firms(scheme, write):
    """All employees of a struck firm get their records on one day, and nobody else does."""
    society = write(planted(of="firms"))
    there, days = community_of(society), {}
    for slot, (life,) in enumerate(tell([World(scheme)], society)):
        person = there.person(slot)
        for day, kind, *_ in life.events:
            if kind == "plant":
                assert "employees" in there.states(person, 2020)
                days.setdefault(there.firm_of(person), set()).add(day)
    assert len(days) > 1 and all(len(each) == 1 for each in days.values())
    assert len(set.union(*days.values())) > 1


def test_planted_on_communities(scheme, write):
    """A struck community gets records for everybody above the youngest stratum, each on a day of their own; others none."""
    society = write(planted(of="communities"))
    ways = []
    for community in range(8):
        lives = [life for (life,) in tell([World(scheme)], society, years=1, community=community)]
        grown = [life for life in lives if T0 - life.birth >= 5113 and life.death > DAY + 10]
        days = [day for life in grown for day, kind, *_ in life.events if kind == "plant"]
        assert len(days) in (0, len(grown)) and (not days or len(set(days)) > 5)
        ways.append(bool(days))
    assert 0 < sum(ways) < 8


def test_planted_records_are_found_out(scheme, write):
    """Some days after the last one was planted all are annulled at once, and with true records there never were any."""
    society = write(planted(found=20))
    count = 0
    for written, true in tell([World(scheme), World(scheme, false_records=False)], society):
        for record in plants(written):
            assert (record.annulled, record.away) == (True, ((DAY + 29, None),)) or written.death <= DAY + 29
            count += record.annulled
        assert not plants(true)
        score = {day: s.scores["points"] for first, end, s in written.spells() for day in range(first, end)}
        honest = {day: s.scores["points"] for first, end, s in true.spells() for day in range(first, end)}
        assert all(honest[day] == score[day] for day in score if day < DAY or day >= DAY + 29)
    assert count > 10


def test_erasure(scheme, write):
    """Each record held is erased by its own word on the next morning, with all that its event brought."""
    society = write(erased())
    there, count = community_of(society), Counter()
    for slot, (off, on) in enumerate(tell([World(scheme, shocks=()), World(scheme)], society)):
        assert len(off.records) == len(on.records)
        person, acts = there.person(slot), {}
        for c in list_candidates(there, person, T0, on.stop):
            word = person.lot.draw(luck.ALTER, c.year, c.stream, c.slot)[0]
            acts.setdefault((c.day, "rs"[c.number]), []).append(word < 1 << 31)
        for record in on.records:
            assert record.away in ((), ((DAY + 1, None),)) and record.annulled == bool(record.away)
            ways, held = acts[record.event_day, record.rule], record.arrived <= DAY < on.death - 1
            if len(ways) == 1:
                assert record.annulled == (held and ways[0])
                count[record.annulled] += held
        entries = Counter((e.arrived, e.away, e.end == DAY + 1) for e in on.entries)
        assert entries == Counter((r.arrived, r.away, r.annulled) for r in on.records if r.rule == "s")
    assert count[True] > 10 and count[False] > 10


def test_erasure_of_domains(scheme, write):
    """An erasure of some domains leaves the records of the others."""
    lives = [pair[0] for pair in tell([World(scheme)], write(erased(domains=[2], share=Fraction(1))))]
    held = [(life, r) for life in lives for r in life.records if r.arrived <= DAY < life.death - 1]
    assert {(r.rule, r.annulled) for _, r in held} == {("r", False), ("s", True)}


def test_restored(scheme, write):
    """What is restored was away for so many days, and counts again afterwards."""
    society = write(erased(share=Fraction(1), restored=40))
    count = 0
    for off, on in tell([World(scheme, shocks=()), World(scheme)], society):
        scores = [
            {d: s.scores["points"] for first, end, s in life.spells() for d in range(first, end)}
            for life in (off, on)
        ]
        for record in on.records:
            if record.arrived <= DAY and on.death > DAY + 41:
                assert record.away == ((DAY + 1, DAY + 41),) and not record.annulled
                count += 1
        for day in scores[1]:
            if day <= DAY or day >= DAY + 41:
                assert scores[0][day] == scores[1][day]
            else:
                new = [r for r in on.records if DAY < r.arrived <= day]
                assert scores[1][day] == 100 - sum(10 if r.rule == "r" else 1 for r in new)
        if on.entry is not None and on.entry <= DAY < on.death - 41:
            early = {e.arrived for e in on.entries if e.arrived <= DAY}
            barred = [life.days("bar") for life in (off, on)]
            assert not early or DAY + 41 in barred[1]
    assert count > 50


@pytest.mark.parametrize(("lawful", "true_too"), [(False, False), (True, True)])
def test_erasure_with_true_records(scheme, write, lawful, true_too):
    """An amnesty comes in every world, a loss only where records are wrong."""
    society = write(erased(share=Fraction(1), lawful=lawful))
    worlds = [World(scheme), World(scheme, false_records=False)]
    written, true = (
        [any(r.annulled for r in pair[w].records) for pair in tell(worlds, society)] for w in (0, 1)
    )
    assert any(written) and any(true) == true_too


def test_erasure_of_communities(scheme, write):
    """A struck community loses all records, another one none."""
    society = write(erased(of="communities"))
    ways = []
    for community in range(8):
        lives = [life for (life,) in tell([World(scheme)], society, years=1, community=community)]
        held = [r for life in lives for r in life.records if r.arrived <= DAY and life.death > DAY + 1]
        assert len({r.annulled for r in held}) == 1
        ways.append(held[0].annulled)
    assert 0 < sum(ways) < 8


def test_outage(scheme, write):
    """Events of an outage's kinds are not recorded on its days; all else is as ever."""
    for off, on in tell([World(scheme, shocks=()), World(scheme)], write(outage())):
        missing = {r for r in off.records if r.rule == "r" and DAY <= r.event_day < DAY + 30}
        assert set(on.records) == set(off.records) - missing
        assert on.events == off.events


def test_late_records(scheme, write):
    """After a late outage its records arrive on the first morning after it, or later by their own delay."""
    society = write(outage(late=True))
    society["kinds"][0]["delay"] = [(3, HALF), (50, HALF)]
    seen = set()
    for off, on in tell([World(scheme, shocks=()), World(scheme)], society):
        arrived = {(r.event_day, r.arrived) for r in off.records if r.rule == "r"}
        for r in on.records:
            if r.rule == "r" and DAY <= r.event_day < DAY + 30:
                ways = [r.event_day + 3, r.event_day + 50]
                assert r.arrived in [max(DAY + 30, each) for each in ways]
                seen.add(r.arrived == DAY + 30)
            elif r.rule == "r":
                assert (r.event_day, r.arrived) in arrived
    assert seen == {True, False}


def test_no_fault_of_what_is_not_recorded(scheme, write):
    """What is not taken down cannot be taken down wrongly; what is late can, and both copies are late."""
    duplicate = {
        "name": "duplicate",
        "type": "duplicate",
        "kinds": ["a"],
        "shares": dict.fromkeys(CELLS, Fraction(1)),
        "values": [],
        "to": None,
    }
    for late in (False, True):
        found = [
            (life, r)
            for (life,) in tell([World(scheme)], write(outage(late=late), faults=[duplicate]))
            for r in life.records
            if r.copy and DAY <= r.event_day < DAY + 30
        ]
        assert bool(found) == late and all(r.arrived == DAY + 30 for _, r in found)
        lives = [pair[0] for pair in tell([World(scheme)], write(outage(late=late), faults=[duplicate]))]
        assert any(DAY <= day < DAY + 30 for life in lives for day, _ in life.faults) == late


def test_leak(scheme, write):
    """A leak lays open the files of half the subjects, and changes nobody's standing."""
    leak = {"name": "leak", "type": "leak", "day": DAY, "of": "people", "share": HALF}
    society = write(leak)
    there, ways = community_of(society), Counter()
    for slot, (off, on) in enumerate(tell([World(scheme, shocks=()), World(scheme)], society)):
        word = there.person(slot).lot.draw(luck.SHOCK, 2020, 0, luck.shock_slot(DAY))[0]
        subject = on.entry is not None and on.exit is not None and on.entry <= DAY < on.exit
        assert on.exposed == (["leak"] if subject and word < threshold(HALF) else [])
        assert off.exposed == [] and off.changes == on.changes
        ways[bool(on.exposed)] += subject
    assert ways[True] > 10 and ways[False] > 10


def test_leak_of_communities(scheme, write):
    """A leak of a community lays open all its files, or none."""
    society = write({"name": "leak", "type": "leak", "day": DAY, "of": "communities", "share": HALF})
    ways = []
    for community in range(8):
        lives = [life for (life,) in tell([World(scheme)], society, years=1, community=community)]
        exposed = {bool(x.exposed) for x in lives if x.entry is not None and x.entry <= DAY < (x.exit or 0)}
        assert len(exposed) == 1
        ways += exposed
    assert 0 < sum(ways) < 8


def test_shock_on_what_is_disputed(scheme, write, write_redress, write_process):
    """A record suspended for two reasons counts again when both are gone; an erased one leaves nothing to decide."""
    refused = {"wrong": Fraction(0), "right": Fraction(0)}
    table = write_redress(upheld={"keeper": refused, "subject": refused})
    scheme["phases"][0]["process"] = write_process(suspends=True, decided=("days", 60))
    count = Counter()
    for restored in (10, None):
        society = write(erased(share=Fraction(1), restored=restored), redress=table)
        for (life,) in tell([World(scheme)], society):
            if life.death < T0 + 400:
                continue
            for r in life.records:
                filed, answered = r.arrived + 3, r.arrived + 63
                if not r.arrived <= DAY < answered - 1:
                    continue
                if restored is None:
                    assert r.away == ((min(filed, DAY + 1), None),)
                else:
                    assert r.away == ((min(filed, DAY + 1), max(answered, DAY + 11)),)
                count[restored] += 1
            for d in life.disputes:
                if restored is None and d.arrived <= DAY < d.arrived + 62:
                    filed, answered = d.arrived + 3, d.arrived + 63
                    assert d.answered is None and d.lapsed == (filed if filed > DAY else answered)
    assert count[10] > 10 and count[None] > 10
