"""`creditscape new`: answers become a file that loads, checks, runs and is audited; answers that make no sense are asked for again."""

import io
import subprocess
import sys

import pytest

from creditscape.scheme import DOMAINS, Conduct, Open, Outline, load_scheme, write_outline
from creditscape.words import load_vocabulary

from .conftest import PROGRAM

PLAIN = {
    "title": "Prompt payers",
    "place": "",
    "country": "",
    "starts": "",
    "subjects": "",
    "min_age": "",
    "start": "",
    "conduct": "loan_payment_missed\n-20..-10..-5\n\nblood_donation\n5\n1 year\n",
    "below": "80..90..95",
    "consequence": "",
    "domain": "",
    "severity": "",
    "contest": "",
}


@pytest.fixture
def begin(call, monkeypatch):
    """Answer the questions: those of a plain scheme, but for what is given."""

    def act(name="town.yaml", **answers):
        text = "".join(f"{answer}\n" for answer in {**PLAIN, **answers}.values() if answer is not None)
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return call("new", name)

    return act


def test_answers_become_a_scheme(begin, call, tmp_path):
    """The file holds the answers as open ranges; check, audit and run take it."""
    ended = begin()
    assert ended.code == 0 and "Written to town.yaml: " in ended.out
    scheme = load_scheme(tmp_path / "town.yaml")
    assert {row["grade"] for row in scheme.evidence()} == {"hypothetical"}
    low, used, high = (scheme.plain(scenario)["phases"][0] for scenario in ("low", "used", "high"))
    assert [phase["rules"]["loan_payment_missed"]["points"] for phase in (low, used, high)] == [
        {"fixed": n} for n in (-20, -10, -5)
    ]
    assert used["rules"]["blood_donation"]["lasts"] == ("months", 12)
    assert used["process"]["decided"] == ("days", 30) and scheme.plain()["min_age"] == 18
    assert call("check", "town.yaml").code == 0
    assert "held against" in call("audit", "town.yaml").out
    assert call("run", "town.yaml", "--people", "4096", "--years", "1", "--worlds", "as_written").code == 0


@pytest.mark.parametrize("subjects", ["official", "firm"])
def test_other_subjects(begin, tmp_path, subjects):
    """Officials have an age and persons' conduct, firms have no age and conduct of their own."""
    firm = subjects == "firm"
    events = [
        name
        for name, kind in load_vocabulary().kinds.items()
        if kind.subject == "firm" and kind.class_ == "conduct"
    ]
    conduct = f"{events[0]}\n-5\n\n" if firm else PLAIN["conduct"]
    ended = begin(subjects=subjects, min_age=None if firm else "", conduct=conduct, contest="no")
    assert ended.code == 0
    plain = load_scheme(tmp_path / "town.yaml").plain()
    assert plain["subjects"] == subjects and not plain["phases"][0].get("process")


@pytest.mark.parametrize(
    ("question", "wrong", "right", "words"),
    [
        ("title", "", "x", "some words are needed"),
        ("title", "a\x1b[2Jb", "x", "some words are needed"),
        ("country", "de", "DE", "two capital letters, as DE"),
        ("starts", "2026-02-30", "2026-03-01", "day is out of range"),
        ("starts", "20260301", "2026-03-01", "a day as 2026-01-01"),
        ("subjects", "company", "person", "one of person, official, firm"),
        ("min_age", "121", "18", "from 0 to 120"),
        ("start", "ten", "10", "a whole number, or low..used..high"),
        ("start", "10..5..20", "10", "10, 5, 20 do not rise"),
        (
            "conduct",
            "\nxyzzy\npayment",
            "loan_payment_missed\n0\n-1\n2 moons\n\n",
            "no event speaks of 'xyzzy'",
        ),
        ("conduct", "payment", "loan_payment_missed\n-1..0..1\n-1\n\n", "    loan_payment_missed: "),
        ("domain", "?", "credit", ", ".join(DOMAINS)),
        ("severity", "6", "5", "a whole number from 1 to 5"),
        ("contest", "perhaps", "no", "one of yes, no"),
    ],
)
def test_what_makes_no_sense_is_asked_again(begin, question, wrong, right, words):
    """A wrong answer is told in a line and asked for again; the right one after it counts."""
    ended = begin(**{question: f"{wrong}\n{right}"})
    assert ended.code == 0 and words in ended.out and "\x1b" not in ended.out


def test_nothing_is_written_when_answers_end(begin, tmp_path):
    """Where the answers end too early, one line says where, and there is no file."""
    ended = begin(**dict.fromkeys(list(PLAIN)[3:]))
    assert ended.code == 2 and "error[U172]" in ended.err and "'In force from'" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_answers_that_no_scheme_may_give_leave_no_file(begin, tmp_path):
    """What only the reader of schemes knows to be out of bounds is refused by it, and the file goes."""
    ended = begin(starts="1850-01-01")
    assert ended.code == 2 and "1850-01-01 must lie between" in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("town.txt", "U171"), ("a b.yaml", "U171"), ("..yaml", "U171"), ("nowhere/town.yaml", "")],
)
def test_names_of_files(begin, name, code):
    """A file is named as its scheme will be; a folder that is not there is refused too."""
    ended = begin(name)
    assert ended.code != 0 and code in ended.err and "Traceback" not in ended.err


def test_what_is_there_stays(begin, tmp_path):
    """A file that exists is never written over."""
    (tmp_path / "town.yaml").write_text("mine", encoding="utf-8")
    ended = begin()
    assert ended.code == 2 and "error[U110]" in ended.err and (tmp_path / "town.yaml").read_text() == "mine"


def test_closed_input(tmp_path):
    """A process without input ends with one line."""
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, "new", "town.yaml"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2 and "error[U172]" in ended.stderr and list(tmp_path.iterdir()) == []


def test_hostile_words_stay_words(tmp_path):
    """Whatever is printable may stand in a title, a place and a consequence: it comes back letter by letter."""
    from datetime import date

    for words in (
        "a: b",
        "# no",
        "- x",
        "'\"\\",
        "{a: 1}",
        "null",
        "0x10",
        "*a &b !c",
        "é 中 \u202f",
        "yes",
        "2026-01-01",
        "%",
        "@",
        "|",
    ):
        made = Outline(
            id="town", title=words, place=words, country="XX", starts=date(2026, 1, 1), subjects="person", min_age=Open(18, 18, 18),
            start=Open(100, 100, 100), below=Open(90, 90, 90), consequence=words, domain="credit", severity=1, contest=True,
            conduct=[Conduct("loan_payment_missed", Open(-1, -1, -1), "1 year")],
        )  # fmt: skip
        path = tmp_path / "town.yaml"
        path.write_text(write_outline(made), encoding="utf-8")
        scheme = load_scheme(path)
        assert (scheme.title, scheme.place["name"]) == (words, words)


def test_an_outline_needs_conduct():
    """A scheme in which nothing counts is none."""
    from datetime import date

    one = Open(1, 1, 1)
    with pytest.raises(ValueError, match="nothing counts"):
        write_outline(
            Outline("a", "a", "a", "XX", date(2026, 1, 1), "person", one, one, one, "a", "credit", 1, False)
        )
