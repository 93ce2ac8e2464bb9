"""Worked cases: invented lives from a file, run on the law and on the kernel, held against what the file expects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .. import law
from ..kernel import FIRST_ROOM, make_state, make_tallies, run_task
from ..kernel import column_names as columns
from ..scheme import Cases, Expectation, Life, Scheme, expand_life
from .lowering import Lowered, lower_case
from .rules import TIES
from .timeline import BINS

Plain = dict[str, Any]
# rules that draw their points: both ends of what chance may give
ENDS = (0, (1 << 32) - 1)


@dataclass(frozen=True)
class CaseFailure:
    """One expectation that does not hold. program: `law` or `kernel`; scenario: which values of the ranges were used."""

    life: str
    program: str
    scenario: str
    day: int
    field: str
    expected: str
    found: str

    def __str__(self) -> str:
        return (
            f"'{self.life}', morning of day {self.day}, {self.program} at {self.scenario}: {self.field} is {self.found},"
            f" expected {self.expected}"
        )


@dataclass(frozen=True)
class CaseReport:
    """How many lives and expectations were checked, and what failed."""

    lives: int
    checks: int
    failures: list[CaseFailure]


@dataclass(frozen=True)
class Standing:
    """A standing in names: what an expectation speaks about."""

    scores: dict[str, int]
    levels: dict[str, str]
    listed: frozenset[str]
    measures: frozenset[str]


def check_cases(scheme: Scheme, cases: Cases) -> CaseReport:
    """Run every life of a case file: the law over every scenario of the scheme's ranges, the kernel with all of them used, low and high."""
    failures: list[CaseFailure] = []
    checks = 0
    used = scheme.plain()
    for scenario in scheme.scenarios():
        touched = _events_touched(used, scenario, tuple(scheme.blocks.keepers or ()))
        lives = [each for each in cases.lives if touched is None or touched & {s.event for s in each.steps}]
        if not lives:
            continue  # the same rules as with used values: nothing can be different
        plain = scheme.plain(scenario)
        if scenario != "used" and plain == used:
            continue  # this end of the range is the value used
        programs: list[tuple[str, Any]] = [("law", _law_standings(plain))]
        if scenario in ("used", "low", "high"):
            programs.append(("kernel", _kernel_standings(plain, cases)))
        for life in lives:
            for program, standings in programs:
                for expectation, found in standings(life):
                    wrong = _differences(expectation, found)
                    checks += 1
                    failures += [
                        CaseFailure(life.name, program, scenario, expectation.day, field, expected, seen)
                        for field, expected, seen in wrong
                    ]
    return CaseReport(len(cases.lives), checks, failures)


_FELT_BY_NOBODY = (
    "min_age",
    "consent",
    "rated",
    "keepers",
    "measures",
    "process",
)  # a case has a file on somebody whom all reports reach, and who contests nothing


def _events_touched(used: Plain, scenario: str, keepers: tuple[str, ...]) -> set[str] | None:
    """The events that meet the rules in which a scenario differs; None if it differs in something else."""
    block, _, rest = scenario.partition(":")[2].partition(".")
    if block in _FELT_BY_NOBODY:
        return set()
    key = {"rules": None, "lists": "list", "caps": "cap"}.get(block, "")
    if key == "":
        return None
    name = rest.partition(".")[0]
    names = [f"{name}_{keeper}" for keeper in keepers] or [name]
    found = [
        rule
        for phase in used["phases"]
        for own, rule in phase["rules"].items()
        if (own if key is None else rule[key]) in names
    ]
    if any("each_year" in rule for rule in found):
        return None
    return {event for rule in found for event in rule["events"]}


def _law_standings(plain: Plain) -> Any:
    """A function that runs one life on the law, at both ends of what chance may give if the scheme draws points."""
    statute = law.Statute(plain)
    rules = [rule for phase in plain["phases"] for rule in phase["rules"].values()]
    drawn = {event for rule in rules if "drawn" in (rule["points"] or {}) for event in rule["events"]}

    def standings(life: Life) -> list[tuple[Expectation, Standing]]:
        words = ENDS if drawn & {step.event for step in life.steps} else ENDS[:1]
        steps = [{k: v for k, v in step.items() if v is not None} for step in expand_life(life)]
        found = []
        for word in words:
            run = law.run_case(statute, steps, value=word)
            for expectation in life.expect:
                s = run.standing(expectation.day)
                seen = Standing(dict(s.scores), dict(s.levels), frozenset(s.listed), frozenset(s.measures))
                found.append((expectation, seen))
        return found

    return standings


def _deeds(low: Lowered, steps: Sequence[Plain]) -> np.ndarray:
    """Steps as the kernel's deeds: day, kind, amount, episode, tie; or day, -1, the deed annulled (one row for each of a label)."""
    kinds = {kind["name"]: n for n, kind in enumerate(low.kinds)}
    start = low.plan.t0
    told = [step for step in steps if not step.get("annul")]
    rows = [
        [
            start + step["day"],
            kinds[step["event"]],
            1 if step.get("amount") is None else step["amount"],
            step.get("episode") or 0,
            TIES.index(step.get("through")),
        ]
        for step in told
    ]
    for step in steps:
        annulled = [
            n for n, deed in enumerate(told) if step.get("annul") and deed.get("label") == step["annul"]
        ]
        rows += [[start + step["day"], -1, n, 0, 0] for n in annulled if told[n]["day"] < step["day"]]
    return np.array(rows, np.int64).reshape(-1, 5)


def _kernel_standings(plain: Plain, cases: Cases) -> Any:
    """A function that runs one life on the kernel; the tables are made once for the file."""
    days = max(e.day for life in cases.lives for e in life.expect)
    low = lower_case(plain, days, {step.event for life in cases.lives for step in life.steps if step.event})

    def standings(life: Life) -> list[tuple[Expectation, Standing]]:
        state = make_state(
            low.tables,
            low.plan,
            FIRST_ROOM._replace(
                candidates=1, records=1024, looks=4096, mails=4096, logs=4096, spells=512, traces=20_000
            ),
            _deeds(low, expand_life(life)),
        )
        tallies = make_tallies(low.tables, low.plan, low.book.rows(), len(low.book.measures), BINS)
        if run_task(low.tables, low.plan, state, tallies, 0, 1):
            raise ArithmeticError(f"the room for the life '{life.name}' is too small")
        rows = state.trace[: state.top[columns.X_TRACE]]
        return [(e, _standing_on(low, rows, low.plan.t0 + e.day)) for e in life.expect]

    return standings


def _standing_on(low: Lowered, rows: np.ndarray, day: int) -> Standing:
    row = rows[rows[:, 2] <= day][-1]
    names, scores = low.book.names[0], low.tables.score.shape[2]
    return Standing(
        {name: int(row[5 + k]) for k, name in enumerate(names.scores)},
        {name: names.levels[name][int(row[5 + scores + k])] for k, name in enumerate(names.sets)},
        frozenset(name for k, name in enumerate(names.lists) if int(row[3]) >> k & 1),
        frozenset(name for name, k in low.book.measure_numbers[0].items() if int(row[4]) >> k & 1),
    )


def _differences(expected: Expectation, found: Standing) -> list[tuple[str, str, str]]:
    """Field, expected and found of everything that is not as expected."""
    wrong = []
    for name, (low, high) in expected.scores.items():
        if not low <= found.scores[name] <= high:
            wrong.append(
                (f"score {name}", str(low) if low == high else f"{low} to {high}", str(found.scores[name]))
            )
    for name, level in expected.bands.items():
        if found.levels[name] != level:
            wrong.append((f"band {name}", level, found.levels[name]))
    for field, names, seen in (
        ("listed", expected.listed, found.listed),
        ("measures", expected.measures, found.measures),
    ):
        if names is not None and frozenset(names) != seen:
            wrong.append((field, ", ".join(sorted(names)) or "none", ", ".join(sorted(seen)) or "none"))
    return wrong
