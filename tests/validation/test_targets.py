"""The files of targets: complete, sourced, honest about whose tolerance it is; what is not is refused in one line."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from creditscape.validation import find_targets, load_targets, read_targets
from creditscape.validation.target import Span
from creditscape.validation.ways import OF_NOTHING, WAYS
from creditscape.words import InputError

GOOD = """about: "One"
targets:
  - id: X1
    title: "A rare thing"
    statistic: "Share rightly flagged"
    unit: "%"
    published: {precision: 15.4}
    source: {title: "Arithmetic", evidence: derived}
    kind: exact
    tolerance: {points: 0.05, whose: rounding}
    reach: {way: precision_of_test, given: {prevalence: 1, found: 90, flagged: 5}}
    bias: "None."
"""


def read(tmp_path: Path, text: str) -> list:
    path = tmp_path / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    return read_targets(str(path))[1]


def test_every_published_target_is_there():
    """The thirty-two targets of the validation table stand in the files, each once or in parts."""
    ids = [target.id for target in find_targets()]
    assert len(ids) == len(set(ids))
    assert {int(found[1]) for name in ids if (found := re.fullmatch(r"V(\d+)[a-z]?", name))} == set(
        range(1, 33)
    )


def test_many_are_run():
    """Far more than twenty-five targets have a way, and every way is used by one."""
    reached = [target for target in find_targets() if target.reach]
    assert len(reached) > 50
    assert {target.reach.way for target in reached if target.reach} == set(WAYS)
    assert all(target.unreached for target in find_targets() if not target.reach)


def test_our_tolerances_follow_one_rule():
    """A tolerance of ours without a note is 5 points where the largest figure is a share of 20 % or more, else a factor of 1.5."""
    for target in find_targets():
        tolerance = target.tolerance
        if tolerance is None or tolerance.whose != "ours" or tolerance.note:
            continue
        ends = [
            end
            for told in target.published.values()
            for end in ((told.low, told.high) if isinstance(told, Span) else (told,))
            if isinstance(end, int | Fraction)
        ]
        large = target.unit == "%" and max(ends) >= 20
        expected = (5, None) if large else (None, Fraction(3, 2))
        assert (tolerance.points, tolerance.factor) == expected, target.id


def test_fitted_numbers_stand_in_their_files():
    """What is listed as fitted in a society is the number that the society uses."""
    from creditscape.society import load_society

    rates = {name: load_society(name).forms["used"].rates for name in ("county_of_firms", "france-2019")}
    listed = {fitted.name: fitted.value for target in find_targets() for fitted in target.fitted}
    firms = rates["county_of_firms"]
    assert (
        Fraction(listed["duties at the tax office, a firm and year"]) == firms["tax_duties_of_firms"].per_year
    )
    assert (
        Fraction(listed["grave tax faults, a firm and year"]) == firms["grave_tax_breaches_of_firms"].per_year
    )
    assert Fraction(listed["emissions over a limit, a firm and year"]) == firms["emissions"].per_year
    assert (
        Fraction(listed["merits of firms, inspections passed among them, a firm and year"])
        == firms["merits_of_firms"].per_year
    )
    dogs = load_society("county_of_cities").forms["used"]
    offences = Fraction(listed["offences against dog rules, an owner and year"])
    assert offences == 1000 * dogs.rates["dog_offences"].per_year
    settled = listed["rate at which those entered settle"].removesuffix(" a year")
    assert Fraction(settled) == rates["france-2019"]["defaults_settled"].per_year


def test_the_society_of_the_chain_is_that_of_its_study(root):
    """The files of the chain that ship are those that the study lays over, byte for byte."""
    room = root / "creditscape" / "validation"
    for folder, name in (("societies", "us_chain.yaml"), ("schemes", "us_chain_untouched.yaml")):
        assert (room / folder / name).read_bytes() == (root / "studies" / name).read_bytes()


def test_data_have_a_source_and_a_licence(root):
    """Every table that ships stands in SOURCES.md."""
    folder = root / "creditscape" / "validation" / "data"
    told = (folder / "SOURCES.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in told for path in folder.glob("*.csv"))


def test_a_good_file_is_read(tmp_path):
    """The file from which the faults below are made is read."""
    [target] = read(tmp_path, GOOD)
    assert target.published == {"precision": Fraction(77, 5)} and WAYS[target.reach.way].of == OF_NOTHING


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        (
            '    source: {title: "Arithmetic", evidence: derived}\n',
            "",
            "E202",
            "missing required key 'source'",
        ),
        (", evidence: derived}", "}", "E202", "missing required key 'evidence'"),
        ("evidence: derived", "evidence: rumour", "", "rumour"),
        ("    tolerance: {points: 0.05, whose: rounding}\n", "", "E202", "missing required key 'tolerance'"),
        ("whose: rounding", "whose: nobody", "", "nobody"),
        ("{points: 0.05, ", "{points: 0.05, factor: 2, ", "E219", "no single tolerance"),
        ("{points: 0.05, ", "{factor: 0.5, ", "E203", "at least 1"),
        ("way: precision_of_test", "way: precision_of_tests", "E209", "did you mean 'precision_of_test'"),
        ("    reach: {way", "    unreached: never\n    reach: {way", "E202", "either 'reach' or 'unreached'"),
        ("kind: exact", "kind: fitted", "E202", "names no fitted number"),
        ('    bias: "None."\n', "", "E202", "missing required key 'bias'"),
        ("{precision: 15.4}", "{precision: {low: 3, high: 2}}", "E244", "low is above high"),
        ("{precision: 15.4}", "{precision: {}}", "E202", "neither 'low' nor 'high'"),
        ("unit:", "units:", "E201", "unit"),
    ],
)
def test_faults_are_refused_in_one_line(tmp_path, old, new, code, words):
    """A planted fault - no source, no tolerance, an unknown way - is refused with file and line, in one line."""
    assert old in GOOD
    with pytest.raises(InputError) as refused:
        read(tmp_path, GOOD.replace(old, new))
    line = str(refused.value)
    assert line.startswith(f"error[{code}") and words in line and "\n" not in line
    assert re.search(r"targets\.yaml:\d+: ", line)


def test_targets_are_found_by_id():
    """Ids pick targets, in the order of the files; an unknown one is refused with what is near."""
    assert [target.id for target in find_targets(["V8", "R1"])] == ["R1", "V8"]
    assert len(find_targets()) == sum(map(len, load_targets().values()))
    with pytest.raises(InputError, match=r"error\[U180\] TARGET: found 'V8x'.*did you mean 'V8'"):
        find_targets(["V8x"])
