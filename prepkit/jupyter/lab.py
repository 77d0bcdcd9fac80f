"""JupyterLab with a profile of its own: the right notebook open, and started by itself.

The profile is made of files only, so the person's own JupyterLab is neither used nor changed. The
server of JupyterLab imports this module for `without_outputs`: what else is needed is imported
where it is needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import webbrowser
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prepkit.errors import InvalidParameterError, PrepkitError
from prepkit.storage.files import write_whole

if TYPE_CHECKING:
    from prepkit.workspace import Workspace

# Always the same: a browser keeps words not yet saved by host and port.
PORT = 8917

_STOP_SECONDS = 10
_EXTENSION = "prepkit-lab"
# The name JupyterLab gives the file of its default workspace.
_LAYOUT = "default-37a8.jupyterlab-workspace"
_CONTENTS_PANEL = "@jupyterlab/toc:plugin"


def open_lab(
    workspace: Workspace, *, port: int = PORT, browser: bool = True, options: Sequence[str] = ()
) -> int:
    """Open a workspace in JupyterLab and stay until it ends.

    Args:
        port: where it listens, on this computer only.
        browser: whether to open the browser as well.
        options: for JupyterLab, as they are.

    Returns:
        What JupyterLab returned; 0 when it was ended with Ctrl+C, or is open already.

    Raises:
        InvalidParameterError: when something else uses the port.
        WorkspaceError: when the profile cannot be written.
    """
    folder = workspace.folder.resolve()
    if not _is_free(port):
        address = _address_of(folder, port)
        print(f"It is open already: {address}")
        if browser:
            webbrowser.open(address)
        return 0
    profile = profile_folder()
    write_profile(profile, f"workbooks/{last_chapter(workspace)}.ipynb", code_hashes())
    print(f"Opening {folder} in JupyterLab; Ctrl+C here ends it.", flush=True)
    command = lab_command(folder, profile, port=port, browser=browser, options=options)
    return _run(command, lab_environment(profile, os.environ))


def profile_folder() -> Path:
    """Return the folder of the profile, the person's own."""
    import platformdirs

    return platformdirs.user_data_path("prepkit", appauthor=False) / "lab"


def last_chapter(workspace: Workspace) -> str:
    """Return the id of the chapter that was written in last, else of the first one."""
    from prepkit.chapters import CHAPTERS

    chapters = {section.record.kind: item.id for item in CHAPTERS for section in item.sections}
    # A damaged record is no reason not to open: the notebook says what is wrong.
    with contextlib.suppress(PrepkitError):
        saved = [head for head in workspace.heads() if head.kind in chapters]
        if saved:
            return chapters[max(saved, key=lambda head: (head.saved_at, head.id)).kind]
    return CHAPTERS[0].id


def code_hashes() -> dict[str, list[str]]:
    """Return the SHA-256 of each code cell of the installed workbooks in order, by chapter."""
    from prepkit.chapters import CHAPTERS
    from prepkit.copies import installed_workbook

    found = {}
    for chapter in CHAPTERS:
        notebook = json.loads(installed_workbook(chapter.id).read_text("utf-8"))
        sources = ("".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code")
        found[chapter.id] = [hashlib.sha256(s.encode("utf-8")).hexdigest() for s in sources]
    return found


def write_profile(profile: Path, notebook: str, code: Mapping[str, Sequence[str]]) -> None:
    """Write the profile anew; what the person set in it, such as the theme, is kept.

    Args:
        notebook: the one to open, from the workspace's folder on.
        code: what may start by itself, as `code_hashes` returns it.

    Raises:
        WorkspaceError: when it cannot be written.
    """
    for name in ("settings", "labextensions", "workspaces"):
        if (profile / name).exists():
            shutil.rmtree(profile / name)
    assets = files("prepkit") / "jupyter"
    extension = profile / "labextensions" / _EXTENSION
    package = {
        "name": _EXTENSION,
        "version": "1.0.0",
        "jupyterlab": {
            "extension": True,
            "_build": {"load": "static/remoteEntry.js", "extension": "./extension"},
        },
    }
    page = {
        "disabledExtensions": {
            "@jupyterlab/apputils-extension:announcements": True,
            # Its own setting comes too late for a notebook that is open at the start.
            "@jupyterlab/cell-toolbar-extension": True,
            "@jupyterlab/debugger-extension": True,
            "@jupyterlab/extensionmanager-extension": True,
            "@voila-dashboards/jupyterlab-preview": True,
        },
        "prepkitCode": json.dumps(code),
    }
    # In a file, so that options given to the command come before it.
    jupyter = {
        "Application": {"log_level": "ERROR"},
        "LanguageServerManager": {"autodetect": False},
    }
    contents = {
        profile / "config" / "jupyter_config.json": _json(jupyter),
        profile / "settings" / "overrides.json": (assets / "overrides.json").read_bytes(),
        profile / "settings" / "page_config.json": _json(page),
        extension / "package.json": _json(package),
        extension / "static" / "remoteEntry.js": (assets / "lab.js").read_bytes(),
        profile / "workspaces" / _LAYOUT: _json(_layout(notebook)),
    }
    for path, content in contents.items():
        write_whole(path, content)


def _layout(notebook: str) -> dict[str, Any]:
    """Return what JupyterLab would have kept of a window with the contents beside a notebook."""
    tab = f"notebook:{notebook}"
    dock = {"type": "tab-area", "currentIndex": 0, "widgets": [tab]}
    sides = ["filebrowser", "jp-running-sessions", _CONTENTS_PANEL]
    return {
        "data": {
            "layout-restorer:data": {
                "main": {"dock": dock, "current": tab},
                "left": {
                    "collapsed": False,
                    "visible": True,
                    "current": _CONTENTS_PANEL,
                    "widgets": sides,
                },
                "right": {"collapsed": True, "visible": True, "widgets": []},
                "relativeSizes": [0.22, 0.78, 0],
            },
            tab: {"data": {"path": notebook, "factory": "Notebook"}},
        },
        "metadata": {"id": "default"},
    }


def lab_command(
    folder: Path, profile: Path, *, port: int, browser: bool, options: Sequence[str]
) -> list[str]:
    """Return the command line of JupyterLab for a workspace."""
    return [
        sys.executable, "-m", "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.root_dir={folder}",
        "--ServerApp.answer_yes=True",
        "--ContentsManager.pre_save_hook=prepkit.jupyter.lab.without_outputs",
        f"--LabApp.app_settings_dir={profile / 'settings'}",
        f"--LabApp.user_settings_dir={profile / 'user-settings'}",
        f"--LabApp.workspaces_dir={profile / 'workspaces'}",
        f"--LabApp.extra_labextensions_path={profile / 'labextensions'}",
        *([] if browser else ["--no-browser"]),
        *options,
    ]  # fmt: skip


def lab_environment(profile: Path, environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of JupyterLab: its own configuration, and no code but installed."""
    return {
        **environment,
        "JUPYTER_CONFIG_DIR": str(profile / "config"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        # A `prepkit.py` beside a workbook that came by mail is not what "import prepkit" finds.
        "PYTHONSAFEPATH": "1",
    }


def without_outputs(model: dict[str, Any], **_: object) -> None:
    """Drop from a workbook about to be saved what running it left there.

    Answers live in the workspace, never in a notebook file, and a form in a file is dead the next
    morning. What Python told of itself goes too: the file then stays as it was, byte by byte, and
    a second tab that saves it has no reason to ask which of the two is right. JupyterLab calls
    this on each save; any other notebook is left alone.
    """
    content = model.get("content")
    if model.get("type") != "notebook" or not isinstance(content, dict):
        return
    metadata = content.get("metadata", {})
    if "prepkit" not in metadata:
        return
    metadata.pop("widgets", None)
    if "language_info" in metadata:
        metadata["language_info"] = {"name": "python"}
    for cell in content.get("cells", []):
        if cell.get("cell_type") == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
            cell.get("metadata", {}).pop("execution", None)


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def _address_of(folder: Path, port: int) -> str:
    """Return where JupyterLab shows a folder on a port that is in use.

    Raises:
        InvalidParameterError: when something else uses the port.
    """
    from jupyter_server.serverapp import list_running_servers

    found = next((server for server in list_running_servers() if server["port"] == port), None)
    if found is None:
        raise InvalidParameterError(
            f"port in use: {port}, by another program: choose another with --port"
        )
    if Path(found["root_dir"]).resolve() != folder:
        raise InvalidParameterError(
            f"port in use: {port}, by Jupyter in {found['root_dir']!r}: stop it there with Ctrl+C, "
            "or choose another with --port"
        )
    query = f"?token={found['token']}" if found["token"] else ""
    return f"{found['url']}lab{query}"


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    with subprocess.Popen(command, env=environment) as server:  # noqa: S603  # our own command line
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            return server.wait()
        except KeyboardInterrupt:
            # The server heard the Ctrl+C too and is stopping its kernels.
            with contextlib.suppress(KeyboardInterrupt, subprocess.TimeoutExpired):
                server.wait(_STOP_SECONDS)
            server.terminate()
            return 0


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8")
