"""The communities of a run one by one, each with tables of its own: for standard errors over communities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from ..scheme import Scheme
from .frames import Frames
from .plan import RunPlan
from .run import Worker, lower_plan


@dataclass(frozen=True)
class CommunityTables:
    """The tables of one community (docs/results.md); over all communities of a plan they add up to those of its run."""

    community: int
    tables: dict[str, pl.DataFrame]
    first_day: date
    scheme: Scheme


def tally_communities(plan: RunPlan) -> Iterator[CommunityTables]:
    """The communities of a run, in order, one by one on one thread. The same lives and the same waits as in the run.

    Args: plan: of the run. Raises: ResourceError if a community needs more room than there is.
    """
    low = lower_plan(plan)
    first = date.fromordinal(low.timeline.first + low.timeline.t0)
    worker = Worker(low)
    for community in range(plan.communities):
        worker.clear()
        worker.work(community, 1)
        yield CommunityTables(community, Frames(low, worker.sums).tables(), first, plan.scheme)
