"""Dots: groups side by side with their intervals; a scheme among milder forms of it."""

from collections.abc import Sequence
from typing import Any

from ..downloads import Table
from ..palette import BURDEN, NEUTRAL, RELIEF
from ..pictures import Drawing, Spec, fill_spec
from .room import ROOM_FOR_WORDS, count_ticks, cut, lay_legend


def draw_dots(
    rows: Sequence[dict[str, Any]],
    series: Sequence[tuple[str, str, str]],
    groups: Sequence[str],
    unit: str,
    peak: float,
) -> Drawing:
    """Dots with intervals, one line a group and series.

    rows: `group`, `series`, `figure`, `low`, `high`, `words`; series: (name, colour, shape), in order;
    groups: in order, top first; unit: of the axis; peak: the largest figure in any chart beside it.
    """
    order = [name for name, _, _ in series]
    step = len(series) + 1.4
    dots = [{**row, "line": groups.index(row["group"]) * step + order.index(row["series"])} for row in rows]
    names = [{"line": place * step - 0.95, "group": cut(group, 44)} for place, group in enumerate(groups)]
    depth = len(groups) * step

    def shape(width: int) -> Spec:
        return fill_spec(
            "dots",
            {"dots": dots, "groups": names},
            width=width - 40,
            height=17 * depth + 10,
            unit=unit,
            ticks=count_ticks(width),
            end=peak * ROOM_FOR_WORDS,
            depth=depth - 1.5,
            series=order,
            colours=[colour for _, colour, _ in series],
            shapes=[shape for _, _, shape in series],
            **lay_legend(width),
        )

    heads = ("group", "series", "figure", "low", "high")
    return Drawing(shape, Table((*heads, "unit"), [(*(row[head] for head in heads), unit) for row in rows]))


def draw_scatter(rows: Sequence[dict[str, Any]], across: str, upward: str) -> Drawing:
    """Forms of a scheme by burden and effect; those that no other beats are joined by a dashed line.

    rows: `form`, `days`, `aim`, `front` (whether no other form has fewer days at no less effect); the first is the scheme itself.
    """
    forms = [
        {
            "days": row["days"],
            "aim": row["aim"],
            "shape": "square" if not place else "diamond" if row["front"] else "circle",
            "colour": BURDEN if not place else RELIEF if row["front"] else NEUTRAL,
        }
        for place, row in enumerate(rows)
    ]
    front = [{"days": row["days"], "aim": row["aim"]} for row in rows if row["front"]]
    labels = _number_forms(rows)

    def shape(width: int) -> Spec:
        return fill_spec(
            "scatter",
            {"forms": forms, "front": front, "labels": labels},
            width=width - 130,
            height=300,
            across=across,
            upward=upward,
        )

    figures = [(row["form"], row["days"], row["aim"], "yes" if row["front"] else "no") for row in rows]
    return Drawing(shape, Table(("form", across, upward, "no other beats it"), figures))


def _number_forms(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The numbers of the forms, as the table has them; those that lie nearly on one spot share a label."""
    wide, high = (max(row[key] for row in rows) or 1 for key in ("days", "aim"))
    spots: list[tuple[float, float, list[str]]] = []
    for number, row in enumerate(rows, 1):
        near = (
            s for s in spots if abs(s[0] - row["days"]) < wide / 20 and abs(s[1] - row["aim"]) < high / 12
        )
        spot = next(near, None)
        if spot is None:
            spots.append((row["days"], row["aim"], [str(number)]))
        else:
            spot[2].append(str(number))
    return [{"days": days, "aim": aim, "words": ", ".join(numbers)} for days, aim, numbers in spots]
