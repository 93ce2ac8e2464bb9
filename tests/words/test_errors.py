"""Errors are one line, name the place, and never show a hidden character."""

import pickle

import pytest

from creditscape.words import InputError, IntegrityError, ResourceError, StorageError, show, suggest


@pytest.mark.parametrize(
    ("kind", "code"), [(InputError, 2), (ResourceError, 3), (StorageError, 4), (IntegrityError, 5)]
)
def test_exit_code(kind, code):
    """Each kind of error has its exit code and can be caught as InputError."""
    assert kind.exit_code == code
    assert issubclass(kind, InputError)


def test_line():
    """An error reads code, file, line, field, message, hint."""
    error = InputError(
        "E999", "found 7; allowed: 8", file="s.yaml", line=3, field="rules.late", hint="Write 8"
    )
    assert str(error) == "error[E999] s.yaml:3: rules.late: found 7; allowed: 8. Write 8"


def test_bare():
    """An error without place is its code and message."""
    assert str(InputError("E1", "no")) == "error[E1] no"


@pytest.mark.parametrize("nasty", ["\x1b]0;x\x07", "\u202e", "\u200b", "\n", "\ud800", "\u2028", "\x00"])
def test_escape(nasty):
    """Control, bidi and zero-width characters are shown as escapes, wherever they come from."""
    text = str(InputError("E1", f"found {nasty}", file=nasty, field=nasty, hint=nasty))
    assert nasty not in text
    assert text.isprintable()
    assert text.count("\\") >= 4


def test_length():
    """No error is longer than 400 characters, and its beginning survives."""
    text = str(InputError("E1", "x" * 5000, file="f" * 5000, field="g" * 5000, hint="h" * 5000))
    assert len(text) <= 400
    assert text.startswith("error[E1] ...fff")


def test_show():
    """A found value is shown in at most 80 characters."""
    assert show("late") == "'late'"
    assert len(show("x" * 5000)) == 80


def test_suggest():
    """A mistyped word brings the nearest known one, a strange word none."""
    assert suggest("treshold", ["threshold", "rules"]) == "did you mean 'threshold'"
    assert suggest("zzz", ["threshold"]) == ""


def test_suggest_letter():
    """A letter of another alphabet that looks Latin is named."""
    assert "U+0430 is not Latin" in suggest("n\u0430me", ["name"])


def test_pickle():
    """An error keeps everything on its way between processes."""
    sent = pickle.dumps(ResourceError("E303", "many", file="a", line=1, field="rules", hint="less"))
    error = pickle.loads(sent)  # noqa: S301
    assert isinstance(error, ResourceError)
    assert str(error) == "error[E303] a:1: rules: many. less"
