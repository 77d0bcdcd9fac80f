"""Raw material: what was written down that comes nearest to a story not yet there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prepkit.block import shortened
from prepkit.brief.cue_words import Cue, around, cues_in
from prepkit.compass.records import Mirror
from prepkit.record import Record
from prepkit.retrospective.records import Energy, Project, Story, Stumble, Sweep
from prepkit.section import Answers, R

_LONGEST = 60  # characters of a name
_PROJECT = ("title", "what", "part", "move", "skills")
_STUMBLE = ("title", "happened", "part", "cost", "changed", "again")
_STORY = ("title", "situation", "task", "action", "result", "rejected", "near_miss",
          "other_view", "felt", "reflection")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Material:
    """Something written down that a story could be made of.

    Attributes:
        name: what it is called, ready to be put into a sentence.
        texts: what it says, as typed.
    """

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The material that points to a competency most.

    Attributes:
        name: of the material.
        quote: the words around the cue, as typed, shortened.
        word: the cue.
    """

    name: str
    quote: str
    word: str


def material_of(answers: Answers) -> list[Material]:
    """Return what stories could be made of, what is nearest to one first, the latest first.

    Stories that do not say that they show something; then roles and projects with the moments of
    their energy, stumbles, what was found in the years looked through, answers to mirrors.
    """
    moments: dict[str, list[str]] = {}
    for energy in answers.all(Energy):
        moments.setdefault(energy.project, []).append(energy.moment)
    found = [
        *(_of(it, "the story", _STORY) for it in _latest(answers.all(Story), "when")),
        *(
            _of(it, "", _PROJECT, moments.pop(it.id, ()))
            for it in _latest(answers.all(Project), "started")
        ),
        *(_of(it, "the stumble", _STUMBLE) for it in _latest(answers.all(Stumble), "when")),
        *(Material("the moment behind an energy rating", tuple(it)) for it in moments.values()),
        *(_of(it, "the year", ("found",)) for it in _latest(answers.all(Sweep), "year")),
        *(_of(it, "the answer to", ("answer", "mirror")) for it in answers.all(Mirror)),
    ]
    return [item for item in found if item.texts]


def nearest(competencies: Iterable[str], material: Iterable[Material]) -> dict[str, Nearest]:
    """Return what points to each competency by most different words, where anything does.

    Of several that do, the first one. Each text is looked through once, whatever is looked for.
    """
    best: dict[str, tuple[int, str, str, Cue]] = {}
    wanted = list(dict.fromkeys(competencies))
    for item in material:
        cues = _cues(item)
        for competency in wanted:
            if found := cues.get(competency):
                words = len({cue.word.casefold() for _, cue in found})
                if competency not in best or words > best[competency][0]:
                    best[competency] = words, item.name, *found[0]
    return {
        competency: Nearest(name, around(text, cue), cue.word)
        for competency, (_, name, text, cue) in best.items()
    }


def nearest_stumble(answers: Answers) -> Stumble | None:
    """Return the stumble most is written about, of several the latest; ``None`` for none."""
    stumbles = [it for it in answers.all(Stumble) if it.filled("title") or it.filled("happened")]
    latest = _latest(stumbles, "when")
    return max(latest, key=lambda it: sum(map(it.filled, _STUMBLE)), default=None)


def _cues(item: Material) -> dict[str, list[tuple[str, Cue]]]:
    """Return the cues of each competency with their texts, in order."""
    found: dict[str, list[tuple[str, Cue]]] = {}
    for text in item.texts:
        for cue in cues_in(text):
            found.setdefault(cue.competency, []).append((text, cue))
    return found


def _of(record: Record, sort: str, names: Sequence[str], more: Sequence[str] = ()) -> Material:
    texts = (record.show(name) for name in names if record.filled(name))
    titled = f"“{shortened(record.heading, _LONGEST)}”"
    return Material(f"{sort} {titled}".strip(), (*texts, *(text for text in more if text.strip())))


def _latest(records: Sequence[R], name: str) -> list[R]:
    return sorted(records, key=lambda record: str(getattr(record, name)), reverse=True)
