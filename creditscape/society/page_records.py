"""The part of a society's page about what befalls records and what people do about it: shocks, faults, redress."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ..words import Row, head_lines, say, write_line
from .blocks import Society
from .faults import AnyFault, Portion, Records, Stale, WrongAmount, WrongPerson
from .page_lines import tell, write
from .redress import Redress
from .shocks import AnyShock, Erasure, Leak, Outage, Shock, WrongRecords

Rows = dict[str, Row]


def write_shocks(form: Society, rows: Rows) -> Iterator[str]:
    """What strikes on a date, whom, and how many of them; of an outage, for how many days."""
    yield from ("## What befalls many at once", "")
    yield from head_lines("shock", "day", "what", "share", "range", "evidence")
    for name, shock in form.shocks.items():
        number = "days" if isinstance(shock, Outage) else "share"
        share, reach, grade = tell(rows[f"shocks.{name}.{number}"])
        share = f"{share} days" if number == "days" else share
        yield write_line(say(name), str(shock.when), _name_shock(shock), share, reach, grade)
    yield ""


def _name_shock(shock: AnyShock) -> str:
    if isinstance(shock, Shock):
        return f"{say(shock.kind)}, of {shock.of}"
    if isinstance(shock, WrongRecords):
        found = f", found {shock.found} days later" if shock.found else ""
        return (
            f"{say(shock.kind)} read as {say(shock.reads_as)}, of {shock.of}, within {shock.over} days{found}"
        )
    if isinstance(shock, Erasure):
        what = "records struck out" if shock.lawful else "records lost"
        of = f", {', '.join(map(say, shock.domains))}" if shock.domains else ""
        back = f", back after {shock.restored} days" if shock.restored else ""
        return f"{what}, of {shock.of}{of}{back}"
    if isinstance(shock, Leak):
        return f"files made public, of {shock.of}"
    return ("recorded later: " if shock.late else "not recorded: ") + _name_records(shock)


def _name_records(records: Records) -> str:
    words = [*records.furnishers, *records.domains, *records.kinds]
    return ", ".join(map(say, words))


def write_faults(form: Society, rows: Rows) -> Iterator[str]:
    """What goes wrong with which records, how often, and whom it befalls more often."""
    yield from ("## What goes wrong with records", "")
    yield from head_lines("fault", "what", "of", "share", "range", "evidence", "more often, by")
    for name, fault in form.faults.items():
        yield write_line(
            say(name),
            _name_fault(fault),
            _name_records(fault.of),
            *tell(rows[f"faults.{name}.share"]),
            say(fault.profile or ""),
        )
    yield ""


def _name_fault(fault: AnyFault) -> str:
    if isinstance(fault, WrongPerson):
        return f"in the file of the {say(fault.to)}"
    if isinstance(fault, WrongAmount):
        return f"counts {_list_values(fault.factors)} times"
    if isinstance(fault, Stale):
        return f"stays {_list_values(fault.days)} days too long"
    words = {
        "mix_up": "in the file of a namesake",
        "duplicate": "comes twice",
        "linkage": "slips through",
    }
    return words[fault.type]


def _list_values(table: Mapping[int, Fraction]) -> str:
    return ", ".join(f"{value} ({write(100 * share)} %)" for value, share in table.items())


def write_redress(redress: Redress, rows: Rows) -> Iterator[str]:
    """Every number on the way from notice to correction."""
    yield from ("## Who finds out, contests, and is heard", "")
    yield from head_lines("step", "used", "range", "evidence", "more often, by")
    for words, path, portion in _list_steps(redress):
        by = say(portion.profile) if portion and portion.profile else ""
        yield write_line(words, *tell(rows[f"redress.{path}"]), by)
    yield ""
    later = {
        "finds it": redress.finds_after,
        "contests it": redress.files_after,
        "it is entered again": redress.reinserted_after,
    }
    yield "Days later: " + "; ".join(f"{words} {_list_values(table)}" for words, table in later.items()) + "."
    yield ""


def _list_steps(redress: Redress) -> Iterator[tuple[str, str, Portion | None]]:
    yield "is reached by a notice", "told.share", redress.told
    yield "finds the record without one", "finds.share", redress.finds
    yield "knows of a wrong record and contests it", "files.wrong.share", redress.files.wrong
    yield "knows of a right record and contests it", "files.right.share", redress.files.right
    yield "without reasons given, times as often", "without_reasons", None
    for burden in ("keeper", "subject"):
        for record in ("wrong", "right"):
            yield f"{record} record, the {burden} must prove: upheld", f"upheld.{burden}.{record}", None
    for record in ("wrong", "right"):
        yield f"{record} record, refused: goes on to a review", f"goes_on.{record}", None
    for record in ("wrong", "right"):
        yield f"{record} record, reviewed: upheld", f"review.{record}", None
    yield "corrected, and entered again later", "reinserted", None
    if redress.office:
        words = f"cases a working day and 1,000 residents that the office of the {redress.office.of} decides"
        yield words, "office.cases", None
