"""The kinds of values in scheme and case files: names, bounded numbers, durations, dates, citations."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema

from ..words import GRADES, Block, describe, mismatch, parse_duration

LARGEST = 1_000_000
DURATION = r"^([1-9][0-9]{0,4} (working day|day|week|month|year)s?|end of year)$"
ID = r"^[a-z][a-z0-9-]{0,63}$"

Grade = Literal["documented", "press", "contested", "hypothetical", "assumed"]
Tie = Literal["household_head", "partner", "representative", "reporter"]
Verdict = Literal["documented", "press", "contested", "hypothetical", "assumed", "myth"]
Cite = str | dict[str, str] | list[str | dict[str, str]]
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
Id = Annotated[str, Field(pattern=ID)]


class Cited(Block):
    """A block that may say where its numbers come from."""

    cite: Cite | None = None
    evidence: Grade | None = None
    note: str | None = None


class Ranged:
    """Marks a value in whose place a file may give a range; ranges are resolved before the value is checked.

    name: of the range's definition in the JSON Schema.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        inner = handler(core_schema)
        return {"anyOf": [inner, {"definition": self.name, **describe_range(inner)}]}


class Worded:
    """Marks a word or truth value that a file may write as `{used: ...}` with a citation of its own.

    name: of that form's definition in the JSON Schema.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        inner = handler(core_schema)
        cited = {
            "type": "object",
            "properties": {"used": inner, **_CITATION},
            "required": ["used"],
            "additionalProperties": False,
        }
        return {"anyOf": [inner, {"definition": self.name, **cited}]}


_CITATION: dict[str, Any] = {
    "evidence": {"enum": list(GRADES)},
    "note": {"type": "string"},
    "cite": {"type": ["string", "object", "array"]},
}


def describe_range(inner: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a range of values of one kind."""
    variant = {
        "type": "object",
        "properties": {"value": inner, **_CITATION},
        "required": ["value"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "low": inner,
            "used": inner,
            "high": inner,
            **_CITATION,
            "variants": {"type": "array", "items": variant, "minItems": 2},
        },
        "required": ["used"],
        "dependentRequired": {"low": ["high"], "high": ["low"]},
        "additionalProperties": False,
    }


def check_points(value: int) -> int:
    """Points within a million either way. Raises: E210."""
    if not -LARGEST <= value <= LARGEST:
        raise mismatch("E210", f"{describe(value)} must be between -{LARGEST} and {LARGEST}")
    return value


def _read_span(value: object) -> tuple[str, int]:
    if not isinstance(value, str):
        raise mismatch("E217", f"must be a duration such as '2 years' or '30 days', found {describe(value)}")
    try:
        return parse_duration(value)
    except ValueError as error:
        raise mismatch("E217", str(error)) from None


def _check_day(value: date) -> date:
    if not 1900 <= value.year <= 2100:
        raise mismatch("E206", f"{value} must lie between 1900-01-01 and 2100-12-31")
    return value


def list_names(value: object) -> object:
    """One name stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _read_quantity(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise mismatch("E203", f"must be a number, found {describe(value)}")
    if not 0 <= value <= 10_000_000:
        raise mismatch("E203", f"must be between 0 and 10,000,000, found {describe(value)}")
    return Fraction(value)


Quantity = Annotated[
    Any,
    BeforeValidator(_read_quantity),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 10_000_000}),
    Ranged("QuantityRange"),
]
Points = Annotated[
    int,
    AfterValidator(check_points),
    WithJsonSchema({"type": "integer", "minimum": -LARGEST, "maximum": LARGEST}),
    Ranged("PointsRange"),
]
Count = Annotated[int, Field(ge=1, le=LARGEST), Ranged("CountRange")]
MonthDay = Annotated[int, Field(ge=1, le=28), Ranged("MonthDayRange")]
Month = Annotated[int, Field(ge=1, le=12), Ranged("MonthRange")]
Percent = Annotated[int, Field(ge=1, le=100), Ranged("PercentRange")]
Amount = Annotated[int, Field(ge=0, le=LARGEST), Ranged("AmountRange")]
Span = Annotated[
    tuple[str, int],
    BeforeValidator(_read_span),
    WithJsonSchema({"type": "string", "pattern": DURATION}),
    Ranged("DurationRange"),
]
Day = Annotated[date, AfterValidator(_check_day), Ranged("DayRange")]
Names = Annotated[
    list[Name],
    BeforeValidator(list_names),
    Field(min_length=1),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
    ),
]
