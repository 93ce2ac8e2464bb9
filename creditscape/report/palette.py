"""Colours and shapes of the report. Lightness differs as much as hue, so that everything also reads in grey;
red marks harm only.
"""

INK, SOFT, GRID, PAPER = "#1b2733", "#51606f", "#dfe5ea", "#ffffff"
LIGHTEST_BAND, DARKEST_BAND = (222, 233, 242), (24, 52, 84)
HARM, BURDEN, RELIEF, GAIN, NEUTRAL = "#9b1c12", "#3d5a78", "#0b6e69", "#0b6e69", "#7b8794"
CAUSE_COLOURS = {
    "own_breach": "#b8c7d6",
    "own_lawful": "#6b6ea8",
    "no_event": "#8c1c13",
    "of_another": "#c08a2d",
}
PART_COLOURS = {
    "unlawful conduct": CAUSE_COLOURS["own_breach"],
    "lawful conduct": CAUSE_COLOURS["own_lawful"],
    "wrong records": CAUSE_COLOURS["no_event"],
    "conduct of others": CAUSE_COLOURS["of_another"],
    "shocks": BURDEN,
    "nobody": NEUTRAL,
}
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"


def shade_bands(count: int) -> list[str]:
    """Colours for bands, best (light) to lowest (dark): a single hue, for a band is a place and no
    verdict.
    """
    steps = max(count - 1, 1)
    return [
        "#"
        + "".join(
            f"{low + (high - low) * step // steps:02x}"
            for low, high in zip(LIGHTEST_BAND, DARKEST_BAND, strict=True)
        )
        for step in range(count)
    ]
