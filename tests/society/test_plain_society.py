"""The plain form of a society."""

from datetime import date
from fractions import Fraction as F
from math import prod

import pytest

from creditscape.society import read_society
from creditscape.society.sharing import share_people
from tests.society.small import SMALL, spoil


@pytest.fixture(scope="module")
def plain():
    return read_society(SMALL).plain(size=256)


def find(plain, name, reads_as=None):
    return next(kind for kind in plain["kinds"] if (kind["name"], kind["reads_as"]) == (name, reads_as))


def test_plain_form_is_complete(plain):
    """The plain form has every key of docs/language.md, section 5, and no other."""
    assert set(plain) == {
        "id",
        "size",
        "urban",
        "women",
        "minority",
        "aware",
        "births",
        "ages",
        "survival",
        "strata_ages",
        "holidays",
        "groups",
        "kinds",
        "conditions",
        "responses",
        "households",
        "work",
        "friends",
        "circles",
        "obligations",
        "shocks",
    }
    for kind in plain["kinds"]:
        assert set(kind) == {
            "name",
            "reads_as",
            "class",
            "subject",
            "seen",
            "domain",
            "lawful",
            "gravity",
            "group",
            "share",
            "responses",
            "coverage",
            "delay",
            "episode",
            "starts",
            "amount",
        }
    for group in plain["groups"].values():
        assert set(group) == {"at_most", "only", "rates", "per_firm", "conditions"}


def test_numbers_are_exact(plain):
    """Probabilities and rates are the fractions that were written, days are ordinals."""
    assert (plain["id"], plain["size"], plain["aware"], plain["women"]) == ("small", 256, F(1, 5), F(49, 100))
    assert plain["holidays"] == [date(2020, 1, 1).toordinal()]
    for bands in plain["ages"]:  # men and women are equally old here
        assert bands[0] == (0, 1826, F(1, 20)) and sum(share for *_, share in bands) == 1
    assert plain["survival"][1] == F(99, 100)
    assert plain["groups"]["entries"]["conditions"] == {"unemployed": F(3, 2), "unpaid": F(2)}


def test_rates_add_up_to_per_year():
    """In every group the mean rate of the adults is the file's, and shares of kinds add up to 1."""
    recipe = read_society(SMALL)
    plain, society = recipe.plain(), recipe.forms["used"]
    margins = share_people(society).margins()
    for name, group in plain["groups"].items():
        weights = {
            cell: prod((m[c] for m, c in zip(margins, cell, strict=True)), start=F(1))
            for cell in group["rates"]
        }
        mean = sum(group["rates"][cell] * weights[cell] for cell in weights) / (1 - margins[0][0])
        assert mean == society.rates[name].per_year
        assert sum(kind["share"] for kind in plain["kinds"] if kind["group"] == name) == 1


def test_false_records_stand_once_for_each_reading(plain):
    """A wrong record stands once for each kind that it reads as, and looks like that kind."""
    fine, warning = (
        find(plain, "wrong_record_traffic", kind) for kind in ("traffic_fine_small", "traffic_warning")
    )
    assert (fine["share"], warning["share"]) == (F(3, 4), F(1, 4))
    assert fine["class"] == "false_record" and fine["starts"] is None
    assert fine["episode"] == [(7, F(1))] and warning["episode"] == []
    assert find(plain, "traffic_fine_small")["reads_as"] is None


def test_coverage_differs_by_place_and_group(plain):
    """Coverage is the furnisher's for the place, times its minority factor; without furnisher it is 0."""
    assert find(plain, "traffic_warning")["coverage"] == {
        (0, 0): F(1, 2),
        (0, 1): F(55, 100),
        (1, 0): F(9, 10),
        (1, 1): F(99, 100),
    }
    assert set(find(plain, "wage_unpaid")["coverage"].values()) == {0}
    assert find(plain, "traffic_warning")["delay"] == [(3, F(3, 5)), (20, F(2, 5))]


def test_conditions_and_responses_are_named(plain):
    """A kind names the condition it starts, and the responses that are about it."""
    assert find(plain, "wage_unpaid")["starts"] == "unpaid"
    assert find(plain, "bad_information_in_chat")["responses"] == {"avoidance": F(4, 5)}
    assert find(plain, "traffic_warning")["responses"] == {}
    assert plain["conditions"] == ["unemployed", "unpaid"]
    assert plain["responses"] == {"avoidance": {"when": "scored"}}


def test_scenarios_move_ranges_and_not_tables():
    """`low` and `high` take the ends of ranges; shares and relative numbers keep what is used."""
    recipe = read_society(SMALL)
    low, high = recipe.plain("low"), recipe.plain("high")
    assert (low["aware"], high["aware"]) == (F(1, 10), F(2, 5))
    assert find(low, "traffic_warning")["share"] == find(high, "traffic_warning")["share"] == F(2, 5)
    assert low["groups"]["entries"] == high["groups"]["entries"]
    cell = (1, 0, 0, 0, 0)
    assert low["groups"]["words"]["rates"][cell] * 10 == high["groups"]["words"]["rates"][cell]


def test_digest_follows_meaning_alone():
    """Words, order and unused ends leave the digest alone; a used number changes it."""
    digest = read_society(SMALL).digest()
    head, tail = SMALL.split("conditions:\n")
    conditions, rest = tail.split("episodes:\n")
    assert read_society("conditions:\n" + conditions + head + "episodes:\n" + rest).digest() == digest
    assert read_society(spoil("title: A small society for tests", "title: Other words")).digest() == digest
    assert (
        read_society(spoil("{low: 0.1, used: 0.2, high: 0.4", "{low: 0.1, used: 0.2, high: 0.5")).digest()
        == digest
    )
    assert (
        read_society(spoil("{low: 0.1, used: 0.2, high: 0.4", "{low: 0.1, used: 0.3, high: 0.4")).digest()
        != digest
    )


def test_plain_form_is_a_copy():
    """Whoever changes a plain form changes neither the next one nor the digest; its size is the one asked for."""
    recipe = read_society(SMALL)
    spoiled = recipe.plain()
    for group in spoiled["groups"].values():
        group["rates"].clear()
    spoiled["kinds"][0]["coverage"].clear()
    spoiled["ages"][0].clear()
    assert recipe.plain() == read_society(SMALL).plain() != spoiled
    assert recipe.digest() == read_society(SMALL).digest()
    assert {**recipe.plain(size=7), "size": 0} == {**recipe.plain(size=9), "size": 0}
    assert recipe.plain(size=7)["size"] == 7


def test_order_of_kinds_does_not_matter():
    """Kinds stand in order of domain and name, so that the order of the file cannot move a life."""
    swapped = spoil(
        "{traffic_warning: 0.4, traffic_fine_small: 0.6}", "{traffic_fine_small: 0.6, traffic_warning: 0.4}"
    )
    assert read_society(swapped).plain() == read_society(SMALL).plain()
