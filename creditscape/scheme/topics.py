"""What a scheme's file leaves open, by topic: the numbers of a topic are moved together when assumptions are tried."""

POINTS, TERMS, BANDS, PROCEDURE, SCOPE = (
    "points of the rules",
    "terms of records and entries",
    "bands and starting scores",
    "procedure",
    "who is covered, and when",
)
TOPICS = (POINTS, TERMS, BANDS, PROCEDURE, SCOPE)
_OF_BLOCK = {"bands": BANDS, "scores": BANDS, "caps": POINTS, "process": PROCEDURE}
_TERMS = frozenset({"lasts", "term", "window", "delay"})


def find_topic(name: str) -> str:
    """The topic of a range. name: as it varies, such as `rules.late.points`."""
    steps = name.split(".")
    if steps[0] == "rules" and "points" in steps:
        return POINTS
    if _TERMS & set(steps):
        return TERMS
    return _OF_BLOCK.get(steps[0], SCOPE)
