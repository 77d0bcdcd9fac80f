/* A form for the records of one section: one record, many of them, or one for each question. */

const MANY = 8; // from so many records on there is something to filter
const BRIEF = 80; // letters of a title that are said in a sentence

/** A text in one line, cut after so many letters. */
function shortened(text, most) {
  const line = text.replace(/\s+/g, " ").trim();
  const letters = [...line.slice(0, 2 * most + 2)]; // a letter may count twice
  return letters.length > most ? `${letters.slice(0, most - 1).join("").trimEnd()}…` : line;
}

class FormView {
  constructor(model, element) {
    this.model = model;
    this.schema = model.get("schema");
    this.uid = `pk-${token(4)}`;
    this.items = new Map();
    this.order = [];
    this.rows = new Map();
    this.open = null;
    this.texts = new WeakMap();
    this.drained = [];
    this.keeps = new Map();
    this.voice = announcer();
    this.greeting = greet(model);
    this.root = h("section", { class: "pk pk-form", "aria-label": this.schema.title, "data-prepkit-section": this.schema.section });
    element.append(this.root);
    keepKeys(this.root, () => this.outbox.flush());
    this.root.addEventListener("focusout", () => this.outbox.flush());
    this.looked = () => { if (document.visibilityState === "visible") this.refresh(); };
    window.addEventListener("focus", this.looked);
    document.addEventListener("visibilitychange", this.looked);
    this.channel = new BroadcastChannel("prepkit");
    this.channel.onmessage = ({ data }) => {
      // What this Python saved it tells by itself; other windows and notebooks have another one.
      if (data.workspace === this.workspace && data.session !== this.session) this.refresh();
    };
    this.load(model.get("view"));
  }

  /** Show everything anew: at the beginning, and when the company has changed. */
  load(view) {
    if (this.ordering) this.sendOrder(); // still with the old company
    this.sentOrder = null;
    this.outbox?.drain();
    if (this.outbox) this.drained.push(this.outbox);
    this.place = view.place;
    this.workspace = view.place.split("/")[0];
    this.session = view.session;
    this.company = view.company;
    this.items.clear();
    this.rows.clear();
    this.order = [];
    this.open = this.wanted = null;
    this.options = {};
    this.outbox = new Outbox(this.model, this.place, {
      status: (status) => this.status.show(status),
      saved: (record, answer) => this.saved(record, answer),
      changed: (message) => this.changed(message),
      trouble: (error) => this.say(`What is shown may be old: ${error}.`),
      recovered: (letters) => this.recovered(letters),
    });
    this.build();
    this.status.element.hidden = Boolean(view.blocked);
    if (view.blocked) this.body.replaceChildren(h("p", { class: "pk-empty" }, view.blocked));
    else this.changed(view);
    this.outbox.recover();
  }

  close() {
    for (const outbox of [this.outbox, ...this.drained]) outbox.close();
    this.greeting.leave();
    this.channel.close();
    window.removeEventListener("focus", this.looked);
    document.removeEventListener("visibilitychange", this.looked);
    unfoldGuide(this.root);
  }

  build() {
    const { schema } = this;
    this.progress = h("span");
    this.note = h("div", { class: "pk-note", hidden: true });
    this.body = h("div", { class: "pk-body" });
    this.head = h("header", { class: "pk-head" },
      h("span", { class: "pk-title" }, schema.title), h("span", { class: "pk-time" }, schema.time), this.progress);
    this.status = statusLine(this.head, this.voice, "Saves as you type");
    this.root.replaceChildren(this.head, this.note, this.body, this.voice.element);
    if (schema.shape === "one") return;
    this.list = h("ol", { class: "pk-list" });
    this.empty = h("p", { class: "pk-empty" }, schema.hint);
    if (schema.shape === "many") this.buildTools();
    this.body.append(this.empty, this.list);
    if (schema.shape === "many" || schema.adds) this.buildFoot();
    if (schema.shape === "many") this.body.append((this.seeds = new Seeds(this)).element);
  }

  buildFoot() {
    const { singular, plural, shape } = this.schema;
    const adds = `Add a ${singular}${shape === "many" ? "" : " of your own"}`.replace(/^Add a (?=[aeiou])/, "Add an ");
    this.adder = button(adds, () => this.add(), { kind: "pk-main" });
    this.body.append(h("div", { class: "pk-foot" }, this.adder,
      button(`Deleted ${plural}…`, () => this.showDeleted(), { kind: "pk-quiet" })));
  }

  buildTools() {
    const { plural } = this.schema;
    this.filter = h("input", { type: "search", class: "pk-input", placeholder: `Find in ${plural}`, "aria-label": `Find in ${plural}`, oninput: () => this.showFiltered(),
      onkeydown: (event) => { if (event.key === "Escape") { this.filter.value = ""; this.showFiltered(); } } });
    this.count = h("span", { class: "pk-count", role: "status" });
    this.tools = h("div", { class: "pk-tools" }, this.filter, this.count);
    this.body.append(this.tools);
  }

  /* What comes from Python */

  changed(message) {
    if (message.place !== undefined && message.place !== this.place) { this.load(message); return; }
    for (const id of message.gone ?? []) {
      if (this.outbox.letters.has(id)) continue;
      if (id === this.open) this.say(this.left(id));
      if (id === this.open) this.open = null;
      this.items.delete(id);
    }
    for (const item of message.records ?? []) this.items.set(item.id, item);
    if (message.order) this.reorder(message.order);
    Object.assign(this.options, message.options);
    this.seeds?.change(message);
    if (message.progress) this.progress.replaceChildren(progressBar(...message.progress));
    if (message.folded !== undefined) this.fold(message.folded);
    this.draw();
  }

  /** Take an order from Python; what it does not know yet stays behind the one it stood behind. */
  reorder(order) {
    if (this.ordering || this.sentOrder) {
      // What was moved here a moment ago is not known there yet.
      this.order.push(...order.filter((id) => !this.order.includes(id)));
      return;
    }
    const next = [...order];
    this.order.forEach((id, place) => {
      if (next.includes(id) || !this.items.has(id)) return;
      next.splice(next.indexOf(this.order[place - 1]) + 1, 0, id);
    });
    this.order = next;
  }

  /** Why a record is no longer shown. */
  left(id) {
    if (!this.isOwn(id)) return `“${this.brief(id)}” is no longer asked.`;
    if (this.schema.sorted) return `“${this.brief(id)}” is no longer one of those kept. What you wrote stays with it.`;
    return `“${this.brief(id)}” was deleted in another window. “Deleted ${this.schema.plural}” has it.`;
  }

  saved(record, answer) {
    if (answer.record) {
      this.take(answer.record);
      this.tellOthers();
    }
    this.draw();
  }

  /** Show a record as it is now; a new one comes last. */
  take(item) {
    this.items.set(item.id, item);
    if (!this.order.includes(item.id)) this.order.push(item.id);
  }

  recovered(letters) {
    for (const { record } of letters) this.take(this.items.get(record) ?? this.blank(record));
    this.say("Text that had not been saved was found in this browser and put back.");
    this.draw();
  }

  tellOthers() {
    this.channel.postMessage({ workspace: this.workspace, session: this.session });
  }

  refresh() {
    this.outbox.say({ do: "refresh" });
  }

  say(text, ...more) {
    this.note.hidden = !text;
    this.note.replaceChildren(text, ...more);
    if (text) this.voice.say(text);
  }

  async ask(message, failed) {
    try {
      if (this.ordering && message.do !== "order") await this.sendOrder();
      const answer = await this.outbox.ask({ company: this.company, ...message });
      if (!["history", "deleted"].includes(message.do)) this.tellOthers();
      return answer;
    } catch (error) {
      this.say(`${failed}: ${error.message}`);
      return null;
    }
  }

  /* What is shown */

  /** What a field says here and now: what was typed, else what is saved. */
  value(id, name) {
    const typed = this.outbox.unsaved(id, name);
    const item = this.items.get(id);
    return typed !== undefined ? typed : name === "visibility" ? item.visibility : item.values[name];
  }

  title(id) {
    const { schema } = this;
    const item = this.items.get(id);
    if (schema.shape === "prompts" && item.fixed) return item.title;
    const spec = schema.fields.find((field) => field.name === schema.titleField);
    const value = this.value(id, spec.name);
    const options = spec.kind === "reference" ? this.options[spec.name] : spec.options;
    const named = options?.find((option) => option.key === value)?.label;
    if (named) return named;
    if (isEmpty(value)) return `(untitled ${schema.singular})`;
    return spec.kind === "reference" ? "(no longer there)" : String(value);
  }

  /** A title as it is said in a sentence. */
  brief(id) {
    return shortened(this.title(id), BRIEF);
  }

  /** Whether somebody wrote the record of their own accord, so that it can be moved and deleted. */
  isOwn(id) {
    const { shape, adds } = this.schema;
    return shape === "many" || (shape === "prompts" && adds && !this.items.get(id).fixed);
  }

  draw() {
    const ids = this.order.filter((id) => this.items.has(id));
    for (const [id, row] of this.rows) if (!ids.includes(id)) { row.element.remove(); this.rows.delete(id); }
    for (const id of ids) {
      if (!this.rows.has(id)) this.rows.set(id, this.schema.shape === "one" ? new Editor(this, id) : new Row(this, id));
    }
    const parent = this.list ?? this.body;
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const moved = this.visible().filter((id) => this.isOwn(id));
    ids.forEach((id, place) => {
      const { element } = this.rows.get(id);
      if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null);
      this.rows.get(id).refresh(moved[0], moved.at(-1));
    });
    // Moving a row takes the focus out of it.
    if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
    if (this.rows.has(this.wanted)) this.focusOn(this.wanted);
    if (this.list) {
      this.empty.hidden = ids.length > 0;
      this.showFiltered();
    }
  }

  showFiltered() {
    if (!this.tools) return;
    const all = this.visible(true);
    this.tools.hidden = all.length < MANY && !this.filter.value;
    const shown = new Set(this.visible());
    for (const id of all) this.rows.get(id).element.hidden = !shown.has(id);
    this.count.textContent = shown.size === all.length ? `${all.length} ${this.schema.plural}` : `${shown.size} of ${all.length}`;
  }

  /** The ids in order: all of them, or those the filter lets through and the open one. */
  visible(all = false) {
    const ids = this.order.filter((id) => this.items.has(id));
    const wanted = folded(this.filter?.value.trim() ?? "").split(/\s+/).filter(Boolean);
    if (all || !wanted.length) return ids;
    return ids.filter((id) => {
      const text = `${folded(this.title(id))} ${this.text(this.items.get(id))}`;
      return id === this.open || wanted.every((word) => text.includes(word));
    });
  }

  /** All that is written in a record, folded for finding; a version is folded only once. */
  text(item) {
    if (!this.texts.has(item)) this.texts.set(item, folded(this.schema.fields.flatMap(({ name }) => item.values[name] ?? []).join(" ")));
    return this.texts.get(item);
  }

  fold(on) {
    this.root.classList.toggle("pk-is-folded", on);
    this.folder?.remove();
    if (on) {
      this.folder = h("p", { class: "pk-folder" }, `Not on the path you chose. `, button("Open it anyway", () => this.outbox.say({ do: "unfold" }), { kind: "pk-quiet" }));
      this.root.append(this.folder);
      // The notebook may still be putting its cells on the page.
      requestAnimationFrame(() => foldGuide(this.root));
    } else unfoldGuide(this.root);
  }

  /* What people do */

  type(id, name, value, quiet) {
    const item = this.items.get(id);
    this.outbox.put(id, item.revision, { [name]: value }, { company: this.company, quiet });
    this.rows.get(id).retitle?.();
  }

  blank(id, values = {}) {
    const hidden = this.schema.fields.filter(({ again }) => again).map(({ name }) => name);
    return { id, title: "", values, help: [], hidden, visibility: this.schema.visibility, revision: "", savedAt: "", others: [] };
  }

  toggle(id) {
    const before = this.open;
    this.open = this.open === id ? null : id;
    if (before && this.items.get(before)?.revision === "" && this.isOwn(before) && !this.outbox.letters.has(before)) this.forget(before);
    this.draw();
    if (this.open) this.rows.get(id).editor.focus();
  }

  forget(id) {
    this.items.delete(id);
    this.order = this.order.filter((other) => other !== id);
  }

  add(values = {}, after = null) {
    const id = `${this.schema.kind}-${token()}`;
    this.items.set(id, this.blank(id, {}));
    const place = after ? this.order.indexOf(after) + 1 : this.order.length;
    this.order.splice(place, 0, id);
    this.say("");
    if (this.filter) this.filter.value = "";
    this.draw();
    for (const [name, value] of Object.entries(values)) this.type(id, name, value, 0);
    if (this.open !== id) this.toggle(id);
    this.rows.get(id).element.scrollIntoView({ block: "nearest" });
    return id;
  }

  duplicate(id) {
    const { schema } = this;
    // Whether it is still true can only be said of what was there before.
    const copied = schema.fields.filter(({ again }) => !again);
    const values = Object.fromEntries(copied.map(({ name }) => [name, this.value(id, name)]).filter(([, value]) => !isEmpty(value)));
    const spec = schema.fields.find((field) => field.name === schema.titleField);
    if ((spec.kind === "text" || spec.open) && values[spec.name]) values[spec.name] = `${spec.options?.find(({ key }) => key === values[spec.name])?.label ?? values[spec.name]} (copy)`;
    const title = this.brief(id);
    const last = this.order.at(-1) === id;
    this.add({ ...values, visibility: this.value(id, "visibility") }, id);
    if (!last) this.sendOrder();
    this.say(`A copy of “${title}”: change what is different.`);
  }

  async remove(id) {
    const title = this.brief(id);
    const next = this.visible()[this.visible().indexOf(id) + 1];
    if (!(await this.outbox.settled(id))) {
      this.say(`“${title}” was not deleted, because what you typed in it is not saved yet.`);
      return;
    }
    const answer = this.items.get(id)?.revision ? await this.ask({ do: "remove", record: id }, "Not deleted") : {};
    if (!answer) return;
    // A value that fits nowhere goes with its record.
    this.outbox.drop(id);
    if (this.open === id) this.open = null;
    this.forget(id);
    this.draw();
    if (!answer.undo) {
      this.focusOn(next);
      return;
    }
    const undo = button("Undo", async () => {
      if (!(await this.ask({ do: "restore", record: id, revision: answer.undo }, "Not brought back"))) return;
      this.say(`“${title}” is back.`);
      this.focusOn(id);
    });
    this.say(`“${title}” was deleted. `, undo);
    undo.focus();
  }

  /** Set the focus on a record, also on one that Python is about to bring back. */
  focusOn(id) {
    const row = this.rows.get(id);
    this.wanted = row ? null : id;
    if (row) row.opener.focus();
    else if (!id) this.adder?.focus();
  }

  /** Move a record among those that are shown; `step` is -1 or 1, or the id it is dropped on. */
  move(id, step) {
    const shown = this.visible().filter((other) => this.isOwn(other));
    const from = shown.indexOf(id);
    const to = typeof step === "number" ? from + step : shown.indexOf(step);
    if (from < 0 || to < 0 || to >= shown.length || to === from) return false;
    const neighbour = shown[to];
    this.order = this.order.filter((other) => other !== id);
    this.order.splice(this.order.indexOf(neighbour) + (to > from ? 1 : 0), 0, id);
    this.draw();
    this.voice.say(`“${this.brief(id)}” is now number ${to + 1} of ${shown.length}.`);
    clearTimeout(this.ordering);
    this.ordering = setTimeout(() => this.sendOrder(), QUIET);
    return true;
  }

  async sendOrder() {
    clearTimeout(this.ordering);
    this.ordering = null;
    const sent = this.sentOrder = this.order.filter((id) => !this.items.get(id)?.fixed);
    await this.ask({ do: "order", ids: sent }, "The new order was not saved");
    if (this.sentOrder === sent) this.sentOrder = null;
  }

  async showDeleted() {
    const answer = await this.ask({ do: "deleted" }, "Could not look");
    if (!answer) return;
    if (!answer.deleted.length) { this.say(`No deleted ${this.schema.plural}.`); return; }
    const list = h("ul", { class: "pk-versions" }, answer.deleted.map(({ id, title, revision, savedAt }) =>
      h("li", {}, h("span", { class: "pk-cut", dir: "auto" }, shortened(title, TWO_LINES)), h("span", { class: "pk-count" }, `deleted ${clock(savedAt)}`),
        button("Bring back", async () => {
          if (await this.ask({ do: "restore", record: id, revision }, "Not brought back")) { this.say(`“${shortened(title, BRIEF)}” is back.`); this.focusOn(id); }
        }, { "aria-label": `Bring back: ${shortened(title, BRIEF)}` }))));
    this.say("", h("div", { class: "pk-row-head" }, h("strong", {}, `Deleted ${this.schema.plural}`), button("Close", () => { this.say(""); this.focusOn(null); }, { kind: "pk-quiet" })), list);
    this.note.hidden = false;
    list.querySelector("button").focus();
  }
}

/** Fold the guide texts that stand in the notebook above a form; its heading stays. */
function foldGuide(root) {
  for (const cell of guideCells(root)) cell.classList.add("pk-folded");
}

function unfoldGuide(root) {
  for (const cell of guideCells(root)) cell.classList.remove("pk-folded");
}

function guideCells(root) {
  const cells = [];
  let cell = root.closest(".jp-Cell")?.previousElementSibling;
  while (cell?.matches(".jp-MarkdownCell")) { cells.push(cell); cell = cell.previousElementSibling; }
  return cells;
}

export default {
  render({ model, el }) {
    const form = new FormView(model, el);
    return () => form.close();
  },
};
