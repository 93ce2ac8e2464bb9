"""The part of a scheme's picture about points: one mark a rule, by domain of life; what takes points left, what gives them right."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import copysign, sqrt

from ..words import UNKNOWN, say
from .blocks import PointsForm, Rule
from .page_lines import Wording, write
from .page_rules import name_domain, order_domains
from .svg import WIDTH, Sheet, pick_ticks, stack, width_of, wrap

LEFT, RIGHT = 150, 668  # of the marks; names stand before them, what is no points behind
CROWDED = 20  # where the largest number is so many times the middle one, the axis is drawn by square roots
_OTHERS = {"drop": "fall to a band", "list": "list entry", "repair": "repair"}
_PLURALS = {"drop": "falls to a band", "list": "list entries", "repair": "repairs"}


@dataclass(frozen=True, order=True)
class Mark:
    """The points of a rule. form: dot, drawn, share or table; known: whether a source gives them."""

    low: int
    used: int
    high: int
    form: str
    known: bool


def draw_points(sheet: Sheet, first: Wording) -> None:
    """A panel for each score that rules act on; what brings no points is counted in the first one."""
    blocks = first.blocks
    own = [name for name, score in blocks.scores.items() if score.sum_ is None]
    panels = {name: _mark_rules(first, name, own[0]) for name in own}
    told = _count_others(blocks.rules)
    drawn = {name: marks for name, marks in panels.items() if marks}
    rooted = False
    for number, (name, marks) in enumerate(drawn.items()):
        whose = f": {blocks.scores[name].title or say(name)}" if len(drawn) > 1 else ""
        sheet.heading(f"Points of the rules{whose}")
        rooted |= _draw_panel(sheet, marks, {} if number else told)
    if drawn:
        rows = [counts for marks in drawn.values() for counts in marks.values()]
        _draw_legend(
            sheet, [mark for row in rows for mark in row], max(max(row.values()) for row in rows), rooted
        )


def _mark_rules(first: Wording, score: str, usual: str) -> dict[str, Counter[Mark]]:
    """The marks of all rules on a score, by domain."""
    found: dict[str, Counter[Mark]] = {}
    start = first.blocks.scores[score].start or 0
    for name, rule in first.blocks.rules.items():
        if rule.points is not None and (rule.score or usual) == score:
            found.setdefault(name_domain(rule), Counter())[_mark(first, name, rule, start)] += 1
    return found


def _mark(first: Wording, name: str, rule: Rule, start: int) -> Mark:
    place, points = f"rules.{name}.points", rule.points
    below = [row for path, row in first.rows.items() if path.startswith(place)]
    known = not any(row["grade"] in UNKNOWN for row in below)
    if isinstance(points, int):
        row = first.rows[place]
        low, high = (points, points) if row["low"] is None else (row["low"], row["high"])
        return Mark(min(low, high), points, max(low, high), "dot", known)
    assert isinstance(points, PointsForm)
    if points.drawn is not None:
        return Mark(points.drawn[0], points.drawn[1], points.drawn[1], "drawn", known)
    if points.scaled is not None:
        far = (
            start - (points.scaled.above or 0)
            if points.scaled.above is not None
            else (points.scaled.below or 0) - start
        )
        used = int(copysign(max(0, far) * abs(points.scaled.percent) // 100, points.scaled.percent))
        return Mark(used, used, used, "share", known)
    values = [value for _, value in points.table or ()]
    return Mark(min(0, *values), max(values, key=abs), max(0, *values), "table", known)


def _count_others(rules: dict[str, Rule]) -> dict[str, str]:
    """What rules bring that is no points, by domain, in words."""
    found: dict[str, Counter[str]] = {}
    for rule in rules.values():
        kind = "drop" if rule.drop else "list" if rule.list_ else "repair" if rule.points is None else None
        if kind:
            found.setdefault(name_domain(rule), Counter())[kind] += 1
    return {
        domain: ", ".join(
            f"{count} {(_OTHERS if count == 1 else _PLURALS)[kind]}" for kind, count in sorted(counts.items())
        )
        for domain, counts in found.items()
    }


def _draw_panel(sheet: Sheet, marks: dict[str, Counter[Mark]], others: dict[str, str]) -> bool:
    """One panel. Returns: whether its axis is drawn by square roots."""
    every = [mark for counts in marks.values() for mark in counts]
    ends = min(0, *(mark.low for mark in every)), max(0, *(mark.high for mark in every))
    place, rooted = _find_scale(every, *ends)
    ticks = _list_ticks(place, ends, rooted)
    for tick in ticks:
        words = ("+" * (tick > 0) + write(tick)).replace("-", "−")
        sheet.text(place(tick), sheet.y + 10, words, "soft", "middle")
    sheet.y += 20
    top, before = sheet.y, len(sheet.parts)
    for domain in order_domains({*marks, *others}):
        _draw_domain(sheet, domain, marks.get(domain, Counter()), others.get(domain, ""), place)
    lines = Sheet()  # lie under the marks, and end where those do
    for tick in ticks:
        lines.line(place(tick), top - 4, place(tick), sheet.y, "zero" if tick == 0 else "grid")
    sheet.parts[before:before] = lines.parts
    sheet.y += 6
    return rooted


def _find_scale(marks: list[Mark], low: int, high: int) -> tuple[Callable[[float], float], bool]:
    """From points to a place on the sheet; by square roots where a few large numbers would crowd the others."""
    sizes = sorted(max(abs(mark.low), abs(mark.high)) for mark in marks)
    rooted = sizes[-1] > CROWDED * max(sizes[len(sizes) // 2], 1)

    def bend(value: float) -> float:
        return copysign(sqrt(abs(value)), value) if rooted else value

    inner = 14
    scale = (RIGHT - LEFT - 2 * inner) / max(bend(high) - bend(low), 1e-9)
    return (lambda value: LEFT + inner + (bend(value) - bend(low)) * scale), rooted


def _list_ticks(place: Callable[[float], float], ends: tuple[int, int], rooted: bool) -> list[int]:
    """Round numbers with room for their words."""
    if not rooted:
        return sorted({0, *pick_ticks(*ends, most=10)})
    steps = [factor * 10**power for power in range(7) for factor in (1, 2, 5)]
    found = [0]
    for sign in (1, -1):
        last = 0
        for step in steps:
            if ends[0] <= sign * step <= ends[1] and abs(place(sign * step) - place(last)) > 38:
                last = sign * step
                found.append(last)
    return sorted(found)


def _draw_domain(
    sheet: Sheet, domain: str, counts: Counter[Mark], other: str, place: Callable[[float], float]
) -> None:
    """One row: the name, the marks, and what is no points."""
    marks = sorted(counts, key=lambda mark: (abs(mark.used), mark))
    spans = [_reach(mark, counts[mark], place) for mark in marks]
    rows = stack(spans, 3)
    pitch = [
        20 if any(counts[m] > 1 for m, r in zip(marks, rows, strict=True) if r == row) else 12
        for row in range(max(rows, default=-1) + 1)
    ]
    name, words = wrap(say(domain), LEFT - 30), wrap(other, WIDTH - RIGHT - 24) if other else []
    height = max(sum(pitch), 16 * max(len(name), len(words), 1)) + 6
    sheet.line(16, sheet.y, WIDTH - 16, sheet.y, "grid")
    sheet.lines(16, sheet.y + 15, name)
    sheet.lines(RIGHT + 10, sheet.y + 15, words, "soft")
    for mark, row in zip(marks, rows, strict=True):
        y = sheet.y + 3 + sum(pitch[:row]) + pitch[row] / 2
        _draw_mark(sheet, mark, counts[mark], y, place)
    sheet.y += height


def _radius(count: int) -> float:
    return 4 if count == 1 else 8.5 if count < 10 else 9.5


def _reach(mark: Mark, count: int, place: Callable[[float], float]) -> tuple[float, float]:
    x, half = place(mark.used), _radius(count)
    return min(place(mark.low), x - half), max(place(mark.high), x + half)


def _draw_mark(sheet: Sheet, mark: Mark, count: int, y: float, place: Callable[[float], float]) -> None:
    look = "take" if mark.used < 0 else "give"
    low, high, x = place(mark.low), place(mark.high), place(mark.used)
    words = _tell_mark(mark, count)
    if mark.form == "drawn":
        sheet.box(low, y - 3, high - low, 6, f"{look}{'' if mark.known else ' hollow'}", words)
    elif mark.high > mark.low:
        sheet.line(low, y, high, y, look, 2, dashed=mark.form == "table")
    if mark.form == "drawn" and count == 1:
        return
    sheet.dot(
        x, y, _radius(count), f"{look}{'' if mark.known else ' hollow'}", words, square=mark.form == "share"
    )
    if count > 1:
        sheet.text(x, y + 4.4, str(count), "ink" if not mark.known else "over", "middle")


def _tell_mark(mark: Mark, count: int) -> str:
    reach = f", {mark.low} to {mark.high}" if mark.low != mark.high else ""
    return f"{count} rule{'s' if count > 1 else ''}: {mark.used} points{reach}".replace("-", "−")


def _draw_legend(sheet: Sheet, marks: list[Mark], most: int, rooted: bool) -> None:
    """What the marks mean; only those that there are."""
    x, y = 16.0, sheet.y + 14
    forms = {mark.form for mark in marks}
    entries = [
        ("dot", "one rule"),
        *([("many", "so many rules")] if most > 1 else []),
        *([("hollow", "rests on no source")] if not all(mark.known for mark in marks) else []),
        *([("range", "range")] if any(mark.low < mark.high and mark.form == "dot" for mark in marks) else []),
        *([("drawn", "drawn between")] if "drawn" in forms else []),
        *([("table", "by a table")] if "table" in forms else []),
        *([("share", "a share, at the start")] if "share" in forms else []),
        *([("", "axis by square roots")] if rooted else []),
    ]
    for kind, words in entries:
        if x + 34 + width_of(words) > WIDTH - 16:
            x, y = 16.0, y + 20
        _draw_key(sheet, kind, x + 12, y - 4)
        sheet.text(x + (28 if kind else 0), y, words, "soft")
        x += (28 if kind else 0) + width_of(words) + 20
    sheet.y = y + 14


def _draw_key(sheet: Sheet, kind: str, x: float, y: float) -> None:
    match kind:
        case "range" | "table":
            sheet.line(x - 11, y, x + 11, y, "take", 2, dashed=kind == "table")
        case "drawn":
            sheet.box(x - 11, y - 3, 22, 6, "take")
        case "many":
            sheet.dot(x, y, 8.5, "take")
            sheet.text(x, y + 4.4, "3", "over", "middle")
        case "dot" | "share" | "hollow":
            sheet.dot(x, y, 4, "take hollow" if kind == "hollow" else "take", square=kind == "share")
