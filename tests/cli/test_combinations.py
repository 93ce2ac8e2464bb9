"""Three hundred combinations of words: no traceback, no code that is not ours, no raw control character."""

import pytest

VERBS = (
    "run",
    "compare",
    "check",
    "schemes",
    "report",
    "societies",
    "rnu",
    "--help",
    "",
    "run run",
    "--version",
)
SCHEMES = ("suining-2010", "wendeng-2020", "suining", ".", "/dev/null", "x.yaml", "\x1b[31m.yaml", "-", "")
FLAGS = (
    ("--people", "4096"), ("--people", "1e400"), ("--people", "-1"), ("--people=x",), ("--people",),
    ("--years", "1"), ("--years", "1e9"), ("--seed", "2"), ("--seed", "-2"), ("--threads", "1"),
    ("--threads", "0"), ("--json",), ("--json", "yes"), ("--worlds", "as_written"), ("--worlds", "no_scheme"),
    ("--worlds", ","), ("--out", "new"), ("--out", "x.yaml"), ("--out", "/proc/y"), ("--out", ""),
    ("--cases", "x.yaml"), ("--cases", "wendeng-2020"), ("--burn-in", "1"), ("--burn-in", "x"),
    ("--communities-per-task", "2"), ("--society", "nowhere"), ("--society", "\u202e"), ("--debugger",),
    ("--",), ("-h",), ("-x",), ("--no-json",), ("\udcff",), ("\x00",),
)  # fmt: skip
ALLOWED = {0, 2, 3, 4, 5, 6}


def combine(number: int) -> list[str]:
    """The words of one combination, drawn by its number."""
    state = [number * 2654435761 % (1 << 32)]

    def draw(many: int) -> int:
        state[0] = (state[0] * 1664525 + 1013904223) % (1 << 32)
        return (state[0] >> 8) % many

    words = [VERBS[draw(5) if number % 5 else draw(len(VERBS))]]
    words += [SCHEMES[draw(3) if number % 3 else draw(len(SCHEMES))] for _ in range(draw(3))]
    for _ in range(draw(4)):
        words += FLAGS[draw(len(FLAGS))]
    return words


@pytest.mark.parametrize("tens", range(30))
def test_combinations(tens, call, instant, tmp_path):
    """Every combination ends with a code of ours; a refusal ends in one `error[` line, all of it visible."""
    (tmp_path / "x.yaml").write_text("scheme: x\n")
    for number in range(10 * tens, 10 * tens + 10):
        words = combine(number)
        ended = call(*words)
        assert ended.code in ALLOWED, (words, ended)
        assert "Traceback" not in ended.err and "E900" not in ended.err, (words, ended)
        assert all(line.isprintable() for line in (ended.out + ended.err).splitlines() if "\xa0" not in line)
        assert ended.last.startswith("error[") == (ended.code != 0), (words, ended)
        assert len(ended.last) <= 400


def test_combinations_are_three_hundred():
    """The combinations differ, and hold refusals and successes."""
    assert len({tuple(combine(number)) for number in range(300)}) > 250
