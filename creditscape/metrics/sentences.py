"""The five sentences of the first page: how many are restricted, how many of them did nothing, who bears it, can they put it right, and
is there a milder way.

Every figure has its denominator; *wrongly* never stands without *spared*; ± is one standard error over communities. Where the run was
tried at other values of what is assumed, figures carry the range. The sentences speak about what the scheme does, never about what
people are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from .changes import compare_persons, is_comparison, list_reforms, name_world
from .milder import find_milder, has_milder, list_moved, list_variants
from .ranges import Figure, find_range, share_of, times_as_often
from .redress import can_contest
from .restriction import DAYS_A_YEAR, breachless_share, restricted_days_rate, share_restricted
from .spread import mean_per_thousand, measure_spread
from .tables import DIMENSIONS, WRITTEN, Results, count_all, knows_wrongs, list_worlds
from .wording import Subjects, name_subjects, say_beside, say_count, say_frequency, say_rate, say_years

FIFTHS = ("lowest", "second", "middle", "fourth", "highest")


def list_told_worlds(run: Results) -> list[str]:
    """Worlds that a report tells about: as written, and those of reforms."""
    return [world for world in (WRITTEN, *list_reforms(run)) if world in list_worlds(run)]


def list_sentences(run: Results) -> list[str]:
    """The five sentences; in a comparison one more before them, on who is better and who is worse off.

    Args: run: a finished run, plain or a comparison. Raises: InputError if a table is missing. Reference: facts report.md section 2.
    """
    told = [say_restricted(run), say_innocent(run), say_burden(run), say_redress(run), say_milder(run)]
    return [say_changes(run), *told] if is_comparison(run) else told


def say_restricted(run: Results) -> str:
    """How many people does it restrict?"""
    span, who = say_years(int(run.manifest["years"])), name_subjects(run.manifest)
    if not any(count_all(run, "restricted", world) for world in list_told_worlds(run)):
        nobody = f"None of the {say_count(count_all(run, 'subjects'))} {who.many} the scheme applies to was restricted on any day in {span}"
        found = find_range(run, share_of("restricted"))
        ranges = (
            f" (of every 1,000, under other assumptions {_say_span(found.low, found.high)})" if found else ""
        )
        return f"{nobody}{ranges}."
    figures = _both(run, lambda world: per_thousand(run, "restricted", "restricted_persons", world))
    return f"Of every 1,000 {who.many} the scheme applies to, {figures} were restricted on at least one day in {span}."


def per_thousand(run: Results, outcome: str, quantity: str, world: str) -> str:
    """Persons with an outcome of every 1,000 subjects, with the standard error over communities and the range."""
    told = mean_per_thousand(run, quantity, world)
    counts = count_all(run, outcome, world), count_all(run, "subjects", world)
    figure = say_frequency(*counts, 1000, told[1] if told else None)
    return _with_range(figure, run, share_of(outcome, world=world))


def say_innocent(run: Results) -> str:
    """How many of them did nothing?"""
    worlds, who = list_told_worlds(run), name_subjects(run.manifest)
    if not any(count_all(run, "restricted", world) for world in worlds):
        nobody = who.nobody[0].upper() + who.nobody[1:]
        return f"{nobody} was restricted, so {who.nobody} wrongly; {_both(run, lambda world: _say_spared(run, world))}."
    breachless = _both(run, partial(_say_breachless, run))
    told = (
        f"Of every 100 {who.many} restricted, {breachless} had no breach of their own behind it on some day."
    )
    if not all(knows_wrongs(run, world) for world in worlds):
        return f"{told} Whether any were wrongly restricted or spared, this run cannot say."
    if not any(count_all(run, name, world) for world in worlds for name in ("wrongly_restricted", "spared")):
        return f"{told} True records would have changed nothing: {who.nobody} was wrongly restricted, {who.nobody} was spared."
    wrongly, spared = (_both(run, partial(say, run)) for say in (_say_wrongly, _say_spared_beside))
    return (
        f"{told} Of the 100, {wrongly} were wrongly restricted on some day: true records would have left them free. "
        f"Beside the 100, {spared} were spared."
    )


def _say_breachless(run: Results, world: str) -> str:
    row = breachless_share(run, world=world).row(0, named=True)
    return _of_hundred(row["numerator"], row["denominator"])


def _say_wrongly(run: Results, world: str) -> str:
    told = _of_hundred(count_all(run, "wrongly_restricted", world), count_all(run, "restricted", world))
    return _with_range(told, run, share_of("wrongly_restricted", "restricted", world, 100))


def _say_spared_beside(run: Results, world: str) -> str:
    return say_beside(count_all(run, "spared", world), count_all(run, "restricted", world))


def _say_spared(run: Results, world: str) -> str:
    if not knows_wrongs(run, world):
        return "who was spared, this run cannot say"
    spared = count_all(run, "spared", world)
    return f"of every 1,000, {say_frequency(spared, count_all(run, 'subjects', world))} were spared by records that are not true"


@dataclass(frozen=True, slots=True)
class Burden:
    """The groups between which restrictions differ most: dimension, the group hit most often, and the one hit least often."""

    dimension: str
    most: str
    least: str


def find_burden(run: Results, world: str = WRITTEN) -> Burden | None:
    """The dimension whose groups differ most, beyond what luck explains (their 95 % intervals do not meet); None if none does."""
    found: list[tuple[float, Burden]] = []
    for dimension in DIMENSIONS[1:]:
        shown = [row for row in share_restricted(run, dimension, world).iter_rows(named=True) if row["shown"]]
        if len(shown) > 1:
            most, least = (
                max(shown, key=lambda row: row["estimate"]),
                min(shown, key=lambda row: row["estimate"]),
            )
            if most["low"] > least["high"]:
                ratio = most["estimate"] / max(least["estimate"], 0.5 / least["denominator"])
                found.append((ratio, Burden(dimension, most["value"], least["value"])))
    return max(found, key=lambda each: each[0])[1] if found else None


def say_burden(run: Results) -> str:
    """Who bears it?"""
    who = name_subjects(run.manifest)
    if not any(count_all(run, "restricted", world) for world in list_told_worlds(run)):
        return f"{who.nobody[0].upper()}{who.nobody[1:]} bears it, for there was not a single restricted day."
    burden = find_burden(run)
    if burden is None:
        return f"No group by income, age, sex, place or minority was restricted more often than another beyond chance{who.grouped}."
    most, least = (name_group(burden.dimension, value, who) for value in (burden.most, burden.least))
    figures = _both(run, lambda world: _say_groups(run, world, burden))
    return f"It falls most on {most} and least on {least}. Of every 1,000, {figures} were restricted."


def _say_groups(run: Results, world: str, burden: Burden) -> str:
    rows = {row["value"]: row for row in share_restricted(run, burden.dimension, world).iter_rows(named=True)}
    told = [
        say_frequency(rows[value]["numerator"], rows[value]["denominator"])
        for value in (burden.most, burden.least)
    ]
    spread = find_range(run, times_as_often(burden.dimension, burden.most, burden.least, world))
    times = (
        f" (under other assumptions {_say_span(spread.low, spread.high)} times as often)" if spread else ""
    )
    return f"{told[0]} against {told[1]}{times}"


def name_group(dimension: str, value: str, who: Subjects) -> str:
    """A group in words that fit behind `falls most on`: `people in the lowest income fifth`, `men`, `people aged 30-44`."""
    many = who.many if who.many == "people" else f"{who.many} {who.placed}"
    people = f"{many} in" if who.many == "people" else many
    match dimension:
        case "income":
            return f"{people} the {FIFTHS[int(value) - 1]} income fifth"
        case "group":
            return f"{people} the {value}"
        case "place":
            return f"{people} {'towns' if value == 'urban' else 'the country'}"
        case "age":
            return f"{_aged(who)} {value.replace('+', ' and over')}"
        case _:
            return (
                value
                if who.many == "people"
                else f"{who.many} {'of' if who.many == 'officials' else 'represented by'} {value}"
            )


def _aged(who: Subjects) -> str:
    return "firms whose representative is aged" if who.many == "firms" else f"{who.many} aged"


def say_redress(run: Results) -> str:
    """Can they put it right?"""
    worlds = list_told_worlds(run)
    clauses = [_say_corrected(run, world) for world in worlds]
    if len(clauses) == 1:
        return f"{clauses[0][0].upper()}{clauses[0][1:]}."
    if len(set(clauses)) == 1:
        return f"Under {_join([name_world(run, world) for world in worlds], 'under ')} alike, {clauses[0]}."
    told = (
        f"under {name_world(run, world)}, {clause}." for world, clause in zip(worlds, clauses, strict=True)
    )
    return " ".join(f"U{each[1:]}" for each in told)


def _join(parts: Sequence[str], before: str = "") -> str:
    """`a`, `a and b`, `a, b and c`; before: a word in front of each but the first."""
    parts = [parts[0], *(before + part for part in parts[1:])]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _say_corrected(run: Results, world: str) -> str:
    who = name_subjects(run.manifest)
    if not knows_wrongs(run, world):
        return "who had something to put right, this run cannot say: it has no world with true records"
    wrongly, spared = count_all(run, "wrongly_restricted", world), count_all(run, "spared", world)
    if not wrongly:
        return f"there was no wrong restriction to put right; {_say_spared(run, world)}"
    beside = f"beside the {say_count(min(wrongly, 100))}, {_of(spared, wrongly)} were spared"
    if not can_contest(run, world):
        whom = f"none of the {say_count(wrongly)} {who.many}" if wrongly > 1 else "nobody"
        none = f"{whom} wrongly restricted could put it right: nothing was open to contest"
        return f"{none}; beside them, {say_count(spared) if spared else 'none'} were spared"
    told, corrected = count_all(run, "wrongly_told", world), count_all(run, "wrongly_corrected", world)
    whole = f"of {'every 100' if wrongly >= 100 else wrongly} {who.many} wrongly restricted"
    everywhere = _with_range(
        _of(corrected, wrongly), run, share_of("wrongly_corrected", "wrongly_restricted", world, 100)
    )
    return f"{whole}, {_of(told, wrongly)} learnt of a wrong record and {everywhere} had one corrected everywhere; {beside}"


def _of(part: int, whole: int) -> str:
    """So many of every 100, or, of fewer than that, so many."""
    return _of_hundred(part, whole) if whole >= 100 else say_count(part) if part else "none"


def say_milder(run: Results) -> str:
    """Is there a milder way?"""
    if not has_milder(run):
        return "Whether there is a milder way, this run cannot say: run it with --milder."
    tried = list_variants(run)
    if not any(count_all(run, "restricted", world) for world in list_told_worlds(run)):
        return "There is nothing to make milder: nobody was restricted."
    if not list_moved(run):
        return "No milder way is needed to keep its effect: it changed none of the acts it is about, beyond chance."
    found = find_milder(run)
    if found is None:
        return f"Of {say_count(len(tried))} milder ways tried, none kept the effect with far fewer restricted days."
    sure = "would" if found.surely else "may"
    need = say_beside(round(1000 * found.days.value), 1000)
    return (
        f"There {'is' if found.surely else 'may be'} a milder way: if {_if(found.title)}, "
        f"{need} of every 100 restricted days {sure} do as much{_say_ground(run)}."
    )


def _if(title: str) -> str:
    """A variant's title, which speaks of what is, as what would be."""
    return (
        title.replace("ends by itself", "ended by itself")
        .replace("count half", "counted half")
        .replace("do not", "did not")
    )


def _say_ground(run: Results) -> str:
    return ", as far as assumed responses hold" if run.manifest["milder"]["assumed_responses"] else ""


def say_changes(run: Results) -> str:
    """Who is better and who is worse off under a reform?"""
    return " ".join(_say_change(run, world) for world in list_reforms(run))


def _say_change(run: Results, world: str) -> str:
    row = compare_persons(run, world=world).row(0, named=True)
    parts = {
        name: say_frequency(row[name], row["persons"]) for name in ("better", "worse", "mixed", "unchanged")
    }
    return (
        f"Of every 1,000 {name_subjects(run.manifest).many}, {name_world(run, world)} left {parts['better']} with fewer restricted "
        f"days, {parts['worse']} with more, {parts['mixed']} with fewer under one measure and more under another, and "
        f"{parts['unchanged']} as they were."
    )


def say_risk(run: Results) -> str:
    """What happens to those who do nothing at all? A sentence of the section on wrong restrictions."""
    span, who = say_years(int(run.manifest["years"])), name_subjects(run.manifest)
    if not all(count_all(run, "never_breached", world) for world in list_told_worlds(run)):
        return (
            f"{who.hardly_any} went {span} without doing something that the law or the scheme "
            f"counts against {who.many}."
        )
    figures = _both(
        run,
        lambda world: say_frequency(
            count_all(run, "restricted_never_breached", world), count_all(run, "never_breached", world)
        ),
    )
    return (
        f"Of every 1,000 {who.many} {who.who} in {span} did nothing that the law or the scheme counts "
        f"against {who.many}, {figures} were "
        "restricted all the same."
    )


def say_restricted_days(run: Results) -> str:
    """How many days does it cost? A sentence of the section on who bears it."""
    worlds = list_told_worlds(run)
    if not any(int(restricted_days_rate(run, world=world)["numerator"].sum()) for world in worlds):
        return "There was not a single restricted day."
    who = name_subjects(run.manifest)
    told = f"In a year, 1,000 {who.many} {who.lived} {_both(run, lambda world: _say_days_a_year(run, world))}"
    if not all(knows_wrongs(run, world) for world in worlds):
        return f"{told}."
    wrong = _both(run, lambda world: _say_part(run, world, "wrong"))
    spared = _both(run, lambda world: _say_part(run, world, "spared"))
    return (
        f"{told}; of every 100 such days {wrong} were wrong, and for every 100 of them {spared} were spared."
    )


def _say_days_a_year(run: Results, world: str) -> str:
    rate = restricted_days_rate(run, world=world)
    days, subject_days = int(rate["numerator"].sum()), max(int(rate["denominator"].sum()), 1)
    spread = measure_spread(run, "restricted_days", world)
    scale = 1000 * DAYS_A_YEAR / subject_days
    error = spread.standard_error if spread else None
    return f"{say_rate(days * scale, None if error is None else error * scale)} restricted days"


def _say_part(run: Results, world: str, column: str) -> str:
    days, part = (
        int(restricted_days_rate(run, world=world, column=name)["numerator"].sum())
        for name in ("days", column)
    )
    return say_beside(part, days)


def _both(run: Results, say: Callable[[str], str]) -> str:
    """A figure, or in a comparison the baseline's and those of reforms."""
    worlds = list_told_worlds(run)
    told = [say(world) for world in worlds]
    if len(set(told)) == 1:
        return told[0] if len(told) == 1 else f"{told[0]} under {'both' if len(told) == 2 else 'all of them'}"
    return _join(
        [f"{figure} under {name_world(run, world)}" for world, figure in zip(worlds, told, strict=True)]
    )


def _with_range(told: str, run: Results, figure: Figure) -> str:
    """A figure in words with its range behind it: `87 (± 2; under other assumptions 7.2 to 223)`."""
    found = find_range(run, figure)
    if found is None:
        return told
    ranges = f"under other assumptions {_say_span(found.low, found.high)}"
    return f"{told[:-1]}; {ranges})" if told.endswith(")") else f"{told} ({ranges})"


def _say_span(low: float, high: float) -> str:
    told = [say_rate(each) if each else "0" for each in (low, high)]
    return told[0] if told[0] == told[1] else f"{told[0]} to {told[1]}"


def _of_hundred(part: int, whole: int) -> str:
    return "all" if part == whole and whole else say_beside(part, whole)
