"""The shared vocabulary."""

import pytest

from creditscape.words import load_vocabulary
from creditscape.words.vocabulary import CLASSES, arrange_vocabulary

SLIP = {
    "class": "conduct",
    "domain": "traffic",
    "gravity": 1,
    "lawful": False,
    "subject": "person",
    "means": "Slips.",
}


def test_every_kind_is_complete():
    """Every shipped kind has a known class and domain, a gravity from 1 to 5, and says what it means."""
    words = load_vocabulary()
    assert len(words.kinds) >= 250
    for name, kind in words.kinds.items():
        assert kind.name == name
        assert kind.class_ in CLASSES and kind.domain in words.domains and 1 <= kind.gravity <= 5
        assert kind.means.endswith(".")


def test_numbers_of_domains_stay():
    """The numbers of domains are addresses of chance: the ones that shipped first never change."""
    first = [
        "traffic",
        "credit",
        "tax",
        "utilities",
        "business",
        "work",
        "family",
        "speech",
        "petition",
        "belief",
    ]
    assert [load_vocabulary().domains[name] for name in first] == list(range(1, 11))


def test_false_records_and_attempts_are_lawful():
    """Nobody breaks a law by being recorded wrongly or by asking for something."""
    for kind in load_vocabulary().kinds.values():
        if kind.class_ in ("false_record", "attempt", "circumstance"):
            assert kind.lawful, kind.name


def test_vocabulary_is_read_once():
    """Asking twice gives the same object."""
    assert load_vocabulary() is load_vocabulary()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("class", "deed"),
        ("domain", "weather"),
        ("gravity", 6),
        ("lawful", "yes"),
        ("subject", "dog"),
        ("means", ""),
    ],
)
def test_broken_words_are_refused(field, value):
    """A kind with a field outside what is allowed is refused, and the field is named."""
    good = arrange_vocabulary({"domains": {"traffic": 1}, "kinds": {"slip": SLIP}})
    assert good.kinds["slip"].unit is None
    with pytest.raises(ValueError, match=f"slip.*{field}"):
        arrange_vocabulary({"domains": {"traffic": 1}, "kinds": {"slip": {**SLIP, field: value}}})


def test_domains_share_no_number():
    """Two domains with one number are refused."""
    with pytest.raises(ValueError, match="must differ"):
        arrange_vocabulary({"domains": {"traffic": 1, "credit": 1}, "kinds": {}})
