"""The JSON Schema of society files, made from the models; `schema.json` is its printed form."""

from json import dumps
from typing import Any

from .blocks import Society
from .numbers import CITE_SCHEMA, RANGE_SCHEMA

_SHARED: dict[str, Any] = {"Cite": CITE_SCHEMA, "Range": RANGE_SCHEMA}


def build_schema() -> dict[str, Any]:
    """The schema, for editors that check a file while it is written.

    It knows the form of a file; words, sums and sources are checked only where the file is loaded.
    """
    schema = _refer(Society.model_json_schema())
    schema["title"] = "creditscape society"
    definitions = schema.pop("$defs") | _SHARED
    names = {"type": "string", "minLength": 1}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema.pop("title"),
        "if": {"required": ["extends"]},
        "then": {
            "properties": {
                "extends": names,
                **{key: True for key in schema["properties"]},
                "society": schema["properties"]["society"],
            },
            "required": ["society", "extends"],
            "additionalProperties": False,
        },
        "else": schema,
        "$defs": definitions,
    }


def _refer(part: Any) -> Any:
    """The same schema with references in place of the parts that stand in many places."""
    for name, shared in _SHARED.items():
        if part == shared:
            return {"$ref": f"#/$defs/{name}"}
    if isinstance(part, dict):
        return {key: _refer(below) for key, below in part.items()}
    return [_refer(below) for below in part] if isinstance(part, list) else part


def print_schema() -> str:
    """The schema as text, keys in order."""
    return dumps(build_schema(), indent=1, sort_keys=True) + "\n"
