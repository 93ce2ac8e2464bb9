"""Is there a milder way? The standard menu of variants on the same people with the same luck."""

from dataclasses import replace
from typing import Any

import polars as pl

from ..scheme import Scheme, list_aims, list_milder
from ..simulation import Run, make_plan, run_variants
from .shapes import TABLES

PEOPLE = 32 * 4096  # as many communities as standard errors need


def add_milder(run: Run, *, threads: int | None = None) -> Run:
    """The run with what milder variants of its scheme do: table `milder` (docs/results.md).

    The variants live on 32 communities under the luck of the run, beside the scheme as written and no scheme. Counted are the days and
    persons restricted, the acts that the scheme counts against people (`breaches`) and those that it rewards or that put things right
    (`wanted`).
    Args: run: a finished run; of a comparison the reform is tried. Returns: the run with a table more and the key `milder` in its
    manifest: people, the variants tried with their words and what they touch, and those left out with the reason. Raises: as `make_plan`.
    """
    said, scheme = run.manifest, run.reform or run.scheme
    plan = make_plan(
        scheme,
        run.society,
        people=PEOPLE,
        years=said["years"],
        burn_in=said["burn_in_years"],
        seed=said["seed"],
        worlds=("as_written",),
        threads=threads,
    )
    menu = list_milder(scheme.plain())
    variants = {each.name: each.plain for each in menu if each.plain is not None}
    rows = list(run_variants(plan, variants, list_aims(scheme.plain())))
    about = {"people": plan.people, "variants": [_describe(each) for each in menu], **_ground(run, scheme)}
    table = pl.DataFrame(rows, schema=TABLES["milder"])
    return replace(
        run,
        tables=run.tables | {"milder": table},
        manifest=said | {"milder": about, "command": f"{said['command']} --milder"},
    )


def _describe(variant: Any) -> dict[str, Any]:
    return {
        "name": variant.name,
        "title": variant.title,
        "tried": variant.plain is not None,
        "touched": list(variant.touched),
        "why": variant.why,
    }


def _ground(run: Run, scheme: Scheme) -> dict[str, Any]:
    """What an effect rests on: the aims that the scheme's card declares, and the responses of the society that are assumed."""
    purposes = (scheme.card or {}).get("purposes") or []
    assumed = {
        row["path"].split(".")[1]
        for row in run.society.evidence()
        if row["path"].startswith("responses.") and row["grade"] in ("assumed", "hypothetical")
    }
    return {
        "aims": [purpose["aim"] for purpose in purposes if "aim" in purpose],
        "assumed_responses": sorted(assumed),
    }
