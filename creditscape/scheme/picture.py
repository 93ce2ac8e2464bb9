"""The picture of a scheme: bands to scale, points of rules by domain of life, lists from ground to consequence, as one SVG."""

from ..words import say
from .definition import Scheme
from .page_lines import Wording, list_wordings
from .page_rules import list_grounds, name_domain, order_domains, quote_rules, tell_list, title_list
from .picture_bands import draw_scores, find_start
from .picture_points import draw_points
from .svg import WIDTH, Sheet, cut, wrap

BOXES, GAP = (214, 128, 110, 128, 196), 18  # of a list, from left to right


def draw_scheme(scheme: Scheme) -> str:
    """The picture as SVG, in the first wording. Equal schemes give equal bytes."""
    first, sheet = list_wordings(scheme)[0], Sheet()
    titled = wrap(scheme.title, WIDTH - 32, 2)
    sheet.text(16, 24, scheme.id, "ink head")
    sheet.lines(16, 44, titled, "soft")
    sheet.y = 44 + 16 * len(titled)
    draw_scores(sheet, first)
    draw_points(sheet, first)
    for name in first.blocks.lists:
        _draw_list(sheet, first, name)
    return sheet.write(f"Bands and rules of {scheme.id}", _describe(first))


def _draw_list(sheet: Sheet, first: Wording, name: str) -> None:
    """One list from left to right: ground, publication, window, term, and what follows."""
    listing = first.blocks.lists[name]
    publication, window, term = tell_list(name, listing, first)
    grounds = list_grounds(name, first)
    follows = [
        measure.title or say(key)
        for key, measure in first.blocks.measures.items()
        if name in (measure.when.listed, measure.when.not_listed)
    ]
    steps = (
        ("Grounds", f"{len(grounds)}: {quote_rules(grounds, first)}" if grounds else "none yet"),
        ("Published", publication),
        ("Window", window),
        ("Term", term),
        ("What follows", f"{len(follows)}: {'; '.join(follows)}" if follows else "nothing by itself"),
    )
    sheet.heading(f"List: {cut(title_list(name, first), WIDTH - 80)}")
    _draw_steps(sheet, steps)


def _draw_steps(sheet: Sheet, steps: tuple[tuple[str, str], ...]) -> None:
    """Boxes with arrows between them."""
    told = [wrap(words, width - 16, 6) for (_, words), width in zip(steps, BOXES, strict=True)]
    height, top, x = 32 + 16 * max(map(len, told)), sheet.y, 16.0
    for (title, _), lines, width in zip(steps, told, BOXES, strict=True):
        if x > 16:
            y = top + height / 2
            sheet.line(x - GAP + 2, y, x - 3, y, "line", 1.5)
            sheet.path(f"M{x - 7:.1f} {y - 4:.1f}l5 4l-5 4", "line arrow")
        sheet.box(x, top, width, height, "box")
        sheet.text(x + 8, top + 18, title, "ink bold")
        sheet.lines(x + 8, top + 37, lines)
        x += width + GAP
    sheet.y = top + height + 14


def _describe(first: Wording) -> str:
    """The picture in words."""
    blocks, told = first.blocks, []
    for name, score in blocks.scores.items():
        told.append(f"Score {say(name)} starts at {find_start(first, score):,}.")
    for name, bands in blocks.bands.items():
        levels = ", ".join(
            level.name + ("" if level.from_ is None else f" from {level.from_:,}") for level in bands.levels
        )
        told.append(f"Bands {say(name)}: {levels}.")
    for domain in order_domains({name_domain(rule) for rule in blocks.rules.values()}):
        count = sum(name_domain(rule) == domain for rule in blocks.rules.values())
        told.append(f"{say(domain).capitalize()}: {count} rule{'s' if count > 1 else ''}.")
    return " ".join([*told, *(f"List: {title_list(name, first)}." for name in blocks.lists)])
