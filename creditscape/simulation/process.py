"""From the process of a scheme - how a record is put right - to the kernel's rows."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ..kernel import column_names as c
from ..words import Duration

Plain = dict[str, Any]
NOTICES = ("none", "arrival", "publication")  # by the kernel's numbers
PROOFS = ("keeper", "subject")
UNANSWERED = ("waits", "stands", "falls")


def fill_process(
    arrays: dict[str, np.ndarray],
    z: int,
    f: int,
    phase: Plain,
    rules: list[str],
    add: Callable[[Duration | None], int],
) -> None:
    """One phase's process. add: the row of a duration, -1 for none."""
    process = phase.get("process")
    if not process:
        return
    row, review = arrays["process"][z, f], process["review"]
    row[c.PROCESS_HAS] = 1
    row[c.PROCESS_NOTICE] = NOTICES.index(process["notice"])
    row[c.PROCESS_REASONED] = process["notice"] != "none" and process["reasons"]
    row[c.PROCESS_WITHIN] = add(process["within"])
    row[c.PROCESS_PROOF] = PROOFS.index(process["proof"])
    row[c.PROCESS_SUSPENDS] = process["suspends"]
    row[c.PROCESS_DECIDED] = add(process["decided"])
    row[c.PROCESS_UNANSWERED] = UNANSWERED.index(process["unanswered"])
    row[c.PROCESS_CORRECTED] = add(process["corrected"])
    row[c.PROCESS_EVERY] = process["corrects"] == "every"
    row[c.PROCESS_REVIEW] = review is not None
    row[c.PROCESS_REVIEWED] = add(review["decided"]) if review else -1
    for name in process["except"]:
        if name in rules:
            arrays["exempt"][z, f, rules.index(name)] = 1
