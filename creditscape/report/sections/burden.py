"""Section 7, who bears it: groups side by side, and the crossing of groups that fares worst."""

from typing import Any

import polars as pl

from ...metrics import (
    Results,
    consistency_by_chance,
    count_errors,
    individual_consistency,
    knows_wrongs,
    list_told_worlds,
    measure_gaps,
    name_subjects,
    rate_errors,
    restricted_days_rate,
    risk_without_breach,
    say_frequency,
    say_rate,
    share_restricted,
    share_spared,
    share_wrongly_restricted,
    spared_share,
    worst_group,
    wrongful_share,
)
from ..downloads import Citation
from ..drawings import draw_dots
from ..palette import BURDEN, HARM, RELIEF
from ..pictures import Picture, render_picture
from ..tellings import FEW, Telling, name_group

_PARTS = (("figure", "estimate"), ("low", "low"), ("high", "high"))
_SERIES = (
    ("restricted", BURDEN, "square"),
    ("wrongly restricted", HARM, "triangle-up"),
    ("spared", RELIEF, "circle"),
)
_TITLES = {
    "income": "By income fifth",
    "group": "By group (a generic minority with, by default, equal true conduct)",
    "sex": "By sex",
    "age": "By age at entry",
    "place": "By place",
}


def tell_groups(run: Results, telling: Telling, by: str, cite: Citation) -> dict[str, Any]:
    """Who is restricted, wrongly restricted and spared, group by group: chart and table."""
    world = telling.world
    shares = _share_series(run, by, world)
    risks, wrongs, days = (
        metric(run, by, world) for metric in (risk_without_breach, wrongful_share, restricted_days_rate)
    )
    values = [
        value for value, count in shares["restricted"].select("value", "denominator").iter_rows() if count
    ]
    many = name_subjects(run.manifest).many
    title = _title_gap(shares["restricted"].to_dicts(), by, many)
    columns = [(f"{name}, of 1,000 {many}", frame, 1000) for name, frame in shares.items()]
    columns.append(("restricted, of 1,000 who never breached", risks, 1000))
    if knows_wrongs(run, world):
        columns.append(("wrongly restricted, of 100 restricted", wrongs, 100))
        spared = spared_share(run, by, world)
        columns.append(("spared, of 100 whom true records would restrict", spared, 100))
    columns.append((f"restricted days, 1,000 {many} a year", days, 1000))
    return {
        "label": telling.label,
        "by": by,
        "caption": _TITLES[by] + name_subjects(run.manifest).grouped,
        "title": title,
        "picture": _picture_groups(run, shares, by, values, telling.name(title), cite),
        "gaps": _tell_gaps(run, by, world),
        "heads": [head for head, _, _ in columns],
        "rows": [
            {
                "group": name_group(by, value),
                "cells": [_say_cell(frame, value, per) for _, frame, per in columns],
            }
            for value in values
        ],
    }


def _picture_groups(
    run: Results, shares: dict[str, pl.DataFrame], by: str, values: list[str], title: str, cite: Citation
) -> Picture | None:
    """Dots of every series and group that is shown; None if none is."""
    dots = [
        {
            "group": name_group(by, row["value"]),
            "series": name,
            **{part: 1000 * row[column] for part, column in _PARTS},
            "words": say_rate(1000 * row["estimate"]),
        }
        for name, frame in shares.items()
        for row in frame.iter_rows(named=True)
        if row["shown"] and row["value"] in values
    ]
    if not dots:
        return None
    series = [entry for entry in _SERIES if entry[0] in {dot["series"] for dot in dots}]
    groups = [name_group(by, value) for value in values]
    unit = f"of 1,000 {name_subjects(run.manifest).many}; line: 95 % interval"
    drawing = draw_dots(dots, series, groups, unit, _find_peak(run, by))
    return render_picture(
        drawing, f"{title} ({_TITLES[by].lower()})", f"{title}. The table below gives the same figures.", cite
    )


def _share_series(run: Results, by: str, world: str) -> dict[str, pl.DataFrame]:
    shares = {"restricted": share_restricted(run, by, world)}
    if knows_wrongs(run, world):
        shares |= {
            "wrongly restricted": share_wrongly_restricted(run, by, world),
            "spared": share_spared(run, by, world),
        }
    return shares


def _find_peak(run: Results, by: str) -> float:
    """The highest upper end in any world told, so that charts side by side have one scale."""
    frames = (frame for world in list_told_worlds(run) for frame in _share_series(run, by, world).values())
    return max((1000 * high for frame in frames for high in frame["high"].drop_nulls()), default=1.0)


def _say_cell(frame: pl.DataFrame, value: str, per: int) -> str:
    """One group's figure in words: `too few to tell`, a rate, or how many of every `per`."""
    row = next(iter(frame.filter(pl.col("value") == value).iter_rows(named=True)), None)
    if row is None or not row["shown"]:
        return FEW
    if row["low"] is None:
        return say_rate(row["estimate"])
    return say_frequency(row["numerator"], row["denominator"], per)


def _title_gap(rows: list[dict[str, Any]], by: str, many: str) -> str:
    shown = [row for row in rows if row["shown"]]
    if len(shown) < 2:
        return f"Too few {many} were restricted to compare these groups"
    high, low = max(shown, key=lambda row: row["estimate"]), min(shown, key=lambda row: row["estimate"])
    if high["low"] <= low["high"]:
        return "The groups cannot be told apart: their intervals overlap"
    return (
        f"Restricted most often: {name_group(by, high['value'])}, "
        f"{say_frequency(high['numerator'], high['denominator'])} of every "
        f"1,000; least often: {name_group(by, low['value'])}, "
        f"{say_frequency(low['numerator'], low['denominator'])}"
    )


def _tell_gaps(run: Results, by: str, world: str) -> str:
    gaps = {
        row["metric"]: row["estimate"]
        for row in measure_gaps(run, by).iter_rows(named=True)
        if row["world"] == world
    }
    if any(gaps[name] is None for name in ("favourable rate ratio", "adverse rate ratio", "rate difference")):
        return ""
    return (
        f"Lowest rate over highest rate: {gaps['favourable rate ratio']:.2f} of not being restricted, "
        f"{gaps['adverse rate ratio']:.2f} of being restricted (two different numbers); largest difference "
        f"{say_rate(1000 * gaps['rate difference'])} of 1,000 {name_subjects(run.manifest).many}."
    )


def tell_worst(run: Results, telling: Telling) -> str:
    """The crossing of income, group and sex with the highest share of free days wrongly restricted; empty if it cannot be told."""
    if "cross" not in run.tables or not knows_wrongs(run, telling.world):
        return ""
    crossed = ("income", "group", "sex")
    rates = rate_errors(count_errors(run, crossed, telling.world))
    worst, everybody = worst_group(rates), rate_errors(count_errors(run, (), telling.world))
    whole = everybody["false_positive_rate"][0] if everybody.height else None
    if worst is None or not whole:
        return ""
    named = ", ".join(name_group(by, str(worst[by])) for by in crossed)
    rate = float(str(worst["false_positive_rate"]))
    return (
        f"Of all crossings of income, group and sex that are large enough to tell, this one is wrongly restricted on most days: "
        f"{named}, on {say_rate(100_000 * rate)} of every 100,000 days that true records would leave free; everybody, on "
        f"{say_rate(100_000 * whole)}."
    )


def tell_alike(run: Results, telling: Telling) -> str:
    """Whether people who behaved alike stand alike, beside what a lottery would give; empty where it was not told."""
    if "likeness" not in run.tables:
        return ""
    found, lot = individual_consistency(run, telling.world), consistency_by_chance(run, telling.world)
    if found is None or lot is None or lot == 1:
        return ""
    return (
        f"Like treated alike? Of every 100 who behaved most like somebody else, {100 * found:.1f} stood as that one did, "
        f"restricted or not. Were as many restricted by lot, it would be {100 * lot:.1f}. Behaviour is counted in acts "
        "against the scheme's rules, by part of life; when they were done is left aside."
    )
