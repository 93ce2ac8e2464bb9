"""Section 4, does it work and is there a milder way: what people do with the scheme and without it, and milder forms of it."""

from typing import Any

import polars as pl

from ...metrics import (
    FEWER,
    KEEPS,
    LIMITS,
    WRITTEN,
    Estimate,
    Results,
    list_worlds,
    name_subjects,
    say_count,
    say_milder,
    say_rate,
)
from ...words import load_vocabulary
from ..downloads import Citation
from ..drawings import draw_bars, draw_scatter
from ..palette import BURDEN, CAUSE_COLOURS
from ..pictures import Picture, render_picture
from ..slots import find_milder
from ..tellings import Telling

NONE, MOST = "no_scheme", 10  # domains drawn
_PARTS = {"unlawful": ("unlawful acts", BURDEN), "lawful": ("lawful acts", CAUSE_COLOURS["own_lawful"])}


def tell_aim(run: Results, telling: Telling, cite: Citation) -> dict[str, Any]:
    """Acts that the scheme counts, with it and without it, by domain; why not, where the run cannot say."""
    own = telling.world.replace(WRITTEN, NONE)
    held = own if own in list_worlds(run) else NONE
    if "events" not in run.tables or held not in list_worlds(run):
        return {"label": telling.label, "title": "", "picture": None, "rows": []}
    acts = _count_acts(run, telling, held)
    title = _title(acts)
    return {
        "label": telling.label,
        "title": title,
        "picture": _draw(telling, acts, title, cite),
        "rows": [
            {
                "name": _name(row),
                "cells": [
                    _say(row["with"]),
                    _say(row["without"]),
                    _say_difference(row["real"], row["real_without"]),
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


def _title(acts: list[dict[str, Any]]) -> str:
    """How many more or fewer of the unlawful and of the lawful acts there are."""
    told = []
    for lawful, name in ((False, "unlawful"), (True, "lawful")):
        own = [row for row in acts if row["lawful"] is lawful]
        real, without = (sum(row[key] for row in own) for key in ("real", "real_without"))
        told += [f"of the {name} acts that it counts, {_say_change(real, without)}"] if own else []
    if not any(row["real"] != row["real_without"] for row in acts):
        return "With the scheme and without it, people do the same: no act that it counts is rarer or more frequent"
    return f"With the scheme instead of none: {'; '.join(told)}"


def _draw(telling: Telling, acts: list[dict[str, Any]], title: str, cite: Citation) -> Picture | None:
    """Bars: how many acts more, or to the left of zero fewer, for every 1,000 without the scheme; the largest changes."""
    known = [{**row, "change": _change(row)} for row in acts if row["real_without"] >= LIMITS.people]
    shown = sorted(known, key=lambda row: -abs(row["change"]))[:MOST]
    if not any(row["change"] for row in shown):
        return None
    lines = [
        {
            "title": _name(row),
            "words": f"{row['change']:+.1f}" if row["real"] != row["real_without"] else "none",
            "unlawful": 0.0 if row["lawful"] else row["change"],
            "lawful": row["change"] if row["lawful"] else 0.0,
        }
        for row in shown
    ]
    changes = [row["change"] for row in shown]
    unit = "acts more (right) or fewer (left) with the scheme, of every 1,000 without it"
    drawing = draw_bars(lines, _PARTS, unit, max(*changes, 0.5), min(*changes, -0.5))
    return render_picture(drawing, telling.name(title), f"{title}. The table gives every domain.", cite)


def _change(row: dict[str, Any]) -> float:
    return 1000 * (row["real"] - row["real_without"]) / row["real_without"]


def _name(row: dict[str, Any]) -> str:
    return row["domain"] + (": lawful acts" if row["lawful"] else ": unlawful acts")


def tell_milder(run: Results, cite: Citation) -> dict[str, Any] | None:
    """Milder forms of the scheme by burden and effect; None where none was tried."""
    rows = find_milder(run)
    if rows is None:
        return None
    many, title = name_subjects(run.manifest).many, say_milder(run).rstrip(".")
    drawing = draw_scatter(
        rows,
        f"restricted days a year, for every 1,000 {many}",
        f"acts changed as meant, of every 1,000 {many}",
    )
    said = run.manifest["milder"]
    return {
        "title": title,
        "picture": render_picture(
            drawing, title, f"{title}. The numbers are those of the table, which gives every form.", cite
        ),
        "rows": [(f"{number}. {row['form']}", _tell_form(row)) for number, row in enumerate(rows, 1)],
        "aims": said["aims"],
        "assumed": said["assumed_responses"],
        "people": say_count(said["people"]),
        "left": [(each["title"], each["why"]) for each in said["variants"] if not each["tried"]],
        "house": f"A form keeps the effect if it keeps {100 * KEEPS:.0f} of 100 acts, and takes far fewer days if it takes at most "
        f"{100 * FEWER:.0f} of 100.",
    }


def _tell_form(row: dict[str, Any]) -> list[str]:
    shares = [_say_part(row["share"]), f"{row['aim']:.3g}", _say_part(row["kept"])]
    return [say_rate(row["days"]), *shares, "yes" if row["front"] else "no"]


def _say_part(estimate: Estimate | None) -> str:
    return "" if estimate is None else f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _say(rate: float) -> str:
    return "none" if not rate else "fewer than 0.1" if rate < 0.05 else say_rate(rate)


def _say_difference(real: int, without: int) -> str:
    return "none" if real == without else f"{real - without:+,} of {say_count(without)}"


def _say_change(real: int, without: int) -> str:
    """`as many happen`, or `2.1 of every 1,000 fewer happen`."""
    if real == without:
        return "as many happen"
    rate = 1000 * abs(real - without) / without if without else 1000.0
    return f"{_say(rate)} of every 1,000 {'more' if real > without else 'fewer'} happen"
