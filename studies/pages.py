"""Markdown for the pages that studies print: paragraphs, tables, numbers."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor, log10
from textwrap import fill

WIDTH = 140


def paragraph(*sentences: str) -> str:
    """Sentences as one paragraph in lines of a page's width."""
    return fill(" ".join(" ".join(sentences).split()), WIDTH, break_long_words=False, break_on_hyphens=False)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words and whose others are numbers."""
    lines = [_line(head), "|---|" + "---:|" * (len(head) - 1), *map(_line, rows)]
    return "\n".join(lines)


def page(*parts: str) -> str:
    """Paragraphs, headings and tables with an empty line between them."""
    return "\n\n".join(parts) + "\n"


def count(number: int, noun: str) -> str:
    """`1 point`, `1,200 points`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def digits(number: Fraction, kept: int = 3) -> str:
    """A number rounded to so many digits: 1,080; 12.3; 0.158; 0.3."""
    if not number:
        return "0"
    places = kept - 1 - floor(log10(number))
    rounded = round(Fraction(number), places)
    if places <= 0 or rounded == round(rounded):
        return f"{round(rounded):,}"
    return f"{float(rounded):.{places}f}".rstrip("0")


def percent(share: Fraction) -> str:
    """`0.092 %`."""
    return f"{digits(share * 100, 2)} %"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
