"""The plain form of one phase of a scheme (docs/language.md, section 5): dicts, lists, integers, for the
law and the kernel.
"""

import json
from graphlib import TopologicalSorter
from hashlib import sha256
from typing import Any

from .blocks import BandSet, FriendsPart, Listing, Measure, Monthly, PointsForm, Rule, SchemeBlocks, Score
from .keepers import keep_several, name_kept

Plain = dict[str, Any]


def write_phase(blocks: SchemeBlocks, from_day: int | None) -> Plain:
    """One phase in plain form. from_day: its first day; None for the first phase."""
    rules = {name: write_rule(name, rule, blocks) for name, rule in blocks.rules.items()}
    for name, rank in rank_rules(rules, blocks).items():
        rules[name]["rank"] = rank
    phase = {
        "from": from_day,
        "scores": {name: write_score(score, blocks) for name, score in blocks.scores.items()},
        "bands": {name: write_bands(bands) for name, bands in blocks.bands.items()},
        "caps": {name: cap.points for name, cap in blocks.caps.items()},
        "rules": rules,
        "lists": {name: write_list(listing) for name, listing in blocks.lists.items()},
        "measures": {name: write_measure(name, measure, blocks) for name, measure in blocks.measures.items()},
    }
    return keep_several(phase, blocks) if blocks.keepers else phase


def write_process(blocks: SchemeBlocks) -> Plain | None:
    """How a record is put right, in plain form; None in a wording that says nothing of it."""
    process = blocks.process
    if process is None:
        return None
    return {
        "notice": process.notice,
        "reasons": process.reasons,
        "within": process.within,
        "proof": process.proof,
        "suspends": process.suspends,
        "decided": process.decided,
        "unanswered": process.unanswered,
        "corrected": process.corrected,
        "corrects": process.corrects,
        "review": process.review and {"decided": process.review.decided},
        "except": name_kept(process.except_ or (), blocks),
    }


def write_score(score: Score, blocks: SchemeBlocks) -> Plain:
    """One score in plain form; a sum starts where its parts do."""
    parts = score.sum_ or []
    plain: Plain = {
        "start": sum(blocks.scores[name].start or 0 for name in parts)
        if score.start is None
        else score.start,
        "floor": score.floor,
        "ceiling": score.ceiling,
    }
    if score.friends:
        plain["friends"] = write_friends(score.friends)
    if score.updates:
        every = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[score.updates.every]
        plain["updates"] = {"every": every, "month": score.updates.month or 1, "day": score.updates.day}
    if parts:
        plain["sum"] = list(parts)
    return plain


def write_bands(bands: BandSet) -> Plain:
    """One band set in plain form."""
    return {
        "of": bands.of,
        "levels": [{"name": level.name, "from": level.from_} for level in bands.levels],
        "lowest": bands.lowest,
        **({"needs": bands.needs} if bands.needs else {}),
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
        "events": list(rule.event or ()),
        "effect": effect,
        "score": score,
        "points": write_points(rule.points),
        "drop": rule.drop
        and {"set": rule.drop.band, "to": rule.drop.to, **({"at": "top"} if rule.drop.at == "top" else {})},
        "list": rule.list_,
        "lasts": rule.term,
        "repeats_with": (rule.repeats_with or name) if rule.repeats else None,
        "cap": rule.cap,
        "fades": rule.fades and {"steps": rule.fades.steps, "every": rule.fades.every},
        "repairs": list(rule.repairs or ()),
        **write_conditions(rule),
        "rank": 0,
    }


def write_conditions(rule: Rule) -> Plain:
    """When and for whom a rule acts, where it says so."""
    plain: Plain = {"through": rule.through} if rule.through else {}
    if rule.each_year:
        year = rule.each_year
        plain["each_year"] = {"month": year.month, "day": year.day, "set": year.of, "levels": list(year.band)}
    if rule.requires:
        plain["requires"] = [
            {"rules": list(each.rules), "times": each.times, "within": each.within} for each in rule.requires
        ]
    if rule.at_least is not None:
        plain["at_least"] = rule.at_least
    if rule.after:
        plain["after"] = rule.after
    return plain


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
    condition: Plain = {"set": when.of or next(iter(blocks.bands), None), "levels": list(when.band or ())}
    for key in ("listed", "not_listed"):
        if getattr(when, key) is not None:
            condition = {key: getattr(when, key)}
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
    below = {
        name: [*rule["repairs"], *(other for each in rule.get("requires", ()) for other in each["rules"])]
        for name, rule in rules.items()
    }
    for name in TopologicalSorter(below).static_order():
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
                *(["top"] if "at" in drop else []),
            ],
            blocks.caps[rule["cap"]].points if rule["cap"] else None,
            write_list(blocks.lists[listing]) if listing else None,
            sorted(_digest(contents[below]) for below in rule["repairs"]),
            *([rule["through"]] if "through" in rule else []),
            *_describe_conditions(rule, contents),
        ],
        sort_keys=True,
    )


def _describe_conditions(rule: Plain, contents: dict[str, str]) -> list[Any]:
    """What else a rule says of when it acts; nothing for most."""
    found: list[Any] = [[key, rule[key]] for key in ("at_least", "after") if key in rule]
    if "each_year" in rule:
        found.append(["each_year", {key: rule["each_year"][key] for key in ("month", "day", "levels")}])
    for each in rule.get("requires", ()):
        below = sorted(_digest(contents[name]) for name in each["rules"])
        found.append(["requires", below, each["times"], each["within"]])
    return found


def _digest(content: str) -> str:
    return sha256(content.encode()).hexdigest()
