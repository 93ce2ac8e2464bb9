"""The findings, gravest first, with what could not be tested as visible as what fails; and the numbers that
entered.
"""

from collections.abc import Sequence
from typing import Any

from ..audit import MEANINGS, SEVERITIES, VERDICTS, Finding, Verdict, load_unexamined, run_audit
from ..words import GRADES
from .documents import list_entries, list_sources
from .opening import Telling

SIGNS: dict[Verdict, str] = {
    "FAIL": "✕",
    "LIKELY_FAIL": "◆",
    "JUDGEMENT": "◐",
    "NOT_TESTABLE": "?",
    "PASS": "○",
    "NOT_APPLICABLE": "–",
}
MOST_ROWS = 12


def tell_findings(run: Any, telling: Telling) -> dict[str, Any]:
    """Findings about one world of a run: counts by severity and verdict, then every finding."""
    findings = run_audit(run, telling.world)
    matrix = [
        {
            "severity": severity,
            "meaning": SEVERITIES[severity],
            "counts": [
                sum(f.standard.severity == severity and f.verdict == verdict for f in findings)
                for verdict in VERDICTS
            ],
        }
        for severity in sorted(SEVERITIES, reverse=True)
    ]
    groups = [
        {
            "severity": severity,
            "meaning": SEVERITIES[severity],
            "findings": [_tell_finding(f) for f in _order(findings) if f.standard.severity == severity],
        }
        for severity in sorted(SEVERITIES, reverse=True)
    ]
    return {
        "label": telling.label,
        "matrix": matrix,
        "groups": [group for group in groups if group["findings"]],
    }


def _order(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (VERDICTS.index(finding.verdict), finding.standard.id))


def _tell_finding(finding: Finding) -> dict[str, Any]:
    standard = finding.standard
    house = [f"{name}: {words}" for name, words in standard.house_parameters.items()]
    related = [
        demand.parameters["related"] for demand in standard.conditions if "related" in demand.parameters
    ]
    house += [
        f"{event} - {', '.join(domains) or 'nothing'}"
        for table in related
        for event, domains in table.items()
    ]
    return {
        "id": standard.id,
        "title": standard.title,
        "plain": standard.plain,
        "verdict": finding.verdict,
        "words": finding.verdict.replace("_", " ").lower(),
        "sign": SIGNS[finding.verdict],
        "sentence": finding.sentence,
        "cited": f"{standard.instrument}, {standard.pinpoint}",
        "bearing": finding.bearing,
        "basis": finding.basis,
        "note": standard.note,
        "house": house,
        "rows": finding.evidence[:MOST_ROWS],
        "more": max(len(finding.evidence) - MOST_ROWS, 0),
    }


def list_verdicts() -> list[dict[str, str]]:
    """The six verdicts in words, each with its sign."""
    return [
        {
            "verdict": verdict,
            "words": verdict.replace("_", " ").lower(),
            "sign": SIGNS[verdict],
            "meaning": MEANINGS[verdict],
        }
        for verdict in VERDICTS
    ]


def list_unexamined() -> list[tuple[str, str]]:
    """Standards that this version does not examine: id and title."""
    return [(standard.id, standard.title) for standard in load_unexamined()]


def tell_numbers(name: str, document: Any) -> dict[str, Any]:
    """Every number of one document, grouped by evidence grade."""
    entries = list_entries(document)
    groups = [(grade, [entry for entry in entries if entry.grade == grade]) for grade in GRADES]
    return {
        "name": name,
        "title": document.title,
        "total": len(entries),
        "groups": [(grade, rows) for grade, rows in groups if rows],
        "absent": [grade for grade, rows in groups if not rows],
        "sources": list_sources(document),
    }
