"""Findings: each standard held against one scheme, with a verdict, its evidence and a plain sentence.

A finding says whether a *definition* matches a *condition*; it never says that a scheme is legal. Severities
are not added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from ..words import REFORMS
from .answers import Answer, join_answers
from .conditions import CONDITIONS, GATHERED, SIMULATED
from .definition import Definition, SchemeLike
from .standard import VERDICTS, Demand, Standard, Verdict, load_jurisdictions, load_standards

WRITTEN = "as_written"
_SUBJECTS = {"definition": "This definition", "simulation": "This run", "findings": "What was found"}


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
        return self.standard.text


@dataclass(frozen=True, slots=True)
class Matter:
    """What standards are held against: the definition; the run of it and the world asked about, if there is one; what was found so far."""

    definition: Definition
    run: Any = None
    world: str = WRITTEN
    findings: tuple[Finding, ...] = ()

    def answer(self, demand: Demand) -> Answer:
        """What one condition answers; `demand` names one of any mode."""
        if demand.condition in SIMULATED:
            return SIMULATED[demand.condition](self.definition, self.run, self.world, **demand.parameters)
        if demand.condition in GATHERED:
            return GATHERED[demand.condition](self.findings, **demand.parameters)
        return CONDITIONS[demand.condition](self.definition, **demand.parameters)


def run_audit(subject: RunLike | SchemeLike, world: str = WRITTEN) -> list[Finding]:
    """Hold the standards against a scheme by what its file says, or against a finished run by what it shows as well.

    Args: subject: a finished run or a scheme; world: of a run, a world as written: in a comparison `reform_as_written` asks about
    the reform. Returns: one finding a standard, gravest first; those that a run answers only for a run.
    """
    run: Any = subject if hasattr(subject, "tables") else None
    scheme: Any = subject if run is None else find_scheme(run, world)
    matter = Matter(Definition.read(scheme), run, world)
    asked = [
        s for s in load_standards() if s.mode != "findings" and (run is not None or s.mode != "simulation")
    ]
    found = [examine_standard(standard, matter) for standard in asked]
    matter = replace(matter, findings=tuple(found))
    found += [
        examine_standard(standard, matter) for standard in load_standards() if standard.mode == "findings"
    ]
    return sorted(found, key=lambda finding: (-finding.standard.severity, finding.standard.id))


def find_scheme(run: Any, world: str = WRITTEN) -> Any:
    """The scheme of a world of a run: in a comparison the worlds of a reform have that reform."""
    named = zip(REFORMS, getattr(run, "reforms", ()), strict=False)
    # a later name begins with the first one
    return next((reform for name, reform in [*named][::-1] if world.startswith(f"{name}_")), run.scheme)


def examine_standard(standard: Standard, matter: Matter) -> Finding:
    """Hold one standard against a definition, and what a run of it shows."""
    demands, answers, answer = _weigh(standard, matter)
    verdicts: dict[str, Verdict] = {
        "matches": standard.if_matched,
        "differs": standard.if_different,
        "silent": "NOT_TESTABLE",
        "open": "JUDGEMENT",
        "apart": "NOT_APPLICABLE",
    }
    decisive = [
        f"“{demand.says}”"
        for demand, given in zip(demands, answers, strict=True)
        if given.state == answer.state
    ]
    sentence = _tell(standard, decisive, answer)
    verdict = verdicts[answer.state]
    if answer.state == "matches" and answer.at_most is not None:
        verdict = max(verdict, answer.at_most, key=VERDICTS.index)
    return Finding(standard, verdict, sentence, answer.evidence, _bear(standard, matter.definition))


def _weigh(standard: Standard, matter: Matter) -> tuple[list[Demand], list[Answer], Answer]:
    """The conditions that decide, what each answers, and what follows; first those on which the standard arises."""
    gates = _ask(standard.applies_if, matter)
    if all(gate.state == "matches" for gate in gates):
        answers = _ask(standard.conditions, matter)
        return standard.conditions, answers, join_answers(answers, standard.join)
    answer = join_answers(gates, "all")
    if answer.state == "differs":
        answer = replace(answer, state="apart")
    return standard.applies_if, gates, answer


def _ask(demands: list[Demand], matter: Matter) -> list[Answer]:
    """What each condition answers; one that is about a justification never differs, it leaves open."""
    answers = [matter.answer(demand) for demand in demands]
    return [
        replace(answer, state="open") if demand.left_open and answer.state == "differs" else answer
        for demand, answer in zip(demands, answers, strict=True)
    ]


def _tell(standard: Standard, decisive: list[str], answer: Answer) -> str:
    sentence = _tell_answer(standard, decisive, answer)
    if not standard.as_if:
        return sentence
    return f"As if the system were an AI system: {sentence[0].lower()}{sentence[1:]}"


def _tell_answer(standard: Standard, decisive: list[str], answer: Answer) -> str:
    subject = _SUBJECTS[standard.mode]
    if answer.state == "apart":
        return f"Standard {standard.id} does not arise: {answer.because}."
    if standard.join == "all" and answer.state == "matches":
        whole = f"all {len(decisive)} conditions" if len(decisive) > 1 else f"the condition {decisive[0]}"
        return f"{subject} matches {whole} of standard {standard.id}: {answer.because}."
    joined = " and ".join(filter(None, (", ".join(decisive[:-1]), decisive[-1])))
    named = f"the condition{'s' if len(decisive) > 1 else ''} {joined} of standard {standard.id}"
    match answer.state:
        case "matches":
            return f"{subject} matches {named}: {answer.because}."
        case "differs":
            return f"{subject} does not match {named}: {answer.because}."
        case "open":
            return f"Left to judgement: {answer.because}; {named} turns on it."
        case _:
            return f"Not testable: {answer.because}; {named} would need it. Silence is no pass."


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
    if standard.status != "binding":
        return f"{standard.status.replace('_', ' ')} there"
    return "in force there" if standard.valid_from else "binding there; since when, this version does not say"
