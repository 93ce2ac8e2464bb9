"""Lives told in paired worlds: thinning, furnishers, conditions, responses, attempts, coupling of worlds."""

from datetime import date
from fractions import Fraction

import pytest

from creditscape.law import NEVER, World, live, prepare
from creditscape.law.philox import draw_words
from creditscape.words import poisson_table
from creditscape.words.luck import CANDIDATE, COUNT, PERSON, pack

T0 = date(2020, 1, 1).toordinal()
HALF = Fraction(1, 2)


def tell(worlds, society, people=48, years=3, **options):
    slots = range(people)
    return live(worlds, prepare(society), seed=11, community=3, t0=T0, years=years, slots=slots, **options)


def restriction(**when):
    return {
        "bar": {
            "title": "",
            "kind": "restriction",
            "domain": "travel",
            "severity": 2,
            "blocks": ["trip"],
            "when": when,
        }
    }


@pytest.fixture
def scheme(write_scheme, write_rule):
    """Two points rules and a measure from the first deduction on."""
    return write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}, lasts=("days", 90)),
            "s": write_rule("b", points={"fixed": -5}),
        },
        measures=restriction(set="grade", levels=["low", "last"]),
    )


@pytest.fixture
def society(write_society, write_kind):
    """Acts of two kinds, a false record that reads as one of them, and trips."""
    return write_society(
        [
            write_kind("a"),
            write_kind("b", share=HALF, coverage={(p, g): HALF for p in (0, 1) for g in (0, 1)}),
            write_kind(
                "mixup", **{"class": "false_record", "reads_as": "b", "share": Fraction(1, 5), "domain": 2}
            ),
            write_kind("trip", **{"class": "attempt", "share": Fraction(2), "domain": 3}),
        ]
    )


def test_same_world_twice(scheme, society):
    """A world told twice gives the same life."""
    assert all(first == second for first, second in tell([World(scheme), World(scheme)], society))


def test_candidate_count(society):
    """As many events happen as the rates of their kinds say."""
    lives = [pair[0] for pair in tell([World(None)], society)]
    lived = sum(min(life.stop, life.death) - life.start for life in lives)
    counts = {
        kind: sum(event[1] == kind for life in lives for event in life.events) for kind in ("a", "b", "mixup")
    }
    for kind, rate in (("a", 3), ("b", 1.5), ("mixup", 0.6)):
        assert 0.8 < counts[kind] / (lived / 365.25 * rate) < 1.2


def test_true_records_only_remove(scheme, society):
    """With false records off a life has the same true events and no other record."""
    removed = 0
    for written, true in tell([World(scheme), World(scheme, false_records=False)], society):
        assert true.events == [event for event in written.events if event[3] != "false_record"]
        assert set(true.records) == {record for record in written.records if not record.false}
        assert {record.rule for record in written.records if record.false} <= {"s"}
        removed += len(written.records) - len(true.records)
    assert removed > 5


def test_nothing_adds_candidates(scheme, society):
    """With responses that hold back, every event of every world is one of the world without a scheme."""
    society["responses"] = {"fear": {"when": "restricted"}}
    society["kinds"][0]["responses"] = {"fear": HALF}
    written = World(scheme, responses=("fear",))
    true = World(scheme, false_records=False, responses=("fear",))
    spared = 0
    for told in tell([written, true, World(None)], society):
        assert set(told[0].events) <= set(told[2].events)
        assert set(told[1].events) <= {event for event in told[2].events if event[3] != "false_record"}
        spared += len(set(told[1].events) - set(told[0].events))
    assert spared > 0


def test_full_sight_records_every_true_event(scheme, society):
    """In full sight every true event of a subject that arrives in time is recorded, else those covered."""
    unseen = 0
    for true, full in tell(
        [World(scheme, false_records=False), World(scheme, False, full_sight=True)], society
    ):
        if full.entry is not None and full.exit is not None:
            expected = sorted(day for day, *_ in full.events if full.entry <= day < full.exit - 1)
            assert sorted(record.event_day for record in full.records) == expected
        assert set(true.records) <= set(full.records)
        unseen += len(full.records) - len(true.records)
    assert unseen > 20


def test_condition_holds_from_the_next_day(write_society, write_kind):
    """An episode of n days that starts on day e is in force on days e + 1 to e + n and on no other day."""
    loss = {"class": "circumstance", "domain": 2, "group": "losses", "starts": "poor"}
    kinds = [write_kind("a"), write_kind("loss", episode=[(20, Fraction(1))], **loss)]
    society = write_society(kinds, rate=Fraction(150), conditions={"poor": Fraction(0)})
    rates = {cell: Fraction(2) for cell in society["groups"]["acts"]["rates"]}
    society["groups"]["losses"] = {"at_most": Fraction(1), "rates": rates, "conditions": {}}
    before = after = 0
    for (life,) in tell([World(None)], society, people=24):
        starts = [day for day, kind, *_ in life.events if kind == "loss"]
        poor = {day for start in starts for day in range(start + 1, start + 21)}
        acts = {day for day, kind, *_ in life.events if kind == "a"}
        assert not acts & poor
        before += len(acts & set(starts))
        after += len(acts & ({start + 21 for start in starts} - poor))
    assert before > 0 and after > 0


def test_condition_multiplies(write_society, write_kind):
    """With at_most 2, acts happen at the rate given, and at twice the rate in a condition that doubles."""
    loss = {"class": "circumstance", "domain": 2, "starts": "poor", "episode": [(9999, Fraction(1))]}
    kinds = [write_kind("a"), write_kind("loss", **loss)]
    society = write_society(kinds, rate=Fraction(20), at_most=Fraction(2), conditions={"poor": Fraction(2)})
    poor, fine = [0, 0], [0, 0]
    for (life,) in tell([World(None)], society, people=24):
        first = min((day for day, kind, *_ in life.events if kind == "loss"), default=life.stop)
        acts = [day for day, kind, *_ in life.events if kind == "a"]
        last = max(first, min(life.stop, life.death) - 1)
        poor = [poor[0] + sum(day > first for day in acts), poor[1] + last - first]
        fine = [fine[0] + sum(day <= first for day in acts), fine[1] + first + 1 - life.start]
    assert 0.9 < poor[0] / (poor[1] / 365.25 * 40) < 1.1
    assert 0.5 < fine[0] / (fine[1] / 365.25 * 20) < 1.5


def test_words_come_from_their_addresses(write_society, write_kind):
    """The events of a year are those at the addresses of section 7.1, computed here by hand."""
    society = write_society([write_kind("a", domain=6)], rate=Fraction(9))

    def draw(stream, slot, purpose):
        counter = pack(3, PERSON, index=2, year=120, stream=stream, slot=slot, purpose=purpose)
        return draw_words(counter, 11)

    table = poisson_table(Fraction(9))
    count = sum(limit <= draw(4, 0, COUNT)[2] for limit in table)
    days = sorted(T0 + (draw(6, slot, CANDIDATE)[0] * 366 >> 32) for slot in range(count))
    ((life,),) = live([World(None)], society, seed=11, community=3, t0=T0, years=1, slots=[2])
    assert count > 3
    assert [event[0] for event in life.events] == [day for day in days if day < life.death]


@pytest.mark.parametrize("when", ["scored", "restricted"])
def test_response_holds_back(scheme, society, when):
    """A response with factor 0 ends the acts of those scored, or restricted that morning, and only theirs."""
    society["responses"] = {"fear": {"when": when}}
    society["kinds"][0]["responses"] = {"fear": Fraction(0)}
    some = 0
    for off, fear, none in tell(
        [World(scheme), World(scheme, responses=("fear",)), World(None, responses=("fear",))], society
    ):
        acts = {day for day, kind, *_ in fear.events if kind == "a"}
        held = set(range(fear.entry, fear.exit)) if fear.entry is not None and fear.exit else set()
        if when == "restricted":
            held = fear.days("bar")
        assert not acts & held
        assert acts >= {day for day, kind, *_ in off.events if kind == "a"} - held
        assert [event[0] for event in none.events] == [event[0] for event in off.events]
        some += len(off.events) - len(fear.events)
    assert some > 20


def test_unaware_do_not_respond(scheme, society):
    """People who are not aware live as if no response were on."""
    society["aware"] = Fraction(0)
    society["responses"] = {"fear": {"when": "scored"}}
    society["kinds"][0]["responses"] = {"fear": Fraction(0)}
    assert all(off == on for off, on in tell([World(scheme), World(scheme, responses=("fear",))], society))


def test_attempts_on_blocked_days(scheme, society):
    """Attempts are counted in years that block their kind, and blocked on the days of the measure alone."""
    blocked = 0
    for (life,) in tell([World(scheme)], society):
        barred = life.days("bar")
        years = {date.fromordinal(day).year for day in barred}
        assert {date.fromordinal(day).year for day, *_ in life.attempts} <= years
        assert all(kind == "trip" and was == (day in barred) for day, kind, was, *_ in life.attempts)
        blocked += sum(attempt[2] for attempt in life.attempts)
    assert blocked > 50


def test_delay_and_episode(scheme, write_society, write_kind):
    """A record arrives its delay after the event, and its term starts the day after the episode."""
    society = write_society([write_kind("a", delay=[(40, Fraction(1))], episode=[(7, HALF), (9, HALF)])])
    records = [record for (life,) in tell([World(scheme)], society) for record in life.records]
    assert records
    assert all(record.arrived == record.event_day + 40 for record in records)
    assert {record.end - record.event_day for record in records if record.end} == {8 + 90, 10 + 90}


def test_false_record_starts_nothing(scheme, write_society, write_kind):
    """A false record of a misfortune does not bring the misfortune."""
    kinds = [
        write_kind("a"),
        write_kind(
            "mixup",
            **{
                "class": "false_record",
                "reads_as": "b",
                "domain": 2,
                "starts": "poor",
                "episode": [(900, Fraction(1))],
            },
        ),
    ]
    society = write_society(kinds, conditions={"poor": Fraction(0)})
    for written, true in tell([World(scheme), World(scheme, false_records=False)], society):
        assert [e for e in written.events if e[1] == "a"] == true.events


def test_own_breach(scheme, society):
    """An own breach lies in the look-back while its term runs, recorded or not; a false record is none."""
    seen = 0
    for (life,) in tell([World(scheme)], society):
        acts = [event for event in life.events if event[3] == "conduct" and life.entry is not None]
        acts = [event for event in acts if life.entry is not None and event[0] >= life.entry]
        for day in range(life.start, life.stop, 50):
            long = any(kind == "b" for when, kind, *_ in acts if when < day)
            recent = any(kind == "a" and when < day < when + 90 for when, kind, *_ in acts)
            assert life.has_own_breach(day) == (long or recent)
            assert (life.guilty_until(day) == NEVER) == long
            seen += long or recent
    assert seen > 100


def test_own_breach_meets_a_list(write_scheme, write_rule, write_society, write_kind):
    """An act that leads to a list is a breach for the term of the list, a bonus is none."""
    scheme = write_scheme(
        {"r": write_rule("a", effect="list", list="x"), "s": write_rule("b", points={"fixed": 5})},
        lists={
            "x": {"publication": {"on": "arrival"}, "window": None, "term": ("days", 30), "from": "effect"}
        },
    )
    society = write_society([write_kind("a"), write_kind("b")])
    lives = [life for (life,) in tell([World(scheme)], society, people=12) if life.entry is not None]
    assert any(life.breaches for life in lives)
    for life in lives:
        acts = [
            day
            for day, kind, *_ in life.events
            if kind == "a" and life.entry is not None and day >= life.entry
        ]
        assert life.breaches == [(day, day + 30) for day in acts]
        assert [entry.arrived for entry in life.entries] == [
            day + 1 for day in acts if day + 1 < (life.exit or 0)
        ]
