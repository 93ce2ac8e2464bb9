"""Several reforms beside one baseline: each is told as if it were alone, and all are kept and opened again."""

import polars as pl
import pytest

from creditscape.experiment import compare, open_run, save_run
from creditscape.metrics import compare_persons, list_reforms, name_world, summarise
from creditscape.words import InputError

BASE, REFORMS = "suining-2010", ("wendeng-2020", "court-list-2013", "suining-2010")
SMALL = {"people": 4096, "years": 1}


@pytest.fixture(scope="module")
def several():
    """One community for one year under a baseline and three other schemes."""
    return compare(BASE, list(REFORMS), **SMALL)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_reform_is_told_as_if_alone(several, number):
    """Every table says of the n-th reform what a comparison with it alone says: another world changes no number."""
    alone = compare(BASE, REFORMS[number - 1], **SMALL)
    prefix = "reform_" if number == 1 else f"reform_{number}_"
    for name, table in alone.tables.items():
        ours = several.tables[name].filter(pl.col("world").str.starts_with(prefix))
        if number == 1:
            ours = ours.filter(~pl.col("world").str.contains(r"^reform_\d"))
        renamed = ours.with_columns(pl.col("world").str.replace(f"^{prefix}", "reform_"))
        if "against" in renamed.columns:
            renamed = renamed.with_columns(pl.col("against").str.replace(f"^{prefix}", "reform_"))
        theirs = table.filter(pl.col("world").str.starts_with("reform_"))
        assert renamed.sort(renamed.columns).equals(theirs.sort(theirs.columns)), name


def test_winners_and_losers_under_each(several):
    """Each reform has its row; the baseline itself, as a reform, leaves everybody as they were."""
    assert list_reforms(several) == ["reform_as_written", "reform_2_as_written", "reform_3_as_written"]
    rows = [compare_persons(several, world=world).row(0, named=True) for world in list_reforms(several)]
    assert rows[0]["worse"] + rows[0]["better"] > 0
    assert [rows[2][name] for name in ("better", "worse", "mixed", "rewards_more", "rewards_fewer")] == [
        0
    ] * 5
    assert len({row["persons"] for row in rows}) == 1


def test_sentences_name_each(several):
    """The answers say of which reform they speak; one reform alone needs no number."""
    sentences = summarise(several).sentences
    assert all(f"reform {number} left" in sentences[0] for number in (1, 2, 3))
    assert [name_world(several, world) for world in ("as_written", "reform_2_as_written")] == [
        "the baseline",
        "reform 2",
    ]
    assert name_world(compare(BASE, BASE, **SMALL), "reform_as_written") == "the reform"


def test_kept_and_opened(several, tmp_path):
    """All documents are kept beside the tables; a missing one is named."""
    folder = save_run(several, tmp_path / "kept")
    opened = open_run(folder)
    assert [each.id for each in opened.reforms] == list(REFORMS) and opened.digest == several.digest
    (folder / "reform_2.yaml").unlink()
    with pytest.raises(InputError, match="reform_2.yaml"):
        open_run(folder)


def test_five_reforms_are_too_many():
    """More than four are refused before anything runs."""
    with pytest.raises(InputError) as error:
        compare(BASE, [BASE] * 5, **SMALL)
    assert error.value.code == "U152"
