"""Bars: lines in parts that add up, a funnel, and how far a result moves with each assumption."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..downloads import Table
from ..pictures import Drawing, Spec, fill_spec
from .room import ROOM_FOR_WORDS, TELEPHONE, count_ticks, cut, lay_legend


def draw_bars(
    rows: Sequence[dict[str, Any]],
    parts: Mapping[str, tuple[str, str]],
    unit: str,
    peak: float,
    floor: float = 0,
) -> Drawing:
    """Stacked bars, the name of the rule or group above each.

    rows: `title`, `words` and a figure for each part; parts: key -> name and colour; peak: the longest bar of any
    chart beside it; floor: where the axis begins, below 0 if figures are.
    """
    pieces = [
        {"line": line, "part": name, "figure": row[key], "place": place}
        for line, row in enumerate(rows)
        for place, (key, (name, _)) in enumerate(parts.items())
    ]

    def shape(width: int) -> Spec:
        titles = [f"{cut(row['title'], width // 9 - len(row['words']))}  {row['words']}" for row in rows]
        return fill_spec(
            "bars",
            {"parts": pieces, "lines": [{"line": line, "words": words} for line, words in enumerate(titles)]},
            width=width - 20,
            height=40 * len(rows) + 20,
            unit=unit,
            ticks=count_ticks(width),
            begin=floor * ROOM_FOR_WORDS,
            end=peak * ROOM_FOR_WORDS,
            parts=[name for name, _ in parts.values()],
            colours=[colour for _, colour in parts.values()],
            **lay_legend(width, len(parts)),
        )

    figures = [(row["title"], name, row[key], unit) for row in rows for key, (name, _) in parts.items()]
    return Drawing(shape, Table(("line", "part", "figure", "unit"), figures))


def draw_funnel(rows: Sequence[dict[str, Any]], unit: str) -> Drawing:
    """Bars that grow shorter step by step, the step's name above each.

    rows: `title`, `words`, `figure` of 100; unit: of the axis.
    """
    steps = [
        {"line": line, "figure": row["figure"], "words": f"{row['title']}: {row['words']}"}
        for line, row in enumerate(rows)
    ]

    def shape(width: int) -> Spec:
        ticks = [0, 20, 40, 60, 80, 100] if width > TELEPHONE else [0, 50, 100]
        return fill_spec(
            "funnel", {"steps": steps}, width=width - 20, height=40 * len(rows) + 20, unit=unit, ticks=ticks
        )

    return Drawing(shape, Table(("step", unit), [(row["title"], row["figure"]) for row in rows]))


def draw_tornado(rows: Sequence[dict[str, Any]], used: float, unit: str) -> Drawing:
    """How far a result moves with each assumption alone.

    rows: `title`, `low`, `high` (the result at the two ends), the widest first; used: the result as run; unit: of the axis.
    """
    ends = [used, *(row[end] for row in rows for end in ("low", "high"))]
    room = (max(ends) - min(ends)) * 0.08 or 1.0

    def shape(width: int) -> Spec:
        spans = [
            {"line": line, "low": row["low"], "high": row["high"], "words": cut(row["title"], width // 8)}
            for line, row in enumerate(rows)
        ]
        return fill_spec(
            "tornado",
            {"spans": spans, "base": [{"used": used}]},
            width=width - 20,
            height=40 * len(rows) + 20,
            unit=unit,
            ticks=count_ticks(width),
            begin=min(ends) - room,
            end=max(ends) + room,
        )

    figures = [(row["title"], row["low"], used, row["high"], unit) for row in rows]
    return Drawing(
        shape, Table(("assumption", "at its low end", "as run", "at its high end", "unit"), figures)
    )
