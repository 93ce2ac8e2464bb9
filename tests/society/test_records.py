"""Faults, redress and shocks on files: their plain form, their page, and what a file that extends another says of them."""

from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest

from creditscape.experiment.keep import _write_tree
from creditscape.law.prepared import prepare
from creditscape.simulation.lives import society_tables
from creditscape.society import load_society, read_society, write_page
from creditscape.society.sharing import share_people
from tests.society.records import RECORDS
from tests.society.small import BOUND, SMALL, spoil
from tests.society.test_imaginary_county import weigh_adults

OF_POLICE = [
    "bad_information_in_chat", "factory_rule_breach_minor", "loan_payment_missed", "traffic_fine_small", "traffic_warning",
]  # fmt: skip
DIGEST = (
    "32153425159fb21386c98abcaefe72f1a0c5655815789e52a42bd81f669c9b33"  # of before there were such blocks
)
OWN = """
society: larger
extends: small
title: "A larger society for tests"
"""


@pytest.fixture(scope="module")
def recipe():
    return read_society(RECORDS)


@pytest.fixture(scope="module")
def plain(recipe):
    return recipe.plain()


def by_name(entries):
    return {each["name"]: each for each in entries}


def mean_share(recipe, cells):
    """The mean over the adults."""
    adults = weigh_adults(share_people(recipe.forms["used"]))
    return sum(share * cells[cell] for cell, share in adults.items()) / sum(adults.values())


def test_faults_are_complete(plain):
    """Each fault names its type, the kinds that it befalls as events are called, and what it does."""
    faults = by_name(plain["faults"])
    assert list(faults) == sorted(faults)
    for fault in plain["faults"]:
        assert set(fault) == {"name", "type", "kinds", "shares", "values", "to"}
    told = {name: (f["type"], f["values"], f["to"]) for name, f in faults.items()}
    assert told == {
        "doubles": ("duplicate", [], None),
        "heads": ("wrong_person", [], "household_head"),
        "kept": ("stale", [(30, F(1, 2)), (180, F(1, 2))], None),
        "lost_link": ("linkage", [], None),
        "namesakes": ("mix_up", [], None),
        "wrong_sums": ("wrong_amount", [(2, F(7, 10)), (10, F(3, 10))], None),
    }


def test_faults_befall_true_records_of_persons(plain):
    """Of a furnisher and a domain all together; no false record, nothing that nobody records, and no conduct of firms."""
    faults = by_name(plain["faults"])
    assert faults["namesakes"]["kinds"] == OF_POLICE
    assert faults["doubles"]["kinds"] == ["traffic_fine_small", "traffic_warning"]
    assert faults["lost_link"]["kinds"] == ["air_trip"]


def test_shares_are_kept_overall(recipe, plain):
    """Whoever suffers a fault, finds or contests more often, the mean over the adults is the share of the file."""
    form, redress = recipe.forms["used"], plain["redress"]
    for fault in plain["faults"]:
        assert mean_share(recipe, fault["shares"]) == form.faults[fault["name"]].share, fault["name"]
        assert all(share == 0 for cell, share in fault["shares"].items() if cell[0] == 0)
    shares = by_name(plain["faults"])["namesakes"]["shares"]
    assert shares[1, 0, 0, 0, 0] == 2 * shares[1, 0, 1, 0, 0] == F(12, 5) * shares[1, 0, 1, 0, 1]
    assert mean_share(recipe, redress["told"]) == F(9, 10)
    assert mean_share(recipe, redress["finds"]) == F(1, 4)
    assert {record: mean_share(recipe, cells) for record, cells in redress["files"].items()} == {
        "wrong": F(3, 8),
        "right": F(1, 16),
    }


def test_redress_is_complete(plain):
    """The plain form of redress has every key of docs/language.md, section 5, and no other."""
    redress = {key: value for key, value in plain["redress"].items() if key not in ("told", "finds", "files")}
    assert redress == {
        "finds_after": [(0, F(1, 2)), (365, F(1, 2))],
        "without_reasons": F(3, 5),
        "files_after": [(7, F(1, 2)), (31, F(1, 2))],
        "upheld": {
            "keeper": {"wrong": F(4, 5), "right": F(1, 10)},
            "subject": {"wrong": F(7, 20), "right": F(1, 20)},
        },
        "goes_on": {"wrong": F(3, 20), "right": F(3, 100)},
        "review": {"wrong": F(41, 50), "right": F(9, 20)},
        "reinserted": F(1, 25),
        "reinserted_after": [(28, F(1))],
        "office": {"of": "district", "cases": F(11, 200)},
    }
    without = read_society(spoil("  office: {of: district, cases: 0.055}\n", "", RECORDS)).plain()
    assert without["redress"]["office"] is None


def test_shocks_of_every_type(plain):
    """A shock says what it is; an event, which needs no type, is told as before."""
    shocks = {
        name: {k: v for k, v in s.items() if k != "name"} for name, s in by_name(plain["shocks"]).items()
    }
    for name, day in (("import_error", (2021, 3, 1)), ("amnesty", (2022, 3, 1)), ("closures", (2020, 6, 1))):
        assert shocks[name]["day"] == date(*day).toordinal()
    for shock in shocks.values():
        del shock["day"]
    assert shocks == {
        "closures": {"kind": "job_loss", "of": "firms", "share": F(1, 10)},
        "import_error": {
            "type": "records", "kind": "wrong_record_traffic", "group": "shocks.import_error", "of": "people", "share": F(1, 100),
            "over": 7, "found": 90,
        },
        "wiping": {
            "type": "erasure", "domains": [1, 2], "of": "people", "share": F(1, 2), "restored": 60, "lawful": False,
        },
        "amnesty": {
            "type": "erasure", "domains": [], "of": "communities", "share": F(1), "restored": None, "lawful": True,
        },
        "outage": {"type": "outage", "kinds": [*OF_POLICE, "wrong_record_traffic"], "days": 60, "late": True},
        "leak": {"type": "leak", "of": "people", "share": F(1, 5)},
    }  # fmt: skip


def test_wrong_records_of_a_shock_are_a_kind_of_their_own(plain):
    """They stand beside those that a rate brings, in a group without rates, are always recorded and arrive the next morning."""
    found = [kind for kind in plain["kinds"] if kind["name"] == "wrong_record_traffic"]
    assert [(kind["reads_as"], kind["group"]) for kind in found] == [
        ("traffic_fine_small", "mistakes"),
        ("traffic_fine_small", "shocks.import_error"),
        ("traffic_warning", "mistakes"),
    ]
    planted = found[1]
    assert set(planted) == set(found[0]) and set(planted["coverage"].values()) == {F(1)}
    assert (planted["delay"], planted["responses"], planted["starts"]) == ([(1, F(1))], {}, None)
    assert (planted["class"], planted["share"], planted["episode"]) == ("false_record", 1, [(7, F(1))])
    group = plain["groups"]["shocks.import_error"]
    assert (group["rates"], group["per_firm"], group["at_most"]) == ({}, None, 1)
    assert [n for n, g in plain["groups"].items() if not g["rates"] and g["per_firm"] is None] == [
        "shocks.import_error"
    ]


def test_without_the_blocks_nothing_changes():
    """A society without faults and redress has no such keys; its digest is that of before."""
    plain = read_society(BOUND).plain()
    assert not {"faults", "redress"} & plain.keys()
    assert [set(shock) for shock in plain["shocks"]] == [{"name", "day", "kind", "of", "share"}]
    assert read_society(BOUND).digest() == DIGEST


def test_both_programs_take_the_form(plain):
    """The tables of both programs can be made from a plain form with these blocks."""
    quiet = {**plain, "size": 64, "shocks": [s for s in plain["shocks"] if "type" not in s]}
    assert prepare(quiet) is not None
    assert len(society_tables(quiet).kept) == sum(kind["class"] != "attempt" for kind in plain["kinds"])


def test_scenarios_move_shares_and_not_tables():
    """`low` and `high` take the ends of ranges; what must add up stays, and days stay whole."""
    loose = spoil("wrong_amount, cite: paper,", 'wrong_amount, spread: 0.5, note: "a guess",', RECORDS)
    loose = spoil("type: outage, cite: paper,", 'type: outage, spread: 0.05, note: "a guess",', loose)
    recipe = read_society(loose)
    low, high = (by_name(recipe.plain(end)["faults"])["wrong_sums"] for end in ("low", "high"))
    assert low["values"] == high["values"] == [(2, F(7, 10)), (10, F(3, 10))]
    assert mean_share(recipe, low["shares"]) * 3 == mean_share(recipe, high["shares"]) == F(3, 10)
    days = [by_name(recipe.plain(end)["shocks"])["outage"]["days"] for end in ("low", "used", "high")]
    assert days == [57, 60, 63]


def test_a_range_of_days():
    """A number of days may be a range of its own."""
    ranged = spoil(
        "days: 60, late", "days: {low: 30, used: 60, high: 90, evidence: assumed, note: g}, late", RECORDS
    )
    recipe = read_society(ranged)
    assert [by_name(recipe.plain(end)["shocks"])["outage"]["days"] for end in ("low", "high")] == [30, 90]


def test_page_tells_them(recipe):
    """The page of a society says what goes wrong, what strikes, and every step of redress with its evidence."""
    page = write_page(recipe)
    for line in (
        "| namesakes | in the file of a namesake | police, traffic | 0.02 |  | press: paper | thin |",
        "| heads | in the file of the household head | traffic warning | 0.01 |  | press: paper |  |",
        "| wrong sums | counts 2 (70 %), 10 (30 %) times | loan payment missed | 0.2 |  | press: paper |  |",
        "| kept | stays 30 (50 %), 180 (50 %) days too long | traffic fine small | 0.3 |  | press: paper |  |",
        "| import error | 2021-03-01 | wrong record traffic read as traffic fine small, of people, within 7 days, "
        "found 90 days later | 0.01 |  | press: paper |",
        "| wiping | 2021-04-01 | records lost, of people, traffic, credit, back after 60 days | 0.5 |  | press: paper |",
        "| amnesty | 2022-03-01 | records struck out, of communities | 1 |  | press: paper |",
        "| outage | 2021-05-01 | recorded later: police | 60 days |  | press: paper |",
        "| leak | 2021-06-01 | files made public, of people | 0.2 |  | press: paper |",
        "| knows of a wrong record and contests it | 0.375 |  | press: paper |  |",
        "| wrong record, the subject must prove: upheld | 0.35 |  | press: paper |  |",
        "Days later: finds it 0 (50 %), 365 (50 %); contests it 7 (50 %), 31 (50 %); it is entered again 28 (100 %).",
    ):
        assert line in page.splitlines(), line
    told = {row["path"] for row in recipe.evidence() if row["path"].startswith("redress.")}
    assert len(told) == 20 and {"redress.office.cases", "redress.finds_after[365]"} <= told
    assert "What goes wrong" not in write_page(read_society(SMALL))


def load(folder: Path, text: str):
    (folder / "small.yaml").write_text(RECORDS)
    (folder / "larger.yaml").write_text(OWN + text)
    return load_society(folder / "larger.yaml")


def test_extending(tmp_path: Path) -> None:
    """Faults merge by name and key, redress by its keys; null removes."""
    text = """
faults:
  doubles: {share: {used: 0.25, cite: paper}}
  heads: null
redress:
  office: null
  reinserted: {used: 0.5, cite: paper}
"""
    own, base = load(tmp_path, text).plain(), read_society(RECORDS).plain()
    faults, old = by_name(own["faults"]), by_name(base["faults"])
    assert set(old) - set(faults) == {"heads"}
    assert faults["doubles"]["kinds"] == old["doubles"]["kinds"]
    assert faults["doubles"]["shares"] == {
        cell: 2 * share for cell, share in old["doubles"]["shares"].items()
    }
    assert own["redress"] == {**base["redress"], "office": None, "reinserted": F(1, 2)}
    neither = load(tmp_path, "faults: null\nredress: null\n").plain()
    assert not {"faults", "redress"} & neither.keys()


def test_a_kept_text_stands_alone(recipe):
    """Written out and read again the society is the same."""
    again = read_society(_write_tree(recipe.document.root))
    assert (again.digest(), again.coverage()) == (recipe.digest(), recipe.coverage())
