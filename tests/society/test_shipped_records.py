"""What goes wrong with records in the shipped societies, and what people there do about it."""

from hashlib import sha256
from json import dumps

import pytest

from creditscape.society import list_societies, load_society
from creditscape.society.recipe import _write
from tests.society.test_imaginary_county import happen

LIFE = "158287a9d0cba9ffc18b5459e677976c3db2848f3d745d1bd3a2caa58c011a9a"  # the county before it had faults and redress
OVERLAYS = ("county_with_heads", "county_with_district_office", "county_with_own_office")


@pytest.fixture(scope="module")
def county():
    return load_society("imaginary_county")


def digest_life(plain):
    """The digest of everything but faults and redress."""
    life = {key: value for key, value in plain.items() if key not in ("faults", "redress", "size")}
    return sha256(dumps(_write(life), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def test_life_did_not_move(county):
    """What happens in the county, and what is recorded of it, is what it was; so too in the societies laid over it."""
    assert digest_life(county.plain()) == LIFE
    for name in OVERLAYS:
        assert digest_life({**load_society(name).plain(), "id": "imaginary_county"}) == LIFE


def test_faults_hit_about_one_record_in_a_hundred(county):
    """Together they befall about 1 % of what is recorded of people, each of them its share of what it is about."""
    plain, often, form = county.plain(), happen(county), county.forms["used"]
    faults = [fault for fault in plain["faults"] if fault["type"] != "linkage"]
    every, hit = 0.0, 0.0
    for kind in plain["kinds"]:
        if kind["subject"] == "person" and kind["class"] not in ("false_record", "attempt"):
            seen = float(kind["coverage"][1, 0] + kind["coverage"][0, 0]) / 2
            number = often[kind["group"]] * float(kind["share"]) * seen
            every += number
            hit += number * sum(
                float(form.faults[fault["name"]].share) for fault in faults if kind["name"] in fault["kinds"]
            )
    assert 0.008 < hit / every < 0.015
    assert {fault["type"] for fault in plain["faults"]} == {
        "mix_up",
        "duplicate",
        "wrong_amount",
        "stale",
        "linkage",
    }


def test_faults_are_uneven(county):
    """Records of the young, the poor, the minority and the remote reach a namesake most often; duplicates befall all alike."""
    faults = {fault["name"]: fault["shares"] for fault in county.plain()["faults"]}
    shares = faults["namesakes"]
    assert max(shares, key=shares.__getitem__)[:1] == (1,)
    assert shares[1, 0, 0, 1, 0] == max(shares.values()) > 5 * shares[4, 0, 4, 0, 1]
    assert len({share for cell, share in faults["doubles"].items() if cell[0]}) == 1


def test_who_contests(county):
    """The better off find and contest more; a wrong record is contested and upheld more often than a right one."""
    redress = county.plain()["redress"]
    for cells in (redress["finds"], *redress["files"].values()):
        by_fifth = [cells[2, 0, income, 0, 0] for income in range(5)]
        assert by_fifth == sorted(by_fifth) and by_fifth[0] < by_fifth[4]
    assert all(
        redress["files"]["wrong"][cell] > share for cell, share in redress["files"]["right"].items() if share
    )
    for shares in (*redress["upheld"].values(), redress["goes_on"], redress["review"]):
        assert shares["wrong"] > shares["right"]
    assert redress["upheld"]["keeper"]["wrong"] > redress["upheld"]["subject"]["wrong"]


@pytest.mark.parametrize("name", list_societies())
def test_what_is_slow_is_asked_for(name):
    """Records that go to others at home, and offices with too little time, are in societies of their own; all others are faster."""
    plain = load_society(name).plain()
    assert any(fault["type"] == "wrong_person" for fault in plain["faults"]) == (name == "county_with_heads")
    offices = {"county_with_district_office": "district", "county_with_own_office": "community"}
    assert (plain["redress"]["office"] or {}).get("of") == offices.get(name)
    assert all(fault["kinds"] for fault in plain["faults"])


@pytest.mark.parametrize("name", ["china-2020", "china-2010", "germany-2019", "france-2019", "russia-2019"])
def test_figures_of_other_countries_are_open_transfers(name):
    """Where no figure of the country was read, every number of faults and redress is an assumed range."""
    rows = [
        row
        for row in load_society(name).evidence()
        if row["path"].startswith(("faults.", "redress.", "profiles.thin"))
    ]
    assert len(rows) > 40
    assert {row["grade"] for row in rows} == {"assumed"}
    abroad = {"workers_flagged", "lost_links", "report_disputes", "benefit_sanctions", "parking_fines"}
    assert not abroad & {source for row in rows for source, _ in row["sources"]}


def test_figures_of_the_country_are_cited():
    """American and British figures stand in their own countries as what they are."""
    for name, path, value in (
        ("usa-2018", "faults.namesakes.share", 0.003),
        ("usa-2018", "redress.upheld.keeper.wrong", 0.79),
        ("uk-2019", "redress.files.right.share", 0.0193),
        ("uk-2019", "redress.upheld.subject.wrong", 0.29),
        ("uk-2019", "redress.review.wrong", 0.82),
    ):
        row = next(row for row in load_society(name).evidence() if row["path"] == path)
        assert (row["grade"], float(row["value"])) == ("press", value), path
