"""Experiments: runs that are compared, and runs that are kept and opened again."""

from .comparing import compare
from .keep import Keeper, claim_run, open_run, save_run
from .lives import add_lives
from .milder import add_milder
from .ranges import add_ranges

__all__ = ["Keeper", "add_lives", "add_milder", "add_ranges", "claim_run", "compare", "open_run", "save_run"]
