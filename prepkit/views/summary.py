"""What a section adds up to, on screen: redrawn as the form above it saves."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

import traitlets

from prepkit.block import Block, Chart
from prepkit.views.html import fragment
from prepkit.views.live import LOCK, Live, source
from prepkit.views.pictures import svg


class Summary(Live):
    """The summary of one section.

    Attributes:
        parts: one for each block, as the page draws it; to be observed, not to be set.
    """

    _esm = source("dom.js", "summary.js")
    title = traitlets.Unicode().tag(sync=True)
    parts: Any = traitlets.List()

    def __init__(self, title: str, blocks: Iterable[Block], *, folded: bool = False) -> None:
        self._folded, self._is_new = folded, True
        super().__init__(title=title, parts=_parts(blocks))

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the widget's state; ``view`` in it is always what is shown now."""
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        if key is None:
            state["view"] = self._message(range(len(self.parts)))
        return state

    def show(self, blocks: Iterable[Block], *, folded: bool = False) -> None:
        """Show other blocks; pages are told which parts differ, and nothing when none does."""
        with LOCK:
            before, parts = self.parts, _parts(blocks)
            differ = [
                place
                for place, part in enumerate(parts)
                if place >= len(before) or part != before[place]
            ]
            if differ or len(parts) != len(before) or folded != self._folded:
                self._folded, self._is_new = folded, False
                self.set_trait("parts", parts)
                self.send({"type": "changed", **self._message(differ)})

    def greeted(self, *, first: bool) -> None:
        """Bring a page up to date that began with what there was when the widget was made."""
        if not first or not self._is_new:
            self.send({"type": "changed", **self._message(range(len(self.parts)))})

    def _message(self, places: Iterable[int]) -> dict[str, Any]:
        """Return what a page has to be told: how many parts there are, and some of them."""
        return {
            "count": len(self.parts),
            "parts": {str(place): self.parts[place] for place in places},
            "folded": self._folded,
        }


def _parts(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [
        {"svg": svg(block), "alt": block.alt, "caption": block.caption}
        if isinstance(block, Chart)
        else {"html": _html(block)}
        for block in blocks
    ]


# Of two hundred stories one has changed: the others are not drawn again.
@functools.lru_cache(maxsize=4096)
def _html(block: Block) -> str:
    return fragment([block])
