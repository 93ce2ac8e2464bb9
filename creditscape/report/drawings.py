"""What the charts show: bands over time, the shape of a score, groups side by side, rules by cause.

Each function takes tidy figures and returns a drawing for any width; `charts` renders it.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import polars as pl

from .charts import Chart, Draw
from .palette import BURDEN, CAUSE_COLOURS, INK, PAPER, PART_COLOURS, SOFT, shade_bands

ROOM_FOR_WORDS = 1.15  # an axis ends this far beyond its largest figure, so that the words beside it fit


def draw_occupancy(frame: pl.DataFrame, levels: Sequence[str], years: int) -> Draw:
    """Stacked areas: share of days in each band over the months.

    frame: `month`, `level`, `share`; levels: best first.
    """
    shown = frame.with_columns(
        (pl.col("month") / 12).alias("year"),
        (pl.col("share") * 100).alias("percent"),
        pl.col("level").replace_strict(levels, list(range(len(levels))), default=len(levels)).alias("place"),
    )
    labels = _place_labels(shown, levels)

    def draw(width: int) -> Chart:
        ticks = alt.Axis(
            tickMinStep=1, tickCount=min(years, 10 if width > 400 else 5), format="d", grid=False
        )
        span, whole = alt.Scale(domain=[0, years], nice=False), alt.Scale(domain=[0, 100])
        shades = alt.Scale(domain=list(levels), range=shade_bands(len(levels)))
        areas = alt.Chart(shown).mark_area(stroke=PAPER, strokeWidth=1)
        areas = areas.encode(
            x=alt.X("year:Q", title="years since the first tallied month", scale=span, axis=ticks),
            y=alt.Y("percent:Q", title="of 100 days as a subject", stack="zero", scale=whole),
            color=alt.Color("level:N", scale=shades, legend=None),
            order=alt.Order("place:Q", sort="descending"),
        )
        names = alt.Chart(labels).mark_text(align="left", dx=6, clip=False)
        names = names.encode(x="year:Q", y="percent:Q", text="words:N")
        return alt.layer(areas, names).properties(width=width - 110, height=280)

    return draw


def _place_labels(shown: pl.DataFrame, levels: Sequence[str]) -> pl.DataFrame:
    """Names of the bands at the right edge, in the middle of each area, moved apart where they overlap."""
    last = max(shown["month"].to_list(), default=0)
    shares = dict(shown.filter(pl.col("month") == last).select("level", "percent").iter_rows())
    upward = [(level, shares.get(level, 0.0)) for level in reversed(levels)]
    middles, below = [], 0.0
    for _, share in upward:
        middles.append(below + share / 2)
        below += share
    rows = [
        {"year": last / 12, "percent": place, "words": f"{_cut(level, 12)}  {_say_percent(share)}"}
        for (level, share), place in zip(upward, _move_apart(middles, 6.0, 100.0), strict=True)
    ]
    return pl.DataFrame(rows)


def _move_apart(places: Sequence[float], gap: float, ceiling: float) -> list[float]:
    """Rising places with at least `gap` between them, none above the ceiling."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + gap) if moved else place)
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - gap
    return moved


def _say_percent(share: float) -> str:
    return "0 %" if share == 0 else "< 1 %" if share < 0.5 else f"{share:.0f} %"


def draw_histogram(
    frame: pl.DataFrame,
    step: int,
    cutoffs: Sequence[tuple[str, int]],
    people: int,
    unit: str,
    many: str = "people",
) -> Draw:
    """Bars of subjects per 1,000 by score, and dashed lines at the cut-offs.

    frame: `bin`, `persons`; step: points a bar; cutoffs: name and score; people: the whole; unit: of the
    axis; many: what they are called.
    """
    bars = frame.with_columns(
        (pl.col("bin") + step).alias("to"),
        (1000 * pl.col("persons") / people).alias("per"),
        pl.lit(0).alias("ground"),
    )
    lines = [
        {"score": cut, "name": _cut(name, 8), "row": -8 - 14 * (index % 2)}
        for index, (name, cut) in enumerate(cutoffs)
    ]

    def draw(width: int) -> Chart:
        axis = alt.Axis(grid=False, format="d", tickCount=8 if width > 400 else 4, labelOverlap=True)
        span = alt.Scale(zero=False, nice=False, padding=4)
        layer: Any = alt.Chart(bars).mark_bar(color="#5b7c9d", stroke=PAPER, strokeWidth=0.5)
        x, y = alt.X("bin:Q", title=unit, axis=axis, scale=span), alt.Y("per:Q", title=f"of 1,000 {many}")
        layers = [layer.encode(x=x, x2="to:Q", y=y, y2="ground:Q"), *_draw_cutoffs(lines)]
        return alt.layer(*layers).properties(width=width - 60, height=220)

    return draw


def _draw_cutoffs(lines: list[dict[str, Any]]) -> list[Any]:
    """Dashed lines, with their names above the picture in two alternating rows."""
    if not lines:
        return []
    layers: list[Any] = [
        alt.Chart(pl.DataFrame(lines)).mark_rule(strokeDash=[5, 4], color=INK).encode(x="score:Q")
    ]
    for row in sorted({line["row"] for line in lines}):
        names = alt.Chart(pl.DataFrame([line for line in lines if line["row"] == row]))
        words = names.mark_text(align="center", baseline="bottom", fontSize=11)
        layers.append(words.encode(x="score:Q", y=alt.value(row), text="name:N"))
    return layers


def draw_dots(
    rows: Sequence[dict[str, Any]],
    series: Sequence[tuple[str, str, str]],
    groups: Sequence[str],
    unit: str,
    peak: float,
) -> Draw:
    """Dots with intervals, one line a group and series.

    rows: `group`, `series`, `figure`, `low`, `high`, `words`; series: (name, colour, shape), in order;
    groups: in order, top first; unit: of the axis; peak: the largest figure in any chart beside it.
    """
    order = [name for name, _, _ in series]
    step = len(series) + 1.4
    frame = pl.DataFrame(
        [{**row, "line": groups.index(row["group"]) * step + order.index(row["series"])} for row in rows]
    )
    names = pl.DataFrame(
        [{"line": place * step - 0.95, "group": group} for place, group in enumerate(groups)]
    )
    depth = len(groups) * step

    def draw(width: int) -> Chart:
        y = alt.Y("line:Q", axis=None, scale=alt.Scale(domain=[-1.5, depth - 1.5], reverse=True, nice=False))
        legend = _make_legend(width)
        colours = alt.Scale(domain=order, range=[colour for _, colour, _ in series])
        shapes = alt.Scale(domain=order, range=[shape for _, _, shape in series])
        base = alt.Chart(frame)
        dots = base.mark_point(filled=True, size=90, opacity=1).encode(
            x=_make_axis("figure:Q", unit, peak, width),
            y=y,
            color=alt.Color("series:N", scale=colours, legend=legend),
            shape=alt.Shape("series:N", scale=shapes, legend=legend),
        )
        spans = base.mark_rule(strokeWidth=2, color=SOFT).encode(x="low:Q", x2="high:Q", y=y)
        words = base.mark_text(align="left", dx=9).encode(x="high:Q", y=y, text="words:N")
        heads = alt.Chart(names).mark_text(align="left", fontWeight="bold")
        heads = heads.encode(x=alt.value(0), y=y, text="group:N")
        return alt.layer(spans, dots, words, heads).properties(width=width - 40, height=17 * depth + 10)

    return draw


def draw_rules(
    rows: Sequence[dict[str, Any]], causes: dict[str, str], unit: str, peak: float, floor: float = 0
) -> Draw:
    """Stacked bars, the name of the rule or group above each.

    rows: `title`, `words` and a figure for each cause; causes: key -> name; peak: the longest bar of any
    chart beside it; floor: where the axis begins, below 0 if figures are.
    """
    parts = [
        {"line": line, "cause": causes[cause], "figure": row[cause], "place": place}
        for line, row in enumerate(rows)
        for place, cause in enumerate(causes)
    ]
    paints = CAUSE_COLOURS | PART_COLOURS
    colours = alt.Scale(domain=list(causes.values()), range=[paints[cause] for cause in causes])

    def draw(width: int) -> Chart:
        titles = [f"{_cut(row['title'], width // 9 - len(row['words']))}  {row['words']}" for row in rows]
        heads = pl.DataFrame([{"line": line, "words": words} for line, words in enumerate(titles)])
        y = alt.Y("line:O", axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.6))
        bars = (
            alt.Chart(pl.DataFrame(parts))
            .mark_bar(stroke=PAPER, strokeWidth=1)
            .encode(
                x=_make_axis("figure:Q", unit, peak, width, floor).stack("zero"),
                y=y,
                color=alt.Color("cause:N", scale=colours, legend=_make_legend(width, len(causes))),
                order="place:Q",
            )
        )
        names = alt.Chart(heads).mark_text(align="left", baseline="bottom", dy=-9)
        names = names.encode(x=alt.value(1), y=y, text="words:N")
        return alt.layer(bars, names).properties(width=width - 20, height=40 * len(rows) + 20)

    return draw


def draw_funnel(rows: Sequence[dict[str, Any]], unit: str) -> Draw:
    """Bars that grow shorter step by step, the step's name above each.

    rows: `title`, `words`, `figure` of 100; unit: of the axis.
    """
    whole = alt.Scale(domain=[0, 100], nice=False)

    def draw(width: int) -> Chart:
        lines = [
            {"line": line, "figure": row["figure"], "words": f"{row['title']}: {row['words']}"}
            for line, row in enumerate(rows)
        ]
        y = alt.Y("line:O", axis=None, scale=alt.Scale(paddingInner=0.62, paddingOuter=0.6))
        base = alt.Chart(pl.DataFrame(lines, schema_overrides={"figure": pl.Float64}))
        ticks = alt.Axis(values=[0, 20, 40, 60, 80, 100] if width > 400 else [0, 50, 100])
        bars = base.mark_bar(color=BURDEN)
        bars = bars.encode(x=alt.X("figure:Q", title=unit, axis=ticks, scale=whole), y=y)
        names = base.mark_text(align="left", baseline="bottom", dy=-9)
        names = names.encode(x=alt.value(1), y=y, text="words:N")
        return alt.layer(bars, names).properties(width=width - 20, height=40 * len(rows) + 20)

    return draw


def _make_axis(field: str, unit: str, peak: float, width: int, floor: float = 0) -> alt.X:
    ticks = alt.Axis(tickCount=6 if width > 400 else 4)
    span = alt.Scale(domain=[floor * ROOM_FOR_WORDS, peak * ROOM_FOR_WORDS], nice=False)
    return alt.X(field, title=unit, axis=ticks, scale=span)


def _make_legend(width: int, entries: int = 0) -> alt.Legend:
    """A legend above the picture: one row, of three columns where it has many entries, or a list on a telephone."""
    direction = "horizontal" if width > 400 else "vertical"
    columns = 1 if width <= 400 else 3 if entries > 4 else 0  # 0: all in one row
    return alt.Legend(
        title=None,
        orient="top",
        direction=direction,
        symbolStrokeWidth=2,
        columnPadding=36,
        columns=columns,
    )


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
