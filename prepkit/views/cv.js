/* The door for a CV: one file in the JSON Resume format, what came of it, and a way to take it off. */

const LATE = 8000; // milliseconds without an answer, then it says so
const WAITS = "Not read yet: Python is busy or has stopped. If this stays, press Start, then choose the file again.";

class CvView {
  constructor(model, element) {
    this.model = model;
    this.uid = `pk-${token(4)}`;
    this.voice = announcer();
    this.greeting = greet(model);
    this.line = new Line(model, this.greeting.client);
    this.view = model.get("view");
    this.trips = new Map(); // files on their way, and those that were not read, by name
    this.again = new Set(); // ids of CVs that were chosen although they were here
    this.about = h("span", { class: "pk-time" });
    this.note = h("div", { class: "pk-note", role: "alert", hidden: true });
    this.list = h("ul", { class: "pk-list pk-files", "aria-label": "CVs" });
    this.details = h("details", { open: !this.view.closed },
      h("summary", { class: "pk-head" }, h("span", { class: "pk-title" }, "Start from a CV"), this.about),
      this.note, h("div", { class: "pk-body" }, this.buildDoor(), this.list));
    this.root = h("section", { class: "pk pk-form pk-shelves pk-cv", "aria-label": "Start from a CV" }, this.details, this.voice.element);
    this.received = (message) => this.receive(message);
    model.on("msg:custom", this.received);
    keepKeys(this.root);
    this.welcomeDrops();
    this.draw();
    element.append(this.root);
  }

  close() {
    this.closed = true;
    this.model.off("msg:custom", this.received);
    this.greeting.leave();
  }

  receive(message) {
    if (message.type === "answer") this.line.heard(message);
    if (message.type === "trouble") {
      this.note.hidden = false;
      this.note.textContent = `What is shown may be old: ${message.error}`;
    }
    if (message.type !== "changed") return;
    this.view = { ...this.view, ...message };
    this.note.hidden = true;
    this.draw();
  }

  buildDoor() {
    this.picker = h("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: () => {
      this.take([...this.picker.files]);
      this.picker.value = ""; // or the same file could not be chosen again
    } });
    this.choose = button("Choose a file…", () => this.picker.click(), { kind: "pk-main", "aria-describedby": `${this.uid}-kind` });
    const where = h("a", { href: "https://jsonresume.org", target: "_blank", rel: "noopener noreferrer" }, "jsonresume.org", h("span", { class: "pk-unseen" }, " (opens in a new tab)"));
    this.door = h("div", { class: "pk-door" },
      h("p", { class: "pk-call" }, this.choose, h("span", {}, " or drop it here"), this.picker),
      h("p", { class: "pk-help", id: `${this.uid}-kind` }, "A CV as JSON Resume, an open format: look for that name among the exports of the program you write your CV with, or find tools for it at ", where, ". It stays on this computer."));
    return this.door;
  }

  /** A file may be dropped anywhere inside: next to the door, the browser would open it and leave the notebook. */
  welcomeDrops() {
    const over = (on) => this.door.classList.toggle("pk-over", on);
    const listen = (name, does) => this.root.addEventListener(name, (event) => {
      if (![...event.dataTransfer?.types ?? []].includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      does(event);
    });
    listen("dragenter", () => { this.details.open = true; over(true); });
    listen("dragover", (event) => { event.dataTransfer.dropEffect = "copy"; over(true); });
    listen("dragleave", (event) => { if (!this.root.contains(event.relatedTarget)) over(false); });
    listen("drop", ({ dataTransfer }) => { over(false); this.take([...dataTransfer.files]); });
  }

  /** The next try takes away what was said about the tries before; what is still on its way stays. */
  async take(files) {
    if (!files.length) return;
    for (const [name, { failed }] of this.trips) if (failed) this.trips.delete(name);
    this.again.clear();
    for (const file of files) await this.send(file);
  }

  async send(file) {
    const { name, size } = file;
    const trip = { words: "Reading…", wrong: false };
    this.trips.set(name, trip);
    this.draw();
    const fail = (words) => {
      Object.assign(trip, { words: `Not read: ${words}`, wrong: true, failed: true });
      this.voice.say(`${name}: not read. ${words}`);
      this.draw();
    };
    if (size > this.view.largest) { fail(`it has ${bytes(size)}, and ${bytes(this.view.largest)} are the most: a CV is text alone`); return; }
    let data;
    try { data = await file.arrayBuffer(); } catch { fail("the browser cannot read it: choose a file, not a folder"); return; }
    const late = () => {
      Object.assign(trip, { words: WAITS, wrong: true });
      this.voice.say(`${name}: ${WAITS}`);
      this.draw();
    };
    const answer = await this.line.ask({ do: "take", name }, { buffers: [data], patience: LATE, late });
    if (this.closed) return;
    if (answer.error) { fail(answer.error); return; }
    this.trips.delete(name);
    if (answer.brought.again) this.again.add(answer.brought.id);
    this.voice.say(`${name}: ${answer.brought.says}`);
    this.draw();
  }

  async takeOff({ id, file }) {
    const answer = await this.line.ask({ do: "off", id }, { late: () => { this.note.hidden = false; this.note.textContent = "Not taken off yet: Python is busy or has stopped."; } });
    if (answer.error) { this.note.hidden = false; this.note.textContent = `Not taken off: ${answer.error}`; return; }
    this.voice.say(`${file} was taken off. What you kept from it stays.`);
    this.choose.focus();
  }

  dismiss(name) {
    this.trips.delete(name);
    this.draw();
    this.choose.focus();
  }

  draw() {
    const { brought, folded } = this.view;
    const waits = brought.reduce((sum, { left }) => sum + left, 0);
    this.about.textContent = brought.length ? `${count(brought.length, "CV")} brought in${waits ? `, ${waits} to be kept or taken off below` : ""}` : "Optional: it suggests roles and projects, you decide.";
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.list.replaceChildren(...[...this.trips].reverse().map(([name, trip]) => this.trip(name, trip)), ...brought.map((one) => this.row(one)));
    this.list.hidden = !this.list.childNodes.length;
    if (focused) ([...this.list.querySelectorAll("[data-key]")].find(({ dataset }) => dataset.key === focused) ?? this.choose).focus();
    // What is on its way stays in sight.
    this.root.hidden = folded && !this.trips.size;
  }

  trip(name, { words, wrong }) {
    const act = wrong ? button("Clear", () => this.dismiss(name), { kind: "pk-quiet", "aria-label": `Clear: ${name}`, "data-key": `clear ${name}` }) : null;
    return row(name, act, [h("p", { class: wrong ? "pk-wrong" : "pk-help", dir: "auto" }, words)], wrong);
  }

  row(one) {
    const off = button("Take this CV off", () => this.takeOff(one), { kind: "pk-quiet", "aria-label": `Take this CV off: ${one.file}`, "data-key": one.id });
    const lines = [one.says, ...one.notes].map((words) => h("p", { dir: "auto" }, words));
    if (this.again.has(one.id)) lines.unshift(h("p", {}, h("strong", {}, "This CV is here already.")));
    return row(one.file, off, lines);
  }
}

function row(name, act, lines, wrong = false) {
  return h("li", { class: `pk-row pk-file${wrong ? " pk-has-wrong" : ""}` },
    h("div", { class: "pk-file-head" }, h("span", { class: "pk-name" }, h("bdi", {}, name)), act), lines);
}

export default {
  render({ model, el }) {
    const view = new CvView(model, el);
    return () => view.close();
  },
};
