"""Bringing works in: from files, from what is watched, and onto the reading list."""

import contextlib
import http.server
import threading

import pytest

from prepkit.collecting import MOST_LISTED, Collection
from prepkit.deep_dive.records import Reading, Target, Watch
from prepkit.errors import UnknownRecordError, UnreadableFileError

BIB = b"""
@article{a, title = {On streets and their feeders}, author = {Moss, Ada}, year = 2020,
  doi = {10.5555/A}}
@article{b, title = {On houses}, author = {Moss, Ada}, year = 2021}
@article{broken, author = {Moss, Ada}, year = 2022}
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Grid news</title>
<item><title>{}</title><link>https://news.example.org/1</link></item></channel></rss>"""


@pytest.fixture
def acme(workspace):
    workspace.add_company("Acme")
    return workspace


@pytest.fixture
def collection(acme):
    return Collection(acme, lambda: acme.answers(company="acme"))


@pytest.fixture
def server():
    """A web server on this machine: `pages` are its bodies by path, `asked` what it was asked."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            body = self.server.pages.get(self.path.split("?")[0])
            self.send_response(200 if body else 404)
            self.end_headers()
            with contextlib.suppress(BrokenPipeError):
                self.wfile.write((body or "").encode())

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.pages, running.asked = {}, []
        running.address = f"http://127.0.0.1:{running.server_port}"
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def test_a_file_comes_in_and_its_broken_part_is_named(acme, collection):
    taken = collection.take("mine.bib", BIB)
    assert (taken.format, taken.new, taken.changed, taken.known) == ("BibTeX", 2, 0, 0)
    assert [line for line, _ in taken.troubles] == [5]
    again = collection.take("mine.bib", BIB)
    assert (again.new, again.changed, again.known) == (0, 0, 2)
    assert len(acme.shelves.library()) == 2


def test_what_cannot_be_read_at_all_says_so_and_changes_nothing(acme, collection):
    with pytest.raises(UnreadableFileError):
        collection.take("mine.bib", b"%PDF-1.7 ...")
    assert not acme.shelves.library()


def test_works_are_put_on_the_reading_list_once(acme, collection):
    taken = collection.take("mine.bib", BIB, company="acme", to_read=True)
    assert taken.listed == 2
    first = acme.records(Reading)[0]
    assert (first.title, first.by, first.year, first.status) == (
        "On streets and their feeders", "Ada Moss", 2020, "want",
    )  # fmt: skip
    assert (first.link, first.company) == ("https://doi.org/10.5555/a", "target-acme")
    assert collection.take("mine.bib", BIB, to_read=True).listed == 0
    assert len(acme.records(Reading)) == 2


def test_a_whole_library_is_no_reading_list(acme, collection):
    many = "".join(
        f"@book{{k{n}, title = {{Volume {n} of many}}}}\n" for n in range(MOST_LISTED + 1)
    )
    taken = collection.take("many.bib", many.encode(), to_read=True)
    assert (taken.new, taken.listed) == (MOST_LISTED + 1, 0)
    assert "more than 200" in taken.notes[0]


def test_works_are_found_and_put_and_then_known_to_be_listed(acme, collection):
    collection.take("mine.bib", BIB)
    (item,) = collection.find("stree")
    assert (item.title, item.by, item.year, item.listed) == (
        "On streets and their feeders", "Ada Moss", "2020", False,
    )  # fmt: skip
    assert collection.put([item.key]) == 1
    assert collection.find("stree")[0].listed
    assert collection.put([item.key]) == 0
    with pytest.raises(UnknownRecordError, match="search for it again"):
        collection.put(["0" * 16])


def test_a_work_taken_off_the_list_can_be_put_back(acme, collection):
    collection.take("mine.bib", BIB)
    (item,) = collection.find("stree")
    collection.put([item.key])
    acme.delete(f"reading-{item.key}")
    assert not collection.find("stree")[0].listed
    assert collection.put([item.key]) == 1


def test_a_list_of_feeds_is_watched_and_one_taken_off_stays_off(acme, collection):
    opml = b"""<opml version="2.0"><body><outline text="x">
      <outline text="One" xmlUrl="https://one.example.org/feed"/>
      <outline text="Two" xmlUrl="https://two.example.org/feed"/></outline></body></opml>"""
    taken = collection.take("feeds.opml", opml)
    assert (taken.works, taken.feeds, taken.notes) == (0, 2, ("Watched from now on: 2 feeds.",))
    one, _ = acme.records(Watch)
    assert (one.sort, one.where) == ("feed", "https://one.example.org/feed")
    acme.delete(one.id)
    (note,) = collection.take("feeds.opml", opml).notes
    assert note == "Not watched anew: 2 feeds, known already or taken off before."
    (note,) = collection.take("feeds.opml", opml.split(b'<outline text="Two')[0]).notes
    assert note == "Not watched anew: 1 feed, known already or taken off before."
    assert [item.where for item in acme.records(Watch)] == ["https://two.example.org/feed"]


@pytest.mark.parametrize("where", ["library.bib", '"{}"', "{}"])
def test_a_watched_file_is_read_again_only_when_it_has_changed(acme, collection, where):
    path = acme.folder / "library.bib"
    path.write_bytes(BIB)
    acme.save(Watch, {"sort": "file", "where": where.format(path), "company": "target-acme"})
    shown = collection.refresh()[0]
    assert shown.endswith("2 new, 0 changed, 1 to look at")
    assert collection.refresh()[0].endswith("nothing new")
    assert collection.look_at_files() == []
    path.write_bytes(BIB.replace(b"On houses", b"On houses again, and on their meters"))
    assert collection.look_at_files()[0].endswith("1 new, 0 changed, 1 to look at")
    assert {frozenset({"acme"})} == {work.of for work in acme.shelves.library()}


def test_a_watched_file_that_was_taken_back_stays_off_until_it_changes(acme, collection):
    path = acme.folder / "library.bib"
    path.write_bytes(BIB)
    collection.take_path(path, watch=True)
    (brought,) = acme.shelves.imports()
    assert collection.watches(brought.file)
    acme.shelves.take_back(brought.id)
    assert collection.look_at_files() == []
    assert not acme.shelves.library()
    path.write_bytes(BIB.replace(b"houses", b"huts"))
    assert collection.look_at_files()[0].endswith("2 new, 0 changed, 1 to look at")


def test_a_file_that_is_watched_anew_is_read_again(acme, collection):
    (acme.folder / "library.bib").write_bytes(BIB)
    watch = acme.save(Watch, {"sort": "file", "where": "library.bib"})
    collection.refresh()
    acme.shelves.take_back(acme.shelves.imports()[0].id)
    acme.delete(watch.id)
    acme.save(Watch, {"sort": "file", "where": "library.bib"})
    assert collection.look_at_files()[0].endswith("2 new, 0 changed, 1 to look at")


def test_reading_a_watched_file_by_hand_counts_as_looking_at_it(acme, collection):
    path = acme.folder / "library.bib"
    path.write_bytes(BIB)
    own = {"sort": "file", "where": "'library.bib'", "company": "target-acme"}
    acme.save(Watch, own)
    collection.take_path(path)
    assert collection.looks()[0].is_news  # as the company's own they have not come in yet
    path.write_bytes(BIB.replace(b"houses", b"huts"))
    collection.take_path(path, company="acme", watch=True)
    assert len(acme.records(Watch)) == 1
    acme.shelves.take_back(acme.shelves.imports()[-1].id)
    assert collection.look_at_files() == []


def test_a_file_watched_for_nobody_can_be_watched_for_a_company_too(acme, collection):
    path = acme.folder / "library.bib"
    path.write_bytes(BIB)
    collection.take_path(path, watch=True)
    taken = collection.take_path(path, company="acme", watch=True)
    assert taken.notes == ("It is read again from now on, whenever it has changed.",)
    assert [item.company for item in acme.records(Watch)] == ["", "target-acme"]
    assert collection.take_path(path, company="acme", watch=True).notes == ()
    assert collection.look_at_files() == []


def test_a_file_is_watched_once_however_its_place_is_written(acme, collection, tmp_path):
    path = acme.folder / "library.bib"
    path.write_bytes(BIB)
    acme.save(Watch, {"sort": "file", "where": f"../{acme.folder.name}/library.bib"})
    acme.save(Watch, {"sort": "file", "where": "bad\0name"})
    assert collection.take_path(path, watch=True).notes == ()
    assert len(acme.records(Watch)) == 2
    assert not any(look.is_news and not look.failed for look in collection.looks())


def test_a_watched_file_that_brought_nothing_is_not_read_again(acme, collection, monkeypatch):
    collection.take("first.bib", BIB)
    (acme.folder / "second.bib").write_bytes(BIB)
    acme.save(Watch, {"sort": "file", "where": "second.bib"})
    collection.refresh()
    monkeypatch.setattr("prepkit.collecting.read_file", None)
    assert [look.failed for look in collection.looks()] == [False]
    assert collection.look_at_files() == []


def test_a_watched_list_of_feeds_that_names_a_new_one_says_so(acme, collection):
    path = acme.folder / "feeds.opml"
    outline = '<outline text="x" xmlUrl="https://{}.example.org/feed"/>'
    path.write_text(f'<opml version="2.0"><body>{outline.format("one")}</body></opml>', "utf-8")
    collection.take_path(path, watch=True)
    assert collection.look_at_files() == []
    both = outline.format("one") + outline.format("two")
    path.write_text(f'<opml version="2.0"><body>{both}</body></opml>', "utf-8")
    (line,) = collection.look_at_files()
    assert ": Watched from now on: 1 feed; Not watched anew: 1 feed" in line


def test_a_watched_file_that_is_gone_is_one_line_and_stops_nothing(acme, collection):
    acme.save(Watch, {"sort": "file", "where": "gone.bib"})
    (acme.folder / "here.bib").write_bytes(BIB)
    acme.save(Watch, {"sort": "file", "where": "here.bib"})
    acme.save(Watch, {"sort": "file", "where": " "})
    gone, here = collection.looks()
    assert (gone.failed, here.failed) == (True, False)
    first, second = gone.line, here.line
    assert first.startswith("gone.bib: ") and "\n" not in first
    assert second.startswith("here.bib: 2 new")


def test_a_feed_is_read_when_asked_and_not_when_a_notebook_opens(acme, collection, server):
    server.pages["/feed"] = FEED.format("A new transformer")
    acme.save(Watch, {"sort": "feed", "where": f"{server.address}/feed"})
    assert collection.look_at_files() == []
    assert server.asked == []
    assert collection.refresh()[0].endswith("1 new, 0 changed")
    assert collection.refresh()[0].endswith("nothing new")
    server.pages["/feed"] = FEED.format("Another transformer")
    assert collection.refresh()[0].endswith("1 new, 0 changed")
    del server.pages["/feed"]
    (line,) = collection.refresh()
    assert "404" in line
    assert len(acme.shelves.library()) == 2


def test_a_list_of_feeds_cannot_have_this_computer_asked(acme, collection, server):
    server.pages["/feed"] = FEED.format("Inside")
    outline = f'<outline text="x" xmlUrl="{server.address}/feed"/>'
    opml = f'<opml version="2.0"><body>{outline}</body></opml>'
    collection.take("feeds.opml", opml.encode())
    assert "add it by hand" in collection.refresh()[0]
    assert server.asked == []
    acme.save(Watch, {"sort": "feed", "where": f"{server.address}/feed"})
    assert collection.refresh()[1].endswith("1 new, 0 changed")


def test_an_address_nobody_can_have_does_not_stop_the_places_after_it(acme, collection, server):
    opml = b"""<opml version="2.0"><body>
      <outline text="x" xmlUrl="http://a..example/feed"/></body></opml>"""
    collection.take("feeds.opml", opml)
    server.pages["/feed"] = FEED.format("A new transformer")
    acme.save(Watch, {"sort": "feed", "where": f"{server.address}/feed"})
    bad, good = collection.looks()
    assert bad.line.startswith("http://a..example/feed: no host can have this name")
    assert (bad.failed, good.failed) == (True, False)
    assert good.line.endswith("1 new, 0 changed")


def test_what_a_page_shows_of_the_library(acme, collection):
    empty = collection.shelf("here")
    assert (empty.works, empty.years, empty.last_import, empty.watched) == (0, None, None, 0)
    collection.take("mine.bib", BIB)
    acme.save(Watch, {"sort": "feed", "where": "https://one.example.org"})
    acme.save(Target, {"name": "Acme Ltd"}, id="target-acme", company="acme")
    shelf = collection.shelf("here", folded=True)
    assert (shelf.place, shelf.works, shelf.years, shelf.watched) == ("here", 2, (2020, 2021), 1)
    assert (shelf.company, shelf.company_name, shelf.folded) == ("acme", "Acme Ltd", True)
    assert shelf.last_import == acme.shelves.last_import
