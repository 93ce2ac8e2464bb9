"""The first page: what was run, six sentences, and the picture of 1,000 people."""

from dataclasses import dataclass
from typing import Any

from ..metrics import (
    Results,
    compare_persons,
    count_all,
    is_comparison,
    knows_wrongs,
    list_told_worlds,
    measure_spread,
    name_subjects,
    say_count,
    say_frequency,
    say_years,
    summarise,
)
from .downloads import Citation
from .pictogram import OUTCOMES, draw_key, draw_thousand, share_marks
from .pictures import Picture


@dataclass(frozen=True, slots=True)
class Telling:
    """One world that the report tells about. label: `Baseline`, `Reform` or, alone, nothing."""

    world: str
    label: str
    scheme: Any


def list_tellings(run: Any) -> list[Telling]:
    """The world as written, and the reform's where the run is a comparison."""
    worlds = list_told_worlds(run)
    if len(worlds) == 1:
        return [Telling(worlds[0], "", run.scheme)]
    reform = getattr(run, "reform", None)
    return [
        Telling(worlds[0], "Baseline", run.scheme),
        Telling(worlds[1], "Reform", reform if hasattr(reform, "plain") else run.scheme),
    ]


def tell_opening(run: Results) -> dict[str, Any]:
    """Facts of the run and the six sentences."""
    manifest = run.manifest
    spread = measure_spread(run, "subjects")
    return {
        "facts": [
            (
                "Society",
                f"{manifest['society']['title']} (invented)"
                if isinstance(manifest["society"], dict)
                else manifest["society"],
            ),
            ("People", _say_people(int(manifest["people"]), int(manifest["communities"]))),
            (
                "Time",
                f"{say_years(int(manifest['years']))}, {manifest['first_day']} to {manifest['last_day']}",
            ),
            ("Earlier life in the files", _say_burn_in(int(manifest["burn_in_years"]))),
            ("Run", manifest["digest"][:12]),
        ],
        "sentences": summarise(run).sentences,
        "communities": spread.communities if spread else int(manifest["communities"]),
    }


def _say_people(people: int, communities: int) -> str:
    return (
        f"{say_count(people)} in {say_count(communities)} "
        f"communit{'y' if communities == 1 else 'ies'}, all invented"
    )


def _say_burn_in(years: int) -> str:
    return (
        f"{say_years(years)} before the first day, recorded and not counted"
        if years
        else "none: the scheme begins with empty files"
    )


def tell_thousand(run: Results, telling: Telling, cite: Citation) -> dict[str, Any]:
    """The picture of 1,000 people in one world, with its key."""
    counts = [count_all(run, outcome.key, telling.world) for outcome in OUTCOMES]
    marks = share_marks(counts)
    total = sum(counts)
    words = ", ".join(f"{number} {outcome.name}" for number, outcome in zip(marks, OUTCOMES, strict=True))
    picture: Picture | None = (
        draw_thousand(
            marks, f"What happens to 1,000 {name_subjects(run.manifest).many}", f"1,000 marks: {words}.", cite
        )
        if total
        else None
    )
    rows = [
        {
            "name": outcome.name,
            "meaning": outcome.meaning,
            "path": draw_key(outcome),
            "marks": number,
            "persons": say_count(count),
            "note": "too few for a mark" if count and not number else "",
        }
        for outcome, number, count in zip(OUTCOMES, marks, counts, strict=True)
    ]
    return {
        "label": telling.label,
        "picture": picture,
        "rows": rows,
        "total": say_count(total),
        "spared": _tell_spared(run, telling.world),
    }


def _tell_spared(run: Results, world: str) -> str:
    """Those spared, whom the picture does not draw: they stand among the others."""
    if not knows_wrongs(run, world):
        return ""
    told = say_frequency(count_all(run, "spared", world), count_all(run, "subjects", world))
    return (
        f"No mark of its own: of every 1,000 {name_subjects(run.manifest).many}, {told} were spared, on days on "
        "which true records would have restricted them."
    )


def tell_changes(run: Results) -> dict[str, Any] | None:
    """Better, worse, mixed and unchanged, for everybody and by income fifth and group; None if the run is no
    comparison.
    """
    if not is_comparison(run):
        return None
    rows = []
    for by in ("all", "income", "group"):
        for row in compare_persons(run, by).iter_rows(named=True):
            figures = [
                say_frequency(row[name], row["persons"]) if row["shown"] else "too few to tell"
                for name in ("better", "worse", "mixed", "unchanged", "rewards_more", "rewards_fewer")
            ]
            rows.append(
                {
                    "group": name_group(by, row["value"]),
                    "persons": say_count(row["persons"]),
                    "figures": figures,
                }
            )
    return {"rows": rows, "reform": run.manifest["reform"]["title"]}


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
