"""The chain of a credit report at three bureaus: an error, a dispute, a change (docs/studies/us-chain.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from ..simulation import Trace
from .looking import find_standings

LOOK, ANSWERED = 364, 404  # days: the reports are looked at; forty days later every answer is in
FAR, NEAR = 100, 90  # points


@dataclass(frozen=True)
class Chain:
    """What a look into the reports finds, counted by persons who have a report and by their reports.

    better: persons with a report that is better than it should be; everywhere: persons all of whose wrong reports were changed;
    far, near: persons with a report that rose by more than 100 points, by 90 or more.
    """

    persons: int
    reports: int
    persons_wrong: int
    reports_wrong: int
    persons_changed: int
    reports_changed: int
    everywhere: int
    far: int
    near: int
    better: int

    def __add__(self, other: Self) -> "Chain":
        return Chain(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Chain)))


def look_into_reports(trace: Trace) -> Chain:
    """The reports of a community: as they stand where nobody contests, where all do, and as they should be.

    trace: of a scheme with its procedure, and without it as the reform, in the worlds as written and with true records.
    """
    before, after, right = (
        find_standings(trace, world, LOOK)
        for world in ("reform_as_written", "as_written", "reform_true_records")
    )
    later = [find_standings(trace, world, ANSWERED) for world in ("reform_as_written", "as_written")]
    alive = np.isin(before[:, 1], later[0][:, 1])
    before, after, right = before[alive], after[alive], right[alive]
    scores = slice(5, 5 + len(trace.scores))
    levels = before[:, scores.stop : scores.stop + len(trace.levels)]
    on_file = (levels >= 0) & (levels < len(next(iter(trace.levels.values()))) - 1)
    kept = np.isin(later[0][:, 1], before[:, 1])
    rise = np.maximum(after - before, (later[1] - later[0])[kept])[:, scores]
    return judge_reports(on_file, (before - right)[:, scores], rise)


def judge_reports(on_file: np.ndarray, off: np.ndarray, rise: np.ndarray) -> Chain:
    """Count what reports hold. All by person and bureau; off: points above what is right; rise: points that disputes brought."""
    wrong = on_file & (off < 0)
    changed = wrong & (rise > 0)
    some, every = changed.any(axis=1), (changed == wrong).all(axis=1)
    return Chain(
        persons=int(on_file.any(axis=1).sum()),
        reports=int(on_file.sum()),
        persons_wrong=int(wrong.any(axis=1).sum()),
        reports_wrong=int(wrong.sum()),
        persons_changed=int(some.sum()),
        reports_changed=int(changed.sum()),
        everywhere=int((some & every).sum()),
        far=int((changed & (rise > FAR)).any(axis=1).sum()),
        near=int((changed & (rise >= NEAR)).any(axis=1).sum()),
        better=int((on_file & (off > 0)).any(axis=1).sum()),
    )


def share_in_chain(trace: Trace, *, figures: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, float]]:
    """Shares of persons and reports along the chain. figures: name -> fields of `Chain`, part and whole."""
    chain = look_into_reports(trace)
    return {
        name: (float(getattr(chain, part)), float(getattr(chain, whole)))
        for name, (part, whole) in figures.items()
    }


WAYS = (share_in_chain,)
