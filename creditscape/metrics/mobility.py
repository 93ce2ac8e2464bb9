"""How easily people move between bands, and who is stuck: figures of one matrix of transitions.

Every function takes a row-stochastic matrix [K, K]: the share of those in band k who are in band l one period later. The period is that of
the matrix (one year in `measure_transitions`). A matrix forgets what came before the present band; these figures are of the matrix, not of
lives. Equal to `quantecon` and `giddy` where these have them (tests/metrics/test_mobility.py).
"""

from collections.abc import Sequence

import numpy as np

from ..words import InputError

Matrix = Sequence[Sequence[float]]
CLOSE = 1e-9


def _read(transitions: Matrix) -> np.ndarray:
    matrix = np.array(transitions, float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not matrix.size:
        raise InputError("M110", "a transition matrix has as many columns as rows")
    if (matrix < 0).any() or (abs(matrix.sum(axis=1) - 1) > CLOSE).any():
        raise InputError("M105", "every row of a transition matrix adds up to 1")
    return matrix


def shorrocks_index(transitions: Matrix) -> float | None:
    """Mobility between bands: 0 if everybody stays, 1 if the next band does not depend on the present one.

    (K - trace P) / (K - 1)

    Returns: the index, or None for fewer than two bands. Raises: InputError if a row does not add up to 1.
    Reference: facts M03b; Shorrocks 1978, DOI 10.2307/1911436.
    """
    matrix = _read(transitions)
    size = len(matrix)
    return float((size - np.trace(matrix)) / (size - 1)) if size > 1 else None


def determinant_index(transitions: Matrix) -> float:
    """Mobility as the loss of what the present band tells of the next: 0 if nothing is lost.

    1 - |det P|

    Raises: InputError if a row does not add up to 1. Reference: facts M03d.
    """
    return float(1 - abs(np.linalg.det(_read(transitions))))


def memory_index(transitions: Matrix) -> float | None:
    """How fast the past is forgotten: 1 at once, 0 never.

    1 - |second largest eigenvalue of P|

    Returns: the index, or None for fewer than two bands. Raises: InputError if a row does not add up to 1.
    Reference: facts M03d.
    """
    second = _second_eigenvalue(_read(transitions))
    return None if second is None else 1 - second


def half_life(transitions: Matrix) -> float | None:
    """Periods after which half of a difference in bands is left.

    ln 0.5 / ln |second largest eigenvalue of P|

    Returns: periods; 0 if everything is forgotten at once, None if it never fades or there are fewer than two bands.
    Raises: InputError if a row does not add up to 1. Reference: facts M03d.
    """
    second = _second_eigenvalue(_read(transitions))
    if second is None or second >= 1 - CLOSE:
        return None
    return float(np.log(0.5) / np.log(second)) if second > CLOSE else 0.0


def _second_eigenvalue(matrix: np.ndarray) -> float | None:
    if len(matrix) < 2:
        return None
    return float(min(1.0, sorted(abs(np.linalg.eigvals(matrix)))[-2]))


def bartholomew_index(transitions: Matrix, shares: Sequence[float] | None = None) -> float | None:
    """Average distance moved, as a share of the longest way.

    sum over k of share_k x sum over l of p_kl |k - l| / (K - 1)

    Args: shares: where people are at first [K], adding up to 1; without them the bands count equally. Returns: 0..1, or None for fewer
    than two bands. Raises: InputError if a row, or the shares, do not add up to 1. Reference: facts M03e.
    """
    matrix = _read(transitions)
    size = len(matrix)
    weights = np.full(size, 1 / size) if shares is None else np.array(shares, float)
    if weights.shape != (size,) or (weights < 0).any() or abs(weights.sum() - 1) > CLOSE:
        raise InputError("M111", f"shares of people are {size} numbers that add up to 1")
    places = np.arange(size)
    way = matrix * abs(places[:, None] - places[None, :])
    return float((weights[:, None] * way).sum() / (size - 1)) if size > 1 else None


def prais_index(transitions: Matrix) -> list[float]:
    """Chance to leave each band within a period.

    1 - p_kk

    Returns: [K] in [0, 1]. Raises: InputError if a row does not add up to 1. Reference: facts M03c.
    """
    return [float(1 - stay) for stay in np.diag(_read(transitions))]


def mean_stays(transitions: Matrix) -> list[float | None]:
    """Mean length of a stay in each band.

    1 / (1 - p_kk)

    Returns: [K] periods; None where nobody leaves. Raises: InputError if a row does not add up to 1. Reference: facts M03c.
    """
    return [1 / leave if leave > CLOSE else None for leave in prais_index(transitions)]


def fall_rise_ratio(counts: Sequence[Sequence[int]]) -> float | None:
    """Moves to a worse band for every move to a better one; the bands stand best first.

    sum of n_kl with l worse than k / sum of n_kl with l better than k

    Args: counts: persons [K, K]. Returns: the ratio, or None if nobody rose. Reference: facts M03f.
    """
    moved = np.array(counts)
    rises = int(np.tril(moved, -1).sum())
    return int(np.triu(moved, 1).sum()) / rises if rises else None


def first_passage(transitions: Matrix, into: int) -> list[float | None]:
    """Mean number of periods until a band is reached for the first time, from each band.

    h = (I - Q)^-1 1, Q being P without that band; 0 for the band itself

    Args: into: place of the band, 0..K-1. Returns: [K] periods; None from where somebody may never get there.
    Raises: InputError if a row does not add up to 1, or there is no such band. Reference: facts M12a.
    """
    matrix = _read(transitions)
    if not 0 <= into < len(matrix):
        raise InputError("M108", f"band {into} of {len(matrix)}")
    ways = _reach(matrix)
    # who can come to where the band is out of reach may wait for ever
    lost = [k for k in range(len(matrix)) if not ways[k, into]]
    others = [k for k in range(len(matrix)) if k != into and not ways[k, lost].any()]
    steps: dict[int, float] = {into: 0.0}
    if others:
        rest = np.eye(len(others)) - matrix[np.ix_(others, others)]
        steps |= dict(zip(others, np.linalg.solve(rest, np.ones(len(others))).tolist(), strict=True))
    return [steps.get(k) for k in range(len(matrix))]


def closed_bands(transitions: Matrix) -> list[list[int]]:
    """Sets of bands that nobody leaves and within which everybody may get everywhere: the recurrent classes.

    Returns: places of bands, in order; one set of all where nobody is stuck. Raises: InputError if a row does not add up to 1.
    Reference: facts M12b.
    """
    ways = _reach(_read(transitions))
    found: list[list[int]] = []
    for k in range(len(ways)):
        there = [int(i) for i in np.flatnonzero(ways[k])]
        if all(ways[i, k] for i in there) and there not in found:
            found.append(there)
    return found


def stationary_shares(transitions: Matrix) -> list[float] | None:
    """Where people end up if the matrix holds for ever, wherever they begin.

    shares with shares P = shares

    Returns: [K] adding up to 1; None if it depends on where they begin. Raises: InputError if a row does not add up to 1.
    Reference: facts M12b.
    """
    matrix = _read(transitions)
    if len(closed_bands(transitions)) > 1:
        return None
    size = len(matrix)
    system = np.vstack([matrix.T - np.eye(size), np.ones(size)])
    shares = np.linalg.lstsq(system, np.append(np.zeros(size), 1), rcond=None)[0]
    return [max(0.0, float(share)) for share in shares]


def _reach(matrix: np.ndarray) -> np.ndarray:
    """True where a band can be reached from another in any number of periods, none included."""
    ways = (matrix > 0) | np.eye(len(matrix), dtype=bool)
    for k in range(len(matrix)):
        ways |= ways[:, k : k + 1] & ways[k : k + 1, :]
    return ways
