"""The probe drill: three follow-ups about a story, one at a time, answered aloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from prepkit.errors import InvalidRecordError, UnknownRecordError, suggest
from prepkit.fields import Option
from prepkit.names import is_safe_id
from prepkit.views.cards import Cards
from prepkit.views.deck import Save
from prepkit.views.follow_ups import UNDONE, FollowUp, Told
from prepkit.views.live import LOCK, Message, source

_FIELDS = ("story", "probe", "came", "seconds")


class ProbeDrill(Cards):
    """Three follow-ups about a story, in turn: each is answered aloud, and what came is noted.

    Each follow-up is a record of its own, ``{"story": id, "probe": key, "came": key, "seconds":
    whole number}``, under the id ``<id>-<name of the round>-<key of the follow-up>``. Taking an
    answer back saves the same record as ``undone``.

    Args:
        title: of the exercise.
        follow_ups: those that may be asked.
        came: what can be said of an answer, the best one first.
        stories: those that can be asked about, each with its next round.
        save: saves one answer; the page makes up the names of rounds.
        id: what the ids of its records begin with.
        place: which exercise of which workspace this is; answers that are not saved yet are kept
            in the browser under that name.
        section: id of the section whose form has the stories.
        session: names the workbook that saves, so that its own forms need not read again.
        chosen: id of the story that is offered first.
        hint: what is said above it.
        empty: what is said when there is no story.
        folded: whether it is not shown, for now.
        on_change: called with ``"saved"`` after an answer was saved.
    """

    _esm = source("dom.js", "outbox.js", "cards.js", "drill.js")

    def __init__(
        self, title: str, follow_ups: Sequence[FollowUp], came: Sequence[Option],
        stories: Sequence[Told], save: Save, *,
        id: str, place: str, section: str, session: str = "", chosen: str = "", hint: str = "",
        empty: str = "", folded: bool = False, on_change: Callable[[str], None] = lambda what: None,
    ) -> None:  # fmt: skip
        self._save_values, self._on_change, self._id = save, on_change, id
        self._probes = {follow_up.key for follow_up in follow_ups}
        self._came = (*(option.key for option in came), UNDONE)
        self._stories = {story.id for story in stories}
        deck = {
            "title": title, "place": place, "session": session, "record": id, "section": section,
            "hint": hint, "empty": empty, "came": [option.told() for option in came],
            "probes": {follow_up.key: asdict(follow_up) for follow_up in follow_ups},
        }  # fmt: skip
        super().__init__(deck=deck, state=_state(stories, chosen, folded))

    def show(self, stories: Sequence[Told], chosen: str = "", *, folded: bool = False) -> None:
        """Show other stories and rounds from now on.

        The round that somebody is in the middle of goes on, unless its story is gone.
        """
        with LOCK:
            # An answer about a story that has just gone may still be on its way.
            self._stories |= {story.id for story in stories}
            self._tell(_state(stories, chosen, folded))

    def _save(self, message: Message) -> dict[str, Any]:
        id, values = str(message["record"]), dict(message["values"])
        if not (id.startswith(f"{self._id}-") and is_safe_id(id)):
            raise UnknownRecordError(f"this answer belongs to another exercise: {id!r}")
        if problems := self._wrong(id, values):
            return {"record": None, "problems": problems}
        given = {name: values.get(name) for name in _FIELDS}
        try:
            saved = self._store(id, given, message)
        except InvalidRecordError as error:
            return {"record": None, "problems": error.problems}
        return self._accept(id, given, saved, saved.revision, {})

    def _wrong(self, id: str, values: Mapping[str, Any]) -> dict[str, str]:
        problems = {}
        if values.get("story") not in self._stories:
            problems["story"] = "the story it is about is no longer there"
        if values.get("probe") not in self._probes or not id.endswith(f"-{values['probe']}"):
            problems["probe"] = f"no follow-up {values.get('probe')!r}: reload the page"
        if values.get("came") not in self._came:
            problems["came"] = f"no answer {values.get('came')!r}: {suggest('', self._came)}"
        return problems


def _state(stories: Sequence[Told], chosen: str, folded: bool) -> dict[str, Any]:
    return {"stories": [asdict(story) for story in stories], "chosen": chosen, "folded": folded}
