"""Small schemes for tests of the audit: a base, and blocks laid over it."""

import json
import re
from pathlib import Path
from typing import Any

from creditscape.audit import run_audit
from creditscape.scheme import load_scheme
from creditscape.words import read_document

BASE: dict[str, Any] = {
    "min_age": 18,
    "scores": {"points": {"start": 1000}},
    "bands": {"set": {"of": "points", "levels": [{"name": "A", "from": 960}, {"name": "B"}]}},
    "rules": {"fine": {"event": "traffic_fine_small", "points": -10, "lasts": "1 year"}},
    "measures": {
        "stop": {
            "title": "no flights",
            "kind": "restriction",
            "domain": "travel",
            "when": {"band": ["B"]},
            "severity": 2,
        }
    },
}
HEAD = """scheme: planted
title: A planted scheme
place: {{name: Nowhere, country: {country}}}
in_force: {{from: 2020-01-01}}
sources: {{text: {{title: Invented for a test, evidence: documented}}}}
cite: text
"""
PLANTED = read_document(Path(__file__).parent / "planted.yaml").data


def plant(folder: Path, blocks: dict[str, Any], country: str = "XX") -> Any:
    """A scheme made of the base and the given blocks, read from a file."""
    text = HEAD.format(country=country) + "".join(
        f"{name}: {json.dumps(block, default=str)}\n" for name, block in (BASE | blocks).items()
    )
    path = folder / "planted.yaml"
    path.write_text(re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", text), encoding="utf-8")  # dates, not text
    return load_scheme(path)


def lay(blocks: dict[str, Any]) -> dict[str, Any]:
    """The blocks of a planted scheme: those it names, then its own; what they say of the card is laid together."""
    laid: dict[str, Any] = {}
    for part in [*(PLANTED["blocks"][name] for name in blocks.get("with", ())), blocks]:
        card = laid.get("card", {}) | part.get("card", {})
        laid |= {key: value for key, value in part.items() if key != "with"} | (
            {"card": card} if card else {}
        )
    return laid


def plant_all(folder: Path, standard: str, way: str) -> list[Any]:
    """The findings about a standard on every scheme planted for it in one way."""
    blocks = PLANTED["schemes"][standard].get(way, [])
    variants = blocks if isinstance(blocks, list) else [blocks]
    return [find(plant(folder, lay(each)), standard) for each in variants]


def find(scheme: Any, standard: str) -> Any:
    return next(finding for finding in run_audit(scheme) if finding.standard.id == standard)
