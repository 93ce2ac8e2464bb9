"""The part of a scheme's page about its legal card: what one may know and do about a file. What is absent is not told."""

from collections.abc import Iterator
from typing import Any

from ..words import clean, head_lines, say, write_line
from .definition import Scheme
from .page_lines import list_cited, say_cited, write

NOT_TOLD = "not told"
QUESTIONS = (
    ("May one see one's own file?", "access", "self_view"),
    ("Is one told beforehand?", "notice", "given"),
    ("How many days before is one told?", "notice", "days_before"),
    ("Are reasons given?", "notice", "reasons"),
    ("May one object?", "dispute", "available"),
    ("Within how many days may one object?", "dispute", "deadline_days"),
    ("Within how many days is an objection answered?", "dispute", "response_days"),
    ("Does an objection suspend what follows?", "dispute", "suspensive"),
    ("Is whoever decides on an objection independent?", "dispute", "independent"),
    ("Can a record be repaired?", "repair", "available"),
    ("After how many days at the earliest?", "repair", "min_days"),
    ("After how many days at the latest?", "repair", "max_days"),
    ("Does a record expire by itself?", "repair", "auto_expiry"),
    ("Are names published?", "publication", "names"),
    ("For how many days do names stand?", "publication", "days"),
    ("Must private parties use the standing?", "sharing", "mandatory_for_private"),
    ("May people report others?", "reports", "denunciation"),
    ("Does a human look at decisions?", "decision", "human_review"),
    ("Is there independent oversight?", "oversight", "independent_authority"),
)


def ask_card(scheme: Scheme, block: str, fact: str) -> str:
    """One fact of the card in words."""
    value = ((scheme.card or {}).get(block) or {}).get(fact)
    return NOT_TOLD if value is None else clean(write(value))


def write_card(scheme: Scheme) -> Iterator[str]:
    """Objection, repair and the rest of the card as questions, and what goes in and who gets it."""
    card = scheme.card or {}
    yield from ("## Objection, repair and other law", "")
    answers = {(question, block): ask_card(scheme, block, fact) for question, block, fact in QUESTIONS}
    told = [asked for asked, answer in answers.items() if answer != NOT_TOLD]
    if told:
        yield from head_lines("question", "answer", "source", "note")
    noted: set[str] = set()
    for question, block in told:
        note = "" if block in noted else clean(card[block].get("note", ""))
        noted.add(block)
        cite = card[block].get("cite") or card.get("cite") or scheme.blocks.cite
        yield write_line(question, answers[question, block], say_cited(list_cited(cite)), note)
    silent = [question for question, block in answers if (question, block) not in told]
    yield from ("", f"The file does not tell: {' '.join(silent)}", "") if silent else ("",)
    yield from _write_lines(card)


def _write_lines(card: dict[str, Any]) -> Iterator[str]:
    """What the card lists: purposes, legal basis, inputs, recipients."""
    lines = {
        "Purposes": [each["aim"] for each in card.get("purposes", ())],
        "Legal basis": [_tell_basis(each) for each in card.get("legal_basis", ())],
        "What goes in": [say(each["id"]) for each in card.get("inputs", ())],
        "Who gets it": card.get("sharing", {}).get("recipients", []),
    }
    for name, told in lines.items():
        if told:
            yield f"- {name}: {clean('; '.join(told))}"
    if any(lines.values()):
        yield ""


def _tell_basis(basis: dict[str, Any]) -> str:
    published = {True: ", published", False: ", not published", None: ""}[basis.get("published")]
    return say(basis["level"]) + published + (f": {basis['ref']}" if "ref" in basis else "")
