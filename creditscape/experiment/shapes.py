"""The shapes of the tables of a run: names of columns and what they hold."""

import polars as pl


def _shape(texts: str, counts: str) -> pl.Schema:
    return pl.Schema(
        {**dict.fromkeys(texts.split(), pl.String()), **dict.fromkeys(counts.split(), pl.Int64())}
    )


# The tables of a run (docs/results.md): names of columns, first the texts, then the whole numbers.
TABLES: dict[str, pl.Schema] = {
    "stock": _shape("world quantity set level dimension value", "month person_days at_end"),
    "measure_days": _shape("world measure dimension value", "month days without_breach wrong spared shifted"),
    "persons": _shape("world outcome dimension value", "persons"),
    "scores": _shape("world score dimension value", "at bin persons"),
    "moves": _shape("world set from to", "year persons"),
    "rules": _shape("world rule cause", "year records restricted_days"),
    "events": _shape("world kind", "year real"),
    "entries": _shape("world list", "year entries exits"),
    "attempts": _shape("world kind", "year blocked wrongly_blocked spared given_up slipped"),
    "faults": _shape("world fault", "year records"),
    "leaks": _shape("world shock", "exposed restricted"),
    "redress": _shape("world stage record dimension value", "year cases"),
    "redress_days": _shape("world step record", "days cases"),
    "cross": _shape(
        "world group sex age place",
        "year income subject_days restricted_days without_breach_days wrong_days spared_days",
    ),
    "headline": _shape("world quantity", "communities sum sum_of_squares"),
    "comparison": _shape(
        "world against dimension value", "better worse mixed unchanged rewards_more rewards_fewer"
    ),
    "causes": _shape("world cause dimension value", "sixtieths"),  # only where it was asked for
    "ranges": _shape(
        "world quantity dimension value", "point count"
    ),  # so are these, which are no part of the digest
    "design": _shape("factor", "point setting"),
    "milder": _shape("variant quantity", "community count"),
    "spells": _shape("world about end dimension value", "community year days spells"),
    "burden": _shape("world dimension value", "community days persons"),
    "flips": _shape("world set dimension value", "community year up down subject_days"),
    "triples": _shape("world set from through to", "community persons"),
    "load": _shape("world", "community measures domains days"),
    "drift": _shape(
        "world score", "community at persons points acts points_squared acts_squared points_times_acts"
    ),
    "foresight": _shape("world score dimension value", "community bin persons acted"),
    "households": _shape("world dimension value", "community members grown restricted households"),
    "housemates": _shape(
        "world who dimension value", "community persons beside only_beside days beside_days"
    ),
    "likeness": _shape("world", "community own alike restricted persons"),
    "elsewhere": _shape("dimension value", "community schemes under persons"),
    "flow": _shape("world conduct measure", "community days"),
    "slips": _shape("world kind who", "community slips days lost first drops breaches"),
    "aftermath": _shape("world who", "community month days"),
}
