"""Conditions about arbitrary treatment that lives told in full answer: like treated unlike, reach, and data that hardly count.

As all that a run shows, they can speak against a scheme or call for judgement, and never speak for it.
"""

from typing import Any

import polars as pl

from ...metrics import consistency_by_chance, individual_consistency, say_rate, spill_over_index
from ..answers import Answer, State
from ..definition import Definition
from .card import card_denies

NOT_TOLD = Answer("silent", "lives were not told in full", ("absent: a run that is kept (--out)",))


def keeps_rules_secret(definition: Definition, _run: Any, _world: str) -> Answer:
    """Matches if the card says that the rules are not published; a run says nothing about it."""
    return card_denies(definition, ["rules.published"])


def treats_like_unlike(
    _definition: Definition, run: Any, world: str, beyond: float, restricted: int
) -> Answer:
    """Matches if people stand as those who behaved most like them so little more often than lots would have it.

    beyond: share of the way from lots to certainty; restricted: fewer people ever restricted say too little. Acts of one part of life
    differ in gravity, so that a match is at most a matter of judgement.
    """
    if "likeness" not in run.tables:
        return NOT_TOLD
    rows = run.tables["likeness"].filter(world=world, own=1)
    seen = int(rows["persons"].sum())
    if seen < restricted:
        return Answer("silent", f"only {seen} of those told were restricted", ("absent: a larger run",))
    found, lot = individual_consistency(run, world), consistency_by_chance(run, world)
    if found is None or lot is None or lot == 1:
        return Answer("apart", "everybody was restricted")
    told = f"of 100 who behaved most like somebody else {100 * found:.1f} stood as that one did, by lot {100 * lot:.1f}"
    state: State = "matches" if found - lot < beyond * (1 - lot) else "differs"
    return Answer(state, told, (told,), "JUDGEMENT")


def reaches_far(_definition: Definition, run: Any, world: str, share: float) -> Answer:
    """Matches if more than so large a share of the restricted days lies in parts of life unrelated to the conduct behind them."""
    if "flow" not in run.tables:
        return NOT_TOLD
    found = spill_over_index(run.tables["flow"].filter(world=world))
    if found is None:
        return Answer("apart", "no conduct brought a restricted day in this run")
    told = f"{say_rate(100 * found)} of 100 restricted days that conduct brings lie in a part of life unrelated to it"
    return Answer("matches" if found > share else "differs", told, (told,))


def takes_what_hardly_counts(definition: Definition, run: Any, world: str, share: float) -> Answer:
    """Matches if conduct of some part of life is counted against people and hardly any restricted day depends on it."""
    if "flow" not in run.tables:
        return NOT_TOLD
    counted = {
        kind.domain for rule in definition.negative_rules() for kind in rule.kinds if kind.class_ == "conduct"
    }
    flow = run.tables["flow"].filter(pl.col("days") > 0, world=world)
    days = dict(flow.group_by("conduct").agg(pl.col("days").sum()).iter_rows())
    total = sum(days.values())
    if not total:
        return Answer("apart", "no conduct brought a restricted day in this run")
    parts = {domain: days.get(domain, 0) / total for domain in sorted(counted)}
    rows = tuple(
        f"{domain.replace('_', ' ')}: without it {100 * part:.2f} of 100 such days would go"
        for domain, part in parts.items()
        if part < share
    )
    if not rows:
        return Answer("differs", "restricted days depend on every part of life that is counted")
    told = f"{len(rows)} of {len(parts)} parts of life that are counted hardly change who is restricted"
    return Answer("matches", told, rows)


ARBITRARY: dict[str, Any] = {
    condition.__name__: condition
    for condition in (keeps_rules_secret, reaches_far, takes_what_hardly_counts, treats_like_unlike)
}
