"""The report as a file: whole, offline, escaped, equal for equal runs, and alive on strange runs."""

import base64
import re
import sys
import time
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest

from creditscape.report import render_report, write_report
from creditscape.report.downloads import cite_run
from creditscape.report.sections.redress import tell_redress
from creditscape.report.tellings import Telling
from creditscape.scheme import load_scheme
from creditscape.words import StorageError
from tests.report.test_redress import read_section

sys.path.insert(0, str(Path(__file__).resolve().parent))
make_run = import_module("fixture").make_run

HOSTILE = "<script>alert(1)</script>{{7*7}}<img src=x onerror=alert(2)>'&"
SECTIONS = [
    "one-page",
    "card",
    "rights",
    "aim",
    "places",
    "wrongly",
    "burden",
    "spirals",
    "others",
    "reach",
    "redress",
    "method",
    "appendix-standards",
    "appendix-formulas",
    "appendix-scheme",
]


class Reader(HTMLParser):
    """Collects tags, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def text() -> str:
    return render_report(make_run(years=2))


def test_sections_come_in_their_order(text):
    """The page has its twelve sections and three appendices in the order of the outline, each named by its heading."""
    sections = Reader(text).all("section")
    assert [section["id"] for section in sections] == SECTIONS
    assert all(f'id="{section["aria-labelledby"]}"' in text for section in sections)


def test_nothing_is_fetched_and_nothing_runs(text):
    """No script, no handler, no outside address in a place that loads, and a policy that forbids both."""
    page = Reader(text)
    assert not {"script", "link", "iframe", "object", "embed", "base", "form"} & {tag for tag, _ in page.tags}
    assert all((image["src"] or "").startswith("data:image/svg+xml;base64,") for image in page.all("img"))
    assert all((source["srcset"] or "").startswith("data:") for source in page.all("source"))
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    policy = next(meta["content"] for meta in page.all("meta") if meta.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert "url(" not in text and "@import" not in text


def test_every_picture_and_page_carries_the_mark(text):
    """The head, the foot and the metadata of every image say `synthetic` and name the run."""
    mark = "synthetic: invented people; run 0123456789ab"
    page = Reader(text)
    addresses = [image["src"] or "" for image in page.all("img")] + [
        source["srcset"] or "" for source in page.all("source")
    ]
    assert len(addresses) >= 12 and text.count(mark) >= 2
    for address in addresses:
        svg = base64.b64decode(address.partition(",")[2]).decode()
        assert mark in svg.partition("<metadata>")[2].partition("</metadata>")[0]
    assert all(image["alt"] for image in page.all("img"))


def test_tables_have_captions_and_scopes_and_scroll_with_a_name(text):
    """Every table has a caption and headed columns and stands in a focusable, named region; so do files and the scheme's picture."""
    page = Reader(text)
    tables = len(page.all("table"))
    assert tables == len(page.all("caption")) > 12
    assert all(head.get("scope") in ("col", "row") for head in page.all("th"))
    regions = [div for div in page.all("div") if div.get("role") == "region"]
    assert len(regions) == tables + 3 and all(r["tabindex"] == "0" and r["aria-label"] for r in regions)


def test_hostile_words_stay_words():
    """Markup and template signs in titles, notes, bands and rules appear as written and do nothing."""
    text = render_report(make_run(years=1, hostile=HOSTILE, causes=True))
    page = Reader(text)
    assert "script" not in {tag for tag, _ in page.tags}
    assert all("onerror" not in attributes for _, attributes in page.tags)
    assert HOSTILE in "".join(page.words) and "49" not in re.findall(
        r"alert\(1\)</script>(\d+)", "".join(page.words)
    )
    svgs = [base64.b64decode((image["src"] or "").partition(",")[2]).decode() for image in page.all("img")]
    assert not [svg for svg in svgs if "<script" in svg or "<img" in svg]


def test_equal_runs_give_equal_bytes(tmp_path):
    """Writing the same run twice gives the same bytes, and leaves nothing beside."""
    one, two = (write_report(make_run(years=1), tmp_path / name) for name in ("one.html", "two.html"))
    assert one.read_bytes() == two.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.html", "two.html"]


def test_a_folder_that_is_not_there_is_a_storage_error(tmp_path):
    """A report that cannot be written is one line with exit code 4, and no half file."""
    with pytest.raises(StorageError, match="cannot write the report"):
        write_report(make_run(years=1), tmp_path / "nowhere" / "report.html")
    assert not list(tmp_path.iterdir())


def test_ten_years_are_quick_and_small(tmp_path):
    """A ten-year run is written in under five seconds of the processor, whatever else the machine does, and three megabytes."""
    run = make_run()
    write_report(run, tmp_path / "warm.html")
    start = time.process_time()
    path = write_report(run, tmp_path / "report.html")
    assert time.process_time() - start < 5 and path.stat().st_size < 3_000_000


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (dict(levels=()), "This scheme sorts nobody into bands."),
        (dict(scores=()), "This scheme has no score."),
        (dict(measures=(), rewards=()), "This scheme has no measures"),
        (dict(restricted=0, wrongly=0, spared=0), "was restricted on any day"),
        (dict(communities=1), "One community ran, so no standard error can be given."),
        (dict(rules=()), "No record counted on a restricted day."),
        (dict(scores=("a", "b")), "Score b"),
        (dict(worlds=("as_written",)), "Whether any were wrongly restricted or spared, this run cannot say"),
        (dict(communities=1, size=60), "too few to tell"),
        (dict(reform=True), "Better off, worse off, unchanged"),
        (
            dict(redress=False),
            "The scheme names a procedure, but no record arrived that could be contested under it.",
        ),
        (dict(faults=False), "No record was hit by a fault that the society names."),
        (dict(faults=False), "No file was exposed by a leak."),
        (dict(causes=True, communities=1, size=60), "too few to tell"),
        (dict(causes=True, restricted=0), "No day was spent under a restriction."),
        (dict(worlds=("as_written",)), "it cannot be said who had something to put right"),
    ],
)
def test_strange_runs_are_told(shape, words):
    """No bands, scores, measures, rules, wrongs or people enough: each is said, none breaks the page."""
    assert words in render_report(make_run(years=1, **shape))


def test_no_procedure_is_told():
    """A scheme without a procedure, and a society in which nobody contests anything, say so."""
    run = make_run(years=1, redress=False)
    page = render_report(replace(run, scheme=load_scheme("suining-2010")))
    assert "The scheme names no procedure: nobody can put anything right." in page
    quiet = replace(run, society=SimpleNamespace(plain=lambda *_: {}))
    told = tell_redress(quiet, Telling("as_written", "", run.scheme), cite_run(run.manifest))
    assert "nobody put anything right" in told["reason"]


def test_a_report_about_firms_speaks_of_firms():
    """Headings, captions and sentences of a run whose subjects are firms name firms; people remain those who were made."""
    run = make_run(years=2)
    run.manifest["subjects"] = "firm"
    page = render_report(run)
    words = " ".join(Reader(page).words)
    for told in ("What happens to 1,000 firms", "firms the scheme applies to", "Of 100 firms in band"):
        assert told in words
    own = [name for name in SECTIONS[:11] if name not in ("card", "rights")]
    assert not [name for name in own if re.search(r"\b(1,?000|100|50) people", read_section(page, name))]


def test_a_comparison_stands_side_by_side():
    """Pictures, bands and findings come for the baseline and for the reform."""
    page = Reader(render_report(make_run(years=1, reform=True)))
    words = " ".join(page.words)
    assert [w for w in page.words if w == "What happens to 1,000 people"] and len(
        [i for i in page.all("img") if "1,000 marks" in (i["alt"] or "")]
    ) == 2
    assert "Baseline, severity 4" in words and "Reform, severity 4" in words


def test_words_about_people_stay_careful(text):
    """The page says restricted, never punished, and does not sort people into good and bad."""
    own = re.sub(r"<details[^>]*>.*?</details>", "", text, flags=re.S).lower()
    for word in (
        "punished",
        "trustworthy people",
        "good citizen",
        "bad citizen",
        "blacklist",
        "offender",
        "dishonest people",
    ):
        assert word not in own
