/* Versions of a record: earlier ones to look at and go back to, and two that were made in two places. */

/** The versions of a record: choose one, see what it said beside what is said now, go back to it. */
function historyPanel(form, id, { versions, more }, close, showAll) {
  const detail = h("div", { class: "pk-then" });
  const choose = (version, chosen) => {
    for (const other of list.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === chosen));
    const lines = version.lines.filter(({ then, now }) => then !== now);
    const back = button("Go back to this version", async () => {
      if (!(await form.outbox.settled(id))) {
        form.say("Not restored, because what you typed is not saved yet.");
        return;
      }
      if (!(await form.ask({ do: "restore", record: id, revision: version.revision }, "Not restored"))) return;
      form.outbox.drop(id);
      form.say(`Back to the version of ${clock(version.savedAt)}. The one you had before is kept among the earlier versions.`);
      close();
    }, { kind: "pk-main" });
    detail.replaceChildren(...(lines.length
      ? [table(["", `Then, ${clock(version.savedAt)}`, "Now"], lines.map(({ title, then, now }) => [title, then || "–", now || "–"])), back]
      : [h("p", { class: "pk-help" }, "It said the same as now.")]));
  };
  const list = h("ol", { class: "pk-versions" }, versions.map((version) => {
    const line = h("button", { type: "button", class: "pk-opener", "aria-pressed": "false", onclick: () => choose(version, line) },
      h("span", {}, clock(version.savedAt)), h("span", { class: "pk-count" }, [version.current && "current", version.deleted && "deleted", version.author, version.changed].filter(Boolean).join(" · ")));
    return h("li", {}, line);
  }));
  return h("div", { class: "pk-history", role: "group", "aria-label": "Earlier versions" },
    h("div", { class: "pk-row-head" }, h("strong", {}, "Earlier versions"), more ? button("Show every save", showAll, { kind: "pk-quiet" }) : null, button("Close", close, { kind: "pk-quiet" })),
    h("div", { class: "pk-sides" }, list, detail));
}

/** Two versions side by side, field by field: keep one, the other, or both joined. */
function conflictBox(form, item, other) {
  const { schema } = form;
  const differs = schema.fields.filter(({ name }) => !same(item.values[name], other.values[name]));
  // What was chosen stays chosen while the box is drawn anew.
  if (!form.keeps.has(other.revision)) form.keeps.set(other.revision, {});
  const keeps = form.keeps.get(other.revision);
  const chosen = {};
  const shown = (spec, value) => {
    const options = spec.kind === "reference" ? form.options[spec.name] : spec.options;
    const label = (key) => options?.find((option) => option.key === key)?.label ?? String(key);
    // Words of one's own that are rated have a mark before them.
    if (spec.kind === "scales") return (value ?? []).map(([key, step]) => `${label(key).replace(/^own:/, "")} ${step}`).join(", ") || "–";
    const parts = [value ?? ""].flat().map(label);
    return (spec.kind === "ladder" ? parts.filter((part) => !isEmpty(part)).join(" → ") : parts.join(", ")) || "–";
  };
  const joined = (spec, one, two) => (spec.kind === "scales" ? [...new Map([...two, ...one])] : Array.isArray(one) ? [...new Set([...one, ...two])] : spec.kind === "text" ? `${one} / ${two}` : `${one}\n\n${two}`);
  const rows = differs.map((spec) => {
    const [one, two] = [item.values[spec.name], other.values[spec.name]];
    const canJoin = ["long_text", "text", "tags", "choices", "scales"].includes(spec.kind) && !isEmpty(one) && !isEmpty(two);
    const name = `${form.uid}-${item.id}-${spec.name}-keep`;
    const both = canJoin ? joined(spec, one, two) : null;
    const option = (label, side, value) => {
      const checked = (keeps[spec.name] ?? "left") === side;
      const choose = () => { keeps[spec.name] = side; chosen[spec.name] = value; };
      if (checked) choose();
      return h("label", {}, h("input", { type: "radio", name, checked, onchange: choose }), h("span", {}, label));
    };
    return h("div", { class: "pk-clash", role: "radiogroup", "aria-label": spec.title },
      h("div", { class: "pk-label" }, spec.title),
      h("div", { class: "pk-sides" }, h("div", { class: "pk-side", dir: "auto" }, shown(spec, one)), h("div", { class: "pk-side", dir: "auto" }, shown(spec, two))),
      h("div", { class: "pk-checks" }, option("Keep the left one", "left", one), option("Keep the right one", "right", two), canJoin ? option(spec.kind === "scales" ? "Keep both; where they differ, the left one" : "Keep both, one after the other", "both", both) : null));
  });
  if (item.visibility !== other.visibility) chosen.visibility = schema.visibilities.find(({ key }) => [item.visibility, other.visibility].includes(key)).key;
  const settle = button("Keep what I chose", async () => {
    if (!(await form.outbox.settled(item.id))) {
      form.say("Not settled, because what you typed in it is not saved yet.");
      return;
    }
    if (form.items.get(item.id)?.revision !== item.revision) {
      form.say("It has changed just now: look at both versions once more.");
      return;
    }
    const seen = [item.revision, other.revision];
    const answer = await form.ask({ do: "settle", record: item.id, seen, values: chosen }, "Not settled");
    if (answer) form.say("Settled. Both versions stay among the earlier versions.");
  }, { kind: "pk-main" });
  const who = (version) => `${clock(version.savedAt)}${version.author && version.author !== "me" ? `, ${version.author}` : ""}`;
  return h("section", { class: "pk-conflict", "aria-label": "Changed in two places" },
    h("p", {}, h("strong", {}, "Changed in two places. "), `Both versions are kept: left the one saved ${who(item)}, right the one saved ${who(other)}. ${rows.length ? "Choose for each answer." : "What is asked here they answer alike."}`),
    rows, h("div", { class: "pk-foot" }, settle));
}

function table(head, rows) {
  return h("table", {}, h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows.map(([title, ...cells]) => h("tr", {}, h("th", { scope: "row" }, title), cells.map((text) => h("td", { dir: "auto" }, text))))));
}
