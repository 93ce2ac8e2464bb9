"""Bad input on the command line: exactly one line, the right code and exit code, nothing written."""

import errno
import os
from pathlib import Path

import pytest

from creditscape.experiment import claim_run

LONG = "9" * 5000
HOSTILE = "\x1b]0;owned\x07\u202e"


def check_line(ended, code: int, start: str, words: str) -> None:
    """One line of at most 400 characters that begins and reads as it should, with nothing unseen in it."""
    assert (ended.code, ended.out) == (code, ""), ended
    assert ended.err.endswith("\n") and ended.err.count("\n") == 1, ended.err
    assert ended.last.startswith(start) and words in ended.last, ended.last
    assert len(ended.last) <= 400 and ended.last.isprintable()
    assert "Traceback" not in ended.err


def lay_traps(folder: Path) -> None:
    """Things that a path can lead to and that are no scheme."""
    (folder / "empty.yaml").touch()
    (folder / "folder").mkdir()
    (folder / "link.yaml").symlink_to("/dev/zero")
    (folder / f"{HOSTILE}.yaml").write_text("scheme: 7\n")
    (folder / "bytes.yaml").write_bytes(b"title: \xff\n")
    os.mkfifo(folder / "fifo.yaml")


# Numbers 21 to 56 are those of our list of bad inputs; letters mark variants.
NUMBERS = [
    ("21", ["--people", "1e18"], 3, "error[E301]", "limit is 10,000,000,000"),
    ("21b", ["--people", "1_000_000_000_000"], 3, "error[E301]", "days"),
    ("22", ["--people", "1000.5"], 2, "error[E203] --people:", "must be a whole number, found 1000.5"),
    ("23", ["--people", "-5"], 2, "error[E203]", "must be at least 1, found -5"),
    ("23b", ["--people", "0"], 2, "error[E203]", "must be at least 1, found 0"),
    ("24", ["--people", '"1000"'], 2, "error[E203] --people:", "must be a whole number, found text"),
    ("24b", ["--people", "true"], 2, "error[E203] --people:", "must be a whole number, found true"),
    ("24c", ["--people", "[1000]"], 2, "error[E203] --people:", "must be a whole number"),
    ("24d", ["--people", ""], 2, "error[E203] --people:", "must be a whole number, found nothing"),
    ("24e", ["--people", "2020-01-01"], 2, "error[E203] --people:", "must be a whole number"),
    ("25", ["--people", "１０００"], 2, "error[E203] --people:", "digits must be 0-9"),
    ("25b", ["--people", "١٠٠٠"], 2, "error[E203] --people:", "digits must be 0-9"),
    ("25c", ["--people", HOSTILE], 2, "error[E203] --people:", "\\x1b]0;owned\\x07\\u202e"),
    (
        "26",
        ["--seed", LONG],
        2,
        "error[E203] --seed:",
        "must be a whole number from 0 to 18446744073709551615",
    ),
    (
        "26b",
        ["--seed", "-1"],
        2,
        "error[E203] --seed:",
        "must be a whole number from 0 to 18446744073709551615",
    ),
    ("26c", ["--seed", str(1 << 64)], 2, "error[E203] --seed:", "from 0 to 18446744073709551615"),
    ("26d", ["--seed", "1.5"], 2, "error[E203] --seed:", "from 0 to 18446744073709551615"),
    ("26e", ["--seed=-1"], 2, "error[E203] --seed:", "found '-1'"),
    ("27", ["--years", "1e9"], 3, "error[E302]", "limit is 100"),
    ("27b", ["--years", "0"], 2, "error[E203]", "must be at least 1"),
    ("27c", ["--years", LONG], 2, "error[E203] --years:", "must be a whole number"),
    ("28", ["--years", "010"], 2, "error[E114] --years:", "leading zero"),
    ("31", ["--people", "nan"], 2, "error[E115] --people:", "not a finite number"),
    ("31b", ["--people", "1e400"], 2, "error[E115] --people:", "not a finite number"),
    ("burn-in", ["--burn-in", "1e9"], 2, "error[E203]", "limit is 100"),
    ("burn-in2", ["--burn-in", "-1"], 2, "error[E203] --burn-in:", "must be at least 0"),
    ("47", ["--people", "abc"], 2, "error[E203] --people:", "must be a whole number, found text 'abc'"),
    ("47b", ["--threads", "0"], 2, "error[U101] --threads:", "0; allowed 1 to"),
    ("47c", ["--threads", "100000"], 2, "error[U101] --threads:", "on this machine"),
    ("47d", ["--threads", "two"], 2, "error[E203] --threads:", "must be a whole number"),
    ("47e", ["--communities-per-task", "0"], 2, "error[E203] --communities-per-task:", "must be at least 1"),
    ("worlds", ["--worlds", "as_written,heaven"], 2, "error[U150]", "unknown world 'heaven'"),
    ("worlds2", ["--worlds", ""], 2, "error[U150]", "unknown world"),
    ("society", ["--society", "imaginary_countie"], 2, "error[E001]", "did you mean 'imaginary_county'"),
    ("society2", ["--society", "/dev/zero"], 2, "error[E003]", "not a regular file"),
]

WORDS = [
    ("45", ["run", "missing.yaml"], 2, "error[E001] missing.yaml:", "no such file"),
    ("45b", ["run", "."], 2, "error[E002] .:", "is a folder"),
    ("45c", ["run", "suining-2011"], 2, "error[E001]", "did you mean 'suining-2010'"),
    ("45d", ["compare", "suining-2010", "missing.yaml"], 2, "error[E001] missing.yaml:", "no such file"),
    ("45e", ["check", "missing.yaml"], 2, "error[E001] missing.yaml:", "no such file"),
    (
        "45f",
        ["check", "suining-2010", "--cases", "missing.yaml"],
        2,
        "error[E001] missing.yaml:",
        "no such file",
    ),
    ("45g", ["report", "missing"], 2, "error[E001] missing:", "no such folder"),
    ("45h", ["report", "empty.yaml"], 2, "error[E002] empty.yaml:", "not a folder"),
    ("45i", ["report", "folder"], 5, "error[E502] folder/manifest.json:", "is missing"),
    ("45j", ["run", ""], 2, "error[E002]", "is a folder"),
    ("46", ["run", "/dev/zero"], 2, "error[E003] /dev/zero:", "not a regular file"),
    ("46b", ["check", "fifo.yaml"], 2, "error[E003] fifo.yaml:", "not a regular file"),
    ("46c", ["run", "link.yaml"], 2, "error[E003] link.yaml:", "not a regular file"),
    ("46d", ["run", "empty.yaml"], 2, "error[E101] empty.yaml:", "empty"),
    ("46e", ["run", "bytes.yaml"], 2, "error[E105] bytes.yaml:", "not UTF-8 at byte 7"),
    ("48", ["run", "suining-2010", "--out", "empty.yaml"], 2, "error[U110] empty.yaml:", "is a file"),
    ("48c", ["run", "suining-2010", "--out", "."], 2, "error[U112] .:", "holds files that are no run's"),
    ("49", ["run", "suining-2010", "--out", "/proc/x"], 4, "error[E402] /proc/x:", "cannot create"),
    ("49b", ["run", "suining-2010", "--out", "x" * 5000], 4, "error[E402]", "file name too long"),
    ("49c", ["run", "suining-2010", "--out", "empty.yaml/x"], 4, "error[E402]", "not a directory"),
    ("53", ["run", "suining-2010", "--set", "rules[99].points=5"], 2, "error[U100]", "Unknown option: --set"),
    ("54", ["run", "suining-2010", "--scheduler", "tcp://0.0.0.0:1"], 2, "error[U100]", "Unknown option"),
    ("55", ["serve", "--port", "99999"], 2, "error[U100]", "Unknown command"),
    ("56", ["check", f"{HOSTILE}.yaml"], 2, "error[E2", "\\x1b]0;owned\\x07\\u202e.yaml"),
    ("56b", ["check", f"no{HOSTILE}"], 2, "error[E001]", "\\x1b]0;owned\\x07\\u202e"),
    ("56c", [HOSTILE], 2, "error[U100]", "\\x1b]0;owned\\x07\\u202e"),
    ("56d", ["check", "\udcff.yaml"], 2, "error[E001]", "\\udcff"),
    ("u1", ["run"], 2, "error[U100]", "requires an argument"),
    ("u2", ["run", "suining-2010", "--people"], 2, "error[U100]", "--people"),
    ("u3", ["run", "suining-2010", "second"], 2, "error[U100]", "second"),
    ("u4", ["run", "suining-2010", "--peple", "5"], 2, "error[U100]", "Did you mean --people"),
    ("u5", ["rnu"], 2, "error[U100]", 'Unknown command "rnu"'),
    ("u6", ["run", "suining-2010", "--seed", "1", "--seed", "2"], 2, "error[U100]", "multiple times"),
    ("u7", ["run", "suining-2010", "--json=maybe"], 2, "error[U100]", "--json"),
    ("u8", ["schemes", "--no-json"], 2, "error[U100]", "Unknown option"),
    ("u9", ["report", "\x00"], 2, "error[E001]", "\\x00"),
    ("u10", ["run", "x" * 100_000], 2, "error[E001]", "no such file"),
    ("u11", ["compare", "suining-2010"], 2, "error[U100]", "needs a reform or another scheme"),
]


@pytest.mark.parametrize(
    ("name", "flags", "code", "start", "words"), NUMBERS, ids=[row[0] for row in NUMBERS]
)
def test_numbers(name, flags, code, start, words, call, tmp_path):
    """A number that cannot be used is refused before anything is drawn, with what is allowed."""
    check_line(call("run", "suining-2010", "--out", "new", *flags), code, start, words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "given", "code", "start", "words"), WORDS, ids=[row[0] for row in WORDS])
def test_words(name, given, code, start, words, call, tmp_path):
    """A word that cannot be used is refused in one line, and nothing is written."""
    lay_traps(tmp_path)
    before = sorted(path.name for path in tmp_path.rglob("*"))
    check_line(call(*given), code, start, words)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize("row", NUMBERS[:3] + NUMBERS[13:16], ids=lambda row: row[0])
def test_compare_reads_the_same_numbers(row, call):
    """`compare` refuses what `run` refuses, in the same words."""
    _, flags, code, start, words = row
    check_line(call("compare", "suining-2010", "wendeng-2020", *flags), code, start, words)


PROCESSES = [
    row for row in WORDS if row[0] in {"45", "45g", "46", "46b", "48", "49", "56", "56b", "u1", "u5"}
]


@pytest.mark.parametrize(
    ("name", "given", "code", "start", "words"), PROCESSES, ids=[row[0] for row in PROCESSES]
)
def test_processes(name, given, code, start, words, start_and_wait, tmp_path):
    """A process of its own ends the same way."""
    lay_traps(tmp_path)
    check_line(start_and_wait(*given), code, start, words)


def test_bytes_that_are_no_text(start_and_wait):
    """An argument that is not UTF-8 is shown as escapes."""
    check_line(
        start_and_wait("check", b"\xff\xfe.yaml"), 2, "error[E001] \\udcff\\udcfe.yaml:", "no such file"
    )


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="the administrator may read and write everything"
)
def test_forbidden_files(call, tmp_path):
    """A file without permission to read, and a folder without permission to write, are named."""
    (tmp_path / "x.yaml").touch(mode=0)
    check_line(call("run", "x.yaml"), 4, "error[E401] x.yaml:", "cannot read: permission denied")
    (tmp_path / "locked").mkdir(mode=0o500)
    check_line(call("run", "suining-2010", "--out", "locked"), 4, "error[E402] locked:", "permission denied")


def test_another_run_in_the_folder(call, kept):
    """A folder that holds another run is refused before anything is drawn, and the run is named."""
    ended = call("run", "wendeng-2020", "--people", "4096", "--years", "1", "--out", str(kept))
    check_line(ended, 2, "error[U111]", "of scheme suining-2010; choose another folder")


def test_a_folder_in_use(call, tmp_path):
    """A folder that another run is writing is refused."""
    with claim_run(tmp_path / "busy"):
        check_line(
            call("run", "suining-2010", "--out", "busy"), 4, "error[E410] busy:", "in use by another run"
        )


def test_full_disk(call, instant, monkeypatch, tmp_path):
    """A full disk is one line and exit code 4; the sentences were already told, and no half file stays."""

    def refuse(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)
    ended = call("run", "suining-2010", "--people", "4096", "--years", "1", "--out", "new")
    assert ended.code == 4 and "people the scheme applies to" in ended.out
    assert ended.last.startswith("error[E403] new/") and "no space left" in ended.last
    assert list(tmp_path.iterdir()) == []


def test_damaged_run(call, kept, tmp_path):
    """A kept run with one flipped bit is exit code 5, and no report is written."""
    for path in kept.iterdir():
        if path.name != "report.html":  # another test may have written one
            (tmp_path / path.name).write_bytes(path.read_bytes())
    content = bytearray((tmp_path / "stock.parquet").read_bytes())
    content[100] ^= 4
    (tmp_path / "stock.parquet").write_bytes(content)
    check_line(call("report", "."), 5, "error[E501] stock.parquet:", "does not match the manifest")
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize(
    ("target", "code", "start"),
    [
        ("there", 2, "error[U110]"),
        ("/proc/x", 4, "error["),
        ("x" * 5000, 4, "error["),
        (".", 2, "error[U110]"),
    ],
)
def test_report_places(target, code, start, call, kept, tmp_path):
    """A report is not written over a file of the user's, nor where nothing can be written."""
    (tmp_path / "there").write_text("mine")
    check_line(call("report", str(kept), "--out", target), code, start, "")
    assert (tmp_path / "there").read_text() == "mine"
