"""The tutorial is true: its files are read, its commands run, its answers are those of the program."""

from pathlib import Path

import pytest

from .pages import TUTORIAL, Fenced, play, read_blocks

SLIP = "```console\n$ creditscape check nowhere.yaml\nerror[E001] nowhere.yaml: no such fil\n```\n"


def test_tutorial_answers_as_it_says(tmp_path, monkeypatch):
    """Each command and program of the tutorial, run in order in an empty folder, answers what it shows."""
    monkeypatch.chdir(tmp_path)
    for block, told in play(TUTORIAL.read_text(encoding="utf-8")):
        assert block == told, "write the page anew: python -m tests.docs.pages"
    assert {"reedford.yaml", "reedford-cases.yaml", "reedford-mild.yaml"} <= {
        path.name for path in tmp_path.iterdir()
    }
    assert (tmp_path / "first" / "report.html").stat().st_size > 10_000
    assert (tmp_path / "second" / "report.html").stat().st_size > 10_000


def test_wrong_answer_is_found(tmp_path, monkeypatch):
    """A planted page whose answer is not that of the program differs from what it should read."""
    monkeypatch.chdir(tmp_path)
    [(block, told)] = play(SLIP)
    assert block != told
    assert told.text.startswith("$ creditscape check nowhere.yaml\nerror[")


def test_edit_must_fit(tmp_path, monkeypatch):
    """An edit of lines that the file does not hold is an error, and one that fits is made."""
    monkeypatch.chdir(tmp_path)
    page = "```yaml\n# a.yaml\none: 1\n```\n\n```diff\n-one: {}\n+one: 2\n```\n"
    list(play(page.format(1)))
    assert Path("a.yaml").read_text() == "# a.yaml\none: 2\n"
    with pytest.raises(ValueError, match="does not hold"):
        list(play(page.format(3)))


def test_only_the_program_is_called():
    """A console block that calls anything but creditscape is refused."""
    with pytest.raises(ValueError, match="creditscape alone"):
        list(play("```console\n$ rm a.yaml\n```\n"))


def test_every_block_is_carried_out():
    """No fenced block is of a language that nothing carries out, and YAML blocks are named files."""
    blocks = read_blocks(TUTORIAL.read_text(encoding="utf-8"))
    assert {block.language for block in blocks} == {"yaml", "diff", "console", "python", "text"}
    assert all(is_file(block) for block in blocks if block.language == "yaml")
    assert TUTORIAL.read_text(encoding="utf-8").count("```") == 2 * len(blocks)


def is_file(block: Fenced) -> bool:
    """Whether a block names the file that it is."""
    return block.text.startswith("# reedford")
