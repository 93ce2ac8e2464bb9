"""What the twelve sections say: sentence first, totals with their weight, slots that stay empty, and figures that agree."""

import re
from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree

import polars as pl
import pytest

from creditscape.metrics import count_all, first_passage, measure_transitions
from creditscape.report import pictogram, render_report
from creditscape.report.documents import list_entries, name_lists, name_of, name_rules
from creditscape.report.downloads import cite_run
from creditscape.report.sections.aim import tell_aim
from creditscape.report.sections.appendices import FORMULAS, list_formulas
from creditscape.report.sections.reach import tell_reach
from creditscape.report.sections.recovery import tell_recovery
from creditscape.report.sections.spirals import climb, merge_top, tell_spirals
from creditscape.report.sections.wrongly import tell_wrongly
from creditscape.report.slots import find_flow, find_milder, find_ranges
from creditscape.report.tellings import Telling
from creditscape.report.weights import list_weights
from creditscape.scheme import load_scheme
from tests.report.fixture import make_run
from tests.report.test_page import SECTIONS, Reader
from tests.report.test_redress import read_section
from tests.report.tried import add_told, add_tried

EMPTY = (
    ("aim", "Milder forms of the scheme were not run beside it"),
    ("method", "was not run: assumptions stand at the value used"),
    ("reach", "is not in the tables of this run"),
    ("burden", "Who lives with somebody restricted is told where"),
    ("spirals", "What follows from one slip more is told where"),
)


@pytest.fixture(scope="module")
def text() -> str:
    return render_report(make_run(years=3))


def tell_one(run):
    """The only world told, and the citation."""
    return Telling("as_written", "", run.scheme), cite_run(run.manifest)


@pytest.mark.parametrize("name", [name for name in SECTIONS[:12] if name != "one-page"])
def test_a_section_begins_with_a_sentence_and_then_its_chart(text, name):
    """In each section words come before the first picture, and the first picture before the first table."""
    part = text.partition(f'<section id="{name}"')[2].partition("</section>")[0]
    picture, table = part.find("<figure>"), part.find("<table>")
    assert 0 < part.find("</h2>") < picture and (
        table < 0 or picture < table or name in ("redress", "burden")
    )
    assert len(Reader(part[:picture]).words) > 2 and "What this" in part


def test_reading_paths_lead_to_sections_that_are_there(text):
    """Four readers find their ways at the top; every anchor of the page has its place."""
    top = text.partition('<nav class="paths"')[2].partition("</nav>")[0]
    for reader, ways in {
        "Journalist": ("one-page", "wrongly", "spirals", "redress"),
        "Regulator": ("card", "rights", "aim", "burden", "method"),
        "Civil liberties": ("rights", "others", "reach", "redress"),
    }.items():
        told = top.partition(f"<dt>{reader}</dt>")[2].partition("</div>")[0]
        assert tuple(re.findall(r'href="#([a-z-]+)"', told)) == ways
    anchors = set(re.findall(r'href="#([^"]+)"', text))
    assert anchors <= set(re.findall(r'id="([^"]+)"', text)) and len(anchors) > 20


def test_severity_and_domain_stand_beside_every_total(text):
    """Each section that totals restricted people or days has the table of what these days are."""
    for name, number in (("one-page", 1), ("wrongly", 6), ("burden", 7), ("others", 9), ("redress", 11)):
        words = read_section(text, name)
        assert f"and domain, a year for every 1,000 people (section {number})" in words
        assert "3 social security" in words and "2 reputation" in words
    assert "No assisted benefits restriction social security 3" in read_section(text, "reach")


def test_weights_hold_every_restricted_day_once_a_measure():
    """Days of the table add up to the days of all restrictions, a year for every 1,000; rewards are not in it."""
    run = make_run(years=2)
    telling, _ = tell_one(run)
    days = run.tables["measure_days"].filter(world="as_written", dimension="all")
    restricting = int(days.filter(pl.col("measure").str.starts_with("no_"))["days"].sum())
    subjects = (
        run.tables["stock"]
        .filter(world="as_written", dimension="all", quantity="subjects")["person_days"]
        .sum()
    )
    weights = list_weights(run, telling)
    assert sum(weight.days for weight in weights) == pytest.approx(
        1000 * 365.25 * restricting / int(subjects)
    )
    assert [weight.severity for weight in weights] == [3, 2, 2]


def test_the_tree_adds_up():
    """Every split of the tree holds those whom it splits, and wrongly and rightly restricted are all restricted."""
    run = make_run(years=2)
    telling, cite = tell_one(run)
    told = tell_wrongly(run, telling, cite)
    rows = dict(re.findall(r"(?:; |: )([a-z ]+): ([\d.]+|all 1,000)", told["picture"].alt))
    count = {name: count_all(run, name) for name in ("subjects", "never_breached", "restricted")}
    assert float(rows["never breached"]) == pytest.approx(
        1000 * count["never_breached"] / count["subjects"], abs=0.5
    )
    assert float(rows["restricted"]) + float(rows["restricted all the same"]) == pytest.approx(
        1000 * count["restricted"] / count["subjects"], abs=1
    )
    assert float(rows["restricted as true records would"]) + float(
        rows["restricted wrongly on some day"]
    ) == pytest.approx(1000 * count["restricted"] / count["subjects"], abs=1)


@pytest.mark.parametrize("row", [50, 25])
def test_a_thousand_marks_stand_in_their_places(row):
    """Every mark of the picture of 1,000 people stands alone at a place of its own, in full rows and in the order of the outcomes."""
    marks = (7, 38, 0, 955)
    svg = ElementTree.fromstring(pictogram._draw(marks, row))
    spots = []
    for group in svg:
        uses = [use for use in group if use.tag.endswith("use")]
        tens = [14 * k for k in range(10)]
        for use in uses:
            steps = tens if (use.get("href") or "").startswith("#ten") else [0]
            spots += [(int(use.get("y") or 0), int(use.get("x") or 0) + step) for step in steps]
    places = [(2 + pictogram._at(k // row), 2 + pictogram._at(k % row)) for k in range(1000)]
    assert spots == places


def test_the_way_up_follows_from_the_matrix():
    """Years to the top agree with first passages; the curve of a made-up matrix is that of its powers."""
    matrix = [[0.95, 0.05, 0.0], [0.1, 0.7, 0.2], [0.0, 0.1, 0.9]]
    assert merge_top(matrix, 0)[1:] == [[0.1, 0.7, 0.2], [0.0, 0.1, 0.9]]
    assert first_passage(merge_top(matrix, 0), 0)[2] == pytest.approx(
        40
    )  # facts, metrics 3: 40 periods from worst to best
    curve = climb(merge_top(matrix, 0), 2, 3)
    assert [percent for _, percent in curve] == pytest.approx([0, 0, 1.0, 2.6])
    assert merge_top(matrix, 1) == [[1.0, 0.0], [0.1, 0.9]]


def test_few_moves_are_no_way_up():
    """Where hardly anybody was in a low band, no curve is drawn and the section says so."""
    run = make_run(years=2)
    telling, cite = tell_one(run)
    assert tell_spirals(run, telling, cite)
    run.tables["moves"] = run.tables["moves"].with_columns(pl.col("persons") // 10_000)
    assert not tell_spirals(run, telling, cite)
    assert "Too few people were in a low band" in read_section(render_report(run), "spirals")
    counts, _ = measure_transitions(run, "district", ["AAA", "AA", "A", "B", "C", "D"])
    assert max(map(sum, counts)) < 50


def test_lists_take_the_place_of_bands():
    """A scheme of lists shows who stands on them over time and who leaves them."""
    run = make_run(years=3, levels=(), lists=("defaulters",))
    page = render_report(replace(run, scheme=load_scheme("court-list-2013")))
    assert "of every 1,000 people stand on the list" in read_section(page, "places")
    assert "came onto the list" in read_section(page, "spirals") and "25 had ended" in read_section(
        page, "spirals"
    )


def test_acts_are_held_against_the_world_without_the_scheme():
    """Lawful and unlawful acts are told apart; without the world `no_scheme` the section says that it cannot say."""
    run = make_run(years=2)
    telling, cite = tell_one(run)
    told = tell_aim(run, telling, cite)
    assert "of every 1,000 fewer happen; of the lawful acts that it counts, " in told["title"]
    fewer = [row for row in told["rows"] if row["name"] == "petition: lawful acts"]
    assert fewer[0]["cells"][2].startswith("-")
    run.tables["events"] = run.tables["events"].with_columns(pl.lit(9).alias("real"))
    same = tell_aim(run, telling, cite)
    assert "people do the same" in same["title"] and same["picture"] is None
    alone = make_run(years=1, worlds=("as_written", "true_records"))
    assert "cannot say what people would do without the scheme" in read_section(render_report(alone), "aim")


@pytest.mark.parametrize(("name", "words"), EMPTY)
def test_an_empty_slot_is_one_sentence(text, name, words):
    """What a run does not hold is said, and no figure is made up for it."""
    assert words in read_section(text, name)
    run = make_run(years=1)
    assert (find_milder(run), find_ranges(run), find_flow(run)) == (None, None, None)
    assert tell_recovery(run, *tell_one(run)) is None


def test_a_filled_slot_is_drawn():
    """A run that brings milder forms, ranges and flow shows each as chart and table."""
    run = make_run(years=1)
    add_tried(run)
    add_told(run)
    text = render_report(run)
    assert not [words for name, words in EMPTY if words in read_section(text, name)]
    aim, method = read_section(text, "aim"), read_section(text, "method")
    assert (
        "There is a milder way: if the first time is a warning, 50 of every 100 restricted days would do as much"
        in aim
    )
    assert "Not tried: nothing is published (nothing is published)" in aim and "(caution)" in aim
    assert (
        "What moves the result most is delay: 76 restricted of every 1,000 people at its low ends, 228"
        in method
    )
    assert "no intervals of confidence" in method
    reach, spirals = read_section(text, "reach"), read_section(text, "spirals")
    assert (
        "Of every 100 restricted days that conduct brings about, 75 lie in a part of life that has nothing"
        in reach
    )
    assert (
        "Half of the people restricted for the first time were free again for 90 days in a row after 200 days"
        in spirals
    )
    assert "lowest income fifth 60 60 200 days" in spirals
    burden = read_section(text, "burden")
    assert "Of every 1,000 children, 250 lived with somebody under a restriction at some time" in burden
    assert (
        "Of every 1,000 households, 250 had somebody under a restriction at some time. Somebody is restricted 3.75 times"
        in burden
    )
    assert (
        "children, lowest income fifth 160 250" in burden
        and "children, second fifth 40 too few to tell" in burden
    )
    assert "adults 400 none" in burden and "Of every 1,000 days: of children, 50; of adults, none" in burden
    assert "Of every 100 who behaved most like somebody else, 80.0 stood as that one did" in burden
    assert "Were as many restricted by lot, it would be 68.0." in burden
    assert (
        "Of every 100 people who slip once more, 60 are restricted because of it after 2 months, 20 still at the end of the run"
        in spirals
    )
    assert "restricted days more 12 0.5" in spirals and "bands fallen more 0.2 next to none" in spirals
    assert (
        "One loss brings the next: for every point that the slip itself took, 1.50 (1.50 to 1.50) were lost"
        in spirals
    )
    assert "For every band that those who slipped fell, others fell 0.20 of one" in spirals
    forms = find_milder(run) or []
    assert [row["form"] for row in forms] == [
        "the scheme as written",
        "the first time is a warning",
        "no scheme",
    ]
    assert [row["front"] for row in forms] == [False, True, True]


def test_the_same_life_under_two_schemes():
    """A comparison whose lives were told says how many are restricted under one scheme and not under another; others do not."""
    run = make_run(years=1, reform=True)
    assert run.reform and "The same life, another answer" not in read_section(render_report(run), "one-page")
    run.tables["elsewhere"] = pl.DataFrame(
        {
            "dimension": "all",
            "value": "all",
            "community": 0,
            "schemes": 2,
            "under": [0, 1, 2],
            "persons": [700, 200, 100],
        }
    )
    run.manifest["lives"] = {"communities": 8}
    words = read_section(render_report(run), "one-page")
    assert (
        "have a file under each of these schemes, 200 were restricted under one and not under another"
        in words
    )


def test_keepers_of_one_rule_share_its_title():
    """Where several keep files, a rule or list has the title and the source of the file, and the keeper's name behind it."""
    scheme = load_scheme("fico-8")
    names = name_rules(scheme, list_entries(scheme))
    assert names["inquiry_equifax"][0].endswith(" (equifax)") and "equifax" in names["inquiry_equifax"][0]
    assert name_of(name_lists(scheme), "on_file_experian") == "Files thick enough for a score (experian)"
    assert names["inquiry_equifax"][1] != "no number of its own"
    assert name_of({}, "a_name") == "a name"


def test_a_card_says_what_is_not_stated(text):
    """What the card of the scheme leaves out is named as unknown, and what nobody may use it for."""
    words = read_section(text, "card")
    assert "Not stated: is ai system, purposes" in words and "never read as a yes or a no" in words
    assert "Not to be used for: scoring or judging anyone who lives" in words


def test_formulas_are_those_of_the_code():
    """Each formula of appendix B is a line of the function that computes it."""
    told = list_formulas()
    assert len(told) == len(FORMULAS) > 30 and all(item["words"] for item in told)
    shorrocks = next(item for item in told if item["name"] == "shorrocks_index")
    assert (shorrocks["formula"], shorrocks["id"]) == ("(K - trace P) / (K - 1)", "M03b")
    assert sum(bool(item["formula"]) for item in told) > 20


def test_the_scheme_file_of_the_appendix_can_be_read_again(tmp_path):
    """The text of appendix C is the scheme, word for word: reading it gives the same digest."""
    run = make_run(years=1)
    page = Reader(render_report(run).partition('<section id="appendix-scheme"')[2])
    file = tmp_path / "scheme.yaml"
    file.write_text(max(page.words, key=len), encoding="utf-8")
    assert load_scheme(file).digest() == run.scheme.digest()


def test_no_restriction_is_told_without_a_chart():
    """A run in which nobody was restricted has no days to weigh."""
    run = make_run(years=1, restricted=0, wrongly=0, spared=0)
    telling, cite = tell_one(run)
    assert tell_reach(run, telling, cite)["picture"] is None
    assert tell_wrongly(SimpleNamespace(tables=run.tables, manifest=run.manifest), telling, cite)[
        "title"
    ].startswith("None of")
