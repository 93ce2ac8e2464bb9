"""The law of the model in plain integers: slow, obvious, and the reference that the kernel is held to."""

from .case import CaseRun, run_case
from .life import Life, World, live, live_together
from .prepared import Prepared, prepare
from .record import Exit, HeldEntry, HeldRecord, Standing
from .statute import NEVER, Statute

__all__ = [
    "NEVER",
    "CaseRun",
    "Exit",
    "HeldEntry",
    "HeldRecord",
    "Life",
    "Prepared",
    "Standing",
    "Statute",
    "World",
    "live",
    "live_together",
    "prepare",
    "run_case",
]
