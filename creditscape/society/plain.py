"""A society in plain Python (docs/language.md, section 5): what the law and the kernel live by."""

from fractions import Fraction
from itertools import product
from typing import Any

from ..words import Kind, Vocabulary
from .blocks import Profile, RateGroup, Response, Society
from .bonds import EmployedBySex, Mixing, Obligation
from .strata import (
    Band,
    Cell,
    Cells,
    Shares,
    arrange_bands,
    count_days,
    follow_survival,
    multiply_cells,
    normalise_profile,
    share_ages,
    spread_rate,
)

ONE = Fraction(1)
CORNERS = tuple(product((0, 1), (0, 1)))
Lists = list[list[Fraction]]
Group = RateGroup | Obligation
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
SECTOR_OF = {"employees": "firm", "officials": "office", "owners": "own_account"}


def build_plain(society: Society, vocabulary: Vocabulary, size: int) -> dict[str, Any]:
    """The plain form. size: persons of a community. Kinds stand in order of domain and name."""
    people, sharing = society.people, Sharing(society)
    groups = society.list_groups()
    kinds = [kind for name in groups for kind in _list_kinds(society, vocabulary, name)]
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
        "groups": {name: _describe_group(sharing, groups[name]) for name in sorted(groups)},
        "kinds": sorted(kinds, key=lambda kind: (kind["domain"], kind["name"], kind["reads_as"] or "")),
        "conditions": sorted(society.conditions),
        "responses": {name: {"when": society.responses[name].when} for name in sorted(society.responses)},
        **_describe_bonds(society),
        "obligations": _list_obligations(society, vocabulary, sharing.everybody),
        "shocks": [
            {
                "name": name,
                "day": shock.when.toordinal(),
                "kind": shock.kind,
                "of": shock.of,
                "share": shock.share,
            }
            for name, shock in sorted(society.shocks.items())
        ],
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


class Sharing:
    """How people of a society divide among strata: all of them, and those whom a group of rates is about."""

    def __init__(self, society: Society) -> None:
        self.society, self.everybody = society, share_people(society)
        self._of: dict[str | None, Shares] = {None: self.everybody}
        self._lists: dict[tuple[str | None, ...], Lists] = {}
        self._cells: dict[tuple[str | None, ...], Cells] = {}
        self._busy: Lists | None = None

    def whom(self, group: Group) -> Shares:
        """All adults, those in work, or those who owe."""
        shares = self._workers(group.only)
        if isinstance(group, Obligation) and group.holders is not None:
            lists = list_multipliers(self.society.profiles[group.holders], shares)
            return shares.weigh(normalise_profile(lists, shares))
        return shares

    def compare(self, group: Group) -> Lists:
        """A group's relative numbers, of mean 1 over those whom it is about; the same for groups that are about the same people."""
        key = _name_people(group)
        if key not in self._lists:
            shares = self.whom(group)
            profile = find_profile(self.society, group)
            self._lists[key] = normalise_profile(list_multipliers(profile, shares), shares)
        return self._lists[key]

    def spread(self, rate: Fraction, group: Group) -> dict[Cell, Fraction]:
        """A group's rate by stratum."""
        key = _name_people(group)
        if key not in self._cells:
            self._cells[key] = multiply_cells(self.compare(group))
        return self._cells[key].times(rate)

    def _workers(self, only: str | None) -> Shares:
        if only not in self._of:
            self._of[only] = self._count_workers(SECTOR_OF.get(only or ""))
        return self._of[only]

    def _count_workers(self, sector: str | None) -> Shares:
        """Shares of those in work, in one sector or in any."""
        work, shares = self.society.work, self.everybody
        if work is None:
            return shares
        ages = [
            [share * part for share, part in zip(row, parts, strict=True)]
            for row, parts in zip(shares.ages_by_sex, self._share_busy(work.employed), strict=True)
        ]
        places = [
            share * (getattr(place, sector) if sector else ONE)
            for share, place in zip(shares.places, (work.sectors.rural, work.sectors.urban), strict=True)
        ]
        return Shares(ages, shares.incomes, shares.groups, places)

    def _share_busy(self, employed: EmployedBySex) -> Lists:
        if self._busy is None:
            bands = [arrange_bands(each) for each in self.society.people.count_bands()]
            self._busy = share_busy(bands, self.society.strata.ages, employed)
        return self._busy

    def share_in_firms(self) -> Fraction:
        """Share of all persons who work in firms."""
        if self.society.work is None:
            return Fraction(0)
        there = self._workers("employees")
        return sum(map(sum, there.ages_by_sex), Fraction(0)) * sum(there.places, Fraction(0))


def _name_people(group: Group) -> tuple[str | None, ...]:
    """What tells apart whom groups are about and who of them does it more."""
    return group.profile, group.only, group.holders if isinstance(group, Obligation) else None


def share_busy(bands: list[list[Band]], limits: list[int], employed: EmployedBySex) -> Lists:
    """Share of those in work [age stratum][sex]."""
    edges = [0, *(count_days(limit) for limit in limits), count_days(110)]
    return [
        [
            _mean_employed(of_sex, low, high, table)
            for of_sex, table in zip(bands, (employed.men, employed.women), strict=True)
        ]
        for low, high in zip(edges, edges[1:], strict=False)
    ]


def _mean_employed(bands: list[Band], low: int, high: int, table: dict[int, Fraction]) -> Fraction:
    """Mean of a table by first age over the people between two ages, who lie evenly in their bands."""
    firsts = [*map(count_days, table), count_days(110)]
    all_of_them, busy = Fraction(0), Fraction(0)
    for first, last, share in bands:
        for part_low, part_high, value in [
            (0, firsts[0], Fraction(0)),
            *zip(firsts, firsts[1:], table.values(), strict=False),
        ]:
            days = min(last, high, part_high) - max(first, low, part_low)
            if days > 0:
                part = share * Fraction(days, last - first)
                all_of_them += part
                busy += part * value
    return busy / all_of_them if all_of_them else Fraction(0)


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


def find_profile(society: Society, group: Group) -> Profile | None:
    """The profile that a group of rates names, if it names one."""
    return None if group.profile is None else society.profiles[group.profile]


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


def _list_kinds(society: Society, vocabulary: Vocabulary, group_name: str) -> list[dict[str, Any]]:
    """The kinds of a group; one of class false record stands once for each kind that it reads as."""
    group = society.list_groups()[group_name]
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
                "subject": kind.subject,
                "seen": group.furnisher is not None and society.furnishers[group.furnisher].neighbours,
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
