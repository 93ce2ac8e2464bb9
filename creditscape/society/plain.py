"""A society in plain Python (docs/language.md, section 5): what the law and the kernel live by."""

from fractions import Fraction
from itertools import product
from typing import Any

from ..words import Kind, Vocabulary
from .blocks import Profile, RateGroup, Response, Society
from .strata import Shares, arrange_bands, follow_survival, share_ages, spread_rate

ONE = Fraction(1)
CORNERS = tuple(product((0, 1), (0, 1)))
Lists = list[list[Fraction]]


def build_plain(society: Society, vocabulary: Vocabulary, size: int) -> dict[str, Any]:
    """The plain form. size: persons of a community. Kinds stand in order of domain and name."""
    people, shares = society.people, share_people(society)
    kinds = [kind for name in society.rates for kind in _list_kinds(society, vocabulary, name)]
    return {
        "id": society.society,
        "size": size,
        "urban": people.urban,
        "women": people.share_women(),
        "minority": people.minority,
        "aware": people.aware,
        "births": people.births,
        "ages": [arrange_bands(bands) for bands in people.count_bands()],
        "survival": follow_survival(people.deaths),
        "strata_ages": list(society.strata.ages),
        "holidays": sorted(day.toordinal() for day in society.holidays),
        "groups": {name: _describe_group(society, name, shares) for name in sorted(society.rates)},
        "kinds": sorted(kinds, key=lambda kind: (kind["domain"], kind["name"], kind["reads_as"] or "")),
        "conditions": sorted(society.conditions),
        "responses": {name: {"when": society.responses[name].when} for name in sorted(society.responses)},
    }


def share_people(society: Society) -> Shares:
    """How all persons divide among strata."""
    people = society.people
    by_sex = [share_ages(arrange_bands(bands), society.strata.ages) for bands in people.count_bands()]
    women = people.share_women()
    return Shares(
        [[(1 - women) * men, women * other] for men, other in zip(*by_sex, strict=True)],
        [Fraction(1, 5)] * 5,
        [1 - people.minority, people.minority],
        [1 - people.urban, people.urban],
    )


def list_multipliers(profile: Profile | None, shares: Shares) -> Lists:
    """A profile's relative numbers in the order of a cell; 1 where it says nothing."""
    lists = [[ONE] * len(margin) for margin in shares.margins()]
    if profile is None:
        return lists
    if profile.by_age is not None:
        lists[0] = profile.by_age
    if profile.by_sex is not None:
        lists[1] = [profile.by_sex.men, profile.by_sex.women]
    if profile.by_income is not None:
        lists[2] = profile.by_income
    if profile.by_group is not None:
        lists[3] = [profile.by_group.majority, profile.by_group.minority]
    if profile.by_place is not None:
        lists[4] = [profile.by_place.rural, profile.by_place.urban]
    return lists


def find_profile(society: Society, group: RateGroup) -> Profile | None:
    """The profile that a group of rates names, if it names one."""
    return None if group.profile is None else society.profiles[group.profile]


def answers_to(kind: Kind, response: Response) -> bool:
    """Whether a response is about a kind: people change their conduct, not what befalls them."""
    matter = response.of
    named = kind.name in matter.kinds or kind.domain in matter.domains
    return kind.class_ == "conduct" and named and matter.lawful in (None, kind.lawful)


def _describe_group(society: Society, name: str, shares: Shares) -> dict[str, Any]:
    group = society.rates[name]
    profile = find_profile(society, group)
    return {
        "at_most": group.at_most,
        "rates": spread_rate(group.per_year, list_multipliers(profile, shares), shares),
        "conditions": dict(sorted(profile.in_condition.items())) if profile else {},
    }


def _list_kinds(society: Society, vocabulary: Vocabulary, group_name: str) -> list[dict[str, Any]]:
    """The kinds of a group; one of class false record stands once for each kind that it reads as."""
    group = society.rates[group_name]
    coverage, delay = _describe_furnisher(society, group)
    entries = []
    for name, reads_as in product(group.kinds, group.reads_as or (None,)):
        kind = vocabulary.kinds[name]
        answers = sorted(label for label, answer in society.responses.items() if answers_to(kind, answer))
        seen = reads_as or name  # a wrong record looks like a true one of the kind that it reads as
        entries.append(
            {
                "name": name,
                "reads_as": reads_as,
                "class": kind.class_,
                "domain": vocabulary.domains[kind.domain],
                "lawful": kind.lawful,
                "gravity": kind.gravity,
                "group": group_name,
                "share": group.kinds[name]
                * (group.reads_as[reads_as] if group.reads_as and reads_as else ONE),
                "responses": {label: society.responses[label].factor for label in answers},
                "coverage": coverage,
                "delay": delay,
                "episode": sorted(society.episodes.get(seen, {}).items()),
                "starts": next((c for c, block in society.conditions.items() if name in block.kinds), None),
                "amount": sorted(society.amounts.get(seen, {}).items()),
            }
        )
    return entries


def _describe_furnisher(
    society: Society,
    group: RateGroup,
) -> tuple[dict[tuple[int, int], Fraction], list[tuple[int, Fraction]]]:
    """Coverage by place and group, and delays in days with shares; none where nobody furnishes."""
    if group.furnisher is None:
        return {corner: Fraction(0) for corner in CORNERS}, [(1, ONE)]
    furnisher = society.furnishers[group.furnisher]
    by_place = (furnisher.coverage.rural, furnisher.coverage.urban)
    by_group = (ONE, furnisher.minority_factor)
    coverage = {(place, part): by_place[place] * by_group[part] for place, part in CORNERS}
    return coverage, sorted(furnisher.delay.items())
