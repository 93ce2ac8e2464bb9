"""A folder that holds a run: claimed by one run at a time, and written so that a file is there whole or not
at all.
"""

import errno
import os
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from ..words import InputError, IntegrityError, StorageError

try:
    import fcntl
except ImportError:  # Windows: a folder cannot be locked there
    fcntl = None

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextmanager
def claim_folder(
    folder: str | os.PathLike[str], check: Callable[[Path], None]
) -> Generator[Path, None, None]:
    """Make a folder if need be and keep every other run out of it for a while.

    check: refuses a folder whose contents are not ours to replace. A folder made here that stays empty is
    removed. Raises: InputError (U110 is a file), StorageError (E402 cannot be made or written, E410 in
    use), and as `check`.
    """
    target = Path(folder)
    made, handle = _make_folders(target), -1
    try:
        handle = _lock(target)
        check(target)
        yield target
    finally:
        if handle >= 0:
            os.close(handle)
        for each in made:
            with suppress(OSError):
                each.rmdir()


def _make_folders(target: Path) -> list[Path]:
    """The folders that had to be made, the innermost first."""
    try:
        if target.exists() and not target.is_dir():
            raise InputError("U110", "is a file; give a folder", file=target)
        missing = [each for each in (target, *target.parents) if not each.exists()]
        target.mkdir(parents=True, exist_ok=True)
        return missing
    except (OSError, ValueError) as error:
        raise refuse_write(error, target) from None


def _lock(target: Path) -> int:
    """A handle that holds the folder until it is closed or the program ends; -1 where there are no locks."""
    if not os.access(target, os.W_OK | os.X_OK):
        raise StorageError("E402", "cannot create files: permission denied", file=target)
    if fcntl is None:
        return -1
    handle = os.open(target, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise StorageError(
            "E410", "in use by another run; wait for it or choose another folder", file=target
        ) from None
    except OSError:  # some network file systems know no locks
        os.close(handle)
        return -1
    return handle


def publish(path: Path, content: bytes) -> str:
    """Put a file in place, whole or not at all, and surely on the disk. Returns: its SHA-256.

    Raises: StorageError (E402 cannot be written, E403 no space left); an old file is then as it was.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        try:
            with open(beside, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, path)
        except BaseException:
            with suppress(OSError):
                beside.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise refuse_write(error, path) from None
    return sha256(content).hexdigest()


def sync_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def refuse_write(error: OSError | ValueError, path: Path) -> StorageError:
    """The error a user meets when the system refuses to write."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    if getattr(error, "errno", None) in _FULL:
        return StorageError(
            "E403",
            f"no space left: {reason}",
            file=path,
            hint="What was there before is unharmed; free some space",
        )
    return StorageError("E402", f"cannot create: {reason}", file=path)


def read_kept(path: Path, largest: int, missing: str) -> bytes:
    """The bytes of a regular file of a kept run; missing: the code of its absence.

    Raises: IntegrityError (missing, not a regular file, too large), StorageError E401 (cannot be read).
    """
    try:
        if not os.path.lexists(path):
            raise IntegrityError(missing, "is missing; this is no finished run", file=path)
        if path.is_symlink() or not path.is_file():
            raise IntegrityError("E501", "is not a regular file", file=path)
        if path.stat().st_size > largest:
            raise IntegrityError("E501", f"is larger than {largest} bytes", file=path)
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            "E401", f"cannot read: {(error.strerror or 'unknown').lower()}", file=path
        ) from None
