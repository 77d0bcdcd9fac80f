"""Cues: the beginnings of a person's own sentences, and ninety seconds laid out over them.

A cue card brings a story back to mind and cannot be read out. Nothing is ever added to a cue but
"…" where it was cut: it is the beginning of a sentence or a line. What a sentence takes back in its
next words ("at once, unless the ward …") must not be cut off unseen, so the place of a cut is
chosen: at the end of a clause where there is one, and never right before a word that turns it.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from prepkit.block import Cell, Table, cell, column, shortened
from prepkit.retrospective.markers import found, number_in, person_in, place_in, time_in, words_of
from prepkit.retrospective.records import Story
from prepkit.retrospective.telling import read

OUTLINE = (("situation", 15), ("task", 10), ("action", 40), ("result", 15), ("reflection", 10))
"""The parts of a told story and the seconds of each, in the order of telling: ninety."""

BEHIND = {
    "rejected": "Decided against", "near_miss": "Nearly went wrong",
    "other_view": "Another’s view", "felt": "How it felt", "provenance": "Number from",
}  # fmt: skip
"""The parts for which somebody has to ask, in the order of the card, each in two or three words."""

WHOLE, REACH = 12, 18
"""Words: a sentence with no more than the first stays whole; no cue has more than the second."""

WIDEST = 84
"""Signs of a cue at most, for words that are addresses or scripts without blanks."""

_AIM = 9  # words of a cue where nothing speaks for another place
_NEAR = 8  # words after a cut in which one that takes it back speaks against it
_SHORT = {"reflection": "Since then"}
_MOST = {"action": 5, "task": 1}
_MOST_OTHERS = 2
_BOLD = re.compile(r"\*\*(\S(?:[^*]*\S)?)\*\*")
_NAMED = re.compile(r"\d|\s(?!I\b)[A-ZÀ-ÖØ-ÞĀ-Ž]\w")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_CLOSING = " \t,;:–—-(“‘\"'"
_ENDING = ",;:–—)”"


def cue(sentence: str) -> str:
    """Return a sentence, or its beginning and "…" where it is too long for a cue.

    Runs of blanks are one blank, and marks of bold letters are left out.
    """
    words = _BOLD.sub(r"\1", sentence).split()
    whole = " ".join(words)
    if len(words) <= WHOLE and len(whole) <= WIDEST:
        return whole
    places = [n for n in range(3, min(REACH, len(words)) + 1) if _fits(words[:n])]
    can = [n for n in places if _may_end(words, n)] or [n for n in places if _is_open(words, n)]
    if can:
        short = " ".join(words[: min(can, key=lambda n: _cost(words, n))])
    else:
        short = " ".join(words[:REACH])
        short = _narrow(short) if len(short) > WIDEST else short
    return whole if short == whole else f"{short.rstrip(_CLOSING) or short}…"


def _fits(words: list[str]) -> bool:
    return len(" ".join(words)) <= WIDEST


@functools.lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").strip(".,;:!?()“”‘\"'…")


@functools.lru_cache(maxsize=4096)
def _turns(word: str) -> bool:
    """Whether a word takes back what is said before it."""
    return _bare(word) in words_of("grammar", "turning") or _bare(word).endswith("n't")


def _hangs(word: str) -> bool:
    """Whether a word leaves one waiting for the next."""
    bare = _bare(word)
    return bare in words_of("grammar", "hanging") or bare.endswith(
        ("n't", "'d", "'ll", "'ve", "'re", "'m", "it's", "he's", "that's", "there's", "who's")
    )


def _is_open(words: list[str], place: int) -> bool:
    """Whether a cue may end after so many words, were it only for what it says."""
    if place == len(words):
        return True
    before, after = words[place - 1], words[place : place + 2]
    linked = len(after) > 1 and _bare(after[0]) in words_of("grammar", "linking")
    turned = _turns(after[0]) or (linked and _turns(after[1]))
    rests = before[-1] in _ENDING and _bare(before) in words_of("grammar", "resting")
    return not (turned or _turns(before) or (_hangs(before) and not rests))


def _may_end(words: list[str], place: int) -> bool:
    """Whether a cue may end after so many words: neither within a name nor before its noun."""
    if not _is_open(words, place):
        return False
    if place == len(words) or words[place - 1][-1] in _ENDING:
        return True
    before, after = words[place - 1], words[place]
    is_named = before[:1].isupper() and after[:1].isupper() and after != "I"
    is_counted = before[-1].isdigit() or _bare(before) in words_of("numbers", "words")
    return not (is_named or is_counted or _bare(before) in words_of("grammar", "before_a_noun"))


def _cost(words: list[str], place: int) -> float:
    """Return how little speaks for a cut after so many words; the least is taken."""
    last, after = words[place - 1][-1], _bare(words[place]) if place < len(words) else ""
    shown = _NAMED.search(" ".join(words[3:place]))
    if not after:
        cost = 1.0
    elif last in _ENDING:
        # What is announced is what matters: "with one case: a farm in the Wolds".
        cost = 4.0 if after == "that" or (last == ":" and place > 5) else 0.0
    elif after in words_of("grammar", "linking"):
        cost = 1.0 + 3 * (place < 5)
    else:
        cost = 2.0 if after in words_of("grammar", "leading") else 4.0
        cost += 3 * (place < 5)
    turned = next((n for n, word in enumerate(words[place:]) if _turns(word)), _NEAR)
    cost += 6 if turned < _NEAR / 2 else 3 if turned < _NEAR else 0
    return cost + 0.3 * abs(place - _AIM) - 3 * bool(shown)


def _narrow(text: str) -> str:
    """Return what fits of a text, cut at a blank or, without one, between two signs."""
    cut = WIDEST if " " in text[:WIDEST] else WIDEST // 2
    while cut > 1 and (unicodedata.combining(text[cut]) or text[cut - 1] in "\u200d\ufe0f"
                       or text[cut] in "\u200d\ufe0f"):  # fmt: skip
        cut -= 1
    kept = text[:cut]
    return kept.rsplit(" ", 1)[0] if " " in kept and not text[cut].isspace() else kept


@functools.lru_cache(maxsize=1024)
def cues(text: str, most: int, figure: str = "") -> tuple[str, ...]:
    """Return the cues of a text in its order, `most` at most.

    Where there are more sentences, those come first into the choice that tell what one did, have a
    number or a name, or a decision or its reason; among equals, some from beginning to end.

    Args:
        figure: what the story is known by; a sentence with a number of it comes before others.
    """
    told = read(text)
    ranks: dict[int, list[int]] = {}
    for place, sentence in enumerate(told.sentences):
        weight = _weight(sentence, figure, is_mine=told.is_mine(place))
        ranks.setdefault(weight, []).append(place)
    chosen: list[int] = []
    for _, places in sorted(ranks.items(), reverse=True):
        chosen += _spread(places, most - len(chosen))
    return tuple(filter(None, (cue(told.sentences[place]) for place in sorted(chosen))))


def _weight(sentence: str, figure: str, *, is_mine: bool) -> int:
    """Return how much a sentence brings back; 0 for one without a name, a number or a step."""
    number = number_in(sentence)
    named = person_in(sentence) or place_in(sentence) or time_in(sentence)
    decided = 2 * bool(found("decided", sentence)) + bool(found("reason", sentence))
    known = set(_DIGITS.findall(sentence)) & set(_DIGITS.findall(figure))
    counted = bool(number) + bool(_DIGITS.search(number)) + 3 * bool(known)
    return 2 * is_mine + counted + bool(named) + decided


def _spread(places: list[int], most: int) -> list[int]:
    """Return some of the places, as far apart as they can be; the first of them alone."""
    if most < 2 or len(places) <= most:
        return places[: max(0, most)]
    return [places[round(n * (len(places) - 1) / (most - 1))] for n in range(most)]


def lines(text: str, most: int = _MOST_OTHERS) -> str:
    """Return the cues of a text one under the other; ``""`` for an empty one."""
    return "\n".join(cues(text, most))


def outline(story: Story) -> Table | None:
    """Return ninety seconds laid out over the cues, and cues for who asks further.

    A part that is empty has no line; the seconds of the others stay as they are. ``None`` where
    there is neither.
    """
    rows = [
        (cell(seconds), cell(_SHORT.get(name, story.spec(name).title), tone="strong"), said)
        for name, seconds in OUTLINE
        if (said := _cell(story, name)).text
    ]
    rows += [
        (cell(""), cell(label), _cell(story, name))
        for name, label in BEHIND.items()
        if story.filled(name)
    ]
    heads = (column("Seconds", 0.75, "end"), column("Part", 1.35), column("My cues", 5.4))
    caption = f"“{shortened(story.heading, 60)}”: ninety seconds, and what I have if they ask"
    return Table(caption=caption, columns=heads, rows=tuple(rows)) if rows else None


def _cell(story: Story, name: str) -> Cell:
    """Return the cues of a part; those of the result begin with the figure that shows it."""
    said = list(cues(getattr(story, name), _MOST.get(name, _MOST_OTHERS), story.number))
    if name == "result" and story.filled("number"):
        said = [cue(story.number), *said]
    return cell(("\n" if name == "action" else " · ").join(said))
