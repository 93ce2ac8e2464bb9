"""The twelve sections of the report, and its appendices: each a function from a run to what its template shows."""

from typing import Any

from ...metrics import say_restricted_days, say_risk
from ..documents import list_entries
from ..downloads import Citation
from ..tellings import Telling, list_distinct
from ..weights import tell_weights
from .aim import tell_aim, tell_milder
from .appendices import list_files, list_formulas
from .burden import tell_alike, tell_groups, tell_worst
from .card import tell_card
from .method import tell_method
from .one_page import tell_changes, tell_opening, tell_same_life, tell_thousand
from .others import tell_others
from .places import tell_bands, tell_lists, tell_scores
from .reach import tell_measures, tell_reach, tell_rules
from .recovery import tell_recovery
from .redress import tell_redress
from .rights import list_verdicts, tell_findings
from .roofs import tell_roofs
from .slips import tell_slips
from .spirals import tell_exits, tell_spirals
from .wrongly import tell_faults, tell_wrongly

__all__ = ["tell_sections"]


def tell_sections(run: Any, tellings: list[Telling], cite: Citation) -> dict[str, Any]:
    """What every section shows, by the name that its template uses."""
    entries = {telling.world: list_entries(telling.scheme) for telling in tellings}
    distinct = list_distinct(tellings)
    return {
        "opening": tell_opening(run),
        "thousand": [tell_thousand(run, telling, cite) for telling in tellings],
        "changes": tell_changes(run),
        "same_life": tell_same_life(run),
        "weights": [tell_weights(run, telling) for telling in tellings],
        "cards": [tell_card(telling, cite) for telling in distinct],
        "verdicts": list_verdicts(),
        "findings": [tell_findings(run, telling, cite) for telling in distinct],
        "aims": [tell_aim(run, telling, cite) for telling in tellings],
        "milder": tell_milder(run, cite),
        "bands": [part for telling in tellings for part in tell_bands(run, telling, cite)],
        "lists": [part for telling in tellings if (part := tell_lists(run, telling, cite))],
        "scores": [part for telling in tellings for part in tell_scores(run, telling, cite)],
        "wrongly": [tell_wrongly(run, telling, cite) for telling in tellings],
        "faults": [tell_faults(run, telling) for telling in tellings],
        "groups": [
            [tell_groups(run, telling, by, cite) for telling in tellings]
            for by in ("income", "group", "sex", "age", "place")
        ],
        "roofs": [part for telling in tellings if (part := tell_roofs(run, telling))],
        "worst": [(telling.label, tell_worst(run, telling)) for telling in tellings],
        "alike": [(telling.label, tell_alike(run, telling)) for telling in tellings],
        "spirals": [part for telling in tellings for part in tell_spirals(run, telling, cite)],
        "recovery": [part for telling in tellings if (part := tell_recovery(run, telling, cite))],
        "slips": [part for telling in tellings if (part := tell_slips(run, telling, cite))],
        "exits": [part for telling in tellings if (part := tell_exits(run, telling, cite))],
        "others": [tell_others(run, telling, cite) for telling in tellings],
        "reach": [tell_reach(run, telling, cite) for telling in tellings],
        "measures": [tell_measures(run, telling) for telling in tellings],
        "rules": [tell_rules(run, telling, entries[telling.world], cite) for telling in tellings],
        "redress": [tell_redress(run, telling, cite) for telling in tellings],
        "method": tell_method(run, tellings, cite),
        "risk": say_risk(run),
        "days": say_restricted_days(run),
        "formulas": list_formulas(),
        "files": list_files(run, tellings),
    }
