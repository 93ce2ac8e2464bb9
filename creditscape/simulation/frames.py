"""The integers of the kernel as tables with names (docs/results.md)."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from .. import kernel
from ..kernel import Tallies
from ..words import RECORDS, STAGES
from .lowering import Lowered, World

OUTCOMES = (
    "subjects",
    "restricted",
    "restricted_without_breach",
    "wrongly_restricted",
    "only_wrongly_restricted",
    "spared",
    "rewarded",
    "published",
    "never_breached",
    "restricted_never_breached",
    "pictured_wrongly",
    "pictured_restricted",
    "pictured_rewarded",
    "pictured_untouched",
    "wrongly_told",
    "wrongly_filed",
    "wrongly_upheld",
    "wrongly_corrected",
)
HEADLINES = (
    "subjects",
    "restricted_persons",
    "wrongly_restricted_persons",
    "spared_persons",
    "restricted_days",
    "wrong_days",
    "spared_days",
    "restricted_without_breach_days",
    "rewarded_persons",
    "events",
)
STEPS = ("learn", "answer", "correct")
CAUSES = ("own_breach", "own_lawful", "no_event", "of_another")
CHANGES = ("better", "worse", "mixed", "unchanged", "rewards_more", "rewards_fewer")


def age_labels(limits: list[int]) -> list[str]:
    """`0-13`, `14-29`, ..., `60+` for the limits 14, ..., 60."""
    return [f"{a}-{b - 1}" for a, b in zip([0, *limits], limits, strict=False)] + [f"{limits[-1]}+"]


def margin_names(limits: list[int]) -> list[tuple[str, str]]:
    """Dimension and value of every margin row."""
    return [
        ("all", "all"),
        *(("income", str(k)) for k in range(1, 6)),
        ("group", "majority"),
        ("group", "minority"),
        ("sex", "men"),
        ("sex", "women"),
        ("place", "rural"),
        ("place", "urban"),
        *(("age", a) for a in age_labels(limits)),
    ]


def _table(columns: dict[str, list[Any] | np.ndarray]) -> pl.DataFrame:
    return pl.DataFrame(
        {n: pl.Series(n, v, pl.Int64 if _numeric(n) else pl.String) for n, v in columns.items()}
    )


_WORDS = {
    "world",
    "against",
    "quantity",
    "set",
    "level",
    "dimension",
    "value",
    "measure",
    "outcome",
    "score",
    "from",
    "to",
    "rule",
    "cause",
    "kind",
    "list",
    "fault",
    "shock",
    "stage",
    "record",
    "step",
    "group",
    "sex",
    "age",
    "place",
}


def _numeric(column: str) -> bool:
    return column not in _WORDS


def _stack(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pl.DataFrame:
    """Rows whose values are words, numbers or equally long arrays of numbers, one below the other."""
    parts: dict[str, list[np.ndarray]] = {name: [] for name in columns}
    for row in rows:
        length = max(len(v) for v in row.values() if isinstance(v, np.ndarray))
        for name in columns:
            value = row[name]
            parts[name].append(value if isinstance(value, np.ndarray) else np.full(length, value))
    return _table(
        {
            n: np.concatenate(v) if v else np.array([], np.int64 if _numeric(n) else str)
            for n, v in parts.items()
        }
    )


class Frames:
    """Names for one run's tallies; `tables()` gives all of docs/results.md."""

    def __init__(self, low: Lowered, tallies: Tallies) -> None:
        self.low, self.tallies = low, tallies
        self.margins = margin_names(low.ages)
        self.months = np.arange(tallies.part.shape[3])

    def tables(self) -> dict[str, pl.DataFrame]:
        return {
            "stock": self._stock(),
            "measure_days": self._measure_days(),
            "persons": self._persons(),
            "scores": self._scores(),
            "moves": self._moves(),
            "rules": self._rules(),
            "events": self._events(),
            "entries": self._entries(),
            "attempts": self._attempts(),
            "faults": self._faults(),
            "leaks": self._leaks(),
            "redress": self._redress(),
            "redress_days": self._redress_days(),
            "cross": self._cross(),
            "headline": self._headline(),
            "comparison": self._comparison(),
        }

    def _days(self, part: np.ndarray, change: np.ndarray) -> np.ndarray:
        """Person-days in each month from the days of the month of change and the changes. [..., month]"""
        length = np.diff(self.low.tables.month_end, prepend=self.low.plan.t0)
        return part + (np.cumsum(change, axis=-1) - change) * length

    def count_days(self, world: int, measure: int) -> int:
        """Person-days of everybody under a measure in the whole run, both by their numbers."""
        part, change = (
            array[world, measure, kernel.counts.D_DAYS, 0]
            for array in (self.tallies.measure_part, self.tallies.measure_change)
        )
        return int(self._days(part, change).sum())

    def _scored(self) -> Iterator[tuple[int, World, int]]:
        for w, world in enumerate(self.low.worlds):
            if world.scheme is not None:
                yield w, world, world.scheme

    def _quantities(self) -> Iterator[tuple[int, str, int, str, str, str]]:
        """World, its name, row of the stocks and what that row means."""
        for w, world in enumerate(self.low.worlds):
            yield w, world.name, 0, "subjects", "", ""
        for w, world, z in self._scored():
            names, arrays = self.low.book.names[z], self.low.book.arrays
            for b, bands in enumerate(names.sets):
                for v, level in enumerate(names.levels[bands]):
                    yield w, world.name, int(arrays["level_row"][z, b, v]), "band", bands, level
            for x, name in enumerate(names.lists):
                yield w, world.name, int(arrays["list_row"][z, x]), "listed", "", name

    def _stock(self) -> pl.DataFrame:
        rows = []
        for w, world, row, quantity, bands, level in self._quantities():
            for g, (dimension, value) in enumerate(self.margins):
                change = self.tallies.change[w, row, g]
                days = self._days(self.tallies.part[w, row, g], change)
                rows.append(
                    {
                        "world": world,
                        "quantity": quantity,
                        "set": bands,
                        "level": level,
                        "dimension": dimension,
                        "value": value,
                        "month": self.months,
                        "person_days": days,
                        "at_end": np.cumsum(change),
                    }
                )
        return _stack(
            rows,
            ("world", "quantity", "set", "level", "dimension", "value", "month", "person_days", "at_end"),
        )

    def _measure_days(self) -> pl.DataFrame:
        rows = []
        united = [m.name for m in self.low.book.measures]
        for w, world, z in self._scored():
            own = {number: name for name, number in self.low.book.measure_numbers[z].items()}
            for m in range(len(united) + 2):
                name = own.get(m) if m < len(united) else ("any restriction", "any reward")[m - len(united)]
                if name is None:
                    continue
                for g, (dimension, value) in enumerate(self.margins):
                    days = self._days(
                        self.tallies.measure_part[w, m, :, g], self.tallies.measure_change[w, m, :, g]
                    )
                    rows.append(
                        {
                            "world": world.name,
                            "measure": name,
                            "dimension": dimension,
                            "value": value,
                            "month": self.months,
                            "days": days[0],
                            "without_breach": days[1],
                            "wrong": days[2],
                            "spared": days[3],
                            "shifted": days[4],
                        }
                    )
        return _stack(
            rows,
            (
                "world",
                "measure",
                "dimension",
                "value",
                "month",
                "days",
                "without_breach",
                "wrong",
                "spared",
                "shifted",
            ),
        )

    def _persons(self) -> pl.DataFrame:
        rows = []
        for w, world in enumerate(self.low.worlds):
            for k, outcome in enumerate(OUTCOMES):
                for g, (dimension, value) in enumerate(self.margins):
                    rows.append((world.name, outcome, dimension, value, int(self.tallies.outcome[w, k, g])))
        return _table(
            dict(
                zip(
                    ("world", "outcome", "dimension", "value", "persons"),
                    map(list, zip(*rows, strict=True)),
                    strict=True,
                )
            )
        )

    def _sparse(self, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> pl.DataFrame:
        listed = list(map(list, zip(*rows, strict=True))) if rows else [[] for _ in columns]
        return _table(dict(zip(columns, listed, strict=True)))

    def _scores(self) -> pl.DataFrame:
        rows = []
        for w, world, z in self._scored():
            arrays = self.low.book.arrays
            for x, score in enumerate(self.low.book.names[z].scores):
                low, width = int(arrays["bin_low"][z, x]), int(arrays["bin_width"][z, x])
                for at, g, k in np.argwhere(self.tallies.histogram[w, x]):
                    persons = int(self.tallies.histogram[w, x, at, g, k])
                    rows.append((world.name, score, int(at), *self.margins[g], low + int(k) * width, persons))
        return self._sparse(("world", "score", "at", "dimension", "value", "bin", "persons"), rows)

    def _moves(self) -> pl.DataFrame:
        rows = []
        for w, world, z in self._scored():
            names = self.low.book.names[z]
            for b, bands in enumerate(names.sets):
                for y, a, v in np.argwhere(self.tallies.move[w, b]):
                    levels = names.levels[bands]
                    rows.append(
                        (
                            world.name,
                            bands,
                            int(y),
                            levels[a],
                            levels[v],
                            int(self.tallies.move[w, b, y, a, v]),
                        )
                    )
        return self._sparse(("world", "set", "year", "from", "to", "persons"), rows)

    def _rules(self) -> pl.DataFrame:
        rows = []
        for w, world, z in self._scored():
            both = self.tallies.records[w] + self.tallies.booked[w]
            for r, cause, y in np.argwhere(both):
                counts = int(self.tallies.records[w, r, cause, y]), int(self.tallies.booked[w, r, cause, y])
                rows.append((world.name, self.low.book.names[z].rules[r], CAUSES[cause], int(y), *counts))
        return self._sparse(("world", "rule", "cause", "year", "records", "restricted_days"), rows)

    def _events(self) -> pl.DataFrame:
        rows = []
        for w, world in enumerate(self.low.worlds):
            for n, y in np.argwhere(self.tallies.events[w]):
                kind = self.low.kinds[n]
                name = (
                    f"{kind['name']}>{kind['reads_as']}" if kind["class"] == "false_record" else kind["name"]
                )
                rows.append((world.name, name, int(y), int(self.tallies.events[w, n, y])))
        return self._sparse(("world", "kind", "year", "real"), rows)

    def _entries(self) -> pl.DataFrame:
        rows = []
        for w, world, z in self._scored():
            for x, name in enumerate(self.low.book.names[z].lists):
                for y, (came, left) in enumerate(self.tallies.entries[w, x]):
                    rows.append((world.name, name, y, int(came), int(left)))
        return self._sparse(("world", "list", "year", "entries", "exits"), rows)

    def _attempts(self) -> pl.DataFrame:
        rows = []
        for w, world, _ in self._scored():
            for k, kind in enumerate(self.low.attempts):
                for y, tried in enumerate(self.tallies.attempts[w, k]):
                    if tried.any():
                        rows.append((world.name, kind, y, *map(int, tried)))
        return self._sparse(
            ("world", "kind", "year", "blocked", "wrongly_blocked", "spared", "given_up", "slipped"), rows
        )

    def _faults(self) -> pl.DataFrame:
        names = [each["name"] for each in self.low.faults]
        rows = [
            (world.name, names[f], int(y), int(self.tallies.faults[w, f, y]))
            for w, world, _ in self._scored()
            for f, y in np.argwhere(self.tallies.faults[w])
        ]
        return self._sparse(("world", "fault", "year", "records"), rows)

    def _leaks(self) -> pl.DataFrame:
        rows = [
            (world.name, name, *map(int, self.tallies.leaks[w, x]))
            for w, world, _ in self._scored()
            for x, name in enumerate(self.low.leaks)
        ]
        return self._sparse(("world", "shock", "exposed", "restricted"), rows)

    def _redress(self) -> pl.DataFrame:
        rows = [
            (
                world.name,
                STAGES[k],
                RECORDS[right],
                *self.margins[g],
                int(y),
                int(self.tallies.redress[w, k, right, g, y]),
            )
            for w, world, _ in self._scored()
            for k, right, g, y in np.argwhere(self.tallies.redress[w])
        ]
        return self._sparse(("world", "stage", "record", "dimension", "value", "year", "cases"), rows)

    def _redress_days(self) -> pl.DataFrame:
        rows = [
            (
                world.name,
                STEPS[k],
                RECORDS[right],
                int(days),
                int(self.tallies.redress_days[w, k, right, days]),
            )
            for w, world, _ in self._scored()
            for k, right, days in np.argwhere(self.tallies.redress_days[w])
        ]
        return self._sparse(("world", "step", "record", "days", "cases"), rows)

    def _cross(self) -> pl.DataFrame:
        rows = []
        ages = age_labels(self.low.ages)
        for w, world in enumerate(self.low.worlds):
            for cell, y in np.argwhere(self.tallies.cross[w, kernel.counts.A_SUBJECT]):
                rest, place = divmod(int(cell), 2)
                rest, age = divmod(rest, len(ages))
                rest, sex = divmod(rest, 2)
                income, group = divmod(rest, 2)
                rows.append(
                    (
                        world.name,
                        int(y),
                        income + 1,
                        ("majority", "minority")[group],
                        ("men", "women")[sex],
                        ages[age],
                        ("rural", "urban")[place],
                        *map(int, self.tallies.cross[w, :, cell, y]),
                    )
                )
        columns = (
            "world",
            "year",
            "income",
            "group",
            "sex",
            "age",
            "place",
            "subject_days",
            "restricted_days",
            "without_breach_days",
            "wrong_days",
            "spared_days",
        )
        return self._sparse(columns, rows)

    def _headline(self) -> pl.DataFrame:
        communities = int(self.tallies.counts[2])
        rows = [
            (world.name, name, communities, *map(int, self.tallies.headline[w, k]))
            for w, world in enumerate(self.low.worlds)
            for k, name in enumerate(HEADLINES)
        ]
        return self._sparse(("world", "quantity", "communities", "sum", "sum_of_squares"), rows)

    def _comparison(self) -> pl.DataFrame:
        rows = []
        for k, (a, b) in enumerate(self.low.tables.against):
            for g, (dimension, value) in enumerate(self.margins):
                counts = map(int, self.tallies.compared[k, :, g])
                rows.append((self.low.worlds[a].name, self.low.worlds[b].name, dimension, value, *counts))
        return self._sparse(("world", "against", "dimension", "value", *CHANGES), rows)
