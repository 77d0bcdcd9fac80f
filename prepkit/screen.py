"""What a cell shows: blocks for any page, and widgets beside them where somebody looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython import get_ipython
from IPython.display import publish_display_data

from prepkit.block import BLOCK_MIME, PIECE, Block, Chart, Piece
from prepkit.views.charts import VEGA_LITE_MIME
from prepkit.views.html import fragment
from prepkit.views.markdown import markdown
from prepkit.views.pictures import svg

if TYPE_CHECKING:
    # Not imported where a program runs the notebook: without a page there are no widgets.
    from prepkit.views.live import Live

_shown: dict[tuple[str, ...], list[Live]] = {}


def has_screen() -> bool:
    """Whether somebody looks on.

    A program that runs notebooks takes no input and does not say which cell it runs; every page
    with widgets does one of the two.
    """
    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    request = kernel.get_parent("shell")
    asks = request.get("content", {}).get("allow_stdin", False)
    return bool(asks) or "cellId" in request.get("metadata", {})


def display(blocks: list[Block], *, section: str = "") -> None:
    """Show blocks in one output.

    Args:
        section: the section they belong to on paper; left out, they do not print.
    """
    data = _bundle(blocks, section)
    if isinstance(blocks[0], Chart):
        # The picture for pages without Vega, which would otherwise show the words only.
        data |= {VEGA_LITE_MIME: blocks[0].spec, "image/svg+xml": svg(blocks[0])}
        del data["text/html"]
    publish_display_data(data)


def publish(
    name: tuple[str, ...], widget: Live, still: list[Block], *, section: str = ""
) -> list[Live]:
    """Show a widget in one output, with what stands in for it where there are none.

    Args:
        name: what it shows. What was shown under that name before and nobody looks at any more is
            let go, or each reload would leave a set of widgets behind.
        still: what stands in for it.
        section: the section that stands for on paper; left out, it does not print.

    Returns:
        The widgets that were let go.
    """
    before = _shown.setdefault(name, [])
    gone = [old for old in before if not old.is_watched]
    for old in gone:
        old.close()
        before.remove(old)
    before.append(widget)
    live = widget._repr_mimebundle_()
    assert live is not None
    publish_display_data(live[0] | _bundle(still, section))
    return gone


def _bundle(blocks: list[Block], section: str) -> dict[str, Any]:
    """Return blocks by MIME type, for any page; charts among them as words."""
    words = markdown(blocks)
    data: dict[str, Any] = {"text/html": fragment(blocks), "text/markdown": words,
                            "text/plain": words}  # fmt: skip
    if section:
        pieces = [Piece(section=section, block=block) for block in blocks]
        data[BLOCK_MIME] = [PIECE.dump_python(piece, mode="json") for piece in pieces]
    return data
