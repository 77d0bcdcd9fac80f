/* A card sort: the next card large, with a button for each pile; below it the piles, side by side. */

const OWN = "own-"; // how the key of a card begins that a person has added

class CardSortView extends CardView {
  constructor(model, element) {
    super(model, element, "pk-sort");
    this.moves = []; // {key, before}: what undoing them takes, the last one at the end
    this.later = []; // cards put off, for now
    this.chosen = null; // the card somebody wants large, instead of the next one
    this.editing = null; // {key, before}: the card whose words are being written
    this.stage = new Stage(this);
    this.piles = ["", ...this.deck.piles.map((pile) => pile.key)].map((key) => new Pile(this, key));
    this.chips = new Map();
    const adder = button("Add a card of your own", () => this.add(), { kind: "pk-quiet" });
    const last = this.deck.piles.length;
    this.body.append(
      this.deck.hint ? h("p", {}, this.deck.hint) : "",
      this.stage.element,
      h("div", { class: "pk-foot" }, this.undoer, adder, h("span", { class: "pk-help pk-keys" }, `Keys: 1 to ${last} put a card on a pile, 0 takes it back, arrows go from card to card, Ctrl+Z undoes. Or drag with the mouse.`)),
      h("div", { class: "pk-piles", style: `--pk-piles:${this.piles.length}` }, this.piles.map((pile) => pile.element)),
    );
    this.start();
  }

  pileName(key) {
    return this.deck.piles.find((pile) => pile.key === key)?.label ?? "To sort";
  }

  /** All cards and the order of the piles: what is saved, and on top of it what is not saved yet. */
  read() {
    const cards = new Map([...this.deck.cards, ...this.state.own].map((card) => [card.key, card]));
    const placed = new Map(Object.entries(this.state.placed));
    for (const [key, value] of Object.entries(this.outbox.all(this.record))) {
      const pile = key.startsWith(OWN) ? value?.pile ?? "" : value;
      if (pile !== placed.get(key)) { placed.delete(key); placed.set(key, pile); }
      if (!key.startsWith(OWN)) continue;
      if (value?.label) cards.set(key, { ...cards.get(key), key, label: value.label });
      else if (!value) cards.delete(key);
    }
    this.cards = cards;
    this.order = new Map(this.piles.map(({ key }) => [key, []]));
    // The card put down last lies on top.
    for (const [key, pile] of [...placed].reverse()) if (pile && cards.has(key)) this.order.get(pile)?.push(key);
    const sorted = new Set([...this.order.values()].flat());
    const rest = [...cards.keys()].filter((key) => !sorted.has(key));
    this.later = this.later.filter((key) => rest.includes(key));
    this.order.set("", [...rest.filter((key) => !this.later.includes(key)), ...this.later]);
  }

  pileOf(key) {
    return [...this.order].find(([, keys]) => keys.includes(key))?.[0] ?? "";
  }

  /** What a card says: its pile, and its words when it is the person's own. */
  value(key) {
    if (!key.startsWith(OWN)) return this.pileOf(key);
    return this.cards.has(key) ? { pile: this.pileOf(key), label: this.cards.get(key).label } : null;
  }

  /** The card that is shown large. */
  current() {
    if (this.editing) return this.editing.key;
    if (!this.cards.has(this.chosen)) this.chosen = null;
    return this.chosen ?? this.order.get("")[0] ?? null;
  }

  draw() {
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    this.read();
    const total = this.cards.size;
    const open = this.order.get("").length;
    this.showProgress(total - open, total, `${total - open} of ${total} sorted`);
    for (const [key, chip] of this.chips) if (!this.cards.has(key)) { chip.remove(); this.chips.delete(key); }
    for (const pile of this.piles) pile.draw(this.order.get(pile.key));
    this.stage.draw();
    this.canUndo(this.moves.length > 0);
    if (focused && document.activeElement !== focused && focused.isConnected) focused.focus({ preventScroll: true });
  }

  chip(key) {
    const card = this.cards.get(key);
    let chip = this.chips.get(key);
    if (!chip) {
      chip = h("div", { class: "pk-card", role: "option", tabindex: -1, draggable: "true", dir: "auto", "data-card": key,
        onclick: () => this.choose(key), ondragstart: (event) => this.drag(event, key), ondragend: () => { this.dragged = null; } });
      this.chips.set(key, chip);
    }
    if (chip.textContent !== card.label) chip.textContent = card.label;
    if (card.help) chip.title = card.help;
    chip.setAttribute("aria-selected", String(key === this.current()));
    return chip;
  }

  drag(event, key) {
    this.dragged = key;
    event.dataTransfer.setData("text/x-prepkit-card", key);
    event.dataTransfer.effectAllowed = "move";
    event.stopPropagation();
  }

  /* What people do */

  pressed(event) {
    const { target } = event;
    if (target.matches("input")) return;
    if (isUndo(event)) { event.preventDefault(); this.undo(); return; }
    if (!isPlain(event)) return;
    const chip = target.closest("[data-card]");
    if (/^[0-9]$/.test(event.key) && !this.editing) {
      const pile = this.piles[Number(event.key)];
      if (!pile || event.repeat) return;
      event.preventDefault();
      if (chip) this.moveChip(chip.dataset.card, pile.key);
      else this.place(pile.key);
    } else if (event.key === "Escape" && this.chosen) { this.chosen = null; this.draw(); }
    else if (chip) this.walk(event, chip);
  }

  /** Go from card to card: up and down in a pile, left and right between piles. */
  walk(event, chip) {
    const key = chip.dataset.card;
    const at = this.piles.findIndex((pile) => pile.list.contains(chip));
    const keys = this.order.get(this.piles[at].key);
    const n = keys.indexOf(key);
    const beside = (step) => {
      for (let to = at + step; this.piles[to]; to += step) {
        const others = this.order.get(this.piles[to].key);
        if (others.length) return others[Math.min(n, others.length - 1)];
      }
      return key;
    };
    const go = {
      ArrowDown: () => keys[n + 1], ArrowUp: () => keys[n - 1], Home: () => keys[0], End: () => keys.at(-1),
      ArrowRight: () => beside(1), ArrowLeft: () => beside(-1),
    }[event.key];
    if (go) { event.preventDefault(); this.chips.get(go() ?? key).focus(); }
    else if (event.key === "Enter" || event.key === " ") { event.preventDefault(); this.choose(key); this.stage.focus(); }
  }

  /** Show a card large. */
  choose(key) {
    if (this.editing) this.stage.finish();
    this.chosen = key;
    this.draw();
    this.stage.element.scrollIntoView({ block: "nearest" });
  }

  /** Put the large card on a pile; the next one takes its place. */
  place(pile) {
    const key = this.current();
    if (!key || !this.move(key, pile)) return;
    const next = this.cards.get(this.current());
    this.voice.say(`${this.moved(key)} ${next ? `Next: ${named(next)}.` : this.finished()}`);
    if (!next) this.stage.focus();
  }

  /** Put a card on a pile that lies among the others; the focus stays in its old pile. */
  moveChip(key, pile) {
    const before = this.order.get(this.pileOf(key));
    const n = before.indexOf(key);
    const neighbour = before[n + 1] ?? before[n - 1] ?? key;
    if (!this.move(key, pile)) return;
    this.voice.say(this.moved(key));
    this.chips.get(neighbour)?.focus();
  }

  move(key, pile) {
    if (this.pileOf(key) === pile) { this.voice.say(this.moved(key)); return false; }
    this.chosen = null;
    const value = this.value(key);
    this.change(key, key.startsWith(OWN) ? { ...value, pile } : pile);
    this.piles.find((other) => other.key === pile).show(key);
    return true;
  }

  /** Change the value of a card, so that it can be undone. */
  change(key, value, before = this.value(key)) {
    this.moves.push({ key, before });
    this.put(key, value);
    this.say("");
  }

  put(key, value) {
    this.outbox.put(this.record, this.state.revision, { [key]: this.sent(key, value) });
    this.draw();
  }

  /** A value as it is saved: without words that nobody touched here, for another window may have. */
  sent(key, value) {
    if (!key.startsWith(OWN) || !value) return value;
    const waiting = this.outbox.unsaved(this.record, key);
    const saved = this.state.own.find((card) => card.key === key);
    const touched = waiting === undefined ? saved?.label !== value.label : !waiting || "label" in waiting;
    return touched ? value : { pile: value.pile };
  }

  moved(key) {
    const pile = this.pileOf(key);
    const where = pile ? `is on “${this.pileName(pile)}”` : "is back among those to sort";
    return `${named(this.cards.get(key))} ${where}. ${this.order.get("").length} to sort.`;
  }

  finished() {
    const crowded = this.deck.piles.find(({ key, limit }) => limit && this.order.get(key).length > limit);
    const first = this.deck.piles[0].label;
    return crowded
      ? `All cards are sorted. “${crowded.label}” holds ${this.order.get(crowded.key).length}, and about ${crowded.limit} are enough: which could you do without?`
      : `All cards are sorted. Have another look at “${first}”: is anything there that you would not miss?`;
  }

  undo() {
    if (this.editing) this.stage.finish();
    const move = this.moves.pop();
    if (!move) { this.voice.say("There is nothing to undo."); return; }
    const { key, before } = move;
    const was = this.cards.get(key);
    this.say("");
    this.put(key, before);
    const card = this.cards.get(key);
    this.chosen = card && !this.pileOf(key) ? key : null;
    this.draw();
    this.voice.say(card ? `Undone. ${this.moved(key)}` : was ? `Undone. ${named(was)} is gone.` : "Undone.");
    if (!this.root.contains(document.activeElement)) this.stage.focus();
  }

  add() {
    if (this.editing) this.stage.finish();
    this.editing = { key: `${OWN}${token()}`, before: null };
    this.draw();
    this.stage.input.focus();
    this.stage.element.scrollIntoView({ block: "nearest" });
  }

  reword(key) {
    this.editing = { key, before: this.value(key) };
    this.draw();
    this.stage.input.focus();
  }

  takeAway(key) {
    const card = this.cards.get(key);
    this.chosen = null;
    this.change(key, null);
    this.say(`${named(card)} was taken away. “Undo” brings it back.`);
    this.stage.focus();
  }

  putOff(key) {
    if (this.pileOf(key) === "") this.later = [...this.later.filter((other) => other !== key), key];
    this.chosen = null;
    this.draw();
    const next = this.cards.get(this.current());
    if (next) this.voice.say(`Next: ${named(next)}.`);
    else this.stage.focus();
  }
}

/** The large card. Its buttons stay the same from card to card, so that the focus stays on them. */
class Stage {
  constructor(sort) {
    this.sort = sort;
    const { uid } = sort;
    this.where = h("div", { class: "pk-help" });
    this.label = h("div", { class: "pk-card-label", id: `${uid}-label`, dir: "auto" });
    this.help = h("div", { class: "pk-card-help", id: `${uid}-help`, dir: "auto" });
    this.input = h("input", { type: "text", class: "pk-input", id: `${uid}-words`, dir: "auto", autocomplete: "off", maxlength: sort.deck.longest,
      oninput: () => this.typed(), onkeydown: (event) => {
        if (event.isComposing) return;
        // The key must not go on to the button that has the focus then.
        if (event.key === "Enter") { event.preventDefault(); this.done(); }
        if (event.key === "Escape") { event.preventDefault(); this.cancel(); }
      } });
    this.words = h("div", { class: "pk-words" }, h("label", { class: "pk-label", for: this.input.id }, "Your words for this card"), this.input,
      h("div", { class: "pk-foot" }, button("Done", () => this.done(), { kind: "pk-main" }), button("Cancel", () => this.cancel(), { kind: "pk-quiet" })));
    this.buttons = sort.deck.piles.map((pile, n) =>
      h("button", { type: "button", class: "pk-button pk-choose", title: pile.help || null, "aria-keyshortcuts": String(n + 1), onclick: () => sort.place(pile.key) },
        h("kbd", { "aria-hidden": "true" }, String(n + 1)), h("span", { dir: "auto" }, pile.label)));
    this.back = h("button", { type: "button", class: "pk-button pk-choose", "aria-keyshortcuts": "0", onclick: () => { sort.place(""); this.focus(); } },
      h("kbd", { "aria-hidden": "true" }, "0"), "Back to “To sort”");
    this.later = button("Later", () => sort.putOff(sort.current()), { kind: "pk-quiet" });
    this.reword = button("Change the words", () => sort.reword(sort.current()), { kind: "pk-quiet" });
    this.bin = button("Take this card away", () => sort.takeAway(sort.current()), { kind: "pk-quiet" });
    this.choices = h("div", { class: "pk-choices", role: "group", "aria-label": "Put it on", "aria-describedby": `${uid}-label ${uid}-help` }, this.buttons, this.back, this.later, this.reword, this.bin);
    this.face = h("div", { class: "pk-face" }, this.where, this.label, this.help, this.words);
    this.element = h("div", { class: "pk-stage", role: "group", "aria-label": "The card to sort", tabindex: -1,
      ondragstart: (event) => { if (sort.current()) sort.drag(event, sort.current()); }, ondragend: () => { sort.dragged = null; } },
      this.face, this.choices);
  }

  draw() {
    const { sort } = this;
    const { editing } = sort;
    const key = sort.current();
    const card = sort.cards.get(key);
    const pile = key ? sort.pileOf(key) : "";
    const own = Boolean(key?.startsWith(OWN));
    this.element.classList.toggle("pk-stage-done", !key);
    this.face.draggable = Boolean(card) && !editing;
    this.words.hidden = !editing;
    this.label.hidden = Boolean(editing);
    this.choices.hidden = Boolean(editing) || !card;
    this.where.textContent = editing ? "A card of your own" : !key ? "" : pile ? `On “${sort.pileName(pile)}”` : own ? "To sort, a card of your own" : "To sort";
    this.label.textContent = card ? card.label : sort.cards.size ? "Done" : "No cards yet";
    this.help.textContent = editing ? "" : card ? card.help : sort.cards.size ? sort.finished() : "Add a card of your own to begin.";
    if (editing && editing.shown !== key) { editing.shown = key; this.input.value = card?.label ?? ""; }
    this.buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(Boolean(pile) && sort.deck.piles[n].key === pile)));
    this.keep(this.back, !pile);
    this.keep(this.reword, !own);
    this.keep(this.bin, !own);
    this.keep(this.later, !pile && sort.order.get("").length < 2);
    this.later.textContent = pile ? "Leave it there" : "Later";
  }

  /** Hide a button, and keep the focus in the card when it was on that button. */
  keep(button, hide) {
    const focused = document.activeElement === button;
    button.hidden = hide;
    if (hide && focused) this.focus();
  }

  focus() {
    if (this.choices.hidden) this.element.focus({ preventScroll: true });
    else this.buttons[0].focus({ preventScroll: true });
  }

  /* The words of a card of one's own are kept at each keystroke, like all that is typed. */

  typed() {
    const { sort } = this;
    const label = this.input.value.trim();
    const { key } = sort.editing;
    if (label) sort.put(key, { pile: sort.pileOf(key), label });
  }

  /** Stop writing; what is there counts. Nothing at all is no card, or the words it had. */
  finish() {
    const { sort } = this;
    const { key, before } = sort.editing;
    const now = sort.value(key);
    sort.editing = null;
    if (!this.input.value.trim() && !same(now, before)) sort.put(key, before);
    else if (!same(now, before)) sort.moves.push({ key, before });
    sort.chosen = sort.cards.has(key) ? key : null;
    sort.draw();
  }

  done() {
    const { key, before } = this.sort.editing;
    this.finish();
    const card = this.sort.cards.get(key);
    if (card) this.sort.voice.say(before ? `It says ${named(card)} now.` : `${named(card)} is added: which pile?`);
    this.focus();
  }

  cancel() {
    const { sort } = this;
    const { key, before } = sort.editing;
    const now = sort.value(key);
    sort.editing = null;
    sort.chosen = before ? key : null;
    if (same(now, before)) sort.draw();
    else sort.put(key, before);
    this.focus();
  }
}

/** One pile, or the cards to sort: a list to go through with the arrow keys, and a place to drop cards. */
class Pile {
  constructor(sort, key) {
    Object.assign(this, { sort, key });
    const { label, help, limit } = sort.deck.piles.find((pile) => pile.key === key) ?? { label: "To sort", limit: 0 };
    this.limit = limit;
    const id = `${sort.uid}-pile-${sort.deck.piles.findIndex((pile) => pile.key === key) + 1}`;
    this.count = h("span", { class: "pk-count", id: `${id}-count` });
    this.list = h("div", { class: "pk-cards", role: "listbox", "aria-labelledby": `${id} ${id}-count`,
      onfocusin: (event) => this.stop(event.target.closest("[data-card]")?.dataset.card) });
    this.empty = h("p", { class: "pk-empty" });
    this.element = h("div", { class: "pk-pile", "data-pile": key },
      h("div", { class: "pk-pile-head", title: help || null }, h("span", { id, class: "pk-label", dir: "auto" }, label), this.count), this.list, this.empty);
    this.listen();
  }

  listen() {
    const { sort, element } = this;
    element.addEventListener("dragover", (event) => {
      if (!sort.dragged) return;
      event.preventDefault();
      element.classList.add("pk-over");
    });
    element.addEventListener("dragleave", (event) => { if (!element.contains(event.relatedTarget)) element.classList.remove("pk-over"); });
    element.addEventListener("drop", (event) => {
      element.classList.remove("pk-over");
      if (!sort.dragged) return;
      event.preventDefault();
      event.stopPropagation();
      const key = sort.dragged;
      sort.dragged = null;
      if (sort.move(key, this.key)) sort.voice.say(sort.moved(key));
    });
  }

  draw(keys) {
    keys.forEach((key, n) => {
      const chip = this.sort.chip(key);
      if (this.list.children[n] !== chip) this.list.insertBefore(chip, this.list.children[n] ?? null);
    });
    while (this.list.children.length > keys.length) this.list.lastChild.remove();
    this.list.hidden = !keys.length;
    this.empty.hidden = keys.length > 0;
    this.empty.textContent = this.key ? "No cards yet" : "Nothing left to sort";
    this.count.textContent = this.limit ? `${keys.length} of about ${this.limit}` : keys.length === 1 ? "1 card" : `${keys.length} cards`;
    this.element.classList.toggle("pk-crowded", Boolean(this.limit) && keys.length > this.limit);
    this.stop(keys.includes(this.stopped) ? this.stopped : keys[0]);
  }

  /** Scroll to a card inside the pile; the page itself stays where it is. */
  show(key) {
    const { offsetTop, offsetHeight } = this.sort.chips.get(key);
    const { scrollTop, clientHeight } = this.list;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) this.list.scrollTop = offsetTop - 8;
  }

  /** One card of the pile is where the Tab key stops; the arrow keys go on from there. */
  stop(key) {
    this.stopped = key;
    for (const chip of this.list.children) chip.tabIndex = chip.dataset.card === key ? 0 : -1;
  }
}

export default {
  render({ model, el }) {
    const view = new CardSortView(model, el);
    return () => view.close();
  },
};
