"""Names of the steps of a dispute, as the tables of results spell them."""

from typing import Final

STAGES: Final = (
    "brought",
    "learnt",
    "filed",
    "lapsed",
    "upheld",
    "refused",
    "reviewed",
    "upheld_on_review",
    "corrected",
    "everywhere",
    "reinserted",
)
RECORDS: Final = ("wrong", "right")  # what a dispute is about
