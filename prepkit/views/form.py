"""Forms: one widget for each section, drawn from a record's fields, that never loses a word.

The page keeps what is typed until it has heard that it is on the disk (``outbox.js``); this end
saves field by field, answers, and tells every page what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

import traitlets

from prepkit.fields import FieldSpec, Option
from prepkit.record import VISIBILITIES, Record
from prepkit.views.live import LOCK, Live, Message, save_what_fits, source
from prepkit.views.slot import Past, Slot, Source, Suggestion, View

_SEEN_BY = {"private": "only me", "coach": "my coach too", "share": "anybody I hand it to"}


class Form(Live):
    """The form of one section.

    Args:
        schema: what it looks like; see :func:`schema`.
        source: where its records are.
        view: what it shows first.
        on_change: called when something was saved, deleted or put back, and with ``"unfold"`` or
            ``"refresh"`` when the page asks for that.

    Attributes:
        value: the slots shown, as a tuple; to be observed, not to be set.
    """

    _esm = source(
        "dom.js", "fields.js", "ladder.js", "outbox.js", "versions.js", "record.js", "seeds.js",
        "form.js",
    )  # fmt: skip
    schema = traitlets.Dict().tag(sync=True)
    value = traitlets.Tuple()
    acts: ClassVar[Mapping[str, str]] = {
        "save": "_save", "remove": "_remove", "restore": "_restore", "settle": "_settle",
        "order": "_reorder", "history": "_history", "deleted": "_deleted",
        "keep": "_keep", "dismiss": "_dismiss", "refresh": "_nothing", "unfold": "_nothing",
    }  # fmt: skip

    def __init__(
        self, schema: Mapping[str, Any], source: Source, view: View,
        on_change: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._source, self._on_change = source, on_change
        self._view = self._begun = view
        super().__init__(schema=dict(schema), value=view.slots)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the widget's state; ``view`` in it is always what is shown now."""
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        if key is None:
            state["view"] = _whole(self._view)
        return state

    @property
    def view(self) -> View:
        """What the form shows."""
        return self._view

    def show(self, view: View) -> None:
        """Show something else; pages are told what differs, and only that."""
        with LOCK:
            before, self._view = self._view, view
            changes = _changes(before, view)
            if changes:
                self.send({"type": "changed", "place": view.place, **changes})
            self.set_trait("value", view.slots)

    def greeted(self, *, first: bool) -> None:
        """Bring a page up to date that began with what there was when the widget was made."""
        if not first or self._view is not self._begun:
            self.send({"type": "changed", **_whole(self._view)})

    def answered(self, message: Message) -> None:
        """Tell whoever made the form, unless something was only looked at."""
        do = message["do"]
        if do not in ("history", "deleted"):
            self._on_change(do if do in ("unfold", "refresh") else "saved")

    def _save(self, message: Message) -> dict[str, Any]:
        company, record, base = (str(message[name]) for name in ("company", "record", "base"))
        nonce = str(message.get("nonce", ""))
        saved, _, problems = save_what_fits(
            lambda values: self._source.save(company, record, values, base, nonce),
            message["values"],
        )
        if saved is None:
            return {"record": None, "problems": problems}
        return {
            "record": _sent(saved), "own": saved.own, "made": saved.made, "problems": problems,
        }  # fmt: skip

    def _remove(self, message: Message) -> dict[str, Any]:
        return {"undo": self._source.remove(str(message["company"]), str(message["record"]))}

    def _restore(self, message: Message) -> None:
        self._source.restore(str(message["record"]), str(message["revision"]))

    def _settle(self, message: Message) -> None:
        self._source.settle(
            str(message["company"]), str(message["record"]), dict(message["values"]),
            [str(id) for id in message["seen"]],
        )  # fmt: skip

    def _reorder(self, message: Message) -> None:
        self._source.reorder(str(message["company"]), [str(id) for id in message["ids"]])

    def _history(self, message: Message) -> dict[str, Any]:
        past, more = self._source.history(str(message["record"]), every=bool(message.get("all")))
        return {"versions": [_sent_past(version) for version in past], "more": more}

    def _deleted(self, message: Message) -> dict[str, Any]:
        past = self._source.deleted(str(message["company"]))
        return {"deleted": [_sent_past(record) for record in past]}

    def _keep(self, message: Message) -> dict[str, Any]:
        keys = [str(key) for key in message["keys"]]
        kept = self._source.keep(str(message["company"]), keys)
        return {"records": [_sent(slot) for slot in kept]}

    def _dismiss(self, message: Message) -> dict[str, Any]:
        keys = [str(key) for key in message["keys"]]
        return {"undo": self._source.dismiss(str(message["company"]), keys)}

    def _nothing(self, message: Message) -> None:
        """What is asked for happens after the answer."""


def schema(
    record: type[Record], *, id: str, title: str, shape: str, hint: str = "", time: str = "",
    adds: bool = False, sorted: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Return what a page needs to draw a form for records of one class, as JSON knows it.

    Args:
        id: of the section.
        title: of the section.
        shape: ``one`` record, ``many``, or one for each of a list of ``prompts``.
        hint: what would fill it, said while it is empty.
        time: how long it takes, in words.
        adds: whether records of one's own may be added to those of a list of prompts.
        sorted: whether cards are sorted onto the list and off it again.
    """
    return {
        "section": id,
        "title": title,
        "time": time,
        "shape": shape,
        "hint": hint,
        "kind": record.kind,
        "singular": record.singular,
        "plural": record.plural,
        "titleField": record.title_field,
        "visibility": record.visibility,
        "visibilities": [{"key": key, "label": _SEEN_BY[key]} for key in VISIBILITIES],
        "adds": adds,
        "sorted": sorted,
        "fields": [_field(spec) for spec in record.specs() if not spec.hidden],
    }


def _field(spec: FieldSpec) -> dict[str, Any]:
    return {
        "name": spec.name, "kind": spec.kind, "title": spec.title, "help": spec.help,
        "options": _options(spec.options), "open": spec.open, "unit": spec.unit, "low": spec.low,
        "high": spec.high, "words": spec.words, "many": spec.many, "suggest": spec.suggest,
        "ask": spec.ask, "longest": spec.longest, "again": spec.again,
    }  # fmt: skip


def _options(options: Iterable[Option]) -> list[dict[str, str]]:
    return [option.told() for option in options]


def _whole(view: View) -> dict[str, Any]:
    return {
        "place": view.place,
        "session": view.session,
        "company": view.company,
        "blocked": view.blocked,
        "records": [_sent(slot) for slot in view.slots],
        "options": {name: _options(options) for name, options in view.options.items()},
        "seeds": [_sent_seed(seed) for seed in view.seeds],
        "seedsTitle": view.seeds_title,
        **_state(view),
    }


def _changes(before: View, after: View) -> dict[str, Any]:
    """Return what a page that shows `before` has to be told; empty when nothing."""
    if (before.place, before.blocked) != (after.place, after.blocked):
        return _whole(after)
    known = {slot.id: slot for slot in before.slots}
    here = {slot.id for slot in after.slots}
    offered = {seed.key: seed for seed in before.seeds}
    found: dict[str, Any] = {
        "records": [_sent(slot) for slot in after.slots if known.get(slot.id) != slot],
        "gone": [id for id in known if id not in here],
        "options": {
            name: _options(options)
            for name, options in after.options.items()
            if before.options.get(name) != options
        },
        "seeds": [_sent_seed(seed) for seed in after.seeds if offered.get(seed.key) != seed],
    }
    found = {name: value for name, value in found.items() if value}
    was, now = _state(before), _state(after)
    return found | {name: now[name] for name in now if now[name] != was[name]}


def _state(view: View) -> dict[str, Any]:
    """Return what is told anew when anything of it differs: all of it is short."""
    return {
        "order": [slot.id for slot in view.slots],
        "progress": list(view.progress),
        "folded": view.folded,
        "suggested": [seed.key for seed in view.seeds],
    }


def _sent(slot: Slot) -> dict[str, Any]:
    return {
        "id": slot.id,
        "title": slot.title,
        "values": dict(slot.values),
        "help": list(slot.help),
        "visibility": slot.visibility,
        "revision": slot.revision,
        "author": slot.author,
        "savedAt": slot.saved_at.isoformat() if slot.saved_at else "",
        "others": [
            {"revision": other.revision, "author": other.author, "visibility": other.visibility,
             "savedAt": other.saved_at.isoformat(), "values": dict(other.values)}
            for other in slot.others
        ],
        "unread": dict(slot.unread),
        "fixed": slot.fixed,
        "hidden": list(slot.hidden),
        "look": slot.look,
    }  # fmt: skip


def _sent_seed(seed: Suggestion) -> dict[str, Any]:
    return {
        "key": seed.key, "title": seed.title, "more": list(seed.more), "why": seed.why,
        "standing": seed.standing,
    }  # fmt: skip


def _sent_past(past: Past) -> dict[str, Any]:
    return {
        "id": past.id,
        "title": past.title,
        "revision": past.revision,
        "savedAt": past.saved_at.isoformat(),
        "author": "" if past.author == "me" else past.author,
        "changed": ", ".join(past.changed),
        "lines": [{"title": title, "then": then, "now": now} for title, then, now in past.lines],
        "current": past.current,
        "deleted": past.deleted,
    }
