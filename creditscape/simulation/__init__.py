"""Carries a society through time under a scheme, in several worlds that share every person's luck."""

from .cases import CaseFailure, CaseReport, check_cases
from .digests import LIVES, run_digest, table_digests
from .explaining import Explanation, explain
from .partial import Partial, Store, pack, unpack
from .plan import COMMUNITY_SIZE, MOST_REFORMS, WORLDS, RunPlan, make_plan
from .run import CommunityTables, Run, is_warm, simulate, tally_communities
from .slips import tell_slips
from .telling import tell_lives
from .tracing import Trace, trace_communities
from .variants import run_contexts, run_variants

__all__ = [
    "COMMUNITY_SIZE",
    "MOST_REFORMS",
    "LIVES",
    "WORLDS",
    "CaseFailure",
    "CaseReport",
    "Explanation",
    "CommunityTables",
    "Partial",
    "Run",
    "RunPlan",
    "Store",
    "Trace",
    "check_cases",
    "explain",
    "is_warm",
    "make_plan",
    "pack",
    "run_digest",
    "run_contexts",
    "run_variants",
    "simulate",
    "table_digests",
    "tally_communities",
    "tell_lives",
    "tell_slips",
    "trace_communities",
    "unpack",
]
