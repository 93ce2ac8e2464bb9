"""Validation: published figures, how the laboratory reaches them, and what agrees, what differs and what cannot be reached."""

from .chain import ANSWERED, FAR, LOOK, NEAR, Chain, judge_reports, look_into_reports
from .judging import Found, Result, count_verdicts, judge, run_targets
from .page import describe, write_page
from .reactions import (
    ACCOUNTS,
    HAPPENS,
    STARTS,
    TOLERANCE,
    TOLERANCES,
    WIDE,
    Reaction,
    find_reactions,
)
from .target import Target, find_targets, load_targets, read_targets

__all__ = [
    "ACCOUNTS",
    "ANSWERED",
    "FAR",
    "HAPPENS",
    "LOOK",
    "NEAR",
    "STARTS",
    "TOLERANCE",
    "TOLERANCES",
    "WIDE",
    "Chain",
    "Found",
    "Reaction",
    "Result",
    "Target",
    "count_verdicts",
    "describe",
    "find_reactions",
    "find_targets",
    "judge",
    "judge_reports",
    "load_targets",
    "look_into_reports",
    "read_targets",
    "run_targets",
    "write_page",
]
