"""Figures from the tables of one community (docs/results.md): part and whole of each.

Every function takes a community's tables and gives {name: (part, whole)}; the parameters stand in the target's file.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from ..simulation import CommunityTables

WRITTEN = "as_written"
DAYS_A_YEAR = 365.25
Counts = dict[str, tuple[float, float]]


def share_on_levels(
    run: CommunityTables,
    *,
    bands: str,
    month: int,
    levels: Mapping[str, Sequence[str]],
    among: Sequence[str] | None = None,
) -> Counts:
    """Subjects on some levels at the end of a month.

    Args: bands: the set; levels: names of the figure -> levels; among: the levels of the whole, all without it.
    """
    rows = _pick(run, "stock", quantity="band", set=bands, month=month, dimension="all")
    whole = rows if among is None else rows.filter(pl.col("level").is_in(among))
    return {
        name: (
            float(rows.filter(pl.col("level").is_in(chosen))["at_end"].sum()),
            float(whole["at_end"].sum()),
        )
        for name, chosen in levels.items()
    }


def share_without_score(
    run: CommunityTables, *, bands: str, level: str, month: int, figures: Mapping[str, str]
) -> Counts:
    """Subjects on a level at the end of a month, all or of a part of them. figures: name -> `all`, or dimension and value."""
    return {name: _count_on_level(run, bands, level, month, part) for name, part in figures.items()}


def ratio_without_score(
    run: CommunityTables, *, name: str, bands: str, level: str, month: int, first: str, second: str
) -> Counts:
    """The share of a part of the subjects on a level over that of another part, weighted as by Mantel and Haenszel (1959) over communities.

    first, second: dimension and value.
    """
    (on, of), (other_on, other_of) = (
        _count_on_level(run, bands, level, month, part) for part in (first, second)
    )
    return {name: (on * other_of, other_on * of)}


def share_of_scores(run: CommunityTables, *, name: str, score: str, below: int) -> Counts:
    """Subjects whose score lies below a limit on the first tallied morning. below: the lowest score of a bin."""
    rows = _pick(run, "scores", score=score, dimension="all", at=0)
    return {name: (float(rows.filter(pl.col("bin") < below)["persons"].sum()), float(rows["persons"].sum()))}


def stock_over_flow(run: CommunityTables, *, name: str, lists: Sequence[str], year: int) -> Counts:
    """People listed at the end of a year for each one who came onto the list in it: a mean stay in years, if stationary."""
    month = 12 * (year + 1) - 1
    stock = _pick(run, "stock", quantity="listed", dimension="all", month=month)
    entries = _pick(run, "entries", year=year)
    return {
        name: (
            float(stock.filter(pl.col("level").is_in(lists))["at_end"].sum()),
            float(entries.filter(pl.col("list").is_in(lists))["entries"].sum()),
        )
    }


def growth_of_entries(run: CommunityTables, *, listing: str, spans: Mapping[str, Sequence[date]]) -> Counts:
    """Entries up to one date for each entry up to an earlier one; within a year they are taken to come evenly."""
    return {
        name: (_count_entries(run, listing, later), _count_entries(run, listing, earlier))
        for name, (earlier, later) in spans.items()
    }


def entry_rate(run: CommunityTables, *, name: str, listing: str, years: int) -> Counts:
    """Entries a subject-year in the first years, those listed on the first morning apart from a list that is new."""
    entries = _pick(run, "entries", list=listing).filter(pl.col("year") < years)
    days = _pick(run, "stock", quantity="subjects", dimension="all").filter(pl.col("month") < 12 * years)
    return {name: (float(entries["entries"].sum()), float(days["person_days"].sum()) / DAYS_A_YEAR)}


def blocked_for_each(run: CommunityTables, *, figures: Mapping[str, Sequence[str]], until: date) -> Counts:
    """Blocked attempts of one kind for each one of another kind, or for each entry on a list (`listed NAME`), up to a date."""
    found = {}
    for name, (kind, other) in figures.items():
        listed = other.removeprefix("listed ")
        whole = _count_blocked(run, other, until) if listed == other else _count_entries(run, listed, until)
        found[name] = (_count_blocked(run, kind, until), whole)
    return found


def blocked_share(run: CommunityTables, *, name: str, kind: str, a_year: float, year: int) -> Counts:
    """Blocked attempts of a kind in a year as a share of all that people would make at the society's yearly rate a person."""
    rows = _pick(run, "attempts", kind=kind, year=year)
    months = pl.col("month").is_between(12 * year, 12 * year + 11)
    days = float(
        _pick(run, "stock", quantity="subjects", dimension="all").filter(months)["person_days"].sum()
    )
    return {name: (float(rows["blocked"].sum()), float(a_year) * days / DAYS_A_YEAR)}


def mix_of_events(
    run: CommunityTables, *, parts: Mapping[str, Sequence[str]], whole: Sequence[str]
) -> Counts:
    """Events of some kinds as a share of those of other kinds."""
    rows = _pick(run, "events")

    def count(kinds: Sequence[str]) -> float:
        return float(rows.filter(pl.col("kind").is_in(kinds))["real"].sum())

    return {name: (count(kinds), count(whole)) for name, kinds in parts.items()}


def mix_of_records(
    run: CommunityTables, *, parts: Mapping[str, Sequence[str]], whole: Sequence[str]
) -> Counts:
    """Records under some rules as a share of those under others. `points < 0`, `points > 0`: all rules of that sign; `subjects`: people."""
    rows = _pick(run, "rules")
    signs = _sign_rules(run)

    def count(names: Sequence[str]) -> float:
        if names == ["subjects"]:
            first = _pick(run, "stock", quantity="subjects", dimension="all", month=0)
            return float(first["at_end"].sum())
        rules = [rule for name in names for rule in signs.get(name, [name])]
        return float(rows.filter(pl.col("rule").is_in(rules))["records"].sum())

    return {name: (count(rules), count(whole)) for name, rules in parts.items()}


def listed_for_each(run: CommunityTables, *, name: str, listing: str, other: str, month: int) -> Counts:
    """Subjects on one list for each one on another at the end of a month."""
    rows = _pick(run, "stock", quantity="listed", dimension="all", month=month)
    first, second = (rows.filter(pl.col("level") == each)["at_end"].sum() for each in (listing, other))
    return {name: (float(first), float(second))}


def _pick(run: CommunityTables, table: str, **where: object) -> pl.DataFrame:
    return run.tables[table].filter(pl.col("world") == WRITTEN, **where)


def _count_on_level(
    run: CommunityTables, bands: str, level: str, month: int, part: str
) -> tuple[float, float]:
    dimension, _, value = part.partition(" ")
    rows = _pick(
        run, "stock", quantity="band", set=bands, month=month, dimension=dimension, value=value or "all"
    )
    return float(rows.filter(pl.col("level") == level)["at_end"].sum()), float(rows["at_end"].sum())


def _count_up_to(rows: pl.DataFrame, column: str, first: date, day: date) -> float:
    """The sum of a yearly column up to a date, years counted from the first day and each spread evenly."""
    passed = (day - first).days / DAYS_A_YEAR
    return sum(
        float(amount) * min(max(passed - year, 0.0), 1.0)
        for year, amount in rows.select("year", column).iter_rows()
    )


def _count_entries(run: CommunityTables, listing: str, day: date) -> float:
    return _count_up_to(_pick(run, "entries", list=listing), "entries", run.first_day, day)


def _count_blocked(run: CommunityTables, kind: str, day: date) -> float:
    return _count_up_to(_pick(run, "attempts", kind=kind), "blocked", run.first_day, day)


def _sign_rules(run: CommunityTables) -> dict[str, list[str]]:
    """The rules that take and that give points, by the signs that target files use."""
    signs: dict[str, list[str]] = {"points < 0": [], "points > 0": []}
    for phase in run.scheme.plain()["phases"][:1]:
        for name, rule in phase["rules"].items():
            points = (rule.get("points") or {}).get("fixed")
            table = (rule.get("points") or {}).get("table")
            value = points if points is not None else table[-1][1] if table else 0
            if rule.get("drop"):
                value = -1
            if value:
                signs["points < 0" if value < 0 else "points > 0"].append(name)
    return signs


WAYS = (
    share_on_levels,
    share_without_score,
    ratio_without_score,
    share_of_scores,
    stock_over_flow,
    growth_of_entries,
    entry_rate,
    blocked_for_each,
    blocked_share,
    mix_of_events,
    mix_of_records,
    listed_for_each,
)
