"""From the plain form of schemes to the kernel's tables of rules, bands, lists and measures."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from ..kernel import column_names as c
from ..words import Duration, add_duration, end_table, publication_days, threshold
from .almanac import friend_days, phase_days, update_days, year_days
from .measures import check_bits, unite_measures
from .process import fill_process
from .timeline import Timeline

Plain = dict[str, Any]
_EFFECTS = {"points": c.POINTS, "drop": c.DROP, "list": c.ENTRY, "none": c.NOTHING}
_BOUND = 1 << 28
TIES = (None, "household_head", "partner", "representative", "reporter")  # by the kernel's numbers
WHO = ("person", "official", "firm")  # by the kernel's numbers
MOST_LEVELS = 62  # bits of the levels that a rule of the year speaks of
MOST_LISTS = 30  # bits of the lists on which one person is


@dataclass
class Durations:
    """Every duration of a run once, with the day on which it ends for each day it starts."""

    timeline: Timeline
    rows: dict[Duration, int] = field(default_factory=dict)

    def add(self, duration: Duration | None) -> int:
        return -1 if duration is None else self.rows.setdefault(duration, len(self.rows))

    def add_steps(self, every: Duration, steps: int) -> int:
        """The first of `steps` rows that stand one after the other: every, 2 x every, ..."""
        first = len(self.rows)
        for k in range(1, steps + 1):
            # rows of fading stand together, so they are kept apart from equal durations
            self.rows["fade", first, every[0], every[1] * k] = len(self.rows)  # type: ignore[index]
        return first

    def table(self) -> np.ndarray:
        line = self.timeline
        rows = [end_table(line.first, line.days, key[-2:], line.holidays) for key in self.rows]  # type: ignore[arg-type]
        table = np.array(rows or [[0] * line.days], np.int64) - line.first
        return np.minimum(table, c.NEVER).astype(np.int32)


@dataclass
class Names:
    """The names behind the numbers of one scheme."""

    scores: list[str]
    sets: list[str]
    levels: dict[str, list[str]]
    lists: list[str]
    rules: list[str]
    caps: list[str]
    groups: list[str]


def _union(scheme: Plain, block: str) -> list[str]:
    seen: dict[str, None] = {}
    for phase in scheme["phases"]:
        seen.update(dict.fromkeys(phase[block]))
    return list(seen)


def scheme_names(scheme: Plain) -> Names:
    """Everything a scheme names, over all its phases, in the order of the file."""
    sets = _union(scheme, "bands")
    levels = {
        s: [v["name"] for v in next(p["bands"][s] for p in scheme["phases"] if s in p["bands"])["levels"]]
        for s in sets
    }
    groups = {
        r["repeats_with"]: None for p in scheme["phases"] for r in p["rules"].values() if r["repeats_with"]
    }
    return Names(
        _union(scheme, "scores"),
        sets,
        levels,
        _union(scheme, "lists"),
        _union(scheme, "rules"),
        _union(scheme, "caps"),
        list(groups),
    )


@dataclass
class Rulebook:
    """Builds the arrays of all schemes of a run; phases and names are padded to the largest."""

    schemes: list[Plain]
    recorded: dict[str, int]
    timeline: Timeline
    latest: int
    durations: Durations = field(init=False)
    names: list[Names] = field(init=False)
    arrays: dict[str, np.ndarray] = field(init=False)

    def __post_init__(self) -> None:
        self.durations = Durations(self.timeline)
        self.names = [scheme_names(s) for s in self.schemes]
        self.measures, self.measure_numbers = unite_measures(self.schemes)
        for names in self.names:
            check_bits("lists", len(names.lists), MOST_LISTS)
        self.steps: list[list[tuple[int, int]]] = []
        self.windows: list[tuple[np.ndarray, np.ndarray]] = []
        self.updated: list[np.ndarray] = []
        self.phase_of = phase_days(self.schemes, self.timeline)
        self.arrays = self._empty()
        for z in range(len(self.schemes)):
            self._fill_scheme(z)
        self.arrays |= self._shared()
        rule = self.arrays["rule"]
        rule[..., c.L_NUMBER] = np.arange(rule.shape[2])
        self.arrays["rule"] = rule.reshape(len(rule), -1, c.RULE)

    def _most(self, count: Any) -> int:
        return max([1, *(count(n) for n in self.names)])

    def _empty(self) -> dict[str, np.ndarray]:
        z, f = len(self.schemes), max(len(s["phases"]) for s in self.schemes)
        scores, sets = self._most(lambda n: len(n.scores)), self._most(lambda n: len(n.sets))
        levels = self._most(lambda n: max([1, *map(len, n.levels.values())]))
        lists, rules = self._most(lambda n: len(n.lists)), self._most(lambda n: len(n.rules))
        kinds = len(self.recorded)

        def zeros(*shape: int) -> np.ndarray:
            return np.zeros(shape, np.int64)

        return {
            "scheme": zeros(z, 10),
            "rule": zeros(z, f, rules, c.RULE),
            "rule_first": zeros(z, f, kinds + 1),
            "rule_list": zeros(z, f, 1 + max(_places(p) for s in self.schemes for p in s["phases"])),
            "guilt_first": zeros(z, f, kinds + 1),
            "guilt_list": zeros(z, f, 1 + max(_places(p) for s in self.schemes for p in s["phases"])),
            "repairs": zeros(
                z,
                1
                + max(
                    sum(len(r["repairs"]) for p in s["phases"] for r in p["rules"].values())
                    for s in self.schemes
                ),
            ),
            "requirement": zeros(z, 1 + max(map(_requirements, self.schemes)), 4),
            "required": zeros(z, 1 + max(map(_required, self.schemes))),
            "score": zeros(z, f, scores, 7),
            "tie_of": zeros(z, f, kinds),
            "bands": zeros(z, f, sets, 4),
            "cut": zeros(z, f, sets, levels),
            "level_mask": zeros(z, f, sets, levels),
            "list_mask": zeros(z, f, lists),
            "none_mask": zeros(z, f, lists),
            "lists": zeros(z, f, lists, 3),
            "process": zeros(z, f, 12),
            "exempt": zeros(z, f, rules),
            "level_row": zeros(z, sets, levels),
            "list_row": zeros(z, lists),
            "bin_low": zeros(z, scores),
            "bin_width": np.ones((z, scores), np.int64),
        }

    def _fill_scheme(self, z: int) -> None:
        scheme, names, a = self.schemes[z], self.names[z], self.arrays
        a["scheme"][z] = [
            1461 * scheme["min_age"] // 4,
            scheme["one_act"] == "all",
            len(names.scores),
            len(names.sets),
            len(names.lists),
            self.latest + 1,
            WHO.index(scheme.get("subjects", "person")),
            _mark(scheme.get("part", 100)),
            any("requires" in r for p in scheme["phases"] for r in p["rules"].values()),
            any("sum" in s or "updates" in s for p in scheme["phases"] for s in p["scores"].values()),
        ]
        row = 1
        for b, name in enumerate(names.sets):
            for v in range(len(names.levels[name])):
                a["level_row"][z, b, v] = row
                row += 1
        for x in range(len(names.lists)):
            a["list_row"][z, x] = row
            row += 1
        self.repaired = self.requirements = self.required = 0
        for f, phase in enumerate(scheme["phases"]):
            self._fill_standing(z, f, phase)
            self._fill_lists(z, f, phase)
            self._fill_rules(z, f, phase)
            self._fill_measures(z, f, phase)
            fill_process(a, z, f, phase, names.rules, self.durations.add)
        for f in range(len(scheme["phases"]), a["rule"].shape[1]):
            a["rule"][z, f, :, c.L_EFFECT] = c.NOTHING

    def _fill_standing(self, z: int, f: int, phase: Plain) -> None:
        a, names, scheme = self.arrays, self.names[z], self.schemes[z]["phases"]
        for x, name in enumerate(names.scores):
            score = phase["scores"][name]
            friends = score.get("friends") or {"percent": 0, "of": "close"}
            a["score"][z, f, x] = [
                score["start"],
                -_BOUND if score["floor"] is None else score["floor"],
                _BOUND if score["ceiling"] is None else score["ceiling"],
                friends["percent"],
                friends["of"] == "circles",
                sum(1 << names.scores.index(part) for part in score.get("sum", ())),
                self._add_updates(z, name) if any("updates" in p["scores"][name] for p in scheme) else -1,
            ]
        for b, name in enumerate(names.sets):
            band = phase["bands"][name]
            lowest = band["lowest"]
            a["bands"][z, f, b] = [
                names.scores.index(band["of"]),
                len(band["levels"]),
                0 if lowest is None else lowest,
                names.lists.index(band["needs"]) if "needs" in band else -1,
            ]
            for v, level in enumerate(band["levels"]):
                a["cut"][z, f, b, v] = -_BOUND if level["from"] is None else level["from"]
        if f == 0:
            for x, name in enumerate(names.scores):
                a["bin_low"][z, x], a["bin_width"][z, x] = histogram_bins(phase, name)

    def _add_updates(self, z: int, score: str) -> int:
        """The row that says when a score is next worked out anew."""
        self.updated.append(update_days(self.schemes[z], score, self.phase_of[z], self.timeline))
        return len(self.updated) - 1

    def _fill_lists(self, z: int, f: int, phase: Plain) -> None:
        for x, name in enumerate(self.names[z].lists):
            row = phase["lists"].get(name)
            if row is None:
                self.arrays["lists"][z, f, x] = self.arrays["lists"][z, f - 1, x] if f else 0
                continue
            self.arrays["lists"][z, f, x] = [
                len(self.windows),
                self.durations.add(row["term"]),
                row["from"] == "event",
            ]
            self.windows.append(self._publish(row))

    def _publish(self, row: Plain) -> tuple[np.ndarray, np.ndarray]:
        """Day of publication and day in effect of an entry that arrives on each day."""
        line = self.timeline
        published = publication_days(line.first, line.days + 800, row["publication"], line.holidays)
        window = row["window"]
        effect = [
            day if window is None else add_duration(day, window, line.holidays) + 1 for day in published
        ]
        days, shown = np.full(line.days, c.NEVER - 1, np.int64), np.full(line.days, c.NEVER - 1, np.int64)
        wait = 0 if row["publication"]["on"] == "arrival" else 1
        k = np.searchsorted(np.array(published, np.int64), line.first + np.arange(line.days) + wait)
        found = k < len(published)
        days[found] = np.array(effect, np.int64)[k[found]] - line.first
        shown[found] = np.array(published, np.int64)[k[found]] - line.first
        return shown, days

    def _fill_rules(self, z: int, f: int, phase: Plain) -> None:
        a, names = self.arrays, self.names[z]
        a["rule"][z, f, :, c.L_EFFECT] = c.NOTHING
        meets: list[list[int]] = [[] for _ in self.recorded]
        guilt: list[list[int]] = [[] for _ in self.recorded]
        for r, name in enumerate(names.rules):
            rule = phase["rules"].get(name)
            if rule is None:
                # met by nothing any more, but the terms of its records stay as they were
                a["rule"][z, f, r] = a["rule"][z, f - 1, r] if f else a["rule"][z, f, r]
                continue
            a["rule"][z, f, r] = self._rule_row(z, phase, rule)
            for kind in rule["events"]:
                if kind not in self.recorded:
                    continue
                meets[self.recorded[kind]].append(f * a["rule"].shape[2] + r)
                tie = TIES.index(rule.get("through"))
                if tie:
                    a["tie_of"][z, f, self.recorded[kind]] |= 1 << tie
                elif is_negative(rule):
                    term = rule["lasts"] or (
                        phase["lists"][rule["list"]]["term"] if rule["effect"] == "list" else None
                    )
                    guilt[self.recorded[kind]].append(self.durations.add(term))
        for block, rows in (("rule", meets), ("guilt", guilt)):
            first = np.cumsum([0, *map(len, rows)])
            flat = [x for row in rows for x in row]
            a[f"{block}_first"][z, f], a[f"{block}_list"][z, f, : len(flat)] = first, flat

    def _rule_row(self, z: int, phase: Plain, rule: Plain) -> list[int]:
        names, row = self.names[z], [0] * c.RULE
        row[c.L_EFFECT] = _EFFECTS[rule["effect"]]
        row[c.L_SCORE] = names.scores.index(rule["score"]) if rule["score"] else 0
        row[c.L_TERM] = self.durations.add(rule["lasts"])
        points = rule["effect"] == "points"
        row[c.L_GROUP] = (
            names.groups.index(rule["repeats_with"])
            if rule["repeats_with"] and rule["effect"] in ("points", "drop")
            else -1
        )
        row[c.L_CAP] = names.caps.index(rule["cap"]) if rule["cap"] and points else -1
        row[c.L_ROOM] = phase["caps"][rule["cap"]] if row[c.L_CAP] >= 0 else 0
        row[c.L_MODE], row[c.L_A], row[c.L_B], row[c.L_C] = (
            self._mode(rule["points"]) if points else (c.FIXED, 0, 0, 1)
        )
        if rule["fades"]:
            row[c.L_FADES] = rule["fades"]["steps"]
            row[c.L_FADE] = self.durations.add_steps(rule["fades"]["every"], rule["fades"]["steps"])
        if rule["drop"]:
            row[c.L_SET] = names.sets.index(rule["drop"]["set"])
            row[c.L_LEVEL] = names.levels[rule["drop"]["set"]].index(rule["drop"]["to"])
            row[c.L_SCORE] = names.scores.index(phase["bands"][rule["drop"]["set"]]["of"])
        row[c.L_LIST] = names.lists.index(rule["list"]) if rule["list"] else 0
        row[c.L_REPAIRS], row[c.L_REPAIRED] = self.repaired, len(rule["repairs"])
        for name in rule["repairs"]:
            self.arrays["repairs"][z, self.repaired] = names.rules.index(name)
            self.repaired += 1
        row[c.L_RANK], row[c.L_TIE] = rule["rank"], TIES.index(rule.get("through"))
        self._set_conditions(z, row, rule)
        row[c.L_LINKED] = row[c.L_GROUP] >= 0 or row[c.L_CAP] >= 0 or row[c.L_MODE] == c.TABLE
        return row

    def _set_conditions(self, z: int, row: list[int], rule: Plain) -> None:
        """When and for whom a rule acts, beside its event."""
        names = self.names[z]
        keeper = rule.get("keeper") or {"number": 0, "reach": 100}
        row[c.L_KEEPER], row[c.L_REACH] = keeper["number"], _mark(keeper["reach"])
        row[c.L_LEAST] = rule.get("at_least", -c.NEVER)
        row[c.L_AFTER] = self.durations.add(rule.get("after"))
        row[c.L_TOP] = int(bool(rule["drop"]) and rule["drop"].get("at") == "top")
        row[c.L_NEEDS], row[c.L_NEEDED] = self.requirements, len(rule.get("requires", ()))
        for each in rule.get("requires", ()):
            within = self.durations.add(each["within"])
            counts = [self.required, len(each["rules"]), each["times"], within]
            self.arrays["requirement"][z, self.requirements] = counts
            for name in each["rules"]:
                self.arrays["required"][z, self.required] = names.rules.index(name)
                self.required += 1
            self.requirements += 1
        year = rule.get("each_year")
        if year:
            levels = [names.levels[year["set"]].index(level) for level in year["levels"]]
            check_bits("levels", 1 + max(levels), MOST_LEVELS)
            row[c.L_YEAR] = year["month"] << 5 | year["day"]
            row[c.L_YEAR_SET] = names.sets.index(year["set"])
            row[c.L_YEAR_LEVELS] = sum(1 << level for level in levels)

    def _mode(self, points: Plain) -> tuple[int, int, int, int]:
        if "fixed" in points:
            return c.FIXED, points["fixed"], 0, 1
        if "drawn" in points:
            return c.DRAWN, *points["drawn"]
        if "scaled" in points:
            scaled = points["scaled"]
            above = scaled.get("above") is not None
            return (
                c.SCALED_ABOVE if above else c.SCALED_BELOW,
                scaled["percent"],
                scaled["above" if above else "below"],
                1,
            )
        self.steps.append(points["table"])
        return c.TABLE, len(self.steps) - 1, 0, 1

    def _fill_measures(self, z: int, f: int, phase: Plain) -> None:
        a, names = self.arrays, self.names[z]
        for name, measure in phase["measures"].items():
            bit, when = 1 << self.measure_numbers[z][name], measure["when"]
            if "set" not in when:
                key = "listed" if "listed" in when else "not_listed"
                mask = a["list_mask" if key == "listed" else "none_mask"]
                mask[z, f, names.lists.index(when[key])] |= bit
                continue
            b = names.sets.index(when["set"])
            for level in when["levels"]:
                a["level_mask"][z, f, b, names.levels[when["set"]].index(level)] |= bit

    def _shared(self) -> dict[str, np.ndarray]:
        line = self.timeline
        most = max([1, *map(len, self.steps)])
        step_from, step_points = (
            np.zeros((max(1, len(self.steps)), most), np.int64),
            np.zeros((max(1, len(self.steps)), most), np.int64),
        )
        for n, steps in enumerate(self.steps):
            step_from[n, : len(steps)], step_points[n, : len(steps)] = zip(*steps, strict=True)
        phase_of = self.phase_of
        friends_on = friend_days(self.schemes, [n.scores for n in self.names], phase_of, line)
        kinds = [
            sum(1 << k for k, m in enumerate(self.measures) if m.kind == kind)
            for kind in ("restriction", "publication", "reward")
        ]
        return {
            "step_from": step_from,
            "step_points": step_points,
            "step_count": np.array([*map(len, self.steps)] or [0], np.int64),
            "phase_of": phase_of,
            "friends_on": friends_on,
            "updated": np.array(self.updated or [np.zeros(line.days, np.int64)]),
            "year_day": year_days(self.schemes, phase_of, line),
            "nobody_mask": np.bitwise_or.reduce(self.arrays["none_mask"], axis=2),
            "ends": self.durations.table().T,
            "published": np.array([shown for shown, _ in self.windows] or [np.zeros(line.days, np.int64)]),
            "effective": np.array([days for _, days in self.windows] or [np.zeros(line.days, np.int64)]),
            "kind_of_measure": np.array(kinds, np.int64),
        }

    def rows(self) -> int:
        """Stock quantities: subjects, then the largest number of levels and lists of a scheme."""
        return 1 + max(sum(len(v) for v in n.levels.values()) + len(n.lists) for n in self.names)


def _places(phase: Plain) -> int:
    return sum(len(rule["events"]) for rule in phase["rules"].values())


def _mark(percent: int) -> int:
    """Below which word a share of cases lies, as the kernel stores it."""
    return c.ALWAYS if percent == 100 else threshold(Fraction(percent, 100)) - (1 << 31)


def _requirements(scheme: Plain) -> int:
    return sum(len(r.get("requires", ())) for p in scheme["phases"] for r in p["rules"].values())


def _required(scheme: Plain) -> int:
    rules = [r for p in scheme["phases"] for r in p["rules"].values()]
    return sum(len(each["rules"]) for r in rules for each in r.get("requires", ()))


def is_negative(rule: Plain) -> bool:
    """True if a rule takes something away: what the scheme itself calls a breach."""
    if rule["effect"] in ("drop", "list"):
        return True
    points = rule["points"] or {}
    if rule["effect"] != "points" or "table" in points:
        return False
    if "fixed" in points:
        return points["fixed"] < 0
    return points["drawn"][0] < 0 if "drawn" in points else points["scaled"]["percent"] < 0


def histogram_bins(phase: Plain, score: str) -> tuple[int, int]:
    """Lowest score and width of the bins of a score's histogram; there are at most 128 bins."""
    about = phase["scores"][score]
    marks = [
        about["start"],
        *(
            v["from"]
            for b in phase["bands"].values()
            if b["of"] == score
            for v in b["levels"]
            if v["from"] is not None
        ),
    ]
    reach = max(max(marks) - min(marks), 100)
    low = min(marks) - reach if about["floor"] is None else about["floor"]
    high = max(marks) + reach if about["ceiling"] is None else about["ceiling"]
    width = next(w * 10**e for e in range(8) for w in (1, 2, 5) if (high - low) // (w * 10**e) < 126)
    return low // width * width, width
