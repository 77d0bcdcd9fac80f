"""The command, as a person types it."""

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from prepkit.cli import cli
from prepkit.workspace import Workspace


@pytest.fixture
def prepkit(tmp_path, monkeypatch):
    """Return a function that runs the command in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        return CliRunner().invoke(cli, [str(argument) for argument in arguments])

    return run


def commands(group=cli, before=()):
    for name, command in group.commands.items():
        yield " ".join((*before, name))
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))


def test_help_names_every_command_and_loads_nothing_heavy():
    code = (
        "import sys\n"
        "try:\n    from prepkit.cli import main; sys.argv = ['prepkit', '--help']; main()\n"
        "finally:\n    print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert all(f"  {name} " in done.stdout for name in cli.commands)
    loaded = set(done.stderr.split())
    assert "click" in loaded
    assert not loaded & {"pydantic", "pandas", "IPython", "papermill", "nbconvert", "typst"}


@pytest.mark.parametrize("name", list(commands()))
def test_every_command_explains_itself(prepkit, name):
    done = prepkit(*name.split(), "--help")
    assert done.exit_code == 0
    assert done.output.startswith("Usage: ")


def test_python_m_prepkit_is_the_same_command():
    done = subprocess.run(
        [sys.executable, "-m", "prepkit", "--version"], capture_output=True, text=True
    )
    assert done.stdout.startswith("prepkit, version ")


def test_from_nothing_to_a_listed_company(prepkit, tmp_path):
    assert "Made a workspace in" in prepkit("init", "w", "--name", "Zoë").output
    assert sorted(p.name for p in (tmp_path / "w" / "workbooks").iterdir()) == [
        "compass.ipynb", "deep_dive.ipynb", "retrospective.ipynb",
    ]  # fmt: skip
    added = prepkit("company", "add", "Ærø & Søn", "--role", "Analyst", "--interview-on",
                    "2026-12-04", "--workspace", "w")  # fmt: skip
    assert added.exit_code == 0
    listed = prepkit("company", "list", "--workspace", "w", "--as-of", "2026-11-23").output
    assert "Ærø & Søn" in listed
    assert " 11 " in listed
    (row,) = json.loads(prepkit("company", "list", "--json", "--workspace", "w").output)
    assert (row["id"], row["role"], row["interview_on"]) == ("ærø-søn", "Analyst", "2026-12-04")


def test_the_workspace_is_found_from_a_folder_inside_it(prepkit, tmp_path, monkeypatch):
    prepkit("init")
    inside = tmp_path / "workbooks" / "deeper"
    inside.mkdir()
    monkeypatch.chdir(inside)
    assert "No company yet" in prepkit("company", "list").output


def test_init_again_changes_nothing_and_puts_back_what_is_missing(prepkit, tmp_path):
    prepkit("init", "w")
    before = (tmp_path / "w" / "prep.db").read_bytes()
    assert "nothing to do" in prepkit("init", "w").output
    (tmp_path / "w" / "workbooks" / "compass.ipynb").unlink()
    assert "put back compass.ipynb" in prepkit("init", "w").output
    assert (tmp_path / "w" / "prep.db").read_bytes() == before


def test_init_refuses_a_folder_under_version_control(prepkit, tmp_path):
    (tmp_path / ".git").mkdir()
    done = prepkit("init", "w")
    assert done.exit_code == 1
    assert "--inside-repository" in done.output
    assert not (tmp_path / "w").exists()
    assert prepkit("init", "w", "--inside-repository").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["company", "list"], "run 'prepkit init'"),
        (["report", "--workspace", "nowhere"], "no workspace file"),
        (["history", "--workspace", "w", "story-1"], "no record 'story-1'"),
        (["history", "--workspace", "w", "--restore", "abc"], "no revision 'abc'"),
        (["report", "--workspace", "w"], "no company yet"),
        (["company", "add", "!!!", "--workspace", "w"], "no letter or digit"),
        (["company", "add", "A", "--interview-on", "4.12.", "--workspace", "w"], "write it as"),
        (["export", "--workspace", "w", "--out", "."], "is a directory"),
        (["init", "x" * 300], "File name too long"),
        (["history", "person", "--restore", "abc", "--workspace", "w"], "no revision 'abc'"),
    ],
)
def test_mistakes_are_one_clear_line_and_no_traceback(prepkit, arguments, said):
    prepkit("init", "w")
    done = prepkit(*arguments)
    assert done.exit_code in (1, 2)
    assert said in done.output
    assert "Traceback" not in done.output
    assert done.output.strip().splitlines()[-1].startswith("Error: ")


def test_export_writes_everything_in_every_format(prepkit, sample):
    found = json.loads(prepkit("export", "--workspace", sample.folder).stdout)
    assert len(found) == len([h for h in sample.heads() if not h.deleted])
    same = yaml.safe_load(
        prepkit("export", "--format", "yaml", "--workspace", sample.folder).stdout
    )
    assert same == found
    for format in ("csv", "md"):
        done = prepkit(
            "export", "--format", format, "--out", f"x.{format}", "--workspace", sample.folder
        )
        assert done.exit_code == 0
        assert "Hedda Quaye" in Path(f"x.{format}").read_text("utf-8")


def test_history_lists_versions_and_goes_back_to_one(prepkit):
    prepkit("init", "w")
    prepkit("company", "add", "Acme", "--role", "First", "--workspace", "w")
    from prepkit.deep_dive.records import Target

    workspace = Workspace("w")
    workspace.save(Target, {"role": "Second"}, id="target-acme", company="acme")
    assert "target-acme" in prepkit("history", "--workspace", "w").output
    lines = prepkit("history", "target-acme", "--workspace", "w").output.splitlines()
    assert len(lines) == 2
    assert "current" in lines[0]
    prepkit("history", "--restore", lines[1].split()[0], "--workspace", "w")
    assert workspace.company("acme").target.role == "First"
    assert len(workspace.history("target-acme")) == 3


def test_one_company_failing_does_not_stop_the_others(prepkit):
    prepkit("init", "w")
    prepkit("company", "add", "Acme", "--workspace", "w")
    prepkit("company", "add", "Blocked", "--workspace", "w")
    Path("out/blocked/blocked-prep.pdf").mkdir(parents=True)
    done = prepkit("report", "--all", "nobody", "--out", "out", "--workspace", "w")
    assert done.exit_code == 1
    assert Path("out/acme/acme-prep.pdf").read_bytes().startswith(b"%PDF")
    assert str(Path("out/acme/acme-prep.pdf").resolve()) in done.stdout
    assert "Failed: nobody: no company 'nobody'" in done.stderr
    assert "Failed: blocked: cannot be used" in done.stderr
    assert done.stderr.strip().splitlines()[-1].endswith("2 failed.")


def test_a_report_names_the_characters_it_could_not_print(prepkit):
    prepkit("init", "w")
    prepkit("company", "add", "Acme", "--role", "private \ue000", "--workspace", "w")
    done = prepkit("report", "--workspace", "w")
    assert done.exit_code == 0
    assert "could not be printed" in done.stderr
    assert "U+E000" in done.stderr


def test_several_companies_and_none_named_asks_which(prepkit, sample):
    done = prepkit("report", "--workspace", sample.folder)
    assert done.exit_code == 2
    assert "skerry-grid-data" in done.output
    assert "--all" in done.output


def test_check_says_what_is_there_and_fails_on_damage(prepkit):
    prepkit("init", "w", "--name", "Somebody Long Enough")
    sound = prepkit("check", "--workspace", "w")
    assert sound.exit_code == 0
    assert "every version intact" in sound.output
    database = Path("w/prep.db")
    content = database.read_bytes()
    database.write_bytes(content.replace(b"Somebody Long Enough", b"Somebody Else Enough"))
    damaged = prepkit("check", "--workspace", "w")
    assert damaged.exit_code == 1
    assert "is damaged" in damaged.output


def test_check_notes_a_workbook_with_other_code(prepkit):
    prepkit("init", "w")
    own = Path("w/workbooks/compass.ipynb")
    own.write_text(own.read_text("utf-8").replace("wb.header()", "wb.header() or 1"), "utf-8")
    done = prepkit("check", "--workspace", "w")
    assert "compass.ipynb has other code" in done.output
    assert done.exit_code == 0


def test_export_gets_out_what_is_sound_in_a_damaged_file(prepkit):
    prepkit("init", "w")
    prepkit("company", "add", "Acme", "--workspace", "w")
    prepkit("init", "w", "--name", "Somebody Long Enough")
    database = Path("w/prep.db")
    database.write_bytes(database.read_bytes().replace(b"Somebody Long", b"Somebody Else"))
    done = prepkit("export", "--workspace", "w", "--out", "x.json")
    assert done.exit_code == 1
    assert "Left out: a saved version of 'person' is damaged" in done.stderr
    assert [entry["record"] for entry in json.loads(Path("x.json").read_text("utf-8"))] == [
        "target-acme"
    ]
    assert Path("x.json").stat().st_mode & 0o077 == 0


def test_going_back_to_a_version_of_another_record_is_refused(prepkit):
    prepkit("init", "w", "--name", "Ada")
    prepkit("company", "add", "Acme", "--workspace", "w")
    version = prepkit("history", "target-acme", "--workspace", "w").output.split()[0]
    done = prepkit("history", "person", "--restore", version, "--workspace", "w")
    assert done.exit_code == 1
    assert "is no version of 'person'" in done.output


def test_init_again_with_a_name_changes_the_name(prepkit):
    prepkit("init", "w", "--name", "Ada")
    assert "changed the name" in prepkit("init", "w", "--name", "Ada L.").output
    assert Workspace("w").person == "Ada L."


def test_names_that_would_move_the_cursor_are_shown_on_one_line(prepkit):
    prepkit("init", "w")
    prepkit("company", "add", "A\nB\x1b[2J" + "c" * 300, "--workspace", "w")
    done = prepkit("company", "list", "--workspace", "w")
    assert len(done.output.splitlines()) == 2
    assert "\x1b" not in done.output
    assert max(map(len, done.output.splitlines())) < 160


def test_what_the_command_offers_is_what_the_program_knows():
    from prepkit import cli as command
    from prepkit.exporting import EXPORT_FORMATS
    from prepkit.jupyter.lab import PORT
    from prepkit.jupyter.report import FORMATS
    from prepkit.record import VISIBILITIES
    from prepkit.views import form
    from prepkit.workspace import AUDIENCES

    assert command._FORMATS == FORMATS
    assert command._AUDIENCES == AUDIENCES
    assert command._EXPORTS == EXPORT_FORMATS
    assert tuple(form._SEEN_BY) == VISIBILITIES
    assert command.lab.params[1].default == PORT
