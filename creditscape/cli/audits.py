"""`creditscape audit`: which written standards does a scheme meet or miss, and on what evidence?"""

from typing import Annotated, Any

from cyclopts import Parameter


def audit(
    scheme: Annotated[
        str | None, Parameter(help="The scheme; without one, all that ship side by side.")
    ] = None,
    /,
    *,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of a page.")] = False,
) -> None:
    """Hold a scheme against the written standards and print every finding with its evidence; or all schemes that ship, as a table."""
    from ..audit import write_findings, write_overview
    from ..scheme import list_schemes, load_scheme
    from .results import plain, print_json

    schemes = [load_scheme(name) for name in ([scheme] if scheme is not None else list_schemes())]
    if json:
        print_json({"schemes": [_describe(each) for each in schemes]})
        return
    page = write_findings(schemes[0]) if scheme is not None else write_overview(schemes)
    for line in page.splitlines():
        print(plain(line))


def _describe(scheme: Any) -> dict[str, Any]:
    from ..audit import run_audit

    return {
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
            for finding in run_audit(scheme)
        ],
    }
