"""Redress: who learns of a record, who contests it, and what becomes of it, in societies in which most of it is sure."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest

from creditscape.law import World, find_waits, live_together, prepare
from creditscape.law.candidates import list_candidates
from creditscape.law.community import find_community
from creditscape.words import luck

T0 = date(2020, 1, 1).toordinal()
HALF = Fraction(1, 2)
CELLS = list(product(range(5), (0, 1), range(5), (0, 1), (0, 1)))
SURE, NEVER = dict.fromkeys(CELLS, Fraction(1)), dict.fromkeys(CELLS, Fraction(0))
BOTH = {"wrong": Fraction(1), "right": Fraction(1)}
NONE = {"wrong": Fraction(0), "right": Fraction(0)}


def redress(**options):
    """Everybody is told, contests after three days, and is right."""
    return {
        "told": SURE,
        "finds": NEVER,
        "finds_after": [(5, Fraction(1))],
        "files": {"wrong": SURE, "right": SURE},
        "without_reasons": Fraction(1),
        "files_after": [(3, Fraction(1))],
        "upheld": {"keeper": BOTH, "subject": NONE},
        "goes_on": BOTH,
        "review": BOTH,
        "reinserted": Fraction(0),
        "reinserted_after": [(30, Fraction(1))],
        "office": None,
    } | options


def process(**options):
    return {
        "notice": "arrival",
        "reasons": True,
        "within": None,
        "proof": "keeper",
        "suspends": False,
        "decided": None,
        "unanswered": "waits",
        "corrected": None,
        "corrects": "every",
        "review": None,
        "except": [],
    } | options


def tell(scheme, society, years=2, **world):
    lives = live_together(
        [World(scheme, **world)], prepare(society), seed=11, community=3, t0=T0, years=years
    )
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


@pytest.fixture
def write(write_scheme, write_rule, write_society, write_kind):
    """A scheme of one rule with a process, and a society with redress."""

    def make(table=None, *, rules=None, faults=(), shocks=(), kinds=None, rate=3, blocks=None, **steps):
        scheme = write_scheme(
            rules or {"r": write_rule("a", points={"fixed": -10}, lasts=("days", 120))},
            process=process(**steps),
            **blocks or {},
        )
        wrong = {"class": "false_record", "reads_as": "a", "domain": 2, "share": HALF}
        found = kinds or [write_kind("a"), write_kind("wrong", **wrong)]
        society = write_society(found, rate=Fraction(rate), faults=list(faults), shocks=list(shocks))
        return scheme, society | {"redress": table if table is not None else redress()}

    return make


def test_no_process_no_redress(write):
    """Nobody disputes anything where the scheme has no process, or the society no redress."""
    scheme, society = write()
    assert any(life.disputes for life in tell(scheme, society))
    assert not any(life.disputes for life in tell(scheme, society | {"redress": None}))
    del scheme["phases"][0]["process"]
    assert not any(life.disputes for life in tell(scheme, society))


def test_process_of_the_phase_of_arrival(write, write_phase, write_rule):
    """A dispute follows the process of the phase in which its cause arrives."""
    scheme, society = write(decided=("days", 40))
    rules = {"r": write_rule("a", points={"fixed": -10}, lasts=("days", 120))}
    later = [
        write_phase(rules, process=process(decided=("days", 7))) | {"from": T0 + 200},
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


def test_upheld_at_once(write):
    """Told on arrival, contested after three days, decided and corrected the next morning: the record is annulled."""
    count = 0
    for life, dispute, record in pairs(tell(*write())):
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


def test_score_without_annulled_records(write):
    """The score counts a record until it is annulled, and no longer."""
    for life in tell(*write()):
        for first, end, standing in life.spells():
            for day in {first, end - 1}:
                counted = sum(
                    r.arrived <= day < r.end and not any(a <= day < (b or day + 1) for a, b in r.away)
                    for r in life.records
                )
                assert standing.scores["points"] == 100 - 10 * counted


@pytest.mark.parametrize(("upheld", "ends"), [(BOTH, None), (NONE, 24)])
def test_suspended(write, upheld, ends):
    """A suspended record does not count from filing; after a refusal it counts again."""
    table = redress(upheld={"keeper": upheld, "subject": NONE})
    scheme, society = write(table, suspends=True, decided=("days", 21))
    count = 0
    for life, dispute, record in pairs(tell(scheme, society)):
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert record.away == ((m + 3, ends and m + ends),) and record.annulled == (ends is None)
            count += 1
    assert count > 100


def test_suspended_scores(write):
    """While a record is suspended the score is what it would be without it."""
    table = redress(upheld={"keeper": NONE, "subject": NONE})
    for life in tell(*write(table, suspends=True, decided=("days", 21))):
        for first, _, standing in life.spells():
            held = [r for r in life.records if r.arrived <= first < r.end]
            counted = sum(not any(a <= first < (b or first + 1) for a, b in r.away) for r in held)
            assert standing.scores["points"] == 100 - 10 * counted


def test_who_bears_the_burden_of_proof(write):
    """Answers follow the shares of whoever bears the burden, for wrong and for right records."""
    table = redress(upheld={"keeper": NONE, "subject": {"wrong": Fraction(1), "right": Fraction(0)}})
    lives = tell(*write(table, proof="subject"))
    ways = {(d.flawed, d.upheld) for life in lives for d in life.disputes if d.answered}
    assert ways == {(True, True), (False, False)}
    assert {d.upheld for life in tell(*write(table)) for d in life.disputes if d.answered} == {False}


def test_corrected_later(write):
    """A correction comes so long after the answer, and until then the record counts."""
    for life, dispute, record in pairs(tell(*write(corrected=("days", 10)))):
        if early(life, dispute.arrived):
            assert dispute.corrected == dispute.answered + 10 and record.away == ((dispute.corrected, None),)


def test_reinserted(write):
    """A record that is put back counts again after its days, if it is not over."""
    table = redress(reinserted=Fraction(1))
    count = 0
    for life, dispute, record in pairs(tell(*write(table))):
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert (dispute.corrected, dispute.reinserted, dispute.everywhere) == (m + 4, m + 34, True)
            assert record.away == ((m + 4, m + 34),) and not record.annulled
            count += 1
    assert count > 100
    table["reinserted_after"] = [(300, Fraction(1))]
    assert not any(d.reinserted for life in tell(*write(table)) for d in life.disputes)


def test_lapsed(write):
    """Where the term is over before the answer, or before filing, there is nothing left to decide."""
    scheme, society = write(decided=("days", 150))
    told = [d for life in tell(scheme, society) for d in life.disputes if early(life, d.arrived)]
    assert told and all(d.filed and d.answered is None and d.lapsed == d.filed + 150 for d in told)
    scheme, society = write(redress(files_after=[(130, Fraction(1))]))
    told = [d for life in tell(scheme, society) for d in life.disputes if early(life, d.arrived)]
    assert told and all(d.filed is None and d.lapsed == d.arrived + 130 for d in told)


@pytest.mark.parametrize(
    ("unanswered", "answered", "unseen", "upheld"),
    [("falls", 23, True, True), ("stands", 23, True, False), ("waits", 54, False, True)],
)
def test_unanswered(write, unanswered, answered, unseen, upheld):
    """When the deadline passes, the record falls or stands unseen, or the dispute waits on."""
    table = redress(office={"of": "district", "cases": Fraction(1)})
    scheme, society = write(table, decided=("days", 20), unanswered=unanswered)
    waits = dict.fromkeys(range(T0, T0 + 800), 50)
    count = 0
    for life in tell(scheme, society, waits=waits):
        for d in life.disputes:
            if early(life, d.arrived):
                assert (d.answered, d.unseen, d.upheld) == (d.arrived + answered, unseen, upheld)
                count += 1
    assert count > 100


def test_answered_on_the_last_day(write):
    """Where the office comes in time, the answer is given on the last day allowed, seen."""
    table = redress(office={"of": "district", "cases": Fraction(1)})
    scheme, society = write(table, decided=("days", 20), unanswered="stands")
    told = [d for life in tell(scheme, society) for d in life.disputes if early(life, d.arrived)]
    assert {(d.answered - d.filed, d.unseen, d.upheld) for d in told} == {(20, False, True)}


@pytest.mark.parametrize(("share", "gone"), [(1, True), (0, False)])
def test_review(write, share, gone):
    """Who is refused goes on to a review, which corrects or not."""
    table = redress(upheld={"keeper": NONE, "subject": NONE}, review=dict.fromkeys(BOTH, Fraction(share)))
    scheme, society = write(table, review={"decided": ("days", 12)}, suspends=True)
    for life, dispute, record in pairs(tell(scheme, society)):
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert (dispute.answered, dispute.upheld, dispute.reviewed) == (m + 4, False, m + 16)
            assert dispute.upheld_on_review == gone and dispute.corrected == (m + 16 if gone else None)
            assert record.away == ((m + 3, None if gone else m + 16),)
    table["goes_on"] = NONE
    lives = tell(*write(table, review={"decided": None}, suspends=True))
    assert not any(d.reviewed for life in lives for d in life.disputes)


def test_within(write):
    """Who takes longer than allowed does not file."""
    for days, files in ((2, False), (3, True)):
        told = [d for life in tell(*write(within=("days", days))) for d in life.disputes]
        assert any(d.filed for d in told) == files and any(d.learnt for d in told)


def test_found_by_chance(write):
    """Without a notice people learn of records by chance alone, and without reasons fewer contest them."""
    table = redress(finds=dict.fromkeys(CELLS, HALF), without_reasons=HALF)
    told = [d for life in tell(*write(table, notice="none")) for d in life.disputes if early(life, d.arrived)]
    learnt = [d for d in told if d.learnt is not None]
    assert {d.learnt - d.arrived for d in learnt} == {5}
    assert 0.35 < len(learnt) / len(told) < 0.65
    assert 0.35 < sum(d.filed is not None for d in learnt) / len(learnt) < 0.65
    told = [d for life in tell(*write(table, reasons=False)) for d in life.disputes if early(life, d.arrived)]
    assert all(d.learnt == d.arrived for d in told)
    assert 0.35 < sum(d.filed is not None for d in told) / len(told) < 0.65


def test_publication(write, write_rule):
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
    scheme, society = write(rules=rules, notice="publication", blocks={"lists": lists})
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


def test_wrong_amount_is_mended(write):
    """The correction of a wrong amount leaves the record with the right one."""
    scheme, society = write(faults=[faulty("wrong_amount", 4)], suspends=True)
    count = 0
    for life, dispute, record in pairs(tell(scheme, society, false_records=False)):
        assert dispute.flawed
        if early(life, dispute.arrived):
            m = dispute.arrived
            assert (record.base, record.mended, record.annulled) == (-10, m + 4, False)
            assert record.away == ((m + 3, m + 4),) and dispute.everywhere
            count += 1
    assert count > 100


def test_stale_is_mended(write):
    """A record that ends too late is found by chance once it should be over, and ends with its correction."""
    table = redress(finds=SURE)
    scheme, society = write(table, faults=[faulty("stale", 70)], decided=("days", 20))
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


def test_duplicate_is_annulled(write):
    """Of a record that came twice the second one is the wrong one, with words of its own."""
    scheme, society = write(
        redress(files={"wrong": SURE, "right": NEVER}), faults=[faulty("duplicate")], suspends=True
    )
    lives = tell(scheme, society, false_records=False)
    told = [r for life in lives for r in life.records if early(life, r.arrived)]
    assert {(r.copy, r.annulled) for r in told} == {(0, False), (1, True)}
    scheme, society = write(redress(told=dict.fromkeys(CELLS, HALF)), faults=[faulty("duplicate")])
    lives = tell(scheme, society, false_records=False)
    ways = Counter()
    for life in lives:
        by_event = {}
        for d in life.disputes:
            by_event.setdefault((d.event_day, d.slot), []).append(d.learnt is not None)
        ways.update(tuple(each) for each in by_event.values() if len(each) == 2)
    assert len(ways) == 4


def test_except(write, write_rule):
    """Nobody contests what the process excepts, bonuses, or what a repair leaves; the rest of the cause is contested."""
    rules = {
        "r": write_rule("a", points={"fixed": -10}),
        "s": write_rule("a", points={"fixed": -20}),
        "p": write_rule("a", points={"fixed": 5}),
        "d": write_rule("a", effect="drop", drop={"set": "grade", "to": "low"}),
    }
    scheme, society = write(rules=rules, **{"except": ["s"]})
    scheme["one_act"] = "all"
    lives = tell(scheme, society)
    told = {(r.rule, r.annulled) for life in lives for r in life.records if early(life, r.arrived)}
    assert told == {("r", True), ("s", False), ("p", False), ("d", True)}
    bonus = {"p": write_rule("a", points={"table": [(1, 5)]})}
    assert not any(life.disputes for life in tell(*write(rules=bonus)))


def keep(number):
    return {"keeper": {"number": number, "reach": 100}}


@pytest.mark.parametrize(("corrects", "keepers"), [("every", {0}), ("one", {0, 1})])
def test_keepers(write, write_rule, corrects, keepers):
    """One dispute stands for all keepers, or each keeper has a dispute of its own."""
    rules = {
        "r": write_rule("a", points={"fixed": -10}, **keep(0)),
        "s": write_rule("a", points={"fixed": -10}, score="other", **keep(1)),
    }
    scores = {name: {"start": 100, "floor": None, "ceiling": None} for name in ("points", "other")}
    table = redress(told=dict.fromkeys(CELLS, HALF))
    scheme, society = write(table, rules=rules, blocks={"scores": scores}, corrects=corrects)
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


def test_holder_of_a_misplaced_record(write):
    """A record in the wrong file is disputed by whoever holds the file, with words of their own."""
    scheme, society = write(redress(told=dict.fromkeys(CELLS, HALF)), faults=[faulty("mix_up")])
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


def work_day_after(day, n=1):
    """The n-th day from Monday to Friday after a day."""
    while n:
        day += 1
        n -= date.fromordinal(day).weekday() < 5
    return day


@pytest.mark.parametrize("days", [1, 2, 4])
def test_queue_of_a_community(write, days):
    """An office that decides one case in so many working days serves by Lindley's recursion, and loses nobody who lives."""
    office = {"of": "community", "cases": Fraction(1000, 64 * days)}
    scheme, society = write(redress(office=office), rate=4)
    society["survival"] = [Fraction(1)] * 110 + [Fraction(0)]  # nobody leaves the queue by death
    society["ages"] = [[(0, 7305, Fraction(1, 4)), (7305, 20000, Fraction(3, 4))]] * 2
    lives = tell(scheme, society)
    prepared = prepare(society)
    there = find_community(prepared, 11, 3, T0, lives[0].stop)
    filed = []
    for holder, life in enumerate(lives):
        for d in life.disputes:
            if d.filed is not None:
                place = (d.event_day, d.copy, d.stream, d.slot)
                lot, year = there.person(holder).lot, date.fromordinal(d.event_day).year
                word = lot.draw(luck.OFFICE, year, d.stream, d.slot, copy=d.copy)[0]
                filed.append((d.filed, word, holder, place, d))
    filed.sort(key=lambda each: each[:4])
    served, waits = 0, []
    for day, *_, d in filed:
        served = work_day_after(max(served, day), days)
        waits.append(
            served - day
        )
        expected = served if served < lives[0].stop else None
        assert expected in (d.answered, d.lapsed)
    assert len(filed) > 200 and min(waits) <= days + 2 and max(waits) > 60
    free = tell(scheme, society | {"redress": redress()})
    there = [Counter((d.arrived, d.learnt, d.filed) for d in life.disputes) for life in free]
    assert there == [Counter((d.arrived, d.learnt, d.filed) for d in life.disputes) for life in lives]


def test_deadline_at_a_full_office(write):
    """Where the office is too slow, the deadline answers, and who was answered costs the office nothing."""
    office = {"of": "community", "cases": Fraction(1000, 64 * 4)}
    scheme, society = write(redress(office=office), decided=("days", 10), unanswered="stands", rate=4)
    told = [d for life in tell(scheme, society) for d in life.disputes if early(life, d.arrived)]
    assert {d.answered - d.filed for d in told} == {10}
    assert {(d.unseen, d.upheld) for d in told} == {(True, False), (False, True)}
    seen = sorted(d.filed for d in told if not d.unseen)
    weeks = (seen[-1] - seen[0]) / 7
    assert 0.8 < len(seen) / (weeks * 5 / 4) <= 1.05


def test_dead_leave_the_queue(write):
    """Those who die while they wait cost nothing: the office is always done with the living by its own pace."""
    office = {"of": "community", "cases": Fraction(1000, 64 * 4)}
    scheme, society = write(redress(office=office), rate=4)
    society["survival"] = [Fraction(max(0, 100 - 4 * age), 100) for age in range(111)]
    society["ages"] = [[(6600, 8400, Fraction(1))]] * 2
    lives = tell(scheme, society)
    served = sorted(
        d.answered or d.lapsed
        for life in lives
        for d in life.disputes
        if d.filed and (d.answered or d.lapsed)
    )
    dead = [
        d for life in lives for d in life.disputes if d.filed and not d.answered and life.death < life.stop
    ]
    assert len(dead) > 5
    gaps = Counter(work_day_after(a, 4) == b for a, b in zip(served, served[1:], strict=False))
    assert gaps[True] > 10 * gaps[False]


def test_waits_of_a_district():
    """The wait of a day is that of its last filing, by Lindley's recursion; of a day without any, of one more."""
    society = {
        "redress": {"office": {"of": "district", "cases": Fraction(2000, 32 * 10)}},
        "size": 10,
        "holidays": [],
    }  # two cases a working day
    filings = {T0 + 2: 9, T0 + 3: 1, T0 + 20: 4, T0 + 21: 3}
    ahead, expected = [], {}
    for day in range(T0, T0 + 60):
        ahead = [turn for turn in ahead if turn > day]
        for _ in range(filings.get(day, 0)):
            ahead.append(turn_of(ahead, day))
        last = ahead[-1] if filings.get(day) else turn_of(ahead, day)
        expected[day] = last - day - 1
    assert find_waits(society, filings, T0, T0 + 60) == expected
    assert (
        expected[T0 + 2] == 6 and expected[T0] == 0
    )  # the ninth is served on the fifth working day after Friday 3 January


def turn_of(ahead, day):
    """The day on which one more is served, two a working day, all others of the queue first."""
    turn = max([day, *ahead])
    if turn > day and ahead.count(turn) < 2:
        return turn
    return work_day_after(turn)
