"""Schemes: files that say what is recorded, what it costs and what follows; read, checked, in plain form."""

from .atlas import make_atlas
from .card import CARD_BLOCKS, DOMAINS
from .contexts import leave_out_domains
from .definition import Scheme, list_schemes, load_scheme
from .lives import Cases, Expectation, Life, Step, expand_life, load_cases
from .milder import Milder, list_aims, list_milder
from .outline import Conduct, Open, Outline, write_outline
from .page import write_page
from .picture import draw_scheme
from .schema import scheme_schema

__all__ = [
    "CARD_BLOCKS",
    "DOMAINS",
    "Cases",
    "Conduct",
    "Expectation",
    "Life",
    "Milder",
    "Open",
    "Outline",
    "Scheme",
    "Step",
    "draw_scheme",
    "expand_life",
    "list_aims",
    "leave_out_domains",
    "list_milder",
    "list_schemes",
    "load_cases",
    "load_scheme",
    "make_atlas",
    "scheme_schema",
    "write_outline",
    "write_page",
]
