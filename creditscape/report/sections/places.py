"""Section 5, who ends up where: bands or lists over time, moves between bands, and the shape of every score."""

from typing import Any

import polars as pl

from ...metrics import (
    LIMITS,
    Results,
    count_scores,
    knife_edge_share,
    list_band_sets,
    list_scores,
    measure_band_occupancy,
    measure_transitions,
    name_subjects,
    say_count,
    say_frequency,
    say_rate,
    say_years,
    score_quantiles,
    shorrocks_index,
)
from ...metrics import (
    list_levels as list_seen_levels,
)
from ..documents import list_cutoffs, list_levels, name_lists, name_of, typical_points
from ..downloads import Citation
from ..drawings import Cell, draw_areas, draw_curves, draw_grid, draw_histogram
from ..pictures import render_picture
from ..tellings import FEW, Telling

MOST_BARS = 40


def tell_bands(run: Results, telling: Telling, cite: Citation) -> list[dict[str, Any]]:
    """One part for every band set of one world: a sentence, a chart, a table by year, and moves."""
    return [_tell_band_set(run, telling, name, cite) for name in list_band_sets(run, telling.world)]


def _tell_band_set(run: Results, telling: Telling, name: str, cite: Citation) -> dict[str, Any]:
    frame = measure_band_occupancy(run, name, telling.world)
    levels = list_levels(telling.scheme, name, list_seen_levels(run, name, telling.world))
    years = int(run.manifest["years"])
    ends = _shares_by_year(frame, levels)
    first, last = ends[0][1], ends[-1][1]
    largest = max(levels, key=lambda level: first[level])
    title = (
        f"Of every 100 days in the first year, {first[largest]:.0f} were spent in band {largest}; "
        f"in the last year, {last[largest]:.0f}"
        if len(ends) > 1
        else f"Of every 100 days, {first[largest]:.0f} were spent in band {largest}"
    )
    return {
        "label": telling.label,
        "set": name,
        "title": title,
        "levels": levels,
        "picture": render_picture(
            draw_areas(frame, levels, years),
            telling.name(title),
            f"{title}. The table below gives every band and year.",
            cite,
        ),
        "rows": [(f"year {year + 1}", [f"{shares[level]:.1f}" for level in levels]) for year, shares in ends],
        "moves": _tell_moves(run, telling, name, levels, cite),
    }


def _shares_by_year(frame: pl.DataFrame, levels: list[str]) -> list[tuple[int, dict[str, float]]]:
    years = frame.group_by((pl.col("month") // 12).alias("year"), "level").agg(pl.col("person_days").sum())
    out = []
    for year in sorted(years["year"].unique().to_list()):
        rows = dict(years.filter(pl.col("year") == year).select("level", "person_days").iter_rows())
        total = max(sum(rows.values()), 1)
        out.append((year, {level: 100 * rows.get(level, 0) / total for level in levels}))
    return out


def _tell_moves(
    run: Results, telling: Telling, name: str, levels: list[str], cite: Citation
) -> dict[str, Any] | None:
    """A heat map of moves from year to year, a sentence a row, and the table; None where nobody was there twice."""
    counts, shares = measure_transitions(run, name, levels, telling.world)
    if not sum(map(sum, counts)):
        return None
    index, many = shorrocks_index(shares), name_subjects(run.manifest).many
    shown = [sum(row) >= LIMITS.people for row in counts]
    cells = [
        [Cell(100 * part, f"{100 * part:.1f}") if told else Cell(None, "-") for part in row]
        for told, row in zip(shown, shares, strict=True)
    ]
    title = f"Who moves from one year to the next, band set {name}"
    heads = ("from", f"band a year later, of 100 {many} in the band of the line", "percent")
    sentences = [
        _say_row(many, level, dict(zip(levels, row, strict=True)))
        for told, level, row in zip(shown, levels, shares, strict=True)
        if told
    ]
    return {
        "title": title,
        "picture": render_picture(
            draw_grid(levels, levels, cells, 100, heads),
            telling.name(title),
            " ".join([f"{title}.", *sentences]),
            cite,
        ),
        "sentences": sentences,
        "rows": [
            (level, [cell.words if told else FEW for cell in row])
            for told, level, row in zip(shown, levels, cells, strict=True)
        ],
        "mobility": ""
        if index is None
        else f"Shorrocks index {index:.3f}: 0 if everybody stays where they are, 1 if the next band does "
        "not depend on the present one.",
    }


def _say_row(many: str, level: str, row: dict[str, float]) -> str:
    """One row of the matrix: who stays, who rises, who falls. row: share by level, best first."""
    order = list(row)
    place = order.index(level)
    stay, up, down = row[level], sum(row[k] for k in order[:place]), sum(row[k] for k in order[place + 1 :])
    said = [f"{_say_of_100(stay)} are in the same band a year later"]
    said += [f"{_say_of_100(up)} in a better one"] if place else []
    said += [f"{_say_of_100(down)} in a lower one"] if place + 1 < len(order) else []
    return f"Of 100 {many} in band {level}, {', '.join(said[:-1])}{' and ' if said[1:] else ''}{said[-1]}."


def _say_of_100(share: float) -> str:
    return "none" if not share else "fewer than 0.1" if share < 0.0005 else say_rate(100 * share)


def tell_lists(run: Results, telling: Telling, cite: Citation) -> dict[str, Any] | None:
    """How many stand on each list, month by month; None where the scheme keeps no list."""
    stock = run.tables["stock"].filter(world=telling.world, dimension="all")
    people = dict(stock.filter(quantity="subjects").group_by("month").agg(pl.col("at_end").sum()).iter_rows())
    listed = (
        stock.filter(quantity="listed").group_by("level", "month").agg(pl.col("at_end").sum()).sort("month")
    )
    names = sorted(listed["level"].unique().to_list())
    if not names or not any(people.values()):
        return None
    counts = {name: dict(listed.filter(level=name).select("month", "at_end").iter_rows()) for name in names}
    curves = {
        name: [
            ((month + 1) / 12, 1000 * held / max(people.get(month, 0), 1))
            for month, held in counts[name].items()
        ]
        for name in names
    }
    many, last = name_subjects(run.manifest).many, max(people)
    titles = name_lists(telling.scheme)
    longest = max(names, key=lambda name: counts[name].get(last, 0))
    told = say_frequency(counts[longest].get(last, 0), people[last])
    title = f"At the end, {told} of every 1,000 {many} stand on the list “{name_of(titles, longest)}”"
    top = max((figure for curve in curves.values() for _, figure in curve), default=1.0) * 1.1 or 1.0
    words = [f"{name_of(titles, name)}" for name in names]
    drawing = draw_curves(
        curves, "years since the first tallied month", f"listed, of 1,000 {many}", top, words
    )
    return {
        "label": telling.label,
        "title": title,
        "picture": render_picture(
            drawing, telling.name(title), f"{title}. The table gives every year.", cite
        ),
        "rows": _list_entries(run, telling, titles),
    }


def _list_entries(run: Results, telling: Telling, titles: dict[str, str]) -> list[tuple[str, str, list[str]]]:
    """List, year, and persons who came and left; empty where the run did not count them."""
    if "entries" not in run.tables:
        return []
    rows = run.tables["entries"].filter(world=telling.world).sort("list", "year")
    return [
        (
            name_of(titles, row["list"]),
            f"year {row['year'] + 1}",
            [say_count(row["entries"]), say_count(row["exits"])],
        )
        for row in rows.iter_rows(named=True)
    ]


def tell_scores(run: Results, telling: Telling, cite: Citation) -> list[dict[str, Any]]:
    """One part for every score of one world: a sentence, a histogram, and quantiles by year."""
    parts = (_tell_score(run, telling, name, cite) for name in list_scores(run, telling.world))
    return [part for part in parts if part]


def _tell_score(run: Results, telling: Telling, name: str, cite: Citation) -> dict[str, Any] | None:
    years = int(run.manifest["years"])
    last = count_scores(run, name, years, telling.world)
    people = int(last["persons"].sum())
    if not people:
        return None
    many = name_subjects(run.manifest).many
    title = _title_score(last, years, many)
    shown, note = _leave_out_crowd(last, people, many)
    bars, step = _rebin(shown)
    cutoffs = _within(list_cutoffs(telling.scheme, name), bars, step)
    unit = "points" if name == "points" else f"score {name}, points"
    drawing = draw_histogram(bars, step, cutoffs, people, unit, many)
    return {
        "label": telling.label,
        "score": name,
        "title": title,
        "note": note,
        "edge": _tell_edge(last, telling, name, many),
        "picture": render_picture(
            drawing, telling.name(title), f"{title}. {note} Dashed lines: lowest scores of bands.", cite
        ),
        "rows": [(_say_when(at, years), *_quantile_row(run, telling, name, at)) for at in range(years + 1)],
    }


def _title_score(histogram: pl.DataFrame, years: int, many: str) -> str:
    middle = score_quantiles(histogram)
    low, high = middle[0.25], middle[0.75]
    if low == high:
        return f"After {say_years(years)}, at least half of the {many} stand at {low:,} points"
    return f"After {say_years(years)}, half of the {many} stand between {low:,} and {high:,} points"


def _leave_out_crowd(histogram: pl.DataFrame, people: int, many: str) -> tuple[pl.DataFrame, str]:
    """The histogram without a bin that holds most of the people and would hide the others, and a note."""
    crowd = histogram.sort(["persons", "bin"], descending=[True, False]).row(0, named=True)
    if 2 * crowd["persons"] <= people or histogram.height < 2:
        return histogram, ""
    low = crowd["bin"]
    width = min(histogram["bin"].diff().drop_nulls().to_list())
    where = f"at exactly {low:,} points" if width == 1 else f"at {low:,} to {low + width - 1:,} points"
    frequency = say_frequency(crowd["persons"], people)
    note = f"Of every 1,000 {many}, {frequency} stand {where}; the chart shows the others."
    return histogram.filter(pl.col("bin") != low), note


def _say_when(at: int, years: int) -> str:
    return "first morning" if at == 0 else "last morning" if at == years else f"after {say_years(at)}"


def _quantile_row(run: Results, telling: Telling, name: str, at: int) -> tuple[str, list[str]]:
    histogram = count_scores(run, name, at, telling.world)
    quantiles = score_quantiles(histogram)
    return say_count(int(histogram["persons"].sum())), [f"{points:,}" for points in quantiles.values()] or [
        "-"
    ] * 5


def _tell_edge(histogram: pl.DataFrame, telling: Telling, score: str, many: str) -> str:
    points, cutoffs = (
        typical_points(telling.scheme, score),
        [cut for _, cut in list_cutoffs(telling.scheme, score)],
    )
    if points is None or not cutoffs:
        return ""
    people = int(histogram["persons"].sum())
    near = round((knife_edge_share(histogram, cutoffs, points) or 0) * people)
    return (
        f"Of every 1,000 {many}, {say_frequency(near, people)} stand within {points} points "
        "of a cut-off: one ordinary rule "
        f"(the median deduction takes {points}) can change their band."
    )


def _rebin(histogram: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """At most about 40 bars of equal width. Returns the bars and their width in points."""
    low, high = int(histogram["bin"][0]), int(histogram["bin"][-1])
    raw = max((high - low) / MOST_BARS, 1)
    scale = 10 ** (len(str(int(raw))) - 1)
    step = next(factor * scale for factor in (1, 2, 5, 10) if factor * scale >= raw)
    start = low // step * step
    bars = histogram.with_columns(((pl.col("bin") - start) // step * step + start).alias("bin"))
    return bars.group_by("bin").agg(pl.col("persons").sum()).sort("bin"), step


def _within(cutoffs: list[tuple[str, int]], bars: pl.DataFrame, step: int) -> list[tuple[str, int]]:
    low, high = int(bars["bin"][0]), int(bars["bin"][-1]) + step
    return [(name, cut) for name, cut in cutoffs if low - step <= cut <= high + step]
