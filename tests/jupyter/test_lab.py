"""What `prepkit lab` writes, starts and refuses, without a browser."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import jsonschema
import nbformat
import pytest
from jupyterlab_server.workspaces_handler import WORKSPACE_EXTENSION, slugify
from nbclient import NotebookClient

from prepkit.cli import cli
from prepkit.compass.records import Value
from prepkit.copies import installed_workbook
from prepkit.errors import InvalidParameterError
from prepkit.jupyter import lab

CODE = {"deep_dive": ["aa", "bb"]}
OVERRIDES = json.loads((files("prepkit") / "jupyter" / "overrides.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def schemas():
    """The schemas of JupyterLab's settings, by plugin."""
    folder = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    return {
        f"{path.parent.relative_to(folder).as_posix()}:{path.stem}": json.loads(path.read_text())
        for path in folder.rglob("*.json")
        if path.name != "package.json.orig"
    }


@pytest.fixture
def profile(tmp_path):
    """A profile that was just written."""
    lab.write_profile(tmp_path / "profile", "workbooks/compass.ipynb", CODE)
    return tmp_path / "profile"


@pytest.fixture
def taken():
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def running(tmp_path, monkeypatch):
    """Return a function that notes down a Jupyter server, as a running one does."""
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))

    def note(port, folder):
        about = {"url": f"http://127.0.0.1:{port}/", "token": "secret", "pid": os.getpid(),
                 "port": port, "root_dir": str(folder)}  # fmt: skip
        (tmp_path / "jpserver-1.json").write_text(json.dumps(about))

    return note


def read(path):
    return json.loads(path.read_text("utf-8"))


def test_the_profile_opens_the_notebook_beside_its_contents(profile):
    (layout,) = (profile / "workspaces").iterdir()
    data = read(layout)["data"]
    shown = data["layout-restorer:data"]
    assert shown["main"]["current"] == "notebook:workbooks/compass.ipynb"
    assert data[shown["main"]["current"]]["data"]["path"] == "workbooks/compass.ipynb"
    assert shown["left"]["current"] == "@jupyterlab/toc:plugin"
    assert not shown["left"]["collapsed"]


def test_the_layout_has_the_name_jupyterlab_looks_for(profile):
    (layout,) = (profile / "workspaces").iterdir()
    assert layout.name == slugify("default") + WORKSPACE_EXTENSION


def test_the_extension_is_told_what_it_may_start(profile):
    page = read(profile / "settings" / "page_config.json")
    assert json.loads(page["prepkitCode"]) == CODE
    extension = profile / "labextensions" / "prepkit-lab"
    build = read(extension / "package.json")["jupyterlab"]["_build"]
    assert (extension / build["load"]).read_text("utf-8").count('"prepkit-lab"') == 1


def test_a_new_start_writes_the_profile_anew_and_keeps_the_persons_settings(profile):
    theme = profile / "user-settings" / "theme.json"
    theme.parent.mkdir()
    theme.write_text("{}")
    stale = [profile / "workspaces" / "old", profile / "labextensions" / "prepkit-lab" / "old.js"]
    for path in stale:
        path.write_text("old")
    lab.write_profile(profile, "workbooks/compass.ipynb", CODE)
    assert theme.read_text() == "{}"
    assert not [path for path in stale if path.exists()]


def test_the_profile_is_in_the_persons_own_folder_for_data(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    found = lab.profile_folder()
    assert found.is_relative_to(tmp_path)
    assert found.parts[-2:] == ("prepkit", "lab")


def test_each_code_cell_of_the_installed_workbooks_has_its_hash():
    hashes = lab.code_hashes()
    assert list(hashes) == ["deep_dive", "compass", "retrospective"]
    for chapter, found in hashes.items():
        notebook = nbformat.reads(installed_workbook(chapter).read_text("utf-8"), as_version=4)
        code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        assert found == [sha256(source.encode()).hexdigest() for source in code]
        assert len(found) > 3


def test_the_first_chapter_opens_in_a_workspace_with_nothing_in_it(workspace):
    assert lab.last_chapter(workspace) == "deep_dive"


def test_the_chapter_that_was_written_in_last_opens(workspace):
    workspace.save(Value, {"value": "Candour"})
    assert lab.last_chapter(workspace) == "compass"
    workspace.add_company("Northwind Energy")
    assert lab.last_chapter(workspace) == "deep_dive"
    workspace.rename("Ada")
    assert lab.last_chapter(workspace) == "deep_dive"


def test_the_server_listens_here_only_at_one_port_and_takes_what_it_is_given(tmp_path):
    command = lab.lab_command(tmp_path, tmp_path / "p", port=9000, browser=True, options=["--x"])
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert {"--ServerApp.ip=127.0.0.1", "--ServerApp.port=9000", "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={tmp_path}"} <= set(command)  # fmt: skip
    assert command[-1] == "--x"
    assert not {"--no-browser", "--allow-root"} & set(command)
    quiet = lab.lab_command(tmp_path, tmp_path / "p", port=9000, browser=False, options=[])
    assert set(quiet) - set(command) == {"--no-browser"}


def test_the_command_offers_the_same_port():
    (option,) = (p for p in cli.commands["lab"].params if p.name == "port")
    assert option.default == lab.PORT


def test_the_persons_own_configuration_is_not_used(tmp_path):
    environment = lab.lab_environment(tmp_path, {"HOME": "/h", "JUPYTER_CONFIG_DIR": "/h/.jupyter"})
    assert environment["HOME"] == "/h"
    assert environment["JUPYTER_CONFIG_DIR"] == str(tmp_path / "config")


def test_a_file_beside_a_workbook_does_not_stand_in_for_the_program(tmp_path, monkeypatch):
    (tmp_path / "beside.py").touch()
    monkeypatch.setenv("PYTHONSAFEPATH", lab.lab_environment(tmp_path, {})["PYTHONSAFEPATH"])
    look = "from importlib.util import find_spec; find_spec('prepkit'), find_spec('beside')"
    cell = nbformat.v4.new_code_cell(look)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    (output,) = notebook.cells[0].outputs
    found = output["data"]["text/plain"]
    assert found.startswith("(ModuleSpec(name='prepkit'")
    assert found.endswith(" None)")


def test_a_port_of_another_program_is_refused(workspace, taken, running):
    with pytest.raises(InvalidParameterError, match=f"port in use: {taken}, by another program"):
        lab.open_lab(workspace, port=taken)


def test_a_port_of_another_workspace_is_refused_by_its_name(workspace, taken, running, tmp_path):
    running(taken, tmp_path / "other")
    with pytest.raises(InvalidParameterError, match="other': stop it there with Ctrl"):
        lab.open_lab(workspace, port=taken)


def test_a_workspace_that_is_open_already_is_shown_again(
    workspace, taken, running, monkeypatch, capsys
):
    opened = []
    monkeypatch.setattr(lab.webbrowser, "open", opened.append)
    running(taken, workspace.folder)
    assert lab.open_lab(workspace, port=taken) == 0
    assert opened == [f"http://127.0.0.1:{taken}/lab?token=secret"]
    assert opened[0] in capsys.readouterr().out
    assert lab.open_lab(workspace, port=taken, browser=False) == 0
    assert len(opened) == 1


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way there")
@pytest.mark.parametrize(("end", "sign"), [(os.killpg, signal.SIGINT), (os.kill, signal.SIGTERM)])
def test_it_ends_with_its_server_and_without_a_traceback(workspace, tmp_path, end, sign):
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = [sys.executable, "-m", "prepkit", "lab", "--no-browser", "--allow-root",
               f"--port={port}", f"--workspace={workspace.folder}"]  # fmt: skip
    environment = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    with subprocess.Popen(
        command, env=environment, text=True, start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        wait_for(f"http://127.0.0.1:{port}/login", process)
        end(process.pid, sign)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert said.startswith("Opening ")
    assert "Traceback" not in said
    socket.create_server(("127.0.0.1", port)).close()


def wait_for(url, process):
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.1)
        else:
            return


def test_a_workbook_is_saved_without_what_running_it_left_there():
    cell = nbformat.v4.new_code_cell("1", execution_count=3, metadata={"execution": {}, "tags": []})
    cell.outputs = [nbformat.v4.new_output("stream", text="secret")]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("words"), cell])
    notebook.metadata.update({"widgets": {"state": "secret"}, "prepkit": {"chapter": "compass"}})
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    model = {"type": "notebook", "content": json.loads(json.dumps(notebook))}
    lab.without_outputs(model=model, path="a.ipynb", contents_manager=None)
    assert "secret" not in json.dumps(model)
    text, code = model["content"]["cells"]
    assert text["source"] == "words"
    assert (code["source"], code["outputs"], code["execution_count"]) == ("1", [], None)
    assert code["metadata"] == {"tags": []}
    # As it was installed, whatever Python opens it.
    assert model["content"]["metadata"]["language_info"] == {"name": "python"}


@pytest.mark.parametrize(
    "model",
    [
        {"type": "file", "content": "text"},
        {"type": "notebook", "content": None},
        {"type": "notebook", "content": {"metadata": {}, "cells": [
            {"cell_type": "code", "outputs": ["kept"], "execution_count": 1, "metadata": {}}]}},
    ],
)  # fmt: skip
def test_whatever_is_no_workbook_is_saved_as_it_is(model):
    before = json.dumps(model)
    lab.without_outputs(model=model, path="a", contents_manager=None)
    assert json.dumps(model) == before


def test_every_setting_is_one_jupyterlab_has(schemas):
    assert len(OVERRIDES) > 4
    for plugin, settings in OVERRIDES.items():
        assert set(settings) <= set(schemas[plugin]["properties"]), plugin
        jsonschema.validate(settings, schemas[plugin])


def test_the_toolbar_keeps_start_and_save(schemas):
    usual = schemas["@jupyterlab/notebook-extension:panel"]["jupyter.lab.toolbars"]["Notebook"]
    ours = OVERRIDES["@jupyterlab/notebook-extension:panel"]["toolbar"]
    off = {item["name"] for item in ours if item.get("disabled")}
    assert {item["name"] for item in usual} - off == {"save", "spacer"}
    assert off <= {item["name"] for item in usual}
    (start,) = (item for item in ours if not item.get("disabled"))
    assert (start["label"], start["command"]) == ("Start", "notebook:run-all-cells")


def test_no_single_key_changes_a_notebook(schemas):
    ours = OVERRIDES["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]
    assert all(item["disabled"] for item in ours)
    in_command_mode = ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite)"
    keys = {
        (item["command"], *item["keys"], item["selector"])
        for item in schemas["@jupyterlab/notebook-extension:tracker"]["jupyter.lab.shortcuts"]
        if item["selector"].startswith(in_command_mode)
        and any(item["keys"])
        and not any("Accel" in key or "Enter" in key for key in item["keys"])
    }
    assert len(keys) > 15
    assert keys == {(item["command"], *item["keys"], item["selector"]) for item in ours}


def test_the_module_the_server_imports_is_light():
    code = "import sys, prepkit.jupyter.lab; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"pydantic", "jupyter_server", "nbformat", "pandas", "platformdirs"}
    assert not heavy & set(done.stdout.split())
