"""What every room shares: the vocabulary of events, dates, chance, evidence and errors."""

from . import luck
from .calendar import (
    Duration,
    add_duration,
    add_months,
    end_table,
    is_working,
    next_days,
    parse_duration,
    publication_days,
)
from .chance import ONE, alias_table, cumulate, poisson_table, reduce_whole, threshold
from .document import Document, parse_document, read_document
from .errors import InputError, IntegrityError, ResourceError, StorageError, show, suggest
from .evidence import GRADES, MYTH, UNKNOWN, Citation, Source
from .ledger import Row, count_grades, list_numbers, walk_numbers, write_row
from .markdown import clean, head_lines, say, write_line
from .overlay import lay_over
from .provenance import Language, read_sources, rename_sources, trace_evidence
from .ranges import is_range, is_word, join, measure, pick, resolve
from .reforms import REFORMS
from .related import load_related
from .remedy import RECORDS, STAGES
from .scalars import read_scalar
from .shape import Block, check_shape, mismatch
from .tree import Key, Node, describe
from .vocabulary import Kind, Vocabulary, load_vocabulary

__all__ = [
    "GRADES",
    "MYTH",
    "ONE",
    "RECORDS",
    "REFORMS",
    "STAGES",
    "UNKNOWN",
    "Block",
    "Citation",
    "Document",
    "Duration",
    "InputError",
    "IntegrityError",
    "Key",
    "Kind",
    "Language",
    "Node",
    "ResourceError",
    "Row",
    "Source",
    "StorageError",
    "Vocabulary",
    "add_duration",
    "add_months",
    "alias_table",
    "check_shape",
    "clean",
    "count_grades",
    "cumulate",
    "describe",
    "end_table",
    "head_lines",
    "is_range",
    "is_word",
    "is_working",
    "join",
    "lay_over",
    "list_numbers",
    "load_related",
    "load_vocabulary",
    "luck",
    "measure",
    "mismatch",
    "next_days",
    "parse_document",
    "parse_duration",
    "pick",
    "poisson_table",
    "publication_days",
    "read_document",
    "read_scalar",
    "read_sources",
    "reduce_whole",
    "rename_sources",
    "resolve",
    "say",
    "show",
    "suggest",
    "threshold",
    "trace_evidence",
    "walk_numbers",
    "write_line",
    "write_row",
]
