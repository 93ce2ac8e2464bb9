"""What a made-up run looks like, and how its totals fall to groups and worlds."""

from dataclasses import dataclass, field
from typing import Any

from tests.report.figures import BURDEN, GROUPS, LEVELS, RULES


@dataclass
class Shape:
    """What a made-up run looks like."""

    years: int = 10
    communities: int = 12
    size: int = 4096
    restricted: int = 152  # of 1,000
    wrongly: int = 24
    spared: int = 7
    levels: tuple[str, ...] = LEVELS
    scores: tuple[str, ...] = ("points",)
    measures: tuple[str, ...] = ("no_community_activities", "no_honours", "no_assisted_benefits")
    rewards: tuple[str, ...] = ("community_services",)
    rules: tuple[str, ...] = RULES
    reform: bool = False
    worlds: tuple[str, ...] = ("as_written", "true_records", "no_scheme")
    hostile: str = ""
    redress: bool = True  # whether anything can be contested
    steps: tuple[int, ...] = (41, 12, 7, 5)  # of 100 wrongly restricted: learn, contest, win, are corrected
    causes: bool = False  # whether there are exact parts by cause
    faults: bool = True
    lists: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def people(self) -> int:
        return self.communities * self.size


def split(total: int, weights: dict[str, int]) -> dict[str, int]:
    """A total over weights, in whole numbers that add up."""
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    parts = {name: total * weight // whole for name, weight in weights.items()}
    for name in sorted(weights, key=lambda name: -(total * weights[name] % whole))[
        : total - sum(parts.values())
    ]:
        parts[name] += 1
    return parts


def spread(total: int, dimension: str, burdened: bool) -> dict[str, int]:
    """A total over the groups of a dimension; heavier on some if `burdened`."""
    weights = GROUPS[dimension]
    return split(
        total, {name: weight * (BURDEN.get(name, 100) if burdened else 1) for name, weight in weights.items()}
    )


def told_worlds(shape: Shape) -> list[tuple[str, int]]:
    """Worlds with a scheme, and how many of 1,000 are restricted there."""
    worlds = [
        ("as_written", shape.restricted),
        ("true_records", max(shape.restricted - shape.wrongly + shape.spared, 0)),
    ]
    worlds = [world for world in worlds if world[0] in shape.worlds]
    if shape.reform:
        worlds += [(f"reform_{name}", count * 6 // 10) for name, count in worlds]
    return worlds
