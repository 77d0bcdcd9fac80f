/* The probe drill: three follow-ups about a story, one at a time, answered aloud against a clock. */

const ENOUGH = 90; // seconds most answers should be over by
const LONGEST = 86400; // more seconds than that are no answer
const TICK = 250; // milliseconds
const CALM = 10; // seconds between two readings of the clock, for who wants nothing to move
const OPENING = 3000; // milliseconds a folded form may take to open

const isCalm = () => Boolean(globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches);
const asTime = (seconds) => [seconds / 60, seconds % 60].map((n) => String(Math.floor(n)).padStart(2, "0")).join(":");
const quoted = (text) => ["“", h("bdi", {}, text), "”"];

/** Counts the seconds while it runs. */
class Stopwatch {
  constructor() {
    this.before = 0;
    this.since = null;
  }

  get isRunning() { return this.since !== null; }

  get seconds() {
    return Math.min(LONGEST, Math.floor((this.before + (this.isRunning ? performance.now() - this.since : 0)) / 1000));
  }

  start(seconds = 0) {
    this.before = 1000 * seconds;
    this.since = performance.now();
  }

  stop() {
    if (this.isRunning) this.before += performance.now() - this.since;
    this.since = null;
  }
}

class DrillView extends CardView {
  constructor(model, element) {
    super(model, element, "pk-drill");
    this.watch = new Stopwatch();
    this.rounds = new Map(); // the last round of each story on this page
    this.round = null; // the one that is shown: {story, title, number, name, turns, place}
    this.picked = "";
    this.build();
    this.start();
  }

  close() {
    clearInterval(this.ticker);
    super.close();
  }

  /* What is shown */

  build() {
    this.hint = h("p", {}, this.deck.hint);
    this.empty = h("p", { class: "pk-message" }, this.deck.empty);
    this.buildChooser();
    this.buildQuestion();
    this.ending = h("p", { class: "pk-question", id: `${this.uid}-ending` });
    this.list = h("ul", { class: "pk-turns" });
    this.again = button("Three more", () => this.begin(this.round.story), { kind: "pk-main" });
    this.waiting = h("p", { class: "pk-help" }, "The next three come as soon as Python has worked them out. What you answered is kept.");
    this.end = h("div", { class: "pk-stage pk-duel", role: "group", tabindex: -1, "aria-labelledby": this.ending.id }, this.ending, this.list,
      h("div", { class: "pk-choices" }, this.again, button("Another story", () => this.leave())), this.waiting);
    this.stopper = button("Stop here", () => this.leave(), { kind: "pk-quiet" });
    this.keys = h("span", { class: "pk-help pk-keys" }, "Keys: 1, 2 and 3 say what came, P pauses the clock, Backspace undoes.");
    this.foot = h("div", { class: "pk-foot" }, this.undoer, this.stopper, this.keys);
    this.body.append(this.hint, this.empty, this.chooser, this.stage, this.end, this.foot);
  }

  buildChooser() {
    const id = `${this.uid}-story`;
    this.select = h("select", { id, class: "pk-input", onchange: () => { this.picked = this.select.value; this.draw(); } });
    this.starter = button("", () => this.begin(this.story().id), { kind: "pk-main" });
    this.soFar = h("p", { class: "pk-help" });
    this.owed = h("ul", { class: "pk-turns" });
    this.chooser = h("div", {}, h("div", { class: "pk-where" }, h("label", { for: id, class: "pk-label" }, "Story"), this.select, this.starter), this.soFar, this.owed);
  }

  buildQuestion() {
    this.about = h("p", { class: "pk-help pk-about" });
    this.question = h("p", { class: "pk-probe", id: `${this.uid}-question`, dir: "auto" });
    this.time = h("span", { class: "pk-time-gone", role: "timer", "aria-label": "Time gone" });
    this.bar = h("span");
    this.pauser = button("Pause", () => this.pause(), { kind: "pk-quiet", "aria-keyshortcuts": "P" });
    this.enough = h("p", { class: "pk-help pk-enough" });
    this.buttons = this.deck.came.map(({ key, label }, n) =>
      h("button", { type: "button", class: "pk-button pk-choose", "data-came": key, "aria-keyshortcuts": n + 1, onclick: (event) => this.clicked(event, key) }, label, h("kbd", { "aria-hidden": "true" }, n + 1)));
    this.choices = h("div", { class: "pk-choices" }, this.buttons);
    this.goes = h("p", { class: "pk-goes" });
    this.writer = button("", () => this.write(this.turn.probe), { kind: "pk-main" });
    this.next = button("Next", (event) => { if (event.detail < 2) this.goOn(); });
    this.after = h("div", {}, this.goes, h("div", { class: "pk-choices" }, this.writer, this.next));
    this.stage = h("div", { class: "pk-stage pk-duel", role: "group", tabindex: -1, "aria-labelledby": this.question.id }, this.about, this.question,
      h("div", { class: "pk-clock" }, this.time, h("span", { class: "pk-bar", "aria-hidden": "true" }, this.bar), this.pauser), this.enough, this.choices, this.after);
  }

  /** The story with an id, as Python knows it; undefined when it is gone. */
  known(id) {
    return this.state.stories.find((story) => story.id === id);
  }

  /** The story that is chosen. */
  story() {
    return this.known(this.picked) ?? this.known(this.state.chosen) ?? this.state.stories[0];
  }

  get turn() {
    return this.round?.turns[this.round.place];
  }

  /** Whether Python has worked out what to ask next about a story, after what was answered here. */
  isReady(story) {
    const mine = this.rounds.get(story.id);
    return !mine || mine.number !== story.rounds || mine.place < mine.turns.length;
  }

  draw() {
    this.settle();
    const { round, turn, state } = this;
    const focused = this.body.contains(document.activeElement) ? document.activeElement : null;
    const inQuestion = Boolean(turn);
    this.empty.hidden = Boolean(round) || state.stories.length > 0;
    this.hint.hidden = Boolean(round);
    this.chooser.hidden = Boolean(round) || !state.stories.length;
    this.stage.hidden = !inQuestion;
    this.end.hidden = !round || inQuestion;
    this.foot.hidden = !round;
    this.stopper.hidden = this.keys.hidden = !inQuestion;
    if (!this.chooser.hidden) this.drawChooser();
    if (inQuestion) this.drawQuestion();
    if (!this.end.hidden) this.drawEnd();
    if (!round) this.progress.replaceChildren();
    else {
      const done = round.turns.filter(({ came }) => came).length;
      this.showProgress(done, round.turns.length, `${done} of ${round.turns.length}`);
    }
    this.canUndo(this.last() >= 0);
    // What had the focus may just have gone.
    if (focused && !focused.checkVisibility()) this.land();
  }

  /** Let go of a round whose story is gone. */
  settle() {
    if (!this.round || this.known(this.round.story)) return;
    this.say(`“${this.round.title}” is no longer there. What you answered about it is kept.`);
    this.rounds.delete(this.round.story);
    this.round = null;
    this.stopClock();
  }

  drawChooser() {
    const { stories } = this.state;
    const story = this.story();
    const options = stories.map(({ id, title }) => [id, title]);
    if (!same(this.offered, options)) {
      this.offered = options;
      this.select.replaceChildren(...options.map(([value, title]) => h("option", { value, dir: "auto" }, title)));
    }
    this.select.value = story.id;
    const mine = this.rounds.get(story.id);
    const isMine = mine?.number === story.rounds;
    const done = isMine ? mine.turns.filter(({ came }) => came).length : story.done.length;
    const all = isMine ? mine.turns.length : done + story.ahead.length;
    const ready = this.isReady(story);
    this.starter.textContent = done && ready ? `Go on: ${done} of ${all} done` : "Ask me three";
    this.starter.setAttribute("aria-disabled", String(!ready));
    this.soFar.textContent = [
      ready ? "" : this.waiting.textContent,
      story.tried ? `Follow-ups tried so far: ${story.tried}. Came at once: ${story.at_once}.` : "",
      story.owed.length ? "Did not come, and is not in the story yet:" : "",
    ].filter(Boolean).join(" ");
    this.fill(this.owed, story.id, story.owed.map((probe) => ({ probe })));
  }

  drawQuestion() {
    const { round, turn } = this;
    const { question } = this.deck.probes[turn.probe];
    if (this.question.textContent !== question) this.question.textContent = question;
    if (this.titled !== round.title) this.about.replaceChildren("About ", ...quoted(this.titled = round.title));
    const answered = Boolean(turn.came);
    this.choices.hidden = this.pauser.hidden = answered;
    this.after.hidden = !answered;
    if (answered) {
      const text = `${this.label(turn.came)}. ${this.where(round.story, turn.probe)}.`;
      if (this.goes.textContent !== text) this.goes.textContent = text;
      this.writer.textContent = this.verb(round.story, turn.probe);
      this.next.textContent = round.place + 1 < round.turns.length ? "Next" : "To the end of the round";
    }
    this.drawClock();
  }

  drawEnd() {
    const { round } = this;
    const story = this.known(round.story);
    const title = round.title;
    if (this.ended !== title) this.ending.replaceChildren("What came about ", ...quoted(this.ended = title));
    this.fill(this.list, round.story, round.turns);
    const ready = this.isReady(story);
    this.again.setAttribute("aria-disabled", String(!ready));
    this.waiting.hidden = ready;
  }

  drawClock() {
    const { watch, turn } = this;
    const seconds = turn?.came ? turn.seconds : watch.seconds;
    const shown = isCalm() && watch.isRunning ? seconds - (seconds % CALM) : seconds;
    const text = seconds === null ? "" : asTime(shown);
    if (this.time.textContent !== text) this.time.textContent = text;
    this.bar.style.width = `${Math.min(100, (100 * seconds) / ENOUGH)}%`;
    this.pauser.textContent = watch.isRunning ? "Pause" : "Go on";
    const late = !turn?.came && seconds >= ENOUGH;
    const said = late ? "That is as long as most answers should be." : "";
    if (this.enough.textContent === said) return;
    this.enough.textContent = said;
    if (late) this.voice.say(said);
  }

  /** Show follow-ups in a list, with what came of them and the way into the story. */
  fill(list, story, turns) {
    const rows = turns.map(({ probe, came, seconds }) => {
      const { label } = this.deck.probes[probe];
      // What came aloud and is nowhere written down is worth a line while it is there.
      const isOwed = came !== this.deck.came[0].key || this.isMissing(story, probe);
      const said = came ? [this.label(came), seconds === null ? "" : asTime(seconds)].filter(Boolean).join(" · ") : "";
      return { probe, label, said, verb: isOwed ? this.verb(story, probe) : "" };
    });
    const key = JSON.stringify([story, rows]);
    if (list.dataset.rows === key) return;
    list.dataset.rows = key;
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.probe : "";
    list.replaceChildren(...rows.map(({ probe, label, said, verb }) => h("li", {}, h("strong", {}, label), h("span", { class: "pk-count" }, said),
      verb ? button(verb, () => this.write(probe, story), { "data-probe": probe, "aria-label": `${verb}: ${label}` }) : null)));
    list.hidden = !rows.length;
    if (focused) (list.querySelector(`[data-probe="${CSS.escape(focused)}"]`) ?? list.closest("[tabindex]") ?? this.select).focus({ preventScroll: true });
  }

  label(came) {
    return this.deck.came.find(({ key }) => key === came)?.label ?? came;
  }

  isMissing(story, probe) {
    return Boolean(this.known(story)?.missing.includes(probe));
  }

  /** Where in the story it belongs, in words. */
  where(story, probe) {
    const { part } = this.deck.probes[probe];
    return this.isMissing(story, probe) ? `It goes back into the story, under “${part}”` : `There is something in the story already, under “${part}”`;
  }

  verb(story, probe) {
    return this.isMissing(story, probe) ? "Write it into the story" : "Open it in the story";
  }

  /** Put the focus on what is there to go on with. */
  land() {
    const place = this.turn ? this.stage : this.round ? this.end : this.state.stories.length ? this.select : this.root;
    if (place === this.root) this.root.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "nearest" });
  }

  /* What people do */

  /** Go on with the round about a story, or begin one. */
  begin(id) {
    const story = this.known(id);
    if (!story || !this.isReady(story)) { this.voice.say(this.waiting.textContent); return; }
    const mine = this.rounds.get(id);
    this.say("");
    this.picked = id;
    this.round = mine?.number === story.rounds ? mine : {
      story: id, title: story.title, number: story.rounds, name: story.round || token(), place: story.done.length,
      turns: [...story.done.map((turn) => ({ ...turn })), ...story.ahead.map((probe) => ({ probe, came: "", seconds: null }))],
    };
    this.rounds.set(id, this.round);
    this.arrive();
  }

  /** Show where the round has come to, and let the clock run when there is a question. */
  arrive(seconds = 0) {
    this.stopClock();
    if (this.turn && !this.turn.came) this.startClock(seconds);
    this.draw();
    this.land();
  }

  startClock(seconds) {
    this.watch.start(seconds);
    this.ticker = setInterval(() => this.drawClock(), TICK);
  }

  stopClock() {
    this.watch.stop();
    clearInterval(this.ticker);
  }

  pause() {
    if (this.watch.isRunning) this.stopClock();
    else this.startClock(this.watch.before / 1000);
    this.drawClock();
  }

  clicked(event, came) {
    // The second click of a double click belongs to the question before.
    if (event.detail > 1) return;
    this.answer(came);
  }

  answer(came) {
    const { turn } = this;
    if (!turn || turn.came) return;
    this.stopClock();
    turn.came = came;
    turn.seconds = this.watch.seconds;
    this.say("");
    this.put(turn, came);
    if (came === this.deck.came[0].key) { this.goOn(); return; }
    this.draw();
    this.writer.focus({ preventScroll: true });
    this.after.scrollIntoView({ block: "nearest" });
    this.voice.say(this.goes.textContent);
  }

  goOn() {
    this.round.place += 1;
    this.arrive();
  }

  leave() {
    this.picked = this.turn ? this.round.story : "";
    this.round = null;
    this.say("");
    this.stopClock();
    this.draw();
    this.land();
  }

  /** The place of the answer that was given last in this round; -1 for none. */
  last() {
    if (!this.round) return -1;
    return this.turn?.came ? this.round.place : this.round.place - 1;
  }

  undo() {
    const place = this.last();
    if (place < 0) { this.voice.say("There is nothing to undo."); return; }
    this.round.place = place;
    const { turn } = this;
    this.say("");
    this.put(turn, "undone");
    turn.came = "";
    this.arrive(turn.seconds ?? 0);
    this.voice.say("Taken back.");
  }

  put({ probe, seconds }, came) {
    const { story, name } = this.round;
    this.outbox.put(`${this.record}-${name}-${probe}`, "", { story, probe, came, seconds }, { quiet: 0 });
  }

  pressed(event) {
    if (event.target === this.select) return;
    const undo = isUndo(event) || (isPlain(event) && event.key === "Backspace");
    const asked = isPlain(event) && this.turn && !this.turn.came;
    const came = asked && this.deck.came[Number(event.key) - 1]?.key;
    const pause = asked && event.key.toLowerCase() === "p";
    if (!(undo && this.round) && !came && !pause) return;
    event.preventDefault();
    if (event.repeat) return;
    if (undo) this.undo();
    else if (came) this.answer(came);
    else this.pause();
  }

  /** Open a story in the form at the part that answers a follow-up. */
  async write(probe, story = this.round.story) {
    const { field, part } = this.deck.probes[probe];
    this.say("");
    if (await openPart(this.root, this.deck.section, story, field)) return;
    this.say(`The form with this story is not open on this page. Find it among your stories: it goes under “${part}” of “${this.known(story)?.title ?? ""}”.`);
  }
}

/** Open a record in the form of a section, with the cursor in one of its fields; false where that is not to be had. */
async function openPart(root, section, record, name) {
  const wanted = `[data-prepkit-section="${CSS.escape(section)}"]`;
  const form = root.closest(".jp-NotebookPanel")?.querySelector(wanted) ?? document.querySelector(wanted);
  const isFolded = () => form.classList.contains("pk-is-folded");
  const row = () => form?.querySelector(`[data-record="${CSS.escape(record)}"]`);
  if (!row()) return false;
  if (isFolded()) form.querySelector(".pk-folder button")?.click();
  for (let waited = 0; isFolded() && waited < OPENING; waited += 50) await new Promise((go) => setTimeout(go, 50));
  const filter = form.querySelector(".pk-tools input");
  if (row().hidden && filter) {
    filter.value = "";
    filter.dispatchEvent(new Event("input"));
  }
  const opener = row().querySelector(".pk-opener");
  if (opener.getAttribute("aria-expanded") !== "true") opener.click();
  const control = row().querySelector(`[data-field="${CSS.escape(name)}"] :is(textarea, input, select)`);
  if (!control?.checkVisibility()) return false;
  control.focus({ preventScroll: true });
  if (control.matches("textarea, input[type=text]")) control.setSelectionRange(control.value.length, control.value.length);
  control.closest("[data-field]").scrollIntoView({ block: "center" });
  return true;
}

export default {
  render({ model, el }) {
    const view = new DrillView(model, el);
    return () => view.close();
  },
};
