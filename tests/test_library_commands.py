"""The commands for the library, as somebody in a terminal meets them."""

import json

import pytest
from click.testing import CliRunner

from prepkit.cli import cli
from prepkit.deep_dive.records import Reading, Watch

BIB = """
@article{a, title = {On streets and their feeders}, author = {Moss, Ada}, year = 2020}
@article{b, title = {On houses}, author = {Moss, Ada}, year = 2021}
"""
BROKEN = "@article{c, author = {Moss, Ada}, year = 2022}\n"


@pytest.fixture
def run(workspace):
    def command(*arguments, code=0):
        done = CliRunner().invoke(cli, [*arguments, "--workspace", str(workspace.folder)])
        assert done.exit_code == code, done.output
        assert "Traceback" not in done.output
        return done

    return command


@pytest.fixture
def bib(tmp_path):
    path = tmp_path / "mine \x1b[31m.bib"
    path.write_text(BIB, "utf-8")
    return path


def test_an_import_says_what_came_of_each_file(run, tmp_path, bib):
    broken = tmp_path / "broken.bib"
    broken.write_text(BIB.replace("houses", "huts") + BROKEN, "utf-8")
    said = run("import", str(bib), str(broken)).stdout.splitlines()
    assert said[0] == "mine [31m.bib: BibTeX: 2 new, 0 changed, 0 known already."
    assert said[1] == "broken.bib: BibTeX: 1 new, 0 changed, 1 known already."
    assert said[2].startswith("  line 4: ")
    assert said[-1] == "The library has 3 works."
    assert "0 new, 0 changed, 2 known already." in run("import", str(bib)).stdout


def test_one_file_that_cannot_be_read_does_not_stop_the_others(run, tmp_path, bib):
    done = run("import", str(tmp_path / "none.bib"), str(bib), code=1)
    assert "Failed: none.bib: " in done.stderr
    assert "2 new" in done.stdout
    assert "The library has 2 works." in done.stdout


def test_an_import_can_be_a_companys_own_be_listed_and_be_watched(run, workspace, bib):
    workspace.add_company("Acme Labs")
    said = run("import", str(bib), "--company", "acme", "--to-read", "--watch").stdout
    assert "2 put on the reading list" in said
    assert {work.of for work in workspace.shelves.library()} == {frozenset({"acme-labs"})}
    assert {item.company for item in workspace.records(Reading)} == {"target-acme-labs"}
    run("import", str(bib), "--watch")
    (watched,) = workspace.records(Watch)
    assert (watched.sort, watched.where) == ("file", str(bib.resolve()))
    assert "nothing new" in run("refresh").stdout
    bib.write_text(BIB.replace("streets", "roads"), "utf-8")
    assert "1 new, 0 changed" in run("refresh").stdout
    assert "no company 'bolt'" in run("import", str(bib), "--company", "bolt", code=1).output


def test_nothing_watched_says_how_to_watch(run):
    assert "--watch" in run("refresh").stdout


def test_a_place_that_cannot_be_read_fails_the_refresh_once_all_are_read(run, workspace, bib):
    workspace.save(Watch, {"sort": "file", "where": "gone.bib"})
    workspace.save(Watch, {"sort": "file", "where": str(bib)})
    done = run("refresh", code=1)
    assert done.stderr.startswith("Failed: gone.bib: no such file: ")
    assert "2 new, 0 changed" in done.stdout


def test_an_import_taken_back_tells_that_its_file_is_watched(run, workspace, bib):
    run("import", str(bib), "--watch")
    (brought,) = workspace.shelves.imports()
    said = run("library", "--take-back", brought.id).stdout
    assert "It is watched, and comes in again once it has changed" in said
    assert "nothing new" in run("refresh").stdout
    assert workspace.shelves.imports() == []


def test_a_list_of_feeds_counts_feeds_and_not_works(run, tmp_path):
    feeds = tmp_path / "feeds.opml"
    outline = '<outline text="x" xmlUrl="https://one.example/feed"/>'
    feeds.write_text(f'<opml version="2.0"><body>{outline}</body></opml>', "utf-8")
    said = run("import", str(feeds), "--watch").stdout.splitlines()
    assert said == [
        "feeds.opml: OPML: 1 feed.",
        "  Watched from now on: 1 feed.",
        "  It is read again from now on, whenever it has changed.",
        "The library has 0 works.",
    ]


def test_imports_are_listed_and_taken_back(run, workspace, bib):
    assert "prepkit import FILE" in run("library").stdout
    run("import", str(bib))
    (row,) = json.loads(run("library", "--json").stdout)
    assert (row["file"], row["format"], row["works"]) == (bib.name, "BibTeX", 2)
    assert row["id"] in run("library").stdout
    said = run("library", "--take-back", row["id"]).stdout
    assert said == "Took 2 works from mine [31m.bib off the shelves.\n"
    assert json.loads(run("library", "--json").stdout) == []
    assert "no import 'x'" in run("library", "--take-back", "x", code=1).output


def test_the_library_is_searched(run, bib):
    run("import", str(bib))
    assert run("library", "--find", "street").stdout.split() == (
        ["2020", "On", "streets", "and", "their", "feeders", "Ada", "Moss"]
    )
    (row,) = json.loads(run("library", "--find", "ada HOUSES", "--json").stdout)
    assert (row["title"], row["year"], row["listed"]) == ("On houses", "2021", False)
    assert "Nothing in the library" in run("library", "--find", "canals").stdout


def test_an_address_is_not_taken_for_a_file(run, bib):
    address = "https://journal.example/feed.xml"
    done = run("import", address, str(bib), code=1)
    assert f"Failed: {address}: an address, not a file: name it under" in done.stderr
    assert "2 new" in done.stdout


def test_a_file_that_brought_nothing_but_troubles_has_failed(run, tmp_path, bib):
    broken = tmp_path / "broken.bib"
    broken.write_text(BROKEN, "utf-8")
    assert "0 new, 0 changed, 0 known already." in run("import", str(broken), code=1).stdout
    broken.write_text(BIB + BROKEN, "utf-8")
    assert "2 new" in run("import", str(broken)).stdout
    assert "2 known already." in run("import", str(broken)).stdout
