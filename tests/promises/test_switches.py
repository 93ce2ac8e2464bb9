"""Every fault, shock and gap of sight has a switch, and a switch changes what it is about and nothing else: table by table."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from creditscape.simulation import lowering
from creditscape.simulation.lowering import World

from .faulty import (
    Plain,
    all_but,
    is_wrong,
    make_contested,
    make_faulty,
    mend_files,
    mend_kinds,
    mend_shocks,
    see,
    tell,
    true_records,
    unequal,
)

WRITTEN = World("as_written")
SEEDS = range(3)


def is_lawful(kind: Plain) -> bool:
    return bool(kind["lawful"])


def lose(society: Plain) -> Plain:
    """The society whose outage loses what happens meanwhile, half a year of it."""
    silent = {"late": False, "days": 180}
    return {
        **society,
        "shocks": [{**s, **silent} if s.get("type") == "outage" else s for s in society["shocks"]],
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_all_faults_off_are_true_records(seed: int) -> None:
    """Where no file is ever wrong, the world as written is the one of true records; and every switch by itself comes to the same."""
    scheme, society = make_contested(seed), make_faulty(seed)
    shocks = tuple(shock["name"] for shock in society["shocks"] if not is_wrong(shock))
    true = true_records(society)
    told, by_hand, written = tell(scheme, society, true, replace(true, shocks=shocks), WRITTEN)
    (mended,) = tell(scheme, mend_files(society), WRITTEN)
    assert unequal(told, mended) == set() and unequal(told, by_hand) == set()
    assert {"stock", "rules", "events", "faults", "redress", "persons"} <= unequal(told, written)


def forget_faults(society: Plain, mended: Plain) -> Plain:
    return {**mended, "faults": society["faults"]}


def forget_false_records(society: Plain, mended: Plain) -> Plain:
    return {**mended, "groups": society["groups"]}


def forget_shocks(society: Plain, mended: Plain) -> Plain:
    return {**mended, "shocks": society["shocks"]}


def forget_linkage(_: Plain, mended: Plain) -> Plain:
    return {**mended, "faults": []}


@pytest.mark.parametrize("forget", [forget_faults, forget_false_records, forget_shocks, forget_linkage])
def test_forgotten_fault_shows(forget: Any) -> None:
    """One way of being wrong left on, or one off too many, and the worlds differ."""
    scheme, society = make_contested(1), make_faulty(1)
    (true,) = tell(scheme, society, true_records(society))
    (mended,) = tell(scheme, forget(society, mend_files(society)), WRITTEN)
    assert unequal(true, mended)


@pytest.mark.parametrize("seed", SEEDS)
def test_missed_events_off_as_well_is_full_sight(seed: int) -> None:
    """Where besides all that truly happens is recorded, the world as written is the one of full sight."""
    scheme, society = make_contested(seed), make_faulty(seed)
    full, true = tell(scheme, society, true_records(society, full_sight=True), true_records(society))
    (mended,) = tell(scheme, see(mend_files(society)), WRITTEN)
    assert unequal(full, mended) == set()
    assert {"rules", "stock"} <= unequal(full, true)


def test_what_an_outage_loses_is_not_seen() -> None:
    """Full sight is of what furnishers send: what an outage loses stays lost there, unless the outage is off as well."""
    scheme, society = make_contested(0), lose(make_faulty(0))
    full = true_records(society, full_sight=True)
    with_light = replace(full, shocks=all_but("o_silent", society["shocks"]))
    dark, light = tell(scheme, society, full, with_light)
    sure = see(mend_files(society))
    assert unequal(dark, *tell(scheme, sure, WRITTEN)) == set()
    (no_outage,) = tell(scheme, mend_shocks(sure, lambda shock: shock["name"] == "o_silent"), WRITTEN)
    assert unequal(light, no_outage) == set()
    assert {"rules", "stock"} <= unequal(dark, light)
    assert dark["rules"]["records"].sum() < light["rules"]["records"].sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_deeds_seen(seed: int) -> None:
    """In the world `deeds_seen` files are as where everything lawful is recorded, with all that goes wrong."""
    scheme, society = make_contested(seed), make_faulty(seed)
    seen, written = tell(scheme, society, replace(WRITTEN, deeds_seen=True), WRITTEN)
    assert unequal(seen, *tell(scheme, see(society, is_lawful), WRITTEN)) == set()
    assert unequal(seen, *tell(scheme, see(society), WRITTEN))
    assert "rules" in unequal(seen, written)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_delays(seed: int) -> None:
    """In the world `no_delays` files are as where every furnisher reports on the next morning, true or not, once or twice."""
    scheme, society = make_contested(seed), make_faulty(seed)
    prompt = mend_kinds(society, lambda _: True, delay=[(1, Fraction(1))])
    at_once, written = tell(scheme, society, replace(WRITTEN, delays=False), WRITTEN)
    assert unequal(at_once, *tell(scheme, prompt, WRITTEN)) == set()
    true_only = mend_kinds(society, lambda kind: kind["class"] != "false_record", delay=[(1, Fraction(1))])
    assert unequal(at_once, *tell(scheme, true_only, WRITTEN))
    assert "stock" in unequal(at_once, written)


@pytest.mark.parametrize("seed", SEEDS)
def test_linkage(seed: int) -> None:
    """Without linkage faults only `attempts` differ: those that slipped through are blocked, and no others."""
    scheme, society = make_contested(seed), make_faulty(seed)
    linked = replace(WRITTEN, faults=all_but("b_link", society["faults"]))
    without, written = tell(scheme, society, linked, WRITTEN)
    assert unequal(without, written) == {"attempts"}
    assert without["attempts"]["slipped"].sum() == 0 < written["attempts"]["slipped"].sum()
    key = ["kind", "year"]
    both = without["attempts"].join(written["attempts"], on=key, how="full", suffix="_written", coalesce=True)
    assert (both["blocked"] == both["blocked_written"] + both["slipped_written"]).all()
    assert (both["given_up"] == both["given_up_written"]).all()


def test_each_shock() -> None:
    """A world without a shock is the world as written of a society in which it strikes nobody."""
    found: set[str] = set()
    for seed in SEEDS:
        scheme, society = make_contested(seed), make_faulty(seed)
        names = [shock["name"] for shock in society["shocks"]]
        off = [replace(WRITTEN, shocks=all_but(name, society["shocks"])) for name in names]
        *without, written = tell(scheme, society, *off, WRITTEN)
        for name, told in zip(names, without, strict=True):
            harmless = mend_shocks(society, lambda shock, n=name: shock["name"] == n)
            assert unequal(told, *tell(scheme, harmless, WRITTEN)) == set(), name
            found |= {name} if unequal(told, written) else set()
    assert found == {"m_plant", "n_wipe", "o_silent", "p_leak"}, "a switch of what does nothing is no switch"


def hits_without(seed: int, name: str) -> tuple[Any, Any, Any]:
    """Rows of `faults`, as (fault, year, records), as written and without one fault; and what truly happened alike in both."""
    scheme, society = make_contested(seed), make_faulty(seed)
    still = replace(WRITTEN, responses=())  # whoever is restricted does what they do anyway
    off = replace(still, faults=all_but(name, society["faults"]))
    written, without = tell(scheme, society, still, off)
    assert written["events"].equals(without["events"])
    assert "rules" in unequal(written, without) or name == "b_link"
    return written["faults"].rows(), without["faults"].rows(), unequal(written, without)


@pytest.mark.parametrize("name", ["a_doubles", "c_namesakes", "d_sums", "e_kept"])
def test_one_fault_off(name: str) -> None:
    """With one fault off the others hit as many records as before, year by year: none moves up into its place."""
    for seed in SEEDS:
        written, without, changed = hits_without(seed, name)
        assert without == [row for row in written if row[0] != name]
        assert len(without) == len(written) - 2 and "faults" in changed


def test_wrong_switch_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """If a switch turned the next fault off as well, its missing hits would be seen."""
    bits = lowering._bits

    def slip(names: list[str], on: tuple[str, ...] | None) -> int:
        return bits(names, on) & bits(names, on) << 1 | 1

    monkeypatch.setattr(lowering, "_bits", slip)
    written, without, _ = hits_without(0, "c_namesakes")
    assert without != [row for row in written if row[0] != "c_namesakes"]
