"""`creditscape report`: the report of a run that was kept."""

import gc
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter


def report(
    folder: Annotated[str, Parameter(name="RUN_FOLDER", help="The folder of a run.")],
    /,
    *,
    out: Annotated[str | None, Parameter(help="Where the report goes; by default into the folder.")] = None,
) -> None:
    """Check a run that was kept and write its report, one HTML file that opens offline."""
    from ..report import start_painting, write_report
    from ..words import InputError
    from .results import plain

    start_painting()
    from ..experiment import open_run

    gc.disable()  # a report keeps nearly all it makes: looking for garbage takes a tenth of its time
    try:
        run = open_run(folder)
        target = Path(folder, "report.html") if out is None else Path(out)
        if out is not None and target.exists():
            raise InputError("U110", "is there already; choose another name", file=target)
        written = write_report(run, target)
    finally:
        gc.enable()
    print(f"Written to {plain(written)}")
