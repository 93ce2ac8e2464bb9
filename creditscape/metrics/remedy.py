"""What a run says about putting it right, in one clause: how many of the wrongly restricted learn of it,
contest it, win, and are corrected everywhere, and how many days that takes.
"""

from .redress import LAST_BIN, can_contest, count_funnel, count_stages, measure_days
from .tables import WRITTEN, Results, count_all, knows_wrongs
from .wording import name_subjects, say_beside, say_count, say_days, say_frequency

_STEPS = (
    "learnt of a wrong record in their own file",
    "contested one",
    "won",
    "had one corrected everywhere",
)
_ALL = "learnt of a wrong record in their own file, contested it, won and had it corrected everywhere"


def say_remedy(run: Results, world: str = WRITTEN) -> str:
    """Whether those wrongly restricted could put it right, beside those spared: a clause without full stop.

    Args: run: a finished run; world: a world as written. Raises: InputError if a table is missing.
    Reference: facts M15a, M15c and report.md, row 11.
    """
    who = name_subjects(run.manifest)
    if not knows_wrongs(run, world):
        return "without a world with true records, it cannot be said who had something to put right"
    funnel = count_funnel(run, world)
    whole, spared = funnel[0], count_all(run, "spared", world)
    if not whole:
        told = say_frequency(spared, count_all(run, "subjects", world))
        return f"there was no wrong restriction to put right; of every 1,000 {who.many}, {told} were spared"
    if not can_contest(run, world):
        return (
            f"none of the {say_count(whole)} {who.many} wrongly restricted could put it right, for nothing was "
            f"open to contest; {_say_spared(spared)} spared"
        )
    return f"{_say_whole(run, whole, spared)}, {_say_steps(funnel)}{_say_wait(run, world, funnel[-1])}"


def _say_whole(run: Results, whole: int, spared: int) -> str:
    """Of whom the clause speaks: of every 100, or of all where they are fewer than that."""
    if whole < 100:
        return f"of the {whole} wrongly restricted, while {_say_spared(spared)} spared"
    many, beside = name_subjects(run.manifest).many, say_beside(spared, whole)
    return f"of every 100 {many} wrongly restricted, beside whom {beside} were spared"


def _say_spared(spared: int) -> str:
    return {0: "none were", 1: "1 was"}.get(spared, f"{say_count(spared)} were")


def _say_steps(funnel: list[int]) -> str:
    """How many got how far, as far as anybody got."""
    whole, *counts = funnel
    if min(counts) == whole:
        return f"all {_ALL}"
    told = []
    for count, words in zip(counts, _STEPS, strict=True):
        told.append(f"{_say_part(count, whole)} {words}")
        if not count:
            break
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _say_part(count: int, whole: int) -> str:
    if whole >= 100:
        return say_frequency(count, whole, 100)
    return "none" if not count else "all" if count == whole else str(count)


def _say_wait(run: Results, world: str, corrected: int) -> str:
    """The days until half of the wrong records were corrected; nothing where nobody was corrected."""
    if not corrected or not count_stages(run, "wrong", world)["brought"]:
        return ""
    rows = measure_days(run, world).filter(step="correct", record="wrong")
    days = rows["median"][0]
    if days is None:
        return "; fewer than half of the wrong records open to contest were ever corrected"
    when = f"after {say_days(days, LAST_BIN)}" if days >= LAST_BIN else f"within {say_days(days, LAST_BIN)}"
    return f"; half of the wrong records open to contest were corrected {when}"
