"""The project itself: what it promises about itself is true."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import click
import pytest

import prepkit
from prepkit.cli import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def commands(group=cli, before=("prepkit",)):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


def code_blocks(kind):
    return re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("path", "command"), list(commands()), ids=str)
def test_the_readme_documents_every_command_and_option(path, command):
    row = next(line for line in README.splitlines() if line.startswith(f"| `{' '.join(path)}"))
    options = {o for p in command.params for o in p.opts if o.startswith("--")}
    assert options - {"--workspace"} <= set(re.findall(r"--[a-z-]+", row))


def test_the_readme_example_runs(tmp_path, monkeypatch):
    (example,) = code_blocks("python")
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(compile(example, "README", "exec"), names)
    assert names["stories"].shape == (0, len(names["stories"].columns))
    assert "reflection" in names["stories"].columns


def test_the_readme_gives_two_commands_and_ci_runs_the_second():
    found = re.findall(r"<!-- command: ([\w ]+) -->\n```sh\n([^\n]+)\n```", README)
    assert [name for name, _ in found] == ["main job", "tests"]
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "command: tests" in script
    assert ".venv/bin/pytest" in found[1][1]


def test_what_is_public_is_what_is_listed():
    assert sorted(prepkit.__all__) == dir(prepkit)
    assert all(getattr(prepkit, name).__module__.startswith("prepkit.") for name in prepkit.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = prepkit.nothing


def test_the_template_reads_no_file_and_loads_no_package():
    template = (ROOT / "prepkit" / "jupyter" / "report.typ").read_text("utf-8")
    code = "\n".join(line.split("//")[0] for line in template.splitlines())
    assert "sys.inputs.document" in code
    for forbidden in ("import", "include", "read(", "eval(", "plugin(", "@preview", "bibliography"):
        assert forbidden not in code, forbidden


def test_no_text_is_put_into_html_by_hand():
    sources = {path: path.read_text("utf-8") for path in (ROOT / "prepkit").rglob("*.py")}
    assert len(sources) > 30
    for path, source in sources.items():
        for forbidden in ("widgets.HTML(", "display(HTML(", "description_allow_html", "Markdown("):
            assert forbidden not in source, f"{path}: {forbidden}"


def test_each_outside_library_has_one_home():
    homes = {
        "sqlite3": {"storage/database.py"},
        "markdown_it": {"views/words.py"},
        "vl_convert": {"views/pictures.py"},
        "ipywidgets": set(),
        "anywidget": {"views/live.py"},
        "traitlets": {"jupyter/exporter.py"}
        | {
            f"views/{name}.py"
            for name in ("cards", "cardsort", "form", "heading", "live", "pairs", "summary")
        },
        "IPython": {"screen.py"},
        "pandas": {"workbook.py"},
        "bibtexparser": {"library/bibtex.py"},
        "rispy": {"library/ris.py"},
        "pylatexenc": {"library/latex.py"},
        "feedparser": {"library/feed.py"},
        "defusedxml": {"library/markup.py"},
        "charset_normalizer": {"library/encoding.py"},
        "httpx": {"library/online.py"},
        "networkx": {"industry/network.py"},
        "scipy": {"brief/assignment.py"},
        "papermill": {"jupyter/run.py"},
        "nbclient": {"jupyter/run.py"},
        "nbconvert": {"jupyter/exporter.py"},
        "fontTools": {"jupyter/fonts.py"},
        "yaml": {"exporting.py"},
        "click": {"cli.py", "console.py", "library_commands.py"},
        "pydantic_core": {"record.py"},
        "pydantic": {"block.py", "fields.py", "record.py", "jupyter/collect.py"},
        "typst": {"jupyter/fonts.py", "jupyter/press.py"},
        "nbformat": {f"jupyter/{name}.py" for name in ("collect", "exporter", "report", "run")},
        "jupyter_core": {"jupyter/run.py"},
        "jupyter_server": {"jupyter/lab.py"},
        "platformdirs": {"jupyter/lab.py"},
    }
    found = {name: set() for name in homes}
    for path in (ROOT / "prepkit").rglob("*.py"):
        source = path.read_text("utf-8")
        for name in homes:
            if re.search(rf"^\s*(import|from) {name}\b", source, re.MULTILINE):
                found[name].add(path.relative_to(ROOT / "prepkit").as_posix())
    assert found == homes


def test_the_changelog_has_this_version():
    version = PROJECT["project"]["version"]
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_the_wheel_holds_the_workbooks_the_template_and_the_content(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "prepkit").rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert len(package) > 40
    assert package <= names
    for chapter in ("deep_dive", "compass", "retrospective"):
        assert f"prepkit/workbooks/{chapter}.ipynb" in names
    assert not [name for name in names if "tests" in name or name.endswith(".db")]


def test_what_the_readme_points_to_is_there():
    local = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert local
    assert all((ROOT / path).is_file() for path in local)
