"""The study of who rates the raters: who is rated at a smaller share is rated at a larger one, and the rate does not tell."""

from pathlib import Path

import pytest

from studies.raters import SCHEMES, ask, write_page

PAGE = Path(__file__).parents[2] / "docs" / "studies" / "who-rates-the-raters.md"


def test_shares() -> None:
    """Of all officials about 50 and 85 per cent have a file; among them as many of 1,000 are shown as an example."""
    few, used, every = (ask(share, 65_536) for share in SCHEMES)
    assert every.officials > 2_000
    for part, share in ((few, 0.5), (used, 0.85)):
        spread = (share * (1 - share) / every.officials) ** 0.5
        assert abs(part.officials / every.officials - share) < 4.8 * spread
        assert abs(part.examples / part.officials - every.examples / every.officials) < 0.05
    assert few.examples < used.examples < every.examples


@pytest.mark.full
def test_page() -> None:
    """The page is what the command prints."""
    assert PAGE.read_text(encoding="utf-8") == write_page()
