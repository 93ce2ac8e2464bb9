"""The front page is true: its commands and program run, its links lead somewhere, its picture is a run's."""

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from creditscape.cli import main

from .pages import list_commands, read_blocks

LINK = re.compile(r"\]\(([^)#:]+)\)")
MOST_BYTES = 150_000


@pytest.fixture
def page(root: Path) -> str:
    """The README."""
    return (root / "README.md").read_text(encoding="utf-8")


def list_dead_links(page: str, folder: Path) -> list[str]:
    """Relative links of a page that lead nowhere."""
    return [link for link in LINK.findall(page) if not (folder / link).exists()]


def test_links_lead_somewhere(root):
    """Every relative link of the README and of the pages of docs leads to a file or folder of the project."""
    pages = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    assert [dead for path in pages for dead in list_dead_links(path.read_text("utf-8"), path.parent)] == []


def test_dead_link_is_found(root):
    """A planted link to a file that is not there is found."""
    assert list_dead_links("see [this](docs/nowhere.md), [that](docs/model.md)", root) == ["docs/nowhere.md"]


def test_go_knows_the_verbs(root, page):
    """Every verb of go.py that the README names is one that go.py knows."""
    spec = importlib.util.spec_from_file_location("go", root / "go.py")
    assert spec is not None and spec.loader is not None
    go = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(go)
    named = set(re.findall(r"python3 go\.py (\w+)", page))
    assert {"demo", "test", "bench", "lab"} == named == set(go.VERBS)


def test_commands_are_known(page):
    """Each of the nine commands of the README is one that the program can read: verb, arguments and flags."""
    from creditscape.cli.app import build_app

    [commands] = [list_commands(block) for block in read_blocks(page) if block.language == "console"]
    assert len(commands) == 9
    for command in commands:
        build_app().parse_args(shlex.split(command)[1:], exit_on_error=False, print_error=False)


def test_python_is_five_lines(page):
    """The program of the README has five lines and uses public names alone."""
    import creditscape

    [block] = [block for block in read_blocks(page) if block.language == "python"]
    assert len(block.text.splitlines()) == 5
    assert set(re.findall(r"cs\.(\w+)", block.text)) <= set(creditscape.__all__)


def test_picture_is_of_a_run(root):
    """The picture is small, marked synthetic with the digest of its run, and shows a thousand marks."""
    picture = (root / "docs" / "pictures" / "thousand.svg").read_text(encoding="utf-8")
    assert len(picture) < MOST_BYTES
    assert re.search(
        r"<metadata>[^<]*synthetic: invented people; run [0-9a-f]{12}\n[^<]*</metadata>", picture
    )
    drawn = re.sub(r"<defs>.*?</defs>", "", picture)
    assert 10 * drawn.count('href="#ten-') + drawn.count('href="#one-') == 1000


@pytest.mark.full
def test_commands_and_program_run(page, tmp_path, monkeypatch, capsys):
    """The five commands and the five lines of Python run in an empty folder and write their reports."""
    monkeypatch.chdir(tmp_path)
    for block in read_blocks(page):
        if block.language == "console":
            for command in list_commands(block):
                assert main(shlex.split(command)[1:]) == 0, capsys.readouterr().err
        elif block.language == "python":
            subprocess.run([sys.executable, "-c", block.text], check=True, capture_output=True, timeout=300)
    for report in ("runs/first/report.html", "runs/both/report.html", "first.html", "report.html"):
        assert (tmp_path / report).stat().st_size > 10_000
