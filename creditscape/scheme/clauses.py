"""The plain form of one phase of a scheme (docs/language.md, section 5): dicts, lists, integers, for the
law and the kernel.
"""

import json
from graphlib import TopologicalSorter
from hashlib import sha256
from typing import Any

from .blocks import FriendsPart, Listing, Measure, Monthly, PointsForm, Rule, SchemeBlocks

Plain = dict[str, Any]


def write_phase(blocks: SchemeBlocks, from_day: int | None) -> Plain:
    """One phase in plain form. from_day: its first day; None for the first phase."""
    rules = {name: write_rule(name, rule, blocks) for name, rule in blocks.rules.items()}
    for name, rank in rank_rules(rules, blocks).items():
        rules[name]["rank"] = rank
    return {
        "from": from_day,
        "scores": {
            name: {
                "start": score.start,
                "floor": score.floor,
                "ceiling": score.ceiling,
                **({"friends": write_friends(score.friends)} if score.friends else {}),
            }
            for name, score in blocks.scores.items()
        },
        "bands": {
            name: {
                "of": bands.of,
                "levels": [{"name": level.name, "from": level.from_} for level in bands.levels],
                "lowest": bands.lowest,
            }
            for name, bands in blocks.bands.items()
        },
        "caps": {name: cap.points for name, cap in blocks.caps.items()},
        "rules": rules,
        "lists": {name: write_list(listing) for name, listing in blocks.lists.items()},
        "measures": {name: write_measure(name, measure, blocks) for name, measure in blocks.measures.items()},
    }


def write_rule(name: str, rule: Rule, blocks: SchemeBlocks) -> Plain:
    """One rule in plain form, without its rank."""
    effect = next((effect for effect, value in rule.effects if value is not None), "none")
    score = None
    if rule.points is not None:
        score = rule.score or next(iter(blocks.scores))
    elif rule.drop is not None:
        score = blocks.bands[rule.drop.band].of
    return {
        "events": list(rule.event),
        "effect": effect,
        "score": score,
        "points": write_points(rule.points),
        "drop": rule.drop and {"set": rule.drop.band, "to": rule.drop.to},
        "list": rule.list_,
        "lasts": rule.term,
        "repeats_with": (rule.repeats_with or name) if rule.repeats else None,
        "cap": rule.cap,
        "fades": rule.fades and {"steps": rule.fades.steps, "every": rule.fades.every},
        "repairs": list(rule.repairs or ()),
        **({"through": rule.through} if rule.through else {}),
        "rank": 0,
    }


def write_friends(friends: FriendsPart) -> Plain:
    """What people one knows add to a score, in plain form."""
    return {"percent": friends.percent, "of": friends.of, "day": friends.day}


def write_points(points: int | PointsForm | None) -> Plain | None:
    """Points in plain form."""
    if points is None:
        return None
    if not isinstance(points, PointsForm):
        return {"fixed": points}
    if points.drawn is not None:
        return {"drawn": (*points.drawn, points.step or 1)}
    if points.scaled is not None:
        mark = (
            {"above": points.scaled.above}
            if points.scaled.above is not None
            else {"below": points.scaled.below}
        )
        return {"scaled": {"percent": points.scaled.percent, **mark}}
    return {"table": [(start, value) for start, value in points.table or ()]}


def write_list(listing: Listing) -> Plain:
    """One list in plain form."""
    return {
        "publication": write_publication(listing.publication),
        "window": listing.window,
        "term": listing.term,
        "from": listing.from_,
    }


def write_publication(publication: Monthly | str) -> Plain:
    """When a list is published, in plain form."""
    if not isinstance(publication, Monthly):
        return {"on": "arrival"}
    if publication.dates is not None:
        return {"on": "dates", "dates": [day.toordinal() for day in publication.dates]}
    return (
        {"on": "working_day", "n": 1}
        if isinstance(publication.on, str)
        else {"on": "day", "n": publication.on}
    )


def write_measure(name: str, measure: Measure, blocks: SchemeBlocks) -> Plain:
    """One measure in plain form."""
    when = measure.when
    condition: Plain = (
        {"listed": when.listed}
        if when.listed is not None
        else {"set": when.of or next(iter(blocks.bands)), "levels": list(when.band or ())}
    )
    return {
        "title": measure.title or name,
        "kind": measure.kind,
        "domain": measure.domain,
        "severity": measure.severity,
        "when": condition,
        "blocks": list(measure.blocks or ()),
    }


def rank_rules(rules: dict[str, Plain], blocks: SchemeBlocks) -> dict[str, int]:
    """Rank by content: what a rule says, with every name in it replaced by what the name stands for."""
    contents: dict[str, str] = {}
    for name in TopologicalSorter({name: rule["repairs"] for name, rule in rules.items()}).static_order():
        contents[name] = _describe_content(rules[name], blocks, contents)
    order = {content: rank for rank, content in enumerate(sorted(set(contents.values())))}
    return {name: order[contents[name]] for name in rules}


def _describe_content(rule: Plain, blocks: SchemeBlocks, contents: dict[str, str]) -> str:
    drop, listing = rule["drop"], rule["list"]
    bands = blocks.bands[drop["set"]] if drop else None
    score = blocks.scores[rule["score"]] if rule["score"] else None
    return json.dumps(
        [
            sorted(rule["events"]),
            rule["effect"],
            rule["points"],
            rule["lasts"],
            rule["repeats_with"] is not None,
            rule["fades"],
            score and [score.start, score.floor, score.ceiling],
            bands
            and [
                [level.from_ for level in bands.levels],
                [level.name for level in bands.levels].index(drop["to"]),
                bands.lowest,
            ],
            blocks.caps[rule["cap"]].points if rule["cap"] else None,
            write_list(blocks.lists[listing]) if listing else None,
            sorted(_digest(contents[below]) for below in rule["repairs"]),
            *([rule["through"]] if "through" in rule else []),
        ],
        sort_keys=True,
    )


def _digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()
