"""Section 10, reach beyond the offence: which domains of life are restricted, how gravely, and after which records."""

from collections.abc import Sequence
from typing import Any

from ...metrics import (
    Results,
    count_blocked_attempts,
    knows_wrongs,
    list_told_worlds,
    name_subjects,
    rank_rules,
    say_count,
    say_frequency,
    say_rate,
    split_causes,
    sum_measures,
)
from ...words import load_related, load_vocabulary
from ..documents import Entry, name_rules
from ..downloads import Citation
from ..drawings import Cell, draw_bars, draw_grid
from ..palette import CAUSE_COLOURS
from ..pictures import Picture, render_picture
from ..slots import find_flow
from ..tellings import Telling, scale_days
from ..weights import UNKNOWN, Weight, list_weights, read_measures

CAUSES = {
    "own_breach": "a breach of one's own",
    "own_lawful": "a lawful act of one's own",
    "no_event": "no event: a false record",
    "of_another": "somebody else's act, through a tie",
}
SEVERITIES = ("1", "2", "3", "4", "5")


def tell_reach(run: Results, telling: Telling, cite: Citation) -> dict[str, Any]:
    """Restricted days by domain and severity: the finding, and a chart of both."""
    weights = list_weights(run, telling)
    if not any(weight.days for weight in weights):
        return {"label": telling.label, "title": "", "picture": None, "flow": _tell_flow(run, telling, cite)}
    by_domain: dict[str, float] = {}
    for weight in weights:
        by_domain[weight.domain] = by_domain.get(weight.domain, 0.0) + weight.days
    total, most = sum(by_domain.values()), max(by_domain, key=lambda domain: by_domain[domain])
    grave = sum(weight.days for weight in weights if (weight.severity or 0) >= 4)
    title = (
        f"Of every 100 days under a restriction, {say_rate(100 * by_domain[most] / total)} touch {most}; "
        f"{say_rate(100 * grave / total) if grave else 'none'} are of severity 4 or 5"
    )
    return {
        "label": telling.label,
        "title": title,
        "picture": _draw_weights(run, telling, weights, sorted(by_domain), title, cite),
        "flow": _tell_flow(run, telling, cite),
    }


def _draw_weights(
    run: Results,
    telling: Telling,
    weights: Sequence[Weight],
    domains: Sequence[str],
    title: str,
    cite: Citation,
) -> Picture:
    found = {(weight.domain, str(weight.severity)): weight.days for weight in weights}
    columns = [*SEVERITIES, *([UNKNOWN] if any(weight.severity is None for weight in weights) else [])]
    cells = [
        [
            Cell(days, say_rate(days) if days else "none")
            if (days := found.get((domain, "None" if column == UNKNOWN else column))) is not None
            else Cell(0.0, "")
            for column in columns
        ]
        for domain in domains
    ]
    many = name_subjects(run.manifest).many
    unit = f"restricted days a year, 1,000 {many}, by severity of the measure"
    drawing = draw_grid(domains, columns, cells, max(found.values()), ("domain", unit, "days"))
    return render_picture(drawing, telling.name(title), f"{title}. The table below names the measures.", cite)


def _tell_flow(run: Results, telling: Telling, cite: Citation) -> dict[str, Any] | None:
    """From the domain of the conduct to the domain of the measure; None where the run cannot say."""
    rows = find_flow(run, telling.world)
    if not rows:
        return None
    scale, related = scale_days(run, telling.world), load_related()
    days = {(row["conduct"], row["measure"]): row["days"] * scale for row in rows}
    lines, columns = sorted({one for one, _ in days}), sorted({other for _, other in days})
    total = sum(days.values())
    far = sum(part for (one, other), part in days.items() if other not in related.get(one, ()))
    title = (
        f"Of every 100 restricted days that conduct brings about, {say_rate(100 * far / total) if far else 'none'} lie in a part of "
        "life that has nothing to do with it"
    )
    cells = [
        [
            Cell(part, say_rate(part) if part else "")
            for column in columns
            for part in [days.get((line, column), 0.0)]
        ]
        for line in lines
    ]
    heads = (
        "conduct",
        "days a year for every 1,000, by measure",
        "days",
    )
    named = [[each.replace("_", " ") for each in some] for some in (lines, columns)]
    drawing = draw_grid(named[0], named[1], cells, max(days.values()), heads)
    return {"title": title, "picture": render_picture(drawing, telling.name(title), f"{title}.", cite)}


def tell_measures(run: Results, telling: Telling) -> dict[str, Any]:
    """Days under every measure, and attempts that were blocked."""
    known = read_measures(telling.scheme)
    scale = scale_days(run, telling.world)
    truth = knows_wrongs(run, telling.world)
    columns = ["days", "without_breach", *(["wrong", "spared", "shifted"] if truth else [])]
    measures = []
    for row in sum_measures(run, telling.world).iter_rows(named=True):
        measure = known.get(row["measure"], {})
        measures.append(
            {
                "name": measure.get("title", row["measure"].replace("_", " ")),
                "cells": [
                    measure.get("kind", UNKNOWN),
                    measure.get("domain", UNKNOWN),
                    str(measure.get("severity", UNKNOWN)),
                    *(say_rate(row[column] * scale) if row[column] else "none" for column in columns),
                ],
            }
        )
    attempts = [
        {
            "name": row["kind"].replace("_", " "),
            "cells": [
                say_count(row[column])
                for column in ("blocked", "wrongly_blocked", "slipped", "spared", "given_up")
            ],
        }
        for row in count_blocked_attempts(run, telling.world).iter_rows(named=True)
    ]
    heads = [
        *("kind", "domain", "severity", "all days", "without own breach in the look-back"),
        *(["wrong", "spared", "shifted"] if truth else []),
    ]
    return {"label": telling.label, "measures": measures, "attempts": attempts, "heads": heads}


def tell_rules(run: Results, telling: Telling, entries: list[Entry], cite: Citation) -> dict[str, Any]:
    """The fifteen rules that count on most restricted days, with domain, cause and citation."""
    rows, causes = _list_rules(run, telling, entries), name_causes(run)
    told = {"label": telling.label, "rows": rows, "heads": list(causes.values())}
    if not rows:
        return {**told, "title": "", "picture": None, "causes": ""}
    many = name_subjects(run.manifest).many
    title = (
        f"A record under “{rows[0]['title']}” counted on most restricted days: {rows[0]['words']} "
        f"a year for every 1,000 {many}"
    )
    peak = max(
        scale_days(run, world) * top
        for world in list_told_worlds(run)
        for top in rank_rules(run, 1, world)["restricted_days"]
    )
    parts = {cause: (words, CAUSE_COLOURS[cause]) for cause, words in causes.items()}
    drawing = draw_bars(rows, parts, f"restricted days a year, for every 1,000 {many}", peak)
    picture = render_picture(
        drawing, telling.name(title), f"{title}. The table below gives every rule.", cite
    )
    return {**told, "title": title, "picture": picture, "causes": tell_causes(run, telling.world)}


def name_causes(run: Results) -> dict[str, str]:
    """The causes that the run tells apart; what comes through ties only where the scheme acts through such."""
    tied = run.tables["rules"].filter(cause="of_another").height > 0
    return {cause: words for cause, words in CAUSES.items() if tied or cause != "of_another"}


def _list_rules(run: Results, telling: Telling, entries: list[Entry]) -> list[dict[str, Any]]:
    names, scale, domains = (
        name_rules(telling.scheme, entries),
        scale_days(run, telling.world),
        _name_domains(telling),
    )
    rows = []
    for row in rank_rules(run, 15, telling.world).iter_rows(named=True):
        title, source = names.get(row["rule"], (row["rule"].replace("_", " "), ""))
        rows.append(
            {
                "title": title,
                "source": source,
                "domain": domains.get(row["rule"], UNKNOWN),
                "records": say_count(row["records"]),
                "words": say_rate(row["restricted_days"] * scale),
                **{cause: row[cause] * scale for cause in CAUSES},
                "split": [
                    say_frequency(row[cause], row["restricted_days"], 100) for cause in name_causes(run)
                ],
            }
        )
    return rows


def _name_domains(telling: Telling) -> dict[str, str]:
    """Domains of life of the events that each rule heeds."""
    kinds = load_vocabulary().kinds
    return {
        name: ", ".join(
            sorted({kinds[kind].domain.replace("_", " ") for kind in rule["events"] if kind in kinds})
        )
        or "no event"
        for phase in telling.scheme.plain("used")["phases"]
        for name, rule in phase["rules"].items()
    }


def tell_causes(run: Results, world: str) -> str:
    """Of the records that arrived, how many followed what."""
    causes = dict(split_causes(run, world).iter_rows())
    total = sum(causes.values())
    if not total:
        return ""
    breach, lawful, false, another = (say_frequency(causes[cause], total, 100) for cause in CAUSES)
    told = (
        f"Of every 100 records that arrived, {breach} followed a breach of one's own, {lawful} a lawful act "
        f"of one's own, and {false} were false: nothing had happened."
    )
    tied = f" Through a tie, because somebody else had acted, came {another}."
    return told + (tied if causes["of_another"] else "")
