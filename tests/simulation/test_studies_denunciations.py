"""The study of denunciations: its shares are the published ones, one false report is enough, the burden of proof moves decisions."""

import io
import sys
from contextlib import redirect_stdout
from fractions import Fraction

import pytest

from creditscape.law import Statute, run_case
from creditscape.scheme import load_scheme
from creditscape.society import load_society
from studies.denunciations import HERE, PROOFS, SCHEME, SOCIETIES, ask, find_scheme, main, tell

TIPS = Fraction(50, 1000)


def test_shares_are_the_published_ones() -> None:
    """Of the tip-offs 4 % or 25 % are malice; with the mistakes by name 85.2 % have nothing to them, and as many of the rest without."""
    shares = {
        way: {s["name"]: Fraction(s["share"]) for s in load_society(HERE / path).plain()["shocks"]}
        for way, path in SOCIETIES.items()
    }
    name, hidden = ({sort: share / TIPS for sort, share in each.items()} for each in shares.values())
    assert name["malice"] == Fraction(4, 100) and sum(name.values()) == Fraction(852, 1000)
    assert hidden["malice"] == Fraction(25, 100)
    as_large = name["mistakes"] / (1 - name["malice"]) * (1 - hidden["malice"])
    assert abs(hidden["mistakes"] - as_large) < Fraction(1, 1000)


def test_only_the_proof_is_moved() -> None:
    """The reform changes who must prove and nothing else."""
    ours, reformed = (find_scheme(proof).plain()["phases"] for proof in PROOFS)
    assert [phase["process"].pop("proof") for phase in ours] == ["subject"]
    assert [phase["process"].pop("proof") for phase in reformed] == ["keeper"]
    assert ours == reformed


def test_one_report_is_enough() -> None:
    """By the law one report of gambling takes a star, a serious one all; a pledge gives back one."""
    statute = Statute(load_scheme(SCHEME).plain())
    serious = {"day": 70, "event": "village_rule_broken_seriously"}
    pledge = {"day": 90, "event": "village_pledge_signed"}
    for steps, stars in (
        ([{"day": 70, "event": "gambling"}], ["2", "1", "1", "2"]),
        ([serious], ["2", "0", "0", "2"]),
        ([serious, pledge], ["2", "0", "1", "2"]),
    ):
        run = run_case(statute, steps)
        assert [run.standing(day).levels["stars"] for day in (70, 71, 91, 366)] == stars


def test_denunciations() -> None:
    """False reports restrict nearly all whom they reach; as many contest whoever must prove, and more win where the keeper must."""
    found = {(way, proof): ask(way, proof, 2) for way in SOCIETIES for proof in PROOFS}
    for sorts in found.values():
        for each in sorts.values():
            disputes = each.disputes
            assert each.told >= disputes["brought"] >= disputes["learnt"] > disputes["filed"]
            assert 0.9 * disputes["brought"] < each.restricted <= each.told
            assert 0 < each.guiltless < sum(each.days)
        assert sorts["malice"].votes > sorts["mistakes"].votes == sorts["mistakes"].pledges == 0
    for way in SOCIETIES:
        ours, reformed = (found[way, proof]["mistakes"] for proof in PROOFS)
        assert ours.told == reformed.told and ours.disputes["filed"] == reformed.disputes["filed"]
        assert ours.disputes["everywhere"] < reformed.disputes["everywhere"]
        assert sum(ours.days) > sum(reformed.days) > 0.8 * sum(ours.days)
    name, hidden = (found[way, "subject"] for way in SOCIETIES)
    assert (
        hidden["malice"].restricted > 3 * name["malice"].restricted
        and hidden["malice"].votes > name["malice"].votes
    )
    assert hidden["mistakes"].restricted < name["mistakes"].restricted
    page = tell(found, 2 * 4096)
    assert page.count("proof on the keeper |") == 14 and "85.2 %" in page


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.denunciations > docs/studies/denunciations.md."""
    monkeypatch.setattr(sys, "argv", ["denunciations"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/denunciations.md").read_text(encoding="utf-8")
