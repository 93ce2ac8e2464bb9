"""A thousand people as a thousand marks: the picture of what a scheme does, in natural frequencies.

Shape, lightness and colour all tell the four outcomes apart: triangle, square, diamond, ring.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .downloads import Citation, Table
from .palette import BURDEN, GAIN, HARM, NEUTRAL
from .pictures import Picture, frame_picture

MARKS = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the exclusive outcomes of the picture: `key` of the table, words, colour, shape as an SVG path
    in a box of 10 x 10.
    """

    key: str
    name: str
    meaning: str
    colour: str
    path: str
    hollow: bool = False


OUTCOMES = (
    Outcome(
        "pictured_wrongly",
        "wrongly restricted",
        "restricted on some day on which true records would have left them free",
        HARM,
        "M5 .6 9.6 9.2H.4z",
    ),
    Outcome(
        "pictured_restricted",
        "restricted",
        "restricted on some day, as true records would have it too",
        BURDEN,
        "M1.2 1.2h7.6v7.6H1.2z",
    ),
    Outcome(
        "pictured_rewarded",
        "rewarded",
        "never restricted, rewarded on some day",
        GAIN,
        "M5 .3 9.7 5 5 9.7.3 5z",
    ),
    Outcome(
        "pictured_untouched",
        "untouched",
        "neither restricted nor rewarded",
        NEUTRAL,
        "M5 1.6a3.4 3.4 0 1 0 0 6.8a3.4 3.4 0 1 0 0-6.8z",
        hollow=True,
    ),
)


def share_marks(counts: Sequence[int], marks: int = MARKS) -> list[int]:
    """Counts as marks that add up to `marks` (largest remainders); all 0 if there is nobody."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    shares = [marks * count // total for count in counts]
    rest = sorted(range(len(counts)), key=lambda place: (-(marks * counts[place] % total), place))
    for place in rest[: marks - sum(shares)]:
        shares[place] += 1
    return shares


def draw_key(outcome: Outcome) -> str:
    """The mark of one outcome alone, as an SVG path with its paint."""
    paint = (
        f'fill="none" stroke="{outcome.colour}" stroke-width="1.3"'
        if outcome.hollow
        else f'fill="{outcome.colour}"'
    )
    return f'<path d="{outcome.path}" {paint}/>'


def draw_thousand(marks: Sequence[int], title: str, alt_text: str, cite: Citation) -> Picture:
    """The picture at both widths: 50 or 25 marks a row."""
    rows = [(outcome.name, count) for outcome, count in zip(OUTCOMES, marks, strict=True)]
    table = Table(("outcome", f"of {MARKS:,}"), rows)
    return frame_picture(_draw(marks, 50), _draw(marks, 25), table, title, alt_text, cite)


def _draw(marks: Sequence[int], row: int) -> str:
    parts, place = [], 0
    for outcome, count in zip(OUTCOMES, marks, strict=True):
        one, ten = f"one-{outcome.key}", f"ten-{outcome.key}"
        tens = "".join(f'<use href="#{one}" x="{14 * k}"/>' for k in range(10))
        uses, end = "", place + count
        while place < end:
            # whole tens are drawn at once, which makes the file a tenth as long
            column = place % row
            step = 10 if column % 10 == 0 and column + 10 <= row and place + 10 <= end else 1
            name = ten if step == 10 else one
            uses += f'<use href="#{name}" x="{2 + _at(column)}" y="{2 + _at(place // row)}"/>'
            place += step
        parts.append(
            f'<g id="{outcome.key}"><defs><g id="{one}">{draw_key(outcome)}</g><g id="{ten}">{tens}</g></defs>'
            f"{uses}</g>"
        )
    width, height = _at(row), _at(-(-MARKS // row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">'
        f"{''.join(parts)}</svg>"
    )


def _at(place: int) -> int:
    """Where the mark of a row or column begins, with a gap after every ten."""
    return 14 * place + 4 * (place // 10)
