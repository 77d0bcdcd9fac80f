"""A widget on a page of its own, without JupyterLab: the script in a browser, Python behind it.

The page holds a model such as anywidget gives to a script, and the light or dark colours of
JupyterLab. What the script sends goes straight to the widget's Python; what the widget sends goes
straight back. `mute` is a kernel that is busy or gone.
"""

import contextlib
import http.server
import re
import threading

from playwright.sync_api import expect

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A widget</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/widget.css">
<style>
  :root { --jp-layout-color1: #fff; --jp-layout-color2: #eee; --jp-border-color1: #bdbdbd;
    --jp-ui-font-color1: rgba(0, 0, 0, .87); --jp-ui-font-color2: rgba(0, 0, 0, .54);
    --jp-ui-font-family: system-ui, sans-serif; }
  [data-jp-theme-light="false"] { --jp-layout-color1: #212121; --jp-layout-color2: #424242;
    --jp-border-color1: #616161; --jp-ui-font-color1: rgba(255, 255, 255, .87);
    --jp-ui-font-color2: rgba(255, 255, 255, .54); }
  body { margin: 12px; background: var(--jp-layout-color1); }
</style></head>
<body><main><h1 hidden>A widget</h1><button id="before">Before</button><div id="widget"></div>
<button id="after">After</button></main>
<script type="module">
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.dataset.jpThemeLight = String(!dark);
  window.leaked = [];
  document.addEventListener("keydown", (event) => window.leaked.push(event.key));
  const state = await window.prepkitState();
  const listeners = {};
  const fire = (name, ...given) => [...listeners[name] ?? []].forEach((heard) => heard(...given));
  window.deliver = (sent) => {
    for (const [what, content] of sent) {
      if (what === "message") fire("msg:custom", content);
      else Object.assign(state, content);
      if (what === "state") Object.keys(content).forEach((name) => fire(`change:${name}`));
    }
  };
  const model = {
    get: (name) => structuredClone(state[name]),
    on: (name, listener) => (listeners[name] ||= new Set()).add(listener),
    off: (name, listener) => listeners[name]?.delete(listener),
    send: (content) => { window.prepkitSend(content).then(window.deliver).catch(() => {}); },
  };
  const { default: widget } = await import("/widget.js");
  const leave = widget.render({ model, el: document.getElementById("widget") });
  window.leave = leave;
  document.body.dataset.ready = "yes";
</script></body></html>
"""


class WidgetPage:
    """A page that shows a widget.

    Attributes:
        widget: the Python side.
        page: the browser's.
        mute: whether Python has stopped answering; what is said then is lost, as it is when a
            kernel dies.
        heard: the messages that came from the page, also while mute.
        told: what went to the page, oldest first.
    """

    def __init__(self, widget, context):
        self.widget, self.mute, self.heard, self.told = widget, False, [], []
        self._sent = []
        jupyters = {"layout", "tabbable", "tooltip", "comm"}
        synced = [n for n in widget.traits(sync=True) if n[0] != "_" and n not in jupyters]
        widget.send = lambda content, buffers=None: self._sent.append(["message", content])
        widget.observe(self._changed, names=synced)
        self.page = context.new_page()
        self.page.expose_function("prepkitState", self._state)
        self.page.expose_function("prepkitSend", self._receive)

    def _changed(self, change):
        self._sent.append(["state", {change["name"]: change["new"]}])

    def _state(self):
        self._sent.clear()
        return self.widget.get_state()

    def _receive(self, content):
        self.heard.append(content)
        if self.mute:
            return []
        self.widget._received(None, content, [])
        return self._take()

    def _take(self):
        """Return what is to go to the page."""
        sent, self._sent[:] = list(self._sent), []
        self.told += sent
        return sent

    def open(self, url):
        """Open the page, or load it again."""
        self.page.goto(url)
        self.page.locator("body[data-ready]").wait_for()

    def deliver(self):
        """Bring to the page what Python has said of its own accord."""
        self.page.evaluate("(sent) => window.deliver(sent)", self._take())

    def wait_heard(self, do, *, after=0, **values):
        """Wait until the page has said something, with these values in it; return its place in
        `heard`, the first one from the place `after` on.
        """
        wanted = {"do": do} | values
        for _ in range(1000):
            for place, content in enumerate(self.heard):
                if place >= after and wanted.items() <= content.items():
                    return place
            self.page.wait_for_timeout(20)
        raise LookupError(f"the page never said {wanted!r}")

    def leaked(self):
        """Return the keys that reached the page around the widget, where JupyterLab listens."""
        return self.page.evaluate("window.leaked")

    def violations(self):
        """Return what axe-core finds wrong, in words; empty when nothing."""
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page, "#widget").response["violations"]
        return [
            f"{rule['id']}: {rule['help']}: {node['target']}"
            for rule in found
            for node in rule["nodes"]
        ]


def box(where, label):
    """Return the input with a label, not a group of that name."""
    return where.get_by_label(label, exact=True).and_(where.locator("input, select, textarea"))


def hold(page):
    """Let the half second of quiet last for ever: only leaving a field saves."""
    page.evaluate("""() => {
        const real = window.setTimeout;
        window.setTimeout = (go, ms, ...more) => real(go, ms === 500 ? 1e8 : ms, ...more);
    }""")


class FormPage(WidgetPage):
    """A page that shows the form of one section."""

    def box(self, label):
        return box(self.page, label)

    def button(self, name):
        return self.page.get_by_role("button", name=name, exact=True)

    def row(self, title):
        """Return the button that opens a record."""
        return self.page.locator(".pk-opener", has_text=title)

    def titles(self):
        """Return the titles of the records, from top to bottom."""
        return self.page.locator(".pk-name").all_text_contents()

    @property
    def status(self):
        return self.page.locator(".pk-status")

    def wait_saved(self):
        expect(self.status).to_have_text(re.compile("^✓ Saved"))

    def hold(self):
        hold(self.page)

    def look(self):
        """Come back to the window."""
        self.page.evaluate("() => window.dispatchEvent(new Event('focus'))")

    def hear(self, place):
        """Let Python hear now what the page said while it did not listen."""
        self.widget._received(None, self.heard[place], [])
        self.deliver()


@contextlib.contextmanager
def serve(widget):
    """Serve a widget's page from this computer; gives its address."""
    files = {
        "/": ("text/html", PAGE),
        "/widget.js": ("text/javascript", str(widget._esm)),
        "/widget.css": ("text/css", str(widget._css)),
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            kind, text = files.get(self.path, ("text/plain", ""))
            self.send_response(200 if text else 204)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            if text:
                self.wfile.write(text.encode())

        def log_message(self, *_):
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
