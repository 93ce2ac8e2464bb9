"""Errors that a user meets: one line each, with a code, the place in the file, what was found and what is
allowed.

    InputError        exit 2: something given cannot be used
    ├─ ResourceError  exit 3: the work is larger than allowed
    ├─ StorageError   exit 4: the disk or the system refuses
    └─ IntegrityError exit 5: something stored is damaged

Whatever the user wrote is shown shortened and with hidden and control characters escaped.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

LONGEST_LINE = 400
LONGEST_QUOTE = 80
# Control, line-separating, zero-width, bidi and other invisible characters: Unicode Cc, Cf, Zl, Zp, Cs and
# noncharacters.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e007f\U000ffffe\U000fffff\U0010fffe\U0010ffff]"
)


class InputError(Exception):
    """Something given cannot be used.

    code: letter and number of the kind of error; message: `found; allowed`; file, line, field: where; hint:
    what to do.
    """

    exit_code = 2

    def __init__(
        self,
        code: str,
        message: str,
        *,
        file: object = None,
        line: int | None = None,
        field: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.file = None if file is None else str(file)
        self.line = line
        self.field = field
        self.hint = hint

    def __str__(self) -> str:
        place = (
            ""
            if self.file is None
            else f" {show_end(self.file)}" + (f":{self.line}" if self.line else "") + ":"
        )
        field = f" {show_end(self.field)}:" if self.field else ""
        hint = f". {self.hint}" if self.hint else ""
        return clip(escape(f"error[{self.code}]{place}{field} {self.message}{hint}"), LONGEST_LINE)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.code, self.message, self.file, self.line, self.field, self.hint)


class ResourceError(InputError):
    """The work is larger than allowed."""

    exit_code = 3


class StorageError(InputError):
    """The disk or the system refuses."""

    exit_code = 4


class IntegrityError(InputError):
    """Something stored is damaged."""

    exit_code = 5


def escape(text: str) -> str:
    """The text with hidden and control characters written as escapes, such as `\\u202e`."""
    return UNSEEN.sub(lambda match: ascii(match[0])[1:-1], text)


def clip(text: str, length: int) -> str:
    """The text, cut to a length with ` ...` at its end."""
    return text if len(text) <= length else text[: length - 4] + " ..."


def show(value: object) -> str:
    """A found value for a message: in quotes if text, shortened, escaped."""
    text = f"'{value}'" if isinstance(value, str) else str(value)
    return clip(escape(text), LONGEST_QUOTE)


def show_end(text: str) -> str:
    """A path or field for a message: its last 120 characters."""
    shown = escape(text)
    return shown if len(shown) <= 120 else "..." + shown[-117:]


def suggest(word: str, known: Iterable[object]) -> str:
    """`did you mean 'x'` for a mistyped word, or an empty text.

    A letter of a look-alike alphabet is named.
    """
    close = get_close_matches(word[:80], sorted({str(name) for name in known}), n=1, cutoff=0.7)
    if not close:
        return ""
    strange = next((c for c in word if c.isalpha() and not c.isascii()), None)
    alien = (
        ""
        if strange is None or not close[0].isascii()
        else f" (the letter U+{ord(strange):04X} is not Latin)"
    )
    return f"did you mean '{close[0]}'{alien}"


def spell(word: str) -> str:
    """A name for a message: one that mixes Latin letters with others is spelt in escapes, for they may look
    alike.
    """
    mixed = any(c.isascii() and c.isalpha() for c in word) and any(
        not c.isascii() and c.isalpha() for c in word
    )
    return show(word) if not mixed else clip(ascii(word), LONGEST_QUOTE)


def _rebuild(kind: type[InputError], code: str, message: str, *rest: Any) -> InputError:
    return kind(code, message, file=rest[0], line=rest[1], field=rest[2], hint=rest[3])
