"""Why somebody stands where they stand: the law, told of one person alone, says the same as the kernel, and why."""

import random
from typing import Any

import pytest

from creditscape import law
from creditscape.kernel import column_names as columns
from creditscape.simulation import explain, explaining, make_plan, simulate, trace_communities
from creditscape.words import InputError

RUNS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "mix-ups and a procedure": ("wendeng-2020", "imaginary_county", {}),
    "lists": ("court-list-2013", "county_of_travellers", {}),
    "friends": ("sesame-2015", "imaginary_county", {}),
    "ties": ("suining-2010", "county_with_heads", {}),
    "an office of a district": ("wendeng-2020", "county_with_district_office", {}),
    "an office of the community": ("wendeng-2020", "county_with_own_office", {}),
    "firms": ("tax-credit", "county_of_firms", {}),
    "keepers": ("fico-8", "usa-2018", {}),
    "a reform": ("suining-2010", "imaginary_county", {"reform": "wendeng-2020"}),
}


@pytest.fixture(scope="module")
def runs():
    """Small runs by name, made when asked for."""
    made = {}

    def find(name: str):
        if name not in made:
            scheme, society, options = RUNS[name]
            made[name] = simulate(scheme, society, people=4096, years=2, **options)
        return made[name]

    return find


@pytest.mark.parametrize("name", RUNS)
def test_law_and_kernel_agree(name, runs):
    """For people drawn at random, and on any day, both tell the same standings in every world."""
    run, draw = runs(name), random.Random(name)
    grounds = 0
    for _ in range(12):
        found = explain(run, draw.randrange(4096), draw.randrange(300, 730))
        assert [account.world for account in found.accounts] == run.manifest["worlds"]
        assert all(found.sentences)
        grounds += sum(len(account.grounds) for account in found.accounts)
    assert grounds or name in ("lists", "firms")


def test_what_came_from_others_is_told(runs, monkeypatch):
    """Somebody in whose file lies a record of another person is told so; without that word law and kernel would differ."""
    run = runs("mix-ups and a procedure")
    mixed, day = find_mixed_up(run)
    found = explain(run, mixed, day)
    others = [ground for ground in found.accounts[0].grounds if ground.origin == "another"]
    assert others and all(ground.of is not None and ground.of != mixed for ground in others)
    assert any("came into this file by mistake" in line for line in found.sentences[0])
    assert not any(ground.origin == "another" for ground in found.accounts[1].grounds)
    monkeypatch.setattr(explaining, "_list_heard", lambda *_: [])
    with pytest.raises(law.Disagreement, match="tell different lives"):
        explain(run, mixed, day)


def test_the_queue_of_others_is_told(runs, monkeypatch):
    """Whoever waits for the office is told without the others who wait; a turn that cannot be is refused, one left out shows."""
    run = runs("an office of the community")
    inputs = explaining._find_inputs(explaining._Known(run, explaining._plan_again(run)))
    rows = explaining._trace(inputs.low, 0, -1)
    turns = rows[
        (rows[:, 0] == 0) & (rows[:, 3] == -columns.SERVED) & (rows[:, 2] > inputs.low.timeline.t0 + 30)
    ]
    assert len(turns) > 5 and (turns[:, 1] < 4096).all()
    differ = 0
    for row in turns:
        person, day = int(row[1]), 725
        whole = explain(run, person, day)
        assert whole.sentences[0]
        with monkeypatch.context() as patch:
            patch.setattr(explaining, "_list_turns", lambda *_: [])
            try:
                explain(run, person, day)
            except law.Disagreement:
                differ += 1
    assert differ
    with monkeypatch.context() as patch:
        patch.setattr(
            explaining, "_list_turns", lambda low, _: [low.timeline.first + low.timeline.t0 + 9] * 50
        )
        with pytest.raises(law.Disagreement, match="by the law none waited"):
            explain(run, int(turns[0, 1]), 725)


def find_mixed_up(run) -> tuple[int, int]:
    """Somebody into whose file a record came by mistake, as written, and the day on which it came."""
    low = explaining._find_inputs(explaining._Known(run, explaining._plan_again(run))).low
    rows = explaining._trace(low, 0, -1)
    came = rows[(rows[:, 0] == 0) & (rows[:, 3] <= -columns.ARRIVED) & (rows[:, 3] > -columns.TOLD_PART)]
    return next(
        (int(row[1]), int(row[2]) - low.timeline.t0)
        for row in came
        if row[7] == 0 and row[1] < 4096 and row[2] >= low.timeline.t0
    )


def test_a_record_that_came_on_another_day_is_refused(runs, monkeypatch):
    """If the kernel said that a record came a day later, the law would not believe it."""
    run = runs("mix-ups and a procedure")
    (mixed, day), real = find_mixed_up(run), explaining._list_heard
    monkeypatch.setattr(
        explaining, "_list_heard", lambda *a: [h._replace(arrives=h.arrives + 1) for h in real(*a)]
    )
    with pytest.raises(law.Disagreement, match="by the law on"):
        explain(run, mixed, day + 1)


def test_points_add_up(runs):
    """Where no direct drop is live the start and the points of what counts are the score that stands there."""
    run, draw, seen = runs("mix-ups and a procedure"), random.Random(4), 0
    for _ in range(40):
        account = explain(run, draw.randrange(4096)).accounts[0]
        counting = [ground for ground in account.grounds if ground.counts]
        if account.standing is None or not counting or any(ground.drop for ground in counting):
            continue
        seen += 1
        assert account.standing.scores["points"] == 1000 + sum(ground.points or 0 for ground in counting)
    assert seen > 10


def test_draws_are_those_of_chance(runs):
    """What happened was accepted, and what was recorded was covered."""
    run, draw = runs("mix-ups and a procedure"), random.Random(5)
    for _ in range(30):
        for ground in explain(run, draw.randrange(4096)).accounts[0].grounds:
            if ground.draw is not None:
                assert 0 <= ground.draw.mark < ground.draw.accepted <= 1


def test_asking_changes_nothing(runs):
    """A run that is asked is the run it was."""
    run = runs("lists")
    before = {name: table.clone() for name, table in run.tables.items()}
    explain(run, 3, 100)
    assert all(run.tables[name].equals(table) for name, table in before.items())


@pytest.mark.parametrize(
    ("person", "day", "code"), [(4096, 0, "U180"), (-1, 0, "U180"), (0, 731, "U181"), (0, -1, "U181")]
)
def test_nobody_and_never(runs, person, day, code):
    """A person or day that the run does not have is refused."""
    with pytest.raises(InputError) as error:
        explain(runs("lists"), person, day)
    assert error.value.code == code


def test_a_trace_ends_with_its_levels():
    """The columns of a standing are scores and levels and nothing behind them, however wide the kernel's rows are."""
    trace = trace_communities(
        make_plan("suining-2010", people=4096, years=1, worlds=("as_written",)), range(1)
    )[0]
    assert trace.standings.shape[1] == 5 + len(trace.scores) + len(trace.levels)
