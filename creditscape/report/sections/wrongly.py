"""Section 6, wrongly restricted: a tree of 1,000 people, the three rates that are always confused, and what went wrong in the files."""

from typing import Any

from ...metrics import (
    Results,
    count_all,
    count_faults,
    count_leaks,
    knows_wrongs,
    name_subjects,
    restricted_days_rate,
    say_count,
    say_frequency,
)
from ..downloads import Citation
from ..drawings import Branch, draw_tree
from ..palette import BURDEN, HARM, NEUTRAL
from ..pictures import Picture, render_picture
from ..tellings import Telling

THOUSAND = 1000
_OUTCOMES = (
    "subjects",
    "never_breached",
    "restricted",
    "restricted_never_breached",
    "wrongly_restricted",
    "spared",
)


def tell_wrongly(run: Results, telling: Telling, cite: Citation) -> dict[str, Any]:
    """The finding, the tree, and three rates with three denominators."""
    counts = {outcome: count_all(run, outcome, telling.world) for outcome in _OUTCOMES}
    truth, many = knows_wrongs(run, telling.world), name_subjects(run.manifest).many
    if not counts["subjects"]:
        return {"label": telling.label, "title": "", "picture": None, "rates": []}
    title = _title(counts, truth, many)
    return {
        "label": telling.label,
        "title": title,
        "picture": _draw(counts, truth, many, telling, title, cite),
        "rates": _list_rates(run, counts, truth, telling.world, many),
    }


def _title(counts: dict[str, int], truth: bool, many: str) -> str:
    restricted = counts["restricted"]
    if not restricted:
        return f"None of {say_count(counts['subjects'])} {many} was restricted"
    if not truth:
        return (
            f"Of every 100 {many} restricted, {say_frequency(counts['restricted_never_breached'], restricted, 100)} "
            "had done nothing that the law or the scheme counts against them"
        )
    return (
        f"Of every 100 {many} restricted, {say_frequency(counts['wrongly_restricted'], restricted, 100)} "
        "were so on days on which true records would have left them free"
    )


def _draw(
    counts: dict[str, int], truth: bool, many: str, telling: Telling, title: str, cite: Citation
) -> Picture:
    """Root, breached or not, restricted or not, and of all restricted: wrongly or never so."""
    whole, never = counts["subjects"], counts["never_breached"]
    both, restricted = counts["restricted_never_breached"], counts["restricted"]
    say = lambda count: say_frequency(count, whole)  # noqa: E731

    def branch(
        name: str, count: int, depth: int, parents: tuple[int, ...], line: float, colour: str
    ) -> Branch:
        return Branch(name, THOUSAND * count / whole, say(count), depth, parents, line, colour)

    branches = [
        branch(f"{many} the scheme applies to", whole, 0, (), 1.5, NEUTRAL),
        branch("breached something", whole - never, 1, (0,), 0.5, NEUTRAL),
        branch("not restricted", whole - never - restricted + both, 2, (1,), 0, NEUTRAL),
        branch("restricted", restricted - both, 2, (1,), 1, BURDEN),
        branch("never breached", never, 1, (0,), 2.5, NEUTRAL),
        branch("restricted all the same", both, 2, (4,), 2, BURDEN),
        branch("not restricted", never - both, 2, (4,), 3, NEUTRAL),
    ]
    if truth:
        wrongly = counts["wrongly_restricted"]
        branches += [
            branch("restricted as true records would", restricted - wrongly, 3, (3, 5), 1, BURDEN),
            branch("restricted wrongly on some day", wrongly, 3, (3, 5), 2, HARM),
        ]
    told = "; ".join(f"{each.name}: {each.words}" for each in branches)
    return render_picture(
        draw_tree(branches, THOUSAND), telling.name(title), f"{title}. Of every 1,000 {many}: {told}.", cite
    )


def _list_rates(
    run: Results, counts: dict[str, int], truth: bool, world: str, many: str
) -> list[dict[str, str]]:
    """Rates with different denominators, each with its plain name and the function that works it out."""

    def tell(name: str, part: int, whole: int, of: str, code: str) -> dict[str, str]:
        return {"name": name, "of": of, "words": say_frequency(part, whole, 100), "code": code}

    rows = [
        tell(
            f"restricted, of those {many} that did nothing",
            counts["restricted_never_breached"],
            counts["never_breached"],
            f"100 {many} that never breached",
            "M05b risk_without_breach",
        )
    ]
    if not truth:
        return rows
    wrong, days = (
        int(restricted_days_rate(run, world=world, column=column)["numerator"].sum())
        for column in ("wrong", "days")
    )
    restricted = counts["restricted"]
    return [
        tell(
            "wrongly restricted on some day",
            counts["wrongly_restricted"],
            restricted,
            f"100 {many} restricted",
            "M05a wrongful_share",
        ),
        *rows,
        tell("wrong days", wrong, days, "100 restricted days", "M05c wrongful_days_share"),
        tell(
            "wrongly restricted on some day",
            counts["wrongly_restricted"],
            counts["subjects"],
            f"100 {many} the scheme applies to",
            "M05 share_wrongly_restricted",
        ),
        tell(
            "spared, beside them",
            counts["spared"],
            counts["subjects"],
            f"100 {many} the scheme applies to",
            "M05 share_spared",
        ),
    ]


def tell_faults(run: Results, telling: Telling) -> dict[str, Any]:
    """Records that faults hit, and persons whom leaks exposed."""
    faults = [
        {"name": row["fault"].replace("_", " "), "cells": [say_count(row["records"])]}
        for row in count_faults(run, telling.world).iter_rows(named=True)
    ]
    leaks = [
        {
            "name": row["shock"].replace("_", " "),
            "cells": [
                say_count(row["exposed"]),
                say_count(row["restricted"]),
                say_frequency(row["restricted"], row["exposed"], 100),
            ],
        }
        for row in count_leaks(run, telling.world).iter_rows(named=True)
    ]
    return {"label": telling.label, "faults": faults, "leaks": leaks}
