"""Conditions: small functions from a definition to an answer, each named by what it finds. `CONDITIONS` is
what standards may name.
"""

from ..answers import Condition
from .card import card_affirms, card_denies, card_exceeds, card_names
from .conduct import charges_lawful_acts, counts_allegations, counts_conduct_of_others, subjects_younger_than
from .domains import crosses_domains
from .pattern import evaluates_over_time, evaluates_persons, leads_to_detriment, weighs_conduct
from .publication import displays_longer_than, names_without_assessment
from .terms import keeps_for_ever, keeps_longer_than

CONDITIONS: dict[str, Condition] = {
    condition.__name__: condition
    for condition in (
        card_affirms,
        card_denies,
        card_exceeds,
        card_names,
        charges_lawful_acts,
        counts_allegations,
        counts_conduct_of_others,
        crosses_domains,
        displays_longer_than,
        evaluates_over_time,
        evaluates_persons,
        keeps_for_ever,
        keeps_longer_than,
        leads_to_detriment,
        names_without_assessment,
        subjects_younger_than,
        weighs_conduct,
    )
}

__all__ = ["CONDITIONS"]
