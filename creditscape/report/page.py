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
from .downloads import cite_run
from .sections import tell_sections
from .tellings import list_tellings

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
    """The report of a run as HTML: twelve sections and three appendices."""
    tellings, cite = list_tellings(run), cite_run(run.manifest)
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
            **tell_sections(run, tellings, cite),
        )
    )


def _name_documents(run: Any) -> dict[str, Any]:
    reforms = [said["title"] for name, said in run.manifest.items() if name.startswith("reform") and said]
    named = [f"{number}. {title}" for number, title in enumerate(reforms, 1)] if len(reforms) > 1 else reforms
    return {
        "scheme": run.manifest["scheme"]["title"],
        "reform": ", ".join(named),
        "several": len(reforms) > 1,
    }


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
