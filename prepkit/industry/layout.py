"""Layout: where each theme stands, so that linked ones are near and names can be read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from prepkit.industry.links import Floats
from prepkit.industry.network import springs

WIDTH, HEIGHT = 620.0, 430.0
"""The picture the places are meant for, in pixels; a name stands about its place."""

LETTER, LINE, LONGEST = 6.0, 12.0, 120.0
"""Pixels of a letter, of a line, and how long a line may be before another begins."""

_PUSHES = 400


def layout(names: Sequence[str], strength: Floats) -> tuple[tuple[float, float], ...]:
    """Return a place for each theme, across and up, from -1 to 1.

    Every theme starts from a place its name decides, so the same themes come to the same places,
    and a few more works do not turn the map around.
    """
    starts = np.array([_start(name) for name in names]).reshape(len(names), 2)
    places = _spread(springs(np.sqrt(strength), starts))
    half = np.array([WIDTH, HEIGHT]) / 2
    apart = _apart(places * half, _boxes(names), half) / half
    return tuple((round(float(across), 4), round(float(up), 4)) for across, up in apart)


def _start(name: str) -> tuple[float, float]:
    digest = hashlib.sha256(name.encode("utf-8", "replace")).digest()
    across, up = (int.from_bytes(part) / 2**63 - 1 for part in (digest[:8], digest[8:16]))
    return across, up


def _spread(places: Floats) -> Floats:
    """Return places halfway to standing evenly, across and up: no corner empty, none crowded."""
    if len(places) < 2:
        return np.zeros_like(places)
    span = np.maximum(np.ptp(places, axis=0), 1e-9)
    even = places.argsort(axis=0, kind="stable").argsort(axis=0) / (len(places) - 1)
    return np.asarray((places - places.min(axis=0)) / span + even - 1)


def _boxes(names: Sequence[str]) -> Floats:
    """Return half the width and half the height of each dot with its name."""
    long = np.array([LETTER * len(name) for name in names])
    lines = np.clip(np.ceil(long / LONGEST), 1, 2)
    return np.column_stack([np.minimum(long, LONGEST) + LINE, (lines + 1) * LINE]) / 2


def _apart(places: Floats, boxes: Floats, half: Floats) -> Floats:
    """Return places pushed until no name lies on another, as far as there is room."""
    room = np.maximum(half - boxes, 0)
    reach = boxes[:, None] + boxes[None]
    number = np.arange(len(places))
    aside = np.sign(number[:, None] - number)[..., None]
    places = np.clip(places, -room, room)
    for _ in range(_PUSHES):
        away = places[:, None] - places[None]
        lies = reach - np.abs(away)
        on = (lies > 0).all(axis=2, keepdims=True) & (aside != 0)
        if not on.any():
            break
        shorter = lies == lies.min(axis=2, keepdims=True)
        push = np.where(on & shorter, np.where(away == 0, aside, np.sign(away)) * lies, 0)
        places = np.clip(places + push.sum(axis=1) / 4, -room, room)
    return np.asarray(places)
