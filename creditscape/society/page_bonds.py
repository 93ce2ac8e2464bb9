"""The part of a society's page about what binds people: households, work, friends and circles, what falls due."""

from collections.abc import Iterator
from fractions import Fraction

from ..words import Row, head_lines, say, write_line
from .blocks import Society
from .page_lines import tell, write
from .sharing import Sharing

Rows = dict[str, Row]
COMMUNITY = 4096


def write_bonds(form: Society, rows: Rows) -> Iterator[str]:
    """The sections on households, work, ties and obligations; those that the file has."""
    if form.households:
        yield from _write_households(form, rows)
    if form.work:
        yield from _write_work(form, rows)
    if form.friends or form.circles:
        yield from _write_ties(form, rows)
    if form.obligations:
        yield from _write_obligations(form, rows)


def _write_households(form: Society, rows: Rows) -> Iterator[str]:
    assert form.households is not None
    sizes = form.households.sizes
    mean = sum((size * share for size, share in sizes.items()), Fraction(0))
    yield from ("## Who lives together", "", f"Households hold {write(mean)} persons on average.", "")
    yield from head_lines("persons", "share of households", "range", "evidence")
    for size in sizes:
        yield write_line(str(size), *tell(rows[f"households.sizes[{size}]"]))
    yield write_line("a couple heads it (of two and more)", *tell(rows["households.couples"]))
    yield ""


def _write_work(form: Society, rows: Rows) -> Iterator[str]:
    assert form.work is not None
    yield from ("## Who works", "")
    yield from head_lines("from age", "men in work", "women in work", "evidence")
    men, women = form.work.employed.men, form.work.employed.women
    for age in sorted(set(men) | set(women)):
        found = [write(table[age]) if age in table else "" for table in (men, women)]
        paths = [f"work.employed.{sex}[{age}]" for sex in ("men", "women")]
        grades = dict.fromkeys(rows[path]["grade"] for path in paths if path in rows)
        yield write_line(str(age), *found, ", ".join(grades))
    yield ""
    yield from head_lines("sector", "in town", "in the country", "evidence")
    for sector in ("firm", "office", "own_account"):
        urban, rural = (
            getattr(place, sector) for place in (form.work.sectors.urban, form.work.sectors.rural)
        )
        yield write_line(
            say(sector), write(urban), write(rural), rows[f"work.sectors.urban.{sector}"]["grade"]
        )
    yield ""
    sizes = form.work.firm_sizes
    workers = COMMUNITY * Sharing(form).share_in_firms()
    mean = sum((size * share for size, share in sizes.items()), Fraction(0))
    yield (
        f"Firms hold {write(mean)} persons on average, the owner included. A community of {COMMUNITY:,} has about {float(workers):,.0f} "
        "persons who work in firms; its last firm is cut where they end, and none can be larger."
    )
    yield ""
    yield from head_lines("persons of a firm", "share of firms", "range", "evidence")
    for size in sizes:
        yield write_line(str(size), *tell(rows[f"work.firm_sizes[{size}]"]))
    yield ""


def _write_ties(form: Society, rows: Rows) -> Iterator[str]:
    yield from ("## Who knows whom", "")
    yield from head_lines("tie", "aim", "used", "range", "evidence")
    for block, words in (("friends", "close friends"), ("circles", "wider ties, in circles")):
        for path, row in rows.items():
            if path.startswith(f"{block}.aims."):
                yield write_line(words, say(path.rpartition(".")[2]), *tell(row))
    yield ""


def _write_obligations(form: Society, rows: Rows) -> Iterator[str]:
    yield from ("## What falls due", "")
    yield from head_lines("what", "who owes it", "every", "missed, each time", "range", "evidence")
    for name, owed in form.obligations.items():
        who = "firms, to each employee" if owed.of == "firms" else f"{write(100 * owed.held_by)} % of adults"
        yield write_line(say(name), who, say(owed.every), *tell(rows[f"obligations.{name}.missed"]))
    yield ""
