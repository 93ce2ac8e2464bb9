"""Drawing by hand: a sheet of SVG that reads on light and on dark pages, words of at least 12.5 pixels, numbers as short text.

The colours of the sheet follow the reader's own setting; it always has paper of its own, so that nothing depends on the page around it.
"""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

WIDTH = 880
SIZE = 12.5
_STYLE = """
.paper{fill:#fff}.ink{fill:#1b2733}.soft{fill:#51606f}.line{stroke:#51606f}.grid{stroke:#dfe5ea}.zero{stroke:#1b2733}
.band{fill:#dbe6ef;stroke:#51606f}.odd{fill:#f0f4f7;stroke:#51606f}.take{fill:#3d5a78;stroke:#3d5a78}.give{fill:#0b6e69;stroke:#0b6e69}
.hollow{fill:#fff}.arrow{fill:none}.over{fill:#fff}.box{fill:#f0f4f7;stroke:#51606f}
text{font:12.5px "Liberation Sans",Arial,Helvetica,sans-serif}
.head{font-size:15px;font-weight:bold}.bold{font-weight:bold}
@media (prefers-color-scheme:dark){.paper{fill:#14191f}.ink{fill:#e6ebf0}.soft{fill:#a9b6c3}.line{stroke:#a9b6c3}
.grid{stroke:#2c3640}.zero{stroke:#e6ebf0}.band{fill:#2f4253;stroke:#a9b6c3}.odd{fill:#202a33;stroke:#a9b6c3}
.take{fill:#8fb1d3;stroke:#8fb1d3}.give{fill:#5cc4bc;stroke:#5cc4bc}.hollow{fill:#14191f}.over{fill:#14191f}.box{fill:#202a33;stroke:#a9b6c3}}
""".replace("\n", "")


class Sheet:
    """A drawing that grows downwards. y: where the next part begins."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.y = 16.0

    def text(self, x: float, y: float, words: str, look: str = "ink", anchor: str = "start") -> None:
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(f'<text class="{look}" x="{short(x)}" y="{short(y)}"{place}>{escape(words)}</text>')

    def lines(self, x: float, y: float, words: Iterable[str], look: str = "ink") -> None:
        """Lines of text below each other, the first at y."""
        for number, each in enumerate(words):
            self.text(x, y + 16 * number, each, look)

    def box(self, x: float, y: float, width: float, height: float, look: str, words: str = "") -> None:
        """A rectangle; words: what it says when pointed at."""
        title = f"<title>{escape(words)}</title>" if words else ""
        size = f'x="{short(x)}" y="{short(y)}" width="{short(width)}" height="{short(height)}"'
        self.parts.append(
            f'<rect class="{look}" {size}>{title}</rect>' if title else f'<rect class="{look}" {size}/>'
        )

    def line(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        look: str = "line",
        wide: float = 1,
        dashed: bool = False,
    ) -> None:
        more = (f' stroke-width="{short(wide)}"' if wide != 1 else "") + (
            ' stroke-dasharray="4 3"' if dashed else ""
        )
        self.parts.append(
            f'<line class="{look}" x1="{short(x)}" y1="{short(y)}" x2="{short(x2)}" y2="{short(y2)}"{more}/>'
        )

    def path(self, steps: str, look: str, words: str = "") -> None:
        title = f"<title>{escape(words)}</title>" if words else ""
        self.parts.append(
            f'<path class="{look}" d="{steps}">{title}</path>'
            if title
            else f'<path class="{look}" d="{steps}"/>'
        )

    def dot(
        self, x: float, y: float, radius: float, look: str, words: str = "", square: bool = False
    ) -> None:
        """A round mark, or a square one on its corner."""
        if square:
            r = short(radius + 1)
            self.path(f"M{short(x)} {short(y)}m0 -{r}l{r} {r}l-{r} {r}l-{r} -{r}z", look, words)
            return
        title = f"<title>{escape(words)}</title></circle>" if words else ""
        head = f'<circle class="{look}" cx="{short(x)}" cy="{short(y)}" r="{short(radius)}"'
        self.parts.append(f"{head}>{title}" if title else f"{head}/>")

    def heading(self, words: str) -> None:
        self.text(16, self.y + 16, words, "ink head")
        self.y += 30

    def write(self, title: str, about: str) -> str:
        """The SVG. title, about: what it shows, for those who do not see it."""
        height = short(self.y + 8)
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img"'
        names = f" aria-label={quoteattr(title)}><title>{escape(title)}</title><desc>{escape(about)}</desc>"
        paper = f'<rect class="paper" width="{WIDTH}" height="{height}" rx="6"/>'
        return "\n".join([f"{head}{names}<style>{_STYLE}</style>{paper}", *self.parts, "</svg>", ""])


def short(number: float) -> str:
    """A number with at most one decimal."""
    return f"{number:.1f}".removesuffix(".0")


def width_of(words: str) -> float:
    """About how wide words are: a bit more than they are in the usual fonts."""
    return sum(map(_width_of_sign, words))


def _width_of_sign(sign: str) -> float:
    if ord(sign) > 0x2E7F:  # East Asian signs are square
        return SIZE
    if sign in " .,:;'|!()ilj":
        return 4.4
    return 9.6 if sign in "mwMW%@" or sign.isupper() else 7.5


def wrap(words: str, width: float, most: int = 0) -> list[str]:
    """Words in lines no wider than `width`; at most so many lines, the last then ends in an ellipsis."""
    lines: list[str] = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    lines = [cut(line, width) for line in lines]
    if most and len(lines) > most:
        lines = [*lines[: most - 1], cut(f"{lines[most - 1]} {lines[most]} ...", width)]
    return lines


def cut(words: str, width: float) -> str:
    """Words cut to a width."""
    if width_of(words) <= width:
        return words
    while words and width_of(words + "...") > width:
        words = words[:-1]
    return words.rstrip(" .") + "..."


def stack(spans: Sequence[tuple[float, float]], gap: float = 2) -> list[int]:
    """A row for each span, in the order given, so that no two of one row come closer than `gap`; the lowest rows first."""
    taken: list[list[tuple[float, float]]] = []
    rows = []
    for left, right in spans:
        row = next(
            (
                number
                for number, each in enumerate(taken)
                if all(right + gap <= a or b + gap <= left for a, b in each)
            ),
            len(taken),
        )
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        rows.append(row)
    return rows


def pick_ticks(low: float, high: float, most: int = 9) -> list[int]:
    """Round numbers between two ends, at most so many."""
    raw = max((high - low) / most, 1)
    scale = 10 ** (len(str(int(raw))) - 1)
    step = next(factor * scale for factor in (1, 2, 5, 10) if factor * scale >= raw)
    first = -int(-low // step) * step
    return list(range(int(first), int(high) + 1, int(step)))
