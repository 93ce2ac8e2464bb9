"""The reader of documents: what it refuses, in which words, and what it must accept."""

import os
import time
from datetime import date
from fractions import Fraction

import pytest

from creditscape.words import InputError, StorageError, parse_document, read_document

BOMB = "a: &a [x, x]\n" + "".join(
    f"{c}: &{c} [*{b}, *{b}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED = {
    "empty": ("", "E101", "file is empty"),
    "comment only": ("# comment\n", "E101", "file is empty"),
    "start only": ("---\n", "E101", "file is empty"),
    "null": ("null\n", "E101", "file is empty"),
    "list": ("- a\n", "E102", "s.yaml:1: top level must be a mapping, found a list"),
    "text": ("just text\n", "E102", "top level must be a mapping"),
    "two documents": ("a: 1\n---\nb: 2\n", "E103", "s.yaml:2: more than one document"),
    "tab": ("a:\n\tb: 1\n", "E104", "s.yaml:2: tab used for indentation; use spaces"),
    "tab within": ("a: 1\t# x\n", "E104", "tab found"),
    "byte": (b"a: \xff\n", "E105", "not UTF-8 at byte 3"),
    "utf-16": ("a: 1\n".encode("utf-16"), "E105", "not UTF-8 at byte 0"),
    "NUL": ("a: \x00\n", "E106", "s.yaml:1: control character U+0000"),
    "escape": ("a: \x1b[0m\n", "E106", "control character U+001B"),
    "old line end": ("a: 1\rb: 2\n", "E106", "control character U+000D"),
    "written NUL": ('a: 1\nb: "\\0"\n', "E106", "s.yaml:2: control character U+0000"),
    "surrogate": ('a: "\\ud800"\n', "E116", "invalid Unicode character escape code"),
    "duplicate": ("a: 1\nb: 1\na: 2\n", "E107", "s.yaml:3: key 'a' given twice, first at line 1"),
    "duplicate in flow": ("x: {a: 1, 'a': 2}\n", "E107", "key 'a' given twice"),
    "alias bomb": (BOMB, "E108", "s.yaml:1: anchors and aliases are not allowed; use extends"),
    "alias loop": ("a: &a [*a]\n", "E108", "anchors and aliases are not allowed"),
    "alias": ("a: 1\nb: *a\n", "E108", "s.yaml:2: anchors and aliases"),
    "merge": ("<<: {a: 1}\nb: 2\n", "E108", "merge keys"),
    "brackets": ("a: " + "[" * 25_100, "E109", "s.yaml:1: nested deeper than 32"),
    "dashes": ("- " * 30_000, "E109", "nested deeper than 32"),
    "big": ("# " + "x" * (2 << 20), "E110", "limit is 1 MiB"),
    "long": ("b: 1\na: " + "x" * 900_000, "E111", "s.yaml:2: value is 900000 characters; limit is 4096"),
    "long tag": ("a: !" + "x" * 900_000, "E112", "tags are not allowed"),
    "object tag": (
        'a: 1\nb: !!python/object/apply:os.system ["id"]\n',
        "E112",
        "s.yaml:2: tags are not allowed (!!python/object/apply:os.system)",
    ),
    "int tag": ("a: !!int ''\n", "E112", "tags are not allowed (!!int)"),
    "timestamp tag": ("a: !!timestamp x\n", "E112", "tags are not allowed (!!timestamp)"),
    "own tag": ("a: !x 1\n", "E112", "tags are not allowed (!x)"),
    "bare tag": ("a: ! 1\n", "E112", "tags are not allowed"),
    "bidi": ("a: x\u202ey\n", "E113", "hidden character U+202E"),
    "zero width": ("a: x\u200by\n", "E113", "hidden character U+200B"),
    "written bidi": ('a: "\\u202e"\n', "E113", "hidden character U+202E"),
    "leading zero": (
        "a: 1\nb: 1\nc: 010\n",
        "E114",
        "s.yaml:3: '010' has a leading zero; write 10 or \"010\"",
    ),
    "sexagesimal": ("a: 1:30\n", "E114", "'1:30' is ambiguous, put it in quotes"),
    "hexadecimal": ("a: 0x1F\n", "E114", "'0x1F' is ambiguous"),
    "no": ("country: no\n", "E114", "'no' is ambiguous; write \"no\" in quotes, or true or false"),
    "Yes": ("a: Yes\n", "E114", "'Yes' is ambiguous"),
    "on": ("a: on\n", "E114", "'on' is ambiguous"),
    "key yes": ("yes: 1\n", "E114", "'yes' is ambiguous"),
    "nan": ("a: .nan\n", "E115", "'.nan' is not a finite number"),
    "plain nan": ("a: nan\n", "E115", "'nan' is not a finite number"),
    "inf": ("a: -.inf\n", "E115", "'-.inf' is not a finite number"),
    "huge": ("a: 1.0e+400\n", "E115", "'1.0e+400' is not a finite number"),
    "malformed": ("a: {b: 1\n", "E116", "cannot be read as YAML"),
    "malformed escape": ('a: "\\UFFFFFFFF"\n', "E116", "cannot be read as YAML"),
    "nested colon": ("a: b: c\n", "E116", "s.yaml:1: cannot be read as YAML: mapping values are not allowed"),
    "directive": ("%YAML 1.1\n---\na: 1\n", "E117", "directives are not allowed"),
    "tag directive": ("%TAG ! tag:x,2000:\n---\na: 1\n", "E117", "directives are not allowed"),
    "list key": ("? [a]\n: 1\n", "E118", "a key must be text or a whole number"),
    "true key": ("true: 1\n", "E118", "key 'true' must be text or a whole number"),
    "empty key": (": 1\n", "E116", "cannot be read as YAML"),
    "digits": ("a: " + "1" * 4000, "E119", "a number of 4000 digits; limit is 40"),
    "4301 digits": ("a: " + "1" * 4301, "E111", "limit is 4096"),
    "full-width": ("a: \uff11\uff12\n", "E203", "digits must be 0-9"),
    "Arabic-Indic": ("a: \u0661\u0662\n", "E203", "digits must be 0-9"),
    "date": ("a: 2020-13-45\n", "E206", "'2020-13-45' is not a date (YYYY-MM-DD, month 13)"),
    "day": ("a: 2021-02-29\n", "E206", "'2021-02-29' is not a date (YYYY-MM-DD, day 29)"),
    "short date": ("a: 2020-1-5\n", "E206", "is not a date (YYYY-MM-DD)"),
    "timestamp": ("a: 2020-01-05T10:00\n", "E206", "is not a date (YYYY-MM-DD)"),
}

ACCEPTED = {
    "underscores": ("a: 1_400_000_000", 1_400_000_000),
    "exponent": ("a: 1e6", 1_000_000),
    "whole decimal": ("a: 1.4e9", 1_400_000_000),
    "negative": ("a: -50", -50),
    "zero": ("a: 0", 0),
    "decimal": ("a: 0.082", Fraction(82, 1000)),
    "small": ("a: 1e-4", Fraction(1, 10_000)),
    "true": ("a: true", True),
    "null": ("a: ~", None),
    "absent": ("a:", None),
    "date": ("a: 2020-02-29", date(2020, 2, 29)),
    "quoted date": ('a: "2020-02-30"', "2020-02-30"),
    "quoted number": ("a: '010'", "010"),
    "quoted no": ('a: "no"', "no"),
    "names": (
        "a: Sp\u00e4te Zahlung \u2013 \u4fe1\u7528\u5206 \u2013 \u0442\u0435\u0441\u0442",
        "Sp\u00e4te Zahlung \u2013 \u4fe1\u7528\u5206 \u2013 \u0442\u0435\u0441\u0442",
    ),
    "markup": ("a: <script>alert(1)</script>", "<script>alert(1)</script>"),
    "braces": ("a: 'it''s {{7*7}} \"so\"'", 'it\'s {{7*7}} "so"'),
    "lines": ("a: |\n  one\n  two\n", "one\ntwo\n"),
    "version": ("a: 1.2.3", "1.2.3"),
    "words with digits": ("a: 2 years", "2 years"),
    "dots": ("a: ...x", "...x"),
}


def refuse(path, content, **how):
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError) as caught:
        read_document(path, **how)
    return caught.value


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name, tmp_path, monkeypatch):
    """Every bad file is refused with its code, in one line, naming file and line, with exit code 2."""
    monkeypatch.chdir(tmp_path)
    content, code, words = REFUSED[name]
    error = refuse(tmp_path / "s.yaml", content)
    assert (error.code, error.exit_code) == (code, 2)
    assert words in str(error)
    assert "\n" not in str(error)
    assert len(str(error)) <= 400


@pytest.mark.parametrize("name", ["alias bomb", "brackets", "dashes", "long", "long tag", "big", "digits"])
def test_refused_soon(name, tmp_path):
    """A file made to exhaust its reader is refused in far less time than it would take."""
    start = time.perf_counter()
    refuse(tmp_path / "s.yaml", REFUSED[name][0])
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name):
    """Honest values are read as what they say."""
    text, value = ACCEPTED[name]
    found = parse_document(text).data["a"]
    assert found == value
    assert type(found) is type(value)


def test_byte_order_mark_and_line_ends(tmp_path):
    """A byte order mark and CRLF line ends are accepted."""
    path = tmp_path / "s.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_document(path).data == {"a": 1, "b": 2}


def test_keys():
    """Keys are text or whole numbers; `on` is a key of the language."""
    assert parse_document("0: a\n5: b\non: 15\n'yes': 1\n").data == {0: "a", 5: "b", "on": 15, "yes": 1}


def test_path_with_spaces(tmp_path):
    """Folders with spaces, umlauts and a leading dash are ordinary."""
    folder = tmp_path / "-\u00fcber alles"
    folder.mkdir()
    (folder / "s.yaml").write_text("a: 1\n")
    assert read_document(folder / "s.yaml").data == {"a": 1}


def test_lines():
    """Every value knows the line of its key and its own."""
    root = parse_document("a: 1\nb:\n  c: [x,\n    z]\n  d:\n    2\n", "s.yaml").root
    assert root.find(("b", "c", 1)).line == 4
    assert (root.find(("b", "d")).key_line, root.find(("b", "d")).line) == (5, 6)
    assert root.find(("b", "missing")) is root.find(("b",))


def test_missing(tmp_path):
    """A file that does not exist is named."""
    with pytest.raises(InputError, match="E001.*no such file"):
        read_document(tmp_path / "missing.yaml")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_impossible_name(name):
    """A name that no file can have is refused like any other."""
    with pytest.raises(InputError):
        read_document(name)


def test_folder(tmp_path):
    """A folder is no document."""
    with pytest.raises(InputError, match="E002.*is a folder"):
        read_document(tmp_path)


def test_device():
    """A device that never ends is refused at once."""
    with pytest.raises(InputError, match="E003.*not a regular file"):
        read_document("/dev/zero")


def test_fifo(tmp_path):
    """A FIFO is refused at once instead of waited for."""
    os.mkfifo(tmp_path / "s.yaml")
    with pytest.raises(InputError, match="E003.*not a regular file"):
        read_document(tmp_path / "s.yaml")


def test_link(tmp_path):
    """A symbolic link is followed where a user gave it, and refused where a file names another."""
    (tmp_path / "real.yaml").write_text("a: 1\n")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    assert read_document(tmp_path / "link.yaml").data == {"a": 1}
    with pytest.raises(InputError, match="E003"):
        read_document(tmp_path / "link.yaml", follow=False)


def test_unreadable(monkeypatch, tmp_path):
    """A file that the system will not open is a matter of the disk: exit code 4."""

    def deny(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("creditscape.words.intake.os.open", deny)
    with pytest.raises(StorageError, match="E401.*cannot read: permission denied") as caught:
        read_document(tmp_path / "s.yaml")
    assert caught.value.exit_code == 4


def test_many_values(monkeypatch):
    """More values than the limit are refused while they are read."""
    monkeypatch.setattr("creditscape.words.scanner.MOST_NODES", 50)
    assert parse_document("a: [" + "1, " * 46 + "1]").data
    with pytest.raises(InputError, match="E110.*more than 50 values"):
        parse_document("a: [" + "1, " * 48 + "1]")


def test_depth_at_limit():
    """32 levels are read, 33 are not."""
    assert parse_document("a: " + "[" * 31 + "]" * 31).data
    with pytest.raises(InputError, match="E109"):
        parse_document("a: " + "[" * 32 + "]" * 32)
