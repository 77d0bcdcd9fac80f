// What `prepkit lab` adds to JupyterLab: it starts the program's own workbooks by itself, asks
// about anything else, and brings forms back when Python has stopped. JupyterLab loads it as it
// loads any extension, as a module-federation container; this one is written by hand, so there
// is nothing to build. Without it everything still works through the Start button.
(function () {
  "use strict";

  const NAME = "prepkit-lab";
  const KERNEL = "python3";
  // A notebook that stops Python again and again is not started again for ever.
  const RETURNS = 2;
  const RETURNS_WITHIN_MS = 60000;
  const OTHER_RUN_MS = 400;
  const HEARD = ["idle", "busy", "dead", "terminating"]; // what says where Python is
  // How long nothing may be heard of it before it is asked again; twice as long each time.
  const PATIENCE_MS = 8000;

  const FOREIGN = {
    text:
      "This notebook is not exactly as prepkit made it. Starting it runs its Python code on " +
      "this computer. Start it only if you know where it comes from.",
    button: "Start this notebook",
  };
  const STOPPED = {
    text: "Python has stopped. What you typed and was not yet saved is kept in this browser.",
    button: "Bring the forms back",
  };
  const NO_PYTHON = {
    text: "Python could not be started. Reload this page, or run prepkit lab again.",
    button: "Try again",
  };

  const STYLE = `
    .prepkit-banner { box-sizing: border-box; background: #fff4d6; color: #1f1f1f;
      font-family: var(--jp-ui-font-family); font-size: var(--jp-content-font-size1, 14px); }
    .prepkit-banner > div { display: flex; flex-wrap: wrap; gap: 10px 16px; align-items: center;
      padding: 10px 16px; }
    .prepkit-banner p { margin: 0; flex: 1 1 20em; line-height: 1.4; }
    .prepkit-banner button { font: inherit; padding: 6px 14px; border: 0; border-radius: 4px;
      background: #1565c0; color: #fff; cursor: pointer; }
    .prepkit-banner button:focus-visible { outline: 3px solid #1565c0; outline-offset: 2px; }
    body[data-jp-theme-light="false"] .prepkit-banner { background: #3d3212; color: #fdf6e3; }
    body[data-jp-theme-light="false"] .prepkit-banner button:focus-visible { outline-color: #fff; }
    .prepkit-started .jp-CodeCell .jp-Cell-inputWrapper:has(.jp-InputPlaceholder),
    .prepkit-started .jp-OutputArea-promptOverlay { display: none; }
    .prepkit-started .jp-OutputPrompt { visibility: hidden; }
  `;

  let shared; // the modules JupyterLab shares with its extensions
  async function use(module) {
    const versions = Object.values(shared[module]);
    return (await versions[0].get())();
  }

  async function sha256(text) {
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const same = (one, other) =>
    Array.isArray(one) && Array.isArray(other) &&
    one.length === other.length && one.every((value, place) => value === other[place]);

  async function extension() {
    const { INotebookTracker, NotebookActions } = await use("@jupyterlab/notebook");
    const { PageConfig } = await use("@jupyterlab/coreutils");
    const { Widget } = await use("@lumino/widgets");

    /** A line of text with one button above a notebook; there is one or none. */
    class Banner {
      constructor(panel) {
        this.panel = panel;
        this.widget = null;
      }

      show({ text, button }, onClick) {
        this.hide();
        const line = document.createElement("div");
        const words = document.createElement("p");
        words.textContent = text;
        const press = document.createElement("button");
        press.type = "button";
        press.textContent = button;
        press.addEventListener("click", onClick);
        line.append(words, press);
        const widget = new Widget();
        widget.addClass("prepkit-banner");
        widget.node.setAttribute("role", "region");
        widget.node.setAttribute("aria-label", "About this notebook");
        widget.node.append(line);
        this.panel.contentHeader.addWidget(widget);
        this.widget = widget;
        // The header gives a widget no more room than it asks for, and lines wrap.
        const fit = new ResizeObserver(() => {
          widget.node.style.minHeight = `${line.offsetHeight}px`;
          this.panel.contentHeader.fit();
        });
        fit.observe(line);
        widget.disposed.connect(() => fit.disconnect());
      }

      hide() {
        this.widget?.dispose();
        this.widget = null;
      }
    }

    /** One open notebook that says it is a workbook of prepkit. */
    class Workbook {
      constructor(panel) {
        this.panel = panel;
        this.banner = new Banner(panel);
        this.installed = null; // the hashes of the code prepkit installed for this chapter
        this.chosen = null; // the hashes of the code the person started in this tab
        this.running = null; // the run of the cells that is under way
        this.lostAt = 0; // when Python went, in milliseconds; 0 while it is there
        this.crashed = false; // whether it went by itself
        this.scheduledAt = 0; // when a cell was last run, by whomever
        this.returns = []; // when cells were run again after a crash
      }

      get cells() {
        return Array.from(this.panel.context.model.cells).filter((cell) => cell.type === "code");
      }

      hashes() {
        return Promise.all(this.cells.map((cell) => sha256(cell.sharedModel.getSource())));
      }

      /** Say whether what would run now is prepkit's own code, on the Python it belongs to. */
      async isOurs() {
        try {
          const { model, sessionContext } = this.panel.context;
          return (
            model.getMetadata("kernelspec")?.name === KERNEL &&
            sessionContext.session?.kernel?.name === KERNEL &&
            same(await this.hashes(), this.installed)
          );
        } catch (error) {
          console.warn("prepkit: the notebook could not be compared", error);
          return false;
        }
      }

      async open() {
        const { context } = this.panel;
        try {
          const chapter = context.model.getMetadata("prepkit")?.chapter;
          const all = new Map(Object.entries(JSON.parse(PageConfig.getOption("prepkitCode"))));
          this.installed = all.get(chapter) ?? null;
        } catch (error) {
          console.warn("prepkit: the list of its own notebooks could not be read", error);
        }
        this.watch();
        await context.sessionContext.ready;
        context.sessionContext.statusChanged.connect((_, status) => this.onStatus(status));
        context.sessionContext.sessionChanged.connect((_, { newValue }) => {
          if (!newValue) {
            this.onStatus("dead"); // shut down from elsewhere, or the server is a new one
          }
        });
        if (await this.isOurs()) {
          await this.run();
        } else {
          this.ask();
        }
      }

      /** Ask for Python again when nothing is heard of it, and for the forms when it knows of no
          cell that is running. What is said while Python starts anew may be lost, and JupyterLab
          would wait for ever. */
      watch() {
        const { context } = this.panel;
        let since = 0;
        let asked = 0;
        let waited = ""; // for what
        const timer = setInterval(() => {
          const kernel = context.sessionContext.session?.kernel;
          const unheard = kernel && !HEARD.includes(kernel.status);
          const lost = this.running && kernel?.status === "idle";
          const waits = unheard ? "Python" : lost ? "cells" : "";
          if (waits !== waited) {
            since = Date.now();
            waited = waits;
          }
          if (!waits) {
            asked = 0;
            return;
          }
          if (Date.now() - since < PATIENCE_MS * 2 ** (unheard ? asked : 0)) {
            return;
          }
          since = Date.now();
          if (unheard) {
            asked += 1;
            kernel.reconnect().catch(() => {}); // what comes of it shows as the next status
          } else {
            this.onStatus("autorestarting");
            this.onStatus("idle");
          }
        }, 1000);
        context.disposed.connect(() => clearInterval(timer));
      }

      ask() {
        this.banner.show(FOREIGN, () => this.start());
      }

      /** The person chose to start it, whatever it holds. */
      async start() {
        await this.choose();
        await this.run();
      }

      async choose() {
        this.banner.hide();
        this.panel.content.addClass("prepkit-started");
        this.chosen = await this.hashes().catch(() => null);
      }

      async run() {
        if (this.running || this.panel.isDisposed) {
          return;
        }
        const run = (this.running = Symbol("a run"));
        this.lostAt = 0;
        this.banner.hide();
        try {
          const { content, context } = this.panel;
          content.addClass("prepkit-started");
          await NotebookActions.runCells(content, content.widgets, context.sessionContext);
        } finally {
          // The end of a run that was given up says nothing of the one that followed.
          if (this.running === run) {
            this.running = null;
          }
        }
      }

      onStatus(status) {
        if (this.panel.isDisposed) {
          return;
        }
        if (["restarting", "autorestarting", "dead"].includes(status)) {
          this.lostAt ||= Date.now();
          this.crashed ||= status === "autorestarting";
          this.running = null; // what ran then is never heard of again
        }
        if (status === "dead") {
          this.banner.show(STOPPED, () => this.restart());
        } else if (status === "idle" && this.lostAt) {
          this.comeBack();
        }
      }

      /** Python is there again: run the cells once more, if that was agreed to. */
      async comeBack() {
        const { lostAt, crashed } = this;
        this.lostAt = 0;
        this.crashed = false;
        // JupyterLab's own "Restart and run all" is about to run the cells itself.
        await new Promise((resolve) => setTimeout(resolve, OTHER_RUN_MS));
        if (this.panel.isDisposed) {
          return;
        }
        if (this.scheduledAt >= lostAt) {
          this.banner.hide();
          return;
        }
        this.returns = this.returns.filter((moment) => lostAt - moment < RETURNS_WITHIN_MS);
        if (crashed && this.returns.length >= RETURNS) {
          this.banner.show(STOPPED, () => this.runIfAgreed());
          return;
        }
        if (crashed) {
          this.returns.push(lostAt);
        }
        await this.runIfAgreed();
      }

      async runIfAgreed() {
        const agreed = await this.hashes().then((now) => same(now, this.chosen), () => false);
        if (agreed || (await this.isOurs())) {
          await this.run();
        } else {
          this.ask();
        }
      }

      async restart() {
        const { sessionContext } = this.panel.context;
        this.banner.hide();
        try {
          // A kernel that is dead cannot be restarted, only followed by another.
          await sessionContext.changeKernel({ name: KERNEL });
        } catch (error) {
          console.warn("prepkit: Python could not be started", error);
          this.banner.show(NO_PYTHON, () => this.restart());
        }
      }
    }

    const plugin = {
      id: `${NAME}:plugin`,
      autoStart: true,
      requires: [INotebookTracker],
      activate(app, tracker) {
        const style = document.createElement("style");
        style.textContent = STYLE;
        document.head.append(style);
        const open = new Map(); // a notebook may be shown twice, and is one notebook
        tracker.widgetAdded.connect(async (_, panel) => {
          const { context } = panel;
          await context.ready;
          if (!context.model.getMetadata("prepkit") || open.has(context)) {
            return;
          }
          const workbook = new Workbook(panel);
          open.set(context, workbook);
          context.disposed.connect(() => open.delete(context));
          await workbook.open();
        });
        NotebookActions.executionScheduled.connect((_, { notebook }) => {
          for (const workbook of open.values()) {
            if (workbook.panel.content === notebook) {
              workbook.scheduledAt = Date.now();
            }
          }
        });
        app.commands.commandExecuted.connect((_, { id }) => {
          if (id === "notebook:run-all-cells") {
            open.get(tracker.currentWidget?.context)?.choose();
          }
        });
      },
    };
    // Without `__esModule` JupyterLab does not start at all.
    return { __esModule: true, default: plugin };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const module = await extension();
      return () => module;
    },
  };
})();
