"""The audit: written standards, their conditions, and the findings when a scheme is held against them."""

from .findings import Finding, find_scheme, run_audit
from .page import write_findings, write_overview
from .standard import (
    BASES,
    MEANINGS,
    SEVERITIES,
    VERDICTS,
    Standard,
    Verdict,
    load_standards,
)

__all__ = [
    "BASES",
    "MEANINGS",
    "SEVERITIES",
    "VERDICTS",
    "Finding",
    "Standard",
    "Verdict",
    "find_scheme",
    "load_standards",
    "run_audit",
    "write_findings",
    "write_overview",
]
