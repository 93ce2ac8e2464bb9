"""What a run will do and cost, worked out before anything is drawn or allocated."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..kernel import FIRST_ROOM
from ..scheme import Scheme, load_scheme
from ..society import Recipe, load_society
from ..words import REFORMS, add_duration, luck
from ..words.errors import InputError, ResourceError
from .lowering import World

COMMUNITY_SIZE = 4096
MOST_PEOPLE = 10_000_000_000
MOST_YEARS = 100
MOST_REFORMS = len(REFORMS)
MOST_SEED = (1 << 64) - 1
# candidates x worlds a second and thread, for the forecast of the time left; measured by the benchmarks
SPEED = 13_500_000
CANDIDATES = 8  # of a person and year, in the societies that ship

WORLDS = ("as_written", "true_records", "no_scheme", "full_sight", "deeds_seen", "no_delays")
WITHOUT = "without_"  # and the name of a response, shock or fault: as written, but for it


@dataclass(frozen=True)
class RunPlan:
    """A run to be done. bytes, seconds: forecast of peak memory and of time on this machine."""

    scheme: Scheme
    reform: Scheme | None
    society: Recipe
    people_asked: int
    people: int
    communities: int
    community_size: int
    years: int
    burn_in_years: int
    first_day: int
    seed: int
    worlds: tuple[World, ...]
    against: tuple[tuple[str, str], ...]
    threads: int
    communities_per_task: int
    bytes: int
    seconds: int
    causes: bool = False  # whether exact parts of causes are told
    others: tuple[Scheme, ...] = ()  # further reforms

    @property
    def reforms(self) -> tuple[Scheme, ...]:
        """All reforms, in the order of their worlds."""
        return () if self.reform is None else (self.reform, *self.others)

    def lines(self) -> list[str]:
        """The plan in words."""
        schemes = " against ".join(each.id for each in (self.scheme, *self.reforms))
        burn_in = f" after {self.burn_in_years} years of burn-in" if self.burn_in_years else ""
        return [
            f"{schemes} on {self.society.id}: {self.people:,} synthetic people in {self.communities:,} communities, {self.years} years"
            f" from {date.fromordinal(self.first_day)}{burn_in}, {len(self.worlds)} worlds, seed {self.seed}",
            f"about {_duration(self.seconds)} on {self.threads} thread{'s' if self.threads > 1 else ''},"
            f" {self.bytes / 1e6:.0f} MB of memory",
        ]


def _duration(seconds: int) -> str:
    for unit, length in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:,.0f} {unit}"
    return f"{max(1, seconds)} seconds"


def _whole(name: str, value: Any, low: int, high: int, code: str = "E203") -> int:
    """A whole number within limits; too large a one is refused for resources."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or value != value
        or (isinstance(value, float) and value % 1)
    ):
        raise InputError(code, f"found {value!r}; must be a whole number", field=name)
    if value < low:
        raise InputError(code, f"must be at least {low}, found {value}", field=name)
    if value > high:
        raise InputError(code, f"found {value:,}; limit is {high:,}", field=name)
    return int(value)


def make_worlds(
    names: tuple[str, ...], society: Recipe, prefix: str = "", scheme: int = 0
) -> tuple[World, ...]:
    """The worlds of one scheme by their names. society: its responses, shocks and faults may be switched off one by one."""
    plain = society.plain()
    faults = [each["name"] for each in plain.get("faults") or ()]
    links = tuple(each["name"] for each in plain.get("faults") or () if each["type"] == "linkage")
    made = {
        "as_written": World(
            prefix + "as_written",
            scheme,
            partner=prefix + "true_records" if "true_records" in names else None,
        ),
        "true_records": World(prefix + "true_records", scheme, false_records=False, faults=links),
        "full_sight": World(
            prefix + "full_sight", scheme, false_records=False, faults=links, full_sight=True
        ),
        "deeds_seen": World(prefix + "deeds_seen", scheme, deeds_seen=True),
        "no_delays": World(prefix + "no_delays", scheme, delays=False),
        "no_scheme": World(prefix + "no_scheme", None),
    }
    form = society.forms["used"]
    responses, shocks = tuple(sorted(form.responses)), tuple(sorted(form.shocks))
    for name in (*responses, *shocks, *faults):
        made[WITHOUT + name] = World(
            prefix + WITHOUT + name,
            scheme,
            responses=tuple(each for each in responses if each != name),
            shocks=tuple(each for each in shocks if each != name),
            faults=tuple(each for each in faults if each != name),
        )
    for name in names:
        if name not in made:
            raise InputError("U150", f"unknown world '{name}'; allowed: {', '.join(made)}", field="worlds")
    return tuple(made[name] for name in made if name in names)


def _refuse_ties(scheme: Scheme, society: Recipe) -> None:
    """Refuse a scheme that acts through ties which the society does not have."""
    needs: dict[str, str] = {}
    who = scheme.plain().get("subjects")
    if who:
        needs["work"] = f"the scheme keeps files on {who}s"
    for phase in scheme.plain()["phases"]:
        for name, rule in phase["rules"].items():
            if "through" in rule:
                block = "work" if rule["through"] == "representative" else "households"
                needs.setdefault(block, f"rule '{name}' acts through a tie ({rule['through']})")
        for name, score in phase["scores"].items():
            if "friends" in score:
                block = "friends" if score["friends"]["of"] == "close" else "circles"
                needs.setdefault(block, f"score '{name}' takes in what friends are worth")
    for block, why in needs.items():
        if getattr(society.forms["used"], block) is None:
            message = f"{why}, but {society.id} has no block '{block}'"
            hint = "Use a society that has it, such as imaginary_county"
            raise InputError("U151", message, file=scheme.file, field="society", hint=hint)


def longest_term(scheme: Scheme) -> int:
    """Years of the longest term of a scheme, rounded up."""
    start, most = date(2001, 1, 1).toordinal(), 0
    for phase in scheme.plain()["phases"]:
        terms = [r["lasts"] for r in phase["rules"].values()] + [x["term"] for x in phase["lists"].values()]
        most = max([most, *(add_duration(start, t) - start for t in terms if t)])
    return min(-(-most // 365), 20)


def available_memory() -> int:
    """Bytes that a new process may take without pushing others out."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4 << 30


def forecast_bytes(worlds: int, years: int, threads: int, rules: int) -> int:
    """Peak memory of a run: it depends on worlds, years and threads, not on the number of people."""
    room = FIRST_ROOM
    tellings = worlds + 2  # worlds, and what those of a scheme and of a reform share
    state = (
        tellings * (COMMUNITY_SIZE * 200 + years * 3000)
        + room.candidates * 60
        + room.records * 32
        + room.looks * 8
        + room.mails * 20
        + room.logs * 16
        + room.spells * 40
    )
    tallies = tellings * (years * 12 * 17 * 8 * 120 + years * rules * 48 + years * 200 * 40)
    return 260_000_000 + threads * (state + 2 * tallies)


def make_plan(
    scheme: Scheme | str | Path,
    society: Recipe | str | Path = "imaginary_county",
    *,
    people: int = 1_000_000,
    years: int = 10,
    burn_in: int | None = None,
    seed: int = 1,
    worlds: tuple[str, ...] = ("as_written", "true_records", "no_scheme"),
    reform: Scheme | str | Path | Sequence[Scheme | str | Path] | None = None,
    causes: bool = False,
    threads: int | None = None,
    communities_per_task: int | None = None,
    community_size: int = COMMUNITY_SIZE,
) -> RunPlan:
    """A plan for a run. scheme, society, reform (one, or up to four): ids, paths or loaded ones; people is rounded up to whole communities.

    Raises: InputError for what cannot be used, ResourceError (with the plan) for what is beyond the machine.
    """
    processors = os.cpu_count() or 1
    seed = _whole("seed", seed, 0, MOST_SEED)
    threads = processors if threads is None else _whole("threads", threads, 1, processors, "U101")
    people, years = _whole("people", people, 1, 10**30), _whole("years", years, 1, 10**30)
    burn_in = None if burn_in is None else _whole("burn_in", burn_in, 0, MOST_YEARS)
    scheme = scheme if isinstance(scheme, Scheme) else load_scheme(scheme)
    society = society if isinstance(society, Recipe) else load_society(society)
    reforms = _load_reforms(reform)
    plain = scheme.plain()
    if burn_in is None:
        burn_in = longest_term(scheme) if plain["standing"] else 0
    run_worlds, against = _choose_worlds(worlds, society, len(reforms))
    communities = -(-people // community_size)
    candidates = people * (years + burn_in) * CANDIDATES * len(run_worlds)
    seconds = -(-candidates // (SPEED * threads)) + 5
    spread = max(1, min(16, communities // (4 * threads)))
    task = spread if communities_per_task is None else communities_per_task
    plan = RunPlan(
        scheme,
        reforms[0] if reforms else None,
        society,
        people,
        communities * community_size,
        communities,
        community_size,
        years,
        burn_in,
        plain["start_day"],
        seed,
        run_worlds,
        against,
        threads,
        _whole("communities_per_task", task, 1, 1 << 20),
        forecast_bytes(len(run_worlds), min(years, 1000) + burn_in, threads, 300),
        seconds,
        causes,
        reforms[1:],
    )
    _refuse(plan)
    return plan


def _load_reforms(reform: Scheme | str | Path | Sequence[Scheme | str | Path] | None) -> tuple[Scheme, ...]:
    """None, one or several reforms, read. Raises: InputError U152 for more than four."""
    asked = [] if reform is None else [reform] if isinstance(reform, Scheme | str | Path) else list(reform)
    if len(asked) > MOST_REFORMS:
        raise InputError("U152", f"found {len(asked)} reforms; limit is {MOST_REFORMS}", field="reform")
    return tuple(each if isinstance(each, Scheme) else load_scheme(each) for each in asked)


def _choose_worlds(
    names: tuple[str, ...], society: Recipe, reforms: int
) -> tuple[tuple[World, ...], tuple[tuple[str, str], ...]]:
    """The worlds of a run, and which are compared person by person."""
    run_worlds = make_worlds(names, society)
    if all(w.scheme is None for w in run_worlds):
        raise InputError("U150", "no world has a scheme; add 'as_written'", field="worlds")
    against = tuple((w.name, w.partner) for w in run_worlds if w.partner)
    if "as_written" in names:
        against += tuple(("as_written", w.name) for w in run_worlds if w.name.startswith(WITHOUT))
    for number in range(1, reforms + 1):
        prefix = f"{REFORMS[number - 1]}_"
        run_worlds += tuple(w for w in make_worlds(names, society, prefix, number) if w.scheme is not None)
        against = (*against, (prefix + "as_written", "as_written")) if "as_written" in names else against
    return run_worlds, against


def _refuse(plan: RunPlan) -> None:
    """Refuse what the machine or the addresses cannot hold, with the plan."""
    for scheme in (plan.scheme, *plan.reforms):
        _refuse_ties(scheme, plan.society)
    needs = f"it would take about {_duration(plan.seconds)}"
    if plan.people_asked > MOST_PEOPLE:
        raise ResourceError(
            "E301", f"found {plan.people_asked:,}; limit is {MOST_PEOPLE:,} ({needs})", field="people"
        )
    if plan.years > MOST_YEARS:
        raise ResourceError("E302", f"found {plan.years:,}; limit is {MOST_YEARS} ({needs})", field="years")
    first = date.fromordinal(plan.first_day).year
    if first - plan.burn_in_years < luck.FIRST_YEAR or first + plan.years > luck.LAST_YEAR:
        raise ResourceError(
            "E302",
            f"the run would cover {first - plan.burn_in_years}-{first + plan.years}; allowed are {luck.FIRST_YEAR}-{luck.LAST_YEAR}",
            field="years",
        )
    free = available_memory()
    if plan.bytes > free:
        raise ResourceError(
            "E305",
            f"the plan needs {plan.bytes / 1e6:,.0f} MB of memory, {free / 1e6:,.0f} MB are free",
            field="plan",
            hint="Use fewer threads, worlds or years",
        )
