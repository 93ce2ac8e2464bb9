"""How a figure is said: natural frequencies with a denominator, rare cases and zeros in words, an uncertainty
where it is known.
"""


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


def say_years(years: int) -> str:
    """`1 year`, `10 years`."""
    return "1 year" if years == 1 else f"{years} years"
