"""The atlas is what the shipped schemes say: pages, pictures and tables are those of today."""

import xml.etree.ElementTree as xml
from pathlib import Path

import pytest

from creditscape.scheme import list_schemes, make_atlas

ATLAS = Path(__file__).parents[2] / "docs" / "atlas"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def atlas() -> dict[str, str]:
    """All files of the atlas, made anew; the library is read once for all tests."""
    return make_atlas()


def test_atlas_is_current(atlas):
    """Write it anew with `python docs/atlas/write.py`."""
    old = [name for name, text in atlas.items() if not is_current(ATLAS / name, text)]
    assert old == []


def is_current(path: Path, text: str) -> bool:
    """Whether a file says exactly this."""
    return path.is_file() and path.read_text(encoding="utf-8") == text


def test_old_page_is_found(tmp_path):
    """A planted page that says something else is not current, and one that is not there neither."""
    (tmp_path / "a.md").write_text("# a\n", encoding="utf-8")
    assert is_current(tmp_path / "a.md", "# a\n") and not is_current(tmp_path / "a.md", "# b\n")
    assert not is_current(tmp_path / "b.md", "")


def test_no_page_without_scheme(atlas):
    """The folder holds the files of the schemes that ship, the tables and the program that writes them."""
    assert {path.name for path in ATLAS.iterdir() if path.is_file()} == {*atlas, "write.py"}
    assert {name.removesuffix(".svg") for name in atlas if name.endswith(".svg")} == set(list_schemes())


def test_every_scheme_is_compared(atlas):
    """Each of the four tables has a row for every scheme that leads to its page."""
    for name in list_schemes():
        assert atlas["README.md"].count(f"\n| [{name}]({name}.md) | ") == 4


def test_tables_are_whole(atlas):
    """Every row of every table has as many cells as its head."""
    for name, text in atlas.items():
        if name.endswith(".md"):
            assert find_ragged(text) == [], name


def find_ragged(text: str) -> list[str]:
    """Rows of tables whose cells are more or fewer than those of the head."""
    wide, found = 0, []
    for line in text.splitlines():
        if not line.startswith("|"):
            wide = 0
        elif wide and line.count("|") != wide:
            found.append(line)
        wide = wide or line.count("|")
    return found


def test_ragged_row_is_found():
    assert find_ragged("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n") == ["| 1 | 2 | 3 |"]


def test_pictures_can_be_read(atlas):
    """Every picture is sound, says in words what it shows, and keeps its words on the sheet and at 12.5 pixels or more."""
    for name, text in atlas.items():
        if name.endswith(".svg"):
            root = xml.fromstring(text)
            assert root.findtext(f"{SVG}title") and len(root.findtext(f"{SVG}desc") or "") > 20, name
            assert "prefers-color-scheme:dark" in text and "font:12.5px" in text and "font-size:1" in text
            width, height = float(root.get("width") or 0), float(root.get("height") or 0)
            for words in root.iter(f"{SVG}text"):
                assert 0 < float(words.get("x") or -1) < width and 0 < float(words.get("y") or -1) < height, (
                    name
                )
