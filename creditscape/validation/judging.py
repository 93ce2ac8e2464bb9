"""Runs targets and holds what comes out against what was published."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Any, Literal

from ..scheme import load_scheme
from ..simulation import COMMUNITY_SIZE, RunPlan, make_plan, tally_communities, trace_communities
from ..society import load_society
from .target import Number, Setting, Span, Target, Tolerance
from .ways import OF_LIVES, OF_NOTHING, WAYS

Verdict = Literal["agrees", "differs", "not reached"]
Progress = Callable[[int, int], None]
SEED = 1
AT_ONCE = 4  # communities told in full: a trace is large
CLOSE = 1e-9  # below this two figures are the same
_ROOM = __name__.rpartition(".")[0]


@dataclass(frozen=True)
class Found:
    """One figure beside the published one. value: None if there was nothing to divide by; error: standard error over communities.

    missed: how far beyond the tolerance, in the figure's unit (0: agrees; None for words and where there is no value).
    """

    name: str
    published: Number | str | Span
    value: float | str | None
    error: float | None
    agrees: bool
    distance: float | None


@dataclass(frozen=True)
class Result:
    """What came of a target. why: of one that was not reached."""

    target: Target
    found: tuple[Found, ...]
    verdict: Verdict
    why: str = ""


def run_targets(targets: Sequence[Target], progress: Progress | None = None) -> list[Result]:
    """Reach every target that can be reached, and judge it.

    Targets of one setting share its runs. progress: called with the steps done and all steps; a step is one community or one computation.
    Returns: one result a target, in order. Raises: InputError if a file names what is not there.
    """
    groups = _group(targets)
    total = sum(setting.communities if setting else len(group) for setting, group in groups)
    done, values = 0, {}
    if progress:
        progress(0, total)
    for setting, group in groups:
        for step, reached in _reach(setting, group):
            done += step
            values |= reached
            if progress:
                progress(done, total)
    return [judge(target, values.get(target.id)) for target in targets]


def _group(targets: Sequence[Target]) -> list[tuple[Setting | None, list[Target]]]:
    """Targets that can be reached, by the setting and by whether its tables or its lives are looked at."""
    groups: dict[tuple[str, str], tuple[Setting | None, list[Target]]] = {}
    for target in targets:
        if target.reach is not None:
            setting = target.reach.on
            key = (WAYS[target.reach.way].of, setting.model_dump_json() if setting else "")
            groups.setdefault(key, (setting, []))[1].append(target)
    return list(groups.values())


def _reach(setting: Setting | None, group: Sequence[Target]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Steps as they are done, each with the figures that are then known: {target: {name: (value, standard error)}}."""
    if setting is None:
        for target in group:
            yield 1, {target.id: {name: (value, None) for name, value in _call(target).items()}}
        return
    counts: dict[str, list[dict[str, tuple[float, float]]]] = {target.id: [] for target in group}
    for looked_at in _live(setting, group[0]):
        for target in group:
            counts[target.id].append(_call(target, looked_at))
        yield 1, {}
    yield 0, {target.id: pool(counts[target.id], 100 if target.unit == "%" else 1) for target in group}


def _call(target: Target, *looked_at: Any) -> dict[str, Any]:
    assert target.reach is not None
    return WAYS[target.reach.way].reach(*looked_at, **target.reach.given)


def _live(setting: Setting, target: Target) -> Iterator[Any]:
    """The communities of a setting, one by one: their tables, or everything that happened in them."""
    assert target.reach is not None
    plan = plan_setting(setting)
    if WAYS[target.reach.way].of == OF_LIVES:
        for first in range(0, plan.communities, AT_ONCE):
            yield from trace_communities(plan, range(first, min(first + AT_ONCE, plan.communities)))
    else:
        yield from tally_communities(plan)


def plan_setting(setting: Setting) -> RunPlan:
    """The run that a setting means."""
    reform = None if setting.reform is None else _open("schemes", setting.reform, load_scheme)
    return make_plan(
        _open("schemes", setting.scheme, load_scheme),
        _open("societies", setting.society, load_society),
        people=setting.communities * COMMUNITY_SIZE,
        years=setting.years,
        burn_in=setting.burn_in,
        seed=SEED,
        worlds=tuple(setting.worlds),
        reform=reform,
        threads=1,
    )


def _open(folder: str, name: str, load: Callable[[Any], Any]) -> Any:
    """A document by its id in the library, or a file of this room."""
    if not name.endswith(".yaml"):
        return load(name)
    with as_file(files(_ROOM) / folder / name) as path:
        return load(path)


def pool(
    counts: Sequence[dict[str, tuple[float, float]]], scale: float = 1
) -> dict[str, tuple[float | None, float | None]]:
    """Parts over wholes, added up over communities, and the standard error of that ratio over communities.

    r = sum of parts / sum of wholes;  error = sqrt(n / (n - 1) x sum (part - r whole)^2) / sum of wholes (Cochran 1977, 6.4)

    Args: counts: {name: (part, whole)} of each community. Returns: {name: (r, error)} times scale; None where nothing can be divided.
    """
    found: dict[str, tuple[float | None, float | None]] = {}
    for name in counts[0]:
        pairs = [each[name] for each in counts]
        whole, n = sum(pair[1] for pair in pairs), len(pairs)
        if not whole:
            found[name] = None, None
            continue
        ratio = sum(pair[0] for pair in pairs) / whole
        spread = sum((part - ratio * of) ** 2 for part, of in pairs)
        found[name] = ratio * scale, scale * (n / (n - 1) * spread) ** 0.5 / whole if n > 1 else None
    return found


def judge(target: Target, values: dict[str, tuple[Any, float | None]] | None) -> Result:
    """Hold the figures of a target against what was published. values: {name: (value, standard error)}, None if it was not reached.

    It agrees if every figure lies within the tolerance; every published figure must have been reached.
    """
    if target.reach is None or target.tolerance is None or values is None:
        return Result(target, (), "not reached", target.unreached or "")
    if missing := [name for name in target.published if name not in values]:
        return Result(target, (), "not reached", f"its function gives no figure called {', '.join(missing)}")
    found = tuple(
        _compare(name, told, *values[name], target.tolerance) for name, told in target.published.items()
    )
    if any(each.value is None for each in found):
        return Result(target, found, "not reached", "in the run there was nothing to divide by")
    return Result(target, found, "agrees" if all(each.agrees for each in found) else "differs")


def _compare(
    name: str, told: Number | str | Span, value: Any, error: float | None, tolerance: Tolerance
) -> Found:
    if value is None or isinstance(value, str) or isinstance(told, str):
        shown = value if value is None or isinstance(value, str) else str(value)
        return Found(name, told, shown, error, shown is not None and shown == told, None)
    value = float(value)
    low, high = (told.low, told.high) if isinstance(told, Span) else (told, told)
    distance = min(0.0, value - float(low)) if low is not None else 0.0
    if not distance and high is not None:
        distance = max(0.0, value - float(high))
    return Found(name, told, value, error, _is_within(value, low, high, tolerance), distance)


def _is_within(value: float, low: Number | None, high: Number | None, tolerance: Tolerance) -> bool:
    """Whether a value lies between two ends, each let out by the tolerance."""
    if tolerance.factor is not None:
        reach = float(tolerance.factor)
        below = low is None or value >= float(low) / reach - CLOSE
        return below and (high is None or value <= float(high) * reach + CLOSE)
    room = float(tolerance.points or 0) + CLOSE
    return (low is None or value >= float(low) - room) and (high is None or value <= float(high) + room)


def count_verdicts(results: Iterable[Result]) -> dict[str, int]:
    """How many targets agree, differ and were not reached."""
    found = {"agrees": 0, "differs": 0, "not reached": 0}
    for result in results:
        found[result.verdict] += 1
    return found


__all__ = ["OF_NOTHING", "Found", "Result", "count_verdicts", "judge", "pool", "run_targets"]
