"""Figures in words: published ones as they were published, ours to one digit more."""

from fractions import Fraction
from math import floor, log10

from .judging import CLOSE, Found
from .target import Number, Span, Tolerance


def say_published(told: Number | str | Span) -> str:
    """A published figure or range: `4.7`, `600 to 620`, `at least 20`."""
    if not isinstance(told, Span):
        return told if isinstance(told, str) else _write(told)
    if told.low is None:
        return f"at most {_write(told.high or 0)}"
    return (
        f"at least {_write(told.low)}" if told.high is None else f"{_write(told.low)} to {_write(told.high)}"
    )


def say_found(found: Found) -> str:
    """Our figure with one decimal more than the published one; where that is whole, ours may be whole too."""
    if found.value is None or isinstance(found.value, str):
        return found.value or "-"
    return _round(found.value, _count_decimals(found.published))


def say_number(value: float, digits: int) -> str:
    """A number to so many digits."""
    if not value:
        return "0"
    return f"{value:.{max(0, digits - 1 - floor(log10(abs(value))))}f}"


def say_distance(found: Found) -> str:
    """How far our figure lies from the published one, and on which side."""
    if found.distance is None or isinstance(found.value, str):
        return "another"
    side = "above" if found.distance > 0 else "below"
    return f"{_round(abs(found.distance), _count_decimals(found.published))} {side}"


def say_tolerance(tolerance: Tolerance) -> str:
    """The tolerance and whose it is."""
    if tolerance.factor is not None:
        words = f"factor {_write(tolerance.factor)}"
    else:
        words = f"±{_write(tolerance.points)}" if tolerance.points else "none"
    return f"{words} ({tolerance.whose}{': ' + tolerance.note if tolerance.note else ''})"


def _write(number: Number) -> str:
    """A published number as it was written: whole, or as its finite decimal."""
    return str(number) if isinstance(number, int) else f"{float(number):.{_decimals(number)}f}"


def _decimals(number: Number) -> int:
    places = 0
    while places < 12 and (Fraction(number) * 10**places).denominator != 1:
        places += 1
    return places


def _count_decimals(told: Number | str | Span) -> int:
    if isinstance(told, Span):
        return max(_decimals(end) for end in (told.low, told.high) if end is not None)
    return 0 if isinstance(told, str) else _decimals(told)


def _round(value: float, published: int) -> str:
    """A figure to one decimal more than so many. A whole one stays whole beside a whole one, and nothing is -0."""
    if not published and abs(value - round(value)) < CLOSE:
        return str(round(value))
    rounded = f"{value:.{published + 1}f}"
    return rounded if float(rounded) else rounded.removeprefix("-")
