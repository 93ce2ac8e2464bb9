"""Promise 3, counted: days under measures, wrong and spared days, listings and attempts follow from the lives of the law."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import numpy as np
import polars as pl
import pytest

from creditscape import law
from creditscape.kernel import column_names as columns
from creditscape.kernel import counts
from creditscape.law import life as telling
from creditscape.law.prepared import full_years
from creditscape.law.statute import later
from creditscape.simulation.frames import STEPS, Frames, age_labels

from .twin import Twins, live_twins, run_kernel

SEEDS = (0, 1, 6, 9, 40, 61)
WRITTEN, TRUE = 0, 1
NAMES = ("as_written", "true_records")
OUTCOMES = [
    *("subjects", "restricted", "restricted_without_breach", "rewarded", "published", "never_breached"),
    *("restricted_never_breached", "wrongly_restricted", "spared", "wrongly_told", "wrongly_filed"),
    *("wrongly_upheld", "wrongly_corrected"),
]


class _Kept(telling.Telling):
    """A telling that leaves the scheme's file on the life, so that causes can be looked up."""

    def close(self) -> Any:
        life = super().close()
        vars(life)["file"] = self.file
        return life


@pytest.fixture(scope="module", params=SEEDS)
def twins(request: pytest.FixtureRequest) -> Twins:
    """A random scheme through both programs, with the law's files kept."""
    with patch.object(telling, "Telling", _Kept):
        return live_twins(request.param, size=96)


def tallied(twins: Twins) -> range:
    """The tallied days as ordinals."""
    line = twins.low.timeline
    return range(line.first + line.t0, line.first + line.stop)


def year_of(twins: Twins, day: int) -> int:
    return int(twins.low.tables.period_of[day - twins.low.timeline.first])


def days_under(twins: Twins, life: Any, measure: str) -> set[int]:
    return life.days(measure) & set(tallied(twins))


def stretches(held: Any, since: int, until: int) -> Iterator[tuple[int, int, Any]]:
    """The days between two on which a record or entry counts, and its cause; what is kept too long has none, until it is mended."""
    cause, late = held.cause, held.cause.extra != 0
    mended = [(held.mended, held.mended)] if late and held.mended is not None else []
    for first, back in sorted([*held.away, *mended, (until, until)], key=lambda stretch: stretch[0]):
        end = min(first, until)
        if since < end:
            kept = late and (held.mended is None or end <= held.mended)
            yield since, end, None if kept else (cause.day, cause.copy, cause.stream, cause.slot)
        since = until if back is None else max(since, back)


def spells(twins: Twins, life: Any, measure: str) -> list[tuple[Any, int, int]]:
    """Cause, first day and day after the last of every direct drop or list entry that brings a measure by itself."""
    if life.entry is None:
        return []
    found, statute = [], life.file.statute
    held = [(r, r.wording["drop"], r.arrived) for r in life.file.records if r.wording["effect"] == "drop"]
    held += [(e, None, e.effect) for e in life.file.entries]
    for each, drop, since in held:
        if since is None:
            continue
        for first, until, cause in stretches(each, since, min(later(each.end), life.exit)):
            when = statute.phase(until)["measures"][measure]["when"]
            brought = (
                when.get("listed") == each.list
                if drop is None
                else when.get("set") == drop["set"] and drop["to"] in when["levels"]
            )
            if brought:
                found.append((cause, first, until))
    return found


def classes(twins: Twins, lives: list[Any], measures: list[str]) -> Counter[str]:
    """Days of one person as written: under some of the measures, without own breach, wrong, spared, shifted."""
    here, there = (set[int]().union(*(days_under(twins, life, m) for m in measures)) for life in lives[:2])
    count: Counter[str] = Counter(days=len(here))
    count["without_breach"] = sum(not lives[WRITTEN].has_own_breach(day) for day in here)
    shifted: dict[int, set[int]] = {WRITTEN: set(), TRUE: set()}
    for measure in measures if here != there else ():
        spell = [spells(twins, life, measure) for life in lives[:2]]
        for own, other in ((WRITTEN, TRUE), (TRUE, WRITTEN)):
            causes = {cause for cause, _, _ in spell[other]}
            for cause, a, b in spell[own]:
                if cause in causes:
                    shifted[own].update(range(a, b))
    for days, own, word in ((here - there, WRITTEN, "wrong"), (there - here, TRUE, "spared")):
        count["shifted"] += len(days & shifted[own])
        count[word] = len(days - shifted[own])
    return count


def groups_of(twins: Twins) -> dict[str, list[str]]:
    """The measures by themselves, and those that are restrictions and rewards together."""
    kinds = {name: measure["kind"] for name, measure in twins.scheme["phases"][0]["measures"].items()}
    groups = {name: [name] for name in kinds}
    for kind in ("restriction", "reward"):
        groups[f"any {kind}"] = [name for name in kinds if kinds[name] == kind]
    return groups


def differing(twins: Twins, tallies: Any) -> list[tuple[str, str, int, int]]:
    """Measure, class of days, the kernel's count and the law's, where they are not the same."""
    table, found = Frames(twins.low, tallies).tables()["measure_days"], []
    for name, measures in groups_of(twins).items():
        expected = sum((classes(twins, lives, measures) for lives in twins.lives), Counter[str]())
        rows = table.filter(world="as_written", measure=name, dimension="all")
        for word in ("days", "without_breach", "wrong", "spared", "shifted"):
            if rows[word].sum() != expected[word]:
                found.append((name, word, rows[word].sum(), expected[word]))
    return found


def test_measure_days(twins: Twins) -> None:
    """Days under each measure, and of them without breach, wrong, spared and shifted, are those of the law."""
    assert differing(twins, twins.tallies) == []


def test_lost_partner(twins: Twins) -> None:
    """A kernel that forgets which world has true records counts other days as wrong, and the comparison says so."""
    world = twins.low.tables.world.copy()
    world[WRITTEN, columns.W_PARTNER] = -1
    _, tallies = run_kernel(replace(twins.low, tables=twins.low.tables._replace(world=world)))
    assert any(word in ("wrong", "shifted") for _, word, _, _ in differing(twins, tallies))


def mornings(twins: Twins, life: Any) -> list[tuple[int, Any]]:
    """The standing on the first tallied morning, and every later change of it; None where nobody is a subject."""
    days, first, changes = tallied(twins), None, []
    for change in life.changes:
        standing = change if isinstance(change, law.Standing) else None
        if change.day <= days[0]:
            first = standing
        else:
            changes.append((change.day, standing))
    return [(days[0], first), *changes]


def test_entries(twins: Twins) -> None:
    """People who came onto a list and who left it, by year, are those of the law."""
    expected: Counter[tuple[str, str, int, str]] = Counter()
    for lives in twins.lives:
        for world, life in zip(NAMES, lives, strict=False):
            on: frozenset[str] = frozenset()
            for day, standing in mornings(twins, life):
                now = standing.listed if standing else frozenset()
                year = year_of(twins, day)
                expected.update((world, name, year, "entries") for name in now - on)
                expected.update((world, name, year, "exits") for name in on - now)
                on = now
    found: Counter[tuple[str, str, int, str]] = Counter()
    for row in Frames(twins.low, twins.tallies).tables()["entries"].iter_rows(named=True):
        for word in ("entries", "exits"):
            found[row["world"], row["list"], row["year"], word] += row[word]
    assert +found == expected
    assert expected, "nobody came onto a list"


def test_bands(twins: Twins) -> None:
    """Person-days in each band, and days as subjects, are those of the law."""
    expected: Counter[tuple[str, str, str]] = Counter()
    stop = tallied(twins)[-1] + 1
    for lives in twins.lives:
        for world, life in zip(NAMES, lives, strict=False):
            told = mornings(twins, life)
            ends = [day for day, _ in told[1:]] + [stop]
            for (day, standing), end in zip(told, ends, strict=True):
                if standing:
                    expected[world, "", ""] += end - day
                    for bands, level in standing.levels.items():
                        expected[world, bands, level] += end - day
    stock = Frames(twins.low, twins.tallies).tables()["stock"]
    rows = stock.filter(pl.col("quantity") != "listed", dimension="all", world=pl.col("world")).filter(
        pl.col("world").is_in(NAMES)
    )
    sums = rows.group_by("world", "set", "level").agg(pl.col("person_days").sum())
    assert +Counter({row[:3]: row[3] for row in sums.iter_rows()}) == expected


def test_attempts(twins: Twins) -> None:
    """Attempts blocked as written, blocked only there, blocked only with true records, given up, and slipped are those of the law."""
    expected: Counter[tuple[str, int, str]] = Counter()
    days = tallied(twins)
    for lives in twins.lives:
        here, there = (
            Counter(
                (day, kind)
                for day, kind, stopped, left, slipped in life.attempts
                if stopped and not left and not slipped and day in days
            )
            for life in lives[:2]
        )
        tried = [
            (day, kind, left, slipped) for day, kind, _, left, slipped in lives[0].attempts if day in days
        ]
        given_up = Counter((day, kind) for day, kind, left, _ in tried if left)
        slipped = Counter((day, kind) for day, kind, _, slipped in tried if slipped)
        ways = (
            (here, "blocked"),
            (here - there, "wrongly_blocked"),
            (there - here - given_up - slipped, "spared"),
            (given_up, "given_up"),
            (slipped, "slipped"),
        )
        for count, word in ways:
            for (day, kind), n in count.items():
                expected[kind, year_of(twins, day), word] += n
    found: Counter[tuple[str, int, str]] = Counter()
    table = Frames(twins.low, twins.tallies).tables()["attempts"]
    for row in table.filter(world="as_written").iter_rows(named=True):
        for word in ("blocked", "wrongly_blocked", "spared", "given_up", "slipped"):
            found[row["kind"], row["year"], word] += row[word]
    assert +found == expected


def outcomes(twins: Twins, lives: list[Any]) -> set[str]:
    """What of the whole-run outcomes as written holds for one person, from the lives of the law."""
    life, days = lives[WRITTEN], tallied(twins)
    if life.entry is None or max(life.entry, days[0]) >= min(life.exit, days[-1] + 1):
        return set()
    kinds = {name: m["kind"] for name, m in twins.scheme["phases"][0]["measures"].items()}
    under = {kind: set[int]() for kind in ("restriction", "publication", "reward")}
    for name, kind in kinds.items():
        under[kind] |= days_under(twins, life, name)
    held = {
        "subjects": True,
        "restricted": bool(under["restriction"]),
        "restricted_without_breach": any(not life.has_own_breach(day) for day in under["restriction"]),
        "rewarded": bool(under["reward"]),
        "published": bool(under["publication"]),
        "never_breached": all(day < days[0] for day, _ in life.breaches),
    }
    held["restricted_never_breached"] = held["restricted"] and held["never_breached"]
    days_of = classes(twins, lives, groups_of(twins)["any restriction"])
    held["wrongly_restricted"], held["spared"] = bool(days_of["wrong"]), bool(days_of["spared"])
    wrong = [dispute for dispute in life.disputes if dispute.flawed and held["wrongly_restricted"]]
    held["wrongly_told"] = any(dispute.learnt is not None for dispute in wrong)
    held["wrongly_filed"] = any(dispute.filed is not None for dispute in wrong)
    held["wrongly_upheld"] = any(dispute.upheld or dispute.upheld_on_review for dispute in wrong)
    held["wrongly_corrected"] = any(dispute.everywhere for dispute in wrong)
    return {outcome for outcome, holds in held.items() if holds}


def test_outcomes(twins: Twins) -> None:
    """Persons restricted, rewarded, published and never in breach, and who got how far against wrong records, are those of the law."""
    expected = Counter(outcome for lives in twins.lives for outcome in outcomes(twins, lives))
    persons = Frames(twins.low, twins.tallies).tables()["persons"]
    rows = persons.filter(world="as_written", dimension="all")
    found = dict(zip(rows["outcome"], rows["persons"], strict=True))
    assert +Counter({outcome: found[outcome] for outcome in OUTCOMES}) == expected


def list_disputes(twins: Twins) -> Iterator[tuple[int, Any, Any]]:
    """World, life and dispute of every dispute of the law."""
    for lives in twins.lives:
        for world in (WRITTEN, TRUE):
            for dispute in lives[world].disputes:
                yield world, lives[world], dispute


def stages(dispute: Any) -> dict[str, int | None]:
    """The days on which a dispute came to its stages; None: never."""
    return {
        "brought": dispute.arrived,
        "learnt": dispute.learnt,
        "filed": dispute.filed,
        "lapsed": dispute.lapsed,
        "upheld": dispute.answered if dispute.upheld else None,
        "refused": None if dispute.upheld else dispute.answered,
        "reviewed": dispute.reviewed,
        "upheld_on_review": dispute.reviewed if dispute.upheld_on_review else None,
        "corrected": dispute.corrected,
        "everywhere": dispute.corrected if dispute.everywhere else None,
        "reinserted": dispute.reinserted,
    }


def margins_of(twins: Twins, life: Any) -> Iterator[tuple[str, str]]:
    """Dimensions and values by which somebody is counted."""
    age = max(life.entry, tallied(twins)[0]) - life.birth
    yield "all", "all"
    yield "income", str(1 + life.income)
    yield "group", ("majority", "minority")[life.group]
    yield "sex", ("men", "women")[life.sex]
    yield "place", ("rural", "urban")[life.place]
    yield "age", age_labels(twins.low.ages)[sum(age >= full_years(limit) for limit in twins.low.ages)]


def test_disputes(twins: Twins) -> None:
    """Disputes by stage, kind of record, margin and year are those of the law."""
    expected: Counter[tuple[Any, ...]] = Counter()
    for world, life, dispute in list_disputes(twins):
        record = "wrong" if dispute.flawed else "right"
        for stage, day in stages(dispute).items():
            if day is not None and day in tallied(twins):
                year = year_of(twins, day)
                expected.update((NAMES[world], stage, record, *m, year) for m in margins_of(twins, life))
    table = Frames(twins.low, twins.tallies).tables()["redress"]
    assert {row[:6]: row[6] for row in table.iter_rows()} == expected
    assert bool(expected) == bool(twins.low.plan.redress)


def test_waits(twins: Twins) -> None:
    """Days until people learn of a record, are answered, and see it corrected, and filings by day, are those of the law."""
    expected: Counter[tuple[Any, ...]] = Counter()
    filings: Counter[tuple[int, int]] = Counter()
    for world, _, dispute in list_disputes(twins):
        since = {"learn": dispute.arrived, "answer": dispute.filed, "correct": dispute.arrived}
        until = {"learn": dispute.learnt, "answer": dispute.answered, "correct": dispute.corrected}
        for step in STEPS:
            if until[step] is not None and until[step] in tallied(twins):
                days = min(until[step] - since[step], counts.LONGEST)
                expected[NAMES[world], step, "wrong" if dispute.flawed else "right", days] += 1
        if dispute.filed is not None:
            filings[world, dispute.filed - twins.low.timeline.first] += 1
    table = Frames(twins.low, twins.tallies).tables()["redress_days"]
    assert {row[:4]: row[4] for row in table.iter_rows()} == expected
    found = twins.tallies.filings
    assert {(int(w), int(d)): int(found[w, d]) for w, d in np.argwhere(found)} == filings


def test_faults(twins: Twins) -> None:
    """Records that a fault hit, by fault and year, are those of the law."""
    expected = Counter(
        (world, fault, year_of(twins, day))
        for lives in twins.lives
        for world, life in zip(NAMES, lives, strict=False)
        for day, fault in life.faults
        if day in tallied(twins)
    )
    table = Frames(twins.low, twins.tallies).tables()["faults"]
    assert {row[:3]: row[3] for row in table.iter_rows()} == expected
    assert bool(expected) == bool(twins.low.faults)


def test_leaks(twins: Twins) -> None:
    """Those whom a leak exposed, and who of them were under a restriction that morning, are those of the law."""
    begins = twins.low.timeline.first + twins.low.tables.leak[:, columns.LEAK_DAY]
    days = dict(zip(twins.low.leaks, map(int, begins), strict=True))
    exposed: Counter[tuple[str, str]] = Counter()
    restricted: Counter[tuple[str, str]] = Counter()
    for lives in twins.lives:
        for world, life in zip(NAMES, lives, strict=False):
            for name in life.exposed:
                measures = groups_of(twins)["any restriction"]
                exposed[world, name] += 1
                restricted[world, name] += any(days[name] in life.days(measure) for measure in measures)
    rows = list(Frames(twins.low, twins.tallies).tables()["leaks"].iter_rows())
    assert {row[:2]: row[2] for row in rows} == exposed
    assert {row[:2]: row[3] for row in rows} == restricted
