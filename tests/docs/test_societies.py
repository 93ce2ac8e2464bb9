"""The pages about the shipped societies are what `creditscape societies NAME` prints."""

from pathlib import Path

import pytest

from creditscape.society import list_societies, load_society, share_cited, write_page

PAGES = Path(__file__).parents[2] / "docs" / "societies"


@pytest.mark.parametrize("name", list_societies())
def test_page_is_current(name: str) -> None:
    """Print it anew with `creditscape societies NAME > docs/societies/NAME.md`."""
    assert (PAGES / f"{name}.md").read_text(encoding="utf-8") == write_page(load_society(name))


def test_no_page_without_society() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == set(list_societies())


def test_share_cited() -> None:
    """Part of every recipe's numbers is cited, or its title says that it rests on guesses; the page says how much."""
    for name in list_societies():
        society = load_society(name)
        share = share_cited(society)
        assert (0.04 if "guesses" not in society.title else 0) <= share < 0.5
        assert f"{float(share):.0%} rest on something published" in write_page(society)
