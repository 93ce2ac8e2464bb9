"""Standards: written demands that schemes are held against, as data that a lawyer can read
(`standards/*.yaml`).

A standard is made of conditions; every condition names one function of `conditions` and its parameters. What
is ours and not the
law's stands in `house_parameters` and is printed with every finding.
"""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..words import load_related, read_document
from .conditions import CONDITIONS, GATHERED, SIMULATED

Verdict = Literal["FAIL", "LIKELY_FAIL", "JUDGEMENT", "NOT_TESTABLE", "PASS", "NOT_APPLICABLE"]
VERDICTS: tuple[Verdict, ...] = ("FAIL", "LIKELY_FAIL", "JUDGEMENT", "NOT_TESTABLE", "PASS", "NOT_APPLICABLE")
MEANINGS: dict[Verdict, str] = {
    "FAIL": "matches the standard's concern",
    "LIKELY_FAIL": "likely matches; not all can be tested",
    "JUDGEMENT": "a matter of judgement; the facts are given",
    "NOT_TESTABLE": "the definition does not say; silence is no pass",
    "PASS": "does not match; not a statement that it is legal",
    "NOT_APPLICABLE": "does not arise",
}
SEVERITIES = {
    4: "prohibited outright, or a core guarantee without exception",
    3: "unlawful unless a narrow, stated exception is shown",
    2: "a procedural duty or safeguard",
    1: "soft law, good practice or a statistical flag",
    0: "information",
}
BASES = {
    "V": "confirmed against the text or an official copy",
    "V2": "confirmed through a secondary source only",
    "T": "to be checked: text not re-read for this version",
    "H": "a house reading, not law",
}


Mode = Literal["definition", "simulation", "findings"]
# what answers a standard: the definition, a finished run, or the findings on other standards
CONDITIONS_BY_MODE: dict[Mode, dict[str, Any]] = {
    "definition": CONDITIONS,
    "simulation": SIMULATED,
    "findings": GATHERED,
}
_ROOM = __name__.rpartition(".")[0]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Demand(_Model):
    """One condition of a standard: the function's name, its parameters, and the condition in words.

    left_open: where it differs, the standard is left to judgement, because the condition is about a justification.
    """

    condition: str
    says: str
    parameters: dict[str, Any] = {}
    left_open: bool = False

    @model_validator(mode="after")
    def _known(self) -> "Demand":
        known = [name for some in CONDITIONS_BY_MODE.values() for name in some]
        if self.condition not in known:
            raise ValueError(f"no condition {self.condition!r}; there are {', '.join(known)}")
        return self


class Standard(_Model):
    """One standard that this version examines.

    applies_if: conditions that must all match before the standard arises. join: any condition matching is enough, or all
    must. twice: a standard on AI systems that is read as it is and as if the scheme were one; loading makes two of it, and
    `as_if` marks the second.
    """

    id: str
    title: str
    instrument: str
    pinpoint: str
    status: Literal["binding", "soft_law", "draft", "repealed", "benchmark"]
    jurisdictions: list[str]
    valid_from: date | None = None
    valid_to: date | None = None
    mode: Mode = "definition"
    severity: int = Field(ge=0, le=4)
    plain: str
    twice: bool = False
    as_if: Literal["", "AI"] = ""
    applies_if: list[Demand] = []
    conditions: list[Demand] = Field(min_length=1)
    join: Literal["any", "all"] = "any"
    if_matched: Literal["FAIL", "LIKELY_FAIL", "JUDGEMENT"] = "FAIL"
    if_different: Literal["PASS", "JUDGEMENT", "NOT_APPLICABLE"] = "PASS"
    note: str = ""
    house_parameters: dict[str, Any] = {}
    basis: list[Literal["V", "V2", "T", "H"]]
    reviewed: date

    @model_validator(mode="after")
    def _answered(self) -> "Standard":
        known = CONDITIONS_BY_MODE[self.mode]
        if any(demand.condition not in known for demand in self.conditions):
            raise ValueError(f"{self.id}: a standard of mode {self.mode} has only conditions of that mode")
        if self.mode == "simulation" and self.if_different == "PASS":
            raise ValueError(f"{self.id}: what a run shows is never a pass")
        return self

    @property
    def demands(self) -> list[Demand]:
        """All its conditions, those on which it arises first."""
        return [*self.applies_if, *self.conditions]

    @property
    def text(self) -> str:
        """How well its text was confirmed, in words."""
        return "; ".join(BASES[tag] for tag in self.basis)

    def readings(self) -> list["Standard"]:
        """The standard, or its two readings: as it is, which needs an AI system, and as if it were one."""
        if not self.twice:
            return [self]
        ai = Demand(condition="is_ai_system", says="the system is an AI system")
        as_it_is = {"title": f"{self.title}, as it is", "applies_if": [ai, *self.applies_if]}
        as_if_ai = {"id": f"{self.id}-AI", "title": f"{self.title}, as if it were AI", "as_if": "AI"}
        return [self.model_copy(update=each) for each in (as_it_is, as_if_ai)]


@cache
def load_standards() -> tuple[Standard, ...]:
    """All standards that this version examines, gravest first, then by id."""
    tables = {"related": load_related()}
    entries = [entry for name in _STANDARD_FILES for entry in _read(name)["standards"]]
    found = [
        reading
        for entry in entries
        for reading in Standard.model_validate(_lay_tables(entry, tables)).readings()
    ]
    return tuple(sorted(found, key=lambda standard: (-standard.severity, standard.id)))


@cache
def load_jurisdictions() -> dict[str, list[str]]:
    """Countries (two letters) in which a jurisdiction's standards bind."""
    return {
        str(name): list(countries) for name, countries in _read("jurisdictions.yaml")["jurisdictions"].items()
    }


_STANDARD_FILES = (
    "ai_act.yaml",
    "european_union.yaml",
    "council_of_europe.yaml",
    "united_nations.yaml",
    "united_states.yaml",
    "china.yaml",
    "oecd.yaml",
    "of_runs.yaml",
)


def _lay_tables(entry: dict[str, Any], tables: dict[str, Any]) -> dict[str, Any]:
    """An entry in which the tables that its conditions name in `tables` are parameters of theirs."""
    lists = {
        name: [
            {key: value for key, value in demand.items() if key != "tables"}
            | {
                "parameters": demand.get("parameters", {})
                | {table: tables[table] for table in demand.get("tables", ())}
            }
            for demand in entry[name]
        ]
        for name in ("applies_if", "conditions")
        if name in entry
    }
    return entry | lists


def _read(name: str) -> dict[str, Any]:
    return read_document(files(_ROOM) / "standards" / name).data
