"""What a run has so far: the sums of its first communities, as bytes that can be kept and trusted.

Tallies are sums and communities need nothing of each other, so a run that was broken off goes on behind the last community that was
noted. Sums and number of communities are one file: nothing can be counted twice or be lost between the two.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

import numpy as np

from ..kernel import SOURCES, Tallies
from ..words.errors import IntegrityError
from .lowering import Lowered

_SEAL = 64


@dataclass(frozen=True)
class Partial:
    """The sums of communities 0 .. done - 1."""

    done: int
    tallies: Tallies


class Store(Protocol):
    """Where a run notes how far it has come."""

    def find(self, fingerprint: str) -> Partial | None:
        """What was noted of the very same run."""

    def note(self, fingerprint: str, partial: Partial) -> None:
        """Keep it, surely, in place of what was noted before."""


def fingerprint(low: Lowered) -> str:
    """SHA-256 over all that decides what a community adds: every table, every number of the plan, the kernel's sources."""
    digest = hashlib.sha256(SOURCES.encode())
    digest.update(repr([int(number) for number in low.plan]).encode())
    for name, array in zip(low.tables._fields, low.tables, strict=True):
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode() + array.tobytes())
    return digest.hexdigest()


def pack(mark: str, partial: Partial) -> bytes:
    """A partial result as bytes, sealed by their SHA-256. mark: the run's fingerprint."""
    buffer = BytesIO()
    np.savez(buffer, mark=np.array(mark), done=np.array(partial.done), **partial.tallies._asdict())
    content = buffer.getvalue()
    return hashlib.sha256(content).hexdigest().encode() + content


def unpack(content: bytes, mark: str, file: str) -> Partial | None:
    """The partial result in bytes; None if it is of a run with another fingerprint.

    Raises: IntegrityError E501 for bytes that are not as they were written.
    """
    seal, inner = content[:_SEAL], content[_SEAL:]
    if hashlib.sha256(inner).hexdigest().encode() != seal:
        hint = "Remove it to begin anew"
        raise IntegrityError("E501", "is damaged; it is not what was written", file=file, hint=hint)
    with np.load(BytesIO(inner), allow_pickle=False) as kept:
        if str(kept["mark"]) != mark:
            return None
        return Partial(int(kept["done"]), Tallies(**{name: kept[name] for name in Tallies._fields}))
