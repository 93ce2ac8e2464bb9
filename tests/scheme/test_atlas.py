"""The library as an atlas: what it holds is counted and pinned, and nothing it rests on can go unseen."""

import re
from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from creditscape.scheme import drafts, list_schemes, load_cases, load_scheme
from creditscape.society import list_societies
from creditscape.words import parse_document

from .pins import count, explain, name_sources, read_pins, walk_cites
from .removals import Shelf

SAMPLED = 2_000
NOT_CITED = "Nothing here cites it"
QUOTED = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
MARKS = {
    "cite": r"\bcite:",
    "date": r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b",
    "unit": r"(?<=[:,\[] )(?:[1-9][0-9]* (?:working day|day|week|month|year)s?|end of year)\b|\bunit:",
}


@pytest.fixture(scope="module")
def shelf():
    """The files of the library, read once for all tests here."""
    shelf = Shelf()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drafts, "read_document", shelf.read)
        patch.setattr(drafts, "_parse_shipped", lambda path: shelf.read(path).root)
        patch.setattr(drafts, "_read_base", shelf.read_base)
        yield shelf


@pytest.mark.parametrize("name", list_schemes())
def test_counts(shelf, name):
    """A scheme holds as many numbers of each grade, own and inherited, and citations as were pinned.

    Its coverage says the same; it has five worked cases or more, and runs on a society that ships.
    """
    scheme, pinned, counted = load_scheme(name), read_pins().get(name, {}), count(drafts.read_draft(name))
    changed = explain(pinned, counted)
    assert not changed, f"{name}: {'; '.join(changed)}. If meant so: python -m tests.scheme.pins"
    assert counted["numbers"] == {
        grade: each for grade, each in scheme.coverage().items() if any(each.values())
    }
    lives = load_cases(name, scheme).lives
    assert len(lives) >= 5, f"{name}: {len(lives)} worked cases"
    setting = scheme.blocks.runs_on
    assert setting, f"{name}: no 'runs_on'"
    assert setting.society in list_societies(), f"{name}: runs on {setting.society}, which does not ship"


def test_pins_are_of_the_library():
    """Every scheme is pinned, and nothing else; a number less and a grade that is gone are told by name."""
    assert list(read_pins()) == list_schemes()
    fell = explain({"press": {"own": 7}, "assumed": {"own": 2}}, {"press": {"own": 6}})
    assert fell == ["press.own: 7 -> 6", "assumed.own: 2 -> 0"]


def test_removed_citation(shelf):
    """Without any one citation, date or unit a scheme is refused, or its pinned table is another.

    The table is the numbers by grade, own and inherited, and the blocks that cite each source (see
    `pins.count`): nearly half of the citations change no count of numbers when they go.
    """
    removals = Random(2016).sample(shelf.list_removals(), SAMPLED)
    assert not [removal for removal in removals if shelf.find(removal) == "unseen"]


@pytest.mark.full
def test_every_removed_citation(shelf):
    """So it is with all of them, in whole schemes; what is seen is what is seen in the entry alone."""
    for removal in shelf.list_removals():
        seen = shelf.find(removal, whole=True)
        assert seen != "unseen", removal
        assert seen == shelf.find(removal), removal


@pytest.mark.parametrize("name", list_schemes())
def test_removals_are_all_there(shelf, name):
    """As many citations, dates and units are tried as stand in the text of the file."""
    text = drafts.locate(name).read_text(encoding="utf-8")
    bare = QUOTED.sub("", re.sub(r"^ *#.*$", "", text, flags=re.MULTILINE))
    tried = Counter(each.kind for each in shelf.list_removals(name))
    assert {kind: tried[kind] for kind in MARKS} == {
        kind: len(re.findall(mark, bare)) for kind, mark in MARKS.items()
    }


def test_nothing_removed(shelf):
    """Where nothing is taken away, nothing is seen: neither a refusal nor another table."""
    for removal in Random(7).sample(shelf.list_removals(), 200):
        there = shelf.roots[removal.scheme].find(removal.path)
        assert shelf.find(replace(removal, left=there)) == "unseen", removal


def add_up(table):
    """The numbers of each grade, own and inherited together."""
    return {grade: sum(columns.values()) for grade, columns in table["numbers"].items()}


def leave_out_inherited(table):
    """The table without numbers that are cited by the file as a whole."""
    return {grade: columns["own"] for grade, columns in table["numbers"].items()}, table["cited"]


def test_poorer_tables_see_less(shelf):
    """A table without inherited numbers misses dates; one without citing blocks misses citations.

    It misses more of them where own and inherited numbers are not told apart.
    """
    removals = shelf.list_removals()
    dates = [each for each in removals if each.kind == "date"]
    assert "unseen" in {shelf.find(each, view=leave_out_inherited) for each in dates}
    cites = [each for each in removals if each.kind == "cite" and each.path[0] == "rules"]
    few = [each for each in cites if each.scheme in ("suining-2010", "rongcheng-2016", "rail-ban-2018")]
    unseen = [
        sum(shelf.find(each, view=view) == "unseen" for each in few)
        for view in (add_up, lambda table: table["numbers"], lambda table: table)
    ]
    assert unseen[0] > unseen[1] > unseen[2] == 0


def find_bad_sources(sources, cited):
    """What is wrong with the sources of a file. cited: those that it or a file that extends it cites."""
    found = []
    for name, node in sources.entries.items():
        title, url, note = (node.plain().get(key) or "" for key in ("title", "url", "note"))
        if (name in cited) == (NOT_CITED in note):
            found.append(f"{name}: cited, but says not" if name in cited else f"{name}: nothing cites it")
        if not title.strip():
            found.append(f"{name}: no title")
        if not url and "address" not in note:
            found.append(f"{name}: no address, and no note that says why")
    return found


@pytest.mark.parametrize("name", list_schemes())
def test_sources_are_used(shelf, name):
    """Each source is cited, or says that it is not; it has a title, and an address or a note on why not."""
    roots = [shelf.roots[each] for each in shelf.find_family(name)]
    cited = {source for root in roots for node in walk_cites(root) for source in name_sources(node)}
    assert not find_bad_sources(shelf.roots[name].entries["sources"], cited)


def test_bad_sources_are_found():
    """A source that nothing cites, one cited that denies it, one without title or address are each found."""
    text = "a: {title: A, url: x}\nb: {title: B, note: Nothing here cites it; no address.}\nc: {title: ' '}\n"
    assert find_bad_sources(parse_document(text).root, {"b", "c"}) == [
        "a: nothing cites it",
        "b: cited, but says not",
        "c: no title",
        "c: no address, and no note that says why",
    ]
