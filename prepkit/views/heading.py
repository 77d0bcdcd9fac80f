"""The top of a notebook: whom it is for, how long there is, which path, and where to go on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import traitlets

from prepkit.errors import InvalidRecordError
from prepkit.views.live import LOCK, Live, Message, source


class Chooser(Protocol):
    """What happens when somebody chooses at the top of a notebook."""

    def choose(self, company: str) -> None:
        """Work for another company."""

    def add(self, name: str, role: str, interview_on: str) -> None:
        """Add a company, and work for it."""

    def take(self, path: str) -> None:
        """Take another path through the sections."""


class Heading(Live):
    """The top of a notebook.

    Args:
        state: what it shows; see ``Workbook``.
        chooser: what happens on a choice.
        on_change: called after a choice, and when the page asks for what is new.

    Attributes:
        state: ``company``, ``companies``, ``when``, ``path``, ``paths``, ``sections``, ``next``.
    """

    _esm = source("dom.js", "fields.js", "heading.js")
    state = traitlets.Dict().tag(sync=True)
    acts: ClassVar[Mapping[str, str]] = {
        "choose": "_choose", "add": "_add", "path": "_take", "refresh": "_nothing"
    }  # fmt: skip

    def __init__(self, state: Mapping[str, Any], chooser: Chooser, on_change: Any) -> None:
        self._chooser, self._on_change = chooser, on_change
        super().__init__(state=dict(state))

    def show(self, state: Mapping[str, Any]) -> None:
        """Show something else; nothing is sent when it is the same."""
        with LOCK:
            self.state = dict(state)

    def answered(self, message: Message) -> None:
        """Have everything follow a choice."""
        self._on_change("refresh" if message["do"] == "refresh" else "saved")

    def _choose(self, message: Message) -> None:
        self._chooser.choose(str(message["company"]))

    def _add(self, message: Message) -> dict[str, Any]:
        given = [str(message.get(name) or "") for name in ("name", "role", "interview_on")]
        try:
            self._chooser.add(*given)
        except InvalidRecordError as error:
            return {"problems": error.problems}
        return {}

    def _take(self, message: Message) -> None:
        self._chooser.take(str(message["path"]))

    def _nothing(self, message: Message) -> None:
        """What is asked for happens after the answer."""
