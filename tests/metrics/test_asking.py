"""Frames for other libraries: on request, and never needed."""

import subprocess
import sys

import polars as pl
import pytest

from creditscape.metrics import as_pandas, as_xarray
from creditscape.words import InputError

FRAME = pl.DataFrame({"value": ["a", "a", "b"], "year": [0, 1, 0], "persons": [3, 4, 5]})


def test_what_is_missing_is_named(monkeypatch):
    """Without the library one line says what to install."""
    for name in ("pandas", "xarray"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(InputError, match="pandas is not installed") as raised:
        as_pandas(FRAME)
    assert "pip install pandas" in str(raised.value) and "\n" not in str(raised.value)
    with pytest.raises(InputError, match="xarray is not installed"):
        as_xarray(FRAME, ["value", "year"])


@pytest.mark.parametrize(
    ("dims", "words"), [(["place"], "no column 'place'"), (["value"], "do not tell"), ([], "do not tell")]
)
def test_dims_must_name_rows(dims, words):
    """Columns that are not there, or that leave rows alike, are refused before any library is asked for."""
    with pytest.raises(InputError, match=words):
        as_xarray(FRAME, dims)


def test_importing_metrics_loads_neither():
    """Neither library comes with the package."""
    code = "import sys, creditscape.metrics; print(sorted({'pandas', 'xarray'} & sys.modules.keys()))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_they_come_as_asked():
    """The same rows, and a variable with the dimensions asked for."""
    assert as_pandas(FRAME).to_dict("list") == FRAME.to_dict(as_series=False)
    data = as_xarray(FRAME, ["value", "year"])
    assert float(data["persons"].sel(value="a", year=1)) == 4 and dict(data.sizes) == {"value": 2, "year": 2}
