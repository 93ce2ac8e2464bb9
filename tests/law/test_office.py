"""The office that decides disputes: queues of a community and of a district, held to recursions written here."""

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from creditscape.law import World, find_waits, live, prepare
from creditscape.law.community import find_community
from creditscape.words import luck

T0 = date(2020, 1, 1).toordinal()


def tell(scheme, society, years=2) -> Any:
    lives = live([World(scheme)], prepare(society), seed=11, community=3, t0=T0, years=years)
    return [life for (life,) in lives]


def early(life, day):
    """Whether a life still goes on for a good while."""
    return life.exit is not None and day < life.exit - 200


def work_day_after(day, n=1):
    """The n-th day from Monday to Friday after a day."""
    while n:
        day += 1
        n -= date.fromordinal(day).weekday() < 5
    return day


def list_filed(society, lives):
    """What was filed, in the order in which an office takes it."""
    there = find_community(prepare(society), 11, 3, T0, lives[0].stop)
    filed = []
    for holder, life in enumerate(lives):
        for d in life.disputes:
            if d.filed is not None:
                place = (d.event_day, d.copy, d.stream, d.slot)
                lot, year = there.person(holder).lot, date.fromordinal(d.event_day).year
                word = lot.draw(luck.OFFICE, year, d.stream, d.slot, copy=d.copy)[0]
                filed.append((d.filed, word, holder, place, d))
    return [d for *_, d in sorted(filed, key=lambda each: each[:4])]


def let_nobody_die(society):
    society["survival"] = [Fraction(1)] * 110 + [Fraction(0)]
    society["ages"] = [[(0, 7305, Fraction(1, 4)), (7305, 20000, Fraction(3, 4))]] * 2


@pytest.mark.parametrize("days", [1, 2, 4])
def test_queue_of_a_community(write_disputes, write_redress, days):
    """An office that decides one case in so many working days serves by Lindley's recursion, and loses nobody who lives."""
    office = {"of": "community", "cases": Fraction(1000, 64 * days)}
    scheme, society = write_disputes(dict(office=office), rate=4)
    let_nobody_die(society)
    lives = tell(scheme, society)
    served, waits, filed = 0, [], list_filed(society, lives)
    for d in filed:
        served = work_day_after(max(served, d.filed), days)
        waits.append(served - d.filed)
        expected = served if served < lives[0].stop else None
        assert expected in (d.answered, d.lapsed)
    assert len(filed) > 200 and min(waits) <= days + 2 and max(waits) > 60
    free = tell(scheme, society | {"redress": write_redress()})
    there = [Counter((d.arrived, d.learnt, d.filed) for d in life.disputes) for life in free]
    assert there == [Counter((d.arrived, d.learnt, d.filed) for d in life.disputes) for life in lives]


def test_deadline_at_a_full_office(write_disputes):
    """Where the office is too slow, the deadline answers, and who was answered costs the office nothing."""
    office = {"of": "community", "cases": Fraction(1000, 64)}
    scheme, society = write_disputes(dict(office=office), decided=("days", 10), unanswered="stands", rate=6)
    let_nobody_die(society)
    lives = tell(scheme, society)
    served, ways = 0, Counter()
    for d in list_filed(society, lives):
        turn = work_day_after(max(served, d.filed))
        if turn <= d.filed + 10:
            served = turn
        if d.filed + 10 < lives[0].stop:
            assert (d.answered, d.unseen) == (d.filed + 10, turn > d.filed + 10)
            assert d.upheld != d.unseen
        ways[turn - d.filed] += 1
    assert ways[1] and ways[10] > 10 and sum(ways[wait] for wait in (11, 12, 13)) > 100


def test_dead_leave_the_queue(write_disputes):
    """Those who die while they wait cost nothing: the office is always done with the living by its own pace."""
    office = {"of": "community", "cases": Fraction(1000, 64 * 4)}
    scheme, society = write_disputes(dict(office=office), rate=4)
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
