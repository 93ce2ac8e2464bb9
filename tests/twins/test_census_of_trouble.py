"""Promise 3, its reach where there is trouble: every branch of faults, redress and shocks on files is taken in several random runs.

What the kernel counts tells by itself; of the rest, lives must be other ones without it, as in `test_census`.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import column_names as columns
from creditscape.simulation.lowering import Lowered
from creditscape.words import RECORDS, STAGES

from .twin import is_troubled, lower_seed, run_kernel, scheme_of, size_of, society_of

Plain = dict[str, Any]
Ablation = Callable[[Plain], Plain]
SEEDS, LEAST = 100, 3


def of_fault(kind: str) -> Callable[[Lowered, Any], int]:
    """How many records the faults of a type have hit."""
    return lambda low, o: sum(
        int(o.faults[0, f].sum()) for f, fault in enumerate(low.faults) if fault["type"] == kind
    )


def of_stage(stage: int, record: int) -> Callable[[Lowered, Any], int]:
    """How many disputes about wrong or right records have come to a stage."""
    return lambda _, o: int(o.redress[0, stage, record, 0].sum())


MEASURE: dict[str, Callable[[Lowered, Any], int]] = {
    **{kind: of_fault(kind) for kind in ("mix_up", "wrong_person", "duplicate", "wrong_amount", "stale")},
    "linkage": lambda _, o: int(o.attempts[0, :, :, 4].sum()),
    **{
        f"{stage}, {record}": of_stage(k, right)
        for k, stage in enumerate(STAGES)
        for right, record in enumerate(RECORDS)
    },
    "corrected, but not everywhere": lambda low, o: (
        of_stage(STAGES.index("corrected"), 0)(low, o) - of_stage(STAGES.index("everywhere"), 0)(low, o)
    ),
    "exposed by a leak": lambda _, o: int(o.leaks[0, :, 0].sum()),
    "exposed under a restriction": lambda _, o: int(o.leaks[0, :, 1].sum()),
}


def say(word: str, said: Any, instead: Any) -> Ablation:
    """A procedure that says something else of one thing."""
    return lambda process: {**process, word: instead} if process[word] == said else process


def unsaid(word: str) -> Ablation:
    """A procedure that says nothing of one thing."""
    return lambda process: {**process, word: None}


PROCESS: dict[str, Ablation] = {
    "notice on arrival": say("notice", "arrival", "none"),
    "notice on publication": say("notice", "publication", "arrival"),
    "reasons": say("reasons", True, False),
    "a time to contest": unsaid("within"),
    "proof by the subject": say("proof", "subject", "keeper"),
    "suspension": say("suspends", True, False),
    "a time to decide": lambda process: {**process, "decided": None, "unanswered": "waits"},
    "silence upholds": say("unanswered", "falls", "waits"),
    "silence refuses": say("unanswered", "stands", "waits"),
    "a time to correct": unsaid("corrected"),
    "keepers who correct for themselves": say("corrects", "one", "every"),
    "review": unsaid("review"),
    "a time to review": lambda process: {**process, "review": process["review"] and {"decided": None}},
    "rules nobody can contest": lambda process: {**process, "except": []},
}


def shock(kind: str, change: Plain, **about: Any) -> Ablation:
    """A society whose shocks of a type, of which something holds, are changed."""

    def ablate(society: Plain) -> Plain:
        shocks = [
            {**each, **change}
            if each.get("type") == kind and all(each[word] == held for word, held in about.items())
            else each
            for each in society["shocks"]
        ]
        return {**society, "shocks": shocks}

    return ablate


def habit(word: str, value: Any) -> Ablation:
    """A society whose people or offices do not do something."""
    return lambda society: {**society, "redress": {**society["redress"], word: value}}


def office(of: str) -> Ablation:
    """A society in which nobody waits for such an office."""

    def ablate(society: Plain) -> Plain:
        found = society["redress"]["office"]
        return habit("office", None)(society) if found and found["of"] == of else society

    return ablate


NEVER = {"share": Fraction(0)}
SOCIETY: dict[str, Ablation] = {
    "office of a community": office("community"),
    "office of a district": office("district"),
    "records found by chance": habit("finds", {}),
    "re-insertion": habit("reinserted", Fraction(0)),
    **{
        f"planted on {of}": shock("records", NEVER, of=of)
        for of in ("people", "communities", "firms", "employees")
    },
    "planted on several days": shock("records", {"over": 1}),
    "planted records found": shock("records", {"found": None}),
    "amnesty": shock("erasure", NEVER, lawful=True),
    "records lost by wrong": shock("erasure", NEVER, lawful=False),
    "erased of people": shock("erasure", NEVER, of="people"),
    "erased of communities": shock("erasure", NEVER, of="communities"),
    "erasure of some domains": shock("erasure", {"domains": []}),
    "erased records restored": shock("erasure", {"restored": None}),
    "outage": shock("outage", {"kinds": []}, late=False),
    "records late after an outage": shock("outage", {"kinds": []}, late=True),
}

_known: dict[Any, Any] = {}


def lives_of(seed: int, scheme: Plain | None = None, society: Plain | None = None) -> tuple[Any, Any, Any]:
    """Every standing in the order of world, slot and day; the tallies, and the tables."""
    low = lower_seed(seed, size_of(seed), scheme, society)
    state, tallies = run_kernel(low)
    rows = state.trace[: state.top[columns.X_TRACE]].copy()
    return rows[np.lexsort(rows[:, 2::-1].T)], tallies, low


def troubled_lives(seed: int) -> tuple[Any, Any, Any]:
    if seed not in _known:
        _known[seed] = lives_of(seed)
    return _known[seed]


def ablate_process(scheme: Plain, change: Ablation) -> Plain:
    phases = [
        {**phase, "process": phase["process"] and change(phase["process"])} for phase in scheme["phases"]
    ]
    return {**scheme, "phases": phases}


def is_active(feature: str, seed: int) -> bool:
    """Whether some life, or count, of a random run is owed to a feature."""
    if feature in MEASURE:
        _, tallies, low = troubled_lives(seed)
        return MEASURE[feature](low, tallies) > 0
    scheme, society = scheme_of(seed), society_of(seed, size_of(seed))
    other = ablate_process(scheme, PROCESS[feature]) if feature in PROCESS else scheme
    poor = SOCIETY[feature](society) if feature in SOCIETY else society
    if (other, poor) == (scheme, society):
        return False
    return not np.array_equal(troubled_lives(seed)[0], lives_of(seed, other, poor)[0])


@pytest.mark.parametrize("feature", [*MEASURE, *PROCESS, *SOCIETY])
def test_feature(feature: str) -> None:
    """Without the feature, lives in at least three of the hundred random runs would be others."""
    active = 0
    for seed in filter(is_troubled, range(SEEDS)):
        active += is_active(feature, seed)
        if active == LEAST:
            return
    raise AssertionError(f"{feature} took effect in {active} runs only")
