"""What a scheme says, in words: its rules, lists, measures, scores and bands, one phrase each."""

from ..words import clean, load_vocabulary, say
from .blocks import BandSet, Listing, Measure, Monthly, PointsForm, Rule, Score
from .page_lines import Wording, join_some, write, write_span

STANDING = "standing"  # the heading of rules that follow from where somebody stands, not from what happens
_TIES = {
    "household_head": "the head of one's household",
    "partner": "one's partner",
    "representative": "the firm that one represents",
    "reporter": "somebody on whom one reports",
}


def name_domain(rule: Rule) -> str:
    """The domain of life of a rule: that of its first kind of event."""
    return load_vocabulary().kinds[rule.event[0]].domain if rule.event else STANDING


def order_domains(names: set[str]) -> list[str]:
    """Domains of life in the order of the vocabulary, what follows from standing last."""
    return [name for name in (*load_vocabulary().domains, STANDING) if name in names]


def title_rule(name: str, rule: Rule) -> str:
    return clean(rule.title or say(name))


def tell_cause(rule: Rule) -> str:
    """What brings a rule about, in plain words."""
    if rule.each_year is not None:
        year = rule.each_year
        bands = say(f"{' or '.join(year.band)} ({year.of})")
        return f"on day {year.day} of month {year.month} of each year, for whoever stands at {bands}"
    kinds = load_vocabulary().kinds
    told = join_some([clean(kinds[name].means).rstrip(".") for name in rule.event or ()], between="; or ")
    return f"{told} (said of {_TIES[rule.through]})" if rule.through else told


def tell_effect(name: str, rule: Rule, wording: Wording) -> str:
    """What a rule brings, and under which conditions."""
    parts = [
        _tell_main(name, rule, wording),
        *_tell_manner(name, rule, wording),
        *_tell_conditions(name, rule, wording),
    ]
    return "; ".join(part for part in parts if part)


def _tell_main(name: str, rule: Rule, wording: Wording) -> str:
    repair = f"ends {quote_rules(rule.repairs, wording)}" if rule.repairs else ""
    if rule.points is not None:
        told = tell_points(name, rule, wording)
        return f"{repair}; {told}" if repair else told
    if rule.drop is not None:
        edge = "the top of " if rule.drop.at == "top" else ""
        told = f"falls to {edge}{say(clean(rule.drop.to))} ({say(rule.drop.band)})"
        return f"{repair}; {told}" if repair else told
    if rule.list_ is not None:
        return f"enters the list: {title_list(rule.list_, wording)}"
    return repair


def tell_points(name: str, rule: Rule, wording: Wording) -> str:
    """The points of a rule: fixed, drawn, scaled or by a table."""
    place, points = f"rules.{name}.points", rule.points
    several = sum(score.sum_ is None for score in wording.blocks.scores.values()) > 1
    score = f" (score: {say(rule.score)})" if rule.score and several else ""
    if not isinstance(points, PointsForm):
        return f"{wording.tell(place, points)} points{score}"
    if points.drawn is not None:
        low, high = (wording.tell(f"{place}.drawn[{end}]", value) for end, value in enumerate(points.drawn))
        step = f" in steps of {write(points.step)}" if points.step and points.step > 1 else ""
        return f"{low} to {high} points, drawn evenly{step}{score}"
    if points.scaled is not None:
        side = "above" if points.scaled.above is not None else "below"
        percent = wording.tell(f"{place}.scaled.percent", points.scaled.percent)
        mark = wording.tell(f"{place}.scaled.{side}", getattr(points.scaled, side))
        return f"{percent} per cent of what the score is {side} {mark}{score}"
    unit = load_vocabulary().kinds[rule.event[0]].unit if rule.event else None
    steps = ", ".join(f"{write(value)} from {write(start)}" for start, value in points.table or ())
    return f"points by the year's {clean(unit) if unit else 'number'}: {steps}{score}"


def _tell_manner(name: str, rule: Rule, wording: Wording) -> list[str]:
    """Doubling, a cap, fading."""
    told = []
    if rule.repeats:
        told.append("doubled when repeated within its term")
    if rule.cap:
        most = wording.tell(f"caps.{rule.cap}.points", wording.blocks.caps[rule.cap].points)
        told.append(f"with others of `{rule.cap}` at most {most} a year")
    if rule.fades:
        place = f"rules.{name}.fades"
        steps, every = (
            wording.tell(f"{place}.steps", rule.fades.steps),
            wording.tell(f"{place}.every", write_span(rule.fades.every)),
        )
        told.append(f"fades in {steps} steps, one every {every}")
    return told


def _tell_conditions(name: str, rule: Rule, wording: Wording) -> list[str]:
    """What else must hold."""
    told = []
    for place, each in enumerate(rule.requires or ()):
        path = f"rules.{name}.requires[{place}]"
        within = f" within {wording.tell(f'{path}.within', write_span(each.within))}" if each.within else ""
        times = f"at least {wording.tell(f'{path}.times', each.times)} record{'s' * (each.times > 1)}"
        times = times if each.times else "no record"
        told.append(f"only with {times} of {quote_rules(each.rules, wording, 'or')}{within}")
    if rule.at_least is not None:
        told.append(f"only from a score of {wording.tell(f'rules.{name}.at_least', rule.at_least)} on")
    if rule.after:
        told.append(f"works after {wording.tell(f'rules.{name}.after', write_span(rule.after))}")
    return told


def tell_term(name: str, rule: Rule, wording: Wording) -> str:
    """How long a record of a rule counts."""
    if rule.term is not None:
        word = "lasts" if rule.lasts is not None else "restoration"
        return wording.tell(f"rules.{name}.{word}", write_span(rule.term))
    listing = wording.blocks.lists.get(rule.list_ or "")
    if listing is not None and listing.term:
        return f"as the list: {wording.tell(f'lists.{rule.list_}.term', write_span(listing.term))}"
    return "" if rule.repairs and rule.points is None and rule.drop is None else "no end"


def quote_rules(names: list[str], wording: Wording, between: str = "and") -> str:
    """Titles of rules in quotation marks; of many, the first few."""
    titles = [f"“{title_rule(name, wording.blocks.rules[name])}”" for name in names]
    return f" {between} ".join(titles) if len(titles) < 3 else join_some(titles, 4)


def title_list(name: str, wording: Wording) -> str:
    return clean(wording.blocks.lists[name].title or say(name))


def tell_publication(name: str, listing: Listing, wording: Wording) -> str:
    """When a list is published."""
    if not isinstance(listing.publication, Monthly):
        return "on arrival"
    if listing.publication.dates is not None:
        return "on " + join_some([str(day) for day in listing.publication.dates])
    on = listing.publication.on
    if isinstance(on, str):
        return f"on the {on} of each month"
    return f"on day {wording.tell(f'lists.{name}.publication.on', on)} of each month"


def tell_list(name: str, listing: Listing, wording: Wording) -> tuple[str, str, str]:
    """Publication, window and term of a list."""
    window = wording.tell(f"lists.{name}.window", write_span(listing.window)) if listing.window else "none"
    since = "the event" if listing.from_ == "event" else "effect"
    span = wording.tell(f"lists.{name}.term", write_span(listing.term))
    grounds = ((each, wording.blocks.rules[each]) for each in list_grounds(name, wording))
    own = list(
        dict.fromkeys(tell_term(each, rule, wording) for each, rule in grounds if rule.term is not None)
    )
    term = [f"{span} from {since}"] if listing.term else [] if own else ["no end"]
    return (
        tell_publication(name, listing, wording),
        window,
        "; ".join([*term, *([f"by ground: {', '.join(own)}"] if own else [])]),
    )


def list_grounds(name: str, wording: Wording) -> list[str]:
    """Names of the rules that lead onto a list."""
    return [each for each, rule in wording.blocks.rules.items() if rule.list_ == name]


def tell_when(measure: Measure, wording: Wording) -> str:
    """The condition of a measure."""
    when, blocks = measure.when, wording.blocks
    keeper = f", in the files of {say(measure.keeper)}" if measure.keeper else ""
    if when.band is not None:
        several = f" ({say(when.of)})" if when.of and len(blocks.bands) > 1 else ""
        return f"in band {say(' or '.join(map(clean, when.band)))}{several}{keeper}"
    if when.listed is not None:
        return f"on the list: {title_list(when.listed, wording)}{keeper}"
    return f"not on the list: {title_list(when.not_listed or '', wording)}{keeper}"


def tell_size(name: str, measure: Measure, wording: Wording) -> str:
    if measure.size is None:
        return ""
    return f"{wording.tell(f'measures.{name}.size.value', measure.size.value)} {clean(measure.size.unit)}"


def tell_score(name: str, score: Score, wording: Wording) -> tuple[str, str, str, str]:
    """Start, floor, ceiling of a score, and what moves it besides rules."""
    place, notes = f"scores.{name}", []
    floor, ceiling = (
        "none" if end is None else wording.tell(f"{place}.{key}", end)
        for key, end in (("floor", score.floor), ("ceiling", score.ceiling))
    )
    if score.sum_:
        notes.append("the sum of " + " and ".join(map(say, score.sum_)))
    if score.updates:
        month = f", first in month {score.updates.month}" if score.updates.month else ""
        day = wording.tell(f"{place}.updates.day", score.updates.day)
        notes.append(f"worked out anew each {say(score.updates.every)}, on day {day}{month}")
    if score.friends:
        who = "close friends" if score.friends.of == "close" else "all in one's circles"
        percent = wording.tell(f"{place}.friends.percent", score.friends.percent)
        notes.append(f"takes in {percent} per cent of how far {who} stand from the start")
    start = "that of its parts" if score.start is None else wording.tell(f"{place}.start", score.start)
    return start, floor, ceiling, "; ".join(notes)


def tell_bands(name: str, bands: BandSet, wording: Wording) -> list[tuple[str, str, str]]:
    """The levels of a band set, best first: name, from which score on, title."""
    told = []
    for place, level in enumerate(bands.levels):
        start = (
            "below"
            if level.from_ is None
            else f"from {wording.tell(f'bands.{name}.levels[{place}].from', level.from_)}"
        )
        told.append((say(clean(level.name)), start, clean(level.title or "")))
    return told
