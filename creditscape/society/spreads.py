"""Assumed tables: a block's `spread` stands for a range around each of its plain numbers.

`spread: 0.5` beside `{3: 0.6, 20: 0.4}` says that each number may be half as large again or half as small. In
a group of rates it speaks of the shares alone, for the rate has a source of its own. Numbers with a citation
closer by are left alone. Tables that must add up, or are relative, keep their used values in every scenario:
their ranges are for trying one number at a time.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import floor

from ..words import Key, Language, Node, is_range

Path = tuple[Key, ...]
SHARES = ("kinds", "reads_as")
_SILENT = ("sources", "cite", "evidence", "note", "spread", "at_most", "strata", "holidays", "when")
LANGUAGE = Language(silent=frozenset(_SILENT))
_SHARE_NOTE = "how the rate divides among kinds is assumed"
_TABLES = frozenset({"profiles", "episodes", "amounts", "friends", "circles"})
_TABLES_WITHIN = frozenset(
    {
        ("people", "ages"),
        ("households", "sizes"),
        ("households", "generations"),
        ("work", "sectors"),
        ("work", "firm_sizes"),
        ("redress", "finds_after"),
        ("redress", "files_after"),
        ("redress", "reinserted_after"),
    }
)
_VALUES = ("factors", "days")  # of a fault: what it does, with shares
_GROUPS = ("rates", "obligations")


def unfold_spreads(root: Node) -> Node:
    """The tree of a society file with a range in place of every number under a `spread`."""
    return _unfold(root, (), None)


def _unfold(node: Node, path: Path, spread: Fraction | None) -> Node:
    if is_range(node):
        return node
    if node.items:
        items = enumerate(node.items)
        return node.holding(tuple(_unfold(below, (*path, place), spread) for place, below in items))
    if not node.entries:
        return node if spread is None else _widen(node, path, spread)
    if "spread" in node.entries:
        spread = _read_spread(node.entries["spread"])
    elif node.entries.keys() & {"cite", "evidence"}:
        spread = None
    return node.holding(
        {
            key: _unfold(below, (*path, key), spread if _covers(path, key) else None)
            for key, below in node.entries.items()
        }
    )


def _covers(path: Path, key: Key) -> bool:
    in_group = len(path) == 2 and path[0] in _GROUPS
    return key in SHARES if in_group else key not in LANGUAGE.silent


def _read_spread(node: Node) -> Fraction | None:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | Fraction) or not 0 <= value <= 1:
        return None  # the form of the file says what is wrong with it
    return Fraction(value)


def _widen(node: Node, path: Path, spread: Fraction) -> Node:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return node
    if path[0] == "shocks" and path[-1] != "share":
        return _widen_whole(node, value, spread)
    most = value * (1 + spread)
    high = most if path[0] == "profiles" else min(most, max(Fraction(1), Fraction(value)))
    entries: dict[Key, Node] = {
        "low": replace(node, value=value * (1 - spread)),
        "used": node,
        "high": replace(node, value=high),
        "evidence": replace(node, value="assumed"),
    }
    if path[0] in _GROUPS:
        entries["note"] = replace(node, value=_SHARE_NOTE)
    return replace(node, value=entries, written="", quoted=False)


def _widen_whole(node: Node, value: int | Fraction, spread: Fraction) -> Node:
    """Days stay whole, and at least one."""
    low, high = max(1, floor(value * (1 - spread))), floor(value * (1 + spread))
    entries: dict[Key, Node] = {
        "low": replace(node, value=min(low, value)),
        "used": node,
        "high": replace(node, value=high),
        "evidence": replace(node, value="assumed"),
    }
    return replace(node, value=entries, written="", quoted=False)


def leave_out_wholes(root: Node) -> Node:
    """The tree without the shares of groups with one kind only: a share of 1 needs no source."""
    kept = dict(root.entries)
    for block in _GROUPS:
        if block in kept:
            groups = {name: _leave_out(group) for name, group in kept[block].entries.items()}
            kept[block] = kept[block].holding(groups)
    return root.holding(kept)


def _leave_out(group: Node) -> Node:
    kept = {key: below for key, below in group.entries.items() if key not in SHARES or not _is_whole(below)}
    return group.holding(kept) if group.entries else group


def _is_whole(table: Node) -> bool:
    values = [below for key, below in table.entries.items() if key not in LANGUAGE.silent]
    return len(values) == 1 and (values[0].value == 1 or values[0].entries.get("used", table).value == 1)


def choose_scenario(scenario: str) -> Callable[[Path], str]:
    """Which end of each range a scenario takes: its own, but `used` in tables that must hang together."""
    return lambda path: "used" if hangs_together(path) else scenario


def hangs_together(path: Path) -> bool:
    """Whether the number at a path is one of a table that must add up or is relative."""
    if path[0] in _TABLES or path[:2] in _TABLES_WITHIN:
        return True
    if path[0] == "faults":
        return len(path) > 3 and path[2] in _VALUES
    return len(path) > 2 and path[2] in (*SHARES, "delay")
