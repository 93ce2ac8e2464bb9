"""Other values of what is assumed: the design, what stands at its points, and what is kept with a run."""

from itertools import combinations

import polars as pl
import pytest

from creditscape.experiment import add_ranges, open_run, ranges, save_run
from creditscape.experiment.design import POINTS, SIDE, lay_out
from creditscape.scheme import load_scheme
from creditscape.simulation import simulate
from creditscape.society import load_society
from creditscape.words import InputError

FEW = 5  # points of the design that are tried here


@pytest.fixture(scope="module")
def plain_run():
    """A run of one community and one year."""
    return simulate(
        "court-list-2013", "county_of_travellers", people=4096, years=1, worlds=("as_written", "true_records")
    )


@pytest.fixture(scope="module")
def tried(plain_run):
    """The run with the first points of the design."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranges, "lay_out", lambda topics: lay_out(topics)[:FEW])
        return add_ranges(plain_run)


def test_effects_do_not_mix():
    """Each topic stands as often at its low as at its high ends, no two go together, and no pair goes with a third one."""
    points = lay_out([str(n) for n in range(SIDE)])
    columns = [[point[str(n)] for point in points] for n in range(SIDE)]
    assert len(points) == POINTS and all(sum(column) == 0 for column in columns)
    for one, other in combinations(columns, 2):
        pair = [a * b for a, b in zip(one, other, strict=True)]
        assert sum(pair) == 0
        assert all(sum(a * b for a, b in zip(pair, third, strict=True)) == 0 for third in columns)


def test_a_design_that_is_not_folded_mixes_effects_with_pairs():
    """Without its second half the design takes a pair of topics for a third one: the test above can fail."""
    half = lay_out([str(n) for n in range(SIDE)])[:SIDE]
    columns = [[point[str(n)] for point in half] for n in range(SIDE)]
    mixed = [abs(sum(a * b * d for a, b, d in zip(*some, strict=True))) for some in combinations(columns, 3)]
    assert max(mixed) == SIDE


def test_too_many_topics():
    """More topics than columns are refused."""
    with pytest.raises(ValueError, match="17 topics"):
        lay_out([str(n) for n in range(17)])


@pytest.mark.parametrize("load", [lambda: load_scheme("fico-8"), lambda: load_society("imaginary_county")])
def test_settled_documents(load):
    """With no topic moved a document is itself; with all at one end it is the document at that end; topics move apart."""
    document = load()
    topics = document.list_open()
    assert topics and document.settle({}).digest() == document.digest()
    for end in ("low", "high"):
        assert document.settle(dict.fromkeys(topics, end)).plain() == document.plain(end)
    digests = {document.settle({topic: "high"}).digest() for topic in topics}
    assert len(digests) == len(topics) and document.digest() not in digests


def test_point_zero_is_the_run(plain_run, tried):
    """On a run as small as the design, point 0 counts what the run counts."""
    ours = plain_run.tables["persons"].filter(pl.col("world") == "as_written")
    rows = tried.tables["ranges"].filter((pl.col("point") == 0) & ~pl.col("quantity").str.ends_with("_days"))
    named = ours.select(
        "world", pl.col("outcome").alias("quantity"), "dimension", "value", pl.col("persons").alias("count")
    )
    assert rows.drop("point").select(named.columns).sort(named.columns).equals(named.sort(named.columns))


def test_points_are_what_they_say(plain_run, tried):
    """A point counts what a run of the settled documents counts."""
    settings = tried.tables["design"].filter(pl.col("point") == 3).select("factor", "setting")
    ends = {factor: "high" if setting > 0 else "low" for factor, setting in settings.iter_rows()}
    other = simulate(
        plain_run.scheme.settle(ends), plain_run.society.settle(ends), people=4096, years=1, worlds=("as_written", "true_records")
    )  # fmt: skip
    told = other.tables["persons"].filter(
        pl.col("world") == "as_written", pl.col("outcome") == "restricted", pl.col("dimension") == "all"
    )
    kept = tried.tables["ranges"].filter(
        pl.col("point") == 3, pl.col("quantity") == "restricted", pl.col("dimension") == "all"
    )
    assert kept["count"].to_list() == told["persons"].to_list() != [0]


def test_points_that_cannot_be_are_counted(plain_run, monkeypatch):
    """A point whose numbers do not go together is left out, and said."""
    monkeypatch.setattr(ranges, "lay_out", lambda topics: lay_out(topics)[:2])
    real = ranges._try
    calls = []

    def refuse_second(run, ends, threads):
        calls.append(ends)
        if len(calls) == 2:
            raise InputError("E244", "cannot be")
        return real(run, ends, threads)

    monkeypatch.setattr(ranges, "_try", refuse_second)
    run = add_ranges(plain_run)
    assert (run.manifest["ranges"]["points"], run.manifest["ranges"]["left_out"]) == (1, 1)
    assert run.tables["ranges"]["point"].unique().sort().to_list() == [0, 2]


def test_ranges_change_no_digest_and_are_kept(plain_run, tried, tmp_path):
    """A run with ranges is the same run: nothing else moves, its digest does not, and all of it can be opened again."""
    assert tried.digest == plain_run.digest
    assert all(tried.tables[name].equals(table) for name, table in plain_run.tables.items())
    opened = open_run(save_run(tried, tmp_path / "kept"))
    assert opened.tables["ranges"].equals(tried.tables["ranges"])
    assert opened.tables["design"].equals(tried.tables["design"])
    assert opened.manifest["ranges"] == tried.manifest["ranges"] and opened.manifest["command"].endswith(
        " --ranges"
    )
