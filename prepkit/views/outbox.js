/* The outbox: what was typed stays in this browser until Python has said that it is on the disk.
 *
 * One letter for each record with something unsaved: by field, the value and the version it was typed
 * over. A letter is sent after a moment of quiet; at most one sending of a letter is under way, and
 * each has a name (its nonce), so that sending it twice does no harm. Letters are written to the
 * browser's storage at each keystroke, and one that was left behind by a window that is gone is taken
 * over and sent again.
 */

const QUIET = 500; // milliseconds without a keystroke, then it is sent
const PATIENCE = 3000; // then it says that Python does not answer
const STORED = "prepkit:";
const here = (window.prepkitClients ||= new Set()); // the forms alive on this page

/** Values by field, without the versions they were typed over. */
const plain = (typed) => Object.fromEntries(Object.entries(typed).map(([name, { value }]) => [name, value]));

class Outbox {
  /**
   * @param model the widget's model.
   * @param place says which form of which workspace this is; letters are stored under it.
   * @param on {status(state), saved(letter id, ack), changed(what), recovered(letters)}
   */
  constructor(model, place, on) {
    Object.assign(this, { model, place, on });
    this.client = token();
    this.letters = new Map();
    this.asked = new Map();
    this.seq = 0;
    this.stored = true;
    this.refusal = "";
    this.savedAt = "";
    this.received = (message) => this.receive(message);
    this.leaving = () => this.flush();
    this.returned = () => { if (document.visibilityState === "visible") { this.retry(); this.recover(); } };
    here.add(this.client);
    // A lock says to other windows that this one is alive; the browser lets go of it with the page.
    navigator.locks?.request(STORED + this.client, () => here.has(this.client) && new Promise((release) => { this.release = release; }));
    model.on("msg:custom", this.received);
    window.addEventListener("pagehide", this.leaving);
    document.addEventListener("visibilitychange", this.leaving);
    window.addEventListener("focus", this.returned);
    window.addEventListener("online", this.returned);
    this.adopt = () => this.recover();
    window.addEventListener("prepkit-left", this.adopt);
  }

  /** Take values typed into a record over the version `base`; they are sent after a while. */
  put(record, base, values, { company, quiet = QUIET } = {}) {
    let letter = this.letters.get(record);
    if (!letter) {
      letter = { record, company, values: {}, wrong: {}, sending: null, timer: 0 };
      this.letters.set(record, letter);
    }
    for (const [name, value] of Object.entries(values)) {
      // What is on its way is not a version yet: its answer will say over which this was typed.
      const over = name in (letter.sending?.values ?? {}) ? null : base;
      const before = letter.values[name] ?? letter.wrong[name];
      letter.values[name] = { value, base: before ? before.base : over };
      delete letter.wrong[name];
    }
    this.store();
    clearTimeout(letter.timer);
    letter.timer = setTimeout(() => this.send(letter), quiet);
    this.tell();
  }

  /** What was typed into a field and is not on the disk yet; undefined when there is nothing. */
  unsaved(record, name) {
    return this.all(record)[name];
  }

  /** The fields of a record that are not on the disk yet. */
  all(record) {
    const letter = this.letters.get(record);
    return letter ? { ...plain(letter.wrong), ...letter.sending?.values, ...plain(letter.values) } : {};
  }

  /** What does not fit in a record and why, by field. */
  problems(record) {
    const wrong = Object.entries(this.letters.get(record)?.wrong ?? {});
    return Object.fromEntries(wrong.map(([name, { said }]) => [name, said]));
  }

  flush() {
    for (const letter of this.letters.values()) this.send(letter);
  }

  /** Whether all of a record that can be saved is on the disk, once what is under way was answered. */
  async settled(record) {
    const waits = () => {
      const letter = this.letters.get(record);
      if (letter) this.send(letter);
      return Boolean(letter?.sending);
    };
    for (let waited = 0; waits() && waited < PATIENCE; waited += 50) await new Promise((go) => setTimeout(go, 50));
    return !waits();
  }

  send(letter) {
    clearTimeout(letter.timer);
    if (letter.sending || !Object.keys(letter.values).length) return;
    // One sending has one base: what was typed over another version goes with the next.
    const [{ base }] = Object.values(letter.values);
    const values = {};
    for (const [name, typed] of Object.entries(letter.values)) {
      if (typed.base !== base) continue;
      values[name] = typed.value;
      delete letter.values[name];
    }
    letter.sending = { nonce: token(16), base, values };
    this.store();
    this.transmit(letter);
  }

  transmit(letter) {
    const { sending, record, company } = letter;
    sending.seq ||= ++this.seq;
    sending.tries ??= 0;
    const { seq, nonce, base, values } = sending;
    this.say({ do: "save", seq, record, company, base, values, nonce });
    clearTimeout(letter.watch);
    letter.watch = setTimeout(() => {
      if (letter.sending !== sending) return;
      sending.late = true;
      this.tell();
      this.transmit(letter);
    }, PATIENCE * 2 ** Math.min(sending.tries++, 4));
    this.tell();
  }

  retry() {
    for (const letter of this.letters.values()) {
      if (!letter.sending) this.send(letter);
      else if (letter.sending.late || this.refusal) this.transmit(letter);
    }
  }

  /** Ask Python for something other than saving; resolves with its answer, rejects without one. */
  ask(message) {
    const seq = ++this.seq;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.asked.delete(seq);
        reject(new Error("Python has stopped or is busy: press Start, then try again"));
      }, 4 * PATIENCE);
      const settle = (answer) => {
        clearTimeout(timer);
        this.asked.delete(seq);
        if (answer.error) reject(new Error(answer.error));
        else resolve(answer);
      };
      this.asked.set(seq, { timer, settle });
      this.say({ ...message, seq });
    });
  }

  say(message) {
    try {
      this.model.send({ ...message, client: this.client });
    } catch { /* Python is gone: what matters is in the browser's storage */ }
  }

  receive(message) {
    if (message.type === "changed") this.on.changed(message);
    if (message.type === "trouble") this.on.trouble?.(message.error);
    if (message.type !== "answer" || message.client !== this.client) return;
    const waiting = this.asked.get(message.seq);
    if (waiting) { waiting.settle(message); return; }
    const letter = [...this.letters.values()].find((l) => l.sending?.seq === message.seq);
    if (letter) this.answered(letter, message);
  }

  answered(letter, answer) {
    const { values, base } = letter.sending;
    clearTimeout(letter.watch);
    this.refusal = answer.error || "";
    if (answer.error) {
      // The same is asked for again: the file may be locked, or the disk full, only for now.
      letter.watch = setTimeout(() => this.transmit(letter), 2 * PATIENCE);
      this.on.saved(letter.record, answer);
      this.tell();
      return;
    }
    letter.sending = null;
    const problems = answer.problems ?? {};
    const now = answer.record?.revision ?? base;
    for (const [name, typed] of Object.entries(letter.values)) {
      // A version with nothing of anybody else's in it is what was on the screen, saved.
      if (answer.own) typed.base = [null, base].includes(typed.base) ? now : typed.base;
      // Of another, it is known that the fields sent said what was sent, and nothing of the rest.
      else if (typed.base === null) typed.base = name === "visibility" || name in problems ? base : answer.made || now;
    }
    for (const name of Object.keys(problems))
      if (name in values && !(name in letter.values)) letter.wrong[name] = { value: values[name], base, said: problems[name] };
    if (answer.record) this.savedAt = answer.record.savedAt;
    if (Object.keys(letter.values).length) letter.timer = setTimeout(() => this.send(letter), QUIET);
    else if (!Object.keys(letter.wrong).length) this.letters.delete(letter.record);
    this.store();
    this.on.saved(letter.record, answer);
    this.tell();
    if (this.draining) this.closeWhenDone();
    else if (!this.letters.size) this.recover();
  }

  /** Give up what does not fit in a record; what was typed into it since then is still sent. */
  drop(record) {
    const letter = this.letters.get(record);
    if (letter) {
      letter.wrong = {};
      if (!letter.sending && !Object.keys(letter.values).length) this.letters.delete(record);
    }
    if (!this.letters.size) this.refusal = "";
    this.store();
    this.tell();
  }

  tell() {
    const letters = [...this.letters.values()];
    const waiting = letters.filter((l) => l.sending || Object.keys(l.values).length);
    if (waiting.some((l) => l.sending?.late)) this.on.status({ state: "late", stored: this.stored });
    else if (this.refusal) this.on.status({ state: "refused", why: this.refusal, stored: this.stored });
    else if (waiting.length) this.on.status({ state: "saving" });
    else if (letters.length) this.on.status({ state: "wrong" });
    else this.on.status({ state: "saved", at: this.savedAt });
  }

  /** Write what is unsaved into the browser's storage, or take it out when nothing is. */
  store() {
    const key = `${STORED}${this.place}:${this.client}`;
    const letters = [...this.letters.values()].map(({ record, company, values, wrong, sending }) => ({
      record, company, values: { ...wrong, ...values },
      sent: sending && { nonce: sending.nonce, base: sending.base, values: sending.values },
    }));
    try {
      if (letters.length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), letters }));
      else localStorage.removeItem(key);
      this.stored = true;
    } catch {
      this.stored = false;
    }
  }

  /** Take over what windows that are gone have left behind. */
  async recover() {
    const prefix = `${STORED}${this.place}:`;
    const held = await navigator.locks?.query().then((all) => new Set(all.held.map((lock) => lock.name)));
    if (!here.has(this.client) || this.draining) return;
    const found = [];
    for (const key of Object.keys(localStorage).filter((k) => k.startsWith(prefix))) {
      const owner = key.slice(prefix.length);
      // This page's own locks may be let go a moment after the form that held them.
      if (here.has(owner) || (held?.has(STORED + owner) && !gone.has(owner))) continue;
      try {
        const { at, letters } = JSON.parse(localStorage.getItem(key));
        if (!held && !gone.has(owner) && Date.now() - at < 20000) continue;
        // Where both say something else, what is here goes first; the other comes after it.
        if (letters.some((letter) => this.contradicts(letter))) continue;
        letters.forEach((letter) => this.take(letter));
        found.push(...letters);
      } catch { continue; /* not ours, or cut short: it is left where it is */ }
      localStorage.removeItem(key);
      if (!this.stored) this.store();
    }
    if (found.length) this.on.recovered(found);
  }

  /** Whether a letter says something else in a field than what is unsaved here. */
  contradicts({ record, values, sent }) {
    const mine = this.all(record);
    return Object.entries({ ...sent?.values, ...plain(values) }).some(([name, value]) => name in mine && !same(mine[name], value));
  }

  /** Take over one letter: what was under way is asked for once more, by the same name. */
  take({ record, company, values, sent }) {
    if (sent && !this.letters.has(record)) {
      const letter = { record, company, values, wrong: {}, sending: { ...sent }, timer: 0 };
      this.letters.set(record, letter);
      this.store();
      this.transmit(letter);
      return;
    }
    const newer = this.all(record);
    for (const [name, value] of Object.entries(sent?.values ?? {}))
      if (!(name in newer)) this.put(record, sent.base, { [name]: value }, { company, quiet: 0 });
    for (const [name, { value, base }] of Object.entries(values))
      if (!(name in newer)) this.put(record, base ?? sent.base, { [name]: value }, { company, quiet: 0 });
  }

  /** Send what is left and close when all of it has been answered: another company is shown now. */
  drain() {
    this.on = { status() {}, saved() {}, changed() {}, recovered() {} };
    this.draining = true;
    this.flush();
    this.closeWhenDone();
  }

  /** Close unless something is under way; what does not fit stays in the browser's storage. */
  closeWhenDone() {
    const waits = [...this.letters.values()].some((letter) => letter.sending || Object.keys(letter.values).length);
    if (!waits) this.close();
  }

  close() {
    if (!here.has(this.client)) return;
    this.flush();
    this.store();
    for (const { timer } of this.asked.values()) clearTimeout(timer);
    for (const letter of this.letters.values()) { clearTimeout(letter.timer); clearTimeout(letter.watch); }
    this.model.off("msg:custom", this.received);
    window.removeEventListener("pagehide", this.leaving);
    document.removeEventListener("visibilitychange", this.leaving);
    window.removeEventListener("focus", this.returned);
    window.removeEventListener("online", this.returned);
    window.removeEventListener("prepkit-left", this.adopt);
    here.delete(this.client);
    gone.add(this.client);
    this.release?.();
    window.dispatchEvent(new Event("prepkit-left"));
  }
}

const gone = (window.prepkitGone ||= new Set()); // the forms of this page that were closed

/** The line at the end of a head that says how saving stands; it is said aloud when something is wrong. */
function statusLine(head, voice, idle) {
  const element = h("span", { class: "pk-status" }, idle);
  head.append(element);
  return {
    element,
    show({ state, at, why, stored }) {
      const kept = stored ? "It is kept in this browser and saved as soon as that works again." : "This browser keeps nothing: leave the window open, or copy it somewhere.";
      const texts = {
        saving: "Saving…",
        saved: at ? `✓ Saved ${clock(at)}` : idle,
        late: `Not saved yet, because Python is busy or has stopped. ${kept} If this stays, press Start.`,
        refused: `Not saved, because of this: ${why}. ${kept}`,
        wrong: "Saved, but for what is marked below",
      };
      if (element.dataset.state !== state && ["late", "refused", "wrong"].includes(state)) voice.say(texts[state]);
      element.dataset.state = state;
      element.textContent = texts[state];
      head.classList.toggle("pk-alarm", state === "late" || state === "refused");
    },
  };
}
