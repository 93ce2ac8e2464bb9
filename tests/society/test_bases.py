"""A society that extends another one."""

from fractions import Fraction as F
from pathlib import Path

import pytest

from creditscape.society import load_society, read_society
from creditscape.words import InputError
from tests.society.small import SMALL

BANDS = "{" + ", ".join(f"{age}: {110 - age}" for age in range(0, 101, 5)) + "}"
OLDER = "{" + ", ".join(f"{age}: {220 - age}" for age in range(0, 101, 5)) + "}"
OWN = f"""
society: larger
extends: small
title: "A larger society for tests"
sources:
  table: {{title: "A table", evidence: documented}}
people:
  women: null
  ages: {{cite: table, men: {BANDS}, women: {OLDER}}}
rates:
  entries:
    per_year: {{used: 0.5, cite: table}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path


def load(folder: Path, text: str = OWN):
    (folder / "larger.yaml").write_text(text)
    return load_society(folder / "larger.yaml")


def test_only_what_is_said_differs(folder: Path) -> None:
    """What the file says replaces, what it does not say stays, and the numbers carry the right sources."""
    recipe, base = load(folder), load_society(folder / "small.yaml")
    plain, old = recipe.plain(), base.plain()
    assert (recipe.id, plain["id"]) == ("larger", "larger")
    assert {key for key in plain if plain[key] != old[key]} == {"id", "ages", "women", "groups"}
    assert {name for name in old["groups"] if old["groups"][name] != plain["groups"][name]}
    cited = {row["path"]: row for row in recipe.evidence()}
    assert all("table" in repr(cited[path]) for path in ("rates.entries.per_year", "people.ages.men[0]"))
    assert recipe.digest() != base.digest()


def test_sexes_apart(folder: Path) -> None:
    """The share of women and both tables of ages follow from the counts."""
    plain = load(folder).plain()
    men, women = (sum(start - age for age in range(0, 101, 5)) for start in (110, 220))
    assert plain["women"] == F(women, men + women)
    assert [bands[0][2] for bands in plain["ages"]] == [F(110, men), F(220, women)]
    margins = plain["groups"]["entries"]["rates"]
    assert len(margins) == 200


def test_a_kept_text_stands_alone(folder: Path) -> None:
    """The document of the recipe is whole: written out and read again it is the same society."""
    from creditscape.experiment.keep import _write_tree

    recipe = load(folder)
    again = read_society(_write_tree(recipe.document.root))
    assert again.digest() == recipe.digest()
    assert again.coverage() == recipe.coverage()


def test_a_shipped_society_can_be_extended(tmp_path: Path) -> None:
    """A file in any folder may extend one that ships."""
    text = "society: mine\nextends: imaginary_county\ntitle: Mine\n"
    (tmp_path / "mine.yaml").write_text(text)
    recipe, county = load_society(tmp_path / "mine.yaml"), load_society("imaginary_county")
    assert {**recipe.plain(), "id": ""} == {**county.plain(), "id": ""}


BAD = [
    ("extends: small", "extends: smal", "E225", "extends", "no society 'smal'"),
    ("extends: small", "extends: [small]", "E212", "extends", "name of a society"),
    ("extends: small", "extends: ../small", "E220", "extends", "is no name"),
    ("extends: small", "extends: larger", "E222", "extends", "cycle larger -> larger"),
    ("  table: {", "  book: {", "E208", "sources.book", "has this name"),
    ("{used: 0.5, cite: table}", "0.5", "E240", "rates.entries.per_year", "would seem to come"),
    ("  women: null\n", "", "E249", "people", "remove it"),
    ("women: {0: 220", "wumen: {0: 220", "E201", None, "wumen"),
]


@pytest.mark.parametrize(("old", "new", "code", "field", "words"), BAD)
def test_refused(folder: Path, old: str, new: str, code: str, field: str | None, words: str) -> None:
    """Each fault alone is named with its line."""
    assert old in OWN
    with pytest.raises(InputError) as caught:
        load(folder, OWN.replace(old, new, 1))
    assert (caught.value.code, caught.value.field) == (code, field), str(caught.value)
    assert words in str(caught.value) and caught.value.line


def test_no_women(tmp_path: Path) -> None:
    """A society needs the share of women, or ages by sex."""
    with pytest.raises(InputError, match="E202.*'women', or 'ages' by sex"):
        read_society(SMALL.replace("  women: 0.49\n", ""))
