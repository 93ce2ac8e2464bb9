"""Checks a tree of values against a pydantic model, and says in one line and in words of the language what
is wrong.
"""

import re
from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from .errors import InputError, show, spell, suggest
from .ranges import join
from .tree import Key, Node, describe

Model = TypeVar("Model", bound=BaseModel)

_CODE = re.compile("E[0-9]{3}")
_WORDS = {
    "string_type": ("E212", "must be text"),
    "bool_type": ("E213", "must be true or false"),
    "dict_type": ("E214", "must be a mapping"),
    "model_type": ("E214", "must be a mapping"),
    "model_attributes_type": ("E214", "must be a mapping"),
    "list_type": ("E214", "must be a list"),
    "tuple_type": ("E214", "must be a list"),
    "date_type": ("E206", "must be a date (YYYY-MM-DD)"),
    "date_parsing": ("E206", "must be a date (YYYY-MM-DD)"),
    "int_type": ("E203", "must be a whole number"),
    "int_from_float": ("E203", "must be a whole number"),
    "too_short": ("E216", "has too few entries"),
    "too_long": ("E216", "has too many entries"),
    "string_pattern_mismatch": ("E212", "is not a name (letters, digits, - and _)"),
    "string_too_short": ("E212", "must not be empty"),
}


class Block(BaseModel):
    """A mapping of a file: only known keys, no guessing of types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def check_shape(model: type[Model], node: Node, path: tuple[Key, ...] = ()) -> Model:
    """The tree as a model. path: where the tree stands in its document, for messages.

    Raises: InputError E2xx with line.
    """
    try:
        return model.model_validate(node.plain())
    except ValidationError as failure:
        complaints = [_translate(model, node, path, error) for error in failure.errors(include_url=False)]
        raise min(complaints, key=lambda complaint: (complaint.code != "E201", complaint.line or 0)) from None


def mismatch(code: str, message: str) -> PydanticCustomError:
    """What a model's own check raises: an error code and the words after the place."""
    return PydanticCustomError("mismatch", "{words}", {"code": code, "words": message})


def _translate(model: type[BaseModel], root: Node, path: tuple[Key, ...], error: Any) -> InputError:
    kind, steps = error["type"], list(error["loc"])
    last = str(steps.pop()) if kind in ("extra_forbidden", "missing") and steps else ""
    node, met = _follow(root, steps)
    if kind == "extra_forbidden":
        key = next((below for name, below in node.entries.items() if str(name) == last), node)
        allowed = error.get("ctx", {}).get("allowed") or _known_keys(model, steps)
        hint = suggest(last, allowed) or f"allowed: {', '.join(sorted(allowed))}" if allowed else ""
        inside = f" in {join((*path, *met))}" if met or path else ""
        return InputError(
            "E201",
            f"unknown key {spell(last)}{inside}" + (f"; {hint}" if hint else ""),
            file=key.file,
            line=key.place,
        )
    field = join((*path, *met)) or None
    if kind == "union_tag_invalid" and "type" in node.entries:
        node, field = node.entries["type"], join((*path, *met, "type"))
    elif kind == "union_tag_not_found":
        kind, last = "missing", "type"
    if kind == "missing":
        return InputError(
            "E202", f"missing required key '{last}'", file=node.file, line=node.place, field=field
        )
    if kind == "mismatch" or _CODE.fullmatch(kind):
        code = error.get("ctx", {}).get("code", kind)
        return InputError(code, error["msg"], file=node.file, line=node.place, field=field)
    code, words = _WORDS.get(kind, ("E203", ""))
    return InputError(*_phrase(kind, code, words, node, error), file=node.file, line=node.place, field=field)


def _phrase(kind: str, code: str, words: str, node: Node, error: Any) -> tuple[str, str]:
    context = error.get("ctx", {})
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        expected = context.get("expected") or context["expected_tags"]
        allowed = [each.strip("' ") for each in expected.replace(" or ", ", ").split(", ")]
        close = suggest(str(node.value), allowed)
        return "E211", f"{show(node.value)} is not allowed; " + (close or f"allowed: {', '.join(allowed)}")
    if kind in ("greater_than_equal", "less_than_equal"):
        bound, limit = (
            ("least", context.get("ge")) if kind.startswith("greater") else ("most", context.get("le"))
        )
        return "E203", f"must be at {bound} {limit}, found {describe(node.value)}"
    if not words:
        return code, f"{error['msg'][:1].lower()}{error['msg'][1:]}, found {describe(node.value)}"
    quotes = " (remove the quotes)" if code == "E203" and node.quoted and node.written.isdigit() else ""
    return code, f"{words}, found {describe(node.value)}{quotes}"


def _follow(root: Node, steps: Iterable[Any]) -> tuple[Node, list[Key]]:
    """The node at a place that pydantic names; steps that are no keys of the tree (names of alternatives)
    are left out.
    """
    node, met = root, []
    for step in steps:
        below = node.find([step])
        if below is not node:
            node = below
            met.append(step)
    return node, met


def _known_keys(model: type[BaseModel], steps: list[Any]) -> list[str]:
    """The keys that a model knows at a place, found by walking its fields."""
    here: Any = model
    for step in steps:
        here = _step_into(here, step)
        if here is None:
            return []
    blocks = _blocks_in(here)
    return sorted({field.alias or name for block in blocks for name, field in block.model_fields.items()})


def _step_into(annotation: Any, step: Any) -> Any:
    inner = [each for each in getattr(annotation, "__args__", ()) if _blocks_in(each)]
    origin = getattr(annotation, "__origin__", None)
    if inner and origin in (list, tuple, dict):
        return inner[-1]
    if hasattr(annotation, "__metadata__"):
        return _step_into(origin, step)
    blocks = _blocks_in(annotation)
    for block in blocks:
        if "type" in block.model_fields and step in get_args(block.model_fields["type"].annotation):
            return block  # the step names one of several forms
    for block in blocks:
        for name, field in block.model_fields.items():
            if step in (name, field.alias):
                return field.annotation
    for each in inner:
        below = _step_into(each, step)
        if below is not None:
            return below
    return annotation


def _blocks_in(annotation: Any) -> list[type[BaseModel]]:
    """The models that an annotation itself stands for (not those inside its lists and mappings)."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if getattr(annotation, "__origin__", None) in (list, tuple, dict):
        return [block for each in annotation.__args__ for block in _blocks_in(each)]
    return [block for each in getattr(annotation, "__args__", ()) for block in _blocks_in(each)]
