"""Live widgets: what the page and Python say to each other, and whether anybody is looking.

The page sends messages ``{"do": …, "client": …, "seq": …}`` and is answered with
``{"type": "answer", "client": …, "seq": …}``; an answer may carry ``error``, one readable line.
What a message brings in bytes is in its ``buffers``.
What every page that shows the widget should know is sent as ``{"type": "changed", …}``, and what
went wrong after an answer as ``{"type": "trouble", "error": …}``.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, ClassVar, TypeVar

import anywidget
import traitlets

from prepkit.errors import InvalidRecordError, PrepkitError

Message = Mapping[str, Any]
T = TypeVar("T")

_GREETINGS = ("hello", "bye")

# One for all: widgets follow each other, and messages come in more than one thread.
LOCK = threading.RLock()


def source(*names: str) -> str:
    """Return the script files of these names as one module, in order."""
    return "\n".join((files(__package__) / name).read_text("utf-8") for name in names)


STYLE = source("widgets.css")


def save_what_fits(
    save: Callable[[dict[str, Any]], T], values: Mapping[str, Any]
) -> tuple[T | None, dict[str, Any], dict[str, str]]:
    """Save values, without those that do not fit: the rest must not wait for them.

    Returns:
        What saving gave, ``None`` when nothing fits; the values saved; what is wrong, by field.

    Raises:
        PrepkitError: when none of them could be saved, for a reason that is in no field.
    """
    values = dict(values)
    problems: dict[str, str] = {}
    while values:
        try:
            return save(values), values, problems
        except InvalidRecordError as error:
            wrong = {name: said for name, said in error.problems.items() if name in values}
            if not wrong:
                raise
            problems |= wrong
            values = {name: value for name, value in values.items() if name not in wrong}
    return None, {}, problems


class Live(anywidget.AnyWidget):
    """A widget that is drawn by a script of ours and talks with it in messages.

    Attributes:
        acts: what a page may ask for, by the name in ``do``, and the method that does it. The
            method takes the message and returns what the answer carries.
    """

    _css = STYLE
    ident = traitlets.Unicode().tag(sync=True)
    acts: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **state: Any) -> None:
        self._clients: set[str] = set()
        self._seen = False
        # Its page has to find it among all models; see ``listen`` in dom.js.
        ident = uuid.uuid4().hex
        super().__init__(model_id=ident, ident=ident, **state)
        self.on_msg(self._received)

    @property
    def is_watched(self) -> bool:
        """Whether a page shows it, as far as pages have said."""
        return bool(self._clients)

    def _received(self, _: Any, message: Message, buffers: Any) -> None:
        if buffers:
            message = {**message, "buffers": buffers}
        with LOCK:
            do, client = message.get("do"), str(message.get("client", ""))
            if do in _GREETINGS:
                if do == "hello":
                    self.greeted(first=not self._seen)
                    self._seen = True
                    self._clients.add(client)
                else:
                    self._clients.discard(client)
                return
            answer = self._answer(message)
            if "seq" in message:
                self.send({"type": "answer", "client": client, "seq": message["seq"], **answer})
            if "error" not in answer and (trouble := self._attempt(self.answered, message)):
                self.send({"type": "trouble", **trouble})

    def greeted(self, *, first: bool) -> None:
        """Do what is to be done when a page begins to show it: nothing, unless told otherwise."""

    def answered(self, message: Message) -> None:
        """Do what is to be done after an answer has gone out: nothing, unless told otherwise."""

    def _answer(self, message: Message) -> dict[str, Any]:
        name = self.acts.get(str(message.get("do")))
        if name is None:
            return {"error": f"this prepkit does not know {message.get('do')!r}: press Start again"}
        return self._attempt(getattr(self, name), message)

    def _attempt(
        self, act: Callable[[Message], Mapping[str, Any] | None], message: Message
    ) -> dict[str, Any]:
        """Return what an act gives, or what went wrong in one line: never a traceback."""
        try:
            return dict(act(message) or {})
        except PrepkitError as error:
            return {"error": str(error)}
        except Exception as error:
            return {"error": f"prepkit made a mistake ({type(error).__name__}: {error})"}
