"""Promise 3 at full size: whole communities of a shipped scheme, ten years, kernel and law life by life."""

from collections.abc import Sequence

import pytest

from creditscape import law
from creditscape.kernel import FIRST_ROOM
from creditscape.law.faults import NAMESAKES
from creditscape.scheme import load_scheme
from creditscape.society import load_society

from .twin import kernel_lives, law_changes, law_lives, lower_twins, run_kernel, slots

SEED, YEARS, SIZE = 20, 10, 4096


def unequal(community: int, years: int, told: Sequence[int] | None) -> tuple[int, int, list[tuple[int, int]]]:
    """Lives and changes compared, of some slots or of all, and the world and slot of those that differ."""
    scheme = load_scheme("wendeng-2020").plain()
    society = load_society("imaginary_county").plain(size=SIZE)
    low = lower_twins(scheme, society, seed=SEED, years=years)
    room = FIRST_ROOM._replace(traces=40 * slots(low))
    kernel = kernel_lives(low, run_kernel(low, first=community, room=room)[0])
    lives = law_lives(
        low, law.prepare(society), scheme, seed=SEED, years=years, community=community, slots=told
    )
    changes, found = 0, []
    for i, life in zip(range(slots(low)) if told is None else told, lives, strict=True):
        for w in (0, 1):
            expected = law_changes(low, life[w])
            changes += len(expected)
            if expected != kernel.get((w, i), []):
                found.append((w, i))
    return len(lives), changes, found


@pytest.mark.parametrize(("community", "name"), [(5, 7), (1, 20)])
def test_part_of_a_community(community: int, name: int) -> None:
    """All who bear one name in a community, and in one of the other kind of place, live the same two years in both programs."""
    compared, changes, found = unequal(community, 2, range(name * NAMESAKES, (name + 1) * NAMESAKES))
    assert compared == NAMESAKES and changes > 250
    assert found == []


@pytest.mark.full
@pytest.mark.parametrize("community", range(3))
def test_community(community: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Every person of a community of 4,096, and every child born there, lives the same ten years in both programs."""
    compared, changes, found = unequal(community, YEARS, None)
    with capsys.disabled():
        print(f"\ncommunity {community}: {compared} lives in two worlds, {changes} changes")
    assert found == []
