"""The studies of a hack, a miscount and a campaign run at small size, and their pages say what was counted."""

from dataclasses import replace

from studies import denunciations, hack, miscount


def test_hack() -> None:
    """Wiping spares and planting burdens; what is found is gone after a time; without the planted half nobody is listed more."""
    found = {
        ("court-list-2013", end): hack.ask("court-list-2013", file, 4) for end, file in hack.SOCIETIES.items()
    }
    lasting, short = found.values()
    assert lasting.struck == short.struck > 30
    assert lasting.planted.more > 30 and lasting.planted.less == 0
    assert lasting.wiped.more == 0 >= lasting.wiped.days
    assert lasting.planted.days > short.planted.days > 0
    assert lasting.planted.late > short.planted.late
    assert lasting.disputes["brought"] >= lasting.disputes["learnt"] >= lasting.disputes["filed"]
    assert replace(lasting, planted=short.planted) != lasting


def test_miscount() -> None:
    """While it is not found people stand lower for it, afterwards hardly anybody does; nobody stood lower before."""
    found = miscount.ask(miscount.VILLAGES, 2)
    mornings = dict(zip(miscount.MORNINGS, found.mornings, strict=True))
    assert found.struck > 20 and mornings[-1].worse > 10
    assert mornings[540].worse < mornings[-1].worse / 2
    assert found.days[0] > 0 and 0 <= found.known <= found.disputes["learnt"]
    assert miscount.ask(miscount.VILLAGES, 2, seed=2) != found


def test_denunciations() -> None:
    """A campaign restricts people who did nothing, and more is corrected where the keeper must prove."""
    subject, keeper = (denunciations.ask("by name", proof, 4) for proof in denunciations.PROOFS)
    for sort in denunciations.KINDS:
        assert subject[sort].told == keeper[sort].told > 0
        assert 0 < subject[sort].guiltless <= sum(subject[sort].days)
        assert keeper[sort].disputes["upheld"] >= subject[sort].disputes["upheld"]
    assert sum(each.disputes["everywhere"] for each in keeper.values()) > sum(
        each.disputes["everywhere"] for each in subject.values()
    )
