/* Pairwise comparison: two cards at a time. */

class PairsView extends CardView {
  constructor(model, element) {
    super(model, element, "pk-pairs");
    this.labels = new Map();
    this.revisions = new Map(); // of records, by id
    this.back = []; // pairs taken back, to be asked again
    this.current = null; // {left, right, id}; the id comes with the first answer
    this.build();
    this.history = this.state.recent.filter(({ choice }) => choice !== "undone").map(({ id, left, right }) => ({ id, left, right }));
    this.start();
  }

  build() {
    const { uid } = this;
    const side = (choice, arrow) => {
      const label = h("span", { class: "pk-card-label", dir: "auto" });
      const help = h("span", { class: "pk-card-help", dir: "auto" });
      const element = h("button", { type: "button", class: "pk-side-card", "data-choice": choice, "aria-keyshortcuts": arrow === "←" ? "ArrowLeft" : "ArrowRight", onclick: (event) => this.clicked(event, choice) },
        label, help, h("kbd", { "aria-hidden": "true" }, arrow));
      return { element, label, help };
    };
    this.left = side("left", "←");
    this.right = side("right", "→");
    const small = (choice, text, key, shortcut) => h("button", { type: "button", class: "pk-button pk-choose", "data-choice": choice, "aria-keyshortcuts": shortcut, onclick: (event) => this.clicked(event, choice) }, text, h("kbd", { "aria-hidden": "true" }, key));
    this.hint = h("p");
    this.question = h("p", { class: "pk-question", id: `${uid}-question` }, this.deck.question);
    this.pair = h("div", { class: "pk-pair" }, this.left.element, h("span", { class: "pk-or" }, "or"), this.right.element);
    this.others = h("div", { class: "pk-choices" }, small("tie", "They weigh the same", "↑", "ArrowUp"), small("skip", "Skip", "↓", "ArrowDown"));
    this.message = h("p", { class: "pk-message" });
    this.stage = h("div", { class: "pk-duel", role: "group", "aria-labelledby": `${uid}-question`, tabindex: -1 }, this.question, this.pair, this.others, this.message);
    this.foot = h("div", { class: "pk-foot" }, this.undoer, h("span", { class: "pk-help pk-keys" }, "Keys: ← and → choose a card, ↑ they weigh the same, ↓ skip, Backspace undoes."));
    this.body.append(this.hint, this.stage, this.foot);
  }

  recovered() {
    for (const [id, { left, right, choice }] of this.pending()) {
      this.history = this.history.filter((shown) => shown.id !== id);
      if (choice !== "undone") this.history.push({ id, left, right });
    }
  }

  /** Answers that are not on the disk yet, by the id of their record. */
  pending() {
    return [...this.outbox.letters.keys()].map((id) => [id, this.outbox.all(id)]);
  }

  /** Answers the queue does not know of, because it was put together before them. */
  open() {
    const fresh = this.state.recent.filter((answer) => answer.fresh).map((answer) => [answer.id, answer]);
    return [...new Map([...fresh, ...this.pending()])].map(([, answer]) => answer).filter(({ choice }) => choice !== "undone");
  }

  /** The pairs still to come from the queue. */
  rest() {
    const rest = [...this.state.queue];
    for (const { left, right } of [...this.back, ...this.open()]) {
      const n = rest.findIndex((pair) => pair.includes(left) && pair.includes(right));
      if (n >= 0) rest.splice(n, 1);
    }
    return rest;
  }

  card(key) {
    return this.labels.get(key) ?? { key, label: key, help: "" };
  }

  isFinished() {
    return !this.state.queue.length && Boolean(this.state.finished);
  }

  /** Settle what is shown. A pair somebody looks at stays while its cards are there, whatever the queue has become. */
  advance() {
    const keys = new Set(this.deck.cards.map((card) => card.key));
    const isHere = ({ left, right }) => keys.has(left) && keys.has(right);
    this.back = this.back.filter(isHere);
    if (this.current && (!isHere(this.current) || (!this.current.id && this.isFinished()))) this.current = null;
    if (this.current) return;
    const [pair] = this.rest();
    this.current = this.back.pop() ?? (pair ? { left: pair[0], right: pair[1] } : null);
  }

  draw() {
    for (const card of this.deck.cards) this.labels.set(card.key, card);
    for (const { id, revision } of this.state.recent) this.revisions.set(id, revision);
    this.advance();
    const { current } = this;
    const hadFocus = this.stage.contains(document.activeElement);
    for (const part of [this.question, this.pair, this.others]) part.hidden = !current;
    this.message.hidden = Boolean(current);
    this.message.textContent = this.words();
    this.hint.hidden = !this.state.hint;
    this.hint.textContent = this.state.hint ?? "";
    for (const [side, { label, help }] of [["left", this.left], ["right", this.right]]) {
      const card = current ? this.card(current[side]) : { label: "", help: "" };
      label.textContent = card.label;
      help.textContent = card.help;
    }
    if (hadFocus && !current) this.stage.focus({ preventScroll: true });
    const done = this.state.done + this.open().filter(({ choice }) => choice !== "skip").length;
    const more = Math.max(0, this.state.wanted - done);
    this.showProgress(done, done + more, more && !this.isFinished() ? `${done} so far, about ${more} more` : `${done} so far`);
    this.progress.hidden = !(done + more);
    this.foot.hidden = !current && !this.history.length;
    this.canUndo(this.history.length > 0);
  }

  /** What is said in place of a pair. */
  words() {
    if (this.isFinished()) return this.state.finished;
    if (this.pending().length || this.state.recent.some((answer) => answer.fresh))
      return "The next pair comes as soon as Python has worked it out. What you chose so far is kept.";
    return this.state.finished || "There is nothing to compare for now.";
  }

  clicked(event, choice) {
    // The second click of a double click belongs to the pair before.
    if (event.detail > 1 || !this.current) return;
    this.choose(choice);
  }

  pressed(event) {
    const undo = isUndo(event) || (isPlain(event) && event.key === "Backspace");
    const choice = isPlain(event) && { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "tie", "=": "tie", ArrowDown: "skip", s: "skip", S: "skip" }[event.key];
    if (!undo && !choice) return;
    event.preventDefault();
    if (event.repeat) return;
    if (undo) this.undo();
    else if (this.current) this.choose(choice);
  }

  choose(choice) {
    const shown = this.current;
    shown.id ??= `${this.record}-${token()}`;
    this.history.push(shown);
    this.current = null;
    this.put(shown, choice);
    const done = { left: named(this.card(shown.left)), right: named(this.card(shown.right)), tie: "The same", skip: "Skipped" }[choice];
    this.announce(`${done}.`);
  }

  undo() {
    const shown = this.history.pop();
    if (!shown) { this.voice.say("There is nothing to undo."); return; }
    if (this.current?.id) this.back.push(this.current);
    this.current = shown;
    this.put(shown, "undone");
    this.announce("Taken back.");
  }

  put({ id, left, right }, choice) {
    this.say("");
    this.outbox.put(id, this.revisions.get(id) ?? "", { left, right, choice }, { quiet: 0 });
    this.draw();
  }

  announce(text) {
    const { current } = this;
    this.voice.say(`${text} ${current ? `${named(this.card(current.left))} or ${named(this.card(current.right))}?` : this.message.textContent}`);
  }

  saved(record, answer) {
    if (answer.record) this.revisions.set(record, answer.record.revision);
    else if (answer.problems) this.history = this.history.filter(({ id }) => id !== record);
    super.saved(record, answer);
  }

  changed(message) {
    const before = this.current ?? this.message.textContent;
    super.changed(message);
    if (before !== (this.current ?? this.message.textContent) && this.root.contains(document.activeElement)) this.announce("");
  }
}

export default {
  render({ model, el }) {
    const view = new PairsView(model, el);
    return () => view.close();
  },
};
