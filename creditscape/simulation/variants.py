"""Variants of a scheme on the same people with the same luck, community by community: replicates for what is compared."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..kernel import Tallies
from .frames import HEADLINES
from .lowering import Lowered, World
from .plan import RunPlan
from .run import lower_worlds, tally_each

NOBODY, WRITTEN = "no_scheme", "as_written"
_COUNTED = ("subjects", "restricted_persons", "restricted_days", "restricted_without_breach_days")
Plain = dict[str, Any]


def run_variants(
    plan: RunPlan, variants: Mapping[str, Plain], events: Mapping[str, Iterable[str]]
) -> Iterator[dict[str, Any]]:
    """The plan's scheme, variants of it and no scheme, told on the plan's people.

    variants: plain forms by name; events: kinds to be counted together, by the name of the count. Yields: rows of variant (`as_written`,
    `no_scheme`, and the names), quantity (some of the headline and the counts of events), community, count. Raises: as `lower`.
    """
    schemes = [plan.scheme.plain(), *variants.values()]
    names = (WRITTEN, *variants)
    worlds = (World(NOBODY, None), *(World(name, number) for number, name in enumerate(names)))
    low = lower_worlds(plan, schemes, worlds)
    kinds = {
        what: [n for n, kind in enumerate(low.kinds) if kind["name"] in set(some)]
        for what, some in events.items()
    }
    told = tally_each(low, plan.communities, plan.threads, lambda tallies: _pick(low, tallies, kinds))
    for community, counts in enumerate(told):
        for (variant, quantity), count in counts.items():
            yield {"variant": variant, "quantity": quantity, "community": community, "count": count}


def _pick(low: Lowered, tallies: Tallies, kinds: Mapping[str, list[int]]) -> dict[tuple[str, str], int]:
    found = {}
    for w, world in enumerate(low.worlds):
        for quantity in _COUNTED:
            found[world.name, quantity] = int(tallies.headline[w, HEADLINES.index(quantity), 0])
        for what, numbers in kinds.items():
            found[world.name, what] = int(tallies.events[w, numbers].sum())
    return found
