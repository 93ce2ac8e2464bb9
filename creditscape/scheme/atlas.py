"""The atlas: a page and a picture of every scheme that ships, and tables that compare them, as Markdown and SVG."""

from collections import Counter
from collections.abc import Iterator

from ..words import GRADES, add_duration, clean, head_lines, say, write_line
from .card import DOMAINS
from .definition import Scheme, list_schemes, load_scheme
from .page import SUBJECTS, write_page
from .page_card import NOT_TOLD, ask_card
from .page_lines import Wording, list_wordings, write, write_span
from .picture import draw_scheme
from .picture_bands import find_start

_OPENING = """# Atlas of schemes

Every scheme that ships, compared. A name leads to the page of a scheme: its bands and rules as a picture, every rule with its source, what
is said of it and what is not known. *Not told* means that the file's sources do not say, never yes or no. Written by
[write.py](write.py) from the scheme files; nothing here was written by hand, and nothing here is advice."""
_LONG_AGO = 730_000  # a day from which terms are measured


def make_atlas() -> dict[str, str]:
    """All files of the atlas by name: README.md, and for each scheme ID.md and ID.svg."""
    schemes = [load_scheme(name) for name in list_schemes()]
    files = {"README.md": write_comparison(schemes)}
    for scheme in schemes:
        files[f"{scheme.id}.md"] = write_page(scheme, f"{scheme.id}.svg")
        files[f"{scheme.id}.svg"] = draw_scheme(scheme)
    return files


def write_comparison(schemes: list[Scheme]) -> str:
    """The tables that compare schemes, as one page."""
    return "\n".join(_write_lines([(scheme, list_wordings(scheme)) for scheme in schemes])) + "\n"


def _write_lines(schemes: list[tuple[Scheme, list[Wording]]]) -> Iterator[str]:
    yield from (_OPENING, "", "## Who and what", "")
    yield from head_lines(
        "scheme", "place", "from", "subjects", "start", "range", "best class", "worst class"
    )
    for scheme, wordings in schemes:
        since, place = scheme.in_force[0], f"{clean(scheme.place['name'])} ({scheme.place['country']})"
        who = SUBJECTS[scheme.blocks.subjects[0]]
        yield write_line(_link(scheme), place, str(since), who, *_tell_score(wordings[0]))
    yield from ("", "## Time, objection and others", "")
    yield from head_lines(
        "scheme",
        "longest term",
        "records expire",
        "objection, days",
        "who else is linked",
        "consent",
        "names published",
    )
    for scheme, wordings in schemes:
        yield write_line(_link(scheme), *_tell_process(scheme, wordings))
    yield from (
        "",
        "## Measures by domain of life",
        "",
        "How many restrictions, publications and rewards the file holds, all wordings together.",
        "",
    )
    yield from head_lines("scheme", *map(say, DOMAINS))
    for scheme, wordings in schemes:
        counts = _count_measures(wordings)
        yield write_line(_link(scheme), *(str(counts[domain] or "") for domain in DOMAINS))
    yield from ("", "## Numbers by grade of evidence", "")
    yield from head_lines("scheme", *GRADES, "all", "society")
    for scheme, _ in schemes:
        coverage = scheme.coverage()
        counts = [sum(coverage[grade].values()) for grade in GRADES]
        society = (scheme.runs_on or {}).get("society", "")
        yield write_line(_link(scheme), *map(str, counts), str(sum(counts)), society)


def _link(scheme: Scheme) -> str:
    return f"[{scheme.id}]({scheme.id}.md)"


def _tell_score(first: Wording) -> tuple[str, str, str, str]:
    """Start and range of the score that the first bands are of, its best and its worst class."""
    blocks = first.blocks
    bands = next(iter(blocks.bands.values()), None)
    name = bands.of if bands else next(iter(blocks.scores), None)
    if name is None:
        return ("no score", "", "", "")
    score = blocks.scores[name]
    start = first.tell(f"scores.{name}.start", find_start(first, score))
    ends = ["open" if end is None else write(end) for end in (score.floor, score.ceiling)]
    reach = "open" if ends == ["open", "open"] else " to ".join(ends)
    if bands is None:
        return start, reach, "", ""
    return start, reach, say(clean(bands.levels[0].name)), say(clean(bands.levels[-1].name))


def _tell_process(scheme: Scheme, wordings: list[Wording]) -> tuple[str, ...]:
    asked = (("within", "deadline_days"), ("answered in", "response_days"))
    days = [
        f"{word} {ask_card(scheme, 'dispute', fact)}"
        for word, fact in asked
        if ask_card(scheme, "dispute", fact) != NOT_TOLD
    ]
    objection = ", ".join(days) or {"yes": "possible", "no": "none"}.get(
        ask_card(scheme, "dispute", "available"), NOT_TOLD
    )
    consent = scheme.blocks.consent
    return (
        _tell_longest(wordings),
        ask_card(scheme, "repair", "auto_expiry"),
        objection,
        _tell_linked(wordings),
        f"{wordings[0].tell('consent.percent', consent.percent)} per cent" if consent else "not asked",
        ask_card(scheme, "publication", "names"),
    )


def _tell_longest(wordings: list[Wording]) -> str:
    """The longest term of any rule or list, and whether some records never end."""
    terms, endless = [], False
    for wording in wordings:
        lists = wording.blocks.lists
        terms += [listing.term for listing in lists.values() if listing.term]
        for rule in wording.blocks.rules.values():
            held = lists[rule.list_].term if rule.list_ else None
            if rule.term:
                terms.append(rule.term)
            elif held is None and any(effect is not None for _, effect in rule.effects):
                endless = True
    longest = max(terms, key=lambda term: add_duration(_LONG_AGO, term), default=None)
    return (
        "; ".join([*([write_span(longest)] if longest else []), *(["some never end"] if endless else [])])
        or "none"
    )


def _tell_linked(wordings: list[Wording]) -> str:
    """Through whom else a record or a score may come."""
    found = []
    for wording in wordings:
        found += [say(rule.through) for rule in wording.blocks.rules.values() if rule.through]
        for score in wording.blocks.scores.values():
            if score.friends:
                found.append("close friends" if score.friends.of == "close" else "circles")
    return ", ".join(dict.fromkeys(found)) or "nobody"


def _count_measures(wordings: list[Wording]) -> Counter[str]:
    """Measures of all wordings by domain, each name once."""
    named = {
        name: measure.domain for wording in wordings for name, measure in wording.blocks.measures.items()
    }
    return Counter(named.values())
