"""What a finished run prints: sentences for people, one JSON object for programs; both say synthetic."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from ..words import REFORMS

_OUTCOMES = (
    "subjects", "restricted", "restricted_without_breach", "wrongly_restricted", "spared", "rewarded",
    "published", "never_breached", "restricted_never_breached", "wrongly_told", "wrongly_filed",
    "wrongly_upheld", "wrongly_corrected",
)  # fmt: skip
_CHANGES = ("better", "worse", "mixed", "unchanged")
_SAID = (
    "creditscape", "versions", "digest", "scheme", *REFORMS, "subjects", "society",
    "people", "communities",
    "community_size", "years", "burn_in_years", "first_day", "last_day", "seed", "worlds", "counts",
    "seconds",
)  # fmt: skip


def print_sentences(run: Any) -> None:
    """A run in five sentences, and how its scheme stands against the written standards."""
    from ..metrics import summarise

    for number, sentence in enumerate(summarise(run).sentences, 1):
        print(f"{number}. {sentence}")
    print(f"Synthetic: invented people. Run {run.manifest['digest'][:12]}, {_say_findings(run)}.")


def print_place(out: str | None) -> None:
    """Where a run was written. out: its folder, if it was kept."""
    if out is None:
        print("Nothing was written; --out keeps a run.")
    else:
        print(f"Written to {plain(out)}; open {plain(Path(out, 'report.html'))}")


def print_object(run: Any, out: str | None) -> None:
    """A run as one JSON object. out: its folder, if it was kept."""
    from ..metrics import summarise

    print_json({**_gather(run), "sentences": summarise(run).sentences, "written": out})


def print_json(content: dict[str, Any]) -> None:
    """One JSON object in ASCII, marked as synthetic."""
    print(json.dumps({"synthetic": True, **content}, ensure_ascii=True, indent=2))


def plain(text: object) -> str:
    """A text with everything that cannot be seen written as escapes, so that no name can steer a terminal."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in str(text))


def _gather(run: Any) -> dict[str, Any]:
    """What a run is and its headline figures; a comparison's changes too."""
    from ..metrics import compare_persons, count_all, is_comparison, list_reforms, list_told_worlds

    content = {name: run.manifest[name] for name in _SAID if name in run.manifest}
    content["headline"] = {
        world: {outcome: count_all(run, outcome, world) for outcome in _OUTCOMES}
        for world in list_told_worlds(run)
    }
    if is_comparison(run):
        row = compare_persons(run).row(0, named=True)
        content.update({name: int(row[name]) for name in _CHANGES})
        content["changes"] = {
            world: {name: int(compare_persons(run, world=world)[name][0]) for name in _CHANGES}
            for world in list_reforms(run)
        }
    return {
        **content,
        "findings": [finding for world in list_told_worlds(run) for finding in _list_findings(run, world)],
    }


def _list_findings(run: Any, world: str) -> list[dict[str, str]]:
    from ..audit import find_scheme, run_audit

    return [
        {"scheme": find_scheme(run, world).id, "standard": finding.standard.id, "verdict": finding.verdict}
        for finding in run_audit(run, world)
    ]


def _say_findings(run: Any) -> str:
    """How the scheme that was tried, in a comparison the reform, stands against the written standards."""
    from ..metrics import list_told_worlds

    verdicts = Counter(finding["verdict"] for finding in _list_findings(run, list_told_worlds(run)[-1]))
    told = ", ".join(
        f"{count} {verdict.lower().replace('_', ' ')}" for verdict, count in sorted(verdicts.items())
    )
    return f"held against {sum(verdicts.values())} written standards: {told}"
