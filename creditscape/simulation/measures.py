"""The measures of all schemes of a run under numbers of their own: one number for the same measure of several schemes."""

from dataclasses import dataclass
from typing import Any

from ..words.errors import ResourceError

Plain = dict[str, Any]
MOST_MEASURES = 30  # bits of the measures in force of one person


@dataclass(frozen=True)
class Measure:
    """A measure as the run knows it: one number for the same measure of several schemes."""

    name: str
    title: str
    kind: str
    domain: str
    severity: int
    blocks: tuple[str, ...]


def check_bits(field: str, found: int, most: int) -> None:
    """Refuse what has no bit left. Raises: ResourceError E303."""
    if found > most:
        raise ResourceError("E303", f"found {found}; limit is {most} in one run", field=field)


def unite_measures(schemes: list[Plain]) -> tuple[list[Measure], list[dict[str, int]]]:
    """All measures of a run, and each scheme's names for them. Measures are the same by name, else by what they are."""
    united: list[Measure] = []
    names: list[dict[str, int]] = []
    for scheme in schemes:
        own: dict[str, int] = {}
        found = {n: m for phase in scheme["phases"] for n, m in phase["measures"].items()}
        made = {
            n: Measure(n, m["title"], m["kind"], m["domain"], m["severity"], tuple(sorted(m["blocks"])))
            for n, m in found.items()
        }
        free = [k for k in range(len(united))]
        for name, measure in made.items():
            same = [k for k in free if united[k].name == name and united[k].kind == measure.kind]
            if same:
                own[name] = same[0]
                free.remove(same[0])
        for name, measure in made.items():
            if name in own:
                continue
            like = [k for k in free if united[k].name not in made and _nature(united[k]) == _nature(measure)]
            own[name] = like[0] if like else len(united)
            if like:
                free.remove(like[0])
            else:
                united.append(measure)
        names.append(own)
    check_bits("measures", len(united), MOST_MEASURES)
    return united, names


def _nature(measure: Measure) -> tuple[Any, ...]:
    return measure.kind, measure.domain, measure.severity, measure.blocks
