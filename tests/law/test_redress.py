"""Redress: who learns of a record, who contests it, and what becomes of it, in societies in which most of it is sure."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from creditscape.law import World, live, prepare
from creditscape.law.candidates import list_candidates
from creditscape.law.community import find_community
from creditscape.words import luck

T0 = date(2020, 1, 1).toordinal()
HALF = Fraction(1, 2)
CELLS = list(product(range(5), (0, 1), range(5), (0, 1), (0, 1)))
SURE, NEVER = dict.fromkeys(CELLS, Fraction(1)), dict.fromkeys(CELLS, Fraction(0))
BOTH = {"wrong": Fraction(1), "right": Fraction(1)}
NONE = {"wrong": Fraction(0), "right": Fraction(0)}


def tell(scheme, society, years=2, **world) -> Any:
    lives = live([World(scheme, **world)], prepare(society), seed=11, community=3, t0=T0, years=years)
    return [life for (life,) in lives]


def pairs(lives):
    """Every record with its dispute; there is one act a day at most of whom this gives."""
    for life in lives:
        for dispute in life.disputes:
            found = [
                r for r in life.records if r.event_day == dispute.event_day and r.arrived == dispute.arrived
            ]
            if len(found) == 1:
                yield life, dispute, found[0]


def early(life, day):
    """Whether a life still goes on for a good while."""
    return life.exit is not None and day < life.exit - 200


def test_no_process_no_redress(write_disputes):
    """Nobody disputes anything where the scheme has no process, or the society no redress."""
    scheme, society = write_disputes()
    assert any(life.disputes for life in tell(scheme, society))
    assert not any(life.disputes for life in tell(scheme, society | {"redress": None}))
    del scheme["phases"][0]["process"]
    assert not any(life.disputes for life in tell(scheme, society))


def test_process_of_the_phase_of_arrival(write_disputes, write_process, write_phase, write_rule):
    """A dispute follows the process of the phase in which its cause arrives."""
    scheme, society = write_disputes(decided=("days", 40))
    rules = {"r": write_rule("a", points={"fixed": -10}, lasts=("days", 120))}
    later = [
        write_phase(rules, process=write_process(decided=("days", 7))) | {"from": T0 + 200},
        write_phase(rules) | {"from": T0 + 400},
    ]
    scheme["phases"] += later
    lengths = {
        (d.arrived >= T0 + 200, d.answered - d.filed)
        for life in tell(scheme, society)
        for d in life.disputes
        if d.answered
    }
    assert lengths == {(False, 40), (True, 7)}
    assert max(d.arrived for life in tell(scheme, society) for d in life.disputes) < T0 + 400


def test_upheld_at_once(write_disputes):
    """Told on arrival, contested after three days, decided and corrected the next morning: the record is annulled."""
    count = 0
    for life, dispute, record in pairs(tell(*write_disputes())):
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert (dispute.learnt, dispute.filed, dispute.answered, dispute.corrected) == (
                m,
                m + 3,
                m + 4,
                m + 4,
            )
            assert dispute.upheld and dispute.everywhere and dispute.reinserted is None
            assert record.annulled and record.away == ((m + 4, None),)
            assert dispute.flawed == record.false == record.flawed
            count += 1
    assert count > 100


def test_score_without_annulled_records(write_disputes):
    """The score counts a record until it is annulled, and no longer."""
    for life in tell(*write_disputes()):
        for first, end, standing in life.spells():
            for day in {first, end - 1}:
                counted = sum(
                    r.arrived <= day < r.end and not any(a <= day < (b or day + 1) for a, b in r.away)
                    for r in life.records
                )
                assert standing.scores["points"] == 100 - 10 * counted


@pytest.mark.parametrize(("upheld", "ends"), [(BOTH, None), (NONE, 24)])
def test_suspended(write_disputes, upheld, ends):
    """A suspended record does not count from filing; after a refusal it counts again."""
    table = dict(upheld={"keeper": upheld, "subject": NONE})
    scheme, society = write_disputes(table, suspends=True, decided=("days", 21))
    count = 0
    for life, dispute, record in pairs(tell(scheme, society)):
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert record.away == ((m + 3, ends and m + ends),) and record.annulled == (ends is None)
            count += 1
    assert count > 100


def test_suspended_scores(write_disputes):
    """While a record is suspended the score is what it would be without it."""
    table = dict(upheld={"keeper": NONE, "subject": NONE})
    for life in tell(*write_disputes(table, suspends=True, decided=("days", 21))):
        for first, _, standing in life.spells():
            held = [r for r in life.records if r.arrived <= first < r.end]
            counted = sum(not any(a <= first < (b or first + 1) for a, b in r.away) for r in held)
            assert standing.scores["points"] == 100 - 10 * counted


def test_who_bears_the_burden_of_proof(write_disputes):
    """Answers follow the shares of whoever bears the burden, for wrong and for right records."""
    table = dict(upheld={"keeper": NONE, "subject": {"wrong": Fraction(1), "right": Fraction(0)}})
    lives = tell(*write_disputes(table, proof="subject"))
    ways = {(d.flawed, d.upheld) for life in lives for d in life.disputes if d.answered}
    assert ways == {(True, True), (False, False)}
    assert {d.upheld for life in tell(*write_disputes(table)) for d in life.disputes if d.answered} == {False}


def test_corrected_later(write_disputes):
    """A correction comes so long after the answer, and until then the record counts."""
    for life, dispute, record in pairs(tell(*write_disputes(corrected=("days", 10)))):
        if early(life, dispute.arrived):
            assert dispute.corrected == dispute.answered + 10 and record.away == ((dispute.corrected, None),)


def test_reinserted(write_disputes):
    """A record that is put back counts again after its days, if it is not over."""
    table = dict(reinserted=Fraction(1))
    count = 0
    for life, dispute, record in pairs(tell(*write_disputes(table))):
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert (dispute.corrected, dispute.reinserted, dispute.everywhere) == (m + 4, m + 34, True)
            assert record.away == ((m + 4, m + 34),) and not record.annulled
            count += 1
    assert count > 100
    table = {**table, "reinserted_after": [(300, Fraction(1))]}
    assert not any(d.reinserted for life in tell(*write_disputes(table)) for d in life.disputes)


def test_lapsed(write_disputes):
    """Where the term is over before the answer, or before filing, there is nothing left to decide."""
    scheme, society = write_disputes(decided=("days", 150))
    told = [d for life in tell(scheme, society) for d in life.disputes if early(life, d.arrived)]
    assert told and all(d.filed and d.answered is None and d.lapsed == d.filed + 150 for d in told)
    scheme, society = write_disputes(dict(files_after=[(130, Fraction(1))]))
    told = [d for life in tell(scheme, society) for d in life.disputes if early(life, d.arrived)]
    assert told and all(d.filed is None and d.lapsed == d.arrived + 130 for d in told)


@pytest.mark.parametrize(
    ("unanswered", "answered", "unseen", "upheld"),
    [("falls", 23, True, True), ("stands", 23, True, False), ("waits", 54, False, True)],
)
def test_unanswered(write_disputes, unanswered, answered, unseen, upheld):
    """When the deadline passes, the record falls or stands unseen, or the dispute waits on."""
    table = dict(office={"of": "district", "cases": Fraction(1)})
    scheme, society = write_disputes(table, decided=("days", 20), unanswered=unanswered)
    waits = dict.fromkeys(range(T0, T0 + 800), 50)
    count = 0
    for life in tell(scheme, society, waits=waits):
        for d in life.disputes:
            if early(life, d.arrived):
                assert (d.answered, d.unseen, d.upheld) == (d.arrived + answered, unseen, upheld)
                count += 1
    assert count > 100


def test_answered_on_the_last_day(write_disputes):
    """Where the office comes in time, the answer is given on the last day allowed, seen."""
    table = dict(office={"of": "district", "cases": Fraction(1)})
    scheme, society = write_disputes(table, decided=("days", 20), unanswered="stands")
    told = [d for life in tell(scheme, society) for d in life.disputes if early(life, d.arrived)]
    assert {(d.answered - d.filed, d.unseen, d.upheld) for d in told} == {(20, False, True)}


@pytest.mark.parametrize(("share", "gone"), [(1, True), (0, False)])
def test_review(write_disputes, share, gone):
    """Who is refused goes on to a review, which corrects or not."""
    table = dict(upheld={"keeper": NONE, "subject": NONE}, review=dict.fromkeys(BOTH, Fraction(share)))
    scheme, society = write_disputes(table, review={"decided": ("days", 12)}, suspends=True)
    for life, dispute, record in pairs(tell(scheme, society)):
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert (dispute.answered, dispute.upheld, dispute.reviewed) == (m + 4, False, m + 16)
            assert dispute.upheld_on_review == gone and dispute.corrected == (m + 16 if gone else None)
            assert record.away == ((m + 3, None if gone else m + 16),)
    told = [d for life in tell(*write_disputes(table, review={"decided": None})) for d in life.disputes]
    assert {d.reviewed - d.answered for d in told if d.reviewed} == {1}
    table["goes_on"] = NONE
    lives = tell(*write_disputes(table, review={"decided": None}, suspends=True))
    assert not any(d.reviewed for life in lives for d in life.disputes)


def test_within(write_disputes):
    """Who takes longer than allowed does not file."""
    for days, files in ((2, False), (3, True)):
        told = [d for life in tell(*write_disputes(within=("days", days))) for d in life.disputes]
        assert any(d.filed for d in told) == files and any(d.learnt for d in told)


def test_found_by_chance(write_disputes):
    """Without a notice people learn of records by chance alone, and without reasons fewer contest them."""
    table = dict(finds=dict.fromkeys(CELLS, HALF), without_reasons=HALF)
    told = [
        d
        for life in tell(*write_disputes(table, notice="none"))
        for d in life.disputes
        if early(life, d.arrived)
    ]
    learnt = [d for d in told if d.learnt is not None]
    assert {d.learnt - d.arrived for d in learnt} == {5}
    assert 0.35 < len(learnt) / len(told) < 0.65
    assert 0.35 < sum(d.filed is not None for d in learnt) / len(learnt) < 0.65
    told = [
        d
        for life in tell(*write_disputes(table, reasons=False))
        for d in life.disputes
        if early(life, d.arrived)
    ]
    assert all(d.learnt == d.arrived for d in told)
    assert 0.35 < sum(d.filed is not None for d in told) / len(told) < 0.65


def test_publication(write_disputes, write_rule):
    """With a notice of publication people learn of an entry when it is published, of other records when they arrive."""
    lists = {
        "x": {
            "publication": {"on": "day", "n": 15},
            "window": None,
            "term": ("months", 12),
            "from": "effect",
        }
    }
    rules = {
        "r": write_rule("a", points={"fixed": -10}),
        "l": write_rule("wrong_b", effect="list", list="x"),
    }
    scheme, society = write_disputes(rules=rules, notice="publication", blocks={"lists": lists})
    society["kinds"][1]["reads_as"] = "wrong_b"
    seen = Counter()
    for life in tell(scheme, society):
        for d in life.disputes:
            if early(life, d.arrived):
                first = date.fromordinal(d.arrived)
                following = first.replace(day=28) + timedelta(4)
                published = first if first.day < 15 else following
                expected = published.replace(day=15).toordinal() if d.flawed else d.arrived
                assert d.learnt == expected
                seen[d.flawed] += 1
        assert all(e.away == ((e.end, None),) for e in life.entries if e.away)
    assert seen[True] > 10 and seen[False] > 10


def faulty(name, value=None):
    return {
        "name": name,
        "type": name,
        "kinds": ["a"],
        "shares": SURE,
        "values": [] if value is None else [(value, Fraction(1))],
        "to": None,
    }


def test_wrong_amount_is_mended(write_disputes):
    """The correction of a wrong amount leaves the record with the right one."""
    scheme, society = write_disputes(faults=[faulty("wrong_amount", 4)], suspends=True)
    count = 0
    for life, dispute, record in pairs(tell(scheme, society, false_records=False)):
        assert dispute.flawed
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert (record.base, record.mended, record.annulled) == (-10, m + 4, False)
            assert record.away == ((m + 3, m + 4),) and dispute.everywhere
            count += 1
    assert count > 100


def test_stale_is_mended(write_disputes):
    """A record that ends too late is found by chance once it should be over, and ends with its correction."""
    table = dict(finds=SURE)
    scheme, society = write_disputes(table, faults=[faulty("stale", 70)], decided=("days", 20))
    count = 0
    for life, dispute, record in pairs(tell(scheme, society, false_records=False)):
        due = record.event_day + 120
        if early(life, due):
            assert (dispute.learnt, dispute.filed) == (due + 5, due + 8)
            assert dispute.corrected == record.end == record.mended == due + 28
            assert dispute.everywhere and not record.annulled
            count += 1
        elif dispute.corrected is None:
            assert record.end == due + 70
    assert count > 50


def test_duplicate_is_annulled(write_disputes):
    """Of a record that came twice the second one is the wrong one, with words of its own."""
    scheme, society = write_disputes(
        dict(files={"wrong": SURE, "right": NEVER}), faults=[faulty("duplicate")], suspends=True
    )
    lives = tell(scheme, society, false_records=False)
    told = [r for life in lives for r in life.records if early(life, r.arrived)]
    assert {(r.copy, r.annulled) for r in told} == {(0, False), (1, True)}
    scheme, society = write_disputes(dict(told=dict.fromkeys(CELLS, HALF)), faults=[faulty("duplicate")])
    lives = tell(scheme, society, false_records=False)
    ways = Counter()
    for life in lives:
        by_event = {}
        for d in life.disputes:
            by_event.setdefault((d.event_day, d.slot), []).append(d.learnt is not None)
        ways.update(tuple(each) for each in by_event.values() if len(each) == 2)
    assert len(ways) == 4


def test_except(write_disputes, write_rule):
    """Nobody contests what the process excepts, bonuses, or what a repair leaves; the rest of the cause is contested."""
    rules = {
        "r": write_rule("a", points={"fixed": -10}),
        "s": write_rule("a", points={"fixed": -20}),
        "p": write_rule("a", points={"fixed": 5}),
        "d": write_rule("a", effect="drop", drop={"set": "grade", "to": "low"}),
    }
    scheme, society = write_disputes(rules=rules, **{"except": ["s"]})
    scheme["one_act"] = "all"
    lives = tell(scheme, society)
    told = {(r.rule, r.annulled) for life in lives for r in life.records if early(life, r.arrived)}
    assert told == {("r", True), ("s", False), ("p", False), ("d", True)}
    bonus = {"p": write_rule("a", points={"table": [(1, 5)]})}
    assert not any(life.disputes for life in tell(*write_disputes(rules=bonus)))


def keep(number):
    return {"keeper": {"number": number, "reach": 100}}


@pytest.mark.parametrize(("corrects", "keepers"), [("every", {0}), ("one", {0, 1})])
def test_keepers(write_disputes, write_rule, corrects, keepers):
    """One dispute stands for all keepers, or each keeper has a dispute of its own."""
    rules = {
        "r": write_rule("a", points={"fixed": -10}, **keep(0)),
        "s": write_rule("a", points={"fixed": -10}, score="other", **keep(1)),
    }
    scores = {name: {"start": 100, "floor": None, "ceiling": None} for name in ("points", "other")}
    table = dict(told=dict.fromkeys(CELLS, HALF))
    scheme, society = write_disputes(table, rules=rules, blocks={"scores": scores}, corrects=corrects)
    ways = Counter()
    for life in tell(scheme, society):
        for event in {(d.event_day, d.stream, d.slot) for d in life.disputes}:
            told = [d for d in life.disputes if (d.event_day, d.stream, d.slot) == event]
            assert {d.keeper for d in told} == keepers
            if early(life, told[0].arrived) and told[0].flawed:
                ways[tuple((d.corrected is not None, d.everywhere) for d in told)] += 1
    if corrects == "every":
        assert set(ways) == {((True, True),), ((False, False),)}
    else:  # each keeper sends its own notice; of two corrections on one morning the last is the one that settles it
        some, no = (True, False), (False, False)
        assert set(ways) == {(some, (True, True)), (some, no), (no, some), (no, no)}


def test_holder_of_a_misplaced_record(write_disputes):
    """A record in the wrong file is disputed by whoever holds the file, with words of their own."""
    scheme, society = write_disputes(dict(told=dict.fromkeys(CELLS, HALF)), faults=[faulty("mix_up")])
    lives = tell(scheme, society, false_records=False)
    there = find_community(prepare(society), 11, 3, T0, lives[0].stop)
    senders = {}
    for slot in range(len(lives)):
        for c in list_candidates(there, there.person(slot), T0, lives[0].stop):
            senders.setdefault((c.day, c.stream, c.slot), []).append(c)
    count = 0
    for holder, life in enumerate(lives):
        for d in life.disputes:
            sent = [c for c in senders[d.event_day, d.stream, d.slot] if c.number == 0]
            if d.copy and len(sent) == 1 and early(life, d.arrived):
                c = sent[0]
                word = c.lot.draw(luck.NOTICE, c.year, c.stream, c.slot, second=holder ^ c.lot.index, copy=1)[
                    0
                ]
                assert (d.learnt is not None) == (word < 1 << 31)
                count += 1
    assert count > 50
