"""A scheme: what a file says, in all its wordings and over the whole range of what is uncertain."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..words import (
    InputError,
    Key,
    Node,
    Row,
    Source,
    check_shape,
    count_grades,
    is_range,
    join,
    pick,
    resolve,
    show,
    suggest,
)
from .blocks import ReformBlock, SchemeBlocks
from .clauses import Plain, write_phase, write_process
from .coherence import check_coherence
from .drafts import Draft, Stage, list_library, read_draft
from .ledger import list_evidence
from .topics import TOPICS, find_topic
from .writing import write_scheme

_Path = tuple[Key, ...]
ENDS = ("low", "high")


@dataclass(frozen=True, eq=False)
class Scheme:
    """A scheme read and checked.

    file: where it was read; stages: its wordings; sources: by name; baseline, reform: if it is a reform,
    the scheme it changes and the words of its author.
    """

    file: str
    stages: tuple[Stage, ...]
    sources: dict[str, Source]
    baseline: "Scheme | None" = None
    reform: ReformBlock | None = None
    _plain: dict[str, Plain] = field(default_factory=dict, repr=False)

    @cached_property
    def blocks(self) -> SchemeBlocks:
        """The first wording with every range at its used value."""
        return self._used[0][1]

    @cached_property
    def wordings(self) -> list[tuple[Stage, SchemeBlocks]]:
        """Every wording in order of time, with every range at its used value."""
        later = ((stage, self._read_stage(stage, "used")) for stage in self.stages[1:])
        return [(self.stages[0], self.blocks), *later]

    @property
    def id(self) -> str:
        return self.blocks.scheme

    @property
    def title(self) -> str:
        return self.blocks.title

    @property
    def place(self) -> dict[str, str]:
        """name and country."""
        return {"name": self.blocks.place.name, "country": self.blocks.place.country}

    @property
    def in_force(self) -> tuple[date, date | None]:
        return self.blocks.in_force.from_, self.blocks.in_force.to

    @property
    def runs_on(self) -> dict[str, Any] | None:
        """A run that fits it, as its file names it: society, people, years."""
        setting = self.blocks.runs_on
        return None if setting is None else setting.model_dump()

    @property
    def card(self) -> dict[str, Any] | None:
        """The legal facts as plain Python, absent ones left out; None without a card."""
        card = self.blocks.card
        return None if card is None else card.model_dump(by_alias=True, exclude_none=True, exclude_unset=True)

    @property
    def claims(self) -> list[dict[str, Any]]:
        """What is said and not so: claim, verdict, cite, note."""
        return [claim.model_dump(exclude_none=True) for claim in self.blocks.claims]

    def plain(self, scenario: str = "used") -> Plain:
        """The scheme as plain Python (docs/language.md, section 5). scenario: one of `scenarios()`.

        Raises: InputError E251.
        """
        if scenario not in self._plain:
            if scenario not in self.scenarios():
                close = suggest(scenario, self.scenarios())
                raise InputError(
                    "E251",
                    f"unknown scenario {show(scenario)}" + (f"; {close}" if close else ""),
                    file=self.file,
                )
            self._plain[scenario] = self._write_plain(scenario)
        return _copy(self._plain[scenario])

    def scenarios(self) -> list[str]:
        """`used`, `low` and `high` (all ranges together), then one at a time `low:PATH`, `high:PATH`, where
        that end is not the value used; a band set counts as one.
        """
        return ["used", *ENDS, *self._ends]

    def list_open(self) -> dict[str, int]:
        """How many numbers the file leaves open in each topic (`topics.TOPICS`): those that are ranges or variants."""
        names = {each.partition(":")[2] for each in self._ends}
        found = Counter(map(find_topic, names))
        return {topic: found[topic] for topic in TOPICS if found[topic]}

    def settle(self, ends: Mapping[str, str]) -> "Scheme":
        """The scheme with the ranges of some topics at one of their ends, all others at the value used.

        ends: topic -> `low` or `high`. Raises: InputError where the numbers of these ends do not go together.
        """

        def choose(path: _Path) -> str:
            return ends.get(find_topic(group_range(path)), "used")

        stages = tuple(replace(stage, root=resolve(stage.root, choose)) for stage in self.stages)
        settled = Scheme(self.file, stages, self.sources, self.baseline, self.reform)
        settled.plain()
        return settled

    def evidence(self) -> list[Row]:
        """Every number with its grade and source, in the order of the file; later wordings add what they
        change.
        """
        return list_evidence(self.stages)

    def coverage(self) -> dict[str, dict[str, int]]:
        """How many numbers there are of each grade, cited in their own block or by the file as a whole."""
        return count_grades(self.evidence())

    def digest(self) -> str:
        """SHA-256 of the plain form at used values."""
        return sha256(
            json.dumps(self.plain(), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()
        ).hexdigest()

    def dump(self) -> str:
        """The scheme as one YAML file that stands alone: reading it gives an equal plain form and the same
        evidence.
        """
        return write_scheme(self.stages, self.sources)

    @cached_property
    def _ends(self) -> list[str]:
        found = {each for stage in self.stages for each in _list_ends(stage.root, ())}
        names = dict.fromkeys(name for stage in self.stages for name, _ in _list_ends(stage.root, ()))
        return [f"{end}:{name}" for name in names for end in ENDS if (name, end) in found]

    @cached_property
    def _used(self) -> list[tuple[set[str], SchemeBlocks]]:
        """Of each wording what may vary in it, and its blocks with used values."""
        return [
            ({name for name, _ in _list_ends(stage.root, ())}, self._read_stage(stage, "used"))
            for stage in self.stages
        ]

    def _read_stages(self, scenario: str) -> list[SchemeBlocks]:
        """All wordings; one in which a single range does not stand is as with used values."""
        name = scenario.partition(":")[2]
        return [
            used if scenario == "used" or (name and name not in names) else self._read_stage(stage, scenario)
            for stage, (names, used) in zip(self.stages, self._used, strict=True)
        ]

    def _read_stage(self, stage: Stage, scenario: str) -> SchemeBlocks:
        end, _, name = scenario.partition(":")

        def choose(path: _Path) -> str:
            return end if not name or group_range(path) == name else "used"

        tree = resolve(stage.root, choose)
        blocks = check_shape(SchemeBlocks, tree)
        check_coherence(blocks, tree)
        return blocks

    def _check_constant(self, before: SchemeBlocks, blocks: SchemeBlocks, stage: Stage) -> None:
        """Scores and band sets are there in every phase. Raises: InputError E252."""
        for block in ("scores", "bands"):
            changed = set(getattr(before, block)) ^ set(getattr(blocks, block))
            if changed:
                words = f"{', '.join(sorted(changed))}: {block} cannot come or go with a phase; write them from the start"
                line = None if stage.day is None else stage.day.place
                raise InputError("E252", words, file=self.file, line=line, field=block)

    def _write_plain(self, scenario: str) -> Plain:
        stages = list(zip(self.stages, self._read_stages(scenario), strict=True))
        first = stages[0][1]
        part = first.consent or first.rated
        for (_, before), (stage, blocks) in zip(stages, stages[1:], strict=False):
            self._check_constant(before, blocks, stage)
        phases = [
            write_phase(blocks, None if stage.start is None else stage.start.toordinal())
            for stage, blocks in stages
        ]
        if any(blocks.process for _, blocks in stages):
            for phase, (_, blocks) in zip(phases, stages, strict=True):
                phase["process"] = write_process(blocks)
        return {
            "id": first.scheme,
            "title": first.title,
            **({"subjects": first.subjects[0]} if first.subjects != ["person"] else {}),
            "min_age": first.min_age or 0,
            **({"part": part.percent} if part else {}),
            "start_day": first.in_force.from_.toordinal(),
            "standing": first.standing,
            "one_act": first.one_act,
            "phases": phases,
        }


def load_scheme(name: str | Path) -> Scheme:
    """Read and check a scheme or reform, by the id of one that ships or by path, at both ends of what is
    uncertain too.

    Raises: InputError (exit code 2) or ResourceError (3) with file and line of the first thing that is
    wrong.
    """
    return _build(read_draft(name))


def list_schemes() -> list[str]:
    """The ids of the schemes that ship."""
    return list_library()


def _build(draft: Draft) -> Scheme:
    baseline = None if draft.baseline is None else _build(draft.baseline)
    scheme = Scheme(draft.file, draft.stages, draft.sources, baseline, draft.reform)
    scheme.plain()
    for end in ENDS if scheme.scenarios()[3:] else ():
        try:
            scheme.plain(end)
        except InputError as error:
            error.hint = f"This holds where every range is at its {end} end"
            raise
    return scheme


def _copy(value: Any) -> Any:
    """A plain form that may be changed without changing the original; tuples hold nothing that could be."""
    if isinstance(value, dict):
        return {key: _copy(below) for key, below in value.items()}
    return [_copy(below) for below in value] if isinstance(value, list) else value


def group_range(path: _Path) -> str:
    """The name under which ranges vary together: a band set, the points of a rule, else the range itself."""
    if path[0] == "bands":
        return join(path[:2])
    if path[0] == "rules" and "points" in path[2:3]:
        return join(path[:3])
    return join(path)


def _list_ends(node: Node, path: _Path) -> list[tuple[str, str]]:
    """The ends of ranges that are not the value used, by the name under which they vary."""
    if is_range(node):
        used = pick(node, "used").value
        return [(group_range(path), end) for end in ENDS if _has(node, end) and pick(node, end).value != used]
    below = node.entries.items() if node.entries else enumerate(node.items)
    return [found for key, each in below for found in _list_ends(each, (*path, key))]


def _has(node: Node, end: str) -> bool:
    return end in node.entries or "variants" in node.entries
