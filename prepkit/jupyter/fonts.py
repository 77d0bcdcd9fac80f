"""Fonts: which are there, which characters they can print, and which nobody can.

Latin, Greek, Cyrillic, Arabic, Hebrew, the scripts of India and South-East Asia, symbols and
emoji come with prepkit's own dependencies. Chinese, Japanese and Korean come with the extra
``prepkit[cjk]`` or from fonts installed on the computer.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

import typst
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from prepkit.views.faces import folders

# In this order: a face for Arabic whose letters can be copied out of the page again comes before
# the one that builds them from parts.
_FALLBACK = (
    "Noto Sans", "IBM Plex Sans Arabic", "Noto Emoji", "Noto Sans Symbols", "Noto Sans Symbols 2",
    "STIX Two Math", "Noto Sans Mono",
)  # fmt: skip


def families(first: str, text: str) -> list[str]:
    """Return the families to set `text` in, preferred first.

    Han characters look different in Chinese and Japanese: a text with kana in it gets the
    Japanese face, one with hangul the Korean.
    """
    east = ["Noto Sans SC", "Noto Sans JP", "Noto Sans KR", "Noto Sans TC"]
    if any("\u3040" <= char <= "\u30ff" for char in text):
        east.insert(0, east.pop(1))
    elif any("\uac00" <= char <= "\ud7a3" for char in text):
        east.insert(0, east.pop(2))
    present = set(shipped().families())
    return [family for family in (first, *_FALLBACK, *east) if family in present]


@functools.cache
def shipped() -> typst.Fonts:
    """Return the fonts that came with prepkit and its extras."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders())
    )


@functools.cache
def everywhere() -> typst.Fonts:
    """Return the shipped fonts and all that are installed on the computer."""
    return typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=list(folders())
    )


def needed(text: str) -> tuple[typst.Fonts, set[str]]:
    """Return the fonts to set a text in, and the characters of it that none of them has.

    Fonts of the computer are looked at only when the shipped ones do not do.
    """
    never = {char for char in set(text) if _is_control(char)}
    visible = {char for char in set(text) - never if not _is_ignorable(char)}
    missing = _unprintable(visible, shipped())
    if not missing:
        return shipped(), never
    left = _unprintable(missing, everywhere())
    return (everywhere() if left < missing else shipped()), left | never


def _unprintable(chars: set[str], fonts: typst.Fonts) -> set[str]:
    """Return those characters that no font has, reading no more fonts than it takes."""
    # The small files first: those of the East are twenty times the others.
    paths = {info.path for info in fonts.fonts() if info.path}
    for path in sorted(paths, key=lambda path: (Path(path).stat().st_size, path)):
        if not chars:
            break
        chars = chars - _characters(path)
    return chars


@functools.cache
def _characters(path: str) -> frozenset[str]:
    try:
        with Path(path).open("rb") as file:
            if path.lower().endswith((".ttc", ".otc")):
                opened = list(TTCollection(file, lazy=True).fonts)
            else:
                opened = [TTFont(file, lazy=True)]
            maps = [face.getBestCmap() for face in opened]
        return frozenset(chr(code) for found in maps for code in found or ())
    except (TTLibError, OSError, AssertionError):
        return frozenset()  # a broken font on somebody's computer prints nothing


def _is_control(char: str) -> bool:
    """Whether it is a character no page may carry: controls, private use, no character at all."""
    return unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs") and char not in "\n\t"


def _is_ignorable(char: str) -> bool:
    """Whether it is rightly invisible: joiners, direction marks, variation selectors."""
    return (
        char.isspace()
        or unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
    )
