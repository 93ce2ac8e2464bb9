"""Conditions: small functions from a definition to an answer, each named by what it finds. `CONDITIONS` is
what standards may name.
"""

from ..answers import Condition
from .arbitrary import ARBITRARY
from .card import (
    applies_before_publication,
    card_affirms,
    card_denies,
    card_exceeds,
    card_falls_short,
    card_includes,
    card_names,
    has_one_purpose,
    is_ai_system,
)
from .conduct import charges_lawful_acts, counts_allegations, counts_conduct_of_others, subjects_younger_than
from .domains import crosses_domains, stays_in_domain
from .gathered import GATHERED
from .intake import input_says, outlives_register, rests_on_no_fact, takes_traits, takes_without_ground
from .measures import (
    acts_in,
    inverts_gravity,
    lists_for,
    lists_longer_than,
    lists_other_than,
    restricts_in,
    restricts_without_end,
    sanctions_say,
)
from .pattern import evaluates_over_time, evaluates_persons, leads_to_detriment, weighs_conduct
from .publication import displays_longer_than, names_without_assessment
from .simulated import SIMULATED as OF_RUNS
from .terms import keeps_for_ever, keeps_longer_than

CONDITIONS: dict[str, Condition] = {
    condition.__name__: condition
    for condition in (
        acts_in,
        applies_before_publication,
        card_affirms,
        card_denies,
        card_exceeds,
        card_falls_short,
        card_includes,
        card_names,
        charges_lawful_acts,
        counts_allegations,
        counts_conduct_of_others,
        crosses_domains,
        displays_longer_than,
        evaluates_over_time,
        evaluates_persons,
        has_one_purpose,
        input_says,
        inverts_gravity,
        is_ai_system,
        keeps_for_ever,
        keeps_longer_than,
        leads_to_detriment,
        lists_for,
        lists_longer_than,
        lists_other_than,
        names_without_assessment,
        outlives_register,
        restricts_in,
        restricts_without_end,
        rests_on_no_fact,
        sanctions_say,
        stays_in_domain,
        subjects_younger_than,
        takes_traits,
        takes_without_ground,
        weighs_conduct,
    )
}

SIMULATED = {**OF_RUNS, **ARBITRARY}

__all__ = ["CONDITIONS", "GATHERED", "SIMULATED"]
