"""`creditscape new`: a scheme begun by answering questions, left as a file that `check` and `run` understand."""

import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from cyclopts import Parameter

T = TypeVar("T")
_RANGE = re.compile(r"([+-]?[0-9]{1,7})(?: *\.\. *([+-]?[0-9]{1,7}) *\.\. *([+-]?[0-9]{1,7}))?", re.ASCII)
_SUBJECTS = ("person", "official", "firm")
_CLASSES = ("conduct", "circumstance")
_MOST_SHOWN = 15
_MOST_CONDUCT = 200


def new(
    file: Annotated[str, Parameter(name="FILE", help="The file to begin, as my-town.yaml.")],
    /,
) -> None:
    """Begin a scheme by answering questions; every number of it stays open until a text gives it."""
    from ..scheme import load_scheme, write_outline
    from ..words import InputError
    from .results import plain

    target = Path(file)
    if target.suffix not in (".yaml", ".yml") or not re.fullmatch(
        r"[A-Za-z][A-Za-z0-9_-]{0,63}", target.stem
    ):
        raise InputError(
            "U171", "a scheme's file is named as letters, digits, - and _, then .yaml", file=file
        )
    if target.exists():
        raise InputError("U110", "is there already; choose another name", file=file)
    print(
        "Enter alone takes what stands in brackets. A number that is not settled is written low..used..high, as -20..-10..-5."
    )
    text = write_outline(_ask_outline(target.stem))
    with target.open("x", encoding="utf-8", newline="\n") as into:
        into.write(text)
    try:
        scheme = load_scheme(target)
    except InputError:
        target.unlink()  # answers that each make sense may not fit together: nothing unreadable is left
        raise
    print(f"\nWritten to {plain(file)}: {len(scheme.evidence())} numbers, all open. Next:")
    for verb, why in (
        ("check", "reads it strictly"),
        ("run", "lets invented people live under it"),
        ("audit", "holds it against written standards and says what it has yet to state"),
    ):
        print(f"  creditscape {verb} {plain(file)}    {why}")


def _ask_outline(name: str) -> Any:
    from ..scheme import Outline

    return Outline(
        id=name,
        title=_ask("Title of the scheme", _read_text),
        place=_ask("Place", _read_text, "an invented place"),
        country=_ask("Country, two capital letters", _read_country, "XX"),
        starts=_ask("In force from", _read_day, "2026-01-01"),
        subjects=(
            subjects := _ask("Who has a file: person, official or firm", _one_of(*_SUBJECTS), "person")
        ),
        min_age=None if subjects == "firm" else _ask("Youngest age", _between(0, 120), "18"),
        start=_ask("Points at the start", _read_open, "100"),
        conduct=_ask_conduct("firm" if subjects == "firm" else "person"),
        below=_ask("Below how many points does something happen", _read_open, "90"),
        consequence=_ask("What happens, in words", _read_text, "No public contracts"),
        domain=_ask("In which part of life (? lists them)", _read_domain, "procurement"),
        severity=_ask("How grave, from 1 to 5", _between_plain(1, 5), "3"),
        contest=_ask("May people object: yes or no", _one_of("yes", "no"), "yes") == "yes",
    )


def _ask(question: str, read: Callable[[str], T], default: str = "") -> T:
    """Ask until the answer can be read. Raises: InputError if the answers end."""
    from ..words import InputError

    while True:
        print(f"{question}{f' [{default}]' if default else ''}: ", end="", flush=True)
        line = sys.stdin.readline()
        if not line:
            raise InputError("U172", f"the answers end before {question!r}; nothing was written")
        try:
            return read(line.strip() or default)
        except ValueError as error:
            print(f"  {error}")


def _ask_conduct(of: str) -> list[Any]:
    """Events that count, one after the other."""
    from ..scheme import Conduct
    from ..words import parse_duration

    def read_span(text: str) -> str:
        parse_duration(text)
        return text

    found: dict[str, Any] = {}
    while len(found) < _MOST_CONDUCT:
        name = _ask(
            "Conduct that counts: an event, or a word to look for; Enter alone ends",
            _read_event(of, bool(found)),
        )
        if not name:
            break
        points = _ask(f"Points for {name}", _read_points)
        lasts = _ask("For how long do they count", read_span, "2 years")
        found[name] = Conduct(name, points, lasts)
    return list(found.values())


def _read_event(of: str, enough: bool) -> Callable[[str], str]:
    """Reads an event of persons or of firms, or tells which ones a word finds."""

    def read(text: str) -> str:
        from ..words import load_vocabulary

        kinds = {
            name: kind
            for name, kind in load_vocabulary().kinds.items()
            if kind.class_ in _CLASSES and kind.subject == of
        }
        if text in kinds or not text and enough:
            return text
        if not text:
            raise ValueError("something has to count; try a word such as payment")
        word = text.lower()
        near = [
            f"    {name}: {kind.means}"
            for name, kind in kinds.items()
            if word in f"{name} {kind.means.lower()}"
        ]
        more = (
            [f"    and {len(near) - _MOST_SHOWN} more; a longer word finds fewer"]
            if len(near) > _MOST_SHOWN
            else []
        )
        listed = "\n".join(["these events speak of it:", *near[:_MOST_SHOWN], *more])
        raise ValueError(listed if near else f"no event speaks of {text!r}")

    return read


def _read_text(text: str) -> str:
    if not text or not text.isprintable() or len(text) > 200:
        raise ValueError("some words are needed, up to 200 letters")
    return text


def _read_day(text: str) -> date:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise ValueError("a day as 2026-01-01")
    return date.fromisoformat(text)


def _read_country(text: str) -> str:
    if not re.fullmatch("[A-Z]{2}", text):
        raise ValueError("two capital letters, as DE; XX is nowhere")
    return text


def _read_open(text: str) -> Any:
    from ..scheme import Open

    match = _RANGE.fullmatch(text)
    if not match:
        raise ValueError("a whole number, or low..used..high")
    first, used, high = (int(each) if each else int(match[1]) for each in match.groups())
    if not first <= used <= high:
        raise ValueError(f"{first}, {used}, {high} do not rise")
    return Open(first, used, high)


def _read_points(text: str) -> Any:
    found = _read_open(text)
    if found.low <= 0 <= found.high:
        raise ValueError("points are below 0 or above 0, not both and not nothing")
    return found


def _between(low: int, high: int) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        found = _read_open(text)
        if not low <= found.low <= found.high <= high:
            raise ValueError(f"from {low} to {high}")
        return found

    return read


def _between_plain(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch("[0-9]{1,3}", text, re.ASCII) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return text

    return read


def _read_domain(text: str) -> str:
    from ..scheme import DOMAINS

    return _one_of(*DOMAINS)(text)
