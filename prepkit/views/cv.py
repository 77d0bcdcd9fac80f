"""The door for a CV in a notebook: a file comes in, and what came of it is said.

A CV is small, so that it travels in one message. The same file may be sent again without harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, ClassVar

from prepkit.errors import InvalidParameterError
from prepkit.views.brought import Arrivals, Brought, Source
from prepkit.views.live import LOCK, STYLE, Live, Message, source

LARGEST = 1_000_000
"""Bytes of the largest file that is taken."""


class CvDoor(Live):
    """The door by which a CV comes into a notebook.

    Args:
        source: where CVs go.
        arrivals: what is shown first.
        on_change: called with ``"saved"`` when a CV was brought in or taken off.
    """

    _esm = source("dom.js", "files.js", "cv.js")
    _css = STYLE + source("shelves.css", "cv.css")
    acts: ClassVar[Mapping[str, str]] = {"take": "_take", "off": "_off"}

    def __init__(
        self, source: Source, arrivals: Arrivals, on_change: Callable[[str], None]
    ) -> None:  # fmt: skip
        self._source, self._on_change = source, on_change
        self._arrivals = self._begun = arrivals
        super().__init__()

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the widget's state; ``view`` in it is always what is shown now."""
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        if key is None:
            state["view"] = _sent(self._arrivals) | {"largest": LARGEST}
        return state

    @property
    def arrivals(self) -> Arrivals:
        """What is shown."""
        return self._arrivals

    def show(self, arrivals: Arrivals) -> None:
        """Show something else on every page; nothing is sent when it is the same."""
        with LOCK:
            before, self._arrivals = self._arrivals, arrivals
            if arrivals != before:
                self.send({"type": "changed", **_sent(arrivals)})

    def greeted(self, *, first: bool) -> None:
        """Bring a page up to date that began with what there was when the widget was made."""
        if not first or self._arrivals is not self._begun:
            self.send({"type": "changed", **_sent(self._arrivals)})

    def answered(self, message: Message) -> None:
        """Tell whoever made the widget."""
        self._on_change("saved")

    def _take(self, message: Message) -> dict[str, Any]:
        (data,) = message["buffers"]
        if len(data) > LARGEST:
            raise InvalidParameterError(f"larger than {LARGEST // 1000} kB: a CV is text alone")
        brought = self._source.take(str(message["name"]), bytes(data))
        return {"brought": _sent_one(brought)}

    def _off(self, message: Message) -> None:
        self._source.take_off(str(message["id"]))


def _sent(arrivals: Arrivals) -> dict[str, Any]:
    brought = [_sent_one(one) for one in arrivals.brought]
    return {"brought": brought, "closed": arrivals.closed, "folded": arrivals.folded}


def _sent_one(brought: Brought) -> dict[str, Any]:
    return asdict(brought) | {"says": brought.says}
