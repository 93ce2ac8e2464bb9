"""The numbers of a society file: exact fractions within limits, and tables of them.

In the file a number may be a range instead. The JSON Schema says so; the models see what a scenario picks.
"""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..words import describe

Code = Literal["E202", "E203", "E204", "E205", "E207", "E249"]
Schema = dict[str, Any]
EVIDENCE_KEYS = ("cite", "evidence", "note", "spread")
_PLACES = {"type": "object", "additionalProperties": {"type": "string"}}
CITE_SCHEMA: Schema = {"anyOf": [{"type": "string"}, _PLACES, {"type": "array", "minItems": 1}]}
EVIDENCE_SCHEMA: Schema = {
    "cite": CITE_SCHEMA,
    "evidence": {"type": "string"},
    "note": {"type": "string"},
    "spread": {"type": "number", "minimum": 0, "maximum": 1},
}
_NUMBER = {"type": "number"}
_VARIANT = {"type": "object", "required": ["value"], "properties": {"value": _NUMBER}}
RANGE_SCHEMA: Schema = {
    "type": "object",
    "required": ["used"],
    "additionalProperties": False,
    "properties": {
        "low": _NUMBER,
        "used": _NUMBER,
        "high": _NUMBER,
        "variants": {"type": "array", "items": _VARIANT, "minItems": 2},
        "cite": CITE_SCHEMA,
        "evidence": {"type": "string"},
        "note": {"type": "string"},
    },
}


class Within:
    """Marks a number of the file between two limits; it is read as an exact fraction."""

    def __init__(self, least: int, most: int, words: str, code: Code = "E203") -> None:
        self.least, self.most, self.words, self.code = least, most, words, code

    def read(self, value: object) -> Fraction:
        """The number. Raises: PydanticCustomError E203, or the marker's own code outside its limits."""
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            raise refuse("E203", f"must be a number, found {describe(value)}{_advise(value)}")
        if not self.least <= value <= self.most:
            raise refuse(self.code, f"{describe(value)} must be {self.words}")
        return Fraction(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return {"anyOf": [{"type": "number", "minimum": self.least, "maximum": self.most}, RANGE_SCHEMA]}


class WholeWithin(Within):
    """The same for a whole number."""

    def read(self, value: object) -> Fraction:
        """The number. Raises: PydanticCustomError E203."""
        number = super().read(value)
        if number.denominator != 1:
            raise refuse("E203", f"must be a whole number, found {describe(value)}")
        return number

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda value: int(self.read(value)))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return {"anyOf": [{"type": "integer", "minimum": self.least, "maximum": self.most}, RANGE_SCHEMA]}


class WithEvidence:
    """Marks a table that may hold `cite`, `evidence`, `note` and `spread` beside its entries."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(drop_evidence, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        table = dict(handler(schema))
        for pattern, entry in table.pop("patternProperties", {}).items():  # they would bind `note` too
            table |= {"additionalProperties": entry, "propertyNames": {"pattern": pattern}}
        return {**table, "properties": EVIDENCE_SCHEMA}


def drop_evidence(value: object) -> object:
    """A table without its words about evidence."""
    if not isinstance(value, dict):
        return value
    return {key: entry for key, entry in value.items() if key not in EVIDENCE_KEYS}


def refuse(code: Code, message: str) -> PydanticCustomError:
    """An error of the form, with its code and words."""
    return PydanticCustomError(code, "{message}", {"message": message})


def _advise(value: object) -> str:
    bare = value.replace(".", "", 1) if isinstance(value, str) else ""
    return " (remove the quotes)" if bare.isdigit() and bare.isascii() else ""


def _check_key(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse("E203", f"a key here must be a whole number, found {describe(value)}")
    if not 0 <= value <= 1_000_000_000:
        raise refuse("E203", f"a key here must be from 0 to 1,000,000,000, found {describe(value)}")
    return value


def _check_sum(table: dict[Any, Fraction]) -> dict[Any, Fraction]:
    total = sum(table.values(), Fraction(0))
    if total != 1:
        raise refuse("E205", f"shares add up to {describe(total)}, must be 1")
    return table


Share = Annotated[Fraction, Within(0, 1, "between 0 and 1", "E204")]
Rate = Annotated[Fraction, Within(0, 200, "between 0 and 200 a year")]
Multiplier = Annotated[Fraction, Within(0, 1000, "between 0 and 1000")]
AtMost = Annotated[Fraction, Within(1, 1000, "between 1 and 1000")]
Weight = Annotated[Fraction, Within(0, 10**12, "between 0 and 1,000,000,000,000")]
Whole = Annotated[int, BeforeValidator(_check_key)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,63}$")]
Shares = Annotated[dict[Name, Share], WithEvidence(), AfterValidator(_check_sum)]
Choices = Annotated[dict[Whole, Share], WithEvidence(), AfterValidator(_check_sum)]
LONGEST = 36_525  # days: what goes on for more than a century is a slip of the pen


def within(least: int, most: int, what: str) -> AfterValidator:
    """Marks a table whose keys lie between two limits. what: the name of a key, for messages."""

    def check(table: dict[int, Any]) -> dict[int, Any]:
        for key in table:
            if not least <= key <= most:
                raise refuse("E203", f"{what} must be from {least:,} to {most:,}, found {key:,}")
        return table

    return AfterValidator(check)


Days = Annotated[int, WholeWithin(1, LONGEST, f"from 1 to {LONGEST:,} days")]
DaysLater = Annotated[Choices, within(1, LONGEST, "a number of days")]
DaysOrNone = Annotated[Choices, within(0, LONGEST, "a number of days")]
