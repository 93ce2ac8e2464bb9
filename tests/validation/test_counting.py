"""Figures from a community's tables and from its lives: counted by hand on small ones."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from creditscape.scheme import load_scheme
from creditscape.simulation import CommunityTables, Trace, make_plan, simulate, tally_communities
from creditscape.validation import counting, looking

WORLD = "as_written"


def table(columns: str, *rows: tuple) -> pl.DataFrame:
    return pl.DataFrame([(WORLD, *row) for row in rows], schema=["world", *columns.split()], orient="row")


@pytest.fixture(scope="module")
def community() -> CommunityTables:
    """A community of a handful: a band set of three levels, a list, trips, events, records."""
    stock = "quantity set level dimension value month person_days at_end"
    tables = {
        "stock": table(
            stock,
            *(
                ("band", "b", level, dimension, value, 5, 0, persons)
                for level, dimension, value, persons in (
                    ("top", "all", "all", 6), ("low", "all", "all", 3), ("none", "all", "all", 1),
                    ("top", "group", "minority", 1), ("none", "group", "minority", 1),
                    ("top", "group", "majority", 6), ("none", "group", "majority", 2),
                )
            ),
            ("listed", "", "x", "all", "all", 11, 0, 8),
            ("listed", "", "y", "all", "all", 11, 0, 2),
            ("subjects", "", "", "all", "all", 0, 36525, 100),
            ("subjects", "", "", "all", "all", 12, 36525, 100),
        ),
        "entries": table("list year entries exits", ("x", 0, 4, 0), ("x", 1, 8, 0), ("y", 0, 1, 0)),
        "attempts": table("kind year blocked", ("fly", 0, 10), ("fly", 1, 20), ("ride", 0, 5), ("ride", 1, 5)),
        "events": table("kind year real", ("a", 0, 3), ("b", 0, 1), ("b", 1, 2), ("c", 1, 9)),
        "rules": table(
            "rule cause year records", ("red_light", "own_breach", 0, 6), ("red_light", "no_event", 1, 2),
            ("volunteering", "own_lawful", 0, 4),
        ),
        "scores": table("score at dimension value bin persons", *(("s", 0, "all", "all", b, n) for b, n in ((0, 1), (50, 4), (60, 5)))),
    }  # fmt: skip
    return CommunityTables(0, tables, date(2015, 1, 1), load_scheme("suining-2010"))


def test_levels(community):
    """Persons on levels, of all or of some levels; parts of the population, and one over the other."""
    assert counting.share_on_levels(community, bands="b", month=5, levels={"t": ["top"], "r": ["low", "none"]}) == {
        "t": (6, 10), "r": (4, 10),
    }  # fmt: skip
    among = counting.share_on_levels(
        community, bands="b", month=5, levels={"l": ["low"]}, among=["top", "low"]
    )
    assert among == {"l": (3, 9)}
    parts = {"all": "all", "few": "group minority"}
    assert counting.share_without_score(community, bands="b", level="none", month=5, figures=parts) == {
        "all": (1, 10), "few": (1, 2),
    }  # fmt: skip
    named = {"name": "r", "first": "group minority", "second": "group majority"}
    (part, whole) = counting.ratio_without_score(community, bands="b", level="none", month=5, **named)["r"]
    assert part / whole == (1 / 2) / (2 / 8)


def test_scores_below(community):
    """Persons in bins below a limit, of all."""
    assert counting.share_of_scores(community, name="n", score="s", below=60) == {"n": (5, 10)}


def test_stocks_and_flows(community):
    """Listed at the end of a year over entries in it; entries a subject-year; one list over another."""
    assert counting.stock_over_flow(community, name="n", lists=["x", "y"], year=0) == {"n": (10, 5)}
    assert counting.entry_rate(community, name="n", listing="x", years=2) == {"n": (12, 200)}
    assert counting.listed_for_each(community, name="n", listing="x", other="y", month=11) == {"n": (8, 2)}


def test_counts_up_to_a_date(community):
    """Within a year entries are taken to come evenly; years that are over count whole."""
    spans = {"s": (date(2015, 7, 2), date(2016, 7, 1))}
    (later, earlier) = counting.growth_of_entries(community, listing="x", spans=spans)["s"]
    assert abs(earlier - 2) < 0.02 and abs(later - 8) < 0.05


def test_blocked(community):
    """Blocked attempts of one kind for another, for entries, and of all that would be made."""
    figures = {"f": ("fly", "ride"), "l": ("fly", "listed x")}
    found = counting.blocked_for_each(community, figures=figures, until=date(2017, 2, 1))
    assert found == {"f": (30, 10), "l": (30, 12)}
    assert counting.blocked_share(community, name="n", kind="fly", a_year=0.5, year=1) == {"n": (20, 50)}


def test_mixes(community):
    """Events and records of some sorts over others; rules by the sign of their points; subjects."""
    assert counting.mix_of_events(community, parts={"p": ["a", "b"]}, whole=["a", "b", "c"]) == {"p": (6, 15)}
    parts = {"red": ["red_light"], "worse": ["points < 0"]}
    assert counting.mix_of_records(community, parts=parts, whole=["volunteering"]) == {
        "red": (8, 4),
        "worse": (8, 4),
    }
    assert counting.mix_of_records(community, parts={"b": ["points > 0"]}, whole=["subjects"]) == {
        "b": (4, 100)
    }


@pytest.fixture(scope="module")
def trace() -> Trace:
    """Four people with a score and a level each: one without a file, one who falls, one who rises, one listed who pays."""
    rows = [  # world, slot, day, lists, measures, score, level
        (0, 1, 0, 0, 0, 500, 1), (1, 1, 0, 0, 0, 500, 1),
        (0, 2, 0, 0, 0, 700, 0), (1, 2, 0, 0, 0, 700, 0), (0, 2, 40, 0, 0, 640, 0),
        (0, 3, 0, 0, 0, 600, 0), (1, 3, 0, 0, 0, 620, 0), (0, 3, 50, 0, 0, 630, 0),
        (0, 4, 0, 2, 0, 550, 0), (1, 4, 0, 0, 0, 550, 0), (0, 4, 30, 0, 0, 550, 0),
        (0, 5, 0, 2, 0, 550, -1),
    ]  # fmt: skip
    events = [(0, 4, 20, 1), (0, 4, 25, 0), (0, 5, 90, 1), (1, 3, 20, 1), (0, 3, 20, 1)]
    names = ([WORLD, "better"], ["s"], {"b": ["file", "none"]}, ["other", "paid"], ["z", "x"])
    return Trace(0, np.array(rows), np.array(events), *names, [], 0)


def test_scores_of_lives(trace):
    """Only those with a file are counted, by range and in the mean, as of a morning."""
    named = {"score": "s", "bands": "b"}
    bins = {"low": (500, 599), "high": (700, 800)}
    assert looking.share_in_bins(trace, day=10, bins=bins, **named) == {"low": (1, 3), "high": (1, 3)}
    assert looking.share_in_bins(trace, day=45, bins=bins, **named) == {"low": (1, 3), "high": (0, 3)}
    assert looking.mean_score(trace, name="m", day=10, **named) == {"m": (1850, 3)}


def test_moves_of_lives(trace):
    """One falls by 60, one rises by 30, one stays; who has no file does not move."""
    assert looking.movement(trace, score="s", bands="b", day=10, later=60) == {
        "up": (1, 3), "down": (1, 3), "points up": (30, 1), "points down": (60, 1),
    }  # fmt: skip


def test_what_is_not_right(trace):
    """Somebody with another score than in the better world is counted, higher or lower."""
    assert looking.share_not_right(trace, name="n", day=10, against="better") == {"n": (1, 4)}
    assert looking.share_not_right(trace, name="n", day=45, against="better", bands="b") == {"n": (2, 3)}


def test_who_pays_while_listed(trace):
    """Paying counts while listed and up to the day, of all who ever were listed; paying unlisted does not."""
    named = {"name": "n", "listing": "x", "kind": "paid"}
    assert looking.paid_after_listing(trace, day=60, **named) == {"n": (1, 2)}
    assert looking.paid_after_listing(trace, day=10, **named) == {"n": (0, 2)}
    assert looking.paid_after_listing(trace, day=95, **named) == {"n": (2, 2)}


def test_communities_add_up_to_the_run():
    """The tables of the communities one by one are together those of the run, number by number."""
    plan = make_plan("suining-2010", people=512, years=1, worlds=(WORLD,), community_size=256)
    parts = list(tally_communities(plan))
    assert [part.community for part in parts] == [0, 1]
    run = simulate(plan)
    assert parts[0].first_day.isoformat() == run.manifest["first_day"]
    for name, count in (
        ("rules", "records"),
        ("events", "real"),
        ("stock", "person_days"),
        ("persons", "persons"),
    ):
        keys = [column for column in run.tables[name].columns if run.tables[name][column].dtype == pl.String]
        whole, apart = (
            frame.group_by(keys).agg(pl.col(count).sum()).sort(keys)
            for frame in (run.tables[name], pl.concat([part.tables[name] for part in parts]))
        )
        assert whole.filter(pl.col(count) > 0).equals(apart.filter(pl.col(count) > 0)), name
    assert parts[0].tables["events"]["real"].sum() != parts[1].tables["events"]["real"].sum()
