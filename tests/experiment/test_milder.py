"""Milder variants: what the menu touches, and what is counted of each."""

import polars as pl
import pytest

from creditscape.experiment import add_milder, milder
from creditscape.scheme import list_aims, list_milder, list_schemes, load_scheme
from creditscape.scheme.milder import MENU
from creditscape.simulation import make_plan, simulate


@pytest.fixture(scope="module")
def tried():
    """A small run of the court list with its variants, on two communities."""
    run = simulate("court-list-2013", "county_of_travellers", people=4096, years=3, worlds=("as_written",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(milder, "PEOPLE", 8192)
        return add_milder(run), run


@pytest.mark.parametrize("name", list_schemes())
def test_every_scheme_has_the_whole_menu(name):
    """Each variant of each scheme that ships is made, touching something, or says why not; the scheme itself is left as it was."""
    scheme = load_scheme(name)
    before, menu = scheme.plain(), list_milder(scheme.plain())
    assert [each.name for each in menu] == list(MENU)
    for each in menu:
        assert (each.plain is None) == (not each.touched) == bool(each.why)
        assert each.plain is None or each.plain != before
    assert scheme.plain() == before


def test_no_variant_adds_a_burden():
    """No variant brings a measure, a cost or a longer term that the scheme does not have."""
    for name in ("wendeng-2020", "court-list-2013", "fico-8", "tax-credit", "suining-2010"):
        plain = load_scheme(name).plain()
        for each in list_milder(plain):
            for old, new in zip(plain["phases"], each.plain["phases"] if each.plain else (), strict=False):
                assert new["measures"].keys() <= old["measures"].keys()
                added = new["rules"].keys() - old["rules"].keys()
                assert all(new["rules"][rule]["list"] == "warned" for rule in added)
                shared = old["rules"].keys() & new["rules"].keys()
                assert all(new["rules"][rule]["points"] == old["rules"][rule]["points"] for rule in shared)


def test_aims_are_acts(tried):
    """What the court list wants is performance; what it counts against people is unlawful."""
    aims = list_aims(load_scheme("court-list-2013").plain())
    assert "judgment_performed" in aims["wanted"] and aims["breaches"]


def test_counts_are_those_of_a_run(tried):
    """As written and with nobody scored, restricted days and acts are those of a plain run of the same people."""
    run, _ = tried
    plan = make_plan(
        "court-list-2013", "county_of_travellers", people=8192, years=3, worlds=("as_written", "no_scheme")
    )
    whole = simulate(plan)
    table = run.tables["milder"].group_by("variant", "quantity").agg(pl.col("count").sum())
    counted = {(variant, quantity): count for variant, quantity, count in table.iter_rows()}
    days = whole.tables["headline"].filter(world="as_written", quantity="restricted_days")["sum"][0]
    assert counted["as_written", "restricted_days"] == days > 0
    kinds = list_aims(plan.scheme.plain())["wanted"]
    for world in ("as_written", "no_scheme"):
        acts = (
            whole.tables["events"].filter(pl.col("world") == world, pl.col("kind").is_in(kinds))["real"].sum()
        )
        assert counted[world, "wanted"] == acts
    assert counted["no_scheme", "restricted_days"] == 0


def test_variants_take_less(tried):
    """No variant of the court list restricts more days than the scheme as written; ending by itself takes fewer."""
    run, _ = tried
    days = dict(
        run.tables["milder"]
        .filter(quantity="restricted_days")
        .group_by("variant")
        .agg(pl.col("count").sum())
        .iter_rows()
    )
    assert max(days.values()) == days["as_written"] > days["self_ending"] > 0


def test_the_run_stays_what_it_was(tried):
    """Trying variants changes neither the digest nor any table."""
    run, before = tried
    assert run.digest == before.digest and all(run.tables[n].equals(t) for n, t in before.tables.items())
    said = run.manifest["milder"]
    assert (
        said["people"] == 8192
        and len(said["variants"]) == len(MENU)
        and "compliance" in said["assumed_responses"]
    )
