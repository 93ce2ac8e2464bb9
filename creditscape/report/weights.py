"""How grave what is counted is: a lost discount and a flight ban are both a restricted day, so every total has this table beside it."""

from dataclasses import dataclass
from typing import Any

from ..metrics import Results, say_rate, sum_measures
from .tellings import Telling, scale_days

UNKNOWN = "not said"


@dataclass(frozen=True, slots=True)
class Weight:
    """Restricted days of one severity in one domain, a year for every 1,000 people, and the measures that make them."""

    severity: int | None
    domain: str
    measures: tuple[str, ...]
    days: float


def read_measures(scheme: Any) -> dict[str, dict[str, Any]]:
    """Title, kind, domain and severity of the measures of all phases; the latest wording counts."""
    return {
        name: {
            "title": measure.get("title") or name.replace("_", " "),
            "kind": measure["kind"],
            "domain": measure["domain"].replace("_", " "),
            "severity": measure["severity"],
        }
        for phase in scheme.plain("used")["phases"]
        for name, measure in phase["measures"].items()
    }


def list_weights(run: Results, telling: Telling) -> list[Weight]:
    """Restricted days by severity and domain, the gravest first; days under several measures count under each."""
    scale, known = scale_days(run, telling.world), read_measures(telling.scheme)
    found: dict[tuple[int | None, str], Weight] = {}
    for row in sum_measures(run, telling.world).iter_rows(named=True):
        measure = known.get(
            row["measure"], {"kind": "restriction", "title": row["measure"].replace("_", " ")}
        )
        if measure["kind"] != "restriction":
            continue
        key = (measure.get("severity"), measure.get("domain", UNKNOWN))
        held = found.get(key, Weight(*key, (), 0.0))
        found[key] = Weight(*key, (*held.measures, measure["title"]), held.days + row["days"] * scale)
    return sorted(found.values(), key=lambda weight: (-(weight.severity or 0), weight.domain))


def tell_weights(run: Results, telling: Telling) -> dict[str, Any]:
    """The table beside a total: one row a severity and domain."""
    rows = [
        {
            "severity": UNKNOWN if weight.severity is None else str(weight.severity),
            "domain": weight.domain,
            "measures": "; ".join(weight.measures),
            "days": say_rate(weight.days) if weight.days else "none",
        }
        for weight in list_weights(run, telling)
    ]
    return {"label": telling.label, "rows": rows}
