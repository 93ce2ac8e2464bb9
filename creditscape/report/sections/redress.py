"""Section 11, whether people can find out and put it right: the funnel of the wrongly restricted, what became of contests, and days."""

from typing import Any

import polars as pl

from ...metrics import (
    LAST_BIN,
    RECORDS,
    STEPS,
    Results,
    can_contest,
    count_disputes,
    count_funnel,
    count_persons,
    count_stages,
    knows_wrongs,
    measure_days,
    measure_funnel,
    name_subjects,
    override_share,
    reinsertion_share,
    say_count,
    say_days,
    say_frequency,
    say_rate,
    say_remedy,
)
from ..downloads import Citation
from ..drawings import draw_funnel
from ..pictures import Picture, render_picture
from ..tellings import FEW, Telling, name_group

STEP_WORDS = {
    "wrongly_told": "learnt of a wrong record in their own file",
    "wrongly_filed": "contested one",
    "wrongly_upheld": "won",
    "wrongly_corrected": "had one corrected everywhere",
}
STAGE_WORDS = {
    "brought": "open to contest",
    "learnt": "its subject learnt of it",
    "filed": "contested",
    "lapsed": "over before contest or answer",
    "upheld": "upheld",
    "refused": "refused",
    "reviewed": "reviewed after a refusal",
    "upheld_on_review": "upheld on review",
    "corrected": "corrected",
    "everywhere": "corrected everywhere",
    "reinserted": "came back after the correction",
}
WAIT_WORDS = {
    "learn": "from its arrival until its subject learns of it",
    "answer": "from the contest to the answer",
    "correct": "from its arrival to its correction",
}


def tell_redress(run: Any, telling: Telling, cite: Citation) -> dict[str, Any]:
    """One world: the sentence, the funnel as picture and by group, contests, and days; or why there are none."""
    clause = say_remedy(run, telling.world)
    told = {"label": telling.label, "sentence": f"{clause[0].upper()}{clause[1:]}."}
    if not can_contest(run, telling.world):
        return {**told, "reason": _tell_reason(run, telling)}
    funnel = count_funnel(run, telling.world)
    counted = knows_wrongs(run, telling.world) and funnel[0] > 0
    many = name_subjects(run.manifest).many
    title = _title_funnel(funnel, many)
    return {
        **told,
        "reason": "",
        "title": title,
        "picture": _draw_steps(funnel, telling.name(title), many, cite) if counted else None,
        "groups": _list_groups(run, telling.world) if counted else [],
        "stages": _list_stages(run, telling.world),
        "days": _list_days(run, telling.world),
        "contests": _tell_contests(run, telling.world),
    }


def _tell_reason(run: Any, telling: Telling) -> str:
    """Why nothing could be contested, in one sentence."""
    phases = telling.scheme.plain("used")["phases"]
    if not any(phase.get("process") for phase in phases):
        return "The scheme names no procedure: nobody can put anything right."
    if not run.society.plain("used").get("redress"):
        return (
            "The scheme names a procedure, but the society does not say who learns of a record and who contests "
            "one: nobody put anything right."
        )
    return "The scheme names a procedure, but no record arrived that could be contested under it."


def _title_funnel(funnel: list[int], many: str) -> str:
    """The finding: of all wrongly restricted, how many were corrected everywhere."""
    corrected = say_count(funnel[-1]) if funnel[-1] else "none"
    return f"Of {say_count(funnel[0])} wrongly restricted {many}, {corrected} had a wrong record corrected everywhere"


def _draw_steps(funnel: list[int], title: str, many: str, cite: Citation) -> Picture:
    """The funnel as bars, all of one scale: of 100 wrongly restricted."""
    rows = [
        {"title": words, "words": say_frequency(count, funnel[0], 100), "figure": 100 * count / funnel[0]}
        for words, count in zip(("wrongly restricted", *STEP_WORDS.values()), funnel, strict=True)
    ]
    drawing = draw_funnel(rows, f"of 100 {many} wrongly restricted")
    steps = "; ".join(f"{row['title']}: {row['words']}" for row in rows)
    return render_picture(drawing, title, f"{title}. Of every 100: {steps}.", cite)


def _list_groups(run: Results, world: str) -> list[dict[str, Any]]:
    """Everybody, the income fifths and the groups: persons wrongly restricted and spared, and the four steps."""
    rows = []
    for by in ("all", "income", "group"):
        shares = measure_funnel(run, by, world)
        spared = dict(count_persons(run, "spared", by, world).iter_rows())
        for row in shares.filter(step=STEPS[0]).iter_rows(named=True):
            steps = shares.filter(pl.col("value") == row["value"])
            rows.append(
                {
                    "group": name_group(by, row["value"]),
                    "cells": [
                        say_count(row["denominator"]),
                        say_count(spared.get(row["value"], 0)),
                        *(_say_share(step) for step in steps.iter_rows(named=True)),
                    ],
                }
            )
    return rows


def _say_share(row: dict[str, Any]) -> str:
    return say_frequency(row["numerator"], row["denominator"], 100) if row["shown"] else FEW


def _list_stages(run: Results, world: str) -> list[dict[str, Any]]:
    """Every stage of a dispute: cases, and of 100 that could begin, for wrong records and for right ones."""
    cells: dict[str, list[str]] = {stage: [] for stage in STAGE_WORDS}
    for row in count_disputes(run, "all", world).iter_rows(named=True):
        share = "-" if row["share"] is None else _say_hundredth(100 * row["share"])
        cells[row["stage"]] += [say_count(row["cases"]), share]
    return [{"stage": words, "cells": cells[stage]} for stage, words in STAGE_WORDS.items()]


def _say_hundredth(rate: float) -> str:
    return "none" if not rate else "fewer than 0.1" if rate < 0.05 else say_rate(rate)


def _list_days(run: Results, world: str) -> list[dict[str, Any]]:
    """Median days of the three waits, of all that wait and of those whose wait ended."""
    frame = measure_days(run, world)
    return [
        {
            "step": words,
            "cells": [
                cell
                for record in RECORDS
                for row in frame.filter(step=step, record=record).iter_rows(named=True)
                for cell in _say_medians(row)
            ],
        }
        for step, words in WAIT_WORDS.items()
    ]


def _say_medians(row: dict[str, Any]) -> tuple[str, str]:
    if not row["waiting"]:
        return "-", "-"
    median, reached = row["median"], row["median_of_reached"]
    return (
        "not reached by half" if median is None else say_days(median, LAST_BIN),
        "none" if reached is None else say_days(reached, LAST_BIN),
    )


def _tell_contests(run: Results, world: str) -> list[str]:
    """What became of contests of right records, beside those of wrong ones, and what came back."""
    told = []
    for record in RECORDS:
        stages, upheld = count_stages(run, record, world), override_share(run, record, world)
        answered = stages["upheld"] + stages["refused"]
        if not stages["filed"]:
            told.append(f"No {record} record was contested.")
        elif upheld is None:
            told.append(f"No contest of a {record} record was answered after a look at it.")
        else:
            part = say_frequency(round(upheld * answered), answered, 100)
            told.append(f"Of every 100 answered contests of {record} records, {part} were upheld in the end.")
    if any(count_stages(run, "right", world)[stage] for stage in ("upheld", "upheld_on_review")):
        told.append("Where the contest of a right record was upheld, something true no longer counted.")
    back = reinsertion_share(run, "wrong", world)
    if back is not None:
        stages = count_stages(run, "wrong", world)
        part = say_frequency(stages["reinserted"], stages["corrected"], 100)
        told.append(
            f"Of every 100 corrections of wrong records, {part} did not last: the record came back."
            if stages["reinserted"]
            else "Every correction of a wrong record lasted."
        )
    return told
