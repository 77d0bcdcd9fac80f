"""Forms: ipywidgets drawn from a record's fields, saving as one types."""

from __future__ import annotations

import asyncio
import datetime
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets

from prepkit.errors import InvalidRecordError, PrepkitError
from prepkit.record import FieldSpec, Option, Record, is_empty

QUIET_SECONDS = 0.5
_HELP_LETTERS = 100

VISIBILITY = "visibility"
"""The name under which a form sends who may see a record, among the values of its fields."""

_VISIBILITIES = {"private": "only me", "coach": "my coach too", "share": "anybody I hand it to"}


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving: the record's id, the id of its new revision, and when."""

    id: str
    revision: str
    at: datetime.datetime


Save = Callable[[str, dict[str, Any], str], Saved]
"""Takes a record's id, empty for a new one, values, and the id of the revision they were typed
over, empty for none."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One record a form can show.

    Attributes:
        id: of the record, also when it has not been written yet.
        title: what it is called in the list.
        values: by field; empty when it has not been written yet.
        help: lines to read before answering.
        visibility: who may see it, or will when it is written.
        revision: id of the revision shown; empty when it has not been written yet.
    """

    id: str
    title: str
    values: Mapping[str, Any]
    help: tuple[str, ...] = ()
    visibility: str = ""
    revision: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One field on screen: its widget, and how a value goes in and comes out."""

    widget: Any
    show: Callable[[Any], Any]
    read: Callable[[Any], Any]


class Form(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A form for the records of one section.

    Args:
        title: of the section.
        record: the class of the records.
        load: returns the records there are, or the places for them.
        save: saves some values of one record.
        remove: takes a record away and returns how to bring it back; ``None`` when records are
            neither added nor removed.
        choose: returns what a reference to a kind of record may point to.

    Attributes:
        seen_by: the control for who may see the record.
    """

    def __init__(
        self, title: str, record: type[Record], load: Callable[[], Sequence[Slot]], save: Save, *,
        remove: Callable[[str], Callable[[], None]] | None = None,
        choose: Callable[[str], Sequence[Option]],
    ) -> None:  # fmt: skip
        self._record, self._load, self._save, self._remove = record, load, save, remove
        self._id, self._base, self._showing = "", "", False
        self._pending: dict[str, Any] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._undo: tuple[str, Callable[[], None]] | None = None
        self._slots = list(load())
        self._status = widgets.Label(value="Saves as you type")
        self._help = widgets.VBox()
        self._problems = {name: widgets.Label() for name in record.model_fields}
        self._controls = {spec.name: _control(spec, choose) for spec in record.specs()}
        self.seen_by = widgets.Dropdown(
            options=[(label, key) for key, label in _VISIBILITIES.items()],
            description="Who may see this:", style={"description_width": "initial"},
        )  # fmt: skip
        self._list = widgets.Dropdown(description="", layout={"width": "60%"})
        self._list.observe(self._chosen, "value")
        rows: list[Any] = [widgets.HBox([widgets.Label(value=title), self._status])]
        slots = self._slots
        if remove is not None or len(slots) > 1:
            rows.append(widgets.HBox([self._list, *self._buttons()]))
        rows.append(self._help)
        rows += [self._row(s) for s in record.specs() if not self._is_prompt_title(s, slots)]
        rows.append(self.seen_by)
        super().__init__(rows)
        self.seen_by.observe(lambda change: self._type(VISIBILITY, change["new"]), "value")
        for name, control in self._controls.items():
            control.widget.observe(lambda change, name=name: self._typed(name), "value")
        self._show(slots[0].id if slots else "")

    @property
    def status(self) -> str:
        """What the form says about saving."""
        return str(self._status.value)

    def control(self, name: str) -> Any:
        """Return the widget of a field."""
        return self._controls[name].widget

    def flush(self) -> bool:
        """Save what has been typed and not yet saved; say so, or why not.

        Returns:
            Whether nothing is left unsaved.
        """
        if self._timer:
            self._timer.cancel()
            self._timer = None
        waiting = len(self._pending)
        if waiting:
            self._send(dict(self._pending))
        if len(self._pending) < waiting:
            self._reload()
            self._catch_up()
        return not self._pending

    def _send(self, values: dict[str, Any]) -> None:
        for name in values.keys() & self._problems.keys():
            self._problems[name].value = ""
        try:
            saved = self._save(self._id, values, self._base)
        except InvalidRecordError as error:
            wrong = {name: text for name, text in error.problems.items() if name in values}
            for name, text in wrong.items():
                self._problems[name].value = f"⚠ {text}"
            rest = {name: value for name, value in values.items() if name not in wrong}
            if rest and wrong:
                # The rest of what was typed must not wait for the one field that is wrong.
                self._send(rest)
            titles = [self._record.spec(name).title for name in wrong]
            self._status.value = f"⚠ Not saved: {', '.join(titles) or error}"
        except PrepkitError as error:
            self._status.value = f"⚠ Not saved; what you typed is still here: {error}"
        else:
            self._id, self._base = saved.id, saved.revision
            for name in values:
                del self._pending[name]
            self._status.value = f"✓ Saved {saved.at.astimezone():%H:%M:%S}"

    def _buttons(self) -> list[Any]:
        if self._remove is None:
            return []
        add = widgets.Button(description=f"Add a {self._record.singular}", layout={"width": "auto"})
        add.on_click(lambda _: self._begin())
        delete = widgets.Button(description="Delete", layout={"width": "auto"})
        delete.on_click(lambda _: self._delete())
        undo = widgets.Button(description="Undo delete", layout={"width": "auto"})
        undo.on_click(lambda _: self._bring_back())
        return [add, delete, undo]

    def _row(self, spec: FieldSpec) -> Any:
        control = self._controls[spec.name].widget
        lines = [widgets.Label(value=spec.title), control, self._problems[spec.name]]
        if spec.help:
            lines.insert(1, widgets.Label(value=spec.help, style={"text_color": "gray"}))
        return widgets.VBox(lines)

    def _is_prompt_title(self, spec: FieldSpec, slots: Sequence[Slot]) -> bool:
        """Whether the field is the fixed question of a prompt, which is not for typing."""
        return spec.name == self._record.title_field and any(slot.help for slot in slots)

    def _typed(self, name: str) -> None:
        control = self._controls[name]
        self._type(name, control.read(control.widget.value))

    def _type(self, name: str, value: Any) -> None:
        if self._showing:
            return
        self._pending[name] = value
        self._status.value = "Saving…"
        if self._timer:
            self._timer.cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.flush()
        else:
            self._timer = loop.call_later(QUIET_SECONDS, self.flush)

    def _chosen(self, change: Mapping[str, Any]) -> None:
        if self._showing:
            return
        if self.flush():
            self._show(str(change["new"] or ""))
        else:
            # What is typed belongs to this record, and stays with it until it is saved.
            self._reload()

    def _begin(self) -> None:
        if self.flush():
            self._show("")
            self._status.value = f"A new {self._record.singular}: saved as soon as you type"

    def _delete(self) -> None:
        if not self.flush() or not self._id or self._remove is None:
            return
        try:
            self._undo = (self._id, self._remove(self._id))
        except PrepkitError as error:
            self._status.value = f"⚠ Not deleted: {error}"
            return
        self._id = ""
        self._reload()
        self._show(self._slots[0].id if self._slots else "")
        self._status.value = "Deleted. “Undo delete” brings it back."

    def _bring_back(self) -> None:
        if self._undo is None:
            self._status.value = "Nothing to bring back"
            return
        if not self.flush():
            return
        id, undo = self._undo
        try:
            undo()
        except PrepkitError as error:
            self._status.value = f"⚠ Not brought back: {error}"
            return
        self._undo = None
        self._reload()
        self._show(id)
        self._status.value = "Brought back"

    def _reload(self) -> None:
        """Read the records again and list them; when they cannot be read, keep what is listed."""
        try:
            self._slots = list(self._load())
        except PrepkitError as error:
            self._status.value = f"⚠ Not read again: {error}"
        self._list_records()

    def _list_records(self) -> None:
        listed = [(f"{n}. {slot.title[:80]}", slot.id) for n, slot in enumerate(self._slots, 1)]
        if self._remove is not None:
            listed.append((f"(new {self._record.singular})", ""))
        self._showing = True
        try:
            self._list.options = listed
            known = {value for _, value in listed}
            self._list.value = self._id if self._id in known else listed[-1][1]
        finally:
            self._showing = False

    def _catch_up(self) -> None:
        """Show what another window changed, so that nobody types over what they never saw."""
        slot = next((slot for slot in self._slots if slot.id == self._id), None)
        if slot is None or slot.revision != self._base:
            return
        self._showing = True
        try:
            for name, control in self._controls.items():
                value = control.show(slot.values.get(name))
                if name not in self._pending and control.widget.value != value:
                    control.widget.value = value
        finally:
            self._showing = False

    def _show(self, id: str) -> None:
        new = Slot(id, "", {}, visibility=self._record.visibility)
        slot = next((slot for slot in self._slots if slot.id == id), new)
        self._id, self._base = id, slot.revision
        self._list_records()
        # A label never breaks its line: what is long would be cut at the window's edge.
        lines = [part for line in slot.help for part in textwrap.wrap(line, _HELP_LETTERS)]
        self._help.children = [widgets.Label(value=line) for line in lines]
        self._showing = True
        try:
            self.seen_by.value = slot.visibility or self._record.visibility
            for name, control in self._controls.items():
                control.widget.value = control.show(slot.values.get(name))
                self._problems[name].value = ""
        finally:
            self._showing = False


def _control(spec: FieldSpec, choose: Callable[[str], Sequence[Option]]) -> Control:
    wide = {"width": "95%"}
    options = choose(spec.target) if spec.kind == "reference" else spec.options
    listed = [(option.label, option.key) for option in options]
    if spec.kind == "long_text":
        return Control(widgets.Textarea(rows=4, layout=wide), _text, str)
    if spec.kind == "choices" or spec.many:
        box = widgets.SelectMultiple(options=listed, rows=min(8, len(listed) + 1), layout=wide)
        known = {key for _, key in listed}
        return Control(box, lambda v: tuple(i for i in v or () if i in known), list)
    if spec.kind == "tags":
        return Control(widgets.TagsInput(allow_duplicates=False), lambda v: list(v or ()), list)
    if spec.kind == "rating":
        ends = [("–", None), *((str(step), step) for step in range(1, 6))]
        ends[1] = (f"1 {spec.low}", 1)
        ends[5] = (f"5 {spec.high}", 5)
        return Control(
            widgets.ToggleButtons(options=ends, style={"button_width": "auto"}),
            lambda v: v,
            lambda v: v,
        )
    if spec.kind == "choice" and spec.open:
        labels = {option.label: option.key for option in options}
        box = widgets.Combobox(options=list(labels), ensure_option=False, layout=wide)
        return Control(box, lambda v: spec.label(v or ""), lambda v: labels.get(v, v))
    if spec.kind in ("choice", "reference"):
        box = widgets.Dropdown(options=[("Choose…", ""), *listed], layout=wide)
        known = {key for _, key in listed}
        return Control(box, lambda v: v if v in known else "", str)
    hints = {"date": "2026, 2026-11 or 2026-11-23", "number": spec.unit}
    box = widgets.Text(placeholder=hints.get(spec.kind, ""), layout=wide)
    return Control(box, _text, _whole if spec.kind == "number" else str)


def _text(value: Any) -> str:
    return "" if is_empty(value) else str(value)


def _whole(value: str) -> Any:
    """Return the number typed, nothing for nothing, and the text itself where it is none."""
    value = value.strip()
    try:
        return int(value) if value else None
    except ValueError:
        return value
