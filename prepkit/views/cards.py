"""Cards: what the card sort and the pairwise comparison have in common.

The page keeps each move until it has heard that it is on the disk (``outbox.js``); this end checks
it, has it saved, answers, and tells every page what has changed. Where things are stored is the
business of the functions it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import traitlets

from prepkit.views.deck import Save, Saved
from prepkit.views.live import STYLE, Live, Message, source


class Cards(Live):
    """A widget with cards.

    Attributes:
        deck: what seldom changes: title, cards and the like.
        state: what changes as somebody goes on.
    """

    _css = STYLE + source("cards.css")
    acts: ClassVar[Mapping[str, str]] = {"save": "_save"}
    deck: Any = traitlets.Dict().tag(sync=True)
    state: Any = traitlets.Dict().tag(sync=True)
    _saved_at = ""
    _save_values: Save
    _on_change: Callable[[str], None]

    def answered(self, message: Message) -> None:
        """Tell those who observe and whoever made the widget, now that the page has its answer."""
        self._publish()
        self._on_change("saved")

    def _publish(self) -> None:
        """Set what there is to be observed; nothing, unless a widget has something."""

    def _tell(self, state: dict[str, Any], **deck: Any) -> None:
        """Tell every page what is so now, unless it knows, and what the deck has become."""
        deck = {name: value for name, value in deck.items() if self.deck[name] != value}
        if state == self.state and not deck:
            return
        # Pages take the message, which keeps its place among the answers; the rest is for pages
        # that are yet to come.
        self.send({"type": "changed", **state, **deck})
        self.state = state
        if deck:
            self.deck = self.deck | deck

    def _store(self, id: str, values: dict[str, Any], message: Message) -> Saved:
        """Have values saved, under the name the page gave to this save."""
        base, nonce = str(message.get("base", "")), str(message.get("nonce", ""))
        return self._save_values(id, values, base, nonce)

    def _accept(self, record: str, values: Mapping[str, Any], saved: Saved | None, revision: str,
                problems: Mapping[str, str]) -> dict[str, Any]:  # fmt: skip
        """Return the answer to values that are on the disk, whether just now or before."""
        if saved:
            self._saved_at = saved.at.isoformat()
        sent = {
            "id": record, "revision": revision, "savedAt": self._saved_at, "values": dict(values),
        }  # fmt: skip
        return {"record": sent, "problems": dict(problems)}
