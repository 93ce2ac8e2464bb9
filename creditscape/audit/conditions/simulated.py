"""Conditions that a finished run answers. What a run shows can speak against a scheme or call for judgement; it never speaks for it.

Each takes the definition, the run, the world as written that is asked about, and parameters; house numbers stand in the standard's file.
"""

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import Any

import polars as pl

from ...metrics import count_all as count
from ...metrics import (
    count_errors,
    count_persons,
    find_milder,
    has_milder,
    knows_wrongs,
    list_moved,
    list_variants,
    mean_per_thousand,
    measure_effects,
    name_group,
    name_subjects,
    override_share,
    reinsertion_share,
    say_count,
    say_rate,
)
from ...metrics import count_stages as stages
from ...words import RECORDS, load_vocabulary
from ..answers import Answer
from ..definition import Definition

NO_TRUTH = "the run has no world with true records"
Z = 1.959963984540054


def has_a_milder_way(definition: Definition, run: Any, world: str, movement: bool = False) -> Answer:
    """Matches if a variant of the menu keeps the effect on the aim with far fewer restricted days, or there is no effect to keep."""
    if movement and not any(m["domain"] == "travel" for _, _, m, _ in definition.measures("restriction")):
        return Answer("apart", "no measure restricts movement")
    if not has_milder(run):
        return _ask("the run did not try milder variants", "a run made with --milder")
    about = run.manifest["milder"]
    if not about["aims"]:
        return _ask("the scheme's card declares no aim", "card.purposes")
    if not count(run, "restricted", world):
        return Answer("differs", "nobody was restricted in this run")
    rows = tuple(_say_variants(run))
    moved, assumed = list_moved(run), ", ".join(about["assumed_responses"])
    if not moved:
        return Answer(
            "matches", "it had no measurable effect on the acts that it is about", rows, "JUDGEMENT"
        )
    found = find_milder(run)
    if found is None:
        return Answer(
            "differs", "no variant of the menu keeps its effect with far fewer restricted days", rows
        )
    told = f"{found.title}: it keeps the effect with {say_rate(100 * found.days.value)} of every 100 restricted days"
    rests = f"; the effect rests on assumed responses ({assumed})" if assumed else ""
    return Answer("matches", told + rests, rows, "LIKELY_FAIL" if found.surely else "JUDGEMENT")


def _say_variants(run: Any) -> Iterator[str]:
    for aim, effect in measure_effects(run).items():
        yield f"effect on {aim}: {effect.value:,.2f} acts per 1,000 subjects ({effect.low:,.2f} to {effect.high:,.2f})"
    for each in list_variants(run):
        kept = "".join(f", {aim} {e.value:.2f} ({e.low:.2f} to {e.high:.2f})" for aim, e in each.kept.items())
        yield f"{each.title}: restricted days {each.days.value:.2f} of the scheme's ({each.days.low:.2f} to {each.days.high:.2f}){kept}"


def restricts_slighter_acts_more(definition: Definition, run: Any, world: str, records: int) -> Answer:
    """Matches if a record of a slighter act stood behind more restricted days than one of a graver act, each with so many records."""
    graves = {
        rule.name: max(kind.gravity for kind in rule.kinds)
        for rule in definition.negative_rules()
        if rule.kinds
    }
    rows = (
        run.tables["rules"]
        .filter(pl.col("world") == world)
        .group_by("rule")
        .agg(pl.col("records", "restricted_days").sum())
    )
    known = [
        (graves[rule], days / n, rule) for rule, n, days in rows.sort("rule").iter_rows() if rule in graves and n >= records
    ]  # fmt: skip
    if len({gravity for gravity, *_ in known}) < 2:
        return _ask(
            f"fewer than two grades of gravity have rules with {records} records or more", "a larger run"
        )
    turned = [
        (few - many, slight, grave, few, many)
        for slight, few, _ in known
        for grave, many, _ in known
        if slight < grave and few > many
    ]
    if not turned:
        return Answer(
            "differs",
            "no record of a slighter act stood behind more restricted days than one of a graver act",
        )
    by_days = {(gravity, days): rule for gravity, days, rule in known}
    rows_told = tuple(
        f"{by_days[slight, few]} (gravity {slight}): {few:,.1f} restricted days a record; "
        f"{by_days[grave, many]} (gravity {grave}): {many:,.1f}"
        for _, slight, grave, few, many in sorted(turned, reverse=True)
    )
    return Answer(
        "matches",
        f"in {len(turned)} pairs of rules the slighter act was followed by more restricted days",
        rows_told,
    )


def errs_without_remedy(_definition: Definition, run: Any, world: str) -> Answer:
    """Matches if people were wrongly restricted, beyond what chance among communities explains, and none was put right everywhere."""
    if not knows_wrongs(run, world):
        return _ask(NO_TRUTH, "a run with the world true_records")
    told = mean_per_thousand(run, "wrongly_restricted_persons", world)
    wrong, right = count(run, "wrongly_restricted", world), count(run, "wrongly_corrected", world)
    if told is None or not wrong:
        return Answer("differs", "nobody was wrongly restricted in this run")
    rate, error = told
    rows = (
        f"wrongly restricted: {say_rate(rate, error)} of every 1,000",
        f"corrected everywhere: {say_count(right)} of {say_count(wrong)}",
    )
    if right:
        return Answer(
            "differs",
            f"of {say_count(wrong)} wrongly restricted, {say_count(right)} were put right everywhere",
            rows,
        )
    sure = error is not None and rate > Z * error
    return Answer("matches", f"none of {say_count(wrong)} wrongly restricted had a wrong record corrected everywhere", rows,
                  None if sure else "JUDGEMENT")  # fmt: skip


def review_never_helps(_definition: Definition, run: Any, world: str, least: int) -> Answer:
    """Matches if none of at least so many answered contests of wrong records was upheld."""
    answered = {record: stages(run, record, world) for record in RECORDS}
    seen = answered["wrong"]["upheld"] + answered["wrong"]["refused"]
    if not any(each["brought"] for each in answered.values()):
        return Answer("apart", "nothing could be contested in this run")
    if seen < least:
        return _ask(f"only {seen} contests of wrong records were answered", "a larger run")
    shares = {record: override_share(run, record, world) for record in RECORDS}
    rows = tuple(
        f"{record} records: {say_rate(100 * share)} of 100 answered contests upheld"
        for record, share in shares.items()
        if share is not None
    )
    if not shares["wrong"]:
        return Answer("matches", f"none of {seen} answered contests of wrong records was upheld", rows)
    return Answer("differs", "wrong records were overturned when they were looked at", rows)


def low_score_decides(definition: Definition, run: Any, world: str, share: float) -> Answer:
    """Matches if who stood on a level that a measure names was under that measure on nearly all of those days."""
    stock, under = run.tables["stock"], run.tables["measure_days"]
    rows, most = [], 0.0
    for name, _, measure, _ in definition.measures("restriction"):
        when = measure["when"]
        if "set" not in when:
            continue
        levels = stock.filter(world=world, quantity="band", set=when["set"], dimension="all")
        stood = int(levels.filter(pl.col("level").is_in(when["levels"]))["person_days"].sum())
        days = int(under.filter(world=world, measure=name, dimension="all")["days"].sum())
        if stood:
            most = max(most, days / stood)
            rows.append(
                f"measure {name}: in force on {say_rate(100 * days / stood)} of 100 days on level {', '.join(when['levels'])}"
            )
    if not rows:
        return Answer("apart", "nobody stood on a level that a restriction names")
    told = f"a low score was followed by a restriction on {say_rate(100 * most)} of 100 days"
    return Answer("matches" if most >= share else "differs", told, tuple(dict.fromkeys(rows)))


def errs_unequally(_definition: Definition, run: Any, world: str, by: Sequence[str], ratio: float) -> Answer:
    """Matches if the people of one group were wrongly restricted so many times as often as those of another, beyond chance."""
    if not knows_wrongs(run, world):
        return _ask(NO_TRUTH, "a run with the world true_records")
    return _compare_groups(run, world, by, ratio, "wrongly_restricted", "wrongly restricted")


def restricts_unequally(
    _definition: Definition, run: Any, world: str, by: Sequence[str], ratio: float
) -> Answer:
    """Matches if a group's rate of not being restricted is less than so much of the highest group's, beyond chance."""
    rows, worst = [], None
    for dimension in by:
        free = [(value, n - k, n) for value, k, n in _count_groups(run, world, dimension, "restricted")]
        found = _far_apart(free)
        if found is None:
            continue
        (low, a, n), (high, b, m), z = found
        rate = (a / n) / (b / m) if b else 1.0
        rows.append(
            f"{dimension}: {low} {say_rate(1000 * a / n)}, {high} {say_rate(1000 * b / m)} of 1,000 not restricted, ratio {rate:.2f}"
        )
        if rate < ratio and z > Z:
            one, other = (_name(run, dimension, value) for value in (low, high))
            worst = worst or f"{one} were left unrestricted {rate:.2f} times as often as {other}"
    return _decide(
        rows, worst, f"no group's rate of not being restricted is below {ratio} of another's beyond chance"
    )


def _compare_groups(
    run: Any, world: str, by: Sequence[str], ratio: float, outcome: str, words: str
) -> Answer:
    rows, worst = [], None
    for dimension in by:
        found = _far_apart(_count_groups(run, world, dimension, outcome))
        if found is None:
            continue
        (low, a, n), (high, b, m), z = found
        times = (b / m) / (a / n) if a else float("inf")
        rows.append(
            f"{dimension}: {high} {say_rate(1000 * b / m)}, {low} {say_rate(1000 * a / n)} of 1,000 {words}"
        )
        if times >= ratio and z > Z:
            often = f"{times:.2f} times as often" if a else "and the others never"
            worst = (
                worst or f"{_name(run, dimension, high)} were {words} {often} as {_name(run, dimension, low)}"
            )
    return _decide(rows, worst, f"no group was {words} {ratio} times as often as another beyond chance")


def _name(run: Any, dimension: str, value: str) -> str:
    return name_group(dimension, value, name_subjects(run.manifest))


def _decide(rows: list[str], worst: str | None, otherwise: str) -> Answer:
    if not rows:
        return _ask("too few cases to compare groups", "a larger run")
    return Answer("matches", worst, tuple(rows)) if worst else Answer("differs", otherwise, tuple(rows))


def _count_groups(run: Any, world: str, dimension: str, outcome: str) -> list[tuple[str, int, int]]:
    part = dict(count_persons(run, outcome, dimension, world).iter_rows())
    return [
        (value, part.get(value, 0), n)
        for value, n in count_persons(run, "subjects", dimension, world).iter_rows()
    ]


def _far_apart(groups: list[tuple[str, int, int]], least: int = 50, events: int = 5) -> Any:
    """The groups with the lowest and the highest rate, and z of the two proportions; None where groups or expected cells are too small."""
    total, cases = sum(n for *_, n in groups), sum(k for _, k, _ in groups)
    p = cases / total if total else 0.0
    known = [each for each in groups if each[2] >= least and min(p, 1 - p) * each[2] >= events]
    if len(known) < 2:
        return None
    ordered = sorted(known, key=lambda each: each[1] / each[2])
    (low, a, n), (high, b, m) = ordered[0], ordered[-1]
    pooled = (a + b) / (n + m)
    error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return (low, a, n), (high, b, m), (b / m - a / n) / error if error else 0.0


def has_error_table(_definition: Definition, run: Any, world: str) -> Answer:
    """Matches whenever errors by group are known: what they say is for judgement."""
    if not knows_wrongs(run, world):
        return _ask(NO_TRUTH, "a run with the world true_records")
    rows = []
    for dimension in ("group", "sex", "income"):
        for row in count_errors(run, (dimension,), world).iter_rows(named=True):
            wrong, free = row["false_positive"], row["false_positive"] + row["true_negative"]
            spared, due = row["false_negative"], row["false_negative"] + row["true_positive"]
            rows.append(
                f"{dimension} {row[dimension]}: wrongly restricted on {_part(wrong, free)}, spared on {_part(spared, due)}"
            )
    return Answer("matches", "errors of both kinds by group are known", tuple(rows))


def _part(days: int, whole: int) -> str:
    return f"{say_rate(1e5 * days / whole)} of 100,000 days" if whole else "no day, there was none"


def reinserts(_definition: Definition, run: Any, world: str, share: float) -> Answer:
    """Matches if more than so large a share of corrections came back."""
    found = reinsertion_share(run, "wrong", world)
    if found is None:
        return Answer("apart", "nothing was corrected in this run")
    told = f"{say_rate(100 * found)} of 100 corrected wrong records came back"
    return Answer("matches" if found > share else "differs", told, (told,))


def stacks_measures(definition: Definition, run: Any, world: str) -> Answer:
    """Matches if restricted people were under more than one restriction at a time, on average."""
    names = sorted({name for name, *_ in definition.measures("restriction")})
    days = run.tables["measure_days"].filter(world=world, dimension="all")
    whole = int(days.filter(measure="any restriction")["days"].sum())
    if not whole:
        return Answer("apart", "nobody was restricted in this run")
    parts = {name: int(days.filter(measure=name)["days"].sum()) for name in names}
    mean = sum(parts.values()) / whole
    rows = tuple(
        f"measure {name}: {say_rate(100 * part / whole)} of 100 restricted days"
        for name, part in parts.items()
        if part
    )
    return Answer(
        "matches" if mean > 1 else "differs", f"{mean:.2f} restrictions at a time on a restricted day", rows
    )


def exposes_people(_definition: Definition, run: Any, world: str) -> Answer:
    """Matches if a leak made files public in this run."""
    leaks = run.tables["leaks"].filter(pl.col("world") == world)
    exposed = int(leaks["exposed"].sum())
    if not exposed:
        return _ask("no leak is part of the society", "a society with a leak")
    rows = tuple(f"{row['shock']}: {say_count(row['exposed'])} files" for row in leaks.iter_rows(named=True))
    return Answer("matches", f"a leak made {say_count(exposed)} files public", rows)


def chills_lawful_acts(_definition: Definition, run: Any, world: str, domains: Sequence[str]) -> Answer:
    """Matches if lawful acts of the domains named were fewer than among the same people when nobody scores."""
    if "no_scheme" not in run.manifest["worlds"]:
        return _ask("the run has no world without a scheme", "a run with the world no_scheme")
    known = load_vocabulary().kinds
    kinds = [
        name
        for name, kind in known.items()
        if kind.domain in domains and kind.class_ == "conduct" and kind.lawful
    ]
    events = run.tables["events"].filter(pl.col("kind").is_in(kinds))
    free, scored = (int(events.filter(world=each)["real"].sum()) for each in ("no_scheme", world))
    if not free:
        return _ask("no such act happens in this society", "another society")
    told = (
        f"{say_count(free - scored)} of {say_count(free)} lawful acts of {' or '.join(domains)} were given up"
    )
    return Answer("matches" if scored < free else "differs", told, (told,), "LIKELY_FAIL")


def _ask(because: str, needs: str) -> Answer:
    return Answer("silent", because, (f"absent: {needs}",))


SIMULATED: dict[str, Any] = {
    condition.__name__: condition
    for condition in (
        chills_lawful_acts,
        errs_unequally,
        errs_without_remedy,
        exposes_people,
        has_a_milder_way,
        has_error_table,
        low_score_decides,
        reinserts,
        restricts_slighter_acts_more,
        restricts_unequally,
        review_never_helps,
        stacks_measures,
    )
}
