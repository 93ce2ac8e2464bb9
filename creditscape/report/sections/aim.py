"""Section 4, does it work and is there a milder way: what people do with the scheme and without it, and milder forms of it."""

from typing import Any

import polars as pl

from ...metrics import WRITTEN, Results, list_worlds, name_subjects, say_count, say_rate
from ...words import load_vocabulary
from ..downloads import Citation
from ..drawings import draw_dots, draw_scatter
from ..palette import BURDEN, NEUTRAL
from ..pictures import render_picture
from ..slots import find_milder
from ..tellings import Telling

NONE, MOST = "no_scheme", 10  # domains drawn
_SERIES = (("with the scheme", BURDEN, "square"), ("without it", NEUTRAL, "circle"))


def tell_aim(run: Results, telling: Telling, cite: Citation) -> dict[str, Any]:
    """Acts that the scheme counts, with it and without it, by domain; why not, where the run cannot say."""
    own = telling.world.replace(WRITTEN, NONE)
    held = own if own in list_worlds(run) else NONE
    if "events" not in run.tables or held not in list_worlds(run):
        return {"label": telling.label, "title": "", "picture": None, "rows": []}
    acts = _count_acts(run, telling, held)
    with_it, without_it = (
        sum(row[name] for row in acts if not row["lawful"]) for name in ("with", "without")
    )
    title = (
        f"Unlawful acts that the scheme counts: {_say(with_it)} a year for every 1,000 inhabitants with it, "
        f"{_say(without_it)} without it"
    )
    return {
        "label": telling.label,
        "title": title,
        "picture": _draw(telling, acts, title, cite),
        "rows": [
            {
                "name": row["domain"] + (": lawful acts" if row["lawful"] else ": unlawful acts"),
                "cells": [
                    _say(row["with"]),
                    _say(row["without"]),
                    _say_change(row["real"], row["real_without"]),
                ],
            }
            for row in acts
        ],
    }


def _count_acts(run: Results, telling: Telling, held: str) -> list[dict[str, Any]]:
    """Real acts of the kinds that some rule heeds, by domain and lawfulness, a year for every 1,000 people of the run."""
    kinds, scale = load_vocabulary().kinds, 1000 / (int(run.manifest["people"]) * int(run.manifest["years"]))
    heeded = {
        kind
        for phase in telling.scheme.plain("used")["phases"]
        for rule in phase["rules"].values()
        for kind in rule["events"]
        if kind in kinds and kinds[kind].class_ == "conduct"
    }
    frame = run.tables["events"].filter(pl.col("kind").is_in(sorted(heeded)))
    sums = {
        world: dict(frame.filter(world=world).group_by("kind").agg(pl.col("real").sum()).iter_rows())
        for world in (telling.world, held)
    }
    rows: dict[tuple[bool, str], dict[str, Any]] = {}
    for kind in sorted(heeded):
        key = (kinds[kind].lawful, kinds[kind].domain.replace("_", " "))
        empty = {"lawful": key[0], "domain": key[1], "real": 0, "real_without": 0}
        row = rows.setdefault(key, empty)
        row["real"] += sums[telling.world].get(kind, 0)
        row["real_without"] += sums[held].get(kind, 0)
    told = [
        {**row, "with": row["real"] * scale, "without": row["real_without"] * scale} for row in rows.values()
    ]
    return sorted(
        (row for row in told if row["real"] or row["real_without"]),
        key=lambda row: (row["lawful"], -row["without"]),
    )


def _draw(telling: Telling, acts: list[dict[str, Any]], title: str, cite: Citation) -> Any:
    shown = [row for row in acts if not row["lawful"]][:MOST]
    if not shown:
        return None
    dots = [
        {
            "group": row["domain"],
            "series": name,
            "figure": row[key],
            "low": row[key],
            "high": row[key],
            "words": _say(row[key]),
        }
        for row in shown
        for (name, _, _), key in zip(_SERIES, ("with", "without"), strict=True)
    ]
    peak = max(dot["figure"] for dot in dots)
    unit = "unlawful acts that the scheme counts, a year for every 1,000 inhabitants"
    drawing = draw_dots(dots, _SERIES, [row["domain"] for row in shown], unit, peak)
    return render_picture(drawing, telling.name(title), f"{title}. The table gives every domain.", cite)


def tell_milder(run: Results, cite: Citation) -> dict[str, Any] | None:
    """Milder forms of the scheme by burden and effect; None where the run has none."""
    rows = find_milder(run)
    if rows is None:
        return None
    better = [
        row["form"] for row in rows[1:] if row["days"] <= rows[0]["days"] and row["aim"] >= rows[0]["aim"]
    ]
    many = name_subjects(run.manifest).many
    title = (
        f"{say_count(len(better))} milder form{'s' if len(better) > 1 else ''} reach as much with no more restricted days"
        if better
        else "No milder form that was tried reaches as much with no more restricted days"
    )
    drawing = draw_scatter(
        rows, f"restricted days a year, for every 1,000 {many}", "effect on the declared aim"
    )
    return {
        "title": title,
        "picture": render_picture(drawing, title, f"{title}. The table gives every form.", cite),
        "rows": [
            (row["form"], [say_rate(row["days"]), f"{row['aim']:.3g}", "yes" if row["front"] else "no"])
            for row in rows
        ],
    }


def _say(rate: float) -> str:
    return "none" if not rate else "fewer than 0.1" if rate < 0.05 else say_rate(rate)


def _say_change(real: int, without: int) -> str:
    return "none" if real == without else f"{real - without:+,} of {say_count(without)}"
