"""What must hold in a society beyond its form: known words, shares of coverage, and room under `at_most`."""

from fractions import Fraction
from math import prod

from ..words import Kind, describe, show
from .blocks import RateGroup
from .bonds import Obligation
from .checks_records import RECORDED, RecordChecker
from .complaints import Complaints
from .plain import answers_to
from .plain_records import list_planted
from .sharing import Group, find_profile, list_multipliers
from .strata import normalise_profile

MOST_KINDS = 256
MOST_EVENTS = 200


class Checker(Complaints):
    """Checks one society - the values that one scenario picks - against the vocabulary.

    Errors name file and line: E203 delay, E204 coverage, E208 given twice, E209 unknown word, E216 relative
    numbers, E217 at_most, E219 class of a kind; ResourceError E303 too many kinds, E305 too many events.
    """

    def check(self) -> None:
        """Raises: InputError or ResourceError for the first rule that is broken."""
        self._check_conditions()
        self._check_words()
        for name in self.society.profiles:
            self._check_profile(name)
        for name in self.society.furnishers:
            self._check_furnisher(name)
        homes: dict[str, str] = {}
        for name, group in self.society.list_groups().items():
            for kind in group.kinds:
                self._check_kind(name, kind, homes)
            if isinstance(group, RateGroup) and group.of == "firms":
                self._check_firms(name, group)
            self._check_group(name, group)
        for name, owed in self.society.obligations.items():
            self._check_obligation(name, owed)
        RecordChecker(self.society, self.root, self.vocabulary).check()
        self._check_room()

    def _check_conditions(self) -> None:
        starts: dict[str, str] = {}
        for name, condition in self.society.conditions.items():
            for place, kind in enumerate(condition.kinds):
                path = ("conditions", name, "kinds", place)
                self._know("kind", kind, self.vocabulary.kinds, path)
                if kind in starts:
                    raise self._refuse("E208", f"{show(kind)} already starts {show(starts[kind])}", path)
                if kind not in self.society.episodes:
                    message = f"{show(kind)} has no entry in 'episodes'"
                    raise self._refuse("E209", message, path, "Say how long it lasts")
                starts[kind] = name

    def _check_words(self) -> None:
        for block in ("episodes", "amounts"):
            for kind in getattr(self.society, block):
                self._know("kind", kind, self.vocabulary.kinds, (block, kind))
        for name, response in self.society.responses.items():
            path = ("responses", name, "of")
            for place, domain in enumerate(response.of.domains):
                self._know("domain", domain, self.vocabulary.domains, (*path, "domains", place))
            for place, kind in enumerate(response.of.kinds):
                self._know("kind", kind, self.vocabulary.kinds, (*path, "kinds", place))

    def _check_profile(self, name: str) -> None:
        profile, path = self.society.profiles[name], ("profiles", name)
        for condition in profile.in_condition:
            self._know("condition", condition, self.society.conditions, (*path, "in_condition", condition))
        strata = len(self.shares.ages_by_sex)
        if profile.by_age is not None and (len(profile.by_age) != strata or profile.by_age[0] != 0):
            message = f"needs {strata} entries, one for each age stratum, and 0 for the children"
            raise self._refuse("E216", message, (*path, "by_age"))
        lists = list_multipliers(profile, self.shares)
        try:
            normalise_profile(lists, self.shares)
        except ZeroDivisionError:
            raise self._refuse("E216", "a list of relative numbers is 0 for everybody", path) from None

    def _check_furnisher(self, name: str) -> None:
        furnisher, path = self.society.furnishers[name], ("furnishers", name)
        most = max(furnisher.coverage.urban, furnisher.coverage.rural) * furnisher.minority_factor
        if most > 1:
            message = f"coverage times minority_factor is {describe(most)}; must be at most 1"
            raise self._refuse("E204", message, (*path, "minority_factor"))
        if min(furnisher.delay) < 1:
            raise self._refuse("E203", "a delay must be at least 1 day, found 0", (*path, "delay"))

    def _check_kind(self, group: str, name: str, homes: dict[str, str]) -> None:
        path = (*self._place(group), "kinds", name)
        self._know("kind", name, self.vocabulary.kinds, path)
        if name in homes:
            raise self._refuse("E208", f"kind {show(name)} already has a rate in {show(homes[name])}", path)
        homes[name] = group
        subject, of_firms = self.vocabulary.kinds[name].subject, self._is_about_firms(group)
        if (subject == "firm") != of_firms:
            whose = "firms" if of_firms else "people"
            raise self._refuse(
                "E219", f"kind {show(name)} is of a {subject}, this group is about {whose}", path
            )

    def _is_about_firms(self, name: str) -> bool:
        return name in self.society.rates and self.society.rates[name].of == "firms"

    def _check_firms(self, name: str, group: RateGroup) -> None:
        """Conduct of firms: it needs firms, and nothing about people."""
        path = ("rates", name)
        if self.society.work is None:
            raise self._refuse("E202", "a group about firms needs a block 'work'", (*path, "of"))
        if group.profile is not None or group.only is not None:
            raise self._refuse("E219", "every firm is alike; remove 'profile' and 'only'", path)
        if any(self.vocabulary.kinds[kind].class_ == "attempt" for kind in group.kinds):
            raise self._refuse("E219", "what firms attempt is not counted yet", (*path, "kinds"))

    def _place(self, group: str) -> tuple[str, str]:
        """Where a group stands in the file."""
        return ("obligations" if group in self.society.obligations else "rates"), group

    def _check_group(self, name: str, group: Group) -> None:
        path = self._place(name)
        if group.only is not None and self.society.work is None:
            raise self._refuse("E202", f"'only: {group.only}' needs a block 'work'", (*path, "only"))
        if group.profile is not None:
            self._know("profile", group.profile, self.society.profiles, (*path, "profile"))
        if group.furnisher is not None:
            self._know("furnisher", group.furnisher, self.society.furnishers, (*path, "furnisher"))
        kinds = [self.vocabulary.kinds[kind] for kind in group.kinds]
        classes = {kind.class_ for kind in kinds}
        if classes & {"attempt", "false_record"} and len(classes) > 1:
            message = "attempts and false records need groups of their own"
            raise self._refuse("E219", message, (*path, "kinds"))
        self._check_reading(name, group, classes == {"false_record"})
        if classes == {"attempt"}:
            self._check_attempts(name, group)
        for kind in kinds:
            self._check_at_most(name, group, kind)
        if isinstance(group, RateGroup) and group.of == "people":
            self._check_people(name, group)

    def _check_people(self, name: str, group: Group) -> None:
        try:
            self.sharing.compare(group)
        except ZeroDivisionError:
            message = "there is nobody whom this is about, or its profile is 0 for all of them"
            raise self._refuse("E216", message, self._place(name)) from None

    def _check_obligation(self, name: str, owed: Obligation) -> None:
        """Conduct of one domain, held by at most everybody and missed at most always; firms owe it only where there are firms."""
        path = ("obligations", name)
        if name in self.society.rates:
            raise self._refuse("E208", f"{show(name)} is a group of rates already", path)
        kinds = [self.vocabulary.kinds[kind] for kind in owed.kinds]
        if len({kind.domain for kind in kinds}) > 1 or any(
            kind.class_ in ("attempt", "false_record") for kind in kinds
        ):
            message = "an obligation needs kinds of one domain that are neither attempts nor false records"
            raise self._refuse("E219", message, (*path, "kinds"))
        if owed.holders is not None:
            self._know("profile", owed.holders, self.society.profiles, (*path, "holders"))
        self._check_people(name, owed)
        if owed.of == "firms" and self.society.work is None:
            raise self._refuse("E202", "an obligation of firms needs a block 'work'", (*path, "of"))
        if owed.of == "firms" and (
            owed.holders or owed.profile and self.society.profiles[owed.profile].by_age
        ):
            raise self._refuse("E219", "every firm owes it alike; its profile holds conditions only", path)
        if owed.of == "firms" and owed.at_most != 1:
            raise self._refuse("E217", "firms are not thinned; at_most must be 1", (*path, "at_most"))
        held = owed.held_by * self._peak(owed.holders)
        if held > 1:
            message = f"in some stratum {describe(held)} of the people would hold it; must be at most 1"
            raise self._refuse("E204", message, (*path, "held_by"))
        peak = owed.missed * owed.at_most * prod(map(max, self.sharing.compare(owed)))
        if peak > 1:
            message = (
                f"times at_most and the profile's largest numbers it is {describe(peak)}; must be at most 1"
            )
            raise self._refuse("E204", message, (*path, "missed"))

    def _check_reading(self, name: str, group: Group, false: bool) -> None:
        path = (*self._place(name), "reads_as")
        if false and (len(group.kinds) != 1 or group.reads_as is None):
            message = "a group of class false_record needs one kind and 'reads_as'"
            raise self._refuse("E219", message, (*self._place(name), "kinds"))
        if group.reads_as is not None and not false:
            raise self._refuse("E219", "only a kind of class false_record reads as something else", path)
        for target in group.reads_as or {}:
            self._know("kind", target, self.vocabulary.kinds, (*path, target))
            class_ = self.vocabulary.kinds[target].class_
            if class_ not in RECORDED:
                message = f"{show(target)} is of class {class_}; allowed: {', '.join(RECORDED)}"
                raise self._refuse("E219", message, (*path, target))

    def _check_attempts(self, name: str, group: Group) -> None:
        profile, path = find_profile(self.society, group), self._place(name)
        if group.furnisher is not None:
            message = "attempts are not recorded; remove 'furnisher'"
            raise self._refuse("E219", message, (*path, "furnisher"))
        if group.only is not None:
            raise self._refuse("E219", "attempts are everybody's; remove 'only'", (*path, "only"))
        if group.at_most != 1 or (profile is not None and profile.in_condition):
            message = "attempts are never thinned; at_most must be 1, without conditions"
            raise self._refuse("E219", message, (*path, "at_most"))

    def _check_at_most(self, name: str, group: Group, kind: Kind) -> None:
        profile = find_profile(self.society, group)
        factors = dict(profile.in_condition) if profile else {}
        factors |= {label: r.factor for label, r in self.society.responses.items() if answers_to(kind, r)}
        if kind.class_ == "attempt" and any(factor > 1 for factor in factors.values()):
            label = next(label for label, factor in factors.items() if factor > 1)
            message = f"{show(kind.name)} is an attempt; of these people only make fewer, so the factor must be at most 1"
            raise self._refuse("E203", message, ("responses", label, "factor"))
        most, together = find_largest_product(factors)
        if most > group.at_most:
            reach = f"kind '{kind.name}' can be multiplied by {describe(most)} ({' and '.join(together)})"
            hint = f"Write at least {describe(most)}"
            message = f"{describe(group.at_most)}, but {reach}"
            raise self._refuse("E217", message, (*self._place(name), "at_most"), hint)

    def _check_room(self) -> None:
        """Kinds and events in each domain, so that tables stay small and counts fit their addresses."""
        kinds: dict[str, int] = {}
        events: dict[str, Fraction] = {}
        for shock in list_planted(self.society).values():
            domain = f"'{self.vocabulary.kinds[shock.kind].domain}'"
            kinds[domain] = kinds.get(domain, 0) + 1
        for name, group in self.society.rates.items():
            each = Fraction(1) if group.of == "firms" else prod(map(max, self.sharing.compare(group)))
            peak = group.at_most * group.per_year * each
            for kind, share in group.kinds.items():
                word = self.vocabulary.kinds[kind]
                domain = f"'{word.domain}'" + (" (attempts)" if word.class_ == "attempt" else "")
                kinds[domain] = kinds.get(domain, 0) + len(group.reads_as or (kind,))
                events[domain] = events.get(domain, Fraction(0)) + share * peak
            path = ("rates", name)
            self._check_limit("E303", "kinds", kinds, MOST_KINDS, (*path, "kinds"))
            self._check_limit("E305", "candidates a year", events, MOST_EVENTS, (*path, "per_year"))


def find_largest_product(factors: dict[str, Fraction]) -> tuple[Fraction, list[str]]:
    """The largest product over all subsets of factors (of none: 1), and the names in that subset."""
    names = [name for name, factor in factors.items() if factor > 1]
    return prod((factors[name] for name in names), start=Fraction(1)), names
