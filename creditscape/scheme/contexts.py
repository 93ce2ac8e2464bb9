"""A scheme without what one part of life costs: for asking which conduct brings which measures."""

from copy import deepcopy
from typing import Any

from ..words import load_vocabulary
from .milder import costs

Plain = dict[str, Any]


def leave_out_domains(plain: Plain) -> dict[str, Plain]:
    """The scheme in plain form, once for each life domain of conduct that costs something, without what conduct of that domain costs.

    Rules that cost heed no kind of the domain; rewards, lists and measures stay, and so do rules that no event brings about. Returns:
    variants by the domain that is left out, in order of their names.
    """
    known = load_vocabulary().kinds
    domains = {
        known[name].domain
        for phase in plain["phases"]
        for rule in phase["rules"].values()
        if costs(rule, phase)
        for name in rule["events"]
    }
    return {domain: _leave_out(plain, domain) for domain in sorted(domains)}


def _leave_out(plain: Plain, domain: str) -> Plain:
    known, made = load_vocabulary().kinds, deepcopy(plain)
    for phase in made["phases"]:
        for rule in phase["rules"].values():
            if costs(rule, phase):
                rule["events"] = [name for name in rule["events"] if known[name].domain != domain]
    return made
