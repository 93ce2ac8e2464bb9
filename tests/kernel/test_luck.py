"""The kernel's chance: Philox against its published answers, addresses against the one layout."""

from random import Random

import numpy as np
import pytest

from creditscape.kernel import chance, philox
from creditscape.kernel.compiled import entered
from creditscape.law.philox import draw_words
from creditscape.words import luck

# counter c0..c3 (lowest first), key k0 k1, answer: Random123, kat_vectors, philox4x32 10
ANSWERS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "answer"), ANSWERS)
def test_known_answers(counter, key, answer):
    """Philox4x32-10 gives the three answers published with Random123."""
    c0, c1, c2, c3 = counter
    high, low, seed = c3 << 32 | c2, c1 << 32 | c0, key[1] << 32 | key[0]
    assert tuple(philox(np.uint64(high), np.uint64(low), np.uint64(seed))) == answer


ask_one = entered(chance.ask.py_func)
origin = entered(chance.origin_of.py_func)


def ask(seed, community, entity, index, *others, first=0):
    """The kernel's answer at an address, asked for from a batch that begins at slot `first`."""
    return tuple(ask_one(np.uint64(seed), origin(community, first), entity, index - first, *others))


def test_addresses():
    """At 10,000 random addresses, and at their limits, the kernel asks what the layout of words.luck says."""
    rng = Random("addresses")
    widths = {"community": 32, "entity": 3, "index": 14, "year": 8, "stream": 7, "slot": 14, "purpose": 10}
    assert widths.items() <= dict(luck.LAYOUT).items()
    for n in range(10_000):
        fields = {
            name: 0 if n == 0 else (1 << bits) - 1 if n == 1 else rng.getrandbits(bits)
            for name, bits in widths.items()
        }
        seed = rng.getrandbits(64)
        asked = ask(seed, *fields.values(), first=rng.randint(0, fields["index"]))
        assert asked == draw_words(luck.pack(**fields), seed), fields


def test_many_side_by_side():
    """Answers drawn side by side are those drawn one by one, however many there are."""
    rng = Random("lanes")
    for count in (1, 3, 8, 255, 256):
        lanes = np.zeros((6, 256), np.int64)
        for x in range(count):
            lanes[4, x], lanes[5, x] = rng.getrandbits(63), -rng.getrandbits(63)
        counters, seed = lanes[4:].copy(), np.uint64(rng.getrandbits(64))
        chance.shake(lanes, count, seed)
        for x in range(count):
            alone = philox(*(np.uint64(int(half) % (1 << 64)) for half in counters[:, x]), seed)
            assert tuple(lanes[:4, x]) == tuple(alone)
        assert not lanes[:4, count:].any()


def test_other_address():
    """A neighbour in any field is another answer: the comparison sees every field."""
    base = [7, 1, 5, 120, 3, 2, 1]
    answers = {ask(1, *base)}
    for k in range(len(base)):
        answers.add(ask(1, *[x + (j == k) for j, x in enumerate(base)]))
    assert len(answers) == len(base) + 1
