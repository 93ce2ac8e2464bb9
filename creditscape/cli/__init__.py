"""The command line: parse, call, show. Nothing is computed here, and nothing heavy is loaded before a verb needs it."""

from .boundary import main

__all__ = ["main"]
