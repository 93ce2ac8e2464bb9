"""The study of a hack: what is wiped spares, what is planted restricts, what is found ends; a planted whole hack empties the list."""

import io
import sys
from contextlib import redirect_stdout

import polars as pl
import pytest

from creditscape.simulation import make_plan, simulate
from studies.hack import HERE, SOCIETIES, YEARS, ask, main, tell

NEVER, FOUND = SOCIETIES


def test_hack() -> None:
    """The planted half weighs more than the wiped one; found, both end; few contest, most of them where the list is published."""
    found = {(s, end): ask(s, society, 3) for s in YEARS for end, society in SOCIETIES.items()}
    for (_, end), each in found.items():
        wiped, planted, disputes = each.wiped, each.planted, each.disputes
        assert 0 < wiped.less < planted.more <= each.struck and wiped.more == planted.less == 0
        assert wiped.days < 0 < planted.days and planted.guiltless < planted.days
        assert (wiped.late, planted.late) == (0, 0) if end == FOUND else wiped.late < 0 < planted.late
        assert each.struck >= disputes["brought"] > disputes["learnt"] > disputes["filed"]
        assert disputes["filed"] >= disputes["everywhere"]
        assert tuple(map(sum, zip(*each.fifths, strict=True))) == tuple(
            disputes[stage] for stage in ("brought", "filed", "everywhere")
        )
    for scheme in YEARS:
        never, found_out = (found[scheme, end] for end in (NEVER, FOUND))
        assert -never.wiped.days > -found_out.wiped.days and never.planted.days > found_out.planted.days
        assert never.disputes["lapsed"] < found_out.disputes["lapsed"]
        assert never.struck == found_out.struck
    lists, points = (found[scheme, NEVER] for scheme in YEARS)
    assert lists.learnt > points.learnt and lists.disputes["filed"] > points.disputes["filed"]
    page = tell(found)
    assert page.count("\n| court-list-2013, never found |") == 3 and "There is nothing to contest" not in page


def test_everything_wiped(tmp_path) -> None:
    """A planted check: where every record is wiped, nobody is listed on the next morning."""
    society = (HERE / "hack.yaml").read_text(encoding="utf-8").replace("2021-10-01", "2014-03-10")
    society = society.replace("used: 0.01, high: 0.1", "used: 1, high: 1", 1).replace(
        "2021-10-02", "2014-09-30"
    )
    (tmp_path / "hack.yaml").write_text(society, encoding="utf-8")
    worlds = ("as_written", "without_wiped")
    run = simulate(make_plan("court-list-2013", tmp_path / "hack.yaml", people=4096, years=1, worlds=worlds))
    exits = run.tables["entries"].filter(pl.col("list") == "spending")
    left = dict(exits.group_by("world").agg(pl.col("exits").sum()).iter_rows())
    stock = run.tables["stock"].filter(
        pl.col("quantity") == "listed", pl.col("dimension") == "all", pl.col("level") == "spending"
    )
    [before] = stock.filter(pl.col("month") == 4, pl.col("world") == "as_written")["at_end"]
    assert before > 0 and left["as_written"] - left["without_wiped"] >= before / 2


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.hack > docs/studies/hack.md."""
    monkeypatch.setattr(sys, "argv", ["hack"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/hack.md").read_text(encoding="utf-8")
