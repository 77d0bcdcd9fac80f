"""The probe drill above the stories: three follow-ups about one of them, and what came of each.

Each answer is a ``drill`` record. Rounds, and what is asked in them, are made from the answers
there are, so that a page that is loaded again goes on where it was.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prepkit.block import shortened
from prepkit.errors import InvalidParameterError
from prepkit.names import is_safe_id
from prepkit.retrospective.probes import BY_KEY, PROBES, missing
from prepkit.retrospective.records import CAME, Drill, Story
from prepkit.section import Answers
from prepkit.views.deck import Saved
from prepkit.views.follow_ups import UNDONE, FollowUp, Told, Turn
from prepkit.workspace import Workspace

if TYPE_CHECKING:
    # Not imported where a program runs the notebook: without a page there are no widgets.
    from prepkit.views.drill import ProbeDrill
    from prepkit.views.live import Live

ASKED = 3
"""Follow-ups in a round."""

LACKING = 2
"""So many of them, where there are as many, find an empty part of the story."""

LONGEST_TITLE = 120

_HINT = (
    "Tell the story aloud once. Then you are asked three follow-ups, one at a time, as an "
    "interviewer would put them: answer aloud, and say what came. What did not come goes back "
    "into the story."
)
_EMPTY = "Write one story below, then three follow-ups come here."
_AT_ONCE, *_NOT_AT_ONCE = (option.key for option in CAME if option.key != UNDONE)


class Drills:
    """The probe drill of a workspace, as its widget needs it.

    Args:
        place: a name for the workspace that a page may know.
        session: names the workbook that saves, so that its own forms need not read again.
    """

    def __init__(self, workspace: Workspace, place: str, session: str) -> None:
        self._workspace, self._place, self._session = workspace, place, session

    def widget(
        self, name: str, answers: Answers, on_change: Callable[[str], None], *, folded: bool
    ) -> ProbeDrill:
        """Return the widget of the exercise ``drill``."""
        from prepkit.views.drill import ProbeDrill

        stories = self.stories(answers)
        return ProbeDrill(
            "Three follow-ups", follow_ups(), [o for o in CAME if o.key != UNDONE], stories,
            self.save, id=Drill.kind, place=f"{self._place}/drill", section="stories",
            session=self._session, chosen=first_of(stories, answers.all(Drill)), hint=_HINT,
            empty=_EMPTY, folded=folded, on_change=on_change,
        )  # fmt: skip

    def show(self, widget: Live, answers: Answers, *, folded: bool) -> None:
        """Have the drill show what is so now; do nothing with another widget."""
        from prepkit.views.drill import ProbeDrill

        if isinstance(widget, ProbeDrill):
            stories = self.stories(answers)
            widget.show(stories, first_of(stories, answers.all(Drill)), folded=folded)

    def stories(self, answers: Answers) -> list[Told]:
        """Return each story with the round that comes next, or goes on."""
        drills: dict[str, list[Drill]] = {}
        for drill in in_order(answers.all(Drill)):
            drills.setdefault(drill.story, []).append(drill)
        return [
            told(story, drills.get(story.id, ()), self._place)
            for story in answers.all(Story)
            if story.is_listed
        ]

    def save(self, id: str, values: Mapping[str, Any], base: str, nonce: str) -> Saved:
        """Save what came of a follow-up; what was said last counts, in whichever window.

        Raises:
            PrepkitError: one of its subclasses, when it is not saved.
        """
        if not re.fullmatch("[0-9a-f]{32}", nonce):
            raise InvalidParameterError("not the name of a save: reload the page")
        if not is_safe_id(id) or not id.startswith(f"{Drill.kind}-"):
            raise InvalidParameterError(f"not an id of a {Drill.singular}: {id[:80]!r}")
        saved = self._workspace.save(Drill, values, id=id, nonce=nonce)
        return Saved(id, saved.origin.revision, saved.origin.saved_at)


def follow_ups() -> list[FollowUp]:
    """Return every follow-up as the page needs it."""
    return [
        FollowUp(probe.key, probe.label, probe.question, probe.field, Story.spec(probe.field).title)
        for probe in PROBES
    ]


def in_order(drills: Iterable[Drill]) -> list[Drill]:
    """Return drills in the order they were saved."""
    return sorted(drills, key=lambda drill: (drill.origin.saved_at, drill.id))


def told(story: Story, drills: Sequence[Drill], place: str) -> Told:
    """Return a story with the round that comes next, or goes on.

    Args:
        drills: those about this story, in order.
        place: goes into the chance by which follow-ups are chosen.
    """
    lacking = tuple(probe.key for probe in missing(story))
    # Who counted something can only be asked where something was counted.
    keys = [p.key for p in PROBES if p.key != "provenance" or story.filled("number")]
    named = [(_round(drill), drill) for drill in drills]
    tried = [(name, drill) for name, drill in named if drill.came not in ("", UNDONE)]
    # A round goes on while answers of it are open, also those that were taken back.
    going = named[-1][0] if named else ""
    # Another prepkit may ask what this one does not know.
    done = [drill for name, drill in tried if name == going and drill.probe in BY_KEY]
    if not going or len(done) >= ASKED:
        going, done = "", []
    before = [drill for name, drill in tried if not going or name != going]
    past = len({name or drill.id for name, drill in named}) - bool(going)
    drawn = draw(
        keys, lacking, Counter(drill.probe for drill in before), f"{place} {story.id} {past}"
    )
    said = {drill.probe for drill in done}
    ahead = [key for key in drawn if key not in said]
    last = {drill.probe: drill.came for _, drill in tried}
    latest = dict.fromkeys(drill.probe for _, drill in reversed(tried))
    return Told(
        id=story.id,
        title=shortened(story.heading, LONGEST_TITLE),
        tried=len(tried),
        at_once=sum(drill.came == _AT_ONCE for _, drill in tried),
        missing=lacking,
        owed=tuple(key for key in latest if last[key] in _NOT_AT_ONCE and key in lacking),
        rounds=past,
        round=going,
        done=tuple(Turn(drill.probe, drill.came, drill.seconds) for drill in done),
        ahead=tuple(ahead[: ASKED - len(done)]),
    )


def draw(
    keys: Sequence[str], lacking: Collection[str], asked: Mapping[str, int], seed: str
) -> tuple[str, ...]:
    """Choose the follow-ups of a round by chance; the same seed gives the same round.

    Those asked least so far come first.

    Args:
        keys: of the follow-ups to choose from.
        lacking: keys of those that find an empty part of the story: two of the three are such,
            where there are so many.
        asked: how often each was asked before.

    Returns:
        Three keys, no two the same, in the order they are asked; fewer only when there are fewer.
    """
    dealt = sorted(keys, key=lambda key: (asked.get(key, 0), _chance(seed, "drawn", key)))
    empty = [key for key in dealt if key in lacking]
    other = [key for key in dealt if key not in lacking]
    chosen = empty[:LACKING] + other[: ASKED - LACKING]
    chosen += [key for key in dealt if key not in chosen][: ASKED - len(chosen)]
    return tuple(sorted(chosen, key=lambda key: _chance(seed, "asked", key)))


def first_of(stories: Sequence[Told], drills: Iterable[Drill]) -> str:
    """Return the id of the story to offer first; ``""`` when there is none.

    That is the one whose round was left in the middle last; else the one with the fewest
    follow-ups tried, of those the oldest.
    """
    last = max(drills, key=lambda drill: (drill.origin.saved_at, drill.id), default=None)
    left = [story.id for story in stories if last and story.id == last.story and story.done]
    fewest = min(stories, key=lambda story: story.tried, default=None)
    return left[0] if left else fewest.id if fewest else ""


def _round(drill: Drill) -> str:
    """Return the name of the round a follow-up was asked in; ``""`` where it was in none."""
    id, start, end = drill.id, f"{Drill.kind}-", f"-{drill.probe}"
    is_named = id.startswith(start) and id.endswith(end)
    return id[len(start) : -len(end)] if is_named else ""


def _chance(*of: str) -> bytes:
    return hashlib.blake2b("\n".join(of).encode(), digest_size=8).digest()
