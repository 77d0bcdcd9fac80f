/* The top of a notebook: which company, how long until the interview, which path, how far. */

export default {
  render({ model, el }) {
    const greeting = greet(model);
    const uid = `pk-${token(4)}`;
    const root = h("section", { class: "pk pk-heading", "aria-label": "Where you are" });
    const form = adder(uid, (values) => send({ do: "add", ...values }));
    const error = h("p", { class: "pk-wrong", role: "alert" });
    const [where, way] = [h("div"), h("div")];
    // The form to add a company stays in its place: somebody may be typing in it.
    const body = h("div", {}, where, form.element, error, way);
    const waiting = new Map();
    let seq = 0;
    const send = (message) => new Promise((resolve) => {
      const mine = ++seq;
      const late = { seq: mine, error: "Python has stopped or is busy: press Start, then try again" };
      const timer = setTimeout(() => answer(late), 10000);
      error.textContent = "";
      waiting.set(mine, (given) => { clearTimeout(timer); resolve(given); });
      try { model.send({ ...message, client: greeting.client, seq: mine }); } catch { /* said when the time is up */ }
    });
    const answer = (given) => {
      waiting.get(given.seq)?.(given);
      waiting.delete(given.seq);
      error.textContent = given.error ?? "";
    };
    const received = (message) => {
      if (message.type === "trouble") error.textContent = message.error;
      if (message.type === "answer" && message.client === greeting.client) answer(message);
    };
    const draw = () => {
      const state = model.get("state");
      const focused = document.activeElement?.dataset?.prepkitKeep;
      where.replaceChildren(companies(uid, state, send, form));
      way.replaceChildren(steps(uid, state, send));
      if (!state.companies.length) form.element.hidden = false;
      if (focused) body.querySelector(`[data-prepkit-keep="${CSS.escape(focused)}"]`)?.focus();
    };
    model.on("msg:custom", received);
    model.on("change:state", draw);
    keepKeys(root);
    root.append(body);
    draw();
    el.append(root);
    const looked = () => { if (document.visibilityState === "visible") { try { model.send({ do: "refresh", client: greeting.client }); } catch { /* Python is gone */ } } };
    window.addEventListener("focus", looked);
    const channel = new BroadcastChannel("prepkit");
    channel.onmessage = ({ data }) => { if (data.session !== model.get("state").session) looked(); };
    return () => { model.off("msg:custom", received); model.off("change:state", draw); window.removeEventListener("focus", looked); channel.close(); greeting.leave(); };
  },
};

function companies(uid, state, send, form) {
  // What is shown as chosen is what the forms below are for, and not yet what is wished for.
  const choose = async (select) => {
    const wanted = select.value;
    select.value = state.company;
    select.disabled = true;
    await send({ do: "choose", company: wanted });
    select.disabled = false;
  };
  const chooser = state.companies.length
    ? h("select", { id: `${uid}-company`, class: "pk-input", "data-prepkit-keep": "company", onchange: ({ target }) => choose(target) },
        state.companies.map(({ id, name }) => h("option", { value: id }, name)))
    : null;
  if (chooser) chooser.value = state.company;
  return h("div", { class: "pk-where" },
    chooser
      ? [h("label", { for: chooser.id, class: "pk-label" }, "For"), chooser, h("span", { class: "pk-when" }, state.when)]
      : h("p", {}, "No company yet. Add the one you are preparing for; what you write about yourself does not need one."),
    button("Add a company…", () => form.show(form.element.hidden), { kind: "pk-quiet" }));
}

/** A small form to add a company. */
function adder(uid, send) {
  const specs = [
    { name: "name", kind: "text", title: "Company", help: "As it is written on the job ad." },
    { name: "role", kind: "text", title: "Role", help: "The job title, if you know it." },
    { name: "interview_on", kind: "date", title: "Interview date", help: "Leave it empty if it is not fixed yet." },
  ];
  let values = {};
  const fields = specs.map((spec) => field(spec, uid, "", (value) => { values[spec.name] = value; }));
  const show = (on) => {
    element.hidden = !on;
    if (on) fields[0].focus();
  };
  const element = h("form", { class: "pk-adder", hidden: true, "aria-label": "Add a company", onsubmit: async (event) => {
    event.preventDefault();
    const answer = await send(values);
    specs.forEach((spec, n) => fields[n].complain(answer.problems?.[spec.name]));
    if (answer.error || answer.problems) return;
    values = {};
    fields.forEach((made) => made.set(""));
    show(false);
  } }, h("div", { class: "pk-grid" }, fields.map((made) => made.element)),
    h("div", { class: "pk-foot" }, h("button", { type: "submit", class: "pk-button pk-main" }, "Add"), button("Cancel", () => show(false), { kind: "pk-quiet" })));
  return { element, show };
}

/** The path and the sections on it, each with its time and how much is there. */
function steps(uid, state, send) {
  const inputs = state.paths.map(({ key, label }, n) => [
    h("input", { type: "radio", name: `${uid}-path`, id: `${uid}-path-${n}`, checked: key === state.path, "data-prepkit-keep": `path-${key}`, onchange: () => send({ do: "path", path: key }) }),
    h("label", { for: `${uid}-path-${n}` }, label),
  ]);
  const go = (id) => {
    const form = document.querySelector(`.jp-NotebookPanel:not(.lm-mod-hidden) [data-prepkit-section="${CSS.escape(id)}"]`) ?? document.querySelector(`[data-prepkit-section="${CSS.escape(id)}"]`);
    const cell = form?.closest(".jp-Cell");
    let top = cell ?? form;
    while (top?.previousElementSibling?.matches(".jp-MarkdownCell")) top = top.previousElementSibling;
    top?.scrollIntoView({ block: "start" });
    const controls = form?.querySelectorAll("button, input, textarea, select") ?? [];
    [...controls].find((control) => control.checkVisibility())?.focus({ preventScroll: true });
  };
  return h("div", {},
    state.again ? h("p", { class: "pk-next" }, button(state.again.label, () => go(state.again.section), { kind: state.next ? "pk-quiet" : "pk-main", "data-prepkit-keep": "again" }), h("span", { class: "pk-help" }, state.again.why)) : null,
    state.next ? h("p", { class: "pk-next" }, button(state.next.label, () => go(state.next.section), { kind: "pk-main", "data-prepkit-keep": "next" }), h("span", { class: "pk-help" }, state.next.why)) : null,
    h("div", { class: "pk-scale" }, h("span", { class: "pk-label", id: `${uid}-path` }, "Time you have"),
      h("div", { class: "pk-segments", role: "radiogroup", "aria-labelledby": `${uid}-path` }, inputs.flat())),
    h("ul", { class: "pk-steps" }, state.sections.map((section) =>
      h("li", { class: section.on ? "" : "pk-off" }, h("button", { type: "button", class: "pk-step", onclick: () => go(section.id), "data-prepkit-keep": `section-${section.id}` },
        h("strong", {}, section.title), h("span", { class: "pk-help" }, section.time), progressBar(section.done, section.wanted))))));
}
