"""Promise 3 at full size: whole communities of a shipped scheme, ten years, kernel and law life by life."""

from collections.abc import Iterable

import pytest

from creditscape import law
from creditscape.kernel import FIRST_ROOM
from creditscape.law.faults import NAMESAKES
from creditscape.scheme import load_scheme
from creditscape.society import load_society

from .twin import kernel_lives, law_changes, law_lives, lower_twins, run_kernel, slots

SEED, YEARS, SIZE = 20, 10, 4096
NAMES = SIZE // NAMESAKES


def unequal(community: int, names: Iterable[int], years: int) -> tuple[int, int, list[tuple[int, int]]]:
    """Lives and changes compared of all who bear some names, and the world and slot of those that differ."""
    scheme = load_scheme("wendeng-2020").plain()
    society = load_society("imaginary_county").plain(size=SIZE)
    low = lower_twins(scheme, society, seed=SEED, years=years)
    room = FIRST_ROOM._replace(traces=40 * slots(low))
    kernel = kernel_lives(low, run_kernel(low, first=community, room=room)[0])
    prepared = law.prepare(society)
    compared, changes, found = 0, 0, []
    for name in names:
        alike = range(name * NAMESAKES, min((name + 1) * NAMESAKES, slots(low)))
        told = law_lives(low, prepared, scheme, seed=SEED, years=years, community=community, slots=alike)
        for i, lives in zip(alike, told, strict=True):
            for w in (0, 1):
                expected = law_changes(low, lives[w])
                changes += len(expected)
                if expected != kernel.get((w, i), []):
                    found.append((w, i))
            compared += 1
    return compared, changes, found


@pytest.mark.parametrize(("community", "name"), [(5, 7), (1, 20)])
def test_part_of_a_community(community: int, name: int) -> None:
    """All who bear one name in a community, and in one of the other kind of place, live the same two years in both programs."""
    compared, changes, found = unequal(community, [name], years=2)
    assert compared == NAMESAKES and changes > 250
    assert found == []


@pytest.mark.full
@pytest.mark.parametrize("community", range(3))
def test_community(community: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Every person of a community of 4,096, and every child born there, lives the same ten years in both programs."""
    compared, changes, found = unequal(community, range(2 * NAMES), YEARS)
    with capsys.disabled():
        print(f"\ncommunity {community}: {compared} lives in two worlds, {changes} changes")
    assert found == []
