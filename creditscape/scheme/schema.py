"""The JSON Schema of scheme files, for editors and for other tools; `schema.json` beside this file is its
published copy.
"""

import json
from importlib.resources import files
from typing import Any

from pydantic.json_schema import models_json_schema

from .blocks import PhaseBlock, ReformBlock, SchemeBlocks

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE = "#/$defs/"


def scheme_schema() -> dict[str, Any]:
    """What a scheme or reform file may look like.

    Dates are text in it. What blocks say about each other, evidence, and what a file that extends another
    leaves to it, are not in it.
    """
    _, top = models_json_schema(
        [(SchemeBlocks, "validation"), (PhaseBlock, "validation"), (ReformBlock, "validation")]
    )
    hoisted: dict[str, Any] = {}
    definitions = {name: _clean(each, hoisted) for name, each in top["$defs"].items()}
    scheme = definitions["SchemeBlocks"]
    scheme["properties"]["phases"] = {"type": "array", "items": {"$ref": _REFERENCE + "PhaseBlock"}}
    definitions["Extension"] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["scheme", "extends"],
        "properties": {
            **dict.fromkeys(scheme["properties"], True),
            "extends": {"type": "string", "minLength": 1},
        },
    }
    return {
        "$schema": DIALECT,
        "title": "A scheme, or a reform of one",
        "type": "object",
        "if": {"required": ["reform"]},
        "then": {"$ref": _REFERENCE + "ReformBlock"},
        "else": {
            "if": {"required": ["extends"]},
            "then": {"$ref": _REFERENCE + "Extension"},
            "else": {"$ref": _REFERENCE + "SchemeBlocks"},
        },
        "$defs": dict(sorted({**definitions, **hoisted}.items())),
    }


def write_schema() -> str:
    """The text of `schema.json`."""
    return json.dumps(scheme_schema(), indent=1, ensure_ascii=False) + "\n"


def read_schema() -> str:
    """The published text."""
    return files("creditscape.scheme").joinpath("schema.json").read_text("utf-8")


def _clean(value: Any, hoisted: dict[str, Any], named: bool = False) -> Any:
    """A schema without pydantic's own titles, with each kind of range defined once. named: whether the keys
    are names of a file.
    """
    if isinstance(value, list):
        return [_clean(each, hoisted) for each in value]
    if not isinstance(value, dict):
        return value
    kept = {
        key: _clean(below, hoisted, named=key == "properties" and not named)
        for key, below in value.items()
        if named or key not in ("title", "default", "definition")
    }
    if named or "definition" not in value:
        return kept
    hoisted[value["definition"]] = kept
    return {"$ref": _REFERENCE + value["definition"]}
