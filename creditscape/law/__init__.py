"""The law of the model in plain integers: slow, obvious, and the reference that the kernel is held to."""

from .alone import Disagreement, Heard, Part, live_alone
from .case import CaseRun, run_case
from .life import live
from .office import find_waits
from .prepared import Prepared, prepare
from .record import Exit, HeldDispute, HeldEntry, HeldRecord, Standing
from .statute import NEVER, Statute
from .why import Account, Draw, Ground, Named, give_account, say_account
from .world import Life, World

__all__ = [
    "NEVER",
    "Account",
    "CaseRun",
    "Disagreement",
    "Draw",
    "Exit",
    "Ground",
    "Heard",
    "HeldDispute",
    "HeldEntry",
    "HeldRecord",
    "Life",
    "Named",
    "Part",
    "Prepared",
    "Standing",
    "Statute",
    "World",
    "find_waits",
    "give_account",
    "live",
    "live_alone",
    "prepare",
    "run_case",
    "say_account",
]
