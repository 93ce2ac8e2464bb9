"""A scheme without what one part of life costs."""

import pytest

from creditscape.scheme import leave_out_domains, list_schemes, load_scheme
from creditscape.scheme.milder import costs
from creditscape.words import load_vocabulary


@pytest.mark.parametrize("name", list_schemes())
def test_one_domain_at_a_time(name):
    """Rules that cost heed no kind of the domain that is left out, and all others; nothing else changes, and the scheme stays as it was."""
    plain, known = load_scheme(name).plain(), load_vocabulary().kinds
    made = leave_out_domains(plain)
    assert plain == load_scheme(name).plain()
    for domain, variant in made.items():
        gone = 0
        for old, new in zip(plain["phases"], variant["phases"], strict=True):
            assert {k: v for k, v in old.items() if k != "rules"} == {
                k: v for k, v in new.items() if k != "rules"
            }
            assert old["rules"].keys() == new["rules"].keys()
            for rule, kept in zip(old["rules"].values(), new["rules"].values(), strict=True):
                assert {**kept, "events": rule["events"]} == rule
                left = [e for e in rule["events"] if known[e].domain == domain and costs(rule, old)]
                assert [e for e in rule["events"] if e not in left] == list(kept["events"])
                gone += len(left)
        assert gone > 0
