/* A ladder: short answers, each to the same question about the one before it. A further step is
 * offered once the one before has words, until something is said again or the ladder is long enough. */

const AGAIN = "You have said this before: that is probably the ground you stand on.";
const NUMBERS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/** What an answer says, whatever its case, blanks and punctuation. Accents count: they tell words apart. */
function gist(text) {
  const even = text.normalize("NFKC").toUpperCase().toLowerCase();
  return even.replace(/[\uFE00-\uFE0F]/g, "").replace(/[\p{P}\p{Z}\p{C}]+/gu, " ").trim() || even.trim();
}

/** Whether an answer says again what an earlier one said. */
function goesRound(steps) {
  const said = steps.filter((step) => !isEmpty(step)).map(gist);
  return new Set(said).size < said.length;
}

/** The steps up to the last one with words; empty ones in between keep their place. */
const untilWords = (steps) => steps.slice(0, steps.findLastIndex((step) => !isEmpty(step)) + 1);

function ladder(spec, ids, typed) {
  let steps = [];
  const rows = [];
  const list = h("ol", { class: "pk-ladder" });
  const end = h("div", { class: "pk-help", role: "status" });
  const element = h("div", { role: "group", "aria-labelledby": ids.label, "aria-describedby": ids.about }, list, end);
  const said = () => untilWords(steps);
  const focused = () => rows.findIndex(({ input }) => input === document.activeElement);

  const rowAt = (n) => {
    const id = n ? `${ids.id}-${n}` : ids.id;
    const ask = n ? spec.ask : spec.title;
    const input = h("input", { type: "text", class: "pk-input", ...basics(ids), id, "aria-label": `Step ${n + 1}: ${ask}`,
      oninput: () => {
        while (steps.length < n) steps.push("");
        steps[n] = input.value;
        draw();
        typed(said());
      },
      onkeydown: (event) => press(event, n),
    });
    return { input, element: h("li", {}, n ? h("label", { for: id }, ask) : null, input) };
  };

  const press = (event, n) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (!event.repeat) at(n + 1)?.focus();
    } else if (event.key === "Backspace" && n && n === list.children.length - 1 && !rows[n].input.value && !event.repeat) {
      event.preventDefault();
      const before = at(n - 1);
      before.focus();
      before.setSelectionRange(before.value.length, before.value.length);
      draw();
    }
  };

  /** The input of a step that is shown. */
  const at = (n) => (n < list.children.length ? rows[n].input : null);

  const draw = () => {
    const { length } = said();
    const round = goesRound(steps);
    const offered = length < spec.longest && !round ? length + 1 : length;
    // A step somebody is in stays, also when it has lost its words.
    const shown = Math.max(1, offered, focused() + 1);
    while (rows.length < shown) rows.push(rowAt(rows.length));
    rows.forEach((row, n) => {
      put(row.input, steps[n] ?? "");
      if (n >= shown) row.element.remove();
      else if (row.element.parentNode !== list) list.append(row.element);
    });
    const words = round ? AGAIN : length >= spec.longest ? `${NUMBERS[spec.longest] ?? spec.longest} steps are enough.` : "";
    if (end.textContent !== words) end.textContent = words;
  };

  return {
    element, input: element, group: true, focus: () => rows[0].input.focus(),
    set: (next) => {
      if (rows.length && same(said(), next ?? [])) return;
      steps = [...(next ?? [])];
      draw();
    },
  };
}

CONTROLS.ladder = ladder;
