"""A scheme as law: which wording applies on a day, and what its terms, lists and cut-offs say."""

from bisect import bisect_right
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

from ..words import Duration, add_duration, add_months, is_working

NEVER: Final = 1 << 40  # sorts after every day


def later(end: int | None) -> int:
    """An end as a number that sorts: no end is later than any day."""
    return NEVER if end is None else end


@lru_cache(maxsize=1 << 16)
def _add(day: int, duration: Duration, times: int, holidays: frozenset[int]) -> int:
    unit, length = duration
    return add_duration(day, (unit, length * times), holidays)


class Statute:
    """A scheme in plain form (docs/language.md, section 5) with the holidays that its terms observe."""

    def __init__(self, scheme: dict[str, Any], holidays: frozenset[int] = frozenset()) -> None:
        self.scheme = scheme
        self.holidays = holidays
        self.phases: list[dict[str, Any]] = scheme["phases"]
        self.starts: list[int] = [phase["from"] for phase in self.phases[1:]]
        self.of_year = [
            [(name, rule) for name, rule in phase["rules"].items() if "each_year" in rule]
            for phase in self.phases
        ]
        self.updated = any("updates" in score for phase in self.phases for score in phase["scores"].values())
        self._next_calls: dict[int, int | None] = {}
        self._calls: dict[int, bool] = {}
        self.calendar = self.updated or any(self.of_year)  # some mornings matter by their date alone

    def wordings(self, day: int) -> list[dict[str, Any]]:
        """The phases begun by a day, latest first; the first phase applies before its date too."""
        return self.phases[bisect_right(self.starts, day) :: -1]

    def phase(self, day: int) -> dict[str, Any]:
        """The phase of a day."""
        return self.wordings(day)[0]

    def stretches(self, first: int, end: int) -> list[tuple[int, int, dict[str, Any]]]:
        """The parts of a time that lie in one phase each: first day, first day after it, phase."""
        days = [first, *(day for day in self.starts if first < day < end), end]
        return [(since, until, self.phase(since)) for since, until in pairwise(days)]

    def rule(self, name: str, event_day: int) -> dict[str, Any]:
        """A rule as the phase of the event day words it."""
        return self.phase(event_day)["rules"][name]

    def latest(self, block: str, name: str, day: int) -> dict[str, Any]:
        """What the latest phase that still knows it, up to a day, says of a rule or list."""
        return next(phase[block][name] for phase in self.wordings(day) if name in phase[block])

    def rules_for(
        self, kind: str, event_day: int, tie: str | None = None
    ) -> list[tuple[str, dict[str, Any]]]:
        """The rules that an event of a recorded kind meets: one's own, or one that comes through a tie."""
        rules = self.phase(event_day)["rules"]
        return [
            (name, rule)
            for name, rule in rules.items()
            if kind in rule["events"] and rule.get("through") == tie
        ]

    def heeds(self, kind: str, event_day: int) -> bool:
        """Whether any rule, through whatever tie, asks for events of a recorded kind; of others no record is kept."""
        return any(kind in rule["events"] for rule in self.phase(event_day)["rules"].values())

    def rules_of_year(self, day: int) -> list[tuple[str, dict[str, Any]]]:
        """The rules that a day of the year brings about."""
        rules = self.of_year[bisect_right(self.starts, day)]
        today = date.fromordinal(day) if rules else None
        return [
            (name, rule)
            for name, rule in rules
            if today and (rule["each_year"]["month"], rule["each_year"]["day"]) == (today.month, today.day)
        ]

    def number(self, rule: str) -> int:
        """The place of a rule among all that the scheme ever had."""
        return list(dict.fromkeys(name for phase in self.phases for name in phase["rules"])).index(rule)

    def is_updated(self, wording: dict[str, Any], day: int) -> bool:
        """Whether a score is worked out anew on a morning."""
        updates, today = wording.get("updates"), date.fromordinal(day)
        if updates is None:
            return True
        return today.day == updates["day"] and (today.month - updates["month"]) % updates["every"] == 0

    def next_call(self, day: int) -> int | None:
        """The next day after one on which the calendar may change a file, within eight years; None: there is none."""
        if not self.calendar:
            return None
        if day not in self._next_calls:
            due = {rule["each_year"]["day"] for rules in self.of_year for _, rule in rules}
            for phase in self.phases:
                due |= {s["updates"]["day"] for s in phase["scores"].values() if "updates" in s}
            first = date.fromordinal(day).replace(day=1).toordinal()
            days = (add_months(first, month) + n - 1 for month in range(8 * 12) for n in sorted(due))
            self._next_calls[day] = next((each for each in days if each > day and self.calls(each)), None)
        return self._next_calls[day]

    def calls(self, day: int) -> bool:
        """Whether a morning may change a file by the calendar alone."""
        if not self.calendar:
            return False
        if day not in self._calls:  # asked of everybody's every morning
            self._calls[day] = bool(self.rules_of_year(day)) or any(
                "updates" in wording and self.is_updated(wording, day)
                for wording in self.phase(day)["scores"].values()
            )
        return self._calls[day]

    def ties_for(self, kind: str, event_day: int) -> list[str]:
        """The ties through which an event of a recorded kind acts on others."""
        rules = self.phase(event_day)["rules"].values()
        return sorted({rule["through"] for rule in rules if kind in rule["events"] and "through" in rule})

    def couples(self) -> bool:
        """Whether what one subject does or is acts on another one's file."""
        return any(
            any(rule.get("through") not in (None, "representative") for rule in phase["rules"].values())
            or any("friends" in score for score in phase["scores"].values())
            for phase in self.phases
        )

    def has_process(self) -> bool:
        """Whether subjects may ever contest what is held about them."""
        return any(phase.get("process") for phase in self.phases)

    def add(self, day: int, duration: Duration, times: int = 1) -> int:
        """The day that lies so many times a duration after a day."""
        return _add(day, duration, times, self.holidays)

    def end_record(self, rule: str, term_start: int, today: int) -> int | None:
        """The end of a record under the terms of today; None: never."""
        lasts = self.latest("rules", rule, today)["lasts"]
        return None if lasts is None else self.add(term_start, lasts)

    def publish(self, name: str, arrived: int) -> tuple[int | None, int | None]:
        """The days on which an entry that arrives today is published and comes into effect; None: never."""
        terms = self.latest("lists", name, arrived)
        published = self._next_publication(terms["publication"], arrived)
        if published is None or terms["window"] is None:
            return published, published
        return published, self.add(published, terms["window"]) + 1

    def _next_publication(self, publication: dict[str, Any], arrived: int) -> int | None:
        if publication["on"] == "arrival":
            return arrived
        if publication["on"] == "dates":
            return min((day for day in publication["dates"] if day > arrived), default=None)
        first = date.fromordinal(arrived).replace(day=1).toordinal()
        while True:
            following = add_months(first, 1)
            day = self._day_of_month(publication, first, following)
            if day is not None and day > arrived:
                return day
            first = following

    def _day_of_month(self, publication: dict[str, Any], first: int, following: int) -> int | None:
        n: int = publication["n"]
        if publication["on"] == "day":
            return min(first + n, following) - 1
        working = [day for day in range(first, following) if is_working(day, self.holidays)]
        return working[n - 1] if n <= len(working) else None

    def end_entry(self, rule: str, name: str, term_start: int, effect: int | None, today: int) -> int | None:
        """The end of a list entry under the terms of today; a list rule's own term goes before the list's."""
        terms = self.latest("lists", name, today)
        term = self.latest("rules", rule, today)["lasts"] or terms["term"]
        begins = term_start if terms["from"] == "event" else effect
        return None if term is None or begins is None else self.add(begins, term)

    def cut_off(self, drop: dict[str, Any], day: int) -> int:
        """The lowest score of the level of a drop, or its highest, as the latest phase that still knows it says."""
        for phase in self.wordings(day):
            levels = phase["bands"].get(drop["set"], {"levels": []})["levels"]
            for place, each in enumerate(levels):
                if each["name"] == drop["to"]:
                    if drop.get("at") == "top":
                        return levels[place - 1]["from"] - 1
                    return phase["bands"][drop["set"]]["lowest"] if each["from"] is None else each["from"]
        raise ValueError(f"no band {drop['to']} in {drop['set']}")

    def score_of(self, rule: dict[str, Any], event_day: int) -> str | None:
        """The score that a rule of the phase of an event day acts on."""
        if rule["effect"] == "drop":
            return rule["score"] or self.phase(event_day)["bands"][rule["drop"]["set"]]["of"]
        if rule["effect"] == "points":
            return rule["score"] or next(iter(self.phase(event_day)["scores"]))
        return None
