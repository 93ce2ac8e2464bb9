"""Section 2, the scheme card: what the scheme is, what its text says of the law, and what it leaves unsaid.

Text of the card is quoted as it stands in the file; what is absent is unknown, never a yes or a no.
"""

from collections import Counter
from datetime import date
from typing import Any

from ...scheme import CARD_BLOCKS, draw_scheme
from ..downloads import Citation, Table
from ..pictures import Picture, frame_picture
from ..tellings import Telling

KINDS = "Data in: kinds of events heeded"
_ABOUT_THE_FILE = ("cite", "note", "evidence")


def tell_card(telling: Telling, cite: Citation) -> dict[str, Any]:
    """What is in the scheme, its card row by row, and the blocks of the card that are not stated."""
    scheme, card = telling.scheme, telling.scheme.card or {}
    rows = [(_say(block), _list_facts(held)) for block, held in card.items() if block not in _ABOUT_THE_FILE]
    facts = _list_facts_of_text(scheme)
    named = dict(facts)
    title = (
        f"What goes in and what follows: {named[KINDS]} kinds of events, {named['Rules']} rules, {named['Scores']} scores, "
        f"{named['Lists']} lists; consequences: {named['Consequences']}"
    )
    return {
        "label": telling.label,
        "title": title,
        "picture": _draw(telling, facts, rows, title, cite),
        "facts": facts,
        "rows": rows,
        "absent": [_say(block) for block in CARD_BLOCKS if block not in card],
        "claims": [(claim["claim"], claim["verdict"], claim.get("note") or "") for claim in scheme.claims],
    }


def _draw(
    telling: Telling,
    facts: list[tuple[str, str]],
    rows: list[tuple[str, list[str]]],
    title: str,
    cite: Citation,
) -> Picture:
    """The picture of the scheme; it is as wide on every screen, and scrolls on a narrow one."""
    told = [(name, words) for name, words in facts] + [
        (block, words) for block, lines in rows for words in lines
    ]
    svg = draw_scheme(telling.scheme)
    words = "; ".join(f"{name}: {words}" for name, words in facts)
    return frame_picture(
        svg, "", Table(("item", "as stated"), told), telling.name(title), f"{title}. {words}.", cite
    )


def _list_facts_of_text(scheme: Any) -> list[tuple[str, str]]:
    """The scheme in a few lines: where, when, who, and how much of each block."""
    plain = scheme.plain("used")
    last = plain["phases"][-1]
    begun, ended = scheme.in_force
    kinds = Counter(measure["kind"] for measure in last["measures"].values())
    return [
        ("Place", f"{scheme.place['name']} ({scheme.place['country']})"),
        ("In force", f"from {_say_day(begun)}" + (f" to {_say_day(ended)}" if ended else "")),
        (
            "Who has a file",
            plain.get("subjects", "person") + (f", from age {plain['min_age']}" if plain["min_age"] else ""),
        ),
        (
            KINDS,
            str(len({kind for rule in last["rules"].values() for kind in rule["events"]})),
        ),
        ("Rules", str(len(last["rules"]))),
        ("Scores", str(len(last["scores"]))),
        ("Band sets", str(len(last["bands"]))),
        ("Lists", str(len(last["lists"]))),
        (
            "Consequences",
            ", ".join(f"{count} of kind {kind}" for kind, count in sorted(kinds.items())) or "none",
        ),
        ("Procedure to put a record right", "named" if last.get("process") else "none named"),
    ]


def _list_facts(held: Any) -> list[str]:
    """One block of the card in lines: an item a line, its fields in words."""
    if isinstance(held, list):
        return [line for item in held for line in _list_facts(item)]
    if not isinstance(held, dict):
        return [_say_value(held)]
    fields = {key: value for key, value in held.items() if key not in _ABOUT_THE_FILE}
    line = "; ".join(f"{_say(key)}: {_say_value(value)}" for key, value in fields.items())
    return [line] if line else []


def _say_value(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return _say_day(value)
        case list():
            return ", ".join(map(_say_value, value)) or "none"
        case dict():
            return "; ".join(f"{_say(key)}: {_say_value(below)}" for key, below in value.items())
    return str(value)


def _say_day(day: date) -> str:
    return day.isoformat()


def _say(key: str) -> str:
    return key.replace("_", " ")
