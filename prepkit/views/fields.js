/* Controls: one for each kind of field. Each is {element, focus(), set(value), group}, and calls
 * `typed(value)` as it changes. Nothing is chosen until somebody chooses. */

const MANY_BOXES = 8; // from so many on a list of boxes scrolls
const SLOW = 1500; // a date or a number half typed is not yet worth a complaint

const CONTROLS = {
  text: (spec, ids, typed) => (spec.suggest ? hinted(spec, ids, typed) : line(spec, ids, typed)),
  long_text: paragraph,
  date: dateControl,
  number: (spec, ids, typed) => line(spec, ids, (text) => typed(wholeNumber(text), SLOW), { inputmode: "numeric", class: "pk-input pk-short" }),
  choice: (spec, ids, typed) => {
    if (spec.open) return combobox(spec, ids, typed);
    const letters = spec.options.reduce((sum, option) => sum + option.label.length, 0);
    return spec.options.length <= 5 && letters <= 64 ? radios(spec, ids, typed, spec.options) : dropdown(spec, ids, typed);
  },
  choices: (spec, ids, typed) => (spec.open ? tagControl(spec, ids, typed) : checkboxes(spec, ids, typed)),
  tags: tagControl,
  rating: (spec, ids, typed) =>
    radios(spec, ids, typed, [1, 2, 3, 4, 5].map((step) => ({ key: step, label: String(step), aria: [step, step === 1 && spec.low, step === 5 && spec.high].filter(Boolean).join(", ") }))),
  scales,
  reference: (spec, ids, typed) => (spec.many ? checkboxes(spec, ids, typed) : dropdown(spec, ids, typed)),
};

/** A field with its label, help, control and the place for what is wrong with it. */
function field(spec, prefix, value, typed) {
  const id = `${prefix}-${spec.name}`;
  const ids = { id, label: `${id}-label`, about: [spec.help && `${id}-help`, `${id}-wrong`].filter(Boolean).join(" ") };
  const control = CONTROLS[spec.kind](spec, ids, typed);
  const name = h(control.group ? "span" : "label", { class: "pk-label", id: ids.label, for: control.group ? null : id }, spec.title);
  const wrong = h("div", { class: "pk-wrong", id: `${id}-wrong` });
  const wide = ["long_text", "choices", "tags", "ladder", "scales"].includes(spec.kind) || spec.many;
  const element = h("div", { class: `pk-field${wide ? " pk-wide" : ""}`, "data-field": spec.name },
    name, h("div", { class: "pk-help", id: `${id}-help` }, spec.help || ""), control.element, wrong);
  control.set(value);
  return {
    ...control, element,
    complain(text) {
      wrong.textContent = text || "";
      if (text) control.input.setAttribute("aria-invalid", "true");
      else control.input.removeAttribute("aria-invalid");
      element.classList.toggle("pk-has-wrong", Boolean(text));
    },
  };
}

const basics = (ids) => ({ id: ids.id, "aria-describedby": ids.about, autocomplete: "off", dir: "auto" });

function line(spec, ids, typed, more = {}) {
  const input = h("input", { type: "text", class: "pk-input", ...basics(ids), ...more, oninput: () => typed(input.value) });
  const element = spec.unit ? h("span", { class: "pk-unit" }, input, h("span", {}, spec.unit)) : input;
  return { element, input, focus: () => input.focus(), set: (value) => put(input, isEmpty(value) ? "" : String(value)) };
}

/** Change what an input shows only where it differs, and leave the cursor where it is. */
function put(input, text) {
  if (input.value === text) return;
  const { selectionStart, selectionEnd } = input;
  const active = document.activeElement === input;
  input.value = text;
  if (active && selectionStart !== null) input.setSelectionRange(Math.min(selectionStart, text.length), Math.min(selectionEnd, text.length));
}

function wholeNumber(text) {
  const trimmed = text.trim();
  if (!trimmed) return null;
  const number = Number(trimmed);
  return /^[+-]?\d+$/.test(trimmed) && Number.isSafeInteger(number) ? number : text;
}

function paragraph(spec, ids, typed) {
  const input = h("textarea", { class: "pk-input", rows: 2, ...basics(ids), oninput: () => { fit(); typed(input.value); } });
  const count = h("div", { class: "pk-count", "aria-hidden": "true" });
  const fit = () => {
    const words = countWords(input.value);
    count.textContent = spec.words ? `${words} of about ${spec.words} words` : words ? `${words} words` : "";
    if (!input.isConnected) return;
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  };
  return {
    element: h("div", {}, input, count), input, focus: () => input.focus(),
    set: (value) => { put(input, value ?? ""); fit(); requestAnimationFrame(fit); },
  };
}

function dateControl(spec, ids, typed) {
  const control = line({}, ids, (text) => typed(text.trim(), SLOW), { class: "pk-input pk-short", placeholder: "2026, 2026-11 or 2026-11-23", dir: "ltr" });
  const picker = h("input", { type: "date", class: "pk-picker", tabindex: -1, "aria-hidden": "true",
    onchange: () => { if (picker.value) { control.set(picker.value); typed(picker.value); control.focus(); } } });
  const open = button(`Choose a day: ${spec.title}`, () => {
    picker.value = /^\d{4}-\d{2}-\d{2}$/.test(control.input.value) ? control.input.value : "";
    picker.showPicker();
  }, { icon: "calendar" });
  return { ...control, element: h("span", { class: "pk-unit" }, control.element, "showPicker" in picker ? [open, picker] : null) };
}

function dropdown(spec, ids, typed) {
  const input = h("select", { class: "pk-input", ...basics(ids), onchange: () => typed(input.value) });
  let value = "", options = spec.options;
  const draw = () => {
    const lost = value && !options.some((option) => option.key === value);
    input.replaceChildren(
      h("option", { value: "" }, "Choose…"),
      ...options.map((option) => h("option", { value: option.key }, option.label)),
      ...(lost ? [h("option", { value }, "(no longer there)")] : []),
    );
    input.value = value;
  };
  input.addEventListener("change", () => { value = input.value; });
  return { element: input, input, focus: () => input.focus(), 
    set: (next) => { if ((next ?? "") !== value || !input.length) { value = next ?? ""; draw(); } },
    offer: (next) => { if (!same(options, next)) { options = next; draw(); } },
  };
}

function radios(spec, ids, typed, options) {
  const clear = button("Clear", () => { choose(null); typed(spec.kind === "rating" ? null : ""); inputs[0].focus(); },
    { kind: "pk-quiet", "aria-label": `Clear: ${spec.title}` });
  const inputs = options.map((option, n) =>
    h("input", { type: "radio", name: ids.id, id: `${ids.id}-${n}`, "aria-label": option.aria ?? null, onchange: () => { choose(option.key); typed(option.key); } }));
  const segments = options.map((option, n) => [inputs[n], h("label", { for: `${ids.id}-${n}`, title: option.help || null, class: option.key === "unknown" ? "pk-unknown" : null }, option.label)]);
  const choose = (value) => {
    inputs.forEach((input, n) => { input.checked = options[n].key === value; });
    clear.hidden = !inputs.some((input) => input.checked);
  };
  const group = h("div", { class: "pk-segments", role: "radiogroup", "aria-labelledby": ids.label, "aria-describedby": ids.about }, segments.flat());
  const ends = (word) => (word ? h("span", { class: "pk-end", "aria-hidden": "true" }, word) : null);
  return { element: h("div", { class: "pk-scale" }, ends(spec.low), group, ends(spec.high), clear), input: group, group: true, focus: () => (inputs.find((i) => i.checked) ?? inputs[0]).focus(), set: choose };
}

/** A line of steps for each thing to be rated. What is no longer asked for keeps its step. */
function scales(spec, ids, typed) {
  let value = [], options = spec.options, rows = new Map();
  const group = h("div", { class: "pk-scales", role: "group", "aria-labelledby": ids.label, "aria-describedby": ids.about });
  const steps = [1, 2, 3, 4, 5];
  const row = ({ key, label, low, high }, n) => {
    const id = `${ids.id}-${n}`;
    const ends = { low: low || "little", high: high || "a lot" };
    const choice = (step) => ({ key: step, label: String(step), aria: [step, step === 1 && ends.low, step === 5 && ends.high].filter(Boolean).join(", ") });
    const made = radios({ kind: "rating", title: label, ...ends }, { id, label: `${id}-label`, about: null },
      (step) => { value = [...value.filter(([rated]) => rated !== key), ...(step === null ? [] : [[key, step]])]; typed([...value]); }, steps.map(choice));
    const name = h("span", { class: "pk-scale-name", id: `${id}-label`, dir: "auto" }, label);
    return { ...made, element: h("div", { class: "pk-scale-row", "data-key": key }, name, made.element) };
  };
  const show = () => { for (const [key, made] of rows) made.set(value.find(([rated]) => rated === key)?.[1] ?? null); };
  const draw = () => {
    rows = new Map(options.map((option, n) => [option.key, row(option, n)]));
    group.replaceChildren(...[...rows.values()].map(({ element }) => element));
    if (!rows.size) group.append(h("span", { class: "pk-help" }, "Nothing to rate yet."));
    show();
  };
  const means = meanings(group, (key) => options.find((option) => option.key === key && option.help));
  return {
    element: h("div", {}, group, means), input: group, group: true, focus: () => [...rows.values()][0]?.focus(),
    set: (next) => { if (!group.childNodes.length) draw(); if (!same(value, next ?? [])) { value = [...(next ?? [])]; show(); } },
    offer: (next) => { if (!same(options, next)) { options = next; draw(); } },
  };
}

/** A line below a list of options that tells what the one at hand means: by mouse and keyboard. */
function meanings(group, find) {
  const line = h("div", { class: "pk-help pk-meaning", "aria-live": "polite" });
  const tell = ({ target }) => {
    const option = find(target.closest("[data-key]")?.dataset.key);
    if (option) line.textContent = [option.help && `${option.label}: ${option.help}`, option.low && `From 1, ${option.low}, to 5, ${option.high}.`].filter(Boolean).join(" ");
  };
  group.addEventListener("focusin", tell);
  group.addEventListener("mouseover", tell);
  return line;
}

function checkboxes(spec, ids, typed) {
  let value = [], options = spec.options;
  const group = h("div", { class: "pk-checks", role: "group", "aria-labelledby": ids.label, "aria-describedby": ids.about });
  const toggle = (key, on) => { value = on ? [...value, key] : value.filter((item) => item !== key); typed([...value]); };
  const draw = () => {
    const lost = value.filter((key) => !options.some((option) => option.key === key)).map((key) => ({ key, label: "(no longer there)" }));
    // In a long list what was chosen would be out of sight.
    const chosen = options.length > MANY_BOXES ? options.filter((option) => value.includes(option.key)) : [];
    const shown = [...chosen, ...options.filter((option) => !chosen.includes(option)), ...lost];
    group.replaceChildren(...shown.map((option) =>
      h("label", { "data-key": option.key }, h("input", { type: "checkbox", checked: value.includes(option.key), onchange: (event) => toggle(option.key, event.target.checked) }), h("span", { dir: "auto" }, option.label))));
    if (!shown.length) group.append(h("span", { class: "pk-help" }, "Nothing to choose from yet."));
  };
  const means = options.some((option) => option.help) ? meanings(group, (key) => options.find((option) => option.key === key)) : null;
  return {
    element: h("div", {}, group, means), input: group, group: true, focus: () => group.querySelector("input")?.focus(),
    set: (next) => { if (!same(value, next) || !group.childNodes.length) { value = [...(next ?? [])]; draw(); } },
    offer: (next) => { if (!same(options, next)) { options = next; draw(); } },
  };
}

/** Words to choose from as one types: the browser finds those that have what was typed in them. */
function offering(ids) {
  const list = h("datalist", { id: `${ids.id}-offered` });
  let options = [];
  const offer = (next = []) => {
    if (next === options) return;
    options = next;
    list.replaceChildren(...options.map((option) => h("option", { value: option.label })));
  };
  return {
    list, offer,
    key: (label) => options.find((option) => option.label === label)?.key ?? label,
    label: (key) => options.find((option) => option.key === key)?.label ?? key,
    has: (label) => options.some((option) => option.label === label),
  };
}

/** A line that offers words; any other is as good. */
function hinted(spec, ids, typed) {
  const { list, offer } = offering(ids);
  const control = line(spec, ids, typed, { list: list.id });
  offer(spec.options);
  return { ...control, element: h("div", {}, control.element, list), offer };
}

/** Words of one's own beside those on offer; keys are stored, words are shown. */
function combobox(spec, ids, typed) {
  const { list, key, label, offer } = offering(ids);
  const control = line({}, ids, (text) => typed(key(text)), { list: list.id, placeholder: "Choose, or write your own" });
  offer(spec.options);
  return { ...control, element: h("div", {}, control.element, list), set: (value) => control.set(label(value)) };
}

function tagControl(spec, ids, typed) {
  let tags = [];
  const { list: offered, key, label, has, offer } = offering(ids);
  const list = h("ul", { class: "pk-tags" });
  const input = h("input", { type: "text", ...basics(ids), class: "pk-tag-input", placeholder: "Add one, press Enter", list: spec.suggest || spec.open ? offered.id : null });
  offer(spec.options);
  const send = () => typed([...tags]);
  const take = (n) => { tags.splice(n, 1); draw(); send(); input.focus(); };
  const draw = () => list.replaceChildren(...tags.map((tag, n) =>
    h("li", {}, h("span", { dir: "auto" }, label(tag)), button("×", () => take(n), { kind: "pk-quiet", "aria-label": `Remove ${label(tag)}` }))));
  const add = () => {
    const line = input.value.trim();
    // A word on offer may have a comma in it.
    const words = (has(line) ? [line] : line.split(/[\n,;、،]/)).map((word) => key(word.trim())).filter((word) => word && !tags.includes(word));
    input.value = "";
    if (words.length) { tags.push(...new Set(words)); draw(); }
    send();
  };
  // What is in the line and not yet a tag counts as one, so that it is never lost.
  input.addEventListener("input", () => { const word = key(input.value.trim()); typed(word && !tags.includes(word) ? [...tags, word] : [...tags]); });
  input.addEventListener("change", add);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" || event.key === ",") { event.preventDefault(); add(); }
    else if (event.key === "Backspace" && !input.value && tags.length) take(tags.length - 1);
  });
  return {
    element: h("div", { class: "pk-input pk-tag-box", onclick: (event) => { if (event.target === event.currentTarget) input.focus(); } }, list, input, offered), input, offer, focus: () => input.focus(),
    set: (value) => {
      const next = [...(value ?? [])];
      const half = key(input.value.trim());
      if (half && document.activeElement === input && same(next, [...tags, half])) return;
      tags = next;
      draw();
    },
  };
}
