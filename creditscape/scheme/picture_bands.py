"""The part of a scheme's picture about scores: bands to scale, the range in which an unsourced limit may lie, and the start."""

from collections import Counter
from collections.abc import Callable

from ..words import say
from .blocks import BandSet, Score
from .page_lines import Wording, write
from .svg import WIDTH, Sheet, pick_ticks, stack, width_of, wrap

LEFT, RIGHT = 24, WIDTH - 24
BAR = 26  # the height of a bar
Place = Callable[[float], float]
Ends = tuple[float, float]


def draw_scores(sheet: Sheet, first: Wording) -> None:
    """A bar with an axis for every score that has bands; a line of words for the others."""
    bare = []
    for name, score in first.blocks.scores.items():
        sets = {key: bands for key, bands in first.blocks.bands.items() if bands.of == name}
        if sets:
            _draw_score(sheet, first, name, score, sets)
        else:
            bare.append(_tell_bare(first, name, score))
    if bare:
        sheet.heading("Scores without bands")
        for words in bare:
            lines = wrap(words, RIGHT - LEFT)
            sheet.lines(16, sheet.y + 8, lines)
            sheet.y += 16 * len(lines) + 2
        sheet.y += 8


def find_start(first: Wording, score: Score) -> int:
    """Where a score starts; a sum, where its parts do."""
    if score.start is not None:
        return score.start
    return sum(first.blocks.scores[name].start or 0 for name in score.sum_ or ())


def _tell_start(first: Wording, name: str, score: Score) -> str:
    return f"start: {first.tell(f'scores.{name}.start', find_start(first, score))}"


def _tell_bare(first: Wording, name: str, score: Score) -> str:
    ends = [
        f"{word} {write(end)}"
        for word, end in (("floor", score.floor), ("ceiling", score.ceiling))
        if end is not None
    ]
    return ", ".join([f"{score.title or say(name)}: {_tell_start(first, name, score)}", *ends])


def _draw_score(sheet: Sheet, first: Wording, name: str, score: Score, sets: dict[str, BandSet]) -> None:
    """One score: a bar for each of its band sets, the start above the first, an axis, and what follows from bands."""
    ends = _find_ends(first, name, score, sets)
    sheet.heading(f"Score: {score.title or say(name)}")
    scale = (RIGHT - LEFT) / (ends[1] - ends[0])

    def place(value: float) -> float:
        return LEFT + (min(max(value, ends[0]), ends[1]) - ends[0]) * scale

    start = (_tell_start(first, name, score), place(find_start(first, score)))
    for number, (key, bands) in enumerate(sets.items()):
        _draw_bands(sheet, first, key, bands, place, ends, None if number else start)
    _draw_axis(sheet, score, place, ends)
    for key in sets:
        _write_follows(sheet, first, key)


def _find_ends(first: Wording, name: str, score: Score, sets: dict[str, BandSet]) -> Ends:
    """The ends of the axis: floor and ceiling, or a bit beyond the outermost number."""
    known = [find_start(first, score), *(end for end in (score.floor, score.ceiling) if end is not None)]
    for key, bands in sets.items():
        for number, level in enumerate(bands.levels):
            reach = _find_reach(first, f"bands.{key}.levels[{number}].from")
            known += [value for value in (level.from_, *(reach or ())) if value is not None]
    room = max((max(known) - min(known)) * 0.18, 1)
    low = min(known) - (room if score.floor is None else 0)
    high = max(known) + (room if score.ceiling is None else 0)
    return (low, high) if high > low else (low - 1, high + 1)


def _find_reach(first: Wording, path: str) -> tuple[int, int] | None:
    """The range of a number, if it has one."""
    row = first.rows.get(path)
    return None if row is None or row["low"] in (None, row["high"]) else (row["low"], row["high"])


def _draw_bands(
    sheet: Sheet,
    first: Wording,
    key: str,
    bands: BandSet,
    place: Place,
    ends: Ends,
    start: tuple[str, float] | None,
) -> None:
    """The bands of one set, lowest left. Names that find no room inside stand above with a line, as does the start."""
    froms = [level.from_ for level in reversed(bands.levels)]
    cuts = [ends[0] if cut is None else cut for cut in froms] + [ends[1]]
    names = [say(level.name) for level in reversed(bands.levels)]
    boxes = [(name, place(a), place(b)) for name, a, b in zip(names, cuts, cuts[1:], strict=False)]
    above = [(*start, "ink bold")] if start else []
    above += [(name, (a + b) / 2, "ink") for name, a, b in boxes if width_of(name) + 6 > b - a]
    spots = [(_hold(x, words), x, words, look) for words, x, look in above]
    rows = stack([(at - width_of(words) / 2, at + width_of(words) / 2) for at, _, words, _ in spots], 6)
    top = sheet.y + 16 * (max(rows, default=-1) + 1) + 6
    for (_, x, _, look), row in zip(spots, rows, strict=True):
        sheet.line(
            x, top - 6 - 16 * row, x, top, "zero" if "bold" in look else "line", 2 if "bold" in look else 1
        )
    for (at, _, words, look), row in zip(spots, rows, strict=True):
        sheet.box(at - width_of(words) / 2, top - 19 - 16 * row, width_of(words), 14, "paper")
        sheet.text(at, top - 8 - 16 * row, words, look, "middle")
    for number, (name, a, b) in enumerate(boxes):
        sheet.box(a, top, b - a, BAR, "band" if number % 2 else "odd", f"{name} ({say(key)})")
        if width_of(name) + 6 <= b - a:
            sheet.text((a + b) / 2, top + 17.5, name, "ink", "middle")
    if start:
        sheet.path(f"M{start[1]:.1f} {top + 7}l-5 -8h10z", "ink")
    sheet.y = top + BAR
    _draw_cuts(sheet, first, key, bands, place)


def _hold(x: float, words: str) -> float:
    """Where the middle of words must stand so that they stay on the sheet."""
    half = 0.54 * width_of(words) + 2  # bold words are a bit wider
    return min(max(x, 16 + half), WIDTH - 16 - half)


def _draw_cuts(sheet: Sheet, first: Wording, key: str, bands: BandSet, place: Place) -> None:
    """The lowest score of each band below its edge; a thick line is the range in which it may lie."""
    spots, spans = [], []
    for number, level in reversed(list(enumerate(bands.levels))):
        if level.from_ is not None:
            reach = _find_reach(first, f"bands.{key}.levels[{number}].from")
            words, wide = write(level.from_), tuple(map(place, reach)) if reach else ()
            at, half = _hold(place(level.from_), words), width_of(words) / 2
            spots.append((place(level.from_), at, words, wide))
            spans.append((min(at - half, *wide, at), max(at + half, *wide, at)))
    rows = stack(spans, 6)
    for (x, at, words, wide), row in zip(spots, rows, strict=True):
        y = sheet.y + 6 + 20 * row
        sheet.line(x, sheet.y, x, y)
        if wide:
            sheet.line(wide[0], y, wide[1], y, "line", 3)
        sheet.text(at, y + 13, words, "soft", "middle")
    sheet.y += 20 * (max(rows, default=-1) + 1) + 8


def _draw_axis(sheet: Sheet, score: Score, place: Place, ends: Ends) -> None:
    """An axis with round numbers; what has no end says so."""
    y = sheet.y + 4
    sheet.line(LEFT, y, RIGHT, y)
    open_ends = ((LEFT, score.floor, "no floor"), (RIGHT, score.ceiling, "no ceiling"))
    said = [_hold(x, words) for x, end, words in open_ends if end is None]
    for tick in pick_ticks(*ends):
        sheet.line(place(tick), y, place(tick), y + 4)
        if all(abs(place(tick) - x) > 60 for x in said):
            sheet.text(
                _hold(place(tick), write(tick)), y + 18, write(tick).replace("-", "−"), "soft", "middle"
            )
    for x, end, words in open_ends:
        if end is None:
            sheet.text(_hold(x, words), y + 18, words, "soft", "middle")
    sheet.y = y + 30


def _write_follows(sheet: Sheet, first: Wording, key: str) -> None:
    """How many measures follow from which bands."""
    usual = next(iter(first.blocks.bands))
    found: dict[tuple[str, ...], Counter[str]] = {}
    for measure in first.blocks.measures.values():
        if measure.when.band is not None and (measure.when.of or usual) == key:
            found.setdefault(tuple(measure.when.band), Counter())[measure.kind] += 1
    told = []
    for levels, kinds in found.items():
        counted = ", ".join(
            f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in sorted(kinds.items())
        )
        told.append(f"in {', '.join(map(say, levels))}: {counted}")
    for number, line in enumerate(wrap(f"What follows: {'; '.join(told)}", RIGHT - LEFT) if told else ()):
        sheet.text(16, sheet.y + 8 + 16 * number, line)
        sheet.y += 16 if number else 0
    sheet.y += 20 if told else 0
