"""Thirty hostile strings, and where a document has room for them: found by walking it, not by a list of fields."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl

from creditscape.scheme import load_scheme
from tests.report.fixture import make_run
from tests.report.tried import add_told, add_tried

HOSTILE = (
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    '"><img src=x onerror="window.hit=1">',
    "' onmouseover='window.hit=1",
    '" autofocus onfocus="window.hit=1" x="',
    "<svg onload=window.hit=1><circle r=9></svg>",
    "<svg><style><img src=x onerror=window.hit=1></style></svg>",
    "</title><h1>heading</h1>",
    "</style><b>bold</b>",
    "</text></svg><p>outside</p>",
    "</metadata><script>window.hit=1</script>",
    "<!-- not closed",
    "--><b>after</b><!--",
    "]]><b>cdata</b><![CDATA[",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///none'>]>&b;",
    "{{ 7*7 }}{% for x in (1,2) %}{{ x }}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{% include 'report.html.j2' %}{# comment #}",
    "datum.x + toString(window.hit=1)",
    '{"expr": "window.hit=1"}',
    "=1+HYPERLINK(A1)",
    "+cmd|' /C calc'!A0",
    "@SUM(1,1)\u002c=2+2;=3+3",
    "-2+3+cmd|x",
    "javascript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "&lt;b&gt;&#60;b&#62;&amp;amp;&bogus;",
    "<" * 60 + "a" * 400 + ">" * 60,
    "right \u202e to left \u2066 isolate \u200b hidden",
    "zero \x00 bell \x07 escape \x1b[31m",
)
HARMLESS = "harmless words"
TOGETHER = " ".join(HOSTILE[:28])  # all that the language takes in files


class Skeleton(HTMLParser):
    """The structure of a page: names of elements and of their attributes in order, comments and declarations."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[tuple[str, ...]] = []
        self.links: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.parts.append((tag, *(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "srcset", "action")]

    def handle_endtag(self, tag):
        self.parts.append((f"/{tag}",))

    def handle_comment(self, data):
        self.parts.append(("comment",))

    def handle_decl(self, decl):
        self.parts.append(("declaration", decl))

    def handle_pi(self, data):
        self.parts.append(("instruction",))

    def unknown_decl(self, data):
        self.parts.append(("unknown",))


def list_elements(svg: str) -> list[tuple[str, ...]]:
    """Names of the elements of an SVG and of their attributes, in order. Raises: ParseError if it is no XML."""
    return [(element.tag, *sorted(element.attrib)) for element in ElementTree.fromstring(svg).iter()]


WHOLE = Path(__file__).with_name("whole.yaml")
QUOTED = re.compile(r'"([^"\n]+)"')


def fill_scheme(hostile: str, folder: Path) -> Any:
    """The small scheme with the string in all of its texts, each ending in a number of its own; what refers to a name still does.

    Raises: InputError where the language refuses the string.
    """
    text = WHOLE.read_text(encoding="utf-8")
    places = {words: place for place, words in enumerate(dict.fromkeys(QUOTED.findall(text)))}
    file = folder / "scheme.yaml"
    file.write_text(
        QUOTED.sub(lambda found: json.dumps(f"{hostile} {places[found[1]]}"), text), encoding="utf-8"
    )
    return load_scheme(file)


def list_text_fields(schema: dict[str, Any]) -> set[str]:
    """Names of the fields of a JSON Schema that take any text: strings without a pattern, a form or a choice."""
    found = set()
    for block in schema["$defs"].values():
        fields = block.get("properties", {})
        found |= {
            name
            for name, field in fields.items()
            if isinstance(field, dict)
            and any(_is_text(each) for each in (field, *field.get("anyOf", ()), *_items(field)))
        }
    return found


def _items(field: dict[str, Any]) -> list[dict[str, Any]]:
    lists = [field, *field.get("anyOf", ())]
    return [each["items"] for each in lists if isinstance(each.get("items"), dict)]


def _is_text(field: dict[str, Any]) -> bool:
    return field.get("type") == "string" and not {"pattern", "format", "enum", "const"} & field.keys()


def list_filled_fields() -> set[str]:
    """Names of the fields that hold text in the small scheme: the key before each quoted text, alone or in a list."""
    text = WHOLE.read_text(encoding="utf-8")
    return set(re.findall(r'(\w+): \[?(?="[^"\n]+")', text))


class Filled:
    """A document that has been read, cut short, with a string in every free text of its numbers and sources."""

    def __init__(self, document: Any, hostile: str) -> None:
        self.title = hostile
        self._rows = [_fill(row, hostile) for row in document.evidence()[:40]]
        names = {name for row in document.evidence()[:40] for name, _ in row["sources"]}
        self.sources = {
            name: replace(source, title=hostile, url=hostile, note=hostile)
            for name, source in document.sources.items()
            if name in names
        }
        self._plain = document.plain

    def evidence(self) -> list[dict[str, Any]]:
        return self._rows

    def plain(self, scenario: str = "used") -> Any:
        return self._plain(scenario)


def _fill(row: dict[str, Any], hostile: str) -> dict[str, Any]:
    """A row of evidence: note, value if it is text, and places in sources."""
    cited = tuple((name, hostile) for name, _ in row["sources"])
    return {**row, "path": hostile, "note": hostile, "sources": cited}


def make_hostile_run(scheme: Any, hostile: str, society: Any, **shape: Any) -> Any:
    """A made-up run of the scheme, with the string in every name that its tables and its manifest hold."""
    phase = scheme.plain()["phases"][-1]
    levels = tuple(level["name"] for bands in phase["bands"].values() for level in bands["levels"])
    run = make_run(
        years=2,
        levels=levels,
        rules=tuple(phase["rules"]),
        measures=tuple(name for name, measure in phase["measures"].items() if measure["kind"] != "reward"),
        lists=tuple(phase["lists"]),
        causes=True,
        communities=4,
        **shape,
    )
    for name in ("scheme", "society", "reform"):
        if run.manifest[name]:
            run.manifest[name] = {**run.manifest[name], "title": hostile}
    run.manifest["command"] = f"creditscape run {hostile}"
    for table, column in (("faults", "fault"), ("leaks", "shock"), ("attempts", "kind")):
        run.tables[table] = run.tables[table].with_columns(pl.lit(hostile).alias(column))
    add_tried(run, (hostile, "delay"))
    run.manifest["milder"]["aims"] = [hostile]
    run.manifest["milder"]["assumed_responses"] = [hostile]
    add_told(run, hostile)
    return replace(
        run, scheme=scheme, society=Filled(society, hostile), reform=scheme if run.reform else None
    )
