"""Promise 3, counted: days under measures, wrong and spared days, listings and attempts follow from the lives of the law."""

from collections import Counter
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import polars as pl
import pytest

from creditscape import law
from creditscape.kernel import column_names as columns
from creditscape.law import life as telling
from creditscape.simulation.frames import Frames

from .twin import Twins, live_twins, run_kernel

SEEDS = (0, 1, 4, 6, 9, 13)
WRITTEN, TRUE = 0, 1
NAMES = ("as_written", "true_records")


class _Kept(telling._Telling):
    """A telling that leaves the scheme's file on the life, so that causes can be looked up."""

    def close(self) -> Any:
        life = super().close()
        vars(life)["file"] = self.file
        return life


@pytest.fixture(scope="module", params=SEEDS)
def twins(request: pytest.FixtureRequest) -> Twins:
    """A random scheme through both programs, with the law's files kept."""
    with patch.object(telling, "_Telling", _Kept):
        return live_twins(request.param, size=96)


def tallied(twins: Twins) -> range:
    """The tallied days as ordinals."""
    line = twins.low.timeline
    return range(line.first + line.t0, line.first + line.stop)


def year_of(twins: Twins, day: int) -> int:
    return int(twins.low.tables.period_of[day - twins.low.timeline.first])


def days_under(twins: Twins, life: Any, measure: str) -> set[int]:
    return life.days(measure) & set(tallied(twins))


def spells(twins: Twins, life: Any, measure: str) -> list[tuple[tuple[int, int, int], int, int]]:
    """Cause, first day and day after the last of every direct drop or list entry that brings a measure by itself."""
    if life.entry is None:
        return []
    found, stop, statute = [], life.exit, life.file.statute
    held = [(r, r.wording["drop"], r.arrived) for r in life.file.records if r.wording["effect"] == "drop"]
    held += [(e, None, e.effect) for e in life.file.entries]
    for each, drop, since in held:
        if since is None:
            continue
        until = stop if each.end is None else min(each.end, stop)
        when = statute.phase(until)["measures"][measure]["when"]
        brought = (
            when.get("listed") == each.list
            if drop is None
            else when.get("set") == drop["set"] and drop["to"] in when["levels"]
        )
        if brought and since < until:
            found.append(((each.cause.day, each.cause.stream, each.cause.slot), since, until))
    return found


def classes(twins: Twins, lives: list[Any], measure: str) -> Counter[str]:
    """Days of one person as written: under the measure, without own breach, wrong, spared, shifted."""
    here, there = (days_under(twins, life, measure) for life in lives[:2])
    spell = [spells(twins, life, measure) for life in lives[:2]]
    causes = [{cause for cause, _, _ in s} for s in spell]
    count: Counter[str] = Counter(days=len(here))
    count["without_breach"] = sum(not lives[WRITTEN].has_own_breach(day) for day in here)
    for days, own, other, word in ((here - there, 0, 1, "wrong"), (there - here, 1, 0, "spared")):
        for day in days:
            shifted = any(cause in causes[other] for cause, a, b in spell[own] if a <= day < b)
            count["shifted" if shifted else word] += 1
    return count


def differing(twins: Twins, tallies: Any) -> list[tuple[str, str, int, int]]:
    """Measure, class of days, the kernel's count and the law's, where they are not the same."""
    table, found = Frames(twins.low, tallies).tables()["measure_days"], []
    for measure in twins.scheme["phases"][0]["measures"]:
        expected = sum((classes(twins, lives, measure) for lives in twins.lives), Counter[str]())
        rows = table.filter(world="as_written", measure=measure, dimension="all")
        for word in ("days", "without_breach", "wrong", "spared", "shifted"):
            if rows[word].sum() != expected[word]:
                found.append((measure, word, rows[word].sum(), expected[word]))
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
    """Attempts blocked as written, blocked only there, blocked only with true records, and given up, are those of the law."""
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
        given_up = Counter((day, kind) for day, kind, _, left, _ in lives[0].attempts if left and day in days)
        ways = (here, "blocked"), (here - there, "wrongly_blocked"), (there - here - given_up, "spared")
        for count, word in (*ways, (given_up, "given_up")):
            for (day, kind), n in count.items():
                expected[kind, year_of(twins, day), word] += n
    found: Counter[tuple[str, int, str]] = Counter()
    table = Frames(twins.low, twins.tallies).tables()["attempts"]
    for row in table.filter(world="as_written").iter_rows(named=True):
        for word in ("blocked", "wrongly_blocked", "spared", "given_up"):
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
    return {outcome for outcome, holds in held.items() if holds}


def test_outcomes(twins: Twins) -> None:
    """Persons restricted, rewarded, published and never in breach are those of the law."""
    expected = Counter(outcome for lives in twins.lives for outcome in outcomes(twins, lives))
    persons = Frames(twins.low, twins.tallies).tables()["persons"]
    rows = persons.filter(world="as_written", dimension="all")
    found = dict(zip(rows["outcome"], rows["persons"], strict=True))
    assert {outcome: found[outcome] for outcome in expected} == expected
