/* Records that prepkit suggests, under the list of those that are kept: keep one, take it off, or
 * keep them all; where there are many, find one. What they say comes from Python; the page knows them by their keys. */

const FEW = 3; // with more of them there is a button for all
const SHOWN = 8; // with more of them the others are folded
const TO_FIND = 12; // with more of them there is a box to find one
const AT_ONCE = 40; // nobody means to keep more than that with one click
const TWICE = 300; // milliseconds between the clicks of a double click

class Seeds {
  constructor(form) {
    Object.assign(this, { form, items: new Map(), order: [], rows: new Map(), waiting: new Set(), texts: new WeakMap(), all: false, gone: null, moved: -TWICE });
    const id = `${form.uid}-seeds`;
    this.title = h("strong", { id });
    this.count = h("span", { class: "pk-count" });
    this.keepAll = button("Keep all", () => this.keep(this.found()), { kind: "pk-quiet" });
    this.find = h("input", { type: "search", class: "pk-input", placeholder: "Find in suggestions", "aria-label": "Find in suggestions", oninput: () => this.search(),
      onkeydown: (event) => { if (event.key === "Escape" && this.find.value) { event.preventDefault(); this.find.value = ""; this.search(); } } });
    this.finder = h("div", { class: "pk-seeds-find", hidden: true }, this.find);
    this.list = h("ul", { class: "pk-list" });
    this.more = button("", () => this.unfold(), { kind: "pk-quiet" });
    this.element = h("section", { class: "pk-seeds", "aria-labelledby": id, hidden: true,
      onkeydown: (event) => { if (event.repeat && event.key === "Enter") event.preventDefault(); } },
      h("div", { class: "pk-seeds-head" }, this.title, this.count, this.keepAll), this.finder, this.list, this.more);
  }

  /** Take what Python says is other than before. */
  change({ seeds, suggested, seedsTitle }) {
    if (seedsTitle !== undefined) this.title.textContent = seedsTitle || "Suggested";
    for (const seed of seeds ?? []) this.items.set(seed.key, seed);
    if (suggested) this.order = suggested;
    if (seeds || suggested) this.draw();
  }

  draw() {
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    const place = [...this.rows.values()].findIndex(({ element }) => element.contains(focused));
    const name = [...this.rows.values()].some(({ drop }) => drop === focused) ? "drop" : "keep";
    const found = this.found();
    const shown = this.all ? found : found.slice(0, SHOWN);
    if (this.rows.size && !same([...this.rows.keys()], shown)) this.moved = performance.now();
    this.rows = new Map(shown.map((key) => [key, this.rows.get(key) ?? this.row(key)]));
    for (const [key, row] of this.rows) row.show(this.items.get(key));
    const lines = [...this.rows.values()].map(({ element }) => element);
    if (this.gone) lines.splice(Math.min(this.gone.place, lines.length), 0, this.gone.element);
    for (const line of [...this.list.children]) if (!lines.includes(line)) line.remove();
    lines.forEach((line, n) => { if (this.list.children[n] !== line) this.list.insertBefore(line, this.list.children[n] ?? null); });
    this.label(found.length, this.order.length);
    if (!focused) return;
    // What was moved takes the focus along; what is gone leaves it to what has taken its place.
    if (focused.isConnected && !focused.closest("[hidden]")) focused.focus({ preventScroll: true });
    else this.focusAt(Math.max(place, 0), name);
  }

  /** The keys in order: all of them, or those that have every word that is looked for. */
  found() {
    const wanted = folded(this.find.value.trim()).split(/\s+/).filter(Boolean);
    if (!wanted.length) return this.order;
    return this.order.filter((key) => wanted.every((word) => this.text(this.items.get(key)).includes(word)));
  }

  /** All that is shown of a suggestion, folded for finding; each only once. */
  text(seed) {
    if (!this.texts.has(seed)) this.texts.set(seed, folded([seed.title, ...seed.more, seed.why].join(" ")));
    return this.texts.get(seed);
  }

  search() {
    this.gone = null;
    this.draw();
    this.form.voice.say(this.count.textContent);
  }

  /** Say how many there are; `count` of `all` are found. */
  label(count, all) {
    const looks = this.find.value.trim() !== "";
    this.element.hidden = !all && !this.gone;
    // Who is in the box stays in it while the list gets short.
    this.finder.hidden = all <= TO_FIND && !this.find.value && document.activeElement !== this.find;
    this.count.textContent = looks ? `${count || "none"} of ${all}` : all === 1 ? "1 suggestion" : `${all || "no more"} suggestions`;
    this.keepAll.hidden = count <= FEW || count > AT_ONCE;
    this.keepAll.textContent = `Keep all ${count}`;
    this.more.hidden = count <= SHOWN;
    this.more.textContent = this.all ? "Show fewer" : `Show all ${count}`;
    this.more.setAttribute("aria-expanded", String(this.all));
  }

  row(key) {
    const name = h("bdi", { class: "pk-name" });
    const more = h("div", { class: "pk-help" });
    const why = h("div", { class: "pk-help" });
    const keep = this.button("Keep", () => this.keep([key]));
    const drop = this.button("Not this", () => this.dismiss(key), "pk-quiet");
    let shown;
    const show = (seed) => {
      if (shown === seed) return;
      shown = seed;
      name.textContent = seed.title;
      more.replaceChildren(...seed.more.flatMap((text, n) => [n ? " · " : "", h("bdi", {}, text)]));
      why.replaceChildren(h("bdi", {}, seed.why), seed.standing ? " · counts and prints as it is" : "");
      keep.setAttribute("aria-label", `Keep: ${seed.title}`);
      drop.setAttribute("aria-label", `Not this: ${seed.title}`);
    };
    const element = this.line([h("div", {}, name), more, why], [keep, drop]);
    return { element, keep, drop, show };
  }

  line(text, buttons) {
    return h("li", { class: "pk-seed" }, h("div", { class: "pk-seed-text" }, text), h("div", { class: "pk-seed-buttons" }, buttons));
  }

  /** A button of a line. A click right after the lines have moved is meant for what stood there before. */
  button(label, act, kind) {
    return button(label, (event) => { if (!event.detail || performance.now() - this.moved > TWICE) act(); }, { kind });
  }

  focusAt(place, name) {
    const rows = [...this.rows.values()];
    if (rows.length) rows[Math.min(place, rows.length - 1)][name].focus();
    else if (!this.finder.hidden) this.find.focus();
    else this.form.focusOn(null);
  }

  unfold() {
    this.all = !this.all;
    this.draw();
    if (this.all) this.focusAt(SHOWN, "keep");
    else this.more.scrollIntoView({ block: "nearest" });
  }

  async keep(wanted) {
    const keys = wanted.filter((key) => !this.waiting.has(key));
    const answer = await this.ask("keep", keys, "Not kept");
    if (!answer) return;
    this.drop(keys);
    this.show(answer.records);
  }

  /** Show what was kept in the list; a single one opens, unless somebody types elsewhere by now. */
  show(records) {
    const { form } = this;
    const types = document.activeElement?.matches("input, textarea, select, [contenteditable]");
    for (const record of records) form.take(record);
    if (!types) form.filter.value = "";
    form.draw();
    const [{ id }] = records;
    const many = records.length > 1;
    form.say(many ? `${records.length} ${form.schema.plural} kept.` : "");
    if (!many) form.voice.say(`“${form.brief(id)}” is kept.`);
    if (types) return;
    if (many) { form.focusOn(id); return; }
    if (form.open !== id) form.toggle(id);
    form.rows.get(id).element.scrollIntoView({ block: "nearest" });
  }

  async dismiss(key) {
    const { form } = this;
    const { title } = this.items.get(key);
    const place = [...this.rows.keys()].indexOf(key);
    const answer = await this.ask("dismiss", [key], "Not taken off");
    if (!answer) return;
    const [[record, revision]] = Object.entries(answer.undo);
    const undo = this.button("Undo", async () => {
      if (!(await form.ask({ do: "restore", record, revision }, "Not brought back"))) return;
      this.drop([]);
      form.voice.say(`“${title}” is among your ${form.schema.plural} now.`);
      form.focusOn(record);
    });
    const said = h("div", { class: "pk-help" }, "“", h("bdi", {}, title), "” was taken off.");
    this.drop([key], { place, element: this.line(said, undo) });
    form.voice.say(said.textContent);
  }

  /** Ask Python for something about seeds that it was not asked for already. */
  async ask(what, keys, failed) {
    if (!keys.length || keys.some((key) => this.waiting.has(key))) return null;
    keys.forEach((key) => this.waiting.add(key));
    const answer = await this.form.ask({ do: what, keys }, failed);
    keys.forEach((key) => this.waiting.delete(key));
    if (!answer) this.form.refresh();
    // Another company may be shown by now.
    return this.form.seeds === this ? answer : null;
  }

  /** Take seeds off the list; `gone` is the line that takes the place of one, to bring it back. */
  drop(keys, gone = null) {
    this.gone = gone;
    this.change({ suggested: this.order.filter((key) => !keys.includes(key)) });
  }
}
