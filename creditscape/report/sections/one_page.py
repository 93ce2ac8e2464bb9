"""Section 1, one page: what was run, five answers, and the picture of 1,000 people."""

from typing import Any

from ...metrics import (
    Results,
    arbitrary_share,
    compare_persons,
    count_all,
    is_comparison,
    knows_wrongs,
    list_reforms,
    list_sentences,
    measure_spread,
    name_subjects,
    name_world,
    say_count,
    say_frequency,
    say_years,
)
from ..downloads import Citation
from ..pictogram import OUTCOMES, draw_key, draw_thousand, share_marks
from ..pictures import Picture
from ..tellings import FEW, Telling, name_group


def tell_opening(run: Results) -> dict[str, Any]:
    """Facts of the run and the five sentences."""
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
        "sentences": list_sentences(run),
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
    title = f"What happens to 1,000 {name_subjects(run.manifest).many}"
    picture: Picture | None = (
        draw_thousand(marks, telling.name(title), f"1,000 marks: {words}.", cite) if total else None
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


def tell_changes(run: Results) -> list[dict[str, Any]]:
    """Better, worse, mixed and unchanged, for everybody and by income fifth and group, reform by reform."""
    return [_tell_change(run, world) for world in list_reforms(run)] if is_comparison(run) else []


def tell_same_life(run: Results) -> str:
    """How many stand one way under a scheme and another way under another; empty where no schemes are compared or lives were not told."""
    if "elsewhere" not in run.tables or run.tables["elsewhere"].is_empty():
        return ""
    row, who = arbitrary_share(run).row(0, named=True), name_subjects(run.manifest)
    told = say_frequency(row["numerator"], row["denominator"])
    return (
        f"The same life, another answer: of every 1,000 {who.many} {who.who} have a file under each of these schemes, {told} "
        "were restricted under one and not under another "
        f"(told on the run's first {run.manifest['lives']['communities']} communities)."
    )


def _tell_change(run: Results, world: str) -> dict[str, Any]:
    rows = []
    for by in ("all", "income", "group"):
        for row in compare_persons(run, by, world=world).iter_rows(named=True):
            figures = [
                say_frequency(row[name], row["persons"]) if row["shown"] else FEW
                for name in ("better", "worse", "mixed", "unchanged", "rewards_more", "rewards_fewer")
            ]
            rows.append(
                {
                    "group": name_group(by, row["value"]),
                    "persons": say_count(row["persons"]),
                    "figures": figures,
                }
            )
    return {"rows": rows, "name": name_world(run, world)}
