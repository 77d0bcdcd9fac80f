/* A summary below a form: redrawn part by part as the form saves, so that nothing flickers. */

export default {
  render({ model, el }) {
    const greeting = greet(model);
    const root = h("section", { class: "pk pk-summary", "aria-label": model.get("title") });
    const draw = ({ count, parts, folded }) => {
      root.hidden = folded;
      for (const [place, part] of Object.entries(parts)) {
        const made = part.svg ? figure(part) : fragment(part.html);
        if (root.children[place]) root.children[place].replaceWith(made);
        else root.append(made);
      }
      while (root.children.length > count) root.lastChild.remove();
    };
    const received = (message) => { if (message.type === "changed") draw(message); };
    model.on("msg:custom", received);
    draw(model.get("view"));
    el.append(root);
    return () => { model.off("msg:custom", received); greeting.leave(); };
  },
};

/** Python built it as a tree of elements, so that what people typed is text in it. */
function fragment(html) {
  const made = h("div");
  made.innerHTML = html;
  return made;
}

/** A chart, in the page itself so that it takes the colours of the theme; names of its marks show on hovering. */
function figure({ svg, alt, caption }) {
  const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  for (const node of drawing.querySelectorAll("script, foreignObject")) node.remove();
  for (const mark of drawing.querySelectorAll("[aria-label][aria-roledescription]")) {
    const title = document.createElementNS(NS, "title");
    title.textContent = mark.getAttribute("aria-label");
    mark.prepend(title);
  }
  for (const node of [drawing, ...drawing.querySelectorAll("*")])
    for (const { name } of [...node.attributes])
      if (/^(on|role$|aria-)/.test(name)) node.removeAttribute(name);
  drawing.setAttribute("aria-hidden", "true");
  return h("figure", { role: "img", "aria-label": alt }, document.importNode(drawing, true), h("figcaption", {}, caption));
}
