"""Files that people write, taken in as text: regular, bounded, UTF-8, without hidden characters."""

import errno
import os
import stat
from importlib.resources.abc import Traversable
from pathlib import Path

from .errors import UNSEEN, InputError, StorageError

LARGEST_FILE = 1 << 20
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)


def read_text(path: str | Path | Traversable, *, follow: bool = True) -> str:
    """The text of a file of at most 1 MiB, with `\\n` line ends and without byte order mark.

    follow: whether the path may be a symbolic link. Raises: InputError (E001-E003, E104-E106, E110, E113),
    StorageError (E401).
    """
    name = str(path)
    return decode(read_bytes(path, name, follow), name)


def read_bytes(path: str | Path | Traversable, name: str, follow: bool = True) -> bytes:
    """The bytes of a regular file of at most 1 MiB.

    A device, FIFO or folder is refused at once, never waited for.
    """
    try:
        handle = os.open(
            os.fspath(path) if isinstance(path, str | os.PathLike) else name,
            _OPEN | (0 if follow else getattr(os, "O_NOFOLLOW", 0)),
        )
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise InputError("E001", "no such file", file=name) from None
    except OSError as error:
        raise _refuse(error, name) from None
    try:
        check_regular(handle, name)
        with os.fdopen(os.dup(handle), "rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise _refuse(error, name) from None
    finally:
        os.close(handle)
    if len(content) > LARGEST_FILE:
        raise InputError("E110", "file is larger than 1 MiB; limit is 1 MiB", file=name)
    return content


def check_regular(handle: int, name: str) -> None:
    """Refuse whatever is not a regular file. Raises: InputError (E002 folder, E003 anything else)."""
    mode = os.fstat(handle).st_mode
    if stat.S_ISDIR(mode):
        raise InputError("E002", "is a folder; give a file", file=name)
    if not stat.S_ISREG(mode):
        raise InputError("E003", "not a regular file", file=name)


def decode(content: bytes, name: str) -> str:
    """The text of bytes in UTF-8; a byte order mark and CRLF are accepted.

    Raises: InputError E105 and as `check_seen`.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise InputError("E105", f"not UTF-8 at byte {error.start}", file=name) from None
    check_seen(text, name)
    return text


def check_seen(text: str, name: str, line: int = 1) -> None:
    """Refuse a text that begins at a line with tabs (E104), control (E106), hidden or bidi characters
    (E113).
    """
    for match in UNSEEN.finditer(text):
        if match[0] != "\n":
            raise _refuse_character(text, match.start(), name, line)


def _refuse_character(text: str, at: int, name: str, first: int) -> InputError:
    line, number = text.count("\n", 0, at) + first, ord(text[at])
    if number != 9:
        words = "control" if number < 0xA0 or 0xD800 <= number <= 0xDFFF else "hidden"
        code = "E106" if words == "control" else "E113"
        return InputError(code, f"{words} character U+{number:04X}; remove it", file=name, line=line)
    indents = not text[text.rfind("\n", 0, at) + 1 : at].strip()
    return InputError(
        "E104", f"tab {'used for indentation' if indents else 'found'}; use spaces", file=name, line=line
    )


def _refuse(error: OSError, name: str) -> InputError:
    if error.errno == errno.ELOOP:
        return InputError("E003", "not a regular file, but a link", file=name)
    if error.errno == errno.ENAMETOOLONG:
        return InputError("E001", "no such file", file=name)
    return StorageError("E401", f"cannot read: {(error.strerror or 'unknown reason').lower()}", file=name)
