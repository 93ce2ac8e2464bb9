"""What one block of a scheme says about another: names that must exist, orders that must hold, rules that
must differ.
"""

from collections.abc import Collection, Iterable, Sequence
from graphlib import CycleError, TopologicalSorter

from ..words import InputError, Key, Kind, Node, ResourceError, join, load_vocabulary, show, suggest
from .blocks import BandSet, PointsForm, Requirement, Rule, SchemeBlocks, Score, When

MOST_RULES = 1000
RECORDED = ("conduct", "circumstance", "report")
_Path = tuple[Key, ...]


def check_coherence(blocks: SchemeBlocks, root: Node) -> None:
    """Check one phase of a scheme as a whole. root: its tree, for lines.

    Raises: InputError E202, E207, E209, E210, E215, E218, E219, E246, E254, E255; ResourceError E303.
    """
    _Coherence(blocks, root).check()


def find_sign(points: int | PointsForm | None) -> set[int]:
    """The signs that a rule's points may have: -1, 1, both or none."""
    if isinstance(points, PointsForm):
        values = [*(points.drawn or ()), *(row[1] for row in points.table or ())]
        values += [points.scaled.percent] if points.scaled else []
    else:
        values = [points or 0]
    return {(value > 0) - (value < 0) for value in values} - {0}


class _Coherence:
    """The checks of one phase; each names the place of what it refuses."""

    def __init__(self, blocks: SchemeBlocks, root: Node) -> None:
        self.blocks = blocks
        self.root = root
        self.kinds: dict[str, Kind] = load_vocabulary().kinds

    def check(self) -> None:
        self._check_frame()
        for name, bands in self.blocks.bands.items():
            self._check_bands(name, bands)
        for name, rule in self.blocks.rules.items():
            self._check_rule(("rules", name), rule)
        self._check_caps()
        self._check_repairs()
        self._check_twins()
        self._check_process()
        for name, measure in self.blocks.measures.items():
            self._check_when(("measures", name, "when"), measure.when)
            if measure.keeper is not None:
                self._need(("measures", name, "keeper"), measure.keeper, self.blocks.keepers or (), "keeper")
            if measure.blocks and self.blocks.subjects == ["firm"]:
                raise self._refuse(
                    "E209",
                    ("measures", name, "blocks"),
                    "only people's attempts are drawn, not those of firms",
                )
            for place, kind in enumerate(measure.blocks or ()):
                self._check_kind(
                    ("measures", name, "blocks", place), kind, ("attempt",), "only attempts can be blocked"
                )

    def _check_frame(self) -> None:
        blocks = self.blocks
        if len(blocks.rules) > MOST_RULES:
            raise ResourceError(
                "E303",
                f"{len(blocks.rules)} rules; limit is {MOST_RULES}",
                file=self.root.file,
                line=self.root.find(("rules",)).place,
                field="rules",
            )
        if not blocks.rules:
            raise self._refuse("E216", ("rules",), "a scheme needs at least one rule")
        if blocks.in_force.to is not None and blocks.in_force.to < blocks.in_force.from_:
            raise self._refuse(
                "E218", ("in_force", "to"), f"{blocks.in_force.to} lies before 'from' {blocks.in_force.from_}"
            )
        for name, score in blocks.scores.items():
            if score.start is None:
                self._check_sum(name, score)
                continue
            low = score.start if score.floor is None else score.floor
            high = score.start if score.ceiling is None else score.ceiling
            if not low <= score.start <= high:
                raise self._refuse(
                    "E210",
                    ("scores", name),
                    f"start {score.start} must be between floor {low} and ceiling {high}",
                )

    def _check_sum(self, name: str, score: Score) -> None:
        parts = {other: each for other, each in self.blocks.scores.items() if each.start is not None}
        for place, part in enumerate(score.sum_ or ()):
            path = ("scores", name, "sum", place)
            self._need(path, part, parts, "score that is no sum")
            if part in (score.sum_ or ())[:place]:
                raise self._refuse("E208", path, f"score {show(part)} given twice")

    def _check_bands(self, name: str, bands: BandSet) -> None:
        path: _Path = ("bands", name)
        self._need((*path, "of"), bands.of, self.blocks.scores, "score")
        if bands.needs is not None:
            self._need((*path, "needs"), bands.needs, self.blocks.lists, "list")
        names = [level.name for level in bands.levels]
        for place, level in enumerate(bands.levels):
            here = (*path, "levels", place)
            if level.name in names[:place]:
                raise self._refuse("E208", (*here, "name"), f"band {show(level.name)} already used")
            if (level.from_ is None) != (place == len(names) - 1):
                words = (
                    "only the last band has no 'from'"
                    if level.from_ is None
                    else "the last band must have no 'from'"
                )
                raise self._refuse("E207", here, f"band {show(level.name)}: {words}")
        cutoffs = [level.from_ for level in bands.levels if level.from_ is not None]
        for place, (above, below) in enumerate(zip(cutoffs, cutoffs[1:], strict=False), 1):
            if below >= above:
                raise self._refuse(
                    "E207",
                    (*path, "levels", place, "from"),
                    f"band {show(names[place])} from {below} overlaps {show(names[place - 1])} from {above}; "
                    "write the best band first",
                )
        if bands.lowest is not None and cutoffs and bands.lowest >= cutoffs[-1]:
            raise self._refuse(
                "E207", (*path, "lowest"), f"lowest {bands.lowest} must be below {cutoffs[-1]}"
            )

    def _check_rule(self, path: _Path, rule: Rule) -> None:
        events = rule.event or ()
        for place, kind in enumerate(events):
            self._check_kind((*path, "event", place), kind, RECORDED, "no such event is ever recorded")
            if kind in events[:place]:
                raise self._refuse("E208", (*path, "event"), f"event {show(kind)} given twice")
            if self.blocks.subjects == ["firm"] and self.kinds[kind].subject != "firm":
                raise self._refuse("E209", (*path, "event", place), f"event {show(kind)} is not about firms")
        if rule.each_year is not None:
            self._check_levels((*path, "each_year"), rule.each_year.of, rule.each_year.band)
        for place, requirement in enumerate(rule.requires or ()):
            self._check_requirement((*path, "requires", place), requirement)
        if rule.through is not None and self.blocks.subjects == ["firm"]:
            raise self._refuse("E209", (*path, "through"), "firms are tied to nobody")
        self._check_score(path, rule)
        if rule.drop is not None:
            self._check_drop(path, rule)
        if rule.list_ is not None:
            self._need((*path, "list"), rule.list_, self.blocks.lists, "list")
        if rule.cap is not None:
            self._need((*path, "cap"), rule.cap, self.blocks.caps, "cap")
        if isinstance(rule.points, PointsForm) and rule.points.table is not None:
            for kind in events:
                if self.kinds[kind].unit is None:
                    raise self._refuse(
                        "E218",
                        (*path, "points"),
                        f"a table needs events with an amount; {show(kind)} has none",
                    )

    def _check_requirement(self, path: _Path, requirement: Requirement) -> None:
        for place, name in enumerate(requirement.rules):
            self._need((*path, "rules", place), name, self.blocks.rules, "rule")
            if self.blocks.rules[name].requires is not None:
                raise self._refuse(
                    "E209", (*path, "rules", place), f"rule {show(name)} has requirements of its own"
                )

    def _check_score(self, path: _Path, rule: Rule) -> None:
        scores = {name: score for name, score in self.blocks.scores.items() if score.start is not None}
        if rule.score is not None:
            self._need((*path, "score"), rule.score, scores, "score")
            if rule.points is None:
                raise self._refuse(
                    "E219", (*path, "score"), "'score' belongs to 'points'; a drop has the score of its bands"
                )
        elif rule.points is not None and len(scores) != 1:
            words = f"one of {', '.join(scores)}" if scores else "but the scheme has no 'scores'"
            raise self._refuse("E202", path, f"missing required key 'score', {words}")

    def _check_drop(self, path: _Path, rule: Rule) -> None:
        if rule.drop is None:
            return
        self._need((*path, "drop", "band"), rule.drop.band, self.blocks.bands, "band set")
        bands = self.blocks.bands[rule.drop.band]
        names = [level.name for level in bands.levels]
        self._need((*path, "drop", "to"), rule.drop.to, names, "band")
        if self.blocks.scores[bands.of].start is None:
            raise self._refuse(
                "E209", (*path, "drop", "band"), f"the score of {show(rule.drop.band)} is a sum"
            )
        if rule.drop.at == "top":
            if rule.drop.to == names[0]:
                raise self._refuse(
                    "E209", (*path, "drop", "to"), f"the best band {show(names[0])} has no top"
                )
        elif rule.drop.to == names[-1] and bands.lowest is None:
            raise self._refuse(
                "E246",
                (*path, "drop", "to"),
                f"a drop to the last band {show(rule.drop.to)} needs 'lowest' in bands.{rule.drop.band}",
            )

    def _check_caps(self) -> None:
        for name in self.blocks.caps:
            members = [(rule_name, rule) for rule_name, rule in self.blocks.rules.items() if rule.cap == name]
            signs = set().union(*(find_sign(rule.points) for _, rule in members))
            if len(signs) > 1:
                other = next(
                    each
                    for each, rule in members
                    if find_sign(rule.points) != find_sign(members[0][1].points)
                    or len(find_sign(rule.points)) > 1
                )
                raise self._refuse(
                    "E247", ("rules", other, "cap"), f"cap {show(name)} joins bonuses and deductions"
                )

    def _check_repairs(self) -> None:
        rules = self.blocks.rules
        for name, rule in rules.items():
            for place, repaired in enumerate(rule.repairs or ()):
                self._need(("rules", name, "repairs", place), repaired, rules, "rule")
        try:
            TopologicalSorter({name: rule.repairs or () for name, rule in rules.items()}).prepare()
        except CycleError as error:
            cycle = error.args[1][::-1]
            words = f"repairs go in a circle: {' -> '.join(cycle)}"
            raise self._refuse("E248", ("rules", cycle[0], "repairs"), words) from None

    def _check_twins(self) -> None:
        """Rules that answer the same event alike could not be told apart."""
        seen: dict[tuple[object, ...], str] = {}
        for name, rule in self.blocks.rules.items():
            if not isinstance(rule.points, int):
                continue
            for kind in rule.event or ():
                key = (
                    kind,
                    rule.score,
                    rule.points,
                    rule.term,
                    tuple(sorted(rule.repairs or ())),
                    rule.through,
                    repr(rule.requires),
                )
                if key in seen:
                    raise self._refuse(
                        "E215",
                        ("rules", name),
                        f"not to be told from rule {show(seen[key])}: same event {show(kind)}, points, term",
                    )
                seen[key] = name

    def _check_process(self) -> None:
        process = self.blocks.process
        if process is None:
            return
        names = process.except_ or []
        for place, name in enumerate(names):
            self._need(("process", "except", place), name, self.blocks.rules, "rule")
            if name in names[:place]:
                raise self._refuse("E208", ("process", "except", place), f"rule {show(name)} given twice")
        if process.notice == "publication" and not self.blocks.lists:
            words = "'publication' is that of a list, but the scheme has no 'lists'; allowed: none, arrival"
            raise self._refuse("E254", ("process", "notice"), words)
        if process.corrects == "one" and not self.blocks.keepers:
            words = "'one' is one of several keepers, but the scheme has no 'keepers'; allowed: every"
            raise self._refuse("E255", ("process", "corrects"), words)

    def _check_when(self, path: _Path, when: When) -> None:
        for key in ("listed", "not_listed"):
            name = getattr(when, key)
            if name is not None:
                self._need((*path, key), name, self.blocks.lists, "list")
                return
        sets = self.blocks.bands
        if when.of is not None:
            self._need((*path, "of"), when.of, sets, "band set")
        elif len(sets) != 1:
            words = f"one of {', '.join(sets)}" if sets else "but the scheme has no 'bands'"
            raise self._refuse("E202", path, f"missing required key 'of', {words}")
        self._check_levels(path, when.of or next(iter(sets)), when.band or ())

    def _check_levels(self, path: _Path, of: str, levels: Sequence[str]) -> None:
        self._need((*path, "of"), of, self.blocks.bands, "band set")
        names = [level.name for level in self.blocks.bands[of].levels]
        for place, band in enumerate(levels):
            self._need((*path, "band", place), band, names, "band")
            if band in levels[:place]:
                raise self._refuse("E208", (*path, "band", place), f"band {show(band)} given twice")

    def _check_kind(self, path: _Path, kind: str, classes: Collection[str], reason: str) -> None:
        self._need(path, kind, self.kinds, "event")
        if self.kinds[kind].class_ not in classes:
            raise self._refuse(
                "E209", path, f"event {show(kind)} is of class {self.kinds[kind].class_}; {reason}"
            )

    def _need(self, path: _Path, name: str, known: Iterable[str], what: str) -> None:
        names = list(known)
        if name not in names:
            close = suggest(name, names)
            few = f"known: {', '.join(names)}" if names and len(names) <= 8 else ""
            offer = f"; {close or few}" if close or few else ""
            raise self._refuse("E209", path, f"unknown {what} {show(name)}{offer}")

    def _refuse(self, code: str, path: _Path, message: str) -> InputError:
        node = self.root.find(path)
        return InputError(code, message, file=node.file, line=node.place, field=join(path))
