"""A run that is killed goes on where it had come to: nothing acknowledged is lost, nothing is counted twice."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from creditscape.experiment import claim_run, open_run
from creditscape.experiment.keep import PARTIAL
from creditscape.simulation import Partial, simulate
from creditscape.simulation import run as running
from creditscape.words import InputError, IntegrityError
from tests.promises.small import run_elsewhere

from .killing import COMMUNITIES, plan


@cache
def digest() -> str:
    """The digest of the run that nobody disturbs."""
    return simulate(plan()).digest


class BrokenOff(Exception):
    """What stops a run in these tests."""


class Watched:
    """A store that breaks a run off when so much is noted."""

    def __init__(self, keeper: Any, after: int) -> None:
        self.find, self.keeper, self.after, self.noted = keeper.find, keeper, after, 0

    def note(self, fingerprint: str, partial: Partial) -> None:
        """Keep it; then it may be enough."""
        self.keeper.note(fingerprint, partial)
        self.noted = partial.done
        if self.noted >= self.after:
            raise BrokenOff


def break_off(folder: Path, after: int) -> int:
    """Run until so many communities are noted. Returns how many were."""
    with pytest.MonkeyPatch.context() as often, claim_run(folder, plan()) as keeper:
        often.setattr(running, "NOTE_EVERY", 0.0)
        store = Watched(keeper, after)
        with pytest.raises(BrokenOff):
            simulate(plan(), store=store)
    return store.noted


def finish(folder: Path) -> tuple[int, str]:
    """Run to the end. Returns where the run began, and the digest of what was kept."""
    seen: list[int] = []
    with claim_run(folder, plan()) as keeper:
        keeper.save(simulate(plan(), progress=lambda done, _: seen.append(done), store=keeper))
    return seen[0], open_run(folder).digest


def test_goes_on(tmp_path: Path) -> None:
    """Broken off twice, a run goes on behind what was noted, ends with the same digest, and leaves nothing unfinished."""
    first = break_off(tmp_path / "run", 20)
    second = break_off(tmp_path / "run", 40)
    assert 0 < first < second < COMMUNITIES
    assert finish(tmp_path / "run") == (second, digest())
    assert not (tmp_path / "run" / PARTIAL).exists()
    assert finish(tmp_path / "run") == (0, digest())  # a finished run is tried anew, and must agree


def test_counted_twice_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that took what was noted and began at the first community all the same would have another digest."""
    break_off(tmp_path / "run", 20)
    real = running._Team.work_on
    monkeypatch.setattr(running._Team, "work_on", lambda team, _, *others: real(team, 0, *others))
    with claim_run(tmp_path / "run", plan()) as keeper:
        assert simulate(plan(), store=keeper).digest != digest()


def test_another_run_is_refused(tmp_path: Path) -> None:
    """What another run had done is neither used nor thrown away."""
    break_off(tmp_path / "run", 20)
    with pytest.raises(InputError) as caught, claim_run(tmp_path / "run", plan(4)) as keeper:
        simulate(plan(4), store=keeper)
    assert caught.value.code == "U113" and (tmp_path / "run" / PARTIAL).exists()


@pytest.mark.parametrize("place", [10, 80, -10])
def test_damage_is_named(tmp_path: Path, place: int) -> None:
    """A flipped bit in what was noted is an error, not a result."""
    break_off(tmp_path / "run", 20)
    path = tmp_path / "run" / PARTIAL
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(IntegrityError, match="E501.*is damaged"):
        finish(tmp_path / "run")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.parametrize("kills", [15, pytest.param(200, marks=pytest.mark.full)])
def test_killed_at_any_moment(tmp_path: Path, kills: int) -> None:
    """Killed at random moments, a run loses nothing that was acknowledged, counts nothing twice, and comes to the same digest."""
    counts = run_elsewhere(
        f"from tests.experiment.killing import kill_often; print(*kill_often({str(tmp_path / 'run')!r}, {kills}, {digest()!r}))"
    )
    went_on, ended = map(int, counts[-1].split())
    assert went_on > kills // 6 and ended
    assert finish(tmp_path / "run")[1] == digest()
