"""Charts are files with their data left open; what is taken away of them carries its citation."""

import base64
import csv
import json
from importlib.resources import files

import pytest

from creditscape.report import render_report
from creditscape.report.downloads import Table, cite_run, name_file, write_csv
from creditscape.report.pictures import fill_spec
from tests.report.fixture import make_run
from tests.report.hostile import Skeleton, list_elements

CHARTS = sorted(path.name for path in (files("creditscape.report") / "charts").iterdir())


def list_expressions(node: object) -> set[str]:
    """Names of the open values of a spec, and whatever else it has as an expression."""
    if isinstance(node, list):
        return {name for below in node for name in list_expressions(below)}
    if not isinstance(node, dict):
        return set()
    own = {node["expr"]} if "expr" in node else set()
    return own.union(*(list_expressions(below) for below in node.values()))


def read_files(text: str) -> list[tuple[str, str]]:
    """Kind and text of every file that a page offers."""
    links = [link for link in Skeleton(text).links if link.startswith("data:")]
    return [
        (link.partition(";")[0], base64.b64decode(link.partition("base64,")[2]).decode()) for link in links
    ]


@pytest.mark.parametrize("name", CHARTS)
def test_each_chart_is_a_file_with_open_data_and_used_values(name):
    """A chart's file is Vega-Lite with a description, holds no figures, and uses each value that it leaves open."""
    spec = json.loads((files("creditscape.report") / "charts" / name).read_text(encoding="utf-8"))
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/") and spec[
        "description"
    ].endswith(".")
    assert all(layer["data"].keys() == {"name"} for layer in spec["layer"])
    assert list_expressions(spec["layer"]) == {param["name"] for param in spec["params"]}


def test_a_filled_chart_keeps_text_as_text():
    """An open value is replaced as it stands: words that look like an expression, or a signal, stay words."""
    hostile = {"steps": [{"line": 0, "figure": 1, "words": "{'expr': 'ticks'}"}]}
    spec = fill_spec("funnel", hostile, width=9, height=9, unit="datum.x")
    assert spec["layer"][0]["encoding"]["x"]["title"] == "datum.x"
    assert spec["datasets"] == hostile and not list_expressions(spec) and "params" not in spec


@pytest.mark.parametrize(
    ("rows", "values"), [({}, {}), ({"steps": [], "more": []}, {}), ({"steps": []}, {"tick": 1})]
)
def test_a_chart_refuses_what_its_file_does_not_have(rows, values):
    """Missing data, data too many and a misspelt value are refused."""
    with pytest.raises(ValueError, match="funnel"):
        fill_spec("funnel", rows, width=9, height=9, **values)


def test_everything_taken_away_carries_its_citation():
    """Each SVG has a title and, in its metadata, each CSV in its first lines: scheme, version, run, the mark, and the command."""
    run = make_run(years=2, causes=True)
    found = read_files(render_report(run))
    assert len([kind for kind, _ in found if kind == "data:text/csv"]) >= 15
    for kind, text in found:
        told = (
            text[:900]
            if kind == "data:text/csv"
            else text.partition("<metadata>")[2].partition("</metadata>")[0]
        )
        for words in (
            run.manifest["scheme"]["title"],
            "creditscape 0.1.0",
            run.manifest["digest"],
            "synthetic: invented people",
        ):
            assert words in told
        assert f"Reproduce: {run.manifest['command']}" in told
        assert kind == "data:text/csv" or list_elements(text)[1][0].endswith("title")


def test_links_name_their_files():
    """Below each picture stand two links that are downloads, with names that tell what is in them and that it is synthetic."""
    text = render_report(make_run(years=1))
    names = [line.split('download="')[1].split('"')[0] for line in text.splitlines() if 'download="' in line]
    assert len(names) == text.count("<figure>") * 2 == len(set(names))
    assert all(name.endswith(("-synthetic.svg", "-synthetic.csv")) and len(name) < 120 for name in names)


def test_a_file_name_holds_nothing_strange():
    """Whatever a title says, the name of its file is letters, digits and hyphens."""
    assert name_file("../../Etc: “Späte” <b>!", "ab" * 32) == "creditscape-etc-sp-te-b-abababababab-synthetic"


def test_a_csv_is_read_back_as_it_was():
    """Figures, empty cells, quotes and separators come back; comment lines stand before the head."""
    cite = cite_run(make_run(years=1).manifest)
    rows = [('say "so", twice', 0.125), (None, -3)]
    text = write_csv(Table(("words", "figure"), rows), "A title", cite)
    read = list(csv.reader(line for line in text.splitlines() if not line.startswith("#")))
    assert read == [["words", "figure"], ['say "so", twice', "0.125"], ["", "-3"]]
    assert text.startswith("# A title. ") and text.endswith("\r\n")
