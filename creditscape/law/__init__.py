"""The law of the model in plain integers: slow, obvious, and the reference that the kernel is held to."""

from .case import CaseRun, run_case
from .life import live
from .office import find_waits
from .prepared import Prepared, prepare
from .record import Exit, HeldDispute, HeldEntry, HeldRecord, Standing
from .statute import NEVER, Statute
from .world import Life, World

__all__ = [
    "NEVER",
    "CaseRun",
    "Exit",
    "HeldDispute",
    "HeldEntry",
    "HeldRecord",
    "Life",
    "Prepared",
    "Standing",
    "Statute",
    "World",
    "find_waits",
    "live",
    "prepare",
    "run_case",
]
