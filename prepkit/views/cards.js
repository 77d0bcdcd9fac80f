/* What the card sort and the pairs have in common: a head with the status of saving, a note, the
 * outbox, and keys that act wherever the focus is inside. */

class CardView {
  constructor(model, element, kind) {
    this.model = model;
    this.deck = model.get("deck");
    this.state = model.get("state");
    this.record = this.deck.record;
    this.uid = `pk-${token(4)}`;
    this.voice = announcer();
    this.greeting = greet(model);
    this.progress = h("span", { class: "pk-so-far" });
    this.note = h("div", { class: "pk-note", hidden: true });
    this.body = h("div", { class: "pk-body" });
    this.head = h("header", { class: "pk-head" }, h("span", { class: "pk-title" }, this.deck.title), this.progress);
    this.status = statusLine(this.head, this.voice, "Saves as you go");
    this.root = h("section", { class: `pk pk-form ${kind}`, "aria-label": this.deck.title }, this.head, this.note, this.body, this.voice.element);
    this.undoer = button("Undo", () => this.undo(), { "aria-keyshortcuts": "Control+Z", title: "Ctrl+Z" });
    this.channel = new BroadcastChannel("prepkit");
    this.root.addEventListener("keydown", (event) => {
      // A key held down must not sort one card after the other.
      if (event.repeat && ["Enter", " "].includes(event.key)) event.preventDefault();
      else if (!event.isComposing) this.pressed(event);
    });
    this.root.addEventListener("focusout", (event) => { if (!this.root.contains(event.relatedTarget)) this.outbox.flush(); });
    keepKeys(this.root, () => this.outbox.flush());
    element.append(this.root);
  }

  start() {
    this.outbox = new Outbox(this.model, this.deck.place, {
      status: (status) => this.status.show(status),
      saved: (record, answer) => this.saved(record, answer),
      changed: (message) => this.changed(message),
      trouble: (error) => this.say(`What is shown may be old: ${error}.`),
      recovered: () => {
        this.recovered?.();
        this.say("What you did last had not been saved. It was found in this browser and put back.");
        this.show();
      },
    });
    this.show();
    this.outbox.recover();
  }

  /** Draw all of it; folded with its section it is not there, unless something waits to be saved. */
  show() {
    this.root.hidden = Boolean(this.state.folded) && !this.outbox.letters.size;
    this.draw();
  }

  close() {
    this.outbox.close();
    this.greeting.leave();
    this.channel.close();
  }

  changed(message) {
    if (message.cards) this.deck = { ...this.deck, cards: message.cards };
    this.state = { ...this.state, ...message };
    this.show();
  }

  saved(record, answer) {
    const left = this.outbox.letters.get(record);
    const problems = Object.values(answer.problems ?? {});
    if (problems.length) this.say(`Not saved: ${[...new Set(problems)].join("; ")}.`);
    // What Python will never take is given up, once nothing else waits in the letter.
    if (problems.length && left && !left.sending && !Object.keys(left.values).length) this.outbox.drop(record);
    if (answer.record) this.channel.postMessage({ workspace: this.deck.place.split("/")[0], session: this.deck.session });
    this.show();
  }

  /** Say something that stays until the next thing is done. */
  say(text) {
    this.note.hidden = !text;
    this.note.textContent = text;
    if (text) this.voice.say(text);
  }

  showProgress(done, wanted, words) {
    const bar = progressBar(done, wanted);
    bar.lastChild.textContent = words;
    this.progress.replaceChildren(bar);
  }

  /** Whether there is something to undo; the button stays where it is, for the focus may be on it. */
  canUndo(can) {
    this.undoer.setAttribute("aria-disabled", String(!can));
  }
}

const isUndo = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "z";
const isPlain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
const named = (card) => `“${card.label}”`;
