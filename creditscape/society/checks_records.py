"""What must hold in faults, redress and shocks: known words, shares that no stratum exceeds, and days that do not collide."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction

from ..words import Kind, describe, show
from .complaints import Complaints, Path
from .faults import Linkage, Portion, Records, WrongPerson
from .plain_records import find_kinds, is_own_record, is_recorded, is_tried, spread_portion
from .sharing import Group
from .shocks import AnyShock, Erasure, Outage, Shock, WrongRecords
from .strata import Cell

RECORDED = ("conduct", "report")
AT_WORK = ("firms", "employees")
OWN = (is_own_record, "no true record of a person")
KEPT = (is_recorded, "recorded by nobody here")
TRIED = (is_tried, "no attempt that anybody makes here")


class RecordChecker(Complaints):
    """Checks what befalls records and what people do about it.

    Errors: E202 a block is missing, E203 days, E204 shares, E208 given twice, E209 unknown word, E219 what does not fit.
    """

    def check(self) -> None:
        """Raises: InputError for the first rule that is broken."""
        for name in self.society.shocks:
            self._check_shock(name)
        for name in self.society.faults:
            self._check_fault(name)
        self._check_sums()
        self._check_redress()

    def _check_fault(self, name: str) -> None:
        fault, path = self.society.faults[name], ("faults", name)
        for block, others in (("responses", self.society.responses), ("shocks", self.society.shocks)):
            if name in others:
                message = f"{show(name)} stands under '{block}' too, and a world leaves things out by name"
                raise self._refuse("E208", message, path)
        if isinstance(fault, Linkage) and fault.of.furnishers:
            message = "attempts have no furnisher; name domains or kinds"
            raise self._refuse("E219", message, (*path, "of", "furnishers"))
        self._check_matter(fault.of, (*path, "of"), *(TRIED if isinstance(fault, Linkage) else OWN))
        needed = None
        if isinstance(fault, WrongPerson):
            needed = "work" if fault.to == "employer" else "households"
        if needed and getattr(self.society, needed) is None:
            raise self._refuse("E202", f"a record for somebody else needs a block '{needed}'", (*path, "to"))
        self._check_portion(fault, path)

    def _check_matter(
        self, records: Records, path: Path, fits: Callable[[Kind, Group], bool], if_not: str
    ) -> None:
        """Every word is known, and stands for something that fits. if_not: what to say of a kind that does not."""
        known = {
            "furnishers": ("furnisher", self.society.furnishers),
            "domains": ("domain", self.vocabulary.domains),
            "kinds": ("kind", self.vocabulary.kinds),
        }
        for block, (what, words) in known.items():
            for place, word in enumerate(getattr(records, block)):
                self._know(what, word, words, (*path, block, place))
                one = Records.model_validate({block: [word]})
                if not find_kinds(self.society, self.vocabulary, one, fits):
                    message = f"{show(word)} is {if_not}"
                    if block != "kinds":
                        message = f"nothing of the {what} {show(word)} fits: it is {if_not}"
                    raise self._refuse("E219", message, (*path, block, place))

    def _check_portion(self, portion: Portion, path: Path) -> None:
        """The profile is known and tells strata apart, and in none of them the share is above 1."""
        if portion.profile is not None:
            self._know("profile", portion.profile, self.society.profiles, (*path, "profile"))
            if self.society.profiles[portion.profile].in_condition:
                message = f"{show(portion.profile)} knows conditions, which change no share here; use another profile"
                raise self._refuse("E219", message, (*path, "profile"))
        most = portion.share * self._peak(portion.profile)
        if most > 1:
            message = f"in some stratum it is {describe(most)}; must be at most 1"
            raise self._refuse("E204", message, (*path, "share"))

    def _check_sums(self) -> None:
        """A record suffers one fault at most, so the shares of those that may befall it must leave room for each other."""
        for kind, names in self._list_meetings():
            cells: dict[Cell, Fraction] = {}
            for name in names:
                for cell, share in spread_portion(
                    self.society, self.society.faults[name], self.shares
                ).items():
                    cells[cell] = cells.get(cell, Fraction(0)) + share
            most = max(cells.values())
            if most > 1:
                message = f"with {', '.join(names[:-1])} it is {describe(most)} of the records of {show(kind)} in some stratum"
                raise self._refuse("E204", f"{message}; must be at most 1", ("faults", names[-1], "share"))

    def _list_meetings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The sets of several faults that befall the same kind, each with such a kind."""
        of_kind: dict[str, list[str]] = {}
        for name, fault in sorted(self.society.faults.items()):
            if not isinstance(fault, Linkage):
                for kind in find_kinds(self.society, self.vocabulary, fault.of, is_own_record):
                    of_kind.setdefault(kind, []).append(name)
        sets = {tuple(names): kind for kind, names in of_kind.items() if len(names) > 1}
        yield from ((kind, names) for names, kind in sets.items())

    def _check_redress(self) -> None:
        redress = self.society.redress
        if redress is None:
            return
        portions: dict[Path, Portion] = {
            ("told",): redress.told,
            ("finds",): redress.finds,
            ("files", "wrong"): redress.files.wrong,
            ("files", "right"): redress.files.right,
        }
        for path, portion in portions.items():
            self._check_portion(portion, ("redress", *path))

    def _check_shock(self, name: str) -> None:
        shock, path = self.society.shocks[name], ("shocks", name)
        if isinstance(shock, Shock):
            self._check_event(shock, path)
        elif isinstance(shock, WrongRecords):
            self._check_wrong_records(name, shock)
        elif isinstance(shock, Erasure):
            for place, domain in enumerate(shock.domains):
                self._know("domain", domain, self.vocabulary.domains, (*path, "domains", place))
        elif isinstance(shock, Outage):
            self._check_matter(shock, path, *KEPT)
        for other, earlier in self.society.shocks.items():
            if other == name:
                break
            self._check_collision(other, earlier, shock, path)

    def _check_event(self, shock: Shock, path: Path) -> None:
        kind = shock.kind
        self._know("kind", kind, self.vocabulary.kinds, (*path, "kind"))
        if not any(kind in group.kinds for group in self.society.list_groups().values()):
            message = f"{show(kind)} has no rate here, so its record and its length are not known"
            raise self._refuse("E209", message, (*path, "kind"))
        class_ = self.vocabulary.kinds[kind].class_
        if class_ in ("attempt", "false_record"):
            raise self._refuse("E219", f"{show(kind)} is of class {class_}", (*path, "kind"))
        if self.society.work is None:
            raise self._refuse("E202", "a shock befalls people at work; it needs a block 'work'", path)

    def _check_wrong_records(self, name: str, shock: WrongRecords) -> None:
        path = ("shocks", name)
        self._know("kind", shock.kind, self.vocabulary.kinds, (*path, "kind"))
        kind = self.vocabulary.kinds[shock.kind]
        if kind.class_ != "false_record" or kind.subject != "person":
            message = f"{show(kind.name)} is of class {kind.class_}, of a {kind.subject}; it must be a false record of a person"
            raise self._refuse("E219", message, (*path, "kind"))
        self._know("kind", shock.reads_as, self.vocabulary.kinds, (*path, "reads_as"))
        seen = self.vocabulary.kinds[shock.reads_as]
        if seen.class_ not in RECORDED or seen.subject != "person":
            message = f"{show(seen.name)} is of class {seen.class_}, of a {seen.subject}"
            raise self._refuse(
                "E219", f"{message}; allowed: {', '.join(RECORDED)} of a person", (*path, "reads_as")
            )
        if shock.of in AT_WORK and self.society.work is None:
            raise self._refuse("E202", f"'of: {shock.of}' needs a block 'work'", (*path, "of"))
        last = shock.when + timedelta(days=shock.over - 1)
        if last.year != shock.when.year:
            message = f"{shock.over} days run until {last}; all of them must lie in one calendar year"
            raise self._refuse("E203", message, (*path, "over"))

    def _check_collision(self, other: str, earlier: AnyShock, shock: AnyShock, path: Path) -> None:
        """What strikes one life domain on one day would draw the same luck; wrong records of one kind could not be told apart."""
        both = isinstance(earlier, WrongRecords) and isinstance(shock, WrongRecords)
        if both and earlier.kind == shock.kind:
            message = f"{show(other)} brings records of the kind {show(shock.kind)} already"
            raise self._refuse("E208", message, (*path, "kind"))
        if earlier.when != shock.when:
            return
        first, second = self._find_domain(earlier), self._find_domain(shock)
        if first is not None and first == second:
            raise self._refuse("E208", f"{show(other)} strikes the same life domain that day", path)
        if first is second is None and type(earlier) is type(shock) and not isinstance(shock, Outage):
            raise self._refuse("E208", f"{show(other)} is of the same type and strikes that day", path)

    def _find_domain(self, shock: AnyShock) -> str | None:
        """The life domain in which a shock makes something happen, if it makes something happen."""
        if isinstance(shock, Shock | WrongRecords):
            return self.vocabulary.kinds[shock.kind].domain
        return None
