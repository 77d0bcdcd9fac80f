"""Two mirrors: what somebody says of themselves, beside what they did and felt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prepkit.block import Block, Note, Table, cell, column, counted, shortened
from prepkit.brief.leanings import Leaning, leanings
from prepkit.brief.reasons import REASONS
from prepkit.brief.records import Tension
from prepkit.brief.sides import Said, Sides, Sign, moves_in, sides
from prepkit.brief.tensions import tensions
from prepkit.compass.wording import ended, listed, quoted
from prepkit.section import Answers, Seed

_ROWS = 6  # so that it all stays on one page
_QUESTIONS = 5  # kept and standing; those kept are always there
_MOST_SAID, _MOST_SIGNS, _MOST_UNREAD, _MOST_LEADS = 4, 2, 2, 2
_NAME, _MOVE = 26, 40  # characters of a project's name, and of its reason


def summarise_two_mirrors(answers: Answers) -> list[Block]:
    """Return both mirrors side by side, what only one of them shows, and what they ask.

    It fits on one page, answers of more than a few lines apart. Nothing while one mirror is
    empty, but for the questions that were kept.
    """
    found, leaning = sides(answers), leanings(answers)
    asked = _questions(answers, tensions(found, leaning) if answers.complete else ())
    if not found.said or not (found.moves or found.felt):
        return asked
    return [
        *_both(found, leaning, answers),
        *(_only(found, leaning) if answers.complete else ()),
        *asked,
    ]


def seeds_of_tensions(answers: Answers) -> list[Seed]:
    """Return where the two mirrors part, as questions, the strongest first.

    None for others than the person: they do not see all that speaks for one side or the other.
    """
    return tensions(sides(answers), leanings(answers)) if answers.complete else []


def _both(found: Sides, leaning: Sequence[Leaning], answers: Answers) -> list[Block]:
    """Return what both mirrors show, reason by reason: values of the top band first."""
    shown: list[tuple[str, list[Said], Sequence[Sign]]] = [
        (reason.label, found.said_about(key), found.signs[key])
        for key, reason in REASONS.items()
        if key in found.signs and found.said_about(key)
    ]
    told = {said.key for _, those, _ in shown for said in those}
    shown += [
        (said.name, [said], found.named.get(said.key, ()))
        for said in found.said
        if said.key not in told and (found.named.get(said.key) or _leanings_of([said], leaning))
    ]
    shown.sort(key=lambda row: (not row[1][0].is_top, -len(row[2])))
    if not shown:
        return []
    heads = (
        column("", 1), column("What I say", 2.4),
        column("Words found in my reasons, and my energy", 3.6),
    )  # fmt: skip
    total = len(found.moves) if answers.complete else 0
    rows = tuple(
        (cell(label, tone="strong"), cell(_saying(said)),
         cell("\n".join((*_doing(signs, total), *_leanings_of(said, leaning)))))
        for label, said, signs in shown[:_ROWS]
    )  # fmt: skip
    more = listed([label for label, _, _ in shown[_ROWS:]], _MOST_SAID)
    notes = (
        f"In both mirrors too: {more}." if more else "",
        "Why each move was made is read by a few English words, those quoted; much stays unread, "
        "and some is misread. Either mirror may be right.",
        "" if answers.complete else "Other answers may be left out here.",
    )
    return [
        Table(caption="In both mirrors", columns=heads, rows=rows),
        Note(text=" ".join(note for note in notes if note)),
    ]


def _leanings_of(those: Sequence[Said], leaning: Sequence[Leaning]) -> list[str]:
    """Return where teams had more of what is valued and energy was higher, in words."""
    return [
        f"{one.name}: {one.told}"
        for one in leaning
        if any(said.is_among(one.gave) for said in those)
    ]


def _saying(those: Sequence[Said]) -> str:
    """Return values, those of the top band marked, and below them what gives energy."""
    values = [f"{s.name} (top band)" if s.is_top else s.name for s in those if s.gives is None]
    gives = [f"{said.name} {said.gives}" for said in those if said.gives is not None]
    lines = [", ".join(values)] if values else []
    return "\n".join([*lines, *([f"gives energy: {', '.join(gives)}"] if gives else [])])


def _doing(signs: Sequence[Sign], total: int) -> list[str]:
    """Return in how many moves words for it were found, and which.

    Args:
        total: of all moves with a reason; 0 where some may not be here.
    """
    if not signs:
        return []
    count = f"{moves_in(signs)} of {total} moves" if total else counted(moves_in(signs), "move")
    return [f"{count}: {_told(signs)}"]


def _told(signs: Iterable[Sign]) -> str:
    named = []
    for sign in signs:
        energy = f", energy {sign.energy}" if sign.energy else ""
        project = shortened(sign.project.heading, _NAME)
        named.append(f"{quoted(sign.words)} ({project}{energy})")
    return listed(named, _MOST_SIGNS, "; ")


def _only(found: Sides, leaning: Sequence[Leaning]) -> list[Block]:
    """Return what only one of the mirrors shows, and the reasons in which nothing was read."""
    first = [
        said
        for said in found.said
        if not found.speaking_for(said) and not _leanings_of([said], leaning)
    ]
    values = [f"{s.name} (top band)" if s.is_top else s.name for s in first if s.gives is None]
    gives = [f"{said.name} {said.gives}" for said in first if said.gives is not None]
    parts = [listed(values, 2 * _MOST_SAID)] if values else []
    parts += [f"gives energy: {listed(gives, _MOST_SAID)}"] if gives else []
    said = (
        ("Only in what I say", "; ".join(parts)),
        ("Only in what I did and felt", _only_done(found, leaning)),
        ("Moves in which no word was found", _unread(found)),
    )
    return [Note(text=ended(f"{head}: {text}")) for head, text in said if text]


def _only_done(found: Sides, leaning: Sequence[Leaning]) -> str:
    """Return what goes with energy and what was found in moves that nothing said stands for."""
    felt = [
        f"{one.name}, {one.told}"
        for one in leaning
        if not any(said.is_among(one.gave) for said in found.said)
    ]
    second = sorted(
        ((moves_in(signs), REASONS[key].label, signs) for key, signs in found.signs.items()
         if not found.said_about(key)),
        key=lambda one: -one[0],
    )  # fmt: skip
    done = [
        f"{label} ({counted(count, 'move')}, {quoted(signs[0].words, 2)})"
        for count, label, signs in second
    ]
    parts = listed(felt, _MOST_LEADS, "; "), listed(done, _MOST_SAID, "; ")
    return "; ".join(part for part in parts if part)


def _unread(found: Sides) -> str:
    """Return the reasons in which nothing was read, by how they begin."""
    unread = [
        f"“{shortened(project.move, _MOVE)}” ({shortened(project.heading, _NAME)})"
        for project in found.unread
    ]
    return listed(unread, _MOST_UNREAD, "; ")


def _questions(answers: Answers, seeds: Sequence[Seed]) -> list[Block]:
    """Return the questions that were kept or stand, with what was made of them."""
    kept = [found for found in answers.all(Tension) if found.filled("question")]
    standing = answers.untouched(Tension, seeds, "")[: max(_QUESTIONS - len(kept), 1)]
    answered = [found for found in kept if found.filled("answer")]
    said = [(cell(found.question, tone="strong"), cell(found.answer)) for found in answered]
    still = [found.question for found in kept if found not in answered]
    still += [seed.values["question"] for seed in standing]
    heads = column("Question", 2.4), column(Tension.spec("answer").title, 3)
    told = Table(caption="Where the two mirrors differed, and what I make of it", columns=heads,
                 rows=tuple(said))  # fmt: skip
    caption = "Where the two mirrors differ"
    # Without an answer beside it a question has all the room.
    asked = Table(caption=caption, columns=(column("Question", 1),),
                  rows=tuple((cell(question),) for question in still))  # fmt: skip
    return [table for table in (told, asked) if table.rows]
