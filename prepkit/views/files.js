/* Files on their way to Python: one after the other, each in pieces, the next piece when the last was
 * acknowledged. A row of the list says how each of them stands, and claims nothing that Python has not
 * said: what was not answered is “not read yet”, can be tried again, and waits here while Python is
 * started anew.
 */

const SILENCE = { piece: 5000, take: 60000 }; // milliseconds without an answer, then it says so
const FEW = 10; // troubles shown at once
const SETTLED = ["done", "failed", "refused"];
const LEFT = "prepkit-files"; // where files wait that were on their way when their list was taken away

/** Numbers as people read them: 4,096 works, 1 work, 3.5 MB. */
const figure = (n) => n.toLocaleString("en");
const count = (n, one, many = `${one}s`) => `${figure(n)} ${n === 1 ? one : many}`;
const bytes = (n) => (n < 1e3 ? count(n, "byte") : n < 1e6 ? `${Math.round(n / 1e3)} kB` : `${(n / 1e6).toFixed(1).replace(/\.0$/, "")} MB`);

/** Questions to Python: each is answered once, by its number, however late. */
class Line {
  constructor(model, client) {
    Object.assign(this, { model, client, seq: 0, waiting: new Map() });
  }

  /** Ask; resolves with the answer. `late` is called when there is none after `patience`. */
  ask(message, { buffers, patience = SILENCE.piece, late } = {}) {
    const seq = ++this.seq;
    return new Promise((resolve) => {
      const timer = setTimeout(() => late?.(), patience);
      this.waiting.set(seq, (answer) => { clearTimeout(timer); resolve(answer); });
      this.say({ ...message, seq }, buffers);
    });
  }

  say(message, buffers = []) {
    try { this.model.send({ ...message, client: this.client }, undefined, buffers); } catch { /* Python is gone: said when there is no answer */ }
  }

  heard(answer) {
    if (answer.client !== this.client) return;
    this.waiting.get(answer.seq)?.(answer);
    this.waiting.delete(answer.seq);
  }
}

class Files {
  /**
   * @param on {say(words), focus(), changed()}: to say aloud, where the focus goes when a row is gone,
   *   and what to do when rows come, go or stand otherwise.
   */
  constructor(line, { place, limits }, on) {
    Object.assign(this, { line, place, limits, on, rows: [], running: false, closed: false });
    this.element = h("ul", { class: "pk-list pk-files", "aria-label": "Files", hidden: true });
    this.adopt = () => this.takeOver();
    window.addEventListener(LEFT, this.adopt);
  }

  /** Take files somebody chose: those that cannot go are said not to, before anything is sent. */
  add(files, { company, toRead }) {
    const rows = [...files].map((file) => {
      const row = { nonce: token(16), name: file.name, size: file.size, file, company, toRead, sent: 0, state: "waiting" };
      const largest = bytes(this.limits.largest);
      if (file.isFolder) this.refuse(row, "a folder: open it and choose the files in it");
      else if (file.size > this.limits.largest) this.refuse(row, `${bytes(file.size)} is bigger than ${largest}: use “prepkit import” in a terminal`);
      return row;
    });
    this.rows.unshift(...rows);
    this.drawAll();
    this.run();
  }

  /** What Python has read, also for other pages. */
  read(taken) {
    const known = new Map(this.rows.map((row) => [row.nonce, row]));
    for (const one of taken) {
      const row = known.get(one.nonce) ?? { nonce: one.nonce, name: one.name };
      if (!known.has(one.nonce)) this.rows.unshift(row);
      if (row.state !== "done") this.finish(row, one);
    }
    this.drawAll();
  }

  /** Whether something is on its way, or waits for somebody. */
  get isBusy() {
    return this.rows.some(({ state }) => state !== "done");
  }

  get isDone() {
    return this.rows.some(({ state }) => SETTLED.includes(state));
  }

  /** Take away what is done with; what is on its way stays. */
  clear(settled = SETTLED) {
    this.rows = this.rows.filter(({ state }) => !settled.includes(state));
    this.drawAll();
  }

  /* Sending */

  async run() {
    if (this.running) return;
    this.running = true;
    for (let row; !this.closed && (row = this.rows.find(({ state }) => state === "waiting")); ) await this.send(row);
    this.running = false;
    this.line.say({ do: "done" });
  }

  async send(row) {
    const { nonce, name, size, company, toRead } = row;
    while (!row.gone && !this.closed) {
      const isWhole = row.sent >= size;
      let buffers;
      try {
        if (!isWhole) buffers = [await row.file.slice(row.sent, row.sent + this.limits.piece).arrayBuffer()];
      } catch {
        if (row.gone) return;
        this.refuse(row, "the browser cannot read it any more, it was changed or moved: choose it again");
        return;
      }
      if (row.gone || this.closed) return;
      this.set(row, isWhole ? "reading" : "sending");
      const answer = await this.answer(row, isWhole
        ? { do: "take", nonce, name, size, company, to_read: toRead }
        : { do: "piece", nonce, at: row.sent }, buffers);
      if (row.gone || this.closed || row.state === "done") return;
      if (answer.error) { this.set(row, "failed", answer.error); this.on.say(`${name}: not read. ${answer.error}`); return; }
      if (answer.taken) { this.finish(row, answer.taken); return; }
      // Where Python is, also when it has to begin again; nothing new when the same is tried again.
      row.sent = answer.have ?? row.sent;
    }
  }

  /** Ask about a row: resolves with Python's answer, however late, or when somebody decides. */
  answer(row, message, buffers) {
    return new Promise((resolve) => {
      row.wake = resolve;
      const late = () => {
        if (row.wake !== resolve) return;
        this.set(row, "silent");
        this.on.say(`${row.name}: not read yet. Python does not answer.`);
      };
      this.line.ask(message, { buffers, patience: SILENCE[message.do], late }).then(resolve);
    });
  }

  again(row) {
    if (row.state === "silent") { row.wake({}); return; }
    // All that a restart has stopped goes on together.
    for (const one of row.state === "left" ? this.rows : [row]) if (one === row || one.state === "left") this.set(one, "waiting");
    this.run();
  }

  leaveOut(row) {
    row.gone = true;
    this.rows = this.rows.filter((one) => one !== row);
    if (["sending", "silent"].includes(row.state)) this.line.say({ do: "drop" });
    row.wake?.({});
    this.drawAll();
    this.on.say(`${row.name} was left out.`);
    this.on.focus();
  }

  refuse(row, why) {
    row.sent = 0;
    this.set(row, "refused", why);
    this.on.say(`${row.name}: not read. ${why}`);
  }

  finish(row, taken) {
    if (row.file) this.on.say(`${row.name}: ${outcome(taken)}`);
    Object.assign(row, { taken, file: null });
    this.set(row, "done");
    row.wake?.({});
  }

  /* Coming and going */

  /** Take over files whose list was taken away before Python had them all. */
  takeOver() {
    const waiting = window.prepkitFiles?.get(this.place) ?? [];
    window.prepkitFiles?.delete(this.place);
    const rows = waiting.filter(({ nonce }) => !this.rows.some((row) => row.nonce === nonce));
    for (const row of rows) Object.assign(row, { sent: 0, state: "left", element: null, wake: null });
    this.rows.unshift(...rows);
    this.drawAll();
  }

  /** Let go of what Python holds of a file; where this goes on it is sent again. */
  pause() {
    if (this.running) this.line.say({ do: "drop" });
  }

  close() {
    this.closed = true;
    this.pause();
    window.removeEventListener(LEFT, this.adopt);
    const left = this.rows.filter(({ file, state }) => file && state !== "refused");
    if (!left.length) return;
    (window.prepkitFiles ||= new Map()).set(this.place, left.map((row) => ({ ...row })));
    window.dispatchEvent(new Event(LEFT));
  }

  /* Drawing */

  drawAll() {
    for (const row of this.rows) row.element ?? this.draw(row);
    const elements = this.rows.map((row) => row.element);
    if (elements.some((element, n) => element !== this.element.children[n]) || elements.length !== this.element.children.length) {
      const focused = document.activeElement;
      this.element.replaceChildren(...elements);
      if (this.element.contains(focused)) focused.focus();
    }
    this.element.hidden = !this.rows.length;
    this.on.changed();
  }

  set(row, state, why = "") {
    const same = row.state === state && row.why === why;
    Object.assign(row, { state, why });
    if (same && row.bar) { this.tick(row); return; }
    this.draw(row);
    this.on.changed();
  }

  tick(row) {
    const { bar, sent, size } = row;
    bar.firstChild.firstChild.style.width = `${size ? (100 * sent) / size : 100}%`;
    bar.lastChild.textContent = row.state === "reading" ? "Reading…" : `${bytes(sent)} of ${bytes(size)}`;
  }

  draw(row) {
    const fresh = fileRow(row, this);
    if (!row.element) { row.element = fresh; return; }
    const held = row.element.contains(document.activeElement);
    row.element.className = fresh.className;
    row.element.replaceChildren(...fresh.childNodes);
    // Not to a button: “Try again”, pressed twice, must not cancel.
    if (held) row.element.focus();
  }
}

/** How a file stands, in words. */
function standing({ state, why, sent, size }) {
  const wait = "If this stays, press Start, then try again.";
  return {
    waiting: "Waits for its turn",
    silent: sent >= size
      ? `Not read yet: Python is still reading it, or has stopped. ${wait}`
      : `Not read yet: Python is busy or has stopped. ${wait}`,
    left: "Not read yet: it was on its way when this was started again.",
    failed: `Not read: ${why}`,
    refused: `Not read: ${why}`,
  }[state];
}

/** What came of a file, in words. */
function outcome({ format, new: fresh, changed, known, feeds, unread, listed }) {
  const works = fresh + changed + known;
  const words = [
    works ? `${format}, ${count(works, "work")}: ${figure(fresh)} new, ${figure(changed)} changed, ${figure(known)} already here` : `${format}, ${feeds ? count(feeds, "feed") : "no works"}`,
    unread ? `${count(unread, "part")} to look at` : "",
    listed ? `${figure(listed)} put on your reading list` : "",
  ];
  return words.filter(Boolean).join("; ");
}

function fileRow(row, files) {
  const { state, taken, name } = row;
  const goes = state === "sending" || state === "reading";
  row.bar = goes ? h("span", { class: "pk-progress" }, h("span", { class: `pk-bar ${state === "reading" ? "pk-going" : ""}`, "aria-hidden": "true" }, h("span")), h("span", {})) : null;
  if (goes) files.tick(row);
  const act = (label, does, kind) => button(label, does, { kind, "aria-label": `${label}: ${name}` });
  const isStuck = ["silent", "failed", "left"].includes(state);
  const isWrong = isStuck || state === "refused";
  return h("li", { class: `pk-row pk-file${isWrong ? " pk-has-wrong" : ""}`, tabindex: -1 },
    h("div", { class: "pk-file-head" },
      h("span", { class: "pk-name" }, h("bdi", {}, name)),
      row.bar,
      isStuck ? act("Try again", () => files.again(row)) : null,
      state === "done" || state === "reading" ? null : act(state === "sending" ? "Cancel" : "Leave it out", () => files.leaveOut(row), "pk-quiet")),
    taken ? [outcome(taken), ...taken.notes].map((words) => h("p", { dir: "auto" }, words)).concat(troubles(taken) ?? [])
      : goes ? null : h("p", { class: isWrong ? "pk-wrong" : "pk-help" }, standing(row)));
}

/** What is wrong in a file, with the lines: a few, or all of them. */
function troubles({ name, unread, troubles: told }) {
  if (!told.length) return null;
  const line = ([at, says]) => h("li", {}, at ? h("span", { class: "pk-line" }, `line ${figure(at)}: `) : null, h("span", { dir: "auto" }, says));
  const list = h("ul", { class: "pk-troubles", "aria-label": `What to look at in ${name}` }, told.slice(0, FEW).map(line));
  if (unread <= FEW) return list;
  const all = told.length < unread ? `Show the first ${figure(told.length)} of ${figure(unread)}` : `Show all ${figure(unread)}`;
  const more = button(all, () => {
    more.remove();
    list.append(...told.slice(FEW).map(line), ...(told.length < unread ? [h("li", {}, `and ${figure(unread - told.length)} more`)] : []));
    list.tabIndex = 0;
    list.focus();
  }, { kind: "pk-quiet" });
  return h("div", {}, list, more);
}
