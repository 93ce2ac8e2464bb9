"""The generator against the published known answers of Random123."""

import pytest

from creditscape.law.philox import draw_words
from creditscape.law.prepared import choose


def join(*words: int) -> int:
    return sum(word << 32 * place for place, word in enumerate(words))


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_known_answers(counter, key, answer):
    """Philox4x32-10 gives the three answers published with Random123."""
    assert draw_words(join(*counter), join(*key)) == answer


def test_choice():
    """A choice is the first entry whose threshold exceeds the word."""
    assert [choose([5, 5, 10], word) for word in (0, 4, 5, 9)] == [0, 0, 2, 2]
