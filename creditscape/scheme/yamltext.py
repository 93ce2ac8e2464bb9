"""Plain Python written as YAML that this project reads back to the same values."""

import json
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..words import InputError, read_scalar

_WIDTH = 100
_PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9_. -]*[A-Za-z0-9_]|[A-Za-z]|[1-9][0-9]* (working day|day|week|month|year)s?", re.ASCII
)
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*", re.ASCII)


def write_yaml(value: dict[str, Any]) -> str:
    """A mapping as YAML in block style, short blocks on one line."""
    return "\n".join(_write_mapping(value, 0)) + "\n"


def _write_mapping(value: dict[str, Any], indent: int) -> list[str]:
    lines: list[str] = []
    for key, below in value.items():
        lines += _write_entry(f"{' ' * indent}{write_key(key)}:", below, indent)
    return lines


def _write_entry(head: str, value: Any, indent: int) -> list[str]:
    flow = write_flow(value)
    if not isinstance(value, dict | list) or not value or len(head) + len(flow) < _WIDTH and indent:
        return [f"{head} {flow}"]
    if isinstance(value, dict):
        return [head, *_write_mapping(value, indent + 2)]
    if any(isinstance(item, dict | list) for item in value):
        return [head, *(line for item in value for line in _write_item(item, indent + 2))]
    return [f"{head} {flow}"]


def _write_item(item: Any, indent: int) -> list[str]:
    flow = write_flow(item)
    if not isinstance(item, dict) or len(flow) + indent + 2 < _WIDTH:
        return [f"{' ' * indent}- {flow}"]
    first, *rest = _write_mapping(item, indent + 2)
    return [f"{' ' * indent}- {first.lstrip()}", *rest]


def write_flow(value: Any) -> str:
    """Any value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_key(key)}: {write_flow(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(write_flow, value)) + "]"
    if isinstance(value, str):
        return write_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return write_decimal(value)
    return "null" if value is None else str(value).lower()


def write_decimal(number: Fraction) -> str:
    """A number as it may stand in a file: its digits, all of them, for files know decimals alone."""
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}"


def write_key(key: object) -> str:
    """A key, in quotes where it could be read as something else."""
    return (
        str(key)
        if isinstance(key, int)
        else key
        if isinstance(key, str) and _is_safe(key, _KEY)
        else write_quoted(str(key))
    )


def write_text(text: str) -> str:
    """A text, in quotes where it could be read as something else."""
    return text if _is_safe(text, _PLAIN) else write_quoted(text)


def write_quoted(text: str) -> str:
    """A text in double quotes with escapes."""
    return json.dumps(text, ensure_ascii=False)


def _is_safe(text: str, form: re.Pattern[str]) -> bool:
    if form.fullmatch(text) is None:
        return False
    try:
        return read_scalar(text, file="", line=0) == text
    except InputError:
        return False
