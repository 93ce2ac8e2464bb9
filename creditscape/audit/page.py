"""Findings as Markdown: one scheme held against all standards, and all schemes of the library side by side."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ..words import clean, head_lines, write_line
from .findings import WRITTEN, Finding, find_scheme, run_audit
from .standard import (
    MEANINGS,
    SEVERITIES,
    VERDICTS,
    Standard,
    Verdict,
    load_standards,
)
from .tasks import list_tasks

SHORT: dict[Verdict, str] = {
    "FAIL": "F",
    "LIKELY_FAIL": "L",
    "JUDGEMENT": "J",
    "NOT_TESTABLE": "?",
    "PASS": "P",
    "NOT_APPLICABLE": "-",
}
MOST_ROWS = 12
WIDEST = 12
_LAWS = {
    "EU-AIA": "European Union: Artificial Intelligence Act",
    "EU": "European Union: data protection, the Court of Justice and the Charter",
    "CoE": "Council of Europe",
    "NL": "The Netherlands",
    "UN": "United Nations",
    "OECD": "OECD",
    "US": "United States",
    "CN": "China",
}


def write_findings(subject: Any, world: str = WRITTEN) -> str:
    """A scheme, or a run, held against the standards: what the author would have to say first, then the findings.

    Args: subject: a scheme of `creditscape.scheme` or a finished run; world: of a run, as in `run_audit`. Returns: Markdown, gravest
    standards first.
    """
    ran = hasattr(subject, "tables")
    findings = run_audit(subject, world)
    scheme = find_scheme(subject, world) if ran else subject
    opening = [
        *_open_findings(scheme, findings),
        *(_say_run(subject) if ran else _say_asked()),
        *_count_findings(findings),
    ]
    return "\n".join([*opening, *_list_tasks(findings), *_list_groups(findings)]) + "\n"


def _open_findings(scheme: Any, findings: Sequence[Finding]) -> Iterator[str]:
    yield f"# {clean(scheme.title)}: held against {len(findings)} written standards"
    yield ""
    yield "A finding says whether a definition, or a run of it, matches a condition, never that a scheme is legal."
    yield "Nothing is added up to a grade."


def _say_run(run: Any) -> Iterator[str]:
    said = run.manifest
    yield f"Synthetic: invented people. Run {said['digest'][:12]}, {said['people']:,} people, {said['years']} years."
    yield "What a run shows can speak against a scheme, or call for judgement; it is never a pass."
    yield ""


def _say_asked() -> Iterator[str]:
    yield f"{len(_list_asked())} more standards are asked of a run: `creditscape audit FOLDER` with the folder of one made with --milder."
    yield ""


def _list_asked() -> list[Standard]:
    """The standards that only a run answers."""
    return [standard for standard in load_standards() if standard.mode == "simulation"]


def _count_findings(findings: Sequence[Finding]) -> Iterator[str]:
    yield from head_lines("verdict", "standards", "meaning")
    for verdict in VERDICTS:
        count = sum(finding.verdict == verdict for finding in findings)
        yield write_line(_say(verdict), str(count), MEANINGS[verdict])


def _list_tasks(findings: Sequence[Finding]) -> Iterator[str]:
    """What could not be tested, as a list of what the definition has yet to say."""
    tasks = list_tasks(findings)
    if not tasks:
        return
    silent = sum(finding.verdict == "NOT_TESTABLE" for finding in findings)
    yield from ("", "## To be stated before it can be tested", "")
    yield f"{silent} standards wait for {len(tasks)} facts that the file does not state; one may wait for several. The gravest come first."
    yield "Facts go to the `card` of the file (docs/language.md), each with its source."
    for severity, several in groupby(tasks, key=lambda task: task.standards[0].severity):
        yield from (
            "",
            f"For standards of severity {severity} and below:" if severity else "For information:",
            "",
        )
        for task in several:
            waiting = ", ".join(standard.id for standard in task.standards)
            yield f"- [ ] `{task.place}: {task.write}` - {task.asks} Needed by {waiting}."


def _list_groups(findings: Sequence[Finding]) -> Iterator[str]:
    for severity in sorted(SEVERITIES, reverse=True):
        grave = [finding for finding in findings if finding.standard.severity == severity]
        if grave:
            yield from ("", f"## Severity {severity}: {SEVERITIES[severity]}")
        for finding in sorted(grave, key=lambda each: (VERDICTS.index(each.verdict), each.standard.id)):
            yield from _tell_finding(finding)


def _tell_finding(finding: Finding) -> Iterator[str]:
    standard = finding.standard
    yield from ("", f"### {_say(finding.verdict)}: {standard.id}, {standard.title}", "", standard.plain, "")
    yield clean(finding.sentence)
    if standard.note:
        yield standard.note
    if finding.evidence and finding.verdict != "NOT_TESTABLE":
        yield ""
        for row in finding.evidence[:MOST_ROWS]:
            yield f"- {clean(row)}"
        if len(finding.evidence) > MOST_ROWS:
            yield f"- and {len(finding.evidence) - MOST_ROWS} more"
    yield ""
    yield f"{standard.instrument}, {standard.pinpoint}: {finding.bearing}. Text: {standard.text}."
    for name, words in standard.house_parameters.items():
        yield f"Ours, not the law's: {name}: {clean(str(words))}."


def write_overview(schemes: Sequence[Any]) -> str:
    """All standards, and a table for each law of how every scheme stands against it.

    Args: schemes: of `creditscape.scheme`. Returns: Markdown.
    """
    found = {scheme.id: {each.standard.id: each.verdict for each in run_audit(scheme)} for scheme in schemes}
    return (
        "\n".join([*_open_overview(len(schemes)), *_count_verdicts(found), *_list_laws(found), *_list_rest()])
        + "\n"
    )


def _open_overview(schemes: int) -> Iterator[str]:
    yield "# Schemes and standards"
    yield ""
    yield "Written by `creditscape audit`; `creditscape audit SCHEME` gives the sentences and the evidence behind a row."
    yield f"{schemes} schemes are held against {len(load_standards()) - len(_list_asked())} written standards by what their files define;"
    yield f"{len(_list_asked())} more are asked of a run, and listed at the end."
    yield "A finding says whether a definition matches a condition, never that a scheme is legal; many standards bind elsewhere or later"
    yield "and are benchmarks here."
    yield "Nothing is added up to a grade: columns differ in weight, and a scheme that says little gets question marks, not passes."
    yield ""
    yield from head_lines("sign", "verdict", "meaning")
    for verdict in VERDICTS:
        yield write_line(SHORT[verdict], _say(verdict), MEANINGS[verdict])


def _count_verdicts(found: Mapping[str, Mapping[str, Verdict]]) -> Iterator[str]:
    yield from ("", "## How many of each", "")
    yield from head_lines("scheme", *(_say(verdict) for verdict in VERDICTS))
    for scheme, verdicts in found.items():
        yield write_line(
            _link(scheme), *(str(list(verdicts.values()).count(verdict)) for verdict in VERDICTS)
        )


def _list_laws(found: Mapping[str, Mapping[str, Verdict]]) -> Iterator[str]:
    for law, name in _LAWS.items():
        standards = [s for s in load_standards() if s.mode != "simulation" and _find_law(s) == law]
        yield from ("", f"## {name}", "")
        yield from head_lines("standard", "severity", "what it demands", "text")
        for each in standards:
            yield write_line(f"{each.id}, {each.title}", str(each.severity), each.plain, each.text)
        parts = -(-len(standards) // WIDEST)
        for part in range(parts):
            columns = standards[part * len(standards) // parts : (part + 1) * len(standards) // parts]
            yield ""
            yield from head_lines("scheme", *(each.id for each in columns))
            for scheme, verdicts in found.items():
                yield write_line(_link(scheme), *(SHORT[verdicts[each.id]] for each in columns))


def _find_law(standard: Standard) -> str:
    """Under which law the overview lists a standard."""
    return "EU-AIA" if standard.id.startswith("EU-AIA") else standard.jurisdictions[0]


def _list_rest() -> Iterator[str]:
    yield from ("", "## Asked of a run", "")
    yield "`creditscape audit FOLDER` answers these for a run that was kept."
    yield "What a run shows can speak against a scheme, or call for judgement; it is never a pass."
    yield ""
    yield from head_lines("standard", "severity", "what it demands", "text")
    for each in _list_asked():
        yield write_line(f"{each.id}, {each.title}", str(each.severity), each.plain, each.text)


def _link(scheme: str) -> str:
    return f"[{scheme}](atlas/{scheme}.md)"


def _say(verdict: Verdict) -> str:
    return verdict.replace("_", " ").lower()
