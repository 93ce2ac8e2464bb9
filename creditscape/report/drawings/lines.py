"""Over time, and over a score: stacked areas, curves, and a histogram with cut-offs."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from ..downloads import Table
from ..palette import shade_bands
from ..pictures import Drawing, Spec, fill_spec
from .room import TELEPHONE, cut, move_apart


def draw_areas(frame: pl.DataFrame, levels: Sequence[str], years: int) -> Drawing:
    """Stacked areas: share of days in each band over the months.

    frame: `month`, `level`, `share`; levels: best first.
    """
    places = {level: place for place, level in enumerate(levels)}
    months = [
        {
            "year": row["month"] / 12,
            "percent": row["share"] * 100,
            "place": places.get(row["level"], len(levels)),
        }
        for row in frame.iter_rows(named=True)
    ]
    labels = _place_labels(frame, levels)

    def shape(width: int) -> Spec:
        return fill_spec(
            "areas",
            {"months": months, "labels": labels},
            width=width - 110,
            height=280,
            years=years,
            ticks=min(years, 10 if width > TELEPHONE else 5),
            names=list(range(len(levels))),
            shades=shade_bands(len(levels)),
        )

    rows = [(row["month"], row["level"], row["share"] * 100) for row in frame.iter_rows(named=True)]
    return Drawing(shape, Table(("month", "band", "of 100 days as a subject"), rows))


def _place_labels(frame: pl.DataFrame, levels: Sequence[str]) -> list[dict[str, Any]]:
    """Names of the bands at the right edge, in the middle of each area, moved apart where they overlap."""
    last = max(frame["month"].to_list(), default=0)
    shares = dict(frame.filter(pl.col("month") == last).select("level", pl.col("share") * 100).iter_rows())
    upward = [(level, shares.get(level, 0.0)) for level in reversed(levels)]
    middles, below = [], 0.0
    for _, share in upward:
        middles.append(below + share / 2)
        below += share
    return [
        {"year": last / 12, "percent": place, "words": f"{cut(level, 12)}  {_say_percent(share)}"}
        for (level, share), place in zip(upward, move_apart(middles, 6.0, 100.0), strict=True)
    ]


def _say_percent(share: float) -> str:
    return "0 %" if share == 0 else "< 1 %" if share < 0.5 else f"{share:.0f} %"


def draw_curves(
    curves: Mapping[str, Sequence[tuple[float, float]]],
    time: str,
    unit: str,
    top: float,
    words: Sequence[str],
    floor: float = 0,
) -> Drawing:
    """Lines over time, the lowest shade first.

    curves: name -> (time, figure) in order of time; time, unit: of the axes; top, floor: where the axis of figures ends; words: at the
    right end of each curve.
    """
    points = [
        {"line": line, "time": at, "figure": figure}
        for line, curve in enumerate(curves.values())
        for at, figure in curve
    ]
    end = max((point["time"] for point in points), default=1)
    ends = sorted((curve[-1][1], line) for line, curve in enumerate(curves.values()))
    apart = move_apart([figure for figure, _ in ends], top * 0.07, top)
    dashes = [[1, 0], [7, 3], [2, 3], [9, 3, 2, 3]]

    def shape(width: int) -> Spec:
        room = 190 if width > TELEPHONE else 130
        labels = [
            {"time": end, "figure": place, "words": cut(words[line], room // 8)}
            for place, (_, line) in zip(apart, ends, strict=True)
        ]
        return fill_spec(
            "curves",
            {"points": points, "labels": labels},
            width=width - room,
            height=260,
            time=time,
            unit=unit,
            end=end,
            floor=floor,
            top=top,
            ticks=10 if width > TELEPHONE else 4,
            names=list(range(len(curves))),
            colours=list(reversed(shade_bands(len(curves) + 2)[2:])),
            dashes=[dashes[line % len(dashes)] for line in range(len(curves))],
        )

    rows = [(name, at, figure) for name, curve in curves.items() for at, figure in curve]
    return Drawing(shape, Table(("line", time, unit), rows))


def draw_histogram(
    frame: pl.DataFrame,
    step: int,
    cutoffs: Sequence[tuple[str, int]],
    people: int,
    unit: str,
    many: str = "people",
) -> Drawing:
    """Bars of subjects per 1,000 by score, and dashed lines at the cut-offs.

    frame: `bin`, `persons`; step: points a bar; cutoffs: name and score; people: the whole; unit: of the
    axis; many: what they are called.
    """
    bins = [
        {"bin": low, "to": low + step, "per": 1000 * persons / people, "ground": 0}
        for low, persons in frame.select("bin", "persons").iter_rows()
    ]
    lines = [
        {"score": low, "name": cut(name, 8), "row": index % 2} for index, (name, low) in enumerate(cutoffs)
    ]

    def shape(width: int) -> Spec:
        return fill_spec(
            "histogram",
            {"bins": bins, "cutoffs": lines},
            width=width - 60,
            height=220,
            ticks=8 if width > TELEPHONE else 4,
            unit=unit,
            whole=f"of 1,000 {many}",
        )

    rows = [(each["bin"], each["to"], each["per"]) for each in bins]
    return Drawing(shape, Table(("from points", "to below", f"of 1,000 {many}"), rows))
