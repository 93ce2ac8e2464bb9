"""Of which worlds a report tells, and how groups and figures are said in it."""

from dataclasses import dataclass
from typing import Any

from ..audit import find_scheme
from ..metrics import DAYS_A_YEAR, Results, count_subject_days, list_told_worlds, name_world

FEW = "too few to tell"


@dataclass(frozen=True, slots=True)
class Telling:
    """One world that the report tells about. label: `Baseline`, `Reform` or, alone, nothing."""

    world: str
    label: str
    scheme: Any

    def name(self, title: str) -> str:
        """A title that says of which world it is."""
        return f"{self.label}: {title}" if self.label else title


def list_tellings(run: Any) -> list[Telling]:
    """The world as written, and those of reforms where the run is a comparison."""
    worlds = list_told_worlds(run)
    if len(worlds) == 1:
        return [Telling(worlds[0], "", run.scheme)]
    return [
        Telling(world, name_world(run, world).removeprefix("the ").capitalize(), find_scheme(run, world))
        for world in worlds
    ]


def list_distinct(tellings: list[Telling]) -> list[Telling]:
    """Tellings of different schemes: a run without the reform's document tells of one."""
    return [
        telling
        for place, telling in enumerate(tellings)
        if all(telling.scheme is not other.scheme for other in tellings[:place])
    ]


def name_group(by: str, value: str) -> str:
    """A group in words: `lowest income fifth`, `minority`, `aged 30-44`."""
    fifths = {
        "1": "lowest income fifth",
        "2": "second fifth",
        "3": "middle fifth",
        "4": "fourth fifth",
        "5": "highest income fifth",
    }
    match by:
        case "income":
            return fifths.get(value, value)
        case "all":
            return "everybody"
        case "age":
            return value if value[:1].isalpha() else f"aged {value}"
    return value


def scale_days(run: Results, world: str) -> float:
    """What turns person-days of the run into days a year for every 1,000 people."""
    return 1000 * DAYS_A_YEAR / max(int(count_subject_days(run, "all", world)["denominator"].sum()), 1)
