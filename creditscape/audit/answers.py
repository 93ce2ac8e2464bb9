"""What a condition answers: it matches, it differs, the definition is silent, it is left to judgement, or
the question does not arise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["matches", "differs", "silent", "open", "apart"]


@dataclass(frozen=True, slots=True)
class Answer:
    """state; because: the fact in words, fit to follow a colon; evidence: the rules, measures or card fields
    it rests on; at_most: the gravest verdict that a match can come to, where what it rests on is uncertain.
    """

    state: State
    because: str
    evidence: tuple[str, ...] = ()
    at_most: Literal["LIKELY_FAIL", "JUDGEMENT"] | None = None


Condition = Callable[..., Answer]


def match_rows(rows: list[str], matched: str, differed: str) -> Answer:
    """An answer that matches if there are rows of evidence."""
    return Answer("matches", matched, tuple(rows)) if rows else Answer("differs", differed)


def keep_silent(*fields: str) -> Answer:
    """An answer for card fields that are absent."""
    return Answer(
        "silent",
        f"the scheme's card does not state {', '.join(fields)}",
        tuple(f"absent: card.{name}" for name in fields),
    )


def join_answers(answers: list[Answer], how: Literal["any", "all"]) -> Answer:
    """One answer from several: `any` matches if one does, `all` only if all do. Silence outweighs what does
    not decide, and so does what is left to judgement.
    """
    order: tuple[State, ...] = (
        ("matches", "silent", "open", "differs", "apart")
        if how == "any"
        else ("differs", "apart", "silent", "open", "matches")
    )
    state = next(state for state in order if any(answer.state == state for answer in answers))
    told = [answer for answer in answers if answer.state == state]
    rows = tuple(dict.fromkeys(row for answer in told for row in answer.evidence))
    if state == "silent" and len(told) > 1 and all(row.startswith("absent: card.") for row in rows):
        return Answer(
            state,
            "the scheme's card does not state "
            f"{', '.join(row.removeprefix('absent: card.') for row in rows)}",
            rows,
        )
    caps = {answer.at_most for answer in told}
    cap = None if None in caps else "LIKELY_FAIL" if "LIKELY_FAIL" in caps else "JUDGEMENT"
    return Answer(state, "; ".join(dict.fromkeys(answer.because for answer in told)), rows, cap)


def say_value(value: Any) -> str:
    """A value of the card in words: yes and no for truth values."""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
