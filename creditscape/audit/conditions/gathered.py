"""Conditions that the findings on other standards answer."""

from collections.abc import Sequence
from typing import Any

from ..answers import Answer


def matches_gravest(findings: Sequence[Any], severity: int) -> Answer:
    """Matches if a standard of this severity is matched, or likely so; what could not be tested is said beside it."""
    grave = [finding for finding in findings if finding.standard.severity == severity]
    matched = [finding for finding in grave if finding.verdict in ("FAIL", "LIKELY_FAIL")]
    silent = sum(finding.verdict == "NOT_TESTABLE" for finding in grave)
    rest = f"; {silent} more could not be tested" if silent else ""
    rows = tuple(f"{finding.standard.id}: {finding.verdict.replace('_', ' ').lower()}" for finding in matched)
    if matched:
        return Answer(
            "matches",
            f"{len(matched)} of {len(grave)} standards of severity {severity} are matched{rest}",
            rows,
        )
    if silent:
        return Answer(
            "silent", f"{silent} of {len(grave)} standards of severity {severity} could not be tested", rows
        )
    return Answer("differs", f"none of {len(grave)} standards of severity {severity} is matched")


GATHERED: dict[str, Any] = {matches_gravest.__name__: matches_gravest}
