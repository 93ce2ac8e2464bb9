"""Promise 3 at full size: whole communities of a shipped scheme, ten years, kernel and law life by life."""

import pytest

from creditscape import law
from creditscape.kernel import FIRST_ROOM
from creditscape.scheme import load_scheme
from creditscape.society import load_society

from .twin import kernel_lives, law_changes, law_life, lower_twins, run_kernel, slots

SEED, YEARS, SIZE = 20, 10, 4096
STRIDE = 1  # every person's life


def unequal(community: int, stride: int, years: int = YEARS) -> tuple[int, int, list[tuple[int, int]]]:
    """Lives and changes compared, and the world and slot of those that differ."""
    scheme = load_scheme("wendeng-2020").plain()
    society = load_society("imaginary_county").plain(size=SIZE)
    low = lower_twins(scheme, society, seed=SEED, years=years)
    room = FIRST_ROOM._replace(traces=40 * slots(low))
    kernel = kernel_lives(low, run_kernel(low, first=community, room=room)[0])
    prepared = law.prepare(society)
    compared, changes, found = 0, 0, []
    for i in range(community % stride, slots(low), stride):
        lives = law_life(low, prepared, scheme, i, seed=SEED, years=years, burn_in=0, community=community)
        for w in (0, 1):
            told = law_changes(low, lives[w])
            changes += len(told)
            if told != kernel.get((w, i), []):
                found.append((w, i))
        compared += 1
    return compared, changes, found


@pytest.mark.parametrize(("community", "stride"), [(5, 64), (1, 256)])
def test_part_of_a_community(community: int, stride: int) -> None:
    """Every 64th person of a community, and every 256th of one of the other kind of place, lives the same two years in both programs."""
    compared, changes, found = unequal(community, stride, years=2)
    assert compared > 3900 // stride and changes > 16_000 // stride
    assert found == []


@pytest.mark.full
@pytest.mark.parametrize("community", range(3))
def test_community(community: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Every person of a community of 4,096 lives the same ten years in both programs."""
    compared, changes, found = unequal(community, STRIDE)
    with capsys.disabled():
        print(f"\ncommunity {community}: {compared} lives in two worlds, {changes} changes")
    assert found == []
