"""Several keepers, one set of rules: every score, band set, cap, rule and list of a phase once for each keeper."""

from collections.abc import Iterable
from typing import Any

from .blocks import SchemeBlocks

Plain = dict[str, Any]
_MANY = ("scores", "bands", "caps", "rules", "lists")


def keep_several(phase: Plain, blocks: SchemeBlocks) -> Plain:
    """The phase with what each keeper holds under a name of its own, `name_keeper`; a measure asks one keeper."""
    keepers = blocks.keepers or {}
    kept: Plain = {**phase, **{block: {} for block in _MANY}}
    for number, (keeper, about) in enumerate(keepers.items()):
        for block in _MANY:
            for name, entry in phase[block].items():
                own = entry if block == "caps" else _rename(entry, keeper)
                if block == "rules":
                    own["keeper"] = {"number": number, "reach": about.reach}
                kept[block][f"{name}_{keeper}"] = own
    kept["measures"] = {
        name: {
            **measure,
            "when": _rename(measure["when"], blocks.measures[name].keeper or next(iter(keepers))),
        }
        for name, measure in phase["measures"].items()
    }
    return kept


def name_kept(names: Iterable[str], blocks: SchemeBlocks) -> list[str]:
    """Names as they stand in the plain form: each once for every keeper, where there are some."""
    return (
        [f"{name}_{keeper}" for name in names for keeper in blocks.keepers] if blocks.keepers else list(names)
    )


_ONE = ("of", "needs", "score", "set", "list", "cap", "repeats_with", "listed", "not_listed")
_SEVERAL = ("sum", "repairs")
_WITHIN = ("drop", "each_year")


def _rename(entry: Plain, keeper: str) -> Plain:
    """An entry with every name in it made the keeper's own."""
    own = dict(entry)
    for key, value in entry.items():
        if key in _ONE and value is not None:
            own[key] = f"{value}_{keeper}"
        elif key in _SEVERAL:
            own[key] = [f"{name}_{keeper}" for name in value or ()]
        elif key in _WITHIN and value is not None:
            own[key] = _rename(value, keeper)
        elif key == "requires":
            own[key] = [
                {**each, "rules": [f"{name}_{keeper}" for name in each["rules"]]} for each in value or ()
            ]
    return own
