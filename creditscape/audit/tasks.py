"""What the author of a file would have to state before its silent standards can be tested: one task a fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..words import read_document
from .findings import Finding
from .standard import Standard

_ROOM = __name__.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Task:
    """fact: `min_age`, or a dotted path of the card; write: what may be written; asks: the question it answers;
    standards: those that wait for it, gravest first.
    """

    fact: str
    write: str
    asks: str
    standards: tuple[Standard, ...]

    @property
    def place(self) -> str:
        """Where in the file it is written."""
        return self.fact if self.fact == "min_age" else f"card.{self.fact}"


@cache
def load_questions() -> dict[str, dict[str, str]]:
    """For each fact what may be written (`write`) and the question that it answers (`asks`)."""
    return read_document(files(_ROOM) / "questions.yaml").data["questions"]


def list_tasks(findings: Sequence[Finding]) -> list[Task]:
    """The facts that findings wait for, one task each; those that grave standards and many standards wait for first.

    Args: findings: of one scheme. Returns: tasks; none if nothing is NOT_TESTABLE.
    """
    waiting: dict[str, list[Standard]] = {}
    for finding in findings:
        if finding.verdict == "NOT_TESTABLE":
            for row in finding.evidence:
                fact = row.removeprefix("absent: card.").partition(":")[0]
                if (
                    fact in load_questions()
                ):  # what only a larger or other run could tell is no task of the author
                    waiting.setdefault(fact, []).append(finding.standard)
    tasks = [
        Task(
            fact,
            **load_questions()[fact],
            standards=tuple(sorted(standards, key=lambda each: (-each.severity, each.id))),
        )
        for fact, standards in waiting.items()
    ]
    return sorted(tasks, key=lambda task: (-task.standards[0].severity, -len(task.standards), task.fact))
