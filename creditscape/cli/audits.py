"""`creditscape audit`: which written standards does a scheme meet or miss, and on what evidence?"""

from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter


def audit(
    scheme: Annotated[
        str | None,
        Parameter(
            help="The scheme, or the folder of a run; without one, all schemes that ship side by side."
        ),
    ] = None,
    /,
    *,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of a page.")] = False,
) -> None:
    """Hold a scheme, or a run of it, against the written standards and print every finding; or all that ship, as a table."""
    from ..audit import write_findings, write_overview
    from ..scheme import list_schemes
    from .results import plain, print_json

    subjects = [_open(name) for name in ([scheme] if scheme is not None else list_schemes())]
    if json:
        print_json({"schemes": [_describe(each) for each in subjects]})
        return
    page = write_findings(subjects[0]) if scheme is not None else write_overview(subjects)
    for line in page.splitlines():
        print(plain(line))


def _open(name: str) -> Any:
    """A run, where its folder is named, or a scheme."""
    if Path(name).is_dir():
        from ..experiment import open_run

        return open_run(name)
    from ..scheme import load_scheme

    return load_scheme(name)


def _describe(subject: Any) -> dict[str, Any]:
    from ..audit import run_audit

    ran = hasattr(subject, "tables")
    scheme = subject.scheme if ran else subject
    return {
        **({"run": subject.digest} if ran else {}),
        "id": scheme.id,
        "title": scheme.title,
        "digest": scheme.digest(),
        "findings": [
            {
                "standard": finding.standard.id,
                "severity": finding.standard.severity,
                "verdict": finding.verdict,
                "sentence": finding.sentence,
                "evidence": list(finding.evidence),
                "bearing": finding.bearing,
                "basis": list(finding.standard.basis),
            }
            for finding in run_audit(subject)
        ],
    }
