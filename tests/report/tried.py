"""What is tried beside a run, made up: a milder variant that does as much, and two topics of assumptions."""

from typing import Any

import polars as pl

ACTS = {
    "no_scheme": {"restricted_days": 0, "breaches": 100, "wanted": 5},
    "as_written": {"restricted_days": 20, "breaches": 80, "wanted": 5},
    "warning_first": {"restricted_days": 10, "breaches": 80, "wanted": 5},
}
MENU = [
    {
        "name": "warning_first",
        "title": "the first time is a warning",
        "tried": True,
        "touched": ["rule late"],
        "why": "",
    },
    {
        "name": "no_publication",
        "title": "nothing is published",
        "tried": False,
        "touched": [],
        "why": "nothing is published",
    },
]
POINTS = {0: (0, 0, 100), 1: (-1, -1, 50), 2: (1, -1, 50), 3: (-1, 1, 150), 4: (1, 1, 150)}


def add_tried(run: Any, topics: tuple[str, str] = ("coverage", "delay")) -> None:
    """Put the tables `milder`, `ranges` and `design` into a made-up run; only the second topic moves anything."""
    run.tables["milder"] = pl.DataFrame(
        [
            {"variant": variant, "quantity": quantity, "community": n, "count": count}
            for variant, counts in ACTS.items()
            for quantity, count in {"subjects": 100, **counts}.items()
            for n in range(3)
        ]
    )
    run.manifest["milder"] = {
        "people": 12_288,
        "variants": MENU,
        "aims": ["order"],
        "assumed_responses": ["caution"],
    }
    persons = run.tables["persons"].filter(pl.col("world") == "as_written")
    named = persons.rename({"outcome": "quantity", "persons": "count"})
    moved = pl.when(pl.col("quantity") == "restricted")
    run.tables["ranges"] = pl.concat(
        named.with_columns(
            pl.lit(point).alias("point"),
            moved.then(pl.col("count") * share // 100).otherwise(pl.col("count")).alias("count"),
        )
        for point, (_, _, share) in POINTS.items()
    )
    run.tables["design"] = pl.DataFrame(
        [
            {"factor": topic, "point": point, "setting": ends[place]}
            for point, ends in POINTS.items()
            for place, topic in enumerate(topics)
        ]
    )
    run.manifest["ranges"] = {"people": 20_480, "points": 4, "left_out": 1, "open": dict.fromkeys(topics, 3)}


def add_told(run: Any, conduct: str = "traffic") -> None:
    """Put tables of lives told in full into a made-up run: recoveries of 100 and 200 days, days due to two parts of life, homes."""
    run.tables["spells"] = pl.DataFrame(
        [
            {
                "world": "as_written", "about": "recovery", "end": "free", "dimension": dimension, "value": value,
                "community": 0, "year": 0, "days": days, "spells": count * parts,
            }
            for dimension, values in {"all": ["all"], "income": ["1", "2"], "group": ["majority", "minority"]}.items()
            for parts in [2 // len(values)]
            for value in values
            for days, count in ((100, 20), (200, 40))
        ]
    )  # fmt: skip
    run.tables["flow"] = pl.DataFrame(
        [
            {"world": "as_written", "conduct": conduct, "measure": "credit", "community": 0, "days": 300},
            {"world": "as_written", "conduct": "credit", "measure": "credit", "community": 0, "days": 100},
            {"world": "as_written", "conduct": "credit", "measure": "travel", "community": 0, "days": -50},
        ]
    )
    _add_homes(run)
    _add_likeness(run)
    _add_slips(run, conduct)
    run.manifest["lives"] = {
        "communities": 8,
        "flow_communities": 4,
        "people": 32_768,
        "worlds": ["as_written"],
    }


def _add_slips(run: Any, kind: str) -> None:
    """Of 100 who slip 60 are restricted at first and 20 in the end; others feel a little of it; every loss brings half of another."""
    told = [("own", 0, 60, 800, 90, 60, 12), ("own", 1, 40, 400, 60, 40, 8), ("others", 0, 60, 40, 0, 0, 3),
            ("others", 1, 40, 10, 0, 0, 1)]  # fmt: skip
    run.tables["slips"] = pl.DataFrame(
        [
            {
                "world": "as_written", "kind": kind, "who": who, "community": community, "slips": slips, "days": days,
                "lost": lost, "first": first, "drops": drops, "breaches": 0,
            }
            for who, community, slips, days, lost, first, drops in told
        ]
    )  # fmt: skip
    run.tables["aftermath"] = pl.DataFrame(
        {"world": "as_written", "who": "own", "community": 0, "month": [0, 1, 2], "days": [900, 1800, 600]}
    )


def _add_likeness(run: Any) -> None:
    """Half of the restricted stand as those alike do; lots would give 68 of 100."""
    rows = [(0, 5, 0, 70), (0, 5, 5, 10), (1, 5, 5, 10), (1, 5, 0, 10)]
    run.tables["likeness"] = pl.DataFrame(
        [
            {"world": "as_written", "community": 0, "own": own, "alike": alike, "restricted": bad, "persons": persons}
            for own, alike, bad, persons in rows
        ]
    )  # fmt: skip


def _add_homes(run: Any) -> None:
    """Couples with a child in two communities; restrictions come together, the more so in the second. 40 children are too few."""
    homes = [(0, 0, 80), (0, 1, 10), (0, 2, 10), (1, 0, 70), (1, 1, 10), (1, 2, 20)]
    run.tables["households"] = pl.DataFrame(
        [
            {
                "world": "as_written", "dimension": "all", "value": "all", "community": community,
                "members": 3, "grown": 2, "restricted": restricted, "households": many,
            }
            for community, restricted, many in homes
        ]
    )  # fmt: skip
    told = [("child", "all", "all", 200, 50), ("child", "income", "1", 160, 40), ("child", "income", "2", 40, 10),
            ("child", "group", "majority", 200, 50), ("adult", "all", "all", 400, 0)]  # fmt: skip
    run.tables["housemates"] = pl.DataFrame(
        [
            {
                "world": "as_written", "who": who, "dimension": dimension, "value": value, "community": 0, "persons": persons,
                "beside": beside, "only_beside": beside, "days": 365 * persons, "beside_days": 73 * beside,
            }
            for who, dimension, value, persons, beside in told
        ]
    )  # fmt: skip
