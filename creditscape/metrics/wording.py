"""How a figure is said: natural frequencies with a denominator, rare cases and zeros in words, an uncertainty
where it is known; and of whom it is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Subjects:
    """What those who have a file are called in sentences: people, unless the scheme keeps files on others."""

    many: str
    who: str = "who"
    everybody: str = "everybody"
    nobody: str = "nobody"
    hardly_any: str = "Hardly anybody"
    lived: str = "lived through"
    placed: str = "in"  # before a group; groups of firms are those of whoever represents them
    grouped: str = ""  # behind the name of a division into groups


_SUBJECTS = {
    "person": Subjects("people"),
    "official": Subjects("officials", hardly_any="Hardly any official"),
    "firm": Subjects(
        "firms",
        "that",
        "every firm",
        "no firm",
        "Hardly any firm",
        "went through",
        placed="with a representative in",
        grouped=", of whoever represents the firm",
    ),
}


def name_subjects(manifest: Mapping[str, Any]) -> Subjects:
    """Those who have a file under the scheme of a run. manifest: of the run; its `subjects` is the word of the scheme file."""
    return _SUBJECTS[manifest.get("subjects", "person")]


def say_count(count: int) -> str:
    """A count with thousands separated: 16,384."""
    return f"{count:,}"


def say_frequency(numerator: int, denominator: int, per: int = 1000, error: float | None = None) -> str:
    """How many of every `per` - `152 (± 3)`, `none`, `fewer than 1 (12 of 163,840)` or `all`.

    Args: numerator, denominator: persons or days; per: 100 or 1,000; error: standard error, already per
    `per`.
    Returns: words that fit after "of every 1,000 people,". An empty denominator gives `none`.
    """
    if denominator <= 0 or numerator <= 0:
        return "none"
    if numerator == denominator:
        return f"all {say_count(per)}"
    rate = per * numerator / denominator
    if rate < 0.95:
        return f"fewer than 1 ({say_count(numerator)} of {say_count(denominator)})"
    if rate > per - 0.5:
        return f"more than {say_count(per - 1)}"
    return say_rate(rate, error)


def say_rate(rate: float, error: float | None = None) -> str:
    """A rate with its standard error: `14,300 (± 200)`; one decimal where rate or error is below what whole
    numbers can show.
    """
    digits = 1 if rate < 9.95 or (error is not None and 0 < error < 0.95 and rate < 100) else 0
    shown = f"{rate:,.{digits}f}"
    if error is None:
        return shown
    return f"{shown} (±\u00a0{max(error, 0.1 if digits else 1):,.{digits}f})"


def say_beside(part: int, whole: int) -> str:
    """How many of the one for every 100 of the other: `2.4`, `none`, `fewer than 1`; may pass 100."""
    if not part or not whole:
        return "none"
    return say_rate(100 * part / whole) if 100 * part >= whole else "fewer than 1"


def say_days(days: int, most: int) -> str:
    """`1 day`, `64 days`; from `most` on, where a table counts no further, `1,023 days or more`."""
    return "1 day" if days == 1 else f"{say_count(days)} days{' or more' if days >= most else ''}"


def say_years(years: int) -> str:
    """`1 year`, `10 years`."""
    return "1 year" if years == 1 else f"{years} years"
