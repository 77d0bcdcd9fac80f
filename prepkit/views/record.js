/* One record in a form: its line in the list, and its fields while it is open. */

const HALF_LINE = 45; // more letters than a field of half the width has room for
const TWO_LINES = 300; // more letters than two lines of a list have room for

/** One line of the list; its editor appears below it while it is open. */
class Row {
  constructor(form, id) {
    Object.assign(this, { form, id });
    const own = form.isOwn(id);
    this.name = h("span", { class: "pk-name", dir: "auto" });
    this.mark = h("span", { class: "pk-mark" });
    this.opener = h("button", { type: "button", class: "pk-opener", "aria-expanded": "false", onclick: () => form.toggle(id) }, this.name, this.mark);
    this.buttons = own ? {
      up: button("Move up", () => this.move(-1, "up"), { icon: "up", kind: "pk-quiet" }),
      down: button("Move down", () => this.move(1, "down"), { icon: "down", kind: "pk-quiet" }),
      copy: button("Duplicate", () => form.duplicate(id), { icon: "copy", kind: "pk-quiet" }),
      bin: button("Delete", () => form.remove(id), { icon: "bin", kind: "pk-quiet" }),
    } : {};
    const grip = own ? h("span", { class: "pk-grip", draggable: "true", "aria-hidden": "true", title: "Drag to move" }, icon("grip")) : null;
    this.head = h("div", { class: "pk-row-head" }, grip, this.opener, h("span", { class: "pk-actions" }, Object.values(this.buttons)));
    this.element = h("li", { class: "pk-row", "data-record": id }, this.head);
    this.listen();
    if (own) this.carry(grip);
  }

  /** Go from record to record by the arrow keys, or with Alt take it along. */
  listen() {
    const { form, id } = this;
    this.opener.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      if (event.altKey) { if (form.move(id, step)) this.opener.focus(); return; }
      const shown = form.visible();
      form.rows.get(shown[shown.indexOf(id) + step])?.opener.focus();
    });
  }

  /** Let it be dragged by its grip, and others be dropped on it. */
  carry(grip) {
    const { form, id, element } = this;
    grip.addEventListener("dragstart", (event) => {
      event.dataTransfer.setData("text/x-prepkit-record", id);
      event.dataTransfer.setDragImage(this.head, 0, 0);
      event.dataTransfer.effectAllowed = "move";
      form.dragged = id;
    });
    element.addEventListener("dragover", (event) => {
      if (!form.dragged || form.dragged === id) return;
      event.preventDefault();
      element.classList.add("pk-over");
    });
    element.addEventListener("dragleave", () => element.classList.remove("pk-over"));
    element.addEventListener("drop", (event) => {
      element.classList.remove("pk-over");
      if (!form.dragged) return;
      event.preventDefault();
      event.stopPropagation();
      form.move(form.dragged, id);
      form.dragged = null;
    });
    grip.addEventListener("dragend", () => { form.dragged = null; });
  }

  move(step, name) {
    if (!this.form.move(this.id, step)) return;
    const { up, down } = this.buttons;
    (this.buttons[name].disabled ? (name === "up" ? down : up) : this.buttons[name]).focus();
  }

  /** Show what there is now; `first` and `last` are the ends of those shown that can be moved. */
  refresh(first, last) {
    const { form, id } = this;
    const open = form.open === id;
    const item = form.items.get(id);
    this.retitle();
    this.opener.setAttribute("aria-expanded", String(open));
    this.element.classList.toggle("pk-open", open);
    const begun = form.schema.fields.some(({ name }) => name !== form.schema.titleField && !isEmpty(form.value(id, name)));
    const wrong = Object.keys(form.outbox.problems(id)).length > 0;
    this.mark.textContent = wrong ? "something does not fit" : item.others.length ? "two versions" : item.look ? { open: "look again", done: "✓ looked at again" }[item.look] : form.schema.shape === "prompts" ? (begun ? "✓ begun" : "") : "";
    this.mark.classList.toggle("pk-warn", wrong || item.others.length > 0);
    if (this.buttons.up) {
      this.buttons.up.disabled = first === id;
      this.buttons.down.disabled = last === id;
    }
    if (open && !this.editor) {
      this.editor = new Editor(form, id);
      this.element.append(this.editor.element);
    } else if (!open && this.editor) {
      this.editor.element.remove();
      this.editor = null;
    }
    this.editor?.refresh();
  }

  retitle() {
    const title = this.form.title(this.id);
    if (this.titled === title) return;
    this.titled = title;
    this.name.textContent = shortened(title, TWO_LINES);
    for (const [name, verb] of Object.entries({ up: "Move up", down: "Move down", copy: "Duplicate", bin: "Delete" }))
      this.buttons[name]?.setAttribute("aria-label", `${verb}: ${this.form.brief(this.id)}`);
  }
}

/** The fields of one record, who may see it, its history, and a conflict when there is one. */
class Editor {
  constructor(form, id) {
    Object.assign(this, { form, id, fields: new Map() });
    const { schema } = form;
    const item = form.items.get(id);
    this.help = h("div");
    this.conflict = h("div");
    this.panel = h("div");
    this.grid = h("div", { class: "pk-grid" });
    const prefix = `${form.uid}-${token(3)}`;
    for (const spec of schema.fields) {
      if (item.fixed && spec.name === schema.titleField) continue;
      const offered = spec.kind === "reference" || spec.kind === "scales" || spec.suggest ? { ...spec, options: form.options[spec.name] ?? [] } : spec;
      const made = field(offered, prefix, form.value(id, spec.name), (value, quiet) => { made.complain(""); form.type(id, spec.name, value, quiet); });
      // What a record is called by is often a whole sentence.
      const long = String(form.value(id, spec.name) ?? "").length > HALF_LINE;
      if (spec.kind === "text" && (long || spec.name === schema.titleField)) made.element.classList.add("pk-wide");
      this.fields.set(spec.name, made);
      this.grid.append(made.element);
    }
    this.seen = h("select", { class: "pk-input", id: `${prefix}-seen`, onchange: () => form.type(id, "visibility", this.seen.value, 0) },
      schema.visibilities.map(({ key, label }) => h("option", { value: key }, label)));
    this.history = button("Earlier versions", () => this.showHistory(), { kind: "pk-quiet", "aria-expanded": "false" });
    this.element = h("div", { class: "pk-editor", role: "group", "aria-label": form.brief(id) },
      this.help, this.conflict, this.grid,
      h("div", { class: "pk-foot" }, h("label", { for: this.seen.id }, "Who may see this:"), this.seen, this.history), this.panel);
    this.refresh();
  }

  focus() {
    [...this.fields.values()].find(({ element }) => !element.hidden)?.focus();
  }

  refresh() {
    const { form, id } = this;
    const item = form.items.get(id);
    if (!same(this.helped, item.help)) {
      this.helped = item.help;
      this.help.replaceChildren(...item.help.map((text) => h("p", { class: "pk-help", dir: "auto" }, text)));
    }
    for (const [name, made] of this.fields) {
      // What somebody is typing stays where it is, whatever is asked for now.
      const typing = form.outbox.unsaved(id, name) !== undefined || made.element.contains(document.activeElement);
      made.element.hidden = !typing && Boolean(item.hidden?.includes(name));
      made.offer?.(form.options[name] ?? form.schema.fields.find((spec) => spec.name === name).options);
      if (form.outbox.unsaved(id, name) === undefined || !made.element.contains(document.activeElement)) made.set(form.value(id, name));
    }
    for (const [name, text] of Object.entries(item.unread ?? {}))
      if (form.outbox.unsaved(id, name) === undefined) this.fields.get(name)?.complain(`It said “${text}”, which no longer fits here.`);
    for (const [name, text] of Object.entries(form.outbox.problems(id))) this.fields.get(name)?.complain(text);
    this.seen.value = form.value(id, "visibility");
    this.history.hidden = !item.revision;
    const key = item.others.map((other) => other.revision).join();
    if (this.conflictShown !== key + item.revision) {
      this.conflictShown = key + item.revision;
      this.conflict.replaceChildren(...(key ? [conflictBox(form, item, form.items.get(id).others[0])] : []));
    }
  }

  async showHistory(all = false) {
    const { form, id } = this;
    if (this.panel.childNodes.length && !all) { this.hideHistory(); return; }
    await form.outbox.settled(id);
    const answer = await form.ask({ do: "history", record: id, all }, "The earlier versions could not be read");
    if (!answer) return;
    this.history.setAttribute("aria-expanded", "true");
    this.panel.replaceChildren(historyPanel(form, id, answer, () => this.hideHistory(), () => this.showHistory(true)));
    this.panel.querySelector("button")?.focus();
  }

  hideHistory() {
    this.panel.replaceChildren();
    this.history.setAttribute("aria-expanded", "false");
    this.history.focus();
  }
}
