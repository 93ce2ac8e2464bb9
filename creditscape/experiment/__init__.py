"""Experiments: runs that are compared, and runs that are kept and opened again."""

from .comparing import compare
from .keep import Keeper, claim_run, open_run, save_run

__all__ = ["Keeper", "claim_run", "compare", "open_run", "save_run"]
