"""Section 8, one slip more: what follows from one more act against the scheme's rules, for whoever slips and for others."""

from math import isfinite
from typing import Any

from ...metrics import (
    DAYS_A_YEAR,
    LIMITS,
    MONTH,
    Estimate,
    Results,
    contagion_number,
    draw_aftermath,
    estimate,
    measure_slip,
    name_subjects,
    say_count,
    say_rate,
    spiral_multiplier,
)
from ..downloads import Citation
from ..drawings import draw_curves
from ..pictures import Picture, render_picture
from ..tellings import Telling

LEAST = 0.05  # of a day, a point, a band or an act for each slip: less is told as none


def tell_slips(run: Results, telling: Telling, cite: Citation) -> dict[str, Any] | None:
    """The aftermath of a slip as a curve, and in words; None where lives were not told in full, or too few slipped."""
    if "slips" not in run.tables:
        return None
    told = {row["who"]: row for row in measure_slip(run, telling.world).iter_rows(named=True)}
    if "own" not in told or told["own"]["slips"] < LIMITS.people:
        return None
    shares = [(row["month"], row["share"]) for row in draw_aftermath(run, world=telling.world).to_dicts()]
    title = _title(shares, name_subjects(run.manifest).many)
    return {
        "label": telling.label,
        "act": told["own"]["kind"].replace("_", " "),
        "heeded": any(
            told["own"]["kind"] in rule["events"]
            for phase in telling.scheme.plain("used")["phases"]
            for rule in phase["rules"].values()
        ),
        "title": title,
        "picture": _draw(shares, telling.name(title), title, cite),
        "slips": say_count(told["own"]["slips"]),
        "rows": [(name, [_say(told[who][column]) for who in ("own", "others")]) for column, name in _ROWS],
        "told": " ".join(filter(None, (_tell_spiral(run, telling.world), _tell_spread(run, telling.world)))),
        "communities": run.manifest["lives"]["communities"],
    }


_ROWS = (
    ("restricted_days", "restricted days more"),
    ("points_lost", "points lost more, all scores added up"),
    ("drops", "bands fallen more"),
    ("breaches", "further unlawful acts more"),
)


def _title(shares: list[tuple[int, float]], many: str) -> str:
    """The finding: the month in which most of those who slipped are restricted because of it, and what is left at the end."""
    month, most = max(shares, key=lambda each: each[1], default=(0, 0.0))
    if 100 * most < LEAST:
        return "One slip more restricts nobody by itself"
    when = "1 month" if month == 0 else f"{month + 1} months"
    left = 100 * shares[-1][1]
    after = (
        "at the end of the run nobody is" if left < LEAST else f"{say_rate(left)} still at the end of the run"
    )
    return f"Of every 100 {many} who slip once more, {say_rate(100 * most)} are restricted because of it after {when}, {after}"


def _draw(shares: list[tuple[int, float]], name: str, title: str, cite: Citation) -> Picture | None:
    """The share of those who slipped that is restricted because of it, month by month; None if there is none to see."""
    curve = [((month + 0.5) * MONTH / DAYS_A_YEAR, 100 * share) for month, share in shares]
    figures = [figure for _, figure in curve]
    if max(figures, default=0.0) < LEAST:
        return None
    top = next(top for top in (5, 10, 20, 50, 100) if top >= max(figures))
    drawing = draw_curves(
        {"because of it": curve},
        "years since the slip",
        "of 100 who slipped",
        top,
        ["because of it"],
        min(0.0, *figures),
    )
    return render_picture(drawing, name, f"{title}. The table gives what follows in all.", cite)


def _say(figure: float) -> str:
    """A mean for each slip; what is spared has its name."""
    if abs(figure) < LEAST:
        return "none" if not figure else "next to none"
    return say_rate(figure) if figure > 0 else f"{say_rate(-figure)} fewer"


def _tell_spiral(run: Results, world: str) -> str:
    """Whether losses follow from the loss; empty where no score moved."""
    found = estimate(run, lambda each: spiral_multiplier(each, world), "slips")
    if found is None:
        return ""
    told = f"or every point that the slip itself took, {_say_range(found)} were lost in all."
    if not isfinite(found.low):
        return f"F{told}"
    return f"{'One loss brings the next' if found.low > 1 else 'No spiral'}: f{told}"


def _say_range(found: Estimate) -> str:
    interval = f" ({found.low:.2f} to {found.high:.2f})" if isfinite(found.low) else ""
    return f"{found.value:.2f}{interval}"


def _tell_spread(run: Results, world: str) -> str:
    """Whether a drop spreads; empty where nobody fell."""
    found = contagion_number(run, world)
    if found is None:
        return ""
    told = f"{found:.2f} of one" if abs(found) >= 0.005 else "none"
    return f"For every band that those who slipped fell, others fell {told}; from 1 on, falls would bring falls without end."
