"""Every error prepkit raises on purpose.

    PrepkitError
    ├── WorkspaceError              the folder or its prep.db cannot be used
    │   ├── WorkspaceNotFoundError      there is none here
    │   ├── WorkspaceExistsError        there is one here already
    │   ├── NotAWorkspaceError          the file is something else, or was tampered with
    │   ├── NewerWorkspaceError         made by a newer prepkit
    │   ├── DamagedWorkspaceError       the file or a revision in it is damaged
    │   ├── WorkspaceLockedError        another program is writing
    │   ├── WorkspaceReadOnlyError      the file or folder may not be written
    │   ├── WorkspaceReplacedError      the file was moved or replaced while open
    │   └── DiskFullError               no room, or the disk refused the write
    ├── LookupFailedError           a name that means nothing here
    │   ├── UnknownCompanyError
    │   ├── UnknownSectionError
    │   └── UnknownRecordError
    ├── InvalidRecordError          values that do not fit their fields, all of them at once
    ├── InvalidParameterError       a parameter of a notebook or a command that makes no sense
    ├── UnreadableFileError         nothing in a file to import can be read
    ├── OnlineError                 what is online could not be fetched
    └── ReportError                 a report could not be made
        ├── NotebookRunError            a notebook stopped, or did not run to its end
        └── TypesetError                the pages could not be set

Messages are one line, lower case: *what: which: what to do*.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping


class PrepkitError(Exception):
    """Base of everything prepkit raises on purpose; its text is one readable line."""

    def _render_traceback_(self) -> list[str]:
        # IPython calls this in place of a traceback: a person filling in a form reads one line.
        return [str(self)]


class WorkspaceError(PrepkitError):
    """The workspace cannot be used."""


class WorkspaceNotFoundError(WorkspaceError):
    """There is no workspace in the folder, nor in any folder above it."""


class WorkspaceExistsError(WorkspaceError):
    """The folder holds a workspace already."""


class NotAWorkspaceError(WorkspaceError):
    """The file is not a prepkit workspace, or holds things prepkit never puts there."""


class NewerWorkspaceError(WorkspaceError):
    """The workspace was made by a newer prepkit than this one."""


class DamagedWorkspaceError(WorkspaceError):
    """The file, or a revision in it, is not what was written."""


class WorkspaceLockedError(WorkspaceError):
    """Another window or program is writing to the workspace."""


class WorkspaceReadOnlyError(WorkspaceError):
    """The workspace may be read but not written."""


class WorkspaceReplacedError(WorkspaceError):
    """The file was moved, deleted or replaced while it was in use."""


class DiskFullError(WorkspaceError):
    """The disk is full or refused the write."""


class LookupFailedError(PrepkitError):
    """A name that means nothing here."""


class UnknownCompanyError(LookupFailedError):
    """No company of that name in the workspace."""


class UnknownSectionError(LookupFailedError):
    """No section of that name in the chapter."""


class UnknownRecordError(LookupFailedError):
    """No record, revision or kind of that name."""


class InvalidRecordError(PrepkitError):
    """One or more values do not fit their fields.

    Attributes:
        problems: what is wrong, by field name, in the order of the form.
    """

    def __init__(self, kind: str, problems: Mapping[str, str]) -> None:
        self.kind = kind
        self.problems = dict(problems)
        listed = "; ".join(f"{name}: {problem}" for name, problem in self.problems.items())
        super().__init__(f"{kind} not saved: {listed}")


class InvalidParameterError(PrepkitError):
    """A parameter of a notebook or a command that makes no sense."""


class UnreadableFileError(PrepkitError):
    """Nothing in a file to import can be read: it is something else, refused, empty or too big."""


class OnlineError(PrepkitError):
    """What is online could not be fetched; nothing in the workspace was changed."""


class ReportError(PrepkitError):
    """A report could not be made."""


class NotebookRunError(ReportError):
    """A notebook stopped with an error, or did not run to its end."""


class TypesetError(ReportError):
    """The pages could not be set."""


def suggest(name: str, known: Iterable[str]) -> str:
    """Return what to do about a name that is not known, for the end of a message.

    Returns:
        ``did you mean 'mission'?`` when something known is close, else the known names.
    """
    known = list(known)
    close = difflib.get_close_matches(name.casefold(), known, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known are {', '.join(known)}" if known else "there are none yet"
