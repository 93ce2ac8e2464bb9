"""The part of a scheme's page about its process: how somebody learns of a record, contests it and has it put right."""

from collections.abc import Iterator

from ..words import clean, head_lines, write_line
from .page_lines import Wording, write_span
from .page_rules import quote_rules
from .process import Process

_TOLD = {
    "none": "nobody",
    "arrival": "whoever it is about, when something is entered",
    "publication": "whoever it is about, when the list is published",
}
_PROOF = {
    "keeper": "whoever keeps the file must prove that a record is right",
    "subject": "whoever objects must prove that a record is wrong",
}
_SILENCE = {
    "waits": "the answer is still waited for",
    "stands": "the record stands",
    "falls": "the record falls",
}
_REACH = {
    "every": "in the files of every keeper",
    "one": "only in the files of the keeper where one objected",
}
UNSAID = "the file does not say; a run takes it so"
Step = tuple[str, str, str]


def write_process(first: Wording) -> Iterator[str]:
    """One table, a line a step; nothing where the file says nothing of it."""
    process = first.blocks.process
    if process is None:
        return
    yield from ("## How a record is put right", "")
    if process.note:
        yield from (clean(process.note), "")
    yield from head_lines("step", "what holds", "evidence", "source", "note")
    for key, label, told in list_steps(first):
        path = f"process.{key}"
        block = process.review or process if key == "review" else process
        said = (f"{key}_" if key == "except" else key) in process.model_fields_set
        cells = (*first.back(path, block), _find_note(path, first)) if said else ("", "", UNSAID)
        yield write_line(label, told, *cells)
    yield ""


def _find_note(path: str, wording: Wording) -> str:
    """The note of the first value at a path or below, but for that of the whole process."""
    process, marks = wording.blocks.process, (f"{path}.", f"{path}[")
    notes = (row["note"] for place, row in wording.rows.items() if place == path or place.startswith(marks))
    note = next(notes, None)
    return clean(note) if note and process and note != process.note else ""


def list_steps(wording: Wording) -> list[Step]:
    """The steps of the process of a wording: key, name, and what holds; none where it has no process."""
    process = wording.blocks.process
    if process is None:
        return []
    steps = [
        ("notice", "Who is told", _TOLD[process.notice]),
        ("reasons", "Reasons", "are given" if process.reasons else "are not given"),
        ("within", "Objection", _tell_within(process, wording)),
        ("proof", "Proof", _PROOF[process.proof]),
        (
            "suspends",
            "Meanwhile",
            f"what is contested {'does not count' if process.suspends else 'goes on counting'}",
        ),
        ("decided", "Decision", _tell_span("decided", process.decided, wording, "without a limit of time")),
    ]
    if process.decided:
        steps.append(("unanswered", "Without an answer by then", _SILENCE[process.unanswered]))
    steps.append(("corrected", "Correction", _tell_span("corrected", process.corrected, wording, "at once")))
    if wording.blocks.keepers:
        steps.append(("corrects", "Where", _REACH[process.corrects]))
    steps.append(("review", "Second body", _tell_review(process, wording)))
    if process.except_:
        steps.append(("except", "What nobody can contest", quote_rules(process.except_, wording)))
    return steps


def _tell_span(key: str, span: tuple[str, int] | None, wording: Wording, absent: str) -> str:
    return f"within {wording.tell(f'process.{key}', write_span(span))}" if span else absent


def _tell_within(process: Process, wording: Wording) -> str:
    told = _tell_span("within", process.within, wording, "at any time")
    return f"{told} of learning of it" if process.within else told


def _tell_review(process: Process, wording: Wording) -> str:
    if process.review is None:
        return "none"
    told = _tell_span("review.decided", process.review.decided, wording, "without a limit of time")
    return f"can be asked after a refusal; it decides {told}"
