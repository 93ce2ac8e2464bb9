"""A laboratory for scoring societies: cited schemes run on synthetic people.

The public names; everything else lives in its room.

Names are looked up on first use, so that `creditscape --help` does not wait for the compiler.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_ROOMS = {
    "load_scheme": "scheme",
    "list_schemes": "scheme",
    "load_society": "society",
    "list_societies": "society",
    "simulate": "simulation",
    "check_cases": "simulation",
    "explain": "simulation",
    "compare": "experiment",
    "open_run": "experiment",
    "save_run": "experiment",
    "measure": "metrics",
    "summarise": "metrics",
    "run_audit": "audit",
    "write_report": "report",
}
__all__ = ["__version__", *_ROOMS]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'creditscape' has no attribute {name!r}")
    return getattr(import_module(f".{_ROOMS[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
