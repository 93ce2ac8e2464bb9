"""The flags that `run` and `compare` share, the reading of their numbers, and what holds where none is given."""

import os
from dataclasses import dataclass
from typing import Annotated, Any

from cyclopts import Parameter

_NUMBER = Parameter(allow_leading_hyphen=True)
_SWITCH = Parameter(negative=())
SETTING: dict[str, Any] = {
    "society": "imaginary_county",
    "people": 1_000_000,
    "years": 10,
}  # where a scheme names none
LARGEST_SEED = (1 << 64) - 1


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """How a run is made."""

    society: str | None = None
    "The society: the name of one that ships, or the path of a file; by default that of the scheme's `runs_on`, else imaginary_county."
    people: Annotated[str | None, _NUMBER] = None
    "How many invented people; rounded up to whole communities. By default as the scheme's `runs_on` says, else 1_000_000."
    years: Annotated[str | None, _NUMBER] = None
    "How many years are counted; by default as the scheme's `runs_on` says, else 10."
    burn_in: Annotated[str | None, _NUMBER] = None
    "Years lived before the first counted day; by default what the scheme needs."
    seed: Annotated[str, _NUMBER] = "1"
    "Which luck: the same number gives the same lives."
    threads: Annotated[str | None, _NUMBER] = None
    "How many threads; by default one a core. Results do not depend on it."
    communities_per_task: Annotated[str | None, _NUMBER] = None
    "How many communities a task holds. Results do not depend on it."
    worlds: str = "as_written,true_records,no_scheme"
    (
        "Worlds to carry, with commas between: as_written, true_records, full_sight, deeds_seen, no_delays, no_scheme, without_NAME"
        " (a response, shock or fault)."
    )
    causes: Annotated[bool, _SWITCH] = False
    "Tell exactly which causes the restrictions are due to; the people live again, once for each set of causes."
    ranges: Annotated[bool, _SWITCH] = False
    "Try the figures at other values of what is assumed: 32 small societies, so that sentences carry ranges."
    milder: Annotated[bool, _SWITCH] = False
    "Try the standard menu of milder variants of the scheme on the same luck."
    out: str | None = None
    "A new folder for the tables, the manifest and the report; without it nothing is written."
    json: Annotated[bool, _SWITCH] = False
    "Print one JSON object instead of sentences."

    def read(self) -> dict[str, Any]:
        """The keyword arguments of `make_plan`, None for what is not given. Raises: InputError E203 for what is no whole number."""
        return {
            "society": self.society,
            "people": None if self.people is None else read_number("--people", self.people),
            "years": None if self.years is None else read_number("--years", self.years),
            "burn_in": read_optional("--burn-in", self.burn_in),
            "seed": read_seed("--seed", self.seed),
            "causes": self.causes,
            "worlds": tuple(world.strip() for world in self.worlds.split(",")),
            "threads": read_threads("--threads", self.threads),
            "communities_per_task": read_optional("--communities-per-task", self.communities_per_task, 1),
        }


def settle(asked: dict[str, Any], scheme: Any) -> dict[str, Any]:
    """What was asked, with the setting that the scheme's file names wherever nothing was."""
    setting = scheme.runs_on or SETTING
    return {**asked, **{name: setting[name] for name in SETTING if asked[name] is None}}


def read_number(flag: str, text: str) -> int:
    """A whole number as people write it: `1000`, `1_000_000`, `1e6`. Raises: InputError E114, E115, E203."""
    from ..words import InputError, describe, read_scalar

    try:
        value = read_scalar(text.strip(), file="", line=0)
    except InputError as error:
        code = "E203" if error.code == "E119" else error.code
        message = f"must be a whole number, found {error.message}" if code == "E203" else error.message
        raise InputError(code, message, field=flag) from None
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError("E203", f"must be a whole number, found {describe(value)}", field=flag)
    return value


def read_optional(flag: str, text: str | None, least: int = 0) -> int | None:
    """A whole number from a least one on, or None where none was given. Raises: as `read_number`."""
    from ..words import InputError

    value = None if text is None else read_number(flag, text)
    if value is not None and value < least:
        raise InputError("E203", f"must be at least {least}, found {value}", field=flag)
    return value


def read_threads(flag: str, text: str | None) -> int | None:
    """A number of threads that this machine has, or None. Raises: InputError U101, and as `read_number`."""
    from ..words import InputError

    if text is None:
        return None
    value, most = read_number(flag, text), os.cpu_count() or 1
    if not 1 <= value <= most:
        raise InputError("U101", f"{value}; allowed 1 to {most} on this machine", field=flag)
    return value


def read_seed(flag: str, text: str) -> int:
    """A whole number of 64 bits. Raises: InputError E203."""
    from ..words import InputError, show

    try:
        value = read_number(flag, text)
    except InputError:
        value = -1
    if not 0 <= value <= LARGEST_SEED:
        raise InputError(
            "E203", f"must be a whole number from 0 to {LARGEST_SEED}, found {show(text)}", field=flag
        )
    return value
