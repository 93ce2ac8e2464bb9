"""Schemes: files that say what is recorded, what it costs and what follows; read, checked, in plain form."""

from .definition import Scheme, list_schemes, load_scheme
from .lives import Cases, Expectation, Life, Step, expand_life, load_cases
from .schema import scheme_schema

__all__ = [
    "Cases",
    "Expectation",
    "Life",
    "Scheme",
    "Step",
    "expand_life",
    "list_schemes",
    "load_cases",
    "load_scheme",
    "scheme_schema",
]
