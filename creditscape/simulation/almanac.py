"""What the days of a run mean to its schemes: phases, days of working out, days of the year, days on which friends are read."""

from datetime import date
from typing import Any

import numpy as np

from ..kernel import column_names as c
from .timeline import Timeline

Plain = dict[str, Any]


def phase_days(schemes: list[Plain], line: Timeline) -> np.ndarray:
    """The phase of each scheme on each day [scheme, day]."""
    phase_of = np.zeros((len(schemes), line.days), np.int64)
    for z, scheme in enumerate(schemes):
        for f, phase in enumerate(scheme["phases"][1:], start=1):
            phase_of[z, max(0, phase["from"] - line.first) :] = f
    return phase_of


def update_days(scheme: Plain, score: str, phase_of: np.ndarray, line: Timeline) -> np.ndarray:
    """For each day the next one on which a score is worked out anew [day]. phase_of: of this scheme."""
    following = c.NEVER - 1
    row = np.full(line.days, following, np.int64)
    for d in range(line.days - 1, 0, -1):
        updates = scheme["phases"][phase_of[d]]["scores"][score].get("updates")
        today = date.fromordinal(line.first + d)
        if not updates or (
            today.day == updates["day"] and (today.month - updates["month"]) % updates["every"] == 0
        ):
            following = d
        row[d - 1] = following
    return row


def year_days(schemes: list[Plain], phase_of: np.ndarray, line: Timeline) -> np.ndarray:
    """Month and day where a rule of the year comes round, else 0 [scheme, day]."""
    table = np.zeros(phase_of.shape, np.int64)
    for z, scheme in enumerate(schemes):
        due = [
            {
                (r["each_year"]["month"], r["each_year"]["day"])
                for r in p["rules"].values()
                if "each_year" in r
            }
            for p in scheme["phases"]
        ]
        for d in range(line.days) if any(due) else ():
            today = date.fromordinal(line.first + d)
            if (today.month, today.day) in due[phase_of[z, d]]:
                table[z, d] = today.month << 5 | today.day
    return table


def friend_days(
    schemes: list[Plain], scores: list[list[str]], phase_of: np.ndarray, line: Timeline
) -> np.ndarray:
    """Scores whose friends' part is read on each morning, as bits [scheme, day]. scores: names by scheme."""
    table = np.zeros(phase_of.shape, np.int64)
    for z, scheme in enumerate(schemes):
        for f, phase in enumerate(scheme["phases"]):
            for x, name in enumerate(scores[z]):
                friends = phase["scores"][name].get("friends")
                for d in range(line.days) if friends else ():
                    if phase_of[z, d] == f and date.fromordinal(line.first + d).day == friends["day"]:
                        table[z, d] |= 1 << x
    return table
