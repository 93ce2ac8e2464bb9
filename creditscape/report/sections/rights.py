"""Section 3, the rights table: which written standards a scheme meets or misses, with what could not be tested as visible as what fails.

Findings are counted by severity and never added up into one figure. The evidence, standard by standard, is appendix A.
"""

from collections.abc import Sequence
from typing import Any

from ...audit import MEANINGS, SEVERITIES, VERDICTS, Finding, Verdict, run_audit
from ..downloads import Citation
from ..drawings import Cell, draw_grid
from ..pictures import Picture, render_picture
from ..tellings import Telling

SIGNS: dict[Verdict, str] = {
    "FAIL": "✕",
    "LIKELY_FAIL": "◆",
    "JUDGEMENT": "◐",
    "NOT_TESTABLE": "?",
    "PASS": "○",
    "NOT_APPLICABLE": "–",
}
MOST_ROWS = 12


def tell_findings(run: Any, telling: Telling, cite: Citation) -> dict[str, Any]:
    """Findings about one scheme: a sentence, counts by severity and verdict as chart and table, then every finding."""
    findings = run_audit(run, telling.world)
    severities = sorted(SEVERITIES, reverse=True)
    counts = [
        [
            sum(f.standard.severity == severity and f.verdict == verdict for f in findings)
            for verdict in VERDICTS
        ]
        for severity in severities
    ]
    groups = [
        {
            "severity": severity,
            "meaning": SEVERITIES[severity],
            "findings": [
                _tell_finding(f, telling) for f in _order(findings) if f.standard.severity == severity
            ],
        }
        for severity in severities
    ]
    title = _title(findings)
    return {
        "label": telling.label,
        "title": title,
        "picture": _draw(telling, severities, counts, title, cite),
        "matrix": [
            {"severity": severity, "meaning": SEVERITIES[severity], "counts": row}
            for severity, row in zip(severities, counts, strict=True)
        ],
        "groups": [group for group in groups if group["findings"]],
        "untested": [f.standard.title for f in _order(findings) if f.verdict == "NOT_TESTABLE"],
    }


def _title(findings: Sequence[Finding]) -> str:
    count = {verdict: sum(f.verdict == verdict for f in findings) for verdict in VERDICTS}
    failing = count["FAIL"] + count["LIKELY_FAIL"]
    return (
        f"Of {len(findings)} standards it was held against, by text and run, it misses or likely misses {failing} and meets "
        f"{count['PASS']}; {count['NOT_TESTABLE']} cannot be tested, because the text is silent"
    )


def _draw(
    telling: Telling, severities: Sequence[int], counts: Sequence[Sequence[int]], title: str, cite: Citation
) -> Picture:
    """Standards by severity and verdict: a count in each cell."""
    cells = [[Cell(float(count), str(count) if count else "") for count in row] for row in counts]
    lines = [f"severity {severity}" for severity in severities]
    columns = [verdict.replace("_", " ").lower() for verdict in VERDICTS]
    drawing = draw_grid(
        lines, columns, cells, max(map(max, counts)), ("severity", "standards, by verdict", "standards")
    )
    return render_picture(
        drawing, telling.name(title), f"{title}. The table below gives the same counts.", cite
    )


def _order(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: (VERDICTS.index(finding.verdict), finding.standard.id))


def _tell_finding(finding: Finding, telling: Telling) -> dict[str, Any]:
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
        "anchor": f"standard-{telling.label.lower() or 'of'}-{standard.id}",
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
