"""Section 9, other people's conduct: which causes brought the restrictions about, in parts that add up, or else in records."""

from typing import Any

import polars as pl

from ...metrics import (
    PARTS,
    WRITTEN,
    Results,
    has_parts,
    name_subjects,
    say_count,
    say_frequency,
    say_rate,
    split_causes,
    split_days,
)
from ..downloads import Citation
from ..drawings import ROOM_FOR_WORDS, draw_bars
from ..palette import CAUSE_COLOURS, PART_COLOURS
from ..pictures import Picture, render_picture
from ..tellings import FEW, Telling, name_group
from .reach import CAUSES, name_causes, tell_causes

PART_WORDS = {
    "unlawful conduct": "unlawful conduct",
    "lawful conduct": "lawful conduct",
    "wrong records": "wrong records",
    "conduct of others": "conduct of others",
    "shocks": "shocks",
    "nobody": "the scheme alone, without any record",
}


def tell_others(run: Results, telling: Telling, cite: Citation) -> dict[str, Any]:
    """What acts of others bring: exact parts where the run has them, and records by cause in any case."""
    counts = dict(split_causes(run, telling.world).iter_rows())
    ties: dict[str, dict[str, None]] = {}
    for phase in telling.scheme.plain("used")["phases"]:
        for name, rule in phase["rules"].items():
            if rule.get("through"):
                ties.setdefault(rule["through"].replace("_", " "), {})[name.replace("_", " ")] = None
    friends = any(
        "friends" in score
        for phase in telling.scheme.plain("used")["phases"]
        for score in phase["scores"].values()
    )
    return {
        "label": telling.label,
        "parts": tell_parts(run, telling, cite),
        "title": _title_records(counts),
        "told": tell_causes(run, telling.world),
        "picture": _draw_records(run, telling, counts, cite) if sum(counts.values()) else None,
        "ties": [(tie, list(names)) for tie, names in ties.items()],
        "friends": friends,
        "rows": [
            {
                "cause": words,
                "cells": [say_count(counts[cause]), say_frequency(counts[cause], sum(counts.values()), 100)],
            }
            for cause, words in CAUSES.items()
        ],
    }


def _title_records(counts: dict[str, int]) -> str:
    """The finding: how many records came from what somebody else did."""
    total = sum(counts.values())
    if not total:
        return ""
    told = say_frequency(counts["of_another"], total, 100)
    return f"Of every 100 records that arrived, {told} came through a tie, because somebody else had acted"


def _draw_records(run: Results, telling: Telling, counts: dict[str, int], cite: Citation) -> Picture:
    """One bar: of 100 records that arrived, how many each cause brought."""
    total = sum(counts.values())
    row = {"title": "records that arrived", "words": say_count(total)}
    shares = {cause: 100 * count / total for cause, count in counts.items()}
    parts = {cause: (words, CAUSE_COLOURS[cause]) for cause, words in name_causes(run).items()}
    drawing = draw_bars([row | shares], parts, "of 100 records that arrived", 100 / ROOM_FOR_WORDS)
    title = telling.name("Records that arrived, by cause")
    return render_picture(drawing, title, f"{title}. {tell_causes(run, telling.world)}", cite)


def tell_parts(run: Results, telling: Telling, cite: Citation) -> dict[str, Any] | None:
    """Restricted days in exact parts by cause, by income fifth and group; None where the run has none."""
    if telling.world != WRITTEN or not has_parts(run):
        return None
    rows = [row for by in ("all", "income", "group") for row in _list_groups(run, by)]
    whole = rows[0]
    if not whole["shown"] or not any(whole["figures"].values()):
        return None
    title = _title_parts(whole["shares"])
    return {
        "label": telling.label,
        "title": title,
        "picture": _draw_parts(run, rows, telling.name(title), cite),
        "heads": list(PART_WORDS.values()),
        "shares": [{"group": row["title"], "cells": _say_shares(row)} for row in rows],
        "rows": [{"group": row["title"], "cells": _say_days(row)} for row in rows],
    }


def _list_groups(run: Results, by: str) -> list[dict[str, Any]]:
    """The groups of a dimension: parts in days a year for every 1,000, and as shares of the group's days."""
    frame = split_days(run, by)
    rows = []
    for value in frame["value"].unique(maintain_order=True):
        parts = frame.filter(pl.col("value") == value)
        figures = dict(parts.select("cause", "estimate").iter_rows())
        rows.append(
            {
                "title": name_group(by, value),
                "shown": bool(parts["shown"].all()),
                "figures": figures,
                "shares": dict(parts.select("cause", "share").iter_rows()),
            }
        )
    return rows


def _title_parts(shares: dict[str, float | None]) -> str:
    """The finding: which cause brought most days about."""
    known = {cause: share for cause, share in shares.items() if share is not None}
    if not known:
        return "On balance no restricted day is left over once every cause is counted"
    largest = max(PARTS, key=lambda cause: known[cause])
    return (
        f"Largest part: {PART_WORDS[largest]}, {say_rate(100 * known[largest])} of every 100 restricted days"
    )


def _draw_parts(run: Results, rows: list[dict[str, Any]], title: str, cite: Citation) -> Picture:
    shown = [
        {"title": row["title"], "words": say_rate(sum(row["figures"].values())), **row["figures"]}
        for row in rows
        if row["shown"]
    ]
    figures = [list(row["figures"].values()) for row in rows if row["shown"]]
    peak = max(sum(figure for figure in group if figure > 0) for group in figures)
    floor = min(sum(figure for figure in group if figure < 0) for group in figures)
    unit = f"restricted days a year, for every 1,000 {name_subjects(run.manifest).many}"
    drawing = draw_bars(
        shown, {cause: (words, PART_COLOURS[cause]) for cause, words in PART_WORDS.items()}, unit, peak, floor
    )
    return render_picture(drawing, title, f"{title}. The table below gives every part.", cite)


def _say_shares(row: dict[str, Any]) -> list[str]:
    """The parts of one group, of 100 of its restricted days."""
    shares = [row["shares"][cause] for cause in PARTS]
    if not row["shown"]:
        return [FEW] * len(PARTS)
    return ["-" if share is None else _say_part(100 * share) for share in shares]


def _say_days(row: dict[str, Any]) -> list[str]:
    """All restricted days of one group, and its parts, a year for every 1,000."""
    if not row["shown"]:
        return [FEW] * (len(PARTS) + 1)
    figures = [row["figures"][cause] for cause in PARTS]
    return [_say_part(sum(figures)), *map(_say_part, figures)]


def _say_part(figure: float) -> str:
    """A part; a negative one is what the cause spares."""
    if abs(figure) < 0.05:
        return "none" if not figure else "next to none"
    told = say_rate(abs(figure))
    return f"spared\u00a0{told}" if figure < 0 else told
