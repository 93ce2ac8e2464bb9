"""Replications: what must hold does, and a planted fault in data, counts or rule breaks it."""

from fractions import Fraction

import numpy as np
import pytest

from creditscape.validation import confusion, find_targets, ratings, run_targets, transrisk, wording
from creditscape.validation.ways import OF_NOTHING, WAYS


@pytest.fixture(scope="module")
def results():
    """All targets that need no society, reached."""
    return run_targets([t for t in find_targets() if t.reach and WAYS[t.reach.way].of == OF_NOTHING])


def test_all_that_must_hold_holds(results):
    """Every exact target and every worked case agrees."""
    held = {each.target.id: each.verdict for each in results if each.target.kind in ("exact", "case")}
    assert set(held.values()) == {"agrees"} and len(held) >= 16


def test_identity_off_by_one_fails():
    """Chouldechova's identity is 0 in whole numbers, and no longer if one person is moved between two cells of one side."""
    for cells in confusion.read_compas().values():
        assert confusion.identity_gap(cells, cells) == 0
        moved = {
            **cells,
            "false_positive": cells["false_positive"] + 1,
            "true_negative": cells["true_negative"] - 1,
        }
        assert confusion.identity_gap(moved, cells) == Fraction(
            1, cells["false_positive"] + cells["true_negative"]
        )
        assert confusion.identity_gap(cells, moved) != 0


def test_a_bank_without_losses_harms(monkeypatch):
    """Planted: a bank that loses nothing lends to everybody, and harms the Black group under every rule."""
    assert transrisk.delayed_impact()["MaxUtil, Black"] == "no harm"
    monkeypatch.setattr(transrisk, "LOSS", 0)
    found = transrisk.delayed_impact()
    assert {found[f"{rule}, Black"] for rule in ("MaxUtil", "DemParity", "EqOpt")} == {"harm"}


def test_changes_through_the_scheme_are_the_plain_ones():
    """Law and kernel change each start of the scheme file as plain arithmetic does, floor and ceiling included."""
    scheme = wording.read_scheme("liu-2018.yaml")
    for event, points in (("loan_paid_off", 75), ("loan_default", -150)):
        scores, _ = wording.try_life(scheme, event, 1)
        starts = {name: int(name.removeprefix("from_")) for name in scores}
        assert scores == {name: min(850, max(300, start + points)) for name, start in starts.items()}
        assert len(starts) == 13


def test_lending_from_the_top_adds_up():
    """Lending to a whole group reaches all who would repay; the bank's best cut-off leaves out whoever costs it more than he brings."""
    points = transrisk.to_points()
    lending = transrisk.lend("White", np.zeros_like(points), np.zeros_like(points))
    assert np.isclose(lending.rate[-1], 1) and np.isclose(lending.reached[-1], 1)
    assert lending.at(0.0) == (0.0, 0.0) and lending.gain.max() > lending.gain[-1]
    assert points[0] == 300 and points[-1] == 850 and (np.diff(points) > 0).all()


def test_swapped_groups_change_the_single_cut_off(monkeypatch):
    """Planted: with the groups' sizes in another order the one cut-off earns another share."""
    table = transrisk.load_transrisk()
    share = transrisk.single_threshold_profit()["share of the maximum"]
    turned = transrisk.TransRisk(table.scores, table.persons[::-1], table.share, table.repayment)
    monkeypatch.setattr(transrisk, "load_transrisk", lambda: turned)
    assert abs(transrisk.single_threshold_profit()["share of the maximum"] - share) > 0.2


def test_default_by_power_is_default_year_by_year():
    """The matrix power is what a year at a time comes to."""
    grades, matrix = ratings.load_matrix()
    shares = np.eye(len(grades))
    for _ in range(7):
        shares = shares @ matrix
    assert np.allclose([*ratings.default_after(7).values()], shares[:-1, -1])


def test_firms_have_luck_of_their_own():
    """The same seed gives the same moves; every firm is counted every year; nobody leaves default; another seed moves others."""
    moves, ends = ratings.drive_firms(64, 5, 1)
    assert np.array_equal(moves, ratings.drive_firms.__wrapped__(64, 5, 1)[0])
    assert moves.sum() == 7 * 64 * 5 and ends.shape == (7, 64)
    assert not moves[-1, :-1].any()
    assert not np.array_equal(moves, ratings.drive_firms(64, 5, 2)[0])


def test_a_wrong_matrix_is_seen(monkeypatch):
    """Planted: firms driven by a matrix with the misprint of some copies no longer default as the power of the printed one."""
    grades, matrix = ratings.load_matrix()
    wrong = matrix.copy()
    wrong[3, 7] += 0.01
    wrong[3, 3] -= 0.01
    monkeypatch.setattr(ratings, "load_matrix", lambda: (grades, wrong))
    _, ends = ratings.drive_firms.__wrapped__(1024, 10, 1)
    monkeypatch.undo()
    p = ratings.default_after(10)["BBB"]
    assert ((ends[3] == 7).mean() - p) / (p * (1 - p) / 1024) ** 0.5 > 3


def test_a_case_must_be_the_same_on_both_programs(monkeypatch):
    """Planted: where the kernel finds another score than the law, no figure is given."""
    real = wording.run_case

    def off(*given, **named):
        run = real(*given, **named)
        standing = run.standing(60)
        standing.scores["points"] += 1
        return run

    monkeypatch.setattr(wording, "run_case", off)
    with pytest.raises(ArithmeticError, match="law and kernel disagree"):
        wording.worked_case(
            scheme="suining-2010", event="loan_payment_missed", times=14, every=4, day=60, score="points", bands="class"
        )  # fmt: skip
