"""The type faces that come with prepkit: what they are called and where they lie."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

BODY, HEAD, CODE = "Source Serif 4", "Inter", "JetBrains Mono"

_PACKAGES = (
    "justmytype_western_core", "fontpkg_ibm_plex_sans_arabic", "manimgx_fonts",
    "justmytype_intl_cjk",
)  # fmt: skip


@functools.cache
def folders() -> tuple[Path, ...]:
    """Return the folders of the fonts that came with prepkit and its extras."""
    found: list[Path] = []
    for package in _PACKAGES:
        spec = importlib.util.find_spec(package)
        found += [Path(place) for place in (spec and spec.submodule_search_locations) or ()]
    return tuple(found)
