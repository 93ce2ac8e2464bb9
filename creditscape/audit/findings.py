"""Findings: each standard held against one scheme, with a verdict, its evidence and a plain sentence.

A finding says whether a *definition* matches a *condition*; it never says that a scheme is legal. Severities
are not added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from .answers import Answer, join_answers
from .conditions import CONDITIONS
from .definition import Definition, SchemeLike
from .standard import BASES, Standard, Verdict, load_jurisdictions, load_standards


class RunLike(Protocol):
    """A finished run: it carries the scheme it ran."""

    @property
    def tables(self) -> Mapping[str, Any]: ...

    @property
    def scheme(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """standard; verdict; sentence: what was found, in words; evidence: rows it rests on; bearing: whether the
    standard binds there.
    """

    standard: Standard
    verdict: Verdict
    sentence: str
    evidence: tuple[str, ...]
    bearing: str

    @property
    def basis(self) -> str:
        """How well the text of the standard was confirmed, in words."""
        return "; ".join(BASES[tag] for tag in self.standard.basis)


def run_audit(subject: RunLike | SchemeLike) -> list[Finding]:
    """Hold every standard that this version examines against a scheme, or against the scheme of a run.

    Args: subject: a finished run or a scheme. Returns: one finding a standard, gravest first. Standards that
    need figures of a
    simulation are not examined (`load_unexamined`).
    """
    scheme: Any = getattr(subject, "scheme", subject) if hasattr(subject, "tables") else subject
    definition = Definition.read(scheme)
    return [examine_standard(standard, definition) for standard in load_standards()]


def examine_standard(standard: Standard, definition: Definition) -> Finding:
    """Hold one standard against one definition."""
    answers = [
        CONDITIONS[demand.condition](definition, **demand.parameters) for demand in standard.conditions
    ]
    answer = join_answers(answers, standard.join)
    verdicts: dict[str, Verdict] = {
        "matches": standard.if_matched,
        "differs": standard.if_different,
        "silent": "NOT_TESTABLE",
        "apart": "NOT_APPLICABLE",
    }
    return Finding(
        standard,
        verdicts[answer.state],
        _tell(standard, answers, answer),
        answer.evidence,
        _bear(standard, definition),
    )


def _tell(standard: Standard, answers: list[Answer], answer: Answer) -> str:
    decisive = [
        f"“{demand.says}”"
        for demand, given in zip(standard.conditions, answers, strict=True)
        if given.state == answer.state
    ]
    if standard.join == "all" and answer.state == "matches":
        return (
            f"This definition matches all {len(decisive)} conditions of standard {standard.id}: "
            f"{answer.because}."
        )
    joined = " and ".join(filter(None, (", ".join(decisive[:-1]), decisive[-1])))
    named = f"the condition{'s' if len(decisive) > 1 else ''} {joined} of standard {standard.id}"
    match answer.state:
        case "matches":
            return f"This definition matches {named}: {answer.because}."
        case "differs":
            return f"This definition does not match {named}: {answer.because}."
        case "silent":
            return f"Not testable: {answer.because}; {named} would need it. Silence is no pass."
        case _:
            return f"Standard {standard.id} does not arise: {answer.because}."


def _bear(standard: Standard, definition: Definition) -> str:
    """Whether the standard binds where and when the scheme is placed."""
    start = date.fromordinal(definition.plain["start_day"])
    places = "/".join(standard.jurisdictions)
    bound = any(
        definition.country in load_jurisdictions().get(name, [name]) for name in standard.jurisdictions
    )
    if not bound:
        return (
            f"a benchmark here: an instrument of {places}, the scheme is placed in "
            f"{definition.country or 'no country'}"
        )
    if standard.valid_to and start > standard.valid_to:
        return f"a benchmark here: no longer in force since {standard.valid_to}"
    if standard.valid_from and start < standard.valid_from:
        return f"in force there since {standard.valid_from}, after this scheme began ({start})"
    return "in force there" if standard.status == "binding" else f"{standard.status.replace('_', ' ')} there"
