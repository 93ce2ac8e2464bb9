"""A page about a society: who lives there, what happens to them, and where each number comes from, as Markdown."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ..words import GRADES, Row, head_lines, say, write_line
from .blocks import People, RateGroup
from .page_bonds import write_bonds
from .page_lines import tell, write
from .page_records import write_faults, write_redress, write_shocks
from .recipe import Recipe

_TRAITS = (
    ("urban", "share in towns"),
    ("women", "share of women"),
    ("minority", "share of the minority"),
    ("aware", "share who know of being scored"),
    ("births", "births a year and person"),
)


def write_page(recipe: Recipe) -> str:
    """The page of a society. Numbers are those used; a range beside them says what else they may be."""
    return "\n".join(_write_lines(recipe)) + "\n"


def share_cited(recipe: Recipe) -> Fraction:
    """The share of a society's numbers that rest on something published (grades documented, press, contested)."""
    counts = {grade: sum(each.values()) for grade, each in recipe.coverage().items()}
    cited = sum(counts[grade] for grade in ("documented", "press", "contested"))
    return Fraction(cited, max(1, sum(counts.values())))


def _write_lines(recipe: Recipe) -> Iterator[str]:
    form, rows = recipe.forms["used"], {row["path"]: row for row in recipe.evidence()}
    yield f"# {form.society}: {form.title}"
    yield ""
    yield form.note or ""
    yield ""
    yield f"Place: {form.place.name}. {_count(recipe)}"
    yield ""
    yield "## Who lives there"
    yield ""
    yield from head_lines("", "used", "range", "evidence")
    for name, words in _TRAITS:
        if f"people.{name}" in rows:
            yield write_line(words, *tell(rows[f"people.{name}"]))
    yield ""
    yield from _write_ages(form.people, rows)
    yield ""
    yield from write_bonds(form, rows)
    if form.shocks:
        yield from write_shocks(form, rows)
    yield "## What happens, a year and adult"
    yield ""
    yield from head_lines("group", "kinds", "used", "range", "evidence", "more often in")
    for name, group in form.rates.items():
        whose = "firms" if group.of == "firms" else group.only
        yield write_line(
            say(name) + (f" ({whose})" if whose else ""),
            _name_kinds(group),
            *tell(rows[f"rates.{name}.per_year"]),
            _name_conditions(form, group),
        )
    yield ""
    yield "## Who records it"
    yield ""
    yield from head_lines("furnisher", "recorded in town", "in the country", "minority: times", "evidence")
    for name, furnisher in form.furnishers.items():
        place = f"furnishers.{name}.coverage"
        numbers = (furnisher.coverage.urban, furnisher.coverage.rural, furnisher.minority_factor)
        yield write_line(say(name), *map(write, numbers), rows[f"{place}.urban"]["grade"])
    yield ""
    if form.faults:
        yield from write_faults(form, rows)
    if form.redress:
        yield from write_redress(form.redress, rows)
    yield "## How people respond"
    yield ""
    yield from head_lines("response", "while", "times as often", "range", "evidence")
    for name, response in form.responses.items():
        yield write_line(say(name), response.when, *tell(rows[f"responses.{name}.factor"]))
    yield ""
    yield "## Sources"
    yield ""
    for source in recipe.sources.values():
        yield f"- {source.title} ({source.evidence})" + (f": {source.note}" if source.note else "")


def _count(recipe: Recipe) -> str:
    counts = {grade: sum(recipe.coverage()[grade].values()) for grade in GRADES}
    told = ", ".join(f"{count} {grade}" for grade, count in counts.items() if count)
    return f"Numbers by evidence: {told}; {float(share_cited(recipe)):.0%} rest on something published."


def _write_ages(people: People, rows: dict[str, Row]) -> Iterator[str]:
    men, women = people.count_bands()
    apart = men is not women
    share = people.share_women()
    totals = sum(men.values()), sum(women.values())
    yield from head_lines("age", *(("men, %", "women, %") if apart else ("all, %",)))
    for age in men:
        shares = [100 * men[age] / totals[0] * (1 - share if apart else 1)]
        if apart:
            shares.append(100 * women[age] / totals[1] * share)
        last = f"{age}-{age + 4}" if age < 100 else "100 and older"
        yield write_line(last, *(f"{float(each):.2f}" for each in shares))
    row = next(row for path, row in rows.items() if path.startswith("people.ages"))
    yield ""
    yield f"Ages: {row['grade']}, {row['source'] or 'no source'}. Deaths: {rows['people.deaths[0]']['grade']}."


def _name_kinds(group: RateGroup) -> str:
    names = [say(name) for name in sorted(group.kinds, key=lambda each: -group.kinds[each])]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _name_conditions(form: Any, group: RateGroup) -> str:
    profile = form.profiles[group.profile] if group.profile else None
    factors = profile.in_condition if profile else {}
    return ", ".join(f"{say(name)} x {write(factor)}" for name, factor in factors.items())
