/* Elements, words and times: what every widget of prepkit is drawn with.
 *
 * These files have no dependencies and are not built: Python joins the ones a widget needs, in order,
 * into one module. Text becomes a text node, never markup.
 */

const NS = "http://www.w3.org/2000/svg";
const ICONS = {
  up: "M12 6l7 8H5z",
  down: "M12 18l-7-8h14z",
  copy: "M8 3h11v13h-3v5H5V8h3zm2 2v9h7V5z",
  bin: "M9 3h6l1 2h4v2H4V5h4zM6 9h12l-1 12H7z",
  grip: "M8 5h3v3H8zm5 0h3v3h-3zM8 10.500h3v3H8zm5 0h3v3h-3zM8 16h3v3H8zm5 0h3v3h-3z",
  calendar: "M7 2h2v2h6V2h2v2h3v17H4V4h3zm-1 7v10h12V9z",
};

/** Make an element: attributes by name, `on…` for listeners, nothing for null and false. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "disabled") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

function icon(name) {
  const svg = document.createElementNS(NS, "svg");
  const path = document.createElementNS(NS, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: 16, height: 16, "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  path.setAttribute("d", ICONS[name]);
  path.setAttribute("fill", "currentColor");
  svg.append(path);
  return svg;
}

function button(label, onclick, { icon: name, kind = "", ...more } = {}) {
  return h(
    "button",
    { type: "button", class: `pk-button ${kind}`.trim(), title: name ? label : null,
      "aria-label": name ? label : null, onclick, ...more },
    name ? icon(name) : label,
  );
}

/** Letters and digits enough that no two are ever the same. */
function token(bytes = 8) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

const segmenter = globalThis.Intl?.Segmenter ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;

/** Count words, also in scripts that put no spaces between them. */
function countWords(text) {
  if (!segmenter) return (text.match(/\S+/g) || []).length;
  let count = 0;
  for (const part of segmenter.segment(text)) count += part.isWordLike ? 1 : 0;
  return count;
}

/** The time of day, with the day in front when it was not today. */
function clock(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const time = `${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
  if (at.toDateString() === new Date().toDateString()) return time;
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return `${day} ${time}`;
}

function isEmpty(value) {
  return value === null || value === undefined || (typeof value === "string" && !value.trim())
    || (Array.isArray(value) && !value.length);
}

const same = (one, two) => JSON.stringify(one ?? null) === JSON.stringify(two ?? null);

/** Fold letters so that "Zürich" is found by "zurich". */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** Words for people who listen: said once, seen by nobody. */
function announcer() {
  const element = h("div", { class: "pk-unseen", role: "status", "aria-live": "polite" });
  return { element, say: (text) => { element.textContent = ""; requestAnimationFrame(() => { element.textContent = text; }); } };
}

/** A bar and a few words: how much is there. */
function progressBar(done, wanted) {
  const part = wanted ? Math.min(1, done / wanted) : 0;
  const words = done > wanted ? `${done}` : `${done} of ${wanted}`;
  return h("span", { class: "pk-progress" },
    h("span", { class: "pk-bar", "aria-hidden": "true" }, h("span", { style: `width:${100 * part}%` })),
    h("span", {}, words));
}

/** Keep keys inside: JupyterLab's shortcuts listen further up, and `d d` would delete the form.
 * Saving the notebook and leaving the form still work. The context menu of a text is the browser's,
 * with its spelling suggestions, not JupyterLab's. */
function keepKeys(element, onsave) {
  element.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") onsave?.();
    else event.stopPropagation();
  });
  element.addEventListener("contextmenu", (event) => {
    if (event.target.matches("input, textarea")) event.stopPropagation();
  });
}

/** Hear what Python says, however slow this computer is.
 *
 * anywidget drops every message for a model whose script took longer than two seconds to load: nothing
 * would ever be known to be saved. What is being drawn has its script, so messages need not wait for it.
 */
async function listen(model) {
  try {
    const whole = await model.widget_manager.get_model(model.get("ident"));
    const { _handle_comm_msg: handle } = Object.getPrototypeOf(Object.getPrototypeOf(whole));
    if (handle) whole.comm?.on_msg((message) => handle.call(whole, message));
  } catch { /* another kind of page: it has its own way */ }
}

/** Tell Python that somebody is looking, and when they no longer are. */
function greet(model) {
  const client = token();
  listen(model);
  const send = (what) => { try { model.send({ do: what, client }); } catch { /* Python is gone */ } };
  const bye = () => send("bye");
  const back = (event) => { if (event.persisted) send("hello"); };
  send("hello");
  window.addEventListener("pagehide", bye);
  window.addEventListener("pageshow", back);
  return { client, leave() { bye(); window.removeEventListener("pagehide", bye); window.removeEventListener("pageshow", back); } };
}
