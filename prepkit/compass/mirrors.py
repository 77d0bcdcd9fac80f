"""Mirrors: what one would say and what one tells oneself, and the values the answers rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from prepkit.block import Block, Card, Chart, Note, counted, spelled
from prepkit.compass.ladders import Ladder, Node, ValueMap, drawable, woven
from prepkit.compass.records import Mirror, Value
from prepkit.compass.wording import ended, in_words, listed, quoted, spelled_date
from prepkit.content import prompts
from prepkit.dates import full_date
from prepkit.section import Answers
from prepkit.shown import led
from prepkit.views.value_map import Stop, value_map

MIRRORS = prompts("mirrors")

_LOOKS: dict[str, Literal["start", "way", "end"]] = {
    "question": "start", "reason": "way", "value": "end",
}  # fmt: skip
_EARLIER = {"answer": "What I said on {}", "mirror": "What I told myself on {}"}
_STILL = {"still": "still true", "partly": "partly true", "no": "no longer true"}
_RESTS_ON = "Why that matters to me"
_ANSWERED = ("answer", "mirror", "ladder", "value", "shifted")


def summarise_mirrors(answers: Answers) -> list[Block]:
    """Return the questions answered, in the order they are asked, and where the answers lead.

    Each has what is still true of it, and the words of the sitting before where they no longer
    are.
    """
    mirrors = mirrors_of(answers)
    return [
        *(_card(mirror, answers) for mirror in mirrors),
        *_changed(mirrors, answers),
        *_waiting(mirrors, answers),
        *_map(mirrors, answers),
    ]


def mirrors_of(answers: Answers) -> list[Mirror]:
    """Return the questions with an answer, in the order they are asked, one's own at the end."""
    order = [prompt.title for prompt in MIRRORS]
    answered = [
        mirror for mirror in answers.all(Mirror) if any(mirror.filled(name) for name in _ANSWERED)
    ]
    answered.sort(key=lambda m: order.index(m.question) if m.question in order else len(order))
    return answered


def ladders_of(mirrors: Sequence[Mirror], answers: Answers) -> list[Ladder]:
    """Return the ladder of each answer that has one; a value not there counts as none."""
    values = {value.id: value.heading for value in answers.all(Value)}
    ladders = [
        Ladder(mirror.heading, mirror.ladder, values.get(mirror.value, "")) for mirror in mirrors
    ]
    return [ladder for ladder in ladders if ladder.value or any(map(str.strip, ladder.steps))]


def _is_looked_at(mirror: Mirror, answers: Answers) -> bool:
    """Whether it was said in the sitting that goes on how true an answer still is."""
    looked = full_date(mirror.looked)
    if looked is None or not answers.began:
        return mirror.filled("still")
    return mirror.filled("still") and looked >= answers.began[-1]


def _card(mirror: Mirror, answers: Answers) -> Card:
    texts: list[tuple[str, str]] = []
    for name in ("answer", "mirror"):
        if mirror.filled(name):
            texts.append((mirror.spec(name).title, mirror.show(name)))
        texts += _earlier(mirror, name, answers)
    if ladder := _ladder_line(mirror, answers):
        texts.append((_RESTS_ON, ladder))
    if mirror.filled("shifted"):
        texts.append((mirror.spec("shifted").title, mirror.shifted))
    return Card(title=mirror.heading, facts=_look(mirror), texts=tuple(texts))


def _look(mirror: Mirror) -> tuple[tuple[str, str], ...]:
    """Return when an answer was looked at again and what was said of it, as one fact."""
    day = spelled_date(mirror.looked)
    if mirror.still:
        return ((f"Looked at again on {day}" if day else "Looked at again", _STILL[mirror.still]),)
    return (("Looked at again on", day),) if day and mirror.shifted else ()


def _ladder_line(mirror: Mirror, answers: Answers) -> str:
    value = answers.words(mirror, "value")
    return led([*filter(str.strip, mirror.ladder), *([f"value: {value}"] if value else [])])


def _earlier(mirror: Mirror, name: str, answers: Answers) -> list[tuple[str, str]]:
    """Return what was said in the sitting before, where that is said to be true no longer."""
    before = answers.last(mirror)
    if before is None or mirror.still not in ("partly", "no"):
        return []
    if not _is_looked_at(mirror, answers) or not before.filled(name):
        return []
    then, now = str(getattr(before, name)), str(getattr(mirror, name))
    if then.split() == now.split():
        return []
    return [(_EARLIER[name].format(spelled(before.origin.saved_at.date())), then)]


def _changed(mirrors: Sequence[Mirror], answers: Answers) -> list[Block]:
    changed = [
        mirror
        for mirror in mirrors
        if mirror.still in ("partly", "no") and _is_looked_at(mirror, answers)
    ]
    kinds = (("partly", "only partly true now"), ("no", "no longer true"))
    said = []
    for key, how in kinds:
        if count := sum(mirror.still == key for mirror in changed):
            said.append(f"{in_words(count)} {'is' if count == 1 else 'are'} {how}")
    return [Note(text=f"Of the answers above, {' and '.join(said)}.")] if said else []


def _waiting(mirrors: Sequence[Mirror], answers: Answers) -> list[Block]:
    """Name the answers of an earlier sitting that were not looked at again in this one."""
    if not answers.complete:
        return []
    waiting = []
    for mirror in mirrors:
        before = answers.last(mirror)
        was_answered = before and (before.filled("answer") or before.filled("mirror"))
        if was_answered and not _is_looked_at(mirror, answers):
            waiting.append(mirror.heading)
    if not waiting:
        return []
    since = spelled(answers.began[-1])
    return [
        Note(text=ended(
            f"Not looked at again yet in the sitting that began on {since}: {quoted(waiting)}"
        ))
    ]  # fmt: skip


def _map(mirrors: Sequence[Mirror], answers: Answers) -> list[Block]:
    ladders = ladders_of(mirrors, answers)
    if not ladders:
        return []
    whole, drawn = woven(ladders), drawable(ladders)
    blocks: list[Block] = [_picture(woven(drawn))] if drawn else []
    if left := len(ladders) - len(drawn):
        stand = "stands" if left == 1 else "stand"
        blocks.append(Note(text=(
            f"The picture has room for {counted(len(drawn), 'ladder')}, those that share most "
            f"with others first; {left} more {stand} in the cards above."
        )))  # fmt: skip
    said = (*_ends(whole, complete=answers.complete), *_shared(whole), *_turned(whole))
    return [*blocks, *(Note(text=text) for text in said)]


def _picture(found: ValueMap) -> Chart:
    reasons = sum(node.kind == "reason" for node in found.nodes)
    values = sum(node.kind == "value" for node in found.nodes)
    heads = [(0, "Question")]
    if reasons:
        heads.append((1, "Why that matters →"))
    if values:
        heads.append((found.columns - 1, "Value"))
    several = [
        f"{quoted([node.text])} ({counted(node.count, 'ladder')})" for node in _several(found)
    ]
    meet = f" Several meet in {listed(several)}." if several else ""
    return value_map(
        [Stop(node.text, node.column, node.count, _LOOKS[node.kind]) for node in found.nodes],
        found.links, heads=heads,
        caption="Value map: what my answers rest on, asked again and again why it matters "
        "(laddering)",
        alt=f"{counted(len(found.paths), 'ladder')} from questions at the left over "
        f"{counted(reasons, 'reason')} to {counted(values, 'value')} at the right.{meet}",
    )  # fmt: skip


def _several(found: ValueMap) -> list[Node]:
    """Return what several ladders lead over, what most do first."""
    return sorted((node for node in found.nodes if node.count > 1), key=lambda node: -node.count)


def _ends(found: ValueMap, *, complete: bool) -> list[str]:
    """Say where several ladders end, those in which most do first."""
    ends = sorted((node for node in found.nodes if node.ends > 1), key=lambda node: -node.ends)
    if not ends:
        return []
    total = f"of {in_words(len(found.paths))} ladders" if complete else "ladders shown here"
    most, *others = ends
    first = f"{in_words(most.ends).capitalize()} {total} end in {quoted([most.text])}"
    rest = [f"{in_words(node.ends)} in {quoted([node.text])}" for node in others]
    return [ended(listed([first, *rest]))]


def _shared(found: ValueMap) -> list[str]:
    """Say which reasons several ladders lead over on their way."""
    named = [
        f"{quoted([node.text])} ({counted(node.count, 'ladder')})"
        for node in _several(found)
        if node.count > node.ends
    ]
    return [f"Reasons that several answers come back to: {listed(named)}."] if named else []


def _turned(found: ValueMap) -> list[str]:
    """Say which reasons lead to each other, since the picture has one of the two ways only."""
    return [
        f"One ladder leads from {quoted([found.nodes[one].text])} to "
        f"{quoted([found.nodes[other].text])} and another the other way round; the picture has "
        "one of the two."
        for one, other in found.turned
    ]
