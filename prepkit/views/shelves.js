/* The library of a person: files come in, works are found again, and news is looked for. */

const QUIET = 250; // milliseconds without a keystroke, then it is looked for
const MOST = 50; // works found at once
const NEWS_TAKES = 60000; // milliseconds until it is said that Python does not answer
const ENDINGS = ".bib,.ris,.json,.xml,.rss,.atom,.opml,.csv,.tsv,.txt";
const ABSENT = "Python is busy or has stopped";

class ShelvesView {
  constructor(model, element) {
    this.model = model;
    this.uid = `pk-${token(4)}`;
    this.voice = announcer();
    this.greeting = greet(model);
    this.line = new Line(model, this.greeting.client);
    this.view = model.get("view");
    this.files = new Files(this.line, this.view, { say: this.voice.say, focus: () => this.choose.focus(), changed: () => this.showRest() });
    this.about = h("span", { class: "pk-time" });
    this.note = h("div", { class: "pk-note", role: "alert", hidden: true });
    this.root = h("section", { class: "pk pk-form pk-shelves", "aria-label": "Your library" },
      h("header", { class: "pk-head" }, h("span", { class: "pk-title" }, "Your library"), this.about),
      this.note,
      h("div", { class: "pk-body" }, this.buildDoor(), this.files.element, this.buildClear(), this.buildFinder(), this.buildNews()),
      this.voice.element);
    this.received = (message) => this.receive(message);
    this.leaving = () => this.files.pause();
    model.on("msg:custom", this.received);
    window.addEventListener("pagehide", this.leaving);
    keepKeys(this.root);
    this.welcomeDrops();
    this.changed(this.view);
    this.files.takeOver();
    element.append(this.root);
  }

  close() {
    this.files.close();
    this.model.off("msg:custom", this.received);
    window.removeEventListener("pagehide", this.leaving);
    this.greeting.leave();
  }

  /* What comes from Python */

  receive(message) {
    if (message.type === "answer") this.line.heard(message);
    if (message.type === "changed") this.changed(message);
    if (message.type === "trouble") {
      this.note.hidden = false;
      this.note.textContent = `What is shown may be old: ${message.error}`;
    }
  }

  changed(message) {
    const before = this.view;
    this.view = { ...before, ...message };
    const { company, company_name: name, works, watched } = this.view;
    if (message.cleared) this.files.clear(["done"]);
    if (message.taken) this.files.read(message.taken);
    for (const key of message.listed ?? []) this.found.get(key)?.mark();
    if (message.news) this.showNews(message.news);
    if (message.place === undefined) return;
    this.note.hidden = true;
    if (company !== before.company) this.own.input.checked = false;
    this.own.element.hidden = !company;
    this.owner.textContent = name;
    this.about.textContent = holding(this.view);
    this.finder.hidden = !works;
    this.news.hidden = !watched && !this.lines.childNodes.length;
    this.newsButton.hidden = !watched;
    if (message !== before && this.words.value.trim()) this.find();
    this.showRest();
  }

  showRest() {
    this.clear.hidden = !this.files.isDone;
    // What waits for somebody stays in sight.
    this.root.hidden = this.view.folded && !this.files.isBusy;
  }

  /* Files come in */

  buildDoor() {
    this.owner = h("bdi");
    this.own = this.box([h("span", {}, "These are ", this.owner, "’s own publications")]);
    this.wish = this.box([h("span", {}, "Put them on my reading list too")],
      "For more than about 30 works, better choose a few by searching below.");
    this.picker = h("input", { type: "file", multiple: true, accept: ENDINGS, hidden: true, onchange: () => {
      this.take([...this.picker.files]);
      this.picker.value = ""; // or the same file could not be chosen again
    } });
    this.choose = button("Choose files…", () => this.picker.click(), { kind: "pk-main", "aria-describedby": `${this.uid}-kinds` });
    this.door = h("div", { class: "pk-door" },
      h("p", { class: "pk-call" }, this.choose, h("span", {}, " or drop them here"), this.picker),
      h("p", { class: "pk-help", id: `${this.uid}-kinds` }, `BibTeX, RIS, CSL-JSON, RSS, Atom, OPML or CSV, up to ${bytes(this.view.limits.largest)} each. A file that was read before does no harm.`));
    return h("div", {}, h("div", { class: "pk-boxes", role: "group", "aria-label": "About the files you choose next" }, this.own.element, this.wish.element), this.door);
  }

  box(words, help) {
    const input = h("input", { type: "checkbox", "aria-describedby": help ? `${this.uid}-help` : null });
    const element = h("div", {}, h("label", { class: "pk-box" }, input, words), help ? h("span", { class: "pk-help", id: `${this.uid}-help` }, help) : null);
    return { element, input };
  }

  /** Files may be dropped anywhere inside: next to the door, the browser would open them and leave the notebook. */
  welcomeDrops() {
    const over = (on) => this.door.classList.toggle("pk-over", on);
    const listen = (name, does) => this.root.addEventListener(name, (event) => {
      if (![...event.dataTransfer?.types ?? []].includes("Files")) return;
      event.preventDefault();
      event.stopPropagation();
      does(event);
    });
    listen("dragenter", () => over(true));
    listen("dragover", (event) => { event.dataTransfer.dropEffect = "copy"; over(true); });
    listen("dragleave", (event) => { if (!this.root.contains(event.relatedTarget)) over(false); });
    listen("drop", ({ dataTransfer }) => { over(false); this.take(dropped(dataTransfer)); });
  }

  take(files) {
    if (!files.length) return;
    this.voice.say(`${count(files.length, "file")} chosen.`);
    this.files.add(files, { company: this.own.input.checked ? this.view.company : "", toRead: this.wish.input.checked });
    // What was said of these files is not said of the next.
    this.own.input.checked = this.wish.input.checked = false;
  }

  buildClear() {
    this.clear = button("Clear this list", () => { this.choose.focus(); this.files.clear(); this.line.say({ do: "clear" }); }, { kind: "pk-quiet" });
    return this.clear;
  }

  /* Works are found again */

  buildFinder() {
    this.found = new Map();
    this.looked = 0;
    this.words = h("input", { type: "search", id: `${this.uid}-words`, class: "pk-input", placeholder: "Words of a title, a name, a venue", autocomplete: "off",
      oninput: () => { clearTimeout(this.timer); this.timer = setTimeout(() => this.find(), QUIET); },
      onkeydown: (event) => {
        if (event.key === "Escape") this.words.value = "";
        if (["Enter", "Escape"].includes(event.key) && !event.isComposing) { event.preventDefault(); this.find(); }
      } });
    this.verdict = h("p", { class: "pk-count", role: "status" });
    this.list = h("ul", { class: "pk-list pk-founds", "aria-label": "What was found" });
    this.finder = h("div", { class: "pk-finder", role: "search", "aria-label": "Your library" },
      h("label", { class: "pk-label", for: `${this.uid}-words` }, "Find in your library"), this.words, this.verdict, this.list);
    return this.finder;
  }

  async find() {
    clearTimeout(this.timer);
    const words = this.words.value.trim();
    const mine = ++this.looked;
    if (!words) { this.showFound([], ""); return; }
    const answer = await this.line.ask({ do: "find", words }, { late: () => { if (mine === this.looked) this.verdict.textContent = `${ABSENT}: what is found is shown as soon as it answers.`; } });
    if (mine !== this.looked) return;
    if (answer.error) { this.verdict.textContent = `Not looked for: ${answer.error}`; return; }
    const { length } = answer.items;
    this.showFound(answer.items, !length ? `No work here has all of these words: “${words}”` : length < MOST ? count(length, "work") : `The ${MOST} that fit best: more words find fewer`);
  }

  showFound(items, verdict) {
    const focused = [...this.found].find(([, { element }]) => element.contains(document.activeElement))?.[0];
    this.found = new Map(items.map((item) => [item.key, work(item, this.line, this.voice)]));
    this.list.replaceChildren(...[...this.found.values()].map(({ element }) => element));
    this.verdict.textContent = verdict;
    if (focused) (this.found.get(focused)?.button ?? this.words).focus();
  }

  /* News is looked for */

  buildNews() {
    this.lines = h("ul", { class: "pk-list pk-lines" });
    this.newsState = h("span", { class: "pk-help", role: "status" });
    this.newsButton = button("Look for news", () => this.look(), {});
    this.news = h("div", { class: "pk-news" }, h("div", { class: "pk-foot" }, this.newsButton, this.newsState), this.lines);
    return this.news;
  }

  async look() {
    if (this.looking) return;
    this.looking = true;
    this.newsButton.setAttribute("aria-disabled", "true");
    this.newsState.textContent = "Looking… this can take a minute.";
    const done = (words) => {
      this.looking = false;
      this.newsButton.removeAttribute("aria-disabled");
      this.newsState.textContent = words;
    };
    const answer = await this.line.ask({ do: "news" }, { patience: NEWS_TAKES, late: () => done(`No answer yet: ${ABSENT}.`) });
    done(answer.error ? `Not looked for: ${answer.error}` : `Looked at ${clock(new Date().toISOString())}.`);
  }

  showNews(lines) {
    this.lines.replaceChildren(...lines.map((line) => h("li", { dir: "auto" }, line)));
  }
}

/** What a library holds, in one line. */
function holding({ works, years, last_import: at }) {
  if (!works) return "Nothing here yet: choose files that other programs have exported.";
  const [from, to] = years ?? [];
  const span = from ? `, ${from === to ? from : `${from}–${to}`}` : "";
  const when = at ? clock(at) : "";
  return `${count(works, "work")}${span}${when ? ` · last import ${when.includes(" ") ? "" : "today "}${when}` : ""}`;
}

/** The files of a drop; folders are marked, because they cannot be read. */
function dropped({ items, files }) {
  const kept = [...items].filter(({ kind }) => kind === "file");
  const folders = kept.map((item) => item.webkitGetAsEntry?.()?.isDirectory);
  return [...files].map((file, n) => (folders[n] ? { name: file.name, size: 0, isFolder: true } : file));
}

/** One work that was found, and the button that puts it on the reading list. */
function work(item, line, voice) {
  const { key, title, by, year, venue, form, link } = item;
  const put = async () => {
    if (put.isUnderWay || lister.getAttribute("aria-disabled")) return;
    put.isUnderWay = true;
    wrong.textContent = "";
    const late = () => { put.isUnderWay = false; wrong.textContent = `Not on your list yet: ${ABSENT}.`; };
    const answer = await line.ask({ do: "put", keys: [key] }, { late });
    put.isUnderWay = false;
    wrong.textContent = answer.error ?? "";
    if (answer.error) return;
    mark();
    voice.say(`“${title}” is on your reading list.`);
  };
  const lister = button("Put on my reading list", put, { "aria-label": `Put on my reading list: ${title}` });
  const mark = () => {
    lister.textContent = "On your list ✓";
    lister.setAttribute("aria-disabled", "true");
    lister.setAttribute("aria-label", `On your list: ${title}`);
  };
  const wrong = h("p", { class: "pk-wrong", role: "alert" });
  // Only these: a library file may say “javascript:”.
  const name = /^https?:\/\//i.test(link)
    ? h("a", { class: "pk-work", href: link, target: "_blank", rel: "noopener noreferrer" }, h("bdi", {}, title), h("span", { class: "pk-unseen" }, " (opens in a new tab)"))
    : h("span", { class: "pk-work" }, h("bdi", {}, title));
  const about = [by, year, venue, form].filter(Boolean).flatMap((part, n) => [n ? " · " : "", h("bdi", {}, part)]);
  if (item.listed) mark();
  return { mark, button: lister, element: h("li", { class: "pk-row pk-found" },
    h("div", { class: "pk-found-words" }, name, h("p", { class: "pk-help" }, about), wrong), lister) };
}

export default {
  render({ model, el }) {
    const shelves = new ShelvesView(model, el);
    return () => shelves.close();
  },
};
