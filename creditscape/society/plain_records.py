"""The plain form of what goes wrong with records, of redress and of shocks (docs/language.md, section 5)."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from ..words import Kind, Vocabulary
from .blocks import Society
from .faults import Fault, Linkage, Portion, Records, Stale, WrongAmount, WrongPerson
from .redress import ByRecord, Redress
from .sharing import Group, list_multipliers
from .shocks import Erasure, Leak, Outage, Shock, WrongRecords
from .strata import Cell, Shares, spread_rate

ONE = Fraction(1)
Plain = dict[str, Any]


def is_recorded(kind: Kind, group: Group) -> bool:
    """Whether somebody turns these events into records."""
    return group.furnisher is not None


def is_own_record(kind: Kind, group: Group) -> bool:
    """Whether a record of it is true, and stands in a person's own file."""
    return is_recorded(kind, group) and kind.subject == "person" and kind.class_ != "false_record"


def is_tried(kind: Kind, group: Group) -> bool:
    """Whether it is something that a measure may block."""
    return kind.class_ == "attempt"


def find_kinds(
    society: Society, vocabulary: Vocabulary, records: Records, fits: Callable[[Kind, Group], bool]
) -> list[str]:
    """The names of the kinds that are meant and fit, sorted."""
    found: set[str] = set()
    for group in society.list_groups().values():
        for name in group.kinds:
            kind = vocabulary.kinds[name]
            meant = name in records.kinds or kind.domain in records.domains
            if (meant or group.furnisher in records.furnishers) and fits(kind, group):
                found.add(name)
    return sorted(found)


def spread_portion(society: Society, portion: Portion, shares: Shares) -> dict[Cell, Fraction]:
    """A share by stratum, of mean `share` over the adults; the youngest stratum has none."""
    profile = None if portion.profile is None else society.profiles[portion.profile]
    return spread_rate(portion.share, list_multipliers(profile, shares), shares)


def describe_records(society: Society, vocabulary: Vocabulary, shares: Shares) -> Plain:
    """Shocks; faults and redress where the file has them."""
    found: Plain = {"shocks": [_describe_shock(society, vocabulary, name) for name in sorted(society.shocks)]}
    if society.faults:
        found["faults"] = [
            _describe_fault(society, vocabulary, shares, name) for name in sorted(society.faults)
        ]
    if society.redress is not None:
        found["redress"] = _describe_redress(society, society.redress, shares)
    return found


def _describe_fault(society: Society, vocabulary: Vocabulary, shares: Shares, name: str) -> Plain:
    fault = society.faults[name]
    fits = is_tried if isinstance(fault, Linkage) else is_own_record
    return {
        "name": name,
        "type": fault.type,
        "kinds": find_kinds(society, vocabulary, fault.of, fits),
        "shares": spread_portion(society, fault, shares),
        "values": _list_values(fault),
        "to": fault.to if isinstance(fault, WrongPerson) else None,
    }


def _list_values(fault: Fault) -> list[tuple[int, Fraction]]:
    """Factors, or days, with their shares; none where a fault has neither."""
    if isinstance(fault, WrongAmount):
        return sorted(fault.factors.items())
    return sorted(fault.days.items()) if isinstance(fault, Stale) else []


def _describe_redress(society: Society, redress: Redress, shares: Shares) -> Plain:
    files, upheld = redress.files, redress.upheld
    return {
        "told": spread_portion(society, redress.told, shares),
        "finds": spread_portion(society, redress.finds, shares),
        "finds_after": sorted(redress.finds_after.items()),
        "files": {
            "wrong": spread_portion(society, files.wrong, shares),
            "right": spread_portion(society, files.right, shares),
        },
        "without_reasons": redress.without_reasons,
        "files_after": sorted(redress.files_after.items()),
        "upheld": {"keeper": _tell_apart(upheld.keeper), "subject": _tell_apart(upheld.subject)},
        "goes_on": _tell_apart(redress.goes_on),
        "review": _tell_apart(redress.review),
        "reinserted": redress.reinserted,
        "reinserted_after": sorted(redress.reinserted_after.items()),
        "office": redress.office and {"of": redress.office.of, "cases": redress.office.cases},
    }


def _tell_apart(shares: ByRecord) -> dict[str, Fraction]:
    return {"wrong": shares.wrong, "right": shares.right}


def _describe_shock(society: Society, vocabulary: Vocabulary, name: str) -> Plain:
    """An event keeps the form that it had when there was nothing else, and so its digest."""
    shock = society.shocks[name]
    head: Plain = {"name": name, "day": shock.when.toordinal()}
    if isinstance(shock, Shock):
        return {**head, "kind": shock.kind, "of": shock.of, "share": shock.share}
    head["type"] = shock.type
    if isinstance(shock, Outage):
        kinds = find_kinds(society, vocabulary, shock, is_recorded)
        return {**head, "kinds": kinds, "days": shock.days, "late": shock.late}
    head |= {"of": shock.of, "share": shock.share}
    if isinstance(shock, Leak):
        return head
    if isinstance(shock, Erasure):
        domains = sorted(vocabulary.domains[domain] for domain in set(shock.domains))
        return {**head, "domains": domains, "restored": shock.restored, "lawful": shock.lawful}
    return {**head, "kind": shock.kind, "group": name_group(name), "over": shock.over, "found": shock.found}


def name_group(shock: str) -> str:
    """The group of the records that a shock brings; no group of a file can have this name."""
    return f"shocks.{shock}"


def list_planted(society: Society) -> dict[str, WrongRecords]:
    """The shocks that bring wrong records, by the names of their groups."""
    return {
        name_group(name): shock
        for name, shock in sorted(society.shocks.items())
        if isinstance(shock, WrongRecords)
    }


def describe_planted_group() -> Plain:
    """A group without rates: nothing but its shock brings it."""
    return {"at_most": ONE, "only": None, "rates": {}, "per_firm": None, "conditions": {}}
