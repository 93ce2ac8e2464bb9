"""Section 8, spirals: how long the way out of the lowest bands is, from the yearly moves between bands.

The way out follows from the matrix of yearly moves alone: it treats all years as alike and forgets what came before the present band. It is
about bands, not about lives.
"""

from typing import Any

from ...metrics import (
    LIMITS,
    Results,
    closed_bands,
    fall_rise_ratio,
    first_passage,
    half_life,
    list_band_sets,
    measure_band_occupancy,
    measure_transitions,
    name_subjects,
    say_frequency,
    say_rate,
)
from ...metrics import list_levels as list_seen_levels
from ..documents import list_levels, name_lists, name_of
from ..downloads import Citation
from ..drawings import draw_curves
from ..pictures import render_picture
from ..tellings import Telling

LOWEST, HORIZON = 3, 10  # bands shown; years


def tell_spirals(run: Results, telling: Telling, cite: Citation) -> list[dict[str, Any]]:
    """One part for every band set: the finding, curves of recovery, and a table; none without moves."""
    parts = (_tell_set(run, telling, name, cite) for name in list_band_sets(run, telling.world))
    return [part for part in parts if part]


def _tell_set(run: Results, telling: Telling, name: str, cite: Citation) -> dict[str, Any] | None:
    levels = list_levels(telling.scheme, name, list_seen_levels(run, name, telling.world))
    counts, shares = measure_transitions(run, name, levels, telling.world)
    goal = _find_goal(run, telling, name, levels)
    low = [place for place in range(goal + 1, len(levels)) if sum(counts[place]) >= LIMITS.people][-LOWEST:]
    if not low:
        return None
    many = name_subjects(run.manifest).many
    way = merge_top(shares, goal)
    curves = {levels[place]: climb(way, place - goal, HORIZON) for place in low}
    years = first_passage(way, 0)
    title = _title(levels[low[-1]], levels[goal], curves[levels[low[-1]]], many)
    words = [f"from {level}" for level in curves]
    drawing = draw_curves(curves, "years", f"of 100 {many}", 100, words)
    return {
        "label": telling.label,
        "set": name,
        "goal": levels[goal],
        "title": title,
        "picture": render_picture(
            drawing, telling.name(title), f"{title}. The table gives every year.", cite
        ),
        "heads": ["1 year", "3 years", "5 years", "10 years", "expected years"],
        "rows": [
            (
                levels[place],
                [
                    *(_say(curves[levels[place]][at][1]) for at in (1, 3, 5, 10)),
                    _say_years(years[place - goal]),
                ],
            )
            for place in low
        ],
        "figures": _list_figures(counts, shares, levels),
    }


def tell_exits(run: Results, telling: Telling, cite: Citation) -> dict[str, Any] | None:
    """Who leaves the lists: of all who came onto each, how many had left it by the end of every year; None without entries."""
    if "entries" not in run.tables:
        return None
    rows = run.tables["entries"].filter(world=telling.world).sort("list", "year")
    titles, curves, totals = name_lists(telling.scheme), {}, {}
    for name in rows["list"].unique(maintain_order=True):
        own = rows.filter(list=name)
        came, left = (own[column].cum_sum().to_list() for column in ("entries", "exits"))
        if came[-1] >= LIMITS.people:
            totals[name] = (left[-1], came[-1])
            curves[name_of(titles, name)] = [
                (float(year + 1), 100 * gone / max(all_, 1))
                for year, (gone, all_) in enumerate(zip(left, came, strict=True))
            ]
    if not curves:
        return None
    most = max(totals, key=lambda name: totals[name][1])
    many, (ended, begun) = name_subjects(run.manifest).many, totals[most]
    title = (
        f"Of every 100 times that {many} came onto the list “{name_of(titles, most)}”, "
        f"{say_frequency(ended, begun, 100)} had ended by the end of the run"
    )
    drawing = draw_curves(curves, "years", "of 100 that came so far", 100, list(curves))
    return {
        "label": telling.label,
        "title": title,
        "picture": render_picture(
            drawing, telling.name(title), f"{title}. Section 5 gives every year.", cite
        ),
    }


def _find_goal(run: Results, telling: Telling, name: str, levels: list[str]) -> int:
    """The place of the band in which most days of the first month were spent."""
    frame = measure_band_occupancy(run, name, telling.world)
    first = dict(frame.filter(month=0).select("level", "person_days").iter_rows())
    return max(range(len(levels)), key=lambda place: first.get(levels[place], 0))


def merge_top(shares: list[list[float]], goal: int) -> list[list[float]]:
    """The matrix with the goal and every better band made one, which nobody leaves: [K - goal, K - goal], best first."""
    below = [[sum(row[: goal + 1]), *row[goal + 1 :]] for row in shares[goal + 1 :]]
    return [[1.0, *[0.0] * len(below)], *below]


def climb(way: list[list[float]], start: int, years: int) -> list[tuple[float, float]]:
    """Percent who have reached the first band once, after 0 to so many years: powers of the matrix."""
    at = [float(place == start) for place in range(len(way))]
    curve = [(0.0, 100 * at[0])]
    for year in range(1, years + 1):
        at = [sum(at[k] * way[k][to] for k in range(len(way))) for to in range(len(way))]
        curve.append((float(year), 100 * min(at[0], 1.0)))
    return curve


def _title(low: str, goal: str, curve: list[tuple[float, float]], many: str) -> str:
    return (
        f"Of every 100 {many} in band {low}, {_say(curve[1][1])} are back in band {goal} or better a year later, "
        f"and {_say(curve[5][1])} have been there within five years"
    )


def _say(percent: float) -> str:
    return "none" if not percent else "fewer than 0.1" if percent < 0.05 else say_rate(percent)


def _say_years(years: float | None) -> str:
    return "may never" if years is None else say_rate(years) if years < 1000 else "over 1,000"


def _list_figures(
    counts: list[list[int]], shares: list[list[float]], levels: list[str]
) -> list[tuple[str, str]]:
    """Figures of the matrix in words, each with the function that works it out."""
    falls, half, closed = fall_rise_ratio(counts), half_life(shares), closed_bands(shares)
    told = [
        (
            "moves to a lower band for every move to a better one",
            "none rose" if falls is None else f"{falls:.2f}",
        ),
        (
            "years until half of a difference between bands is forgotten",
            "it never fades" if half is None else say_rate(half),
        ),
    ]
    stuck = [", ".join(levels[k] for k in places) for places in closed] if len(closed) > 1 else []
    return [*told, ("bands that nobody left", "; ".join(stuck) or "none")]
