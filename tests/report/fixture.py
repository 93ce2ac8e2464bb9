"""Plausible tables of the shape of `docs/results.md`, made by plain arithmetic: fixed, and fast to make.

`make_run()` returns an object with the attributes of `creditscape.simulation.Run`; a test that wants a real
run swaps the call.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from creditscape.scheme import load_scheme
from creditscape.society import load_society
from tests.report.events import make_cross, make_events
from tests.report.figures import GROUPS
from tests.report.lives import make_lives
from tests.report.remedy import count_steps, make_remedy
from tests.report.shape import Shape, split, spread, told_worlds


@dataclass(frozen=True)
class Run:
    """The attributes of a finished run."""

    tables: dict[str, pl.DataFrame]
    manifest: dict[str, Any]
    scheme: Any
    society: Any
    reform: Any = None

    @property
    def reforms(self) -> tuple[Any, ...]:
        """All reforms."""
        return () if self.reform is None else (self.reform,)


def make_persons(shape: Shape) -> pl.DataFrame:
    rows = []
    for world, per in told_worlds(shape):
        written, scale = world.endswith("as_written"), (6 if world.startswith("reform") else 10)
        people = shape.people * 8 // 10
        part = lambda n: people * n // 1000  # noqa: B023, E731
        wrong, spared = (part(shape.wrongly) * scale // 10, part(shape.spared)) if written else (0, 0)
        restricted, rewarded, never = part(per), part(120 if shape.rewards else 0), part(700)
        counts = {
            "subjects": people,
            "restricted": restricted,
            "restricted_without_breach": restricted // 5,
            "wrongly_restricted": wrong,
            "only_wrongly_restricted": wrong // 2,
            "spared": spared,
            "rewarded": rewarded,
            "published": restricted // 9,
            "never_breached": never,
            "restricted_never_breached": wrong // 3,
            "pictured_wrongly": wrong,
            "pictured_restricted": restricted - wrong,
            "pictured_rewarded": rewarded,
            "pictured_untouched": people - restricted - rewarded,
            **count_steps(shape, wrong),
        }
        rows += [
            {"world": world, "outcome": outcome, "dimension": dimension, "value": value, "persons": persons}
            for outcome, count in counts.items()
            for dimension in GROUPS
            for value, persons in spread(
                count, dimension, "restricted" in outcome or "wrongly" in outcome or outcome == "spared"
            ).items()
        ]
    return pl.DataFrame(rows)


def make_stock(shape: Shape) -> pl.DataFrame:
    rows = []
    people = shape.people * 8 // 10
    for world, _ in told_worlds(shape):
        for month in range(12 * shape.years):
            days = people * 30
            drift = min(month, 90)
            base = (
                12 + drift // 4,
                40 + drift // 2,
                820 - 4 * drift,
                80 + 2 * drift,
                30 + drift,
                8 + drift // 3,
            )
            bands = split(days, dict(zip(shape.levels, base, strict=False))) if shape.levels else {}
            entries = [("subjects", "", "", days, people)]
            entries += [
                ("listed", "", name, days * (month + 1) // 300, people * (month + 1) // 300)
                for name in shape.lists
            ]
            entries += [
                ("band", shape.hostile or "district", level, count, count // 30)
                for level, count in bands.items()
            ]
            for quantity, name, level, count, end in entries:
                for dimension in GROUPS if quantity == "subjects" else ("all",):
                    parts, ends = spread(count, dimension, False), spread(end, dimension, False)
                    rows += [
                        {
                            "world": world,
                            "quantity": quantity,
                            "set": name,
                            "level": level,
                            "dimension": dimension,
                            "value": value,
                            "month": month,
                            "person_days": parts[value],
                            "at_end": ends[value],
                        }
                        for value in parts
                    ]
    return pl.DataFrame(rows)


def make_measure_days(shape: Shape) -> pl.DataFrame:
    rows = []
    people = shape.people * 8 // 10
    for world, per in told_worlds(shape):
        written = world.endswith("as_written")
        for position, measure in enumerate(
            ("any restriction", *shape.measures, "any reward", *shape.rewards)
        ):
            reward = measure == "any reward" or measure in shape.rewards
            share = (
                (50 if shape.rewards else 0)
                if reward
                else per * (10 if position == 0 else 7 - position) // 10
            )
            for month in range(12 * shape.years):
                days = people * 30 * share * (month + 4) // (1000 * (12 * shape.years + 4) * 2)
                wrong = days * shape.wrongly // max(per, 1) // 2 if written and not reward else 0
                for dimension in GROUPS:
                    parts, wrongs = spread(days, dimension, not reward), spread(wrong, dimension, True)
                    rows += [
                        {
                            "world": world,
                            "measure": measure,
                            "dimension": dimension,
                            "value": value,
                            "month": month,
                            "days": parts[value],
                            "without_breach": parts[value] // 6,
                            "wrong": wrongs[value],
                            "spared": wrongs[value] // 4,
                            "shifted": wrongs[value] // 9,
                        }
                        for value in parts
                    ]
    return pl.DataFrame(rows)


def make_scores(shape: Shape) -> pl.DataFrame:
    rows = []
    people = shape.people * 8 // 10
    for world, _ in told_worlds(shape):
        for number, score in enumerate(shape.scores):
            for at in range(shape.years + 1):
                weights = {str(1000 - 10 * k + number): 900 // (k + 1) * (at if k else 1) for k in range(60)}
                weights |= {str(1000 + 5 * k + number): 300 // (k + 1) * at for k in range(1, 20)}
                weights[str(1000 + number)] = 6000
                rows += [
                    {
                        "world": world,
                        "score": score,
                        "at": at,
                        "dimension": "all",
                        "value": "all",
                        "bin": int(name),
                        "persons": count,
                    }
                    for name, count in split(people, weights).items()
                ]
    schema = {
        "world": pl.String,
        "score": pl.String,
        "at": pl.Int64,
        "dimension": pl.String,
        "value": pl.String,
        "bin": pl.Int64,
        "persons": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema)


def make_moves(shape: Shape) -> pl.DataFrame:
    rows = []
    people = shape.people * 8 // 10
    for world, _ in told_worlds(shape):
        for year in range(shape.years - 1):
            for start, level in enumerate(shape.levels):
                for end, other in enumerate(shape.levels):
                    persons = people // (6 if start == end else 60 * (1 + abs(start - end)))
                    rows.append(
                        {
                            "world": world,
                            "set": shape.hostile or "district",
                            "year": year,
                            "from": level,
                            "to": other,
                            "persons": persons,
                        }
                    )
    schema = {
        "world": pl.String,
        "set": pl.String,
        "year": pl.Int64,
        "from": pl.String,
        "to": pl.String,
        "persons": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema)


def make_rules(shape: Shape) -> pl.DataFrame:
    rows = []
    for world, per in told_worlds(shape):
        written = world.endswith("as_written")
        for position, rule in enumerate(shape.rules):
            for year in range(shape.years):
                records = shape.people * 8 // (100 * (position + 1))
                days = records * 60 * (per > 0)
                for cause, part in (
                    ("own_breach", 8),
                    ("own_lawful", 6 * (position % 5 == 4)),
                    ("no_event", 2 * written),
                ):
                    rows.append(
                        {
                            "world": world,
                            "rule": rule,
                            "cause": cause,
                            "year": year,
                            "records": records * part // 10,
                            "restricted_days": days * part // 10,
                        }
                    )
    schema = {
        "world": pl.String,
        "rule": pl.String,
        "cause": pl.String,
        "year": pl.Int64,
        "records": pl.Int64,
        "restricted_days": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema)


def make_attempts(shape: Shape) -> pl.DataFrame:
    rows = []
    for world, per in told_worlds(shape):
        for position, kind in enumerate(
            ("community_activity_signup", "honour_nomination", "community_assistance_request")
        ):
            for year in range(shape.years):
                blocked = shape.people * per * (3 - position) // 2000
                rows.append(
                    {
                        "world": world,
                        "kind": kind,
                        "year": year,
                        "blocked": blocked,
                        "wrongly_blocked": blocked // 8,
                        "spared": blocked // 30,
                        "slipped": blocked // 50,
                        "given_up": blocked // 20,
                    }
                )
    return pl.DataFrame(rows)


def make_headline(shape: Shape) -> pl.DataFrame:
    persons = make_persons(shape).filter(pl.col("dimension") == "all")
    days = make_measure_days(shape).filter(
        (pl.col("dimension") == "all") & (pl.col("measure") == "any restriction")
    )
    outcomes = {
        "subjects": "subjects",
        "restricted": "restricted_persons",
        "wrongly_restricted": "wrongly_restricted_persons",
        "spared": "spared_persons",
        "rewarded": "rewarded_persons",
    }
    rows = []
    for world, _ in told_worlds(shape):
        totals = {
            name: persons.filter((pl.col("world") == world) & (pl.col("outcome") == outcome))["persons"].sum()
            for outcome, name in outcomes.items()
        }
        of_world = days.filter(pl.col("world") == world)
        totals |= {
            "restricted_days": of_world["days"].sum(),
            "wrong_days": of_world["wrong"].sum(),
            "spared_days": of_world["spared"].sum(),
            "restricted_without_breach_days": of_world["without_breach"].sum(),
        }
        for quantity, counted in totals.items():
            total = int(counted)
            parts = [
                total // shape.communities
                + (k % 3 - 1) * (total // (20 * shape.communities)) * (quantity != "subjects")
                for k in range(shape.communities)
            ]
            parts[0] += total - sum(parts)
            rows.append(
                {
                    "world": world,
                    "quantity": quantity,
                    "communities": shape.communities,
                    "sum": total,
                    "sum_of_squares": sum(part * part for part in parts),
                }
            )
    return pl.DataFrame(rows)


def make_comparison(shape: Shape) -> pl.DataFrame:
    rows = []
    people = shape.people * 8 // 10
    for dimension in GROUPS:
        for value, persons in spread(people, dimension, False).items():
            better, worse, mixed = persons * 61 // 1000, persons * 9 // 1000, persons * 2 // 1000
            rows.append(
                {
                    "world": "reform_as_written",
                    "against": "as_written",
                    "dimension": dimension,
                    "value": value,
                    "better": better,
                    "worse": worse,
                    "mixed": mixed,
                    "unchanged": persons - better - worse - mixed,
                    "rewards_more": persons // 50,
                    "rewards_fewer": persons // 90,
                }
            )
    return pl.DataFrame(rows)


BARE = """
scheme: bare
title: "TITLE"
place: {name: "TITLE", country: XX}
in_force: {from: 2020-01-01}
subjects: [person]
min_age: {low: 14, used: 16, high: 18, evidence: assumed, note: "TITLE"}
sources: {text: {title: "TITLE", url: "https://example.org/TITLE", evidence: documented, note: "TITLE"}}
cite: text
scores: {a: {start: 100}, b: {start: 100}}
bands: {BANDS}
rules:
  late: {event: traffic_fine_small, score: a, points: -10, title: "TITLE"}
measures: {MEASURES}
"""


def write_bare(title: str = "A scheme with next to nothing", whole: bool = False) -> str:
    """The text of a small scheme. whole: with a band set and a measure, every word of it the title."""
    bands = 'set: {of: a, levels: [{name: "TITLE", from: 100}, {name: low}]}' if whole else ""
    measures = (
        'stop: {title: "TITLE", kind: restriction, domain: credit, when: {band: [low]}, severity: 2}'
        if whole
        else ""
    )
    return BARE.replace("BANDS", bands).replace("MEASURES", measures).replace("TITLE", title)


@cache
def read_bare(title: str, whole: bool) -> Any:
    """A small scheme, read."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bare.yaml"
        path.write_text(write_bare(title, whole), encoding="utf-8")
        return load_scheme(path)


def make_documents(shape: Shape) -> tuple[Any, Any]:
    """A shipped scheme and society; a small scheme for hostile words, and for shapes without bands."""
    if shape.hostile or not shape.levels:
        return read_bare(shape.hostile or "A scheme with next to nothing", bool(shape.hostile)), _society()
    return _scheme(), _society()


@cache
def _scheme() -> Any:
    return load_scheme("wendeng-2020")


@cache
def _society() -> Any:
    return load_society("imaginary_county")


def make_manifest(shape: Shape) -> dict[str, Any]:
    title = shape.hostile or "Credit points for members of society"
    worlds = [
        *shape.worlds,
        *(f"reform_{name}" for name in shape.worlds if shape.reform and name != "no_scheme"),
    ]
    return {
        "creditscape": "0.1.0",
        "versions": {"python": "3.11.7", "numpy": "2.4.6", "numba": "0.68.1", "polars": "2.1.0"},
        "command": "creditscape run wendeng-2020 --society imaginary_county --people 40000 --years 10 "
        "--seed 1",
        "scheme": {"id": "wendeng-2020", "title": title, "digest": "ab" * 32},
        "reform": {"id": "milder", "title": shape.hostile or "Half the points", "digest": "cd" * 32}
        if shape.reform
        else None,
        "society": {"id": "imaginary_county", "title": "Imaginary County", "digest": "ef" * 32},
        "people_asked": 40000,
        "people": shape.people,
        "community_size": shape.size,
        "communities": shape.communities,
        "years": shape.years,
        "burn_in_years": 0,
        "first_day": "2020-01-01",
        "last_day": f"{2019 + shape.years}-12-31",
        "seed": 1,
        "worlds": worlds,
        "digest": "0123456789abcdef" * 4,
        "table_digests": {},
        "files": {},
        "counts": {"candidates": 1},
        "seconds": 1.25,
        "synthetic": True,
        **shape.extra,
    }


def make_run(**shape: Any) -> Run:
    """A made-up run; keyword arguments change the `Shape`."""
    made = Shape(**shape)
    tables = {
        "persons": make_persons(made),
        "stock": make_stock(made),
        "measure_days": make_measure_days(made),
        "scores": make_scores(made),
        "moves": make_moves(made),
        "rules": make_rules(made),
        "attempts": make_attempts(made),
        "headline": make_headline(made),
        "events": make_events(made),
        "cross": make_cross(made),
        **make_remedy(made),
    }
    if made.reform:
        tables["comparison"] = make_comparison(made)
    scheme, society = make_documents(made)
    tables |= make_lives(made, scheme)
    return Run(
        tables,
        make_manifest(made),
        scheme,
        society,
        read_bare("Half the points", True) if made.reform else None,
    )
