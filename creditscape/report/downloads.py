"""What a reader takes away from the page: pictures and figures as files inside data addresses, each with its citation.

Text that comes from a scheme or society is untrusted in a file as in the page: it is escaped in SVG, and in CSV it never begins a cell
that a spreadsheet would run as a formula.
"""

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

Cell = str | int | float | None
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(
    r"^[\s'\"]*[=+\-@\t\r\n|%\uff1d\uff0b\uff0d\uff20]"
)  # full-width signs are read as signs, too
_FORMULA_INSIDE = re.compile(r"([,;|\t])(\s*)(?=[=+\-@|%])")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a picture or a table comes from. mark: the short form, in the page's head and foot."""

    mark: str
    scheme: str
    version: str
    digest: str
    command: str

    def list_lines(self, title: str) -> list[str]:
        """The citation, line by line."""
        return [
            _flatten(f"{title}. {self.scheme}"),
            f"creditscape {self.version}, run {self.digest}",
            self.mark,
            _flatten(f"Reproduce: {self.command}"),
        ]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture: heads and rows of cells; None is an empty cell."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def cite_run(manifest: Mapping[str, Any]) -> Citation:
    """The citation of a run. manifest: of docs/results.md."""
    reform = manifest.get("reform")
    return Citation(
        mark=f"synthetic: invented people; run {manifest['digest'][:12]}",
        scheme=manifest["scheme"]["title"] + (f", and the reform {reform['title']}" if reform else ""),
        version=manifest["creditscape"],
        digest=manifest["digest"],
        command=manifest["command"],
    )


def encode_svg(svg: str, title: str, cite: Citation) -> str:
    """An SVG as a data address, with its title, and the citation as metadata."""
    head, _, body = svg.partition(">")
    told = escape(clean_text("\n".join(cite.list_lines(title))), quote=False)
    marked = f"{clean_text(head)}><title>{escape(_flatten(title), quote=False)}</title><metadata>{told}</metadata>{clean_text(body)}"
    return "data:image/svg+xml;base64," + base64.b64encode(marked.encode()).decode()


def encode_csv(table: Table, title: str, cite: Citation) -> str:
    """A table as a data address: CSV (RFC 4180, UTF-8) after comment lines with the citation."""
    return (
        "data:text/csv;charset=utf-8;base64,"
        + base64.b64encode(write_csv(table, title, cite).encode()).decode()
    )


def write_csv(table: Table, title: str, cite: Citation) -> str:
    """A table as CSV after comment lines, each begun with `#`, that hold the citation."""
    lines = [f"# {_disarm_inside(line)}" for line in cite.list_lines(title)]
    lines += [_write_row(row) for row in (table.heads, *table.rows)]
    return "".join(f"{line}\r\n" for line in lines)


def name_file(title: str, digest: str) -> str:
    """A telling file name without an ending: only letters, digits and hyphens."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    return f"creditscape-{words[:60].strip('-')}-{re.sub('[^0-9a-f]', '', digest)[:12]}-synthetic"


def _write_row(cells: Iterable[Cell]) -> str:
    return ",".join(map(_write_cell, cells))


def _write_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return f"{cell:.6g}" if isinstance(cell, float) else str(cell)
    words = _flatten(cell)
    # an apostrophe in front makes a spreadsheet read text instead of a formula
    armed = _FORMULA.match(words) and not _NUMBER.fullmatch(words)
    words = f"'{words}" if armed else words
    return '"' + words.replace('"', '""') + '"' if armed or re.search(r'[",;\t]', words) else words


def _disarm_inside(line: str) -> str:
    """A comment line in which no separator of cells is followed by what begins a formula, and no quote opens a cell."""
    return _FORMULA_INSIDE.sub(r"\1\2'", line).replace('"', "'")


def _flatten(text: str) -> str:
    """Text on one line, without signs that XML does not know."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Text without the signs that XML does not know, each replaced by one that it does: they would stop the drawing program."""
    return _NOT_IN_XML.sub("\ufffd", text)
