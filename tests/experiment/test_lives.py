"""Lives told in full beside a run: what is counted of them agrees with the run's own tallies, to the day."""

import numpy as np
import polars as pl
import pytest

from creditscape.experiment import add_lives, open_run, save_run
from creditscape.metrics import arbitrary_share
from creditscape.report.slots import find_flow
from creditscape.scheme import list_aims
from creditscape.simulation import LIVES, simulate, standings
from creditscape.simulation import telling as lives
from creditscape.society import read_society
from tests.society.small import SMALL

GROUP = ["world", "dimension", "value"]


@pytest.fixture(scope="module")
def told():
    """A small run without burn-in, with its lives, and the run before; its two communities are all that it has."""
    run = simulate(
        "wendeng-2020",
        "imaginary_county",
        people=8192,
        years=3,
        burn_in=0,
        worlds=("as_written", "true_records"),
    )
    return add_lives(run), run


def total(frame: pl.DataFrame, column: str, **equals: str) -> int:
    """The sum of a column over the rows that are equal to what is given."""
    return int(frame.filter(**equals)[column].sum())


def test_burdens_add_up(told):
    """Restricted days, persons ever restricted and subjects agree with the run in every world and group."""
    run, _ = told
    burden, days = run.tables["burden"], pl.col("days")
    found = burden.group_by(GROUP).agg(
        (days * pl.col("persons")).sum().alias("days"),
        pl.col("persons").filter(days > 0).sum().alias("restricted"),
        pl.col("persons").sum().alias("subjects"),
    )
    counted = run.tables["measure_days"].filter(measure="any restriction").group_by(GROUP).agg(days.sum())
    persons = run.tables["persons"].pivot("outcome", index=GROUP, values="persons")
    expected = counted.join(persons.select(*GROUP, "restricted", "subjects"), on=GROUP)
    expected = expected.filter(pl.col("subjects") > 0)  # a group of nobody has no rows
    assert found.sort(GROUP).equals(expected.select(found.columns).sort(GROUP))
    assert total(burden, "days") > 0


def test_spells_add_up(told):
    """Without burn-in every restricted day lies in one spell that began meanwhile; whoever was restricted has one recovery."""
    run, _ = told
    for world in ("as_written", "true_records"):
        spells = run.tables["spells"].filter(world=world, dimension="all")
        own = spells.filter(about="spell")
        assert (own["days"] * own["spells"]).sum() == total(
            run.tables["headline"], "sum", world=world, quantity="restricted_days"
        )
        restricted = total(
            run.tables["persons"], "persons", world=world, outcome="restricted", dimension="all"
        )
        assert total(spells, "spells", about="recovery") == restricted > 0
        assert spells["year"].min() >= 0 and {"free", "end_of_run"} <= set(spells["end"]) <= set(lives.ENDS)


def test_loads_add_up(told):
    """Days by the number of restrictions are the restricted days, and weighted by it the days under all restrictions."""
    run, _ = told
    load = run.tables["load"].filter(world="as_written")
    assert load["days"].sum() == total(
        run.tables["headline"], "sum", world="as_written", quantity="restricted_days"
    )
    kinds = {
        name: each["kind"]
        for phase in run.scheme.plain()["phases"]
        for name, each in phase["measures"].items()
    }
    restrictions = [name for name, kind in kinds.items() if kind == "restriction"]
    days = run.tables["measure_days"].filter(
        pl.col("measure").is_in(restrictions), world="as_written", dimension="all"
    )
    assert (load["measures"] * load["days"]).sum() == days["days"].sum()


def test_households_add_up(told):
    """Everybody lives in a household: its restricted members are those of the run, and so are its people, in every group."""
    run, _ = told
    homes, mates = run.tables["households"], run.tables["housemates"]
    times = pl.col("households")
    for dimension in ("all", "income", "group", "place"):
        own = homes.filter(dimension=dimension).group_by(GROUP)
        found = own.agg((pl.col("restricted") * times).sum(), (pl.col("grown") * times).sum()).sort(GROUP)
        persons = (
            run.tables["persons"].filter(dimension=dimension).pivot("outcome", index=GROUP, values="persons")
        )
        expected = persons.filter(pl.col("subjects") > 0).sort(GROUP)
        assert found["restricted"].to_list() == expected["restricted"].to_list()
        adults = mates.filter(dimension=dimension, who="adult").group_by(GROUP).agg(pl.col("persons").sum())
        assert (
            found["grown"].to_list()
            == adults.sort(GROUP)["persons"].to_list()
            == expected["subjects"].to_list()
        )
    assert (mates["only_beside"] <= mates["beside"]).all() and (mates["beside_days"] <= mates["days"]).all()
    children = mates.filter(who="child", dimension="all")
    assert children["beside"].equals(children["only_beside"]) and children["beside"].sum() > 0


def test_likeness_adds_up(told):
    """Those who had a file all the time are held beside others, in every world; no more are restricted than the run says."""
    run, _ = told
    assert run.tables["elsewhere"].is_empty()
    for world in ("as_written", "true_records"):
        rows = run.tables["likeness"].filter(world=world)
        persons, restricted = (
            total(run.tables["persons"], "persons", world=world, outcome=outcome, dimension="all")
            for outcome in ("subjects", "restricted")
        )
        assert 0.9 * persons < rows["persons"].sum() < persons
        assert 0 < rows.filter(own=1)["persons"].sum() <= restricted
        assert (rows["alike"] >= 5).all() and (rows["restricted"] <= rows["alike"]).all()


def test_firms_have_no_household():
    """Where firms have the files, or the society has no households, nothing is counted under a roof."""
    of_firms = simulate("wendeng-firms-2020", people=4096, years=1, burn_in=0, worlds=("as_written",))
    alone = simulate(
        "suining-2010", read_society(SMALL), people=4096, years=1, burn_in=0, worlds=("as_written",)
    )
    assert alone.society.plain()["households"] is None
    for run in (of_firms, alone):
        made = add_lives(run).tables
        assert made["households"].is_empty() and made["housemates"].is_empty()
    firms = add_lives(of_firms).tables
    assert firms["likeness"].is_empty() and firms["slips"].is_empty() and firms["aftermath"].is_empty()


def test_the_slip_is_a_common_one(told):
    """The act is one that the scheme counts against people, and behind the rule that most records of own breaches met."""
    run, _ = told
    rows = run.tables["slips"]
    (kind,) = set(rows["kind"])
    assert kind in list_aims(run.scheme.plain())["breaches"]
    met = (
        run.tables["rules"]
        .filter(world="as_written", cause="own_breach")
        .group_by("rule")
        .agg(pl.col("records").sum())
    )
    (top,) = met.sort("records").tail(1)["rule"]
    assert kind in next(phase["rules"][top]["events"] for phase in run.scheme.plain()["phases"])
    assert set(rows["who"]) == {"own", "others"} and set(rows["community"]) == {0, 1}
    assert total(rows, "first", who="own") > 0 == total(rows, "first", who="others")


def test_years_of_life_agree(told):
    """The days lived as a subject, by group and year, are those of the full cross."""
    run, _ = told
    flips = run.tables["flips"]
    assert flips["up"].sum() > 0 and flips["down"].sum() > 0
    sets = flips["set"].unique().to_list()
    for dimension in ("income", "group", "sex", "place", "age"):
        cross = run.tables["cross"].with_columns(pl.col(dimension).cast(pl.String).alias("value"))
        lived = cross.group_by("world", "value", "year").agg(pl.col("subject_days").sum())
        for name in sets:
            own = flips.filter(set=name, dimension=dimension).group_by("world", "value", "year")
            both = own.agg(pl.col("subject_days").sum()).join(lived, on=["world", "value", "year"])
            assert len(both) and both["subject_days"].equals(both["subject_days_right"])


def test_levels_and_scores_agree(told):
    """Scores are held against conduct for those whom the histogram counts; nobody makes two steps who does not make the first."""
    run, _ = told
    histogram = (
        run.tables["scores"]
        .filter(dimension="all")
        .group_by("world", "score", "at")
        .agg(pl.col("persons").sum())
    )
    drift = run.tables["drift"].group_by("world", "score", "at").agg(pl.col("persons").sum())
    both = drift.join(histogram, on=["world", "score", "at"])
    assert len(both) == len(drift) and both["persons"].equals(both["persons_right"])
    moves = run.tables["moves"].group_by("world", "set", "from", "to").agg(pl.col("persons").sum())
    first = run.tables["triples"].group_by("world", "set", "from", "through").agg(pl.col("persons").sum())
    pairs = first.join(
        moves, left_on=["world", "set", "from", "through"], right_on=["world", "set", "from", "to"]
    )
    assert len(pairs) == len(first) and (pairs["persons"] <= pairs["persons_right"]).all()
    assert first["persons"].sum() > 0


def test_foresight_agrees(told):
    """Persons by score and group on the first mornings of all years are those of the histograms, bin by bin."""
    run, _ = told
    keys = ["world", "score", "dimension", "value", "bin"]
    counted = run.tables["scores"].filter(pl.col("at") < 3).group_by(keys).agg(pl.col("persons").sum())
    seen = run.tables["foresight"].group_by(keys).agg(pl.col("persons", "acted").sum())
    assert counted.sort(keys).equals(seen.sort(keys).drop("acted"))
    assert (seen["acted"] <= seen["persons"]).all() and seen["acted"].sum() > 0


def test_one_domain_takes_all():
    """Where all conduct that counts lies in one domain, without it no restricted day is left."""
    run = simulate("court-list-2013", "county_of_travellers", people=4096, years=2, worlds=("as_written",))
    made = add_lives(run).tables["flow"]
    domains = made["conduct"].unique().to_list()
    days = run.tables["measure_days"].filter(dimension="all")
    restrictions = days.filter(~pl.col("measure").is_in(["any restriction", "any reward"]))
    kinds = {
        name: each["kind"]
        for phase in run.scheme.plain()["phases"]
        for name, each in phase["measures"].items()
    }
    names = [name for name, kind in kinds.items() if kind == "restriction"]
    assert domains == ["courts"]
    assert made["days"].sum() == restrictions.filter(pl.col("measure").is_in(names))["days"].sum() > 0


def test_a_reform_is_told_too():
    """In a comparison the reform's people bear what the run says they bear, and its conduct what it brings there."""
    run = simulate(
        "suining-2010", people=4096, years=2, reform="court-list-2013", society="county_of_travellers"
    )
    made = add_lives(run).tables
    burden = (
        made["burden"]
        .filter(dimension="all")
        .group_by("world")
        .agg((pl.col("days") * pl.col("persons")).sum())
    )
    told = dict(burden.iter_rows())
    assert set(told) == {
        f"{prefix}{world}" for prefix in ("", "reform_") for world in ("as_written", "true_records")
    }
    for world, days in told.items():
        assert days == total(run.tables["headline"], "sum", world=world, quantity="restricted_days")
    assert run.reform is not None
    under = run.tables["measure_days"].filter(world="reform_as_written", dimension="all")
    kinds = {
        name: each["kind"]
        for phase in run.reform.plain()["phases"]
        for name, each in phase["measures"].items()
    }
    names = [name for name, kind in kinds.items() if kind == "restriction"]
    days = under.filter(pl.col("measure").is_in(names))["days"].sum()
    assert made["flow"].filter(world="reform_as_written")["days"].sum() == days > 0


def test_the_same_lives_elsewhere():
    """Where schemes have files on the same people, those restricted are those of the run; a scheme beside itself agrees."""
    run = add_lives(
        simulate(
            "court-list-2013",
            people=4096,
            years=1,
            reform=["air-ban-2018", "court-list-2013"],
            society="county_of_travellers",
        )
    )
    persons, worlds = run.tables["persons"], ("as_written", "reform_as_written", "reform_2_as_written")
    restricted = [total(persons, "persons", world=w, outcome="restricted", dimension="all") for w in worlds]
    told = run.tables["elsewhere"].filter(dimension="all")
    assert told["persons"].sum() == total(
        persons, "persons", world="as_written", outcome="subjects", dimension="all"
    )
    assert (told["under"] * told["persons"]).sum() == sum(restricted) and restricted[0] == restricted[2] > 0
    some = told.filter(pl.col("under").is_in([1, 2]))["persons"].sum()
    assert abs(restricted[0] - restricted[1]) <= some == arbitrary_share(run)["numerator"][0] > 0
    for name in ("flow", "slips"):
        assert set(run.tables[name]["world"]) == {*worlds}
    flows = {world: run.tables["flow"].filter(world=world).drop("world") for world in worlds}
    assert flows["as_written"].equals(flows["reform_2_as_written"]) and not flows["as_written"].equals(
        flows["reform_as_written"]
    )
    assert (find_flow(run) or [])[0]["days"] == flows["as_written"].head(1)[
        "days"
    ].item()  # of the scheme alone
    alone = add_lives(simulate("court-list-2013", people=4096, years=1, reform="court-list-2013"))
    assert arbitrary_share(alone)["numerator"][0] == 0


def test_the_run_stays_what_it_was(told, tmp_path):
    """Telling lives changes neither the digest nor any table, and what it adds is kept and comes back."""
    run, before = told
    assert run.digest == before.digest and all(run.tables[n].equals(t) for n, t in before.tables.items())
    assert set(run.tables) - set(before.tables) == {*LIVES, "flow", "slips", "aftermath"}
    assert run.manifest["lives"]["people"] == 8192 and run.manifest["lives"]["communities"] == 2
    back = open_run(save_run(run, tmp_path / "run"))
    assert all(back.tables[name].equals(run.tables[name]) for name in LIVES)


def make_lives(rows, days=1000, death=9999):
    """Standings of one world: rows of slot, first day, restrictions. death: day of death of slot 2 alone."""
    told_rows = np.array(rows)
    until = np.full(len(rows), days)
    same = told_rows[1:, 0] == told_rows[:-1, 0]
    until[:-1][same] = told_rows[1:, 1][same]
    none, deaths = np.zeros((len(rows), 0), int), np.array([9999, 9999, death, 9999])
    return standings.Lives(
        told_rows[:, 0], told_rows[:, 1], until, told_rows[:, 2], none, none, deaths, none, days
    )


def test_spells_by_hand():
    """One restriction after another is one spell; a standing of no length is none; death and the end of the run cut it short."""
    some = make_lives(
        [(0, 5, 1), (0, 10, 3), (0, 20, 0), (1, 7, 1), (1, 7, 0), (2, 30, 1), (2, 50, 0), (3, 900, 4)],
        death=50,
    )
    spells = standings.find_spells(some).tolist()
    assert spells == [[0, 5, 20, 0], [2, 30, 50, 1], [3, 900, 1000, 2]]
    assert len(standings.find_spells(make_lives([(0, 5, 0)]))) == 0


@pytest.mark.parametrize(
    ("rows", "death", "found"),
    [
        ([(0, 10, 1), (0, 40, 0)], 9999, [(0, 10, 40, 0)]),
        (
            [(0, 10, 1), (0, 40, 0), (0, 129, 1), (0, 150, 0)],
            9999,
            [(0, 10, 150, 0)],
        ),  # 89 days free do not do
        ([(0, 10, 1), (0, 40, 0), (0, 130, 1), (0, 150, 0)], 9999, [(0, 10, 40, 0)]),  # 90 do
        ([(0, 10, 1), (0, 920, 0)], 9999, [(0, 10, 1000, 2)]),  # the run ends too soon to tell
        ([(0, 10, 1), (0, 40, 0)], 100, [(0, 10, 100, 1)]),  # so does the life
        ([(0, -5, 1), (0, 40, 0)], 9999, []),  # under a restriction before counting began
    ],
)
def test_recoveries_by_hand(rows, death, found):
    """From the first restriction to the first 90 days in a row without one, or as long as somebody was seen."""
    some = make_lives([(2, *row[1:]) for row in rows], death=death)
    assert lives._find_recoveries(some, standings.find_spells(some)).tolist() == [
        [2, *each[1:]] for each in found
    ]
