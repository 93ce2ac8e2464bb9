"""A society in plain Python (docs/language.md, section 5): what the law and the kernel live by."""

from fractions import Fraction
from itertools import product
from typing import Any

from ..words import Kind, Vocabulary
from .blocks import RateGroup, Response, Society
from .bonds import Mixing, Obligation
from .plain_records import describe_planted_group, describe_records, list_planted
from .sharing import Group, Sharing, find_profile, list_multipliers
from .strata import Shares, arrange_bands, follow_survival, spread_rate

ONE = Fraction(1)
CORNERS = tuple(product((0, 1), (0, 1)))
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def build_plain(society: Society, vocabulary: Vocabulary, size: int) -> dict[str, Any]:
    """The plain form. size: persons of a community. Kinds stand in order of domain and name."""
    people, sharing = society.people, Sharing(society)
    groups = society.list_groups()
    planted = list_planted(society)
    kinds = [kind for name in groups for kind in _list_kinds(society, vocabulary, name)]
    kinds += [_describe_planted(society, vocabulary, name) for name in planted]
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
        "groups": {
            **{name: _describe_group(sharing, groups[name]) for name in sorted(groups)},
            **{name: describe_planted_group() for name in planted},
        },
        "kinds": sorted(kinds, key=_place_kind),
        "conditions": sorted(society.conditions),
        "responses": {name: {"when": society.responses[name].when} for name in sorted(society.responses)},
        **_describe_bonds(society),
        "obligations": _list_obligations(society, vocabulary, sharing.everybody),
        **describe_records(society, vocabulary, sharing.everybody),
    }


def _describe_bonds(society: Society) -> dict[str, Any]:
    """Households, work, friends and circles; None where the file has none."""
    homes, work, friends, circles = society.households, society.work, society.friends, society.circles
    return {
        "households": homes
        and {
            "sizes": sorted(homes.sizes.items()),
            "couples": homes.couples,
            "generations": sorted(homes.generations.items()),
        },
        "work": work
        and {
            "employed": [list(work.employed.men.items()), list(work.employed.women.items())],
            "sectors": [
                [place.firm, place.office, place.own_account]
                for place in (work.sectors.rural, work.sectors.urban)
            ],
            "firm_sizes": sorted(work.firm_sizes.items()),
        },
        "friends": friends and {**_describe_mixing(friends), "numbers": sorted(friends.numbers.items())},
        "circles": circles
        and {
            **_describe_mixing(circles),
            "rounds": circles.rounds,
            "joins": circles.joins,
            "sizes": sorted(circles.sizes.items()),
        },
    }


def _describe_mixing(mixing: Mixing) -> dict[str, Any]:
    return {"same_income": mixing.same_income, "age_stir": mixing.age_stir}


def _list_obligations(society: Society, vocabulary: Vocabulary, shares: Shares) -> list[dict[str, Any]]:
    """What falls due, numbered within each domain in the order of names."""
    found: list[dict[str, Any]] = []
    for name, owed in sorted(society.obligations.items()):
        domain = vocabulary.domains[vocabulary.kinds[next(iter(owed.kinds))].domain]
        profile = None if owed.holders is None else society.profiles[owed.holders]
        found.append(
            {
                "name": name,
                "domain": domain,
                "number": sum(each["domain"] == domain for each in found),
                "of": owed.of,
                "every": MONTHS[owed.every],
                "group": name,
                "missed": owed.missed,
                "holders": spread_rate(owed.held_by, list_multipliers(profile, shares), shares),
            }
        )
    return found


def answers_to(kind: Kind, response: Response) -> bool:
    """Whether a response is about a kind: people change their conduct, not what befalls them; attempts they give up by name only."""
    matter = response.of
    if kind.class_ == "attempt":
        return kind.name in matter.kinds
    named = kind.name in matter.kinds or kind.domain in matter.domains
    return kind.class_ == "conduct" and named and matter.lawful in (None, kind.lawful)


def _describe_group(sharing: Sharing, group: Group) -> dict[str, Any]:
    """Rates of a group by stratum: events a year, or misses a due date."""
    profile = find_profile(sharing.society, group)
    conditions = dict(sorted(profile.in_condition.items())) if profile else {}
    if isinstance(group, RateGroup) and group.of == "firms":
        return {
            "at_most": group.at_most,
            "only": None,
            "rates": {},
            "per_firm": group.per_year,
            "conditions": conditions,
        }
    rate = group.missed if isinstance(group, Obligation) else group.per_year
    return {
        "at_most": group.at_most,
        "only": group.only,
        "rates": sharing.spread(rate, group),
        "per_firm": None,
        "conditions": conditions,
    }


def _place_kind(entry: dict[str, Any]) -> tuple[int, str, str, str]:
    """Where a kind stands among all: by domain and name; what a shock brings may share both with what a rate brings."""
    return entry["domain"], entry["name"], entry["reads_as"] or "", entry["group"]


def _list_kinds(society: Society, vocabulary: Vocabulary, group_name: str) -> list[dict[str, Any]]:
    """The kinds of a group; one of class false record stands once for each kind that it reads as."""
    group = society.list_groups()[group_name]
    coverage, delay = _describe_furnisher(society, group)
    entries = []
    for name, reads_as in product(group.kinds, group.reads_as or (None,)):
        answers = sorted(
            label for label, answer in society.responses.items() if answers_to(vocabulary.kinds[name], answer)
        )
        entries.append(
            {
                **_describe_kind(society, vocabulary, name, reads_as),
                "seen": group.furnisher is not None and society.furnishers[group.furnisher].neighbours,
                "group": group_name,
                "share": group.kinds[name]
                * (group.reads_as[reads_as] if group.reads_as and reads_as else ONE),
                "responses": {label: society.responses[label].factor for label in answers},
                "coverage": coverage,
                "delay": delay,
                "starts": next((c for c, block in society.conditions.items() if name in block.kinds), None),
            }
        )
    return entries


def _describe_kind(
    society: Society, vocabulary: Vocabulary, name: str, reads_as: str | None
) -> dict[str, Any]:
    """What a kind is by itself, whoever brings it."""
    kind = vocabulary.kinds[name]
    seen = reads_as or name  # a wrong record looks like a true one of the kind that it reads as
    return {
        "name": name,
        "reads_as": reads_as,
        "class": kind.class_,
        "subject": kind.subject,
        "domain": vocabulary.domains[kind.domain],
        "lawful": kind.lawful,
        "gravity": kind.gravity,
        "episode": sorted(society.episodes.get(seen, {}).items()),
        "amount": sorted(society.amounts.get(seen, {}).items()),
    }


def _describe_planted(society: Society, vocabulary: Vocabulary, group: str) -> dict[str, Any]:
    """The kind of wrong records that a shock brings: all of them are in the files on the next morning."""
    shock = list_planted(society)[group]
    return {
        **_describe_kind(society, vocabulary, shock.kind, shock.reads_as),
        "seen": False,
        "group": group,
        "share": ONE,
        "responses": {},
        "coverage": dict.fromkeys(CORNERS, ONE),
        "delay": [(1, ONE)],
        "starts": None,
    }


def _describe_furnisher(
    society: Society,
    group: Group,
) -> tuple[dict[tuple[int, int], Fraction], list[tuple[int, Fraction]]]:
    """Coverage by place and group, and delays in days with shares; none where nobody furnishes."""
    if group.furnisher is None:
        return {corner: Fraction(0) for corner in CORNERS}, [(1, ONE)]
    furnisher = society.furnishers[group.furnisher]
    by_place = (furnisher.coverage.rural, furnisher.coverage.urban)
    by_group = (ONE, furnisher.minority_factor)
    coverage = {(place, part): by_place[place] * by_group[part] for place, part in CORNERS}
    return coverage, sorted(furnisher.delay.items())
