"""Charts of a career: stretches of time in lanes, each with its name above it.

As in :mod:`prepkit.views.pixels`: places are found here, and names are only ever drawn.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from prepkit.block import Chart
from prepkit.views.charts import BLUE, GREY, ORANGE, SCALE
from prepkit.views.pixels import SAYS, SILENT, Layer, at, picture, rules, texts
from prepkit.views.places import width, wrapped, year_marks

_WIDE = 520
_LANE, _BAR, _ABOVE = 27, 8, 6  # pixels from lane to lane, of a bar, of a name's middle over it
_EMPTY = 15  # pixels of a band with nothing in it
_BETWEEN = 9  # pixels between bands
_HEAD = 24  # pixels for the heading of several bands
_SHORTEST = 5  # pixels of a stretch, however short
_ROOMS = (250, 170, 110, 60)  # pixels for a name, where its bar is no longer
_TALLEST = 820  # pixels that have room on a page
_GAP = 10  # pixels between what stands in one lane
_COLOURS = (BLUE, ORANGE, SCALE[2], GREY)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A name and the first and last day of what it names.

    Attributes:
        when: from when to when, in words.
        goes_on: whether it ends in an arrow.
    """

    label: str
    first: datetime.date
    last: datetime.date
    when: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """What was rated from 1 (`low`) to 5 (`high`), and how."""

    name: str
    low: str
    high: str
    ratings: tuple[tuple[Stretch, int], ...]
    colour: str = BLUE


@dataclass(frozen=True, slots=True)
class _Band:
    """Lanes under each other, named on their left; those below a heading belong together."""

    name: str
    colour: str
    stretches: tuple[Stretch, ...]
    heading: str = ""
    note: str = ""


@dataclass(slots=True)
class _Time:
    """Where days stand: from the first of January of a year to a day."""

    start: datetime.date
    end: datetime.date

    @classmethod
    def of(cls, stretches: Iterable[Stretch]) -> _Time:
        listed = list(stretches)
        first = min(stretch.first for stretch in listed)
        return cls(first.replace(month=1, day=1), max(stretch.last for stretch in listed))

    def x(self, day: datetime.date) -> float:
        return _WIDE * (day - self.start).days / max((self.end - self.start).days, 1)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A stretch in its lane: where its bar is, where its name, and how far both reach."""

    stretch: Stretch
    ends: tuple[float, float]
    words: str
    align: str
    x: float
    reach: tuple[float, float]


@dataclass(slots=True)
class _Drawn:
    """What is drawn, as far as it has come, and how far down that is."""

    time: _Time
    room: float
    y: float = 0.0
    bars: dict[str, list[Layer]] = field(default_factory=dict)
    arrows: dict[str, list[Layer]] = field(default_factory=dict)
    names: dict[str, list[tuple[float, float, str, str]]] = field(default_factory=dict)
    beside: list[tuple[float, float, str, str]] = field(default_factory=list)
    heads: list[tuple[float, float, str, str]] = field(default_factory=list)
    lines: list[tuple[float, ...]] = field(default_factory=list)

    def add(self, band: _Band) -> None:
        """Draw one band below the others."""
        if band.heading:
            self.y += _HEAD if self.y else 8
            self.heads.append((0, self.y - 6, band.heading, band.heading))
            self.y += 8
        self.lines.append((0, self.y, _WIDE, self.y, 0.5))
        lanes = _lanes(band.stretches, self.time, self.room)
        high = len(lanes) * _LANE if lanes else _EMPTY
        self.beside.append((-8, self.y + (_LANE / 2 + 2 if lanes else high / 2), band.name,
                            band.name))  # fmt: skip
        for place, lane in enumerate(lanes):
            for item in lane:
                self._stretch(band, item, self.y + (place + 1) * _LANE - _BAR)
        self.y += high + (_BETWEEN if lanes else 0)

    def _stretch(self, band: _Band, item: _Placed, y: float) -> None:
        stretch, (start, end) = item.stretch, item.ends
        says = f"{stretch.label}: {stretch.when}{band.note}"
        bar = {"x": start, "x2": end, "y": y, "y2": y + _BAR, "says": says}
        self.bars.setdefault(band.colour, []).append(bar)
        if stretch.goes_on:
            self.arrows.setdefault(band.colour, []).append({"x": end + 3, "y": y + _BAR / 2})
        self.names.setdefault(item.align, []).append((item.x, y - _ABOVE, item.words, says))

    def chart(self, caption: str, alt: str) -> Chart:
        """Return the picture, with the years below."""
        first, last = self.time.start.year, self.time.end.year
        marks = [(self.time.x(datetime.date(year, 1, 1)), year)
                 for year in year_marks(first, last, 10)]  # fmt: skip
        marks = [(x, year) for x, year in marks if 0 <= x <= _WIDE]
        self.lines.append((0, self.y, _WIDE, self.y, 0.5))
        grid = [(x, 0.0, x, self.y, 0.5) for x, _ in marks]
        layers = [rules(grid, opacity=0.45), rules(self.lines, opacity=0.8)]
        layers += [
            {"data": {"values": bars},
             "mark": {"type": "rect", "color": colour, "cornerRadius": 2},
             "encoding": at("x", "y", "x2", "y2") | SAYS}
            for colour, bars in self.bars.items()
        ]  # fmt: skip
        layers += [
            {"data": {"values": arrows},
             "mark": SILENT | {"type": "point", "filled": True, "shape": "triangle-right",
                               "size": 90, "opacity": 1, "color": colour},
             "encoding": at("x", "y")}
            for colour, arrows in self.arrows.items()
        ]  # fmt: skip
        layers += [
            *(texts(names, align=align) for align, names in self.names.items()),
            texts(self.beside, align="right"),
            texts([(x, self.y + 9, str(year), str(year)) for x, year in marks]),
        ]
        if self.heads:
            layers.append(texts(self.heads, align="left", fontWeight="bold", fontSize=11))
        return picture(caption, alt, (_WIDE + 6, self.y + 14), layers)


def career(
    kinds: Sequence[tuple[str, Sequence[Stretch]]], *, caption: str, alt: str
) -> Chart:  # fmt: skip
    """Return stretches of time in one band of lanes a kind, on one axis of years.

    What would cover something else stands in another lane. A name that is too long for its place
    is cut with "…"; pointing at it tells it in full.

    Args:
        kinds: name and stretches of each, from top to bottom, at most four; those without any are
            left out, and at least one has some.
    """
    shown = [
        _Band(name, _COLOURS[place % len(_COLOURS)], tuple(stretches))
        for place, (name, stretches) in enumerate(kinds)
        if stretches
    ]
    return _drawn(tuple(shown), caption, alt)


def scales(scales: Sequence[Scale], *, caption: str, alt: str) -> Chart:
    """Return ratings from 1 to 5 as one picture a scale, under each other, on one axis of years.

    Each stretch lies as high as it was rated, as long as it lasted. At least one rating is there.
    """
    bands = []
    for scale in scales:
        ends = {1: f"{scale.low} 1", 5: f"{scale.high} 5"}
        for step in (5, 4, 3, 2, 1):
            rated = tuple(stretch for stretch, rating in scale.ratings if rating == step)
            heading = scale.name if step == 5 else ""
            note = f", {scale.name.lower()} {step}"
            bands.append(_Band(ends.get(step, str(step)), scale.colour, rated, heading, note))
    return _drawn(tuple(bands), caption, alt)


def is_too_tall(chart: Chart) -> bool:
    """Whether a chart has no room on a page, however short its names were cut."""
    return bool(chart.spec["height"] > _TALLEST)


# Asked again at each save in the notebook.
@functools.lru_cache(maxsize=8)
def _drawn(bands: tuple[_Band, ...], caption: str, alt: str) -> Chart:
    """Return a picture of bands; where it would be too tall, names are cut shorter."""
    time = _Time.of(stretch for band in bands for stretch in band.stretches)
    for room in _ROOMS:
        drawn = _Drawn(time, room)
        for band in bands:
            drawn.add(band)
        if drawn.y <= _TALLEST:
            break
    return drawn.chart(caption, alt)


def _ends(stretch: Stretch, time: _Time) -> tuple[float, float]:
    """Return where a bar begins and ends; what is short is made long enough to be seen."""
    start, end = time.x(stretch.first), time.x(stretch.last)
    end = min(max(end, start + _SHORTEST), _WIDE)
    return min(start, end - _SHORTEST), end


def _placed(stretch: Stretch, time: _Time, room: float) -> _Placed:
    """Return a stretch with its name: over its beginning, or over its end where it has no room."""
    start, end = _ends(stretch, time)
    words, wide = _cut(stretch.label, max(room, end - start))
    if start + wide > _WIDE:
        reach = (min(end - wide, start), end + _GAP)
        return _Placed(stretch, (start, end), words, "right", end, reach)
    return _Placed(stretch, (start, end), words, "left", start,
                   (start, max(start + wide, end) + _GAP))  # fmt: skip


@functools.lru_cache(maxsize=1024)
def _cut(label: str, room: float) -> tuple[str, float]:
    """Return as much of a name as there is room for, and how wide that is."""
    words = "".join(wrapped(label, room=room, lines=1))
    return words, width(words)


def _lanes(
    stretches: Iterable[Stretch], time: _Time, room: float
) -> list[list[_Placed]]:  # fmt: skip
    """Return lanes in which nothing covers anything, filled from the top."""
    lanes: list[list[_Placed]] = []
    for stretch in sorted(stretches, key=lambda item: (item.first, item.last)):
        item = _placed(stretch, time, room)
        free = [lane for lane in lanes if not any(_meet(item.reach, it.reach) for it in lane)]
        if free:
            free[0].append(item)
        else:
            lanes.append([item])
    return lanes


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
