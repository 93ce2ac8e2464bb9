"""The command line: parse, call, show. Nothing is computed here, nothing heavy loaded early."""

from .boundary import main

__all__ = ["main"]
