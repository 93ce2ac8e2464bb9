"""The process of a scheme: its own way for people to put a record right, from the first word they get to the correction.

Words and truth values decide here what happens, as numbers do elsewhere, so each of them has a source or is openly assumed.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ..words import mismatch
from .fields import Cited, Name, Span, Worded

Truth = Annotated[bool, Worded("CitedTruth")]


class Review(Cited):
    """A second body that may be asked after a refusal. decided: how long it may take."""

    decided: Span | None = None


class Process(Cited):
    """How a record is contested and put right; what each word means stands in docs/language.md, section 2."""

    notice: Annotated[Literal["none", "arrival", "publication"], Worded("CitedNotice")]
    reasons: Truth
    within: Span | None = None
    proof: Annotated[Literal["keeper", "subject"], Worded("CitedProof")]
    suspends: Truth
    decided: Span | None = None
    unanswered: Annotated[Literal["waits", "stands", "falls"], Worded("CitedSilence")] = "waits"
    corrected: Span | None = None
    corrects: Annotated[Literal["every", "one"], Worded("CitedReach")] = "every"
    review: Review | None = None
    except_: list[Annotated[Name, Worded("CitedName")]] | None = Field(None, min_length=1, alias="except")

    @model_validator(mode="after")
    def _check(self) -> "Process":
        if self.unanswered != "waits" and self.decided is None:
            raise mismatch(
                "E253", f"'unanswered: {self.unanswered}' needs 'decided', the time that is over then"
            )
        return self
