"""What was imported is kept in the workspace file, beside the answers and as safe as they are."""

import sqlite3
from dataclasses import replace

import pytest

from prepkit.errors import DamagedWorkspaceError, UnknownCompanyError, UnknownRecordError
from prepkit.library.entry import Entry
from prepkit.storage import shelves as shelves_module
from prepkit.workspace import Workspace

WORKS = [Entry("paper", f"On the number {n} and what follows from it", year=2000 + n)
         for n in range(7)]  # fmt: skip


def test_an_import_is_there_when_the_workspace_is_opened_again(workspace):
    arrived = workspace.shelves.add(WORKS, file="numbers.bib", format="BibTeX")
    assert (arrived.new, arrived.known) == (7, 0)
    again = Workspace(workspace.folder)
    assert list(again.shelves.library().entries) == WORKS
    assert again.shelves.last_import == workspace.shelves.last_import
    (found,) = again.shelves.imports()
    assert (found.file, found.format, found.of, found.works) == ("numbers.bib", "BibTeX", "", 7)


def test_the_library_is_read_only_once_until_something_is_imported(workspace):
    workspace.shelves.add(WORKS[:3], file="a.bib", format="BibTeX")
    library = workspace.shelves.library()
    assert workspace.answers().library is library
    workspace.rename("Somebody Else")
    assert workspace.shelves.library() is library
    workspace.shelves.add(WORKS, file="b.bib", format="BibTeX")
    assert len(workspace.shelves.library()) == 7


def test_an_import_that_brings_nothing_writes_nothing(workspace):
    workspace.shelves.add(WORKS, file="a.bib", format="BibTeX")
    before = len(workspace.revisions())
    assert workspace.shelves.add(WORKS, file="a.bib", format="BibTeX").known == 7
    assert len(workspace.revisions()) == before


def test_many_works_are_kept_in_pieces_and_counted_as_one_import(workspace, monkeypatch):
    monkeypatch.setattr(shelves_module, "WORKS_A_SHELF", 3)
    workspace.shelves.add(WORKS[:6], file="a.bib", format="BibTeX")
    monkeypatch.setattr(shelves_module, "LETTERS_A_SHELF", 10)
    workspace.shelves.add(WORKS, file="b.bib", format="BibTeX")
    assert len([r for r in workspace.revisions() if r.kind == "shelf"]) == 9
    assert [found.works for found in workspace.shelves.imports()] == [6, 7]
    assert len(workspace.shelves.library()) == 7


def test_an_import_taken_back_is_gone_and_can_be_restored(workspace):
    workspace.shelves.add(WORKS[:4], file="a.bib", format="BibTeX")
    workspace.shelves.add(WORKS[4:], file="b.bib", format="BibTeX")
    first, second = workspace.shelves.imports()
    assert workspace.shelves.take_back(first.id).file == "a.bib"
    assert [found.id for found in workspace.shelves.imports()] == [second.id]
    assert len(workspace.shelves.library()) == 3
    (shelf,) = workspace.history(f"{first.id}-00000")[1:]
    workspace.restore(shelf.id)
    assert len(workspace.shelves.library()) == 7
    with pytest.raises(UnknownRecordError, match="prepkit library"):
        workspace.shelves.take_back("shelf-none")


def test_an_import_taken_back_takes_back_what_it_said_of_works_others_brought(workspace):
    fuller = replace(WORKS[0], abstract="Mistaken.", doi="10.5555/0")
    workspace.shelves.add(WORKS, file="a.bib", format="BibTeX")
    workspace.add_company("Acme")
    workspace.shelves.add([fuller], file="b.bib", format="BibTeX", company="acme")
    assert workspace.shelves.library().works[0].of == {"acme"}
    workspace.shelves.take_back(workspace.shelves.imports()[1].id)
    assert list(workspace.shelves.library().entries) == WORKS
    assert {work.of for work in workspace.shelves.library()} == {frozenset()}


def test_works_that_another_import_has_too_stay_when_one_is_taken_back(workspace):
    workspace.shelves.add(WORKS[:4], file="a.bib", format="BibTeX")
    workspace.shelves.add(WORKS, file="b.bib", format="BibTeX")
    workspace.shelves.take_back(workspace.shelves.imports()[0].id)
    assert list(workspace.shelves.library().entries) == WORKS


def test_an_import_restored_keeps_its_place_before_later_corrections(workspace):
    old, new = replace(WORKS[0], venue="Old"), replace(WORKS[0], venue="New")
    workspace.shelves.add([old], file="a.bib", format="BibTeX")
    workspace.shelves.add([new], file="a.bib", format="BibTeX")
    first = workspace.shelves.imports()[0].id
    workspace.shelves.take_back(first)
    workspace.restore(workspace.history(f"{first}-00000")[1].id)
    assert [entry.venue for entry in workspace.shelves.library().entries] == ["New"]


def test_nobody_else_sees_the_library(workspace):
    workspace.shelves.add(WORKS, file="a.bib", format="BibTeX")
    assert len(workspace.answers().library) == 7
    for audience in ("coach", "share"):
        assert not workspace.answers(audience=audience).library


def test_a_company_that_was_never_added_has_no_publications(workspace):
    with pytest.raises(UnknownCompanyError, match="add it first"):
        workspace.shelves.add(WORKS, file="a.bib", format="BibTeX", company="nobody")
    assert not workspace.shelves.library()


def test_a_changed_letter_on_a_shelf_is_noticed(workspace):
    workspace.shelves.add(WORKS, file="a.bib", format="BibTeX")
    with sqlite3.connect(workspace.folder / "prep.db") as connection:
        connection.execute("DROP TRIGGER revision_is_kept")
        connection.execute("UPDATE revision SET body = replace(body, 'number 3', 'number 8')")
        connection.execute(
            "CREATE TRIGGER revision_is_kept BEFORE UPDATE ON revision"
            " BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END"
        )
    connection.close()
    with pytest.raises(DamagedWorkspaceError, match="is damaged"):
        Workspace(workspace.folder).shelves.library()
