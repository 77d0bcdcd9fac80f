"""What the door for a CV shows, as plain data: the language between an intake and the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Brought:
    """One CV that was brought in.

    Attributes:
        id: of its record.
        file: what it was called.
        found: roles and projects in it.
        left: how many of them wait to be kept or taken off.
        notes: what was not taken over, one line each.
        again: whether it was here already when it came.
    """

    id: str
    file: str
    found: int
    left: int
    notes: tuple[str, ...] = ()
    again: bool = False

    @property
    def says(self) -> str:
        """What came of it, in words."""
        return f"This CV is here already. {self._found}" if self.again else self._found

    @property
    def _found(self) -> str:
        found = "1 role or project" if self.found == 1 else f"{self.found} roles and projects"
        if self.left == self.found:
            return f"{found} found: {'it waits' if self.found == 1 else 'they wait'} to be kept."
        if self.left:
            return f"{found} found: {self.left} wait{'s' if self.left == 1 else ''} to be kept."
        return f"{found} found: none waits to be kept any more."


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What is shown of the CVs that were brought in.

    Attributes:
        brought: the one that came last first.
        closed: whether the door is closed when the page is opened; it can be opened there.
        folded: whether the section is not on the path that was chosen.
    """

    brought: tuple[Brought, ...] = ()
    closed: bool = False
    folded: bool = False


class Source(Protocol):
    """Where CVs go. Every method may raise a ``PrepkitError``."""

    def take(self, name: str, data: bytes) -> Brought:
        """Read a CV and keep it as it came.

        Args:
            name: of the file, as the person's computer has it: to be shown, never to be opened.
            data: all of it.
        """

    def take_off(self, id: str) -> None:
        """Take a CV away, and with it what it suggests; what was kept stays."""
