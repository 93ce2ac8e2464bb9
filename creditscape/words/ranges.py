"""Ranges in place of numbers: `{low, used, high}` where a value is uncertain, `{used, variants}` where
sources disagree.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from .calendar import parse_duration
from .errors import InputError, show, suggest
from .tree import Key, Node, describe

Path = tuple[Key, ...]
Chooser = Callable[[Path], str]

RANGE_KEYS = ("low", "used", "high")
_ALLOWED = {*RANGE_KEYS, "variants", "evidence", "note", "cite"}
_ALLOWED_OF_WORD = ("used", "evidence", "note", "cite")


def is_range(node: Node) -> bool:
    """Whether a mapping stands in place of a number."""
    entries = node.entries
    return any(key in entries and not isinstance(entries[key].value, dict | tuple) for key in RANGE_KEYS) or (
        "variants" in entries and isinstance(entries["variants"].value, tuple)
    )


def is_word(node: Node) -> bool:
    """Whether a value is a word or a truth value, plain or as the `used` of a mapping: it has no range."""
    value = node.entries["used"].value if "used" in node.entries else node.value
    return isinstance(value, bool) or (isinstance(value, str) and not is_duration(value))


def is_duration(text: str) -> bool:
    """Whether a text is a duration such as `2 years`."""
    try:
        parse_duration(text)
    except ValueError:
        return False
    return True


def join(path: Iterable[Key]) -> str:
    """A path as people write it: `rules.late.points`, `levels[2]`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def resolve(node: Node, choose: Chooser, path: Path = ()) -> Node:
    """The tree with each range replaced by the value that `choose(path)` names: low, used or high."""
    if is_range(node):
        return replace(pick(node, choose(path)), key_line=node.key_line, citation=node.citation)
    if isinstance(node.value, dict):
        return node.holding({key: resolve(below, choose, (*path, key)) for key, below in node.value.items()})
    if isinstance(node.value, tuple) and any(below.entries or below.items for below in node.value):
        return node.holding(
            tuple(resolve(below, choose, (*path, place)) for place, below in enumerate(node.value))
        )
    return node


def pick(node: Node, end: str) -> Node:
    """The value of a range at one of its ends; of variants the least or the greatest."""
    entries = node.entries
    if end in entries:
        return entries[end]
    if "variants" in entries and end != "used":
        values = [each.entries["value"] for each in entries["variants"].items]
        return (min if end == "low" else max)(values, key=lambda value: measure(value.value))
    return entries["used"]


def measure(value: object) -> Fraction:
    """A size to order values by: numbers as they are, dates and durations in days.

    Raises: ValueError for anything else.
    """
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Fraction(value)
    unit, length = parse_duration(value if isinstance(value, str) else "")
    return (
        length
        * {
            "days": Fraction(1),
            "months": Fraction(1461, 48),
            "working_days": Fraction(7, 5),
            "year_ends": Fraction(1461, 8),
        }[unit]
    )


def flatten(node: Node) -> Iterator[Node]:
    """All items of lists within lists."""
    for below in node.items:
        yield below
        yield from flatten(below)


def check_range(node: Node, field: str) -> bool:
    """Whether a range holds variants. Raises: InputError for wrong keys, values or order."""
    entries = node.entries
    for key, below in entries.items():
        if key not in _ALLOWED:
            raise complain("E201", below, f"unknown key {show(str(key))}{offer(str(key), _ALLOWED)}", field)
    if "used" not in entries:
        raise complain("E202", node, "missing required key 'used' of a range", field)
    variants = "variants" in entries
    if variants and entries.keys() & {"low", "high"}:
        raise complain("E245", node, "a range has either low and high, or variants", field)
    if ("low" in entries) != ("high" in entries):
        raise complain("E202", node, "a range needs both 'low' and 'high'", field)
    values = (
        _read_variants(entries["variants"], field)
        if variants
        else [entries[k] for k in RANGE_KEYS if k in entries]
    )
    sizes = [_measure_node(each, field) for each in values]
    if variants and _measure_node(entries["used"], field) not in sizes:
        raise complain("E245", node, f"used {describe(entries['used'].value)} is none of the variants", field)
    if not variants and sizes != sorted(sizes) and sizes != sorted(sizes, reverse=True):
        raise complain("E244", node, "'used' must lie between 'low' and 'high'", field)
    return variants


def check_word(node: Node, field: str) -> None:
    """Check the mapping around a word, which is no range. Raises: InputError E201."""
    for key, below in node.entries.items():
        if key not in _ALLOWED_OF_WORD:
            allowed = f"allowed: {', '.join(_ALLOWED_OF_WORD)}"
            raise complain("E201", below, f"unknown key {show(str(key))} of a word; {allowed}", field)


def _read_variants(node: Node, field: str) -> list[Node]:
    if len(node.items) < 2:
        raise complain("E245", node, "variants must be a list of two or more", field)
    for each in node.items:
        if "value" not in each.entries:
            raise complain("E245", each, "a variant needs a 'value'", field)
        for key in each.entries:
            if key not in ("value", "cite", "evidence", "note"):
                raise complain(
                    "E201", each, f"unknown key {show(str(key))}; allowed: value, cite, evidence, note", field
                )
    return [each.entries["value"] for each in node.items]


def _measure_node(node: Node, field: str) -> Fraction:
    try:
        return measure(node.value)
    except ValueError:
        raise complain(
            "E203", node, f"must be a number, date or duration, found {describe(node.value)}", field
        ) from None


def offer(word: str, known: Iterable[object]) -> str:
    """`; did you mean 'x'` or nothing."""
    close = suggest(word, known)
    return f"; {close}" if close else ""


def complain(code: str, node: Node, message: str, field: str) -> InputError:
    """The error of a value, with the file and line where it stands."""
    return InputError(code, message, file=node.file, line=node.place, field=field)
