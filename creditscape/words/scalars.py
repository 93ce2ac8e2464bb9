"""What a plain word of a file means: YAML 1.2 core, minus everything that readers of YAML have understood
differently.

`1e6` and `1_000_000` are whole numbers, decimals are exact fractions, `YYYY-MM-DD` is a date; `010`,
`1:30`, `no`, `.nan` are refused.
"""

import re
from datetime import date
from fractions import Fraction

from .errors import InputError, show

Scalar = str | int | bool | Fraction | date | None

_CONSTANTS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_AMBIGUOUS = frozenset({"yes", "no", "on", "off", "y", "n"})
_STARTS = frozenset("0123456789+-.")
_INFINITE = re.compile(r"[-+]?\.?(nan|inf|infinity)", re.IGNORECASE)
_NUMBER = re.compile(r"([-+]?)([0-9]+(?:_[0-9]+)*)?(?:\.([0-9]*))?(?:[eE]([-+]?[0-9]{1,6}))?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?", re.ASCII)
_BASE_60 = re.compile(r"[-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9]*)?", re.ASCII)
_OTHER_BASE = re.compile(r"[-+]?0[xXoObB][0-9a-fA-F_]+", re.ASCII)
_LARGEST_EXPONENT = 308
_MOST_DIGITS = 40


def read_scalar(text: str, *, file: str, line: int) -> Scalar:
    """The meaning of an unquoted word.

    Raises: InputError E114 (ambiguous), E115 (not finite), E119, E203 (digits), E206 (date).
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    try:
        if text[0] in _STARTS or not text.isascii():
            return _read_number(text)
        if text.lower() in _AMBIGUOUS:
            raise InputError("E114", f'{show(text)} is ambiguous; write "{text}" in quotes, or true or false')
        if _INFINITE.fullmatch(text):
            raise InputError("E115", f"{show(text)} is not a finite number")
    except InputError as error:
        error.file, error.line = file, line
        raise
    return text


def read_key(text: str, *, file: str, line: int) -> Scalar:
    """The meaning of an unquoted key. `on` is a word of the language here; in a value it stays ambiguous."""
    return "on" if text == "on" else read_scalar(text, file=file, line=line)


def _read_number(text: str) -> Scalar:
    if _INFINITE.fullmatch(text):
        raise InputError("E115", f"{show(text)} is not a finite number")
    if match := _NUMBER.fullmatch(text):
        return _count(text, *match.groups()) if match[2] or match[3] else text
    if _DATE.fullmatch(text):
        return read_date(text)
    if _BASE_60.fullmatch(text) or _OTHER_BASE.fullmatch(text):
        raise InputError("E114", f"{show(text)} is ambiguous, put it in quotes")
    if (
        not text.isascii()
        and any(c.isdecimal() and not c.isascii() for c in text)
        and not any(c.isalpha() for c in text)
    ):
        raise InputError("E203", f"{show(text)}: digits must be 0-9")
    return text


def _count(
    text: str, sign: str, whole: str | None, decimals: str | None, exponent: str | None
) -> int | Fraction:
    digits = (whole or "0").replace("_", "")
    if len(digits) > 1 and digits[0] == "0":
        advice = digits.lstrip("0") or "0"
        raise InputError("E114", f'{show(text)} has a leading zero; write {advice[:40]} or "{text[:40]}"')
    if len(digits) + len(decimals or "") > _MOST_DIGITS:
        raise InputError(
            "E119", f"a number of {len(digits) + len(decimals or '')} digits; limit is {_MOST_DIGITS}"
        )
    power = int(exponent or 0)
    if abs(power) > _LARGEST_EXPONENT:
        raise InputError("E115", f"{show(text)} is not a finite number")
    value = Fraction(int(digits + (decimals or "")) * (-1 if sign == "-" else 1))
    value *= Fraction(10) ** (power - len(decimals or ""))
    return int(value) if value.denominator == 1 else value


def read_date(text: str) -> date:
    """A calendar date. Raises: InputError E206 naming what is wrong with it."""
    try:
        if len(text) == 10:
            return date(int(text[:4]), int(text[5:7]), int(text[8:]))
        reason = "YYYY-MM-DD"
    except ValueError:
        month, day = text[5:7], text[8:]
        wrong = f"day {day}" if month.isdigit() and 1 <= int(month) <= 12 else f"month {month}"
        reason = f"YYYY-MM-DD, {wrong}"
    raise InputError("E206", f"{show(text)} is not a date ({reason})")
