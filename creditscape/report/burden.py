"""Who bears it and what brings it about: groups, measures, attempts, rules."""

from typing import Any

import polars as pl

from ..metrics import (
    DAYS_A_YEAR,
    Results,
    count_blocked_attempts,
    count_subject_days,
    knows_wrongs,
    list_told_worlds,
    measure_gaps,
    name_subjects,
    rank_rules,
    restricted_days_rate,
    risk_without_breach,
    say_count,
    say_frequency,
    say_rate,
    share_restricted,
    share_spared,
    share_wrongly_restricted,
    spared_share,
    split_causes,
    sum_measures,
    wrongful_share,
)
from .documents import Entry, name_measures, name_rules
from .downloads import Citation
from .drawings import draw_bars, draw_dots
from .opening import Telling, name_group
from .palette import BURDEN, CAUSE_COLOURS, HARM, RELIEF
from .pictures import Picture, render_picture

CAUSES = {
    "own_breach": "a breach of one's own",
    "own_lawful": "a lawful act of one's own",
    "no_event": "no event: a false record",
    "of_another": "somebody else's act, through a tie",
}
FEW = "too few to tell"
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
        "picture": _picture_groups(run, shares, by, values, title, cite),
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


def tell_measures(run: Results, telling: Telling) -> dict[str, Any]:
    """Days under every measure, and attempts that were blocked."""
    names = name_measures(telling.scheme)
    scale = _scale_days(run, telling.world)
    truth = knows_wrongs(run, telling.world)
    columns = ["days", "without_breach", *(["wrong", "spared", "shifted"] if truth else [])]
    measures = [
        {
            "name": names.get(row["measure"], row["measure"].replace("_", " ")),
            "cells": [say_rate(row[column] * scale) if row[column] else "none" for column in columns],
        }
        for row in sum_measures(run, telling.world).iter_rows(named=True)
    ]
    attempts = [
        {
            "name": row["kind"].replace("_", " "),
            "cells": [
                say_count(row[column])
                for column in ("blocked", "wrongly_blocked", "slipped", "spared", "given_up")
            ],
        }
        for row in count_blocked_attempts(run, telling.world).iter_rows(named=True)
    ]
    heads = [
        "all days",
        "without own breach in the look-back",
        *(["wrong", "spared", "shifted"] if truth else []),
    ]
    return {"label": telling.label, "measures": measures, "attempts": attempts, "heads": heads}


def _scale_days(run: Results, world: str) -> float:
    """What turns person-days of the run into days a year for every 1,000 people."""
    return 1000 * DAYS_A_YEAR / max(int(count_subject_days(run, "all", world)["denominator"].sum()), 1)


def tell_rules(run: Results, telling: Telling, entries: list[Entry], cite: Citation) -> dict[str, Any]:
    """The fifteen rules that count on most restricted days, with cause and citation."""
    rows = _list_rules(run, telling, entries)
    causes = _name_causes(run)
    told = {"label": telling.label, "rows": rows, "heads": list(causes.values())}
    if not rows:
        return {**told, "title": "", "picture": None, "causes": ""}
    many = name_subjects(run.manifest).many
    title = (
        f"A record under “{rows[0]['title']}” counted on most restricted days: {rows[0]['words']} "
        f"a year for every 1,000 {many}"
    )
    peak = max(
        _scale_days(run, world) * top
        for world in list_told_worlds(run)
        for top in rank_rules(run, 1, world)["restricted_days"]
    )
    drawing = draw_bars(
        rows,
        {cause: (words, CAUSE_COLOURS[cause]) for cause, words in causes.items()},
        f"restricted days a year, for every 1,000 {many}",
        peak,
    )
    picture = render_picture(drawing, title, f"{title}. The table below gives every rule.", cite)
    return {**told, "title": title, "picture": picture, "causes": _tell_causes(run, telling.world)}


def _name_causes(run: Results) -> dict[str, str]:
    """The causes that the run tells apart; what comes through ties only where the scheme acts through such."""
    tied = run.tables["rules"].filter(cause="of_another").height > 0
    return {cause: words for cause, words in CAUSES.items() if tied or cause != "of_another"}


def _list_rules(run: Results, telling: Telling, entries: list[Entry]) -> list[dict[str, Any]]:
    names, scale = name_rules(telling.scheme, entries), _scale_days(run, telling.world)
    rows = []
    for row in rank_rules(run, 15, telling.world).iter_rows(named=True):
        title, source = names.get(row["rule"], (row["rule"].replace("_", " "), ""))
        rows.append(
            {
                "title": title,
                "source": source,
                "records": say_count(row["records"]),
                "words": say_rate(row["restricted_days"] * scale),
                **{cause: row[cause] * scale for cause in CAUSES},
                "split": [
                    say_frequency(row[cause], row["restricted_days"], 100) for cause in _name_causes(run)
                ],
            }
        )
    return rows


def _tell_causes(run: Results, world: str) -> str:
    causes = dict(split_causes(run, world).iter_rows())
    total = sum(causes.values())
    if not total:
        return ""
    breach, lawful, false, another = (say_frequency(causes[cause], total, 100) for cause in CAUSES)
    told = (
        f"Of every 100 records that arrived, {breach} followed a breach of one's own, {lawful} a lawful act "
        f"of one's own, and {false} were false: nothing had happened."
    )
    return told + (f" {another} came through a tie: somebody else had acted." if causes["of_another"] else "")
