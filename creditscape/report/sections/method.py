"""Section 12, method and limits: how far assumptions move the result, what every number rests on, and how to run it again."""

from typing import Any

from ...metrics import Results, name_subjects, say_count, say_rate
from ...words import GRADES
from ..documents import list_entries, list_sources
from ..downloads import Citation
from ..drawings import draw_bars, draw_tornado
from ..palette import shade_bands
from ..pictures import Picture, render_picture
from ..slots import find_ranges
from ..tellings import Telling, list_distinct

MOST_ASSUMPTIONS = 15


def tell_numbers(name: str, document: Any) -> dict[str, Any]:
    """Every number of one document, grouped by evidence grade."""
    entries = list_entries(document)
    groups = [(grade, [entry for entry in entries if entry.grade == grade]) for grade in GRADES]
    return {
        "name": name,
        "title": document.title,
        "total": len(entries),
        "groups": [(grade, rows) for grade, rows in groups if rows],
        "absent": [grade for grade, rows in groups if not rows],
        "sources": list_sources(document),
    }


def tell_method(run: Any, tellings: list[Telling], cite: Citation) -> dict[str, Any]:
    """The main chart (assumptions by effect, or numbers by grade of evidence) and the ledger of numbers."""
    named = [(telling.label or "Scheme", telling.scheme) for telling in list_distinct(tellings)]
    ledger = [tell_numbers(name, document) for name, document in [*named, ("Society", run.society)]]
    title = _title_grades(ledger)
    return {
        "ledger": ledger,
        "title": title,
        "picture": _draw_grades(ledger, title, cite),
        "ranges": _tell_ranges(run, cite),
    }


def _count(part: dict[str, Any]) -> dict[str, int]:
    counted = {grade: len(rows) for grade, rows in part["groups"]}
    return {grade: counted.get(grade, 0) for grade in GRADES}


def _title_grades(ledger: list[dict[str, Any]]) -> str:
    total = sum(part["total"] for part in ledger)
    cited = sum(_count(part)["documented"] + _count(part)["press"] for part in ledger)
    return (
        f"Of {say_count(total)} numbers that entered, {say_count(cited)} are documented or from the press; the others are contested, "
        "hypothetical or assumed"
    )


def _draw_grades(ledger: list[dict[str, Any]], title: str, cite: Citation) -> Picture:
    rows = [{"title": part["name"], "words": f"{part['total']:,} numbers", **_count(part)} for part in ledger]
    shades = reversed(shade_bands(len(GRADES) + 2)[2:])
    parts = {grade: (grade, shade) for grade, shade in zip(GRADES, shades, strict=True)}
    peak = max(max(part["total"] for part in ledger), 1)
    drawing = draw_bars(rows, parts, "numbers, by grade of evidence", peak)
    return render_picture(drawing, title, f"{title}. The ledger below gives every number.", cite)


def _tell_ranges(run: Results, cite: Citation) -> dict[str, Any] | None:
    """How far the result moves with each assumption alone; None where the run has no ranges."""
    rows = find_ranges(run)
    if rows is None:
        return None
    many = name_subjects(run.manifest).many
    shown, used = rows[:MOST_ASSUMPTIONS], rows[0]["used"]
    title = (
        f"What moves the result most is {rows[0]['assumption']}: {say_rate(rows[0]['low'])} restricted of every 1,000 {many} at its "
        f"low ends, {say_rate(rows[0]['high'])} at its high ends; as run, {say_rate(used)}"
    )
    spans = [{"title": row["assumption"], "low": row["low"], "high": row["high"]} for row in shown]
    drawing = draw_tornado(spans, used, f"restricted, of 1,000 {many}")
    return {
        "title": title,
        "picture": render_picture(drawing, title, f"{title}. The table gives every assumption.", cite),
        "rows": [
            (
                row["assumption"],
                [str(row["numbers"]), *(say_rate(row[end]) for end in ("low", "used", "high"))],
            )
            for row in rows
        ],
    }
