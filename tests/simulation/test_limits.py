"""What a run has no bits for is refused before anything is made."""

import pytest

from creditscape.simulation import lowering
from creditscape.simulation.measures import MOST_MEASURES
from creditscape.simulation.rules import MOST_LISTS
from creditscape.words.errors import ResourceError
from tests.twins.generator import make_scheme, make_society


@pytest.mark.parametrize(("block", "most"), [("lists", MOST_LISTS), ("measures", MOST_MEASURES)])
def test_bits(block: str, most: int) -> None:
    """As many lists or measures as there are bits are carried, one more is refused in a line that says how many there may be."""
    scheme, society = make_scheme(1), make_society(1, size=256)
    one = next(iter(scheme["phases"][0][block].values()))
    for phase in scheme["phases"]:
        phase[block] |= {f"more_{n}": one for n in range(most - len(phase[block]))}
    names = {name for phase in scheme["phases"] for name in phase[block]}
    world = (lowering.World("as_written"),)
    for phase in scheme["phases"]:
        phase[block] = {name: phase[block].get(name, one) for name in sorted(names)[:most]}
    low = lowering.lower([scheme], society, world, seed=1, years=1)
    assert low.tables.list_mask.max() < 1 << 31
    scheme["phases"][0][block]["one_more"] = one
    with pytest.raises(ResourceError, match=f"found {most + 1}; limit is {most}") as caught:
        lowering.lower([scheme], society, world, seed=1, years=1)
    assert (caught.value.code, caught.value.exit_code) == ("E303", 3)
