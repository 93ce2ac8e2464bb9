"""Figures of a scheme's own wording: how its tariff is made up, and what one invented life comes to on law and kernel."""

from importlib.resources import as_file, files
from statistics import mean, median

from ..law import run_case
from ..scheme import Cases, Expectation, Life, Scheme, Step, load_scheme
from ..simulation import check_cases

_ROOM = __name__.rpartition(".")[0]


def read_scheme(name: str) -> Scheme:
    """A scheme file of this room, by file name; a scheme that ships, by id."""
    if not name.endswith(".yaml"):
        return load_scheme(name)
    with as_file(files(_ROOM) / "schemes" / name) as path:
        return load_scheme(path)


def try_life(
    scheme: Scheme, event: str, times: int, every: int = 0, day: int = 30
) -> tuple[dict[str, int], dict[str, str]]:
    """Scores and levels a month after the first day of a life to which one event happens so many times.

    every: days between two of them; day: the morning looked at. Law and kernel must agree, else ArithmeticError.
    """
    steps = (Step(1, event, times=times, every=every),)
    told = [{"day": 1 + n * every, "event": event} for n in range(times)]
    standing = run_case(scheme.plain(), told).standing(day)
    scores, levels = dict(standing.scores), dict(standing.levels)
    expected = Expectation(day, {name: (value, value) for name, value in scores.items()}, levels, None, None)
    life = Life("one event", "what it comes to", steps, (expected,))
    failures = [
        each
        for each in check_cases(scheme, Cases(scheme.id, "", scheme, (life,))).failures
        if each.scenario == "used"
    ]
    if failures:
        raise ArithmeticError(f"law and kernel disagree: {failures[0]}")
    return scores, levels


def worked_case(
    *, scheme: str, event: str, times: int, every: int, day: int, score: str, bands: str
) -> dict[str, int | str]:
    """One score and one level of an invented life (`try_life`). Returns: {`score`: points, `class`: level}."""
    scores, levels = try_life(load_scheme(scheme), event, times, every, day)
    return {"score": scores[score], "class": levels[bands]}


def tariff(*, scheme: str) -> dict[str, float]:
    """How many rules of a scheme's first phase take and give fixed points, their median and their mean."""
    rules = load_scheme(scheme).plain()["phases"][0]["rules"].values()
    fixed = [(rule.get("points") or {}).get("fixed", 0) for rule in rules]
    found = {}
    for name, sign in (("negative", -1), ("positive", 1)):
        values = [abs(points) for points in fixed if points * sign > 0]
        found |= {
            f"{name}: entries": len(values),
            f"{name}: median": median(values),
            f"{name}: mean": mean(values),
        }
    return found


WAYS = (worked_case, tariff)
