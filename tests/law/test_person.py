"""Who lives in a slot: births, deaths and strata, by hand and against the shares they are drawn from."""

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from creditscape.law import World, live, prepare
from creditscape.law.person import Lot, draw_person, place_cell, span_year
from creditscape.law.prepared import full_years

T0 = date(2020, 3, 1).toordinal()


@pytest.fixture
def prepared(write_society, write_kind):
    """A society of 64 with 8 births a year."""
    return prepare(write_society([write_kind("a")]))


def draw(prepared, index, community=5):
    return draw_person(prepared, Lot(7, community, index), T0)


def test_first_roster_is_alive(prepared):
    """Everybody of the first roster lives on the first tallied day, in the age bands and by their shares."""
    people = [draw(prepared, index, community) for community in range(20) for index in range(64)]
    assert all(person.lives(T0) and 0 <= T0 - person.birth < 29220 for person in people)
    young = sum(T0 - person.birth < 7305 for person in people)
    assert 250 < young < 390  # 320 expected of 1,280


def test_deaths_follow_the_table(prepared):
    """With the survival 1 - age/100 nobody lives past 100 years, and remaining life is uniform to then."""
    people = [draw(prepared, index, community) for community in range(20) for index in range(64)]
    assert all(person.death - person.birth <= full_years(101) for person in people)
    shares = [Fraction(p.death - T0, full_years(100) - (T0 - p.birth)) for p in people]
    assert Fraction(45, 100) < sum(shares) / len(shares) < Fraction(55, 100)


def test_births_of_a_year(prepared):
    """Birth slots follow the roster, equally many a year, and those before the first day are empty."""
    people = [draw(prepared, 64 + k, community) for community in range(20) for k in range(24)]
    years = Counter(date.fromordinal(person.birth).year for person in people)
    assert years == {2020: 160, 2021: 160, 2022: 160}
    assert all(person.alive == (person.birth > T0) for person in people)
    assert 5 < sum(not person.alive for person in people) < 50


def test_slot_outside_the_roster(write_society, write_kind):
    """A slot above a roster without births is refused."""
    prepared = prepare(write_society([write_kind("a")], births=Fraction(0)))
    with pytest.raises(ValueError, match="outside"):
        draw(prepared, 64)


def test_limits_of_strata(prepared):
    """A stratum begins on the day of its age, 14 years being 5,113 days."""
    assert [prepared.place_stratum(age) for age in (-9, 0, 5112, 5113, 10956, 10957)] == [0, 0, 0, 1, 1, 2]


def test_strata(prepared):
    """The stratum of a year is the age on its 1 January; those not yet born are in the youngest."""
    person = draw(prepared, 64 + 8)
    born = date.fromordinal(person.birth).year
    assert place_cell(prepared, person, born)[0] == 0
    assert place_cell(prepared, person, born - 20)[0] == 0
    years = [year for year in range(born, born + 100) if place_cell(prepared, person, year)[0] == 1]
    assert all(full_years(14) <= span_year(year)[0] - person.birth < full_years(30) for year in years)
    assert len(years) == 16


def test_subject_from_min_age_to_death(prepared, write_scheme, write_rule):
    """A person is a subject from the day of the scheme's age to death, within the run, and never before."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -1})})
    lives = live([World(scheme)], prepared, seed=7, community=5, t0=T0, years=10, burn_in=3, slots=range(64))
    for (told,) in lives:
        entry, leave = max(told.start, told.birth + full_years(18)), min(told.death, told.stop)
        if entry < leave:
            assert (told.entry, told.exit) == (entry, leave)
            assert told.changes[0].day == entry
            assert all(
                entry < record.arrived < leave and entry <= record.event_day for record in told.records
            )
            assert (told.changes[-1] == (told.death, None)) == (told.death < told.stop)
        else:
            assert told.entry is None and not told.changes and not told.records


def test_burn_in_changes_no_life(prepared):
    """A longer burn-in adds earlier years and leaves everything else of a life without a scheme as it was."""
    both = (
        live([World(None)], prepared, seed=7, community=5, t0=T0, years=3, burn_in=n, slots=range(16))
        for n in (0, 6)
    )
    for (short,), (long,) in zip(*both, strict=True):
        assert short.events == [event for event in long.events if event[0] >= T0]
        assert short.death == long.death
