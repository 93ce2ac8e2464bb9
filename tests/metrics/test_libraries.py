"""Shared quantities beside the libraries that define them, to 1e-12; all are in the test environment, never in a user's."""

from importlib import import_module

import numpy as np
import polars as pl
import pytest

from creditscape.metrics import (
    brier_score,
    chi_squared_tail,
    closed_bands,
    determinant_index,
    entropy,
    equalised_odds_difference,
    first_passage,
    fit_falling,
    gini_index,
    lower_share,
    mean_stays,
    median_time,
    memory_index,
    polarisation_index,
    prais_index,
    rate_errors,
    restricted_mean,
    score_shift,
    shorrocks_index,
    survival_curve,
    theil_index,
)

pytestmark = pytest.mark.filterwarnings("ignore")
VALUES, GROUPS = [300, 400, 500, 600, 1000], [0, 0, 1, 1, 1]
TIMES, ENDED = [2, 3, 3, 5, 8, 8, 12, 12], [1, 1, 1, 1, 1, 0, 0, 0]
ONE, OTHER = {580: 3, 600: 4, 640: 1}, {590: 2, 600: 6, 700: 2}
CHAIN = [[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.0, 0.05, 0.95]]
TRUTH = [1, 1, *[0] * 8, 1, 1, 1, 1, *[0] * 6]
FLAGS = [1, 0, 1, *[0] * 7, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0]


def about(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def draw(persons):
    """A histogram: persons by score."""
    rows = sorted(persons.items())
    return pl.DataFrame({"bin": [b for b, _ in rows], "persons": [n for _, n in rows]})


def test_inequality():
    """Gini, Theil with its parts, and Wolfson."""
    gini, theil = import_module("inequality.gini"), import_module("inequality.theil")
    wolfson = import_module("inequality.wolfson")
    split, own = theil.TheilD(np.array(VALUES), np.array(GROUPS)), theil_index(VALUES, GROUPS)
    assert own is not None and own.whole == about(float(theil.Theil(np.array(VALUES)).T))
    assert gini_index(VALUES) == about(float(gini.Gini(np.array(VALUES)).g))
    assert (own.between, own.within) == about((float(np.ravel(split.bg)[0]), float(np.ravel(split.wg)[0])))
    assert polarisation_index(VALUES) == about(float(wolfson.wolfson(VALUES)))


def test_lifelines():
    """The curve, its median and its restricted mean."""
    lifelines, utils = import_module("lifelines"), import_module("lifelines.utils")
    fitted, curve = lifelines.KaplanMeierFitter().fit(TIMES, ENDED), survival_curve(TIMES, ENDED)
    assert curve["left"].to_list() == about(fitted.survival_function_.iloc[1:, 0].to_list())
    assert median_time(curve) == fitted.median_survival_time_
    assert restricted_mean(curve, 12) == about(utils.restricted_mean_survival_time(fitted, t=12))


def test_scipy():
    """The distance of two crowds, entropy, and the tail of chi-squared."""
    stats = import_module("scipy.stats")
    distance = stats.wasserstein_distance(list(ONE), list(OTHER), list(ONE.values()), list(OTHER.values()))
    assert score_shift(draw(ONE), draw(OTHER)) == about(float(distance))
    assert entropy([0.2, 0.3, 0.5]) == about(float(stats.entropy([0.2, 0.3, 0.5])))
    for freedom in (1, 2, 7, 84):
        for x in (0.5, 12.0, 90.0):
            assert chi_squared_tail(x, freedom) == pytest.approx(float(stats.chi2.sf(x, freedom)), rel=1e-11)


def test_scikit_learn():
    """The area under the curve that tells one crowd from another."""
    learn = import_module("sklearn.metrics")
    points = [s for part in (ONE, OTHER) for s, n in part.items() for _ in range(n)]
    truth = [1] * sum(ONE.values()) + [0] * sum(OTHER.values())
    area = learn.roc_auc_score(truth, [-p for p in points])
    assert lower_share(draw(ONE), draw(OTHER)) == about(float(area))


def test_calibration():
    """The falling fit, and the mean squared error of its chances."""
    isotonic, learn = import_module("sklearn.isotonic"), import_module("sklearn.metrics")
    counts = pl.DataFrame({"bin": [1, 2, 3, 4, 5], "persons": [9, 7, 12, 5, 20], "acted": [5, 1, 6, 2, 1]})
    share, ours = counts["acted"] / counts["persons"], fit_falling(counts)
    model = isotonic.IsotonicRegression(increasing=False)
    fitted = model.fit_transform(
        counts["bin"].to_numpy(), share.to_numpy(), sample_weight=counts["persons"].to_numpy()
    )
    assert ours["predicted"].to_list() == about(fitted.tolist())
    bins = counts.with_columns(share.alias("observed"), ours["predicted"])
    truth = [y for n, a in counts.select("persons", "acted").iter_rows() for y in [1] * a + [0] * (n - a)]
    chances = [p for p, n in zip(ours["predicted"], counts["persons"], strict=True) for _ in range(n)]
    assert brier_score(bins) == about(float(learn.brier_score_loss(truth, chances)))


def test_mobility():
    """Mobility of the chain of the facts, by both libraries."""
    giddy, ergodic = import_module("giddy.mobility"), import_module("giddy.ergodic")
    economics = import_module("quantecon")
    markov, chain = import_module("giddy.markov"), np.array(CHAIN)
    assert shorrocks_index(CHAIN) == about(float(giddy.markov_mobility(chain, measure="P")))
    assert determinant_index(CHAIN) == about(float(giddy.markov_mobility(chain, measure="D")))
    assert memory_index(CHAIN) == about(float(giddy.markov_mobility(chain, measure="L2")))
    assert prais_index(CHAIN) == about(markov.prais(chain).tolist())
    assert mean_stays(CHAIN) == about(markov.sojourn_time(chain, summary=False).tolist())
    assert first_passage(CHAIN, 2)[:2] == about(ergodic.mfpt(chain)[:2, 2].tolist())
    assert closed_bands(CHAIN) == [each.tolist() for each in economics.MarkovChain(chain).recurrent_classes]


def test_fairlearn():
    """Rates of both errors of the two groups of the facts, and the larger and the mean gap."""
    fair = import_module("fairlearn.metrics")
    groups = ["A"] * 10 + ["B"] * 10
    rows = list(zip(groups, TRUTH, FLAGS, strict=True))
    names = ("true_positive", "false_positive", "false_negative", "true_negative")
    cells = dict(zip(names, ((1, 1), (0, 1), (1, 0), (0, 0)), strict=True))
    counts = [{"group": g} | {n: rows.count((g, *cell)) for n, cell in cells.items()} for g in "AB"]
    rates = rate_errors(pl.DataFrame(counts).with_columns(pl.col(names) * 10_000))
    for name in ("false_positive_rate", "false_negative_rate"):
        framed = fair.MetricFrame(
            metrics=getattr(fair, name), y_true=TRUTH, y_pred=FLAGS, sensitive_features=groups
        )
        assert rates[name].to_list() == about(framed.by_group.to_list())
    for agg in ("worst_case", "mean"):
        gap = fair.equalized_odds_difference(TRUTH, FLAGS, sensitive_features=groups, agg=agg)
        assert equalised_odds_difference(rates, agg == "worst_case") == about(float(gap))
