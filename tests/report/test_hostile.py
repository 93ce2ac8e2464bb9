"""Hostile strings in every text of the documents leave the page, its pictures and its files as they are, and run nothing."""

import base64
import csv
import re
from collections.abc import Callable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import vl_convert
from jinja2 import ChoiceLoader, DictLoader

from creditscape.report import page, pictures, render_report, write_report
from creditscape.report.downloads import Table, cite_run, encode_svg, write_csv
from creditscape.report.drawings import (
    Branch,
    Cell,
    draw_areas,
    draw_bars,
    draw_curves,
    draw_dots,
    draw_funnel,
    draw_grid,
    draw_histogram,
    draw_scatter,
    draw_tornado,
    draw_tree,
)
from creditscape.report.pictures import Drawing
from creditscape.scheme import draw_scheme, load_scheme, scheme_schema
from creditscape.society import load_society
from creditscape.words import InputError
from tests.report.fixture import make_run
from tests.report.hostile import (
    HARMLESS,
    HOSTILE,
    TOGETHER,
    WHOLE,
    Skeleton,
    fill_scheme,
    list_elements,
    list_filled_fields,
    list_text_fields,
    make_hostile_run,
)

EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
NAMES = {
    "baseline",
    "blocks",
    "cite",
    "event",
    "extends",
    "repairs",
    "rules",
    "society",
    "sum",
}  # of what must exist
OF_REFORMS = {"author", "reason"}  # the report says of a reform its title alone


@cache
def read_society() -> Any:
    return load_society("imaginary_county")


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Charts are left undrawn: their pictures have a test of their own."""
    drawn: Future[str] = Future()
    drawn.set_result(EMPTY)
    monkeypatch.setattr(pictures, "paint", lambda _: drawn)


def tell(hostile: str, folder: Path, **shape: Any) -> Skeleton:
    """The structure of a report full of the string; where the language refuses it in files, only of the run and the society."""
    try:
        scheme = fill_scheme(hostile, folder)
    except InputError as error:
        assert error.code in ("E106", "E113")
        scheme = None
    filled = scheme or load_scheme(WHOLE)
    return Skeleton(render_report(make_hostile_run(filled, hostile, read_society(), **shape)))


def differs(found: Skeleton, expected: Skeleton) -> list[tuple[Any, Any]]:
    """Where two structures differ, at most five places."""
    pairs = zip(found.parts, expected.parts, strict=False)
    places = [pair for pair in pairs if pair[0] != pair[1]]
    return (
        places[:5]
        if len(found.parts) == len(expected.parts)
        else [*places[:4], (len(found.parts), len(expected.parts))]
    )


def test_the_small_scheme_has_words_in_every_field_that_takes_them():
    """Each field of the published schema that takes any text stands in the scheme that the strings are put into."""
    missing = list_text_fields(scheme_schema()) - list_filled_fields()
    assert missing == NAMES | OF_REFORMS
    assert len(HOSTILE) == len(set(HOSTILE)) == 30


@pytest.mark.usefixtures("undrawn")
def test_hostile_words_leave_the_structure_of_the_page(tmp_path):
    """With strings in every text of scheme, society and run the page has the elements and attributes of a harmless one."""
    expected = tell(HARMLESS, tmp_path)
    for hostile in (TOGETHER, *HOSTILE[-2:], "{{ 7*7 }}", "' onmouseover='window.hit=1"):
        check(tell(hostile, tmp_path), expected, hostile)
    assert not {"script", "iframe", "object", "embed", "form"} & {part[0] for part in expected.parts}


@pytest.mark.full
def test_each_hostile_string_leaves_the_structure_of_a_comparison(tmp_path):
    """One string at a time, in a comparison with a reform and with every chart drawn: nothing changes."""
    expected = tell(HARMLESS, tmp_path, reform=True)
    for hostile in HOSTILE:
        check(tell(hostile, tmp_path, reform=True), expected, hostile)


def test_nothing_runs_in_a_browser(browser, tmp_path):
    """All strings at once in every text, every chart drawn: no console message, no request, nothing of theirs has run."""
    run = make_hostile_run(fill_scheme(TOGETHER, tmp_path), TOGETHER, read_society())
    context = browser.new_context(offline=True)
    sheet, heard = context.new_page(), []
    sheet.on("console", lambda message: heard.append(message.text))
    sheet.on("pageerror", lambda error: heard.append(str(error)))
    sheet.on(
        "request",
        lambda call: None if call.url.startswith(("file:", "data:image/svg+xml")) else heard.append(call.url),
    )
    sheet.goto(write_report(run, tmp_path / "report.html").as_uri())
    assert heard == [] and sheet.evaluate("window.hit === undefined && document.scripts.length === 0")
    assert sheet.evaluate("[...document.images].filter(i => !i.complete || !i.naturalWidth).length") == 0
    assert sheet.locator("h1").count() == 1 and "window.hit=1" in sheet.locator("h1").inner_text()
    context.close()


def check(found: Skeleton, expected: Skeleton, hostile: str) -> None:
    """Equal structure, no link but within the page and to its own files, and pictures that are XML."""
    assert differs(found, expected) == [], hostile
    assert all(re.match(r"#|data:image/svg\+xml;base64,|data:text/csv;", link) for link in found.links)
    for link in found.links:
        if link.startswith("data:image"):
            assert not {"script", "img", "foreignObject"} & {
                name.rpartition("}")[2] for name, *_ in list_elements(read_svg(link))
            }


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("template", "escaped"),
    [
        ("sections/card.html.j2", "{{ line }}"),
        ("sections/appendix_files.html.j2", "{{ text }}"),
        ("sections/reach.html.j2", "{{ row.title }}"),
        ("parts.html.j2", "{{ picture.alt }}"),
        ("parts.html.j2", "{{ picture.title }}"),
        ("report.html.j2", "{{ titles.scheme }}"),
    ],
)
def test_an_unescaped_text_is_found(monkeypatch, tmp_path, template, escaped):
    """A planted `|safe` is seen in the structure."""
    environment = page._templates()
    loader = environment.loader
    assert loader is not None
    source = loader.get_source(environment, template)[0]
    assert escaped in source
    unsafe = source.replace(escaped, escaped.replace(" }}", "|safe }}"))
    planted = environment.overlay(loader=ChoiceLoader([DictLoader({template: unsafe}), loader]))
    expected = tell(HARMLESS, tmp_path)
    monkeypatch.setattr(page, "_templates", lambda: planted)
    assert differs(tell(TOGETHER, tmp_path), expected)


def draw_forms(words: list[str]) -> dict[str, Drawing]:
    """Every form of chart with the words in all its places for text."""
    many = len(words)
    frame = pl.DataFrame({"month": [0] * many, "level": words, "share": [1 / many] * many})
    dots = [
        {"group": word, "series": "one", "figure": 1.0, "low": 0.5, "high": 2.0, "words": word}
        for word in words
    ]
    lines = [
        {"title": word, "words": word, "one": 1.0, "figure": 9.0, "low": 1.0, "high": 2.0} for word in words
    ]
    forms = [
        {"form": word, "days": float(place), "aim": 1.0, "front": True} for place, word in enumerate(words)
    ]
    branches = [Branch(word, 1.0, word, 0, (), place, "#000000") for place, word in enumerate(words)]
    cells = [[Cell(1.0, word)] for word in words]
    bins = pl.DataFrame({"bin": [0, 10], "persons": [1, 2]})
    return {
        "areas": draw_areas(frame, words, 1),
        "curves": draw_curves(
            {word: [(0.0, 1.0), (1.0, 2.0)] for word in words}, words[0], words[1], 9, words
        ),
        "histogram": draw_histogram(
            bins, 10, [(word, place) for place, word in enumerate(words)], 3, words[0]
        ),
        "dots": draw_dots(dots, [("one", "#000000", "circle")], words, words[0], 2.0),
        "scatter": draw_scatter(forms, words[0], words[1]),
        "bars": draw_bars(lines, {"one": (words[2], "#000000")}, words[0], 9.0),
        "funnel": draw_funnel(lines, words[0]),
        "tornado": draw_tornado(lines, 1.5, words[0]),
        "grid": draw_grid(words, ["column"], cells, 9.0, ("lines", words[0], "figure")),
        "tree": draw_tree(branches, 9.0),
    }


def test_hostile_words_leave_the_structure_of_every_chart():
    """Drawn with all strings at once, each form of chart is XML with the elements and attributes of a harmless one."""
    cite = cite_run(make_run(years=1).manifest)
    harmless = draw_forms([f"{HARMLESS} {place}" for place in range(len(HOSTILE))])
    hostile = draw_forms(list(HOSTILE))
    charts = Path(page.__file__).parent / "charts"
    assert {path.name.removesuffix(".vl.json") for path in charts.iterdir()} == set(hostile)
    for form, drawing in hostile.items():
        found, expected = (
            list_elements(read_svg(encode_svg(vl_convert.vegalite_to_svg(each.shape(880)), words, cite)))
            for each, words in ((drawing, HOSTILE[0]), (harmless[form], HARMLESS))
        )
        assert found == expected, form


def read_svg(link: str) -> str:
    """The SVG of a data address."""
    return base64.b64decode(link.partition(",")[2]).decode()


def test_the_picture_of_the_scheme_holds_no_strange_element(tmp_path):
    """The scheme's own picture with each string in it has no element or attribute that a harmless one lacks."""
    cite = cite_run(make_run(years=1).manifest)
    read: Callable[[Any], set[tuple[str, ...]]] = lambda scheme: set(  # noqa: E731
        list_elements(read_svg(encode_svg(draw_scheme(scheme), scheme.title, cite)))
    )
    known = read(fill_scheme(HARMLESS, tmp_path))
    for hostile in HOSTILE[:28]:
        assert read(fill_scheme(hostile, tmp_path)) <= known, hostile


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_of_a_csv_is_a_formula(hostile):
    """Whatever a text begins with, no cell of the file begins with what a spreadsheet runs, and rows stay rows."""
    cite = cite_run({**make_run(years=1).manifest, "command": hostile})
    text = write_csv(Table((hostile, "figure"), [(hostile, -2.5), ("a,=1", 3)]), hostile, cite)
    for separator in ",;\t":
        cells = [cell for row in csv.reader(text.splitlines(), delimiter=separator) for cell in row]
        assert not [cell for cell in cells if re.match(r"\s*[=+@\t|%]|\s*-(?![\d.]+$)", cell)], separator
    rows = [row for row in csv.reader(text.splitlines()) if not row[0].startswith("#")]
    assert [len(row) for row in rows] == [2, 2, 2] and rows[1][1] == "-2.5"


def test_a_formula_in_a_csv_would_be_found():
    """A plain writer of CSV fails the same look at the cells."""
    cells = next(csv.reader(["=1+1,-2+3,@SUM(1)"]))
    assert all(re.match(r"\s*[=+@\t|%]|\s*-(?![\d.]+$)", cell) for cell in cells)
