"""The report: one HTML file that opens offline, needs no script, and carries its findings and the mark
`synthetic`.
"""

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..metrics import name_subjects, say_count
from ..words import StorageError
from .burden import tell_groups, tell_measures, tell_rules
from .documents import list_entries
from .downloads import cite_run
from .opening import list_tellings, tell_changes, tell_opening, tell_thousand
from .origins import tell_faults, tell_parts
from .redress import tell_redress
from .standing import tell_bands, tell_scores
from .verdicts import list_unexamined, list_verdicts, tell_findings, tell_numbers

_ROOM = __name__.rpartition(".")[0]


def write_report(run: Any, path: str | os.PathLike[str]) -> Path:
    """Write the report of a run as one self-contained HTML file.

    Args: run: a finished run, plain or a comparison (`creditscape.simulation.Run`); path: where the file
    goes; replaced if there.
    Returns: the path written. Equal runs give equal bytes. Raises: StorageError if the file cannot be
    written.
    """
    target = Path(path)
    beside = target.with_name(f".{target.name}.part")
    try:
        with open(beside, "w", encoding="utf-8", newline="\n") as file:
            file.write(render_report(run))
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StorageError(
            "R401", f"cannot write the report: {error.strerror or error}", file=target
        ) from None
    return target


def render_report(run: Any) -> str:
    """The report of a run as HTML."""
    tellings = list_tellings(run)
    cite = cite_run(run.manifest)
    entries = {telling.world: list_entries(telling.scheme) for telling in tellings}
    return (
        _templates()
        .get_template("report.html.j2")
        .render(
            run=run.manifest,
            mark=cite.mark,
            style=_style(),
            compared=len(tellings) > 1,
            titles=_name_documents(run),
            who=name_subjects(run.manifest),
            opening=tell_opening(run),
            thousand=[tell_thousand(run, telling, cite) for telling in tellings],
            changes=tell_changes(run),
            bands=[part for telling in tellings for part in tell_bands(run, telling, cite)],
            scores=[part for telling in tellings for part in tell_scores(run, telling, cite)],
            groups=[
                [tell_groups(run, telling, by, cite) for telling in tellings]
                for by in ("income", "group", "sex", "age", "place")
            ],
            measures=[tell_measures(run, telling) for telling in tellings],
            parts=[part for telling in tellings if (part := tell_parts(run, telling, cite))],
            rules=[tell_rules(run, telling, entries[telling.world], cite) for telling in tellings],
            faults=[tell_faults(run, telling) for telling in tellings],
            redress=[tell_redress(run, telling, cite) for telling in tellings],
            verdicts=list_verdicts(),
            findings=[tell_findings(telling) for telling in _distinct(tellings)],
            unexamined=list_unexamined(),
            numbers=[
                *(tell_numbers(telling.label or "Scheme", telling.scheme) for telling in _distinct(tellings)),
                tell_numbers("Society", run.society),
            ],
        )
    )


def _distinct(tellings: list[Any]) -> list[Any]:
    """Tellings of different schemes: a run without the reform's document tells of one."""
    return [
        telling
        for place, telling in enumerate(tellings)
        if all(telling.scheme is not t.scheme for t in tellings[:place])
    ]


def _name_documents(run: Any) -> dict[str, str]:
    reform = run.manifest.get("reform")
    return {"scheme": run.manifest["scheme"]["title"], "reform": reform["title"] if reform else ""}


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader(_ROOM, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = say_count
    return environment


@cache
def _style() -> str:
    return (files(_ROOM) / "assets" / "report.css").read_text(encoding="utf-8")
