"""Whom the numbers of a society are about: how people divide among strata, all of them and those at work."""

from fractions import Fraction

from .blocks import Profile, RateGroup, Society
from .bonds import EmployedBySex, Obligation
from .strata import (
    Band,
    Cell,
    Cells,
    Shares,
    arrange_bands,
    count_days,
    multiply_cells,
    normalise_profile,
    share_ages,
)

ONE = Fraction(1)
Lists = list[list[Fraction]]
Group = RateGroup | Obligation
SECTOR_OF = {"employees": "firm", "officials": "office", "owners": "own_account"}


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
