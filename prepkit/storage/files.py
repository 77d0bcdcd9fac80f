"""Files written whole or not at all, and what the disk may say."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

from prepkit.errors import DiskFullError, WorkspaceError, WorkspaceReadOnlyError


def from_os(error: OSError, path: Path) -> WorkspaceError:
    """Return what an error of the disk means for the person, in one line."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(f"the disk is full: {str(path)!r}: make room, then try again")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return WorkspaceReadOnlyError(
            f"may not be written: {str(path)!r}: choose a folder of your own, and close the file "
            "where it is open"
        )
    return WorkspaceError(f"cannot be used: {str(path)!r}: {error.strerror or error}")


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file whole or not at all, readable by its owner only; make its folder.

    Returns:
        The path.

    Raises:
        WorkspaceError: one of its subclasses; what was there before is still there.
    """
    temporary = path.with_name(f".{path.name[:100]}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise from_os(error, path) from error
    return path
