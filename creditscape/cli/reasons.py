"""`creditscape why`: why does an invented person of a run stand where they stand on a day?"""

from datetime import date
from typing import Annotated, Any

from cyclopts import Parameter

from .options import read_number

_NUMBER = Parameter(allow_leading_hyphen=True)


def why(
    run: Annotated[str, Parameter(help="The folder of a run.")],
    /,
    *,
    person: Annotated[str, _NUMBER],
    day: Annotated[str | None, _NUMBER] = None,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of sentences.")] = False,
) -> None:
    """Say why an invented person of a run stands where they stand: rules, sources, what truly happened, the draws, in every world.

    Parameters
    ----------
    person
        The number of the invented person, from 0 to people - 1.
    day
        A counted day from 0 on, or a date such as 2021-06-30; by default the last day.
    """
    number = read_number("--person", person)
    from ..experiment import open_run
    from ..simulation import explain
    from .results import plain, print_json

    opened = open_run(run)
    found = explain(opened, number, None if day is None else _read_day(day, opened))
    if json:
        print_json(_describe(found))
        return
    print(
        f"Synthetic: invented person {found.person:,} on {found.date} (day {found.day:,}); {_say_facts(found.facts)}"
    )
    for told in found.sentences:
        first, *rest = told
        print(plain(first))
        for line in rest:
            print(f"  - {plain(line)}")


def _read_day(text: str, run: Any) -> int:
    """A day of the counted time, by number or date. Raises: InputError E203."""
    try:
        asked = date.fromisoformat(text.strip())
    except ValueError:
        return read_number("--day", text)
    return (asked - date.fromisoformat(run.manifest["first_day"])).days


def _say_facts(facts: dict[str, Any]) -> str:
    sex = {"men": "man", "women": "woman"}[facts["sex"]]
    alive = "" if facts["alive"] else ", not alive then"
    return f"{sex}, born {facts['born']}, income fifth {facts['income_fifth']}, {facts['group']}, {facts['place']}{alive}"


def _describe(found: Any) -> dict[str, Any]:
    return {
        "person": found.person,
        "day": found.day,
        "date": found.date,
        "facts": found.facts,
        "worlds": [
            {
                "world": account.world,
                "standing": None
                if account.standing is None
                else {
                    "scores": account.standing.scores,
                    "levels": account.standing.levels,
                    "listed": sorted(account.standing.listed),
                    "measures": sorted(account.standing.measures),
                },
                "grounds": [
                    ground._asdict() | {"draw": ground.draw and ground.draw._asdict()}
                    for ground in account.grounds
                ],
                "sentences": told,
            }
            for account, told in zip(found.accounts, found.sentences, strict=True)
        ],
    }
