"""A file is recognised by what is in it, and what is no library is told in one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import UnreadableFileError
from prepkit.library import files
from prepkit.library.files import bytes_of, place_of, read_file

BIBTEX = "% mine\n@article{a, title = {Größe}, year = 2020}\n"
LIBRARIES = {
    "BibTeX": BIBTEX,
    "RIS": "TY  - JOUR\nTI  - Größe\nPY  - 2020\nER  - \n",
    "CSL-JSON": '[\n {"title": "Größe", "issued": {"date-parts": [[2020]]}}\n]',
    "CSV": "Title;Year\nGröße;2020\n",
    "RSS": "<rss version='2.0'><channel><title>T</title><item><title>Größe</title>"
    "<pubDate>2020-01-01</pubDate></item></channel></rss>",
    "Atom": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Größe</title>"
    "<updated>2020-01-01</updated></entry></feed>",
    "OPML": "<opml><body><outline type='link' text='Größe' url='https://example.org' "
    "created='2020'/></body></opml>",
}
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="b"><bib:Book/>'


@pytest.mark.parametrize("format", LIBRARIES)
@pytest.mark.parametrize("name", ["library", "library.bib", "library.csv", "list.OPML", "x.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_is_in_a_file_counts_and_not_its_name(format, name, encoding):
    found = read_file(LIBRARIES[format].encode(encoding), name)
    assert (found.format, found.troubles) == (format, ())
    assert [(entry.title, entry.year) for entry in found.entries] == [("Größe", 2020)]


@pytest.mark.parametrize("format", LIBRARIES)
def test_a_file_from_an_old_windows_is_read_and_the_encoding_told(format):
    found = read_file(LIBRARIES[format].encode("cp1252"), "x")
    assert found.entries[0].title == "Größe"
    assert "read as cp1252" in found.troubles[0].says


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.bib", "BibTeX"), ("a.RIS", "RIS"), ("a.json", "CSL-JSON"), ("a.csv", "CSV"),
        ("https://example.org/a.bib?x=1", "BibTeX"), ("C:\\Users\\me\\a.ris", "RIS"),
    ],
)  # fmt: skip
def test_where_the_content_leaves_it_open_the_name_decides(name, format):
    found = read_file(b"nothing of note", name)
    assert (found.format, found.entries, len(found.troubles)) == (format, (), 1)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\0\0", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n...", "no library, but a PDF"),
        (b"PK\x03\x04..word/document.xml..", "no library, but a Word document"),
        (b"PK\x03\x04..xl/workbook.xml..", "no library, but an Excel file"),
        (b"PK\x03\x04..", "no library, but packed"),
        (b"\x1f\x8b\x08", "no library, but packed"),
        (b"SQLite format 3\0..", "no library, but the database of a program"),
        (b"{\\rtf1", "no library, but a text document"),
        (b"\x89PNG\r\n", "no library, but a picture"),
        (b"\x7fELF\x01\0\0\0\0", "no library, but no text"),
        (b"<!DOCTYPE html>\n<html>", "it is a web page"),
        (b"\n<HTML><body>", "it is a web page"),
        (json.dumps({"cells": [{"cell_type": "code"}]}).encode(), "it is a notebook"),
        (json.dumps({"nbformat": 4, "cells": []}).encode(), "it is a notebook"),
        (RDF.encode(), "it is RDF, but no feed"),
        (b"<modsCollection/>", "it is XML of another kind"),
        (b"PMID- 12345\nTI  - A\n", "it is a list from PubMed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "not read: it defines entities"),
    ],
)
def test_what_is_no_library_is_told_with_what_to_choose_instead(data, what):
    with pytest.raises(UnreadableFileError) as caught:
        read_file(data, "library.bib")
    says = str(caught.value)
    assert what in says
    assert "\n" not in says
    assert says.count(": ") >= 2


def test_an_unknown_text_is_told_what_can_be_read():
    with pytest.raises(UnreadableFileError, match=r"'notes.txt': BibTeX, RIS, CSL-JSON, RSS"):
        read_file(b"Dear diary", "notes.txt")


@pytest.mark.parametrize("data", [b"[]", b"<rss version='2.0'><channel/></rss>", b"<opml/>"])
def test_a_library_with_nothing_in_it_is_said_to_be_empty(data):
    found = read_file(data, "a.x")
    assert [trouble.says for trouble in found.troubles] == ["nothing in it: 'a.x': export it again"]


def test_a_name_cannot_break_the_line():
    with pytest.raises(UnreadableFileError) as caught:
        read_file(b"", "a\nb\x1b[31m\u202e" + "x" * 1_000)
    assert "\n" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_file_that_is_too_big_is_refused_before_it_is_read(monkeypatch, tmp_path):
    monkeypatch.setattr(files, "LONGEST", 100)
    (tmp_path / "big.bib").write_bytes(b"x" * 5_000)
    assert len(bytes_of(tmp_path / "big.bib")) == 101
    with pytest.raises(UnreadableFileError, match=r"^too big: 'big.bib': "):
        read_file(bytes_of(tmp_path / "big.bib"), "big.bib")


@pytest.mark.parametrize("typed", ["{}", " {} ", '"{}"', "'{}'"])
def test_a_path_is_taken_as_it_is_typed_or_copied(tmp_path, typed):
    path = tmp_path / "große Bücherei.bib"
    assert place_of(typed.format(path)) == path
    assert place_of(typed.format(path.name), tmp_path) == path
    assert place_of(typed.format(path), tmp_path / "elsewhere") == path


def test_a_typed_path_may_begin_at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert place_of("~/a.bib", Path("elsewhere")) == tmp_path / "a.bib"


@pytest.mark.parametrize("typed", ["~nobody-of-that-name/a.bib", "~a\0b", "don't.bib", "'", ""])
def test_any_typed_path_is_some_place(typed, tmp_path):
    assert place_of(typed, tmp_path).is_absolute()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("none.bib", "no such file: "),
        (".", "a folder, not a file: "),
        ("", "a folder, not a file: "),
        ("a\0b", "cannot be read: "),
        ("C:\\Users\\me\\none.bib", "no such file: "),
        ("none/" * 200 + "x" * 5_000, ""),
    ],
)
def test_a_path_that_leads_to_no_file_is_told_in_one_line(typed, says, tmp_path):
    with pytest.raises(UnreadableFileError) as caught:
        bytes_of(place_of(typed, tmp_path))
    assert str(caught.value).startswith(says)
    assert len(str(caught.value)) < 500


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.bib")
    with pytest.raises(UnreadableFileError, match=r"^no ordinary file: "):
        bytes_of(tmp_path / "pipe.bib")


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.bib"
    path.write_text(BIBTEX, "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match=r"^may not be read: "):
        bytes_of(path)


def test_a_file_that_grows_while_it_is_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.bib"
    path.write_text(BIBTEX, "utf-8")
    whole = os.fstat

    def grown(descriptor):
        state = whole(descriptor)
        with path.open("ab") as file:
            file.write(b"\n")
        return state

    monkeypatch.setattr(os, "fstat", grown)
    with pytest.raises(UnreadableFileError, match=r"^it changed while it was read: "):
        bytes_of(path)


def test_the_front_door_does_not_pay_for_the_readers_behind_it():
    heavy = "{'feedparser', 'bibtexparser', 'rispy', 'httpx', 'defusedxml', 'charset_normalizer'}"
    code = f"import sys; import prepkit.library.files; print(*{heavy} & set(sys.modules))"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.split() == []
    # The control: what is looked for is there once it is used.
    code = f"import sys; import prepkit.library.feed; print(*{heavy} & set(sys.modules))"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "feedparser" in seen.stdout.split()


@given(st.binary(max_size=80), st.sampled_from(["a", "a.bib", "a.ris", "a.json", "a.csv", "a.xml"]))
def test_any_bytes_are_read_or_refused_in_one_line(data, name):
    try:
        told = [trouble.says for trouble in read_file(data, name).troubles]
    except UnreadableFileError as error:
        told = [str(error)]
    assert all("\n" not in says for says in told)
