"""Variants of a scheme on the same people with the same luck, community by community: replicates for what is compared."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..kernel import Tallies
from .frames import HEADLINES, Frames
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


def run_contexts(plan: RunPlan, variants: Mapping[str, Plain], communities: int) -> Iterator[dict[str, Any]]:
    """The plan's scheme and variants of it, told on the plan's first communities: restricted days by the domain of the measure.

    variants: plain forms by name. Yields: rows of variant (`as_written` and the names), measure (its domain), community, days: those
    under each restriction of the domain, added up. Raises: as `lower`.
    """
    names = (WRITTEN, *variants)
    worlds = tuple(World(name, number) for number, name in enumerate(names))
    low = lower_worlds(plan, [plan.scheme.plain(), *variants.values()], worlds)
    told = tally_each(low, communities, plan.threads, lambda tallies: _sum_domains(low, tallies))
    for community, found in enumerate(told):
        for (variant, domain), days in found.items():
            yield {"variant": variant, "measure": domain, "community": community, "days": days}


def _sum_domains(low: Lowered, tallies: Tallies) -> dict[tuple[str, str], int]:
    frames, found = Frames(low, tallies), dict[tuple[str, str], int]()
    for n, measure in enumerate(low.book.measures):
        if measure.kind == "restriction":
            for w, world in enumerate(low.worlds):
                days = frames.count_days(w, n)
                found[world.name, measure.domain] = found.get((world.name, measure.domain), 0) + days
    return found


def _pick(low: Lowered, tallies: Tallies, kinds: Mapping[str, list[int]]) -> dict[tuple[str, str], int]:
    found = {}
    for w, world in enumerate(low.worlds):
        for quantity in _COUNTED:
            found[world.name, quantity] = int(tallies.headline[w, HEADLINES.index(quantity), 0])
        for what, numbers in kinds.items():
            found[world.name, what] = int(tallies.events[w, numbers].sum())
    return found
