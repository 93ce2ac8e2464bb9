"""A scheme and its reforms on the same lives: who is better off, worse off or neither, person by person."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..scheme import Scheme
from ..simulation import Run, make_plan, simulate


def compare(
    baseline: Scheme | str | Path,
    reform: Scheme | str | Path | Sequence[Scheme | str | Path],
    society: Any = "imaginary_county",
    *,
    progress: Any = None,
    **options: Any,
) -> Run:
    """Run a scheme and a reform (or another scheme) through worlds that share every person's luck.

    baseline, reform: ids, paths or loaded schemes, up to four reforms in a list; options: as `simulation.make_plan`. Returns: a Run
    whose table `comparison` counts persons better off, worse off, mixed and unchanged under each. Raises: as `make_plan`.
    """
    return simulate(make_plan(baseline, society, reform=reform, **options), progress=progress)
