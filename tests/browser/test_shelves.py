"""The library in a browser, without JupyterLab: files come in, while Python may be slow or gone."""

import base64
import datetime
import re

import pytest
from playwright.sync_api import expect

from prepkit.errors import PrepkitError
from prepkit.views import shelves
from prepkit.views.shelf import Item, Shelf, Taken
from prepkit.views.shelves import Shelves
from widget_page import WidgetPage, serve

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
SHELF = Shelf("w/library", 4096, (2013, 2020), NOON, "acme", "Acme", watched=2)
LONG = "sehr-langer-dateiname-" * 9 + ".ris"
SEND = "send: (content) => { window.prepkitSend(content)"
SEND_WITH_BYTES = """send: (content, _, buffers = []) => {
      const letters = (bytes) => Array.from(new Uint8Array(bytes), (n) => String.fromCharCode(n));
      window.prepkitSend(content, buffers.map((bytes) => btoa(letters(bytes).join(""))))"""
LEAVE = "window.leave = leave;"
COME_BACK = """window.leave = leave;
  window.comeBack = () => widget.render({ model, el: document.getElementById("widget") });"""


class BytesPage(WidgetPage):
    """A page whose messages bring bytes along.

    Attributes:
        bytes: what came with each of the messages in `heard`.
        forget: after so many pieces Python forgets what it has, as when it is started again.
    """

    forget = 0

    def __init__(self, widget, context):
        super().__init__(widget, context)
        self.bytes = []

    def _receive(self, content, buffers=()):
        self.heard.append(content)
        self.bytes.append(buffers)
        if self.mute:
            return []
        if content["do"] == "piece" and self.pieces() == self.forget:
            self.widget._transfers.drop(content["client"])
        self.hear(len(self.heard) - 1)
        return self._take()

    def hear(self, place):
        """Let Python hear, now, what the page said before."""
        pieces = [memoryview(base64.b64decode(letters)) for letters in self.bytes[place]]
        self.widget._received(None, self.heard[place], pieces)

    def pieces(self):
        return [content["do"] for content in self.heard].count("piece")

    def put_bytes_in(self):
        """Have the model of the page send bytes, and be drawn anew when asked to."""

        def answer(route):
            got = route.fetch()
            page = got.text()
            assert SEND in page
            assert LEAVE in page
            page = page.replace(SEND, SEND_WITH_BYTES).replace(LEAVE, COME_BACK)
            route.fulfill(response=got, body=page)

        self.page.route(re.compile(r":\d+/$"), answer)


class Library:
    """A library: what it was given, a file beginning with "bad" is none, and works to be found."""

    def __init__(self):
        self.files, self.list, self.asked = [], set(), []
        self.is_locked = False

    def take(self, name, data, *, company, to_read):
        if self.is_locked:
            raise PrepkitError("prep.db is in use: close the other program")
        if data.startswith(b"bad"):
            raise PrepkitError(f"not a library: {name!r}: choose another file")
        self.files.append((name, data, company, to_read))
        troubles = tuple((7 * n + 3, f"no title in 'smith{n}'") for n in range(data.count(b"?")))
        works = data.count(b"@")
        feeds = data.count(b"~")
        listed = works if to_read else 0
        return Taken(name, "BibTeX", works, 0, 0, troubles, feeds, listed)

    def refresh(self):
        return ["works.bib: 3 new works", "https://example.org/feed: not reached: try later"]

    def find(self, words):
        self.asked.append(words)
        every = [
            Item("a", "Attention", "Ada Byron", "2017", "NeurIPS", "paper", "https://example.org/1"),
            Item("b", "مقدمة في الانتباه", "فاطمة", "2019", form="book", listed=True),
            Item("c", "Attentive scripts", link="javascript:alert(1)"),
        ]  # fmt: skip
        return every if words == "att" else []

    def put(self, keys):
        self.list |= set(keys)
        return len(keys)


@pytest.fixture
def library():
    return Library()


@pytest.fixture
def show(browser, library):
    """Return a function that shows the shelves on a page; pages of one widget share an address."""
    contexts, errors, servers = [], [], {}

    def show(widget=None, shelf=SHELF, clock=False, **options):
        widget = widget or Shelves(library, shelf, lambda _: None)
        context = browser.new_context(**{"viewport": {"width": 900, "height": 900}} | options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        if widget not in servers:
            server = serve(widget)
            servers[widget] = (server, server.__enter__())
        shown = BytesPage(widget, context)
        shown.put_bytes_in()
        shown.page.on("pageerror", lambda error: errors.append(str(error)))
        if clock:
            shown.page.clock.install()
        shown.open(servers[widget][1])
        return shown

    yield show
    for context in contexts:
        context.close()
    for server, _ in servers.values():
        server.__exit__(None, None, None)
    assert not errors


def file(name, data):
    return {"name": name, "mimeType": "", "buffer": data}


def choose(shown, *files):
    with shown.page.expect_file_chooser() as chooser:
        shown.page.get_by_role("button", name="Choose files…").click()
    chooser.value.set_files([file(*given) for given in files])


def drop(shown, where, *files):
    """Drop files somewhere, as the browser says it; a drag over it comes first."""
    makes = """(files) => {
        addEventListener("drop", (event) => { window.lastDrop = event; }, true);
        const moved = new DataTransfer();
        for (const [name, text] of files) moved.items.add(new File([text], name));
        return moved;
    }"""
    moved = shown.page.evaluate_handle(makes, [list(given) for given in files])
    for event in ("dragenter", "dragover"):
        shown.page.locator(where).dispatch_event(event, {"dataTransfer": moved})
    yield
    shown.page.locator(where).dispatch_event("drop", {"dataTransfer": moved})


def rows(shown):
    return shown.page.locator(".pk-file")


def row(shown, name):
    return rows(shown).filter(has_text=name)


def press(shown, label):
    shown.page.get_by_role("button", name=label).click()


def wait_in_vain(shown):
    """Let the time go by in which Python could have answered."""
    shown.page.clock.fast_forward(5_000)


def said(shown, text):
    shown.page.locator(".pk-unseen", has_text=text).wait_for(state="attached")


def test_a_file_is_sent_in_pieces_and_what_came_of_it_is_said(show, library, monkeypatch):
    monkeypatch.setattr(shelves, "PIECE", 1000)
    shown = show()
    data = bytes(range(256)) * 20 + b"@" * 80
    choose(shown, ("works.bib", data))
    expect(rows(shown)).to_have_text(
        re.compile("BibTeX, 100 works: 100 new, 0 changed, 0 already here; 20 parts to look at")
    )
    said(shown, "works.bib: BibTeX, 100 works")
    expect(shown.page.locator("input[type=file]")).to_have_value("")  # it may be chosen again
    assert library.files == [("works.bib", data, "", False)]
    assert shown.pieces() == 6
    assert shown.widget._transfers.size == 0


def test_what_is_ticked_goes_with_the_files_chosen_next_and_with_no_others(show, library):
    shown = show()
    for label in ("These are Acme’s own publications", "Put them on my reading list too"):
        shown.page.get_by_label(label).check()
    choose(shown, ("acme.bib", b"@@"))
    expect(rows(shown)).to_contain_text("2 put on your reading list")
    choose(shown, ("field.bib", b"@"))
    expect(rows(shown)).to_have_count(2)
    expect(rows(shown).first).to_contain_text("1 new")
    assert [(name, *said) for name, _, *said in library.files] == [
        ("acme.bib", "acme", True), ("field.bib", "", False),
    ]  # fmt: skip


def test_a_tick_for_one_company_is_not_one_for_the_next(show):
    shown = show()
    own = shown.page.get_by_label("own publications")
    own.check()
    shown.widget.show(Shelf("w/library", 4096, company="zenith", company_name="Zenith"))
    shown.deliver()
    expect(shown.page.get_by_label("These are Zenith’s own publications")).not_to_be_checked()
    shown.widget.show(Shelf("w/library", 4096))
    shown.deliver()
    expect(own).to_be_hidden()


def test_files_are_dropped_on_the_door_or_next_to_it(show, library):
    shown = show()
    door = shown.page.locator(".pk-door")
    dropping = drop(shown, ".pk-finder", ("one.bib", "@"), ("two.RIS2", "@@"))
    next(dropping)
    expect(door).to_have_class(re.compile("pk-over"))
    assert list(dropping) == []
    expect(door).not_to_have_class(re.compile("pk-over"))
    assert shown.page.evaluate("lastDrop.defaultPrevented"), "or the browser opens the file"
    expect(rows(shown)).to_have_text([re.compile("1 work: 1 new"), re.compile("2 works: 2 new")])
    assert [name for name, *_ in library.files] == ["one.bib", "two.RIS2"]


def test_one_file_that_is_broken_does_not_stop_the_others(show, library):
    shown = show()
    choose(shown, ("one.bib", b"@"), ("two.bib", b"bad"), ("empty.bib", b""), ("four.bib", b"@@"))
    expect(rows(shown)).to_have_text([
        re.compile("1 work: 1 new"), re.compile("Not read: not a library: 'two.bib'"),
        re.compile("BibTeX, no works"), re.compile("2 works: 2 new"),
    ])  # fmt: skip
    assert [content["do"] for content in shown.heard].count("done") == 1
    assert len(library.files) == 3


def test_a_list_of_feeds_counts_feeds_and_not_works(show):
    shown = show()
    choose(shown, ("feeds.opml", b"~~"), ("both.opml", b"~@"))
    expect(rows(shown)).to_have_text([re.compile("BibTeX, 2 feeds"), re.compile("1 work: 1 new")])


def test_a_file_that_was_refused_for_a_moment_is_read_when_tried_again(show, library):
    library.is_locked = True
    shown = show()
    choose(shown, ("one.bib", b"@"))
    expect(rows(shown)).to_contain_text("Not read: prep.db is in use")
    said(shown, "one.bib: not read. prep.db is in use")
    library.is_locked = False
    press(shown, "Try again: one.bib")
    expect(rows(shown)).to_contain_text("1 work: 1 new")
    expect(rows(shown)).to_be_focused()


def test_a_folder_and_a_file_that_is_gone_are_not_sent(show):
    shown = show()
    gone = "() => { Blob.prototype.arrayBuffer = () => Promise.reject(new Error('gone')); }"
    shown.page.evaluate(gone)
    choose(shown, ("one.bib", b"@"))
    expect(row(shown, "one.bib")).to_contain_text("the browser cannot read it any more")
    folder = "() => { DataTransferItem.prototype.webkitGetAsEntry = () => ({ isDirectory: true }) }"
    shown.page.evaluate(folder)
    assert list(drop(shown, ".pk-door", ("papers", ""))) == [None]
    expect(row(shown, "papers")).to_contain_text("a folder: open it and choose the files in it")
    assert shown.pieces() == 0


def test_a_file_left_out_while_the_browser_reads_it_is_not_sent(show):
    shown = show()
    slow = "() => { Blob.prototype.arrayBuffer = () => new Promise((go) => { window.go = go; }); }"
    shown.page.evaluate(slow)
    choose(shown, ("one.bib", b"@"))
    press(shown, "Leave it out: one.bib")
    shown.page.evaluate("() => window.go(new ArrayBuffer(1))")
    shown.wait_heard("done")
    assert shown.pieces() == 0


def test_what_could_not_follow_an_import_is_said(show, library):
    def follow(_):
        raise PrepkitError("prep.db is in use: close the other program")

    shown = show(Shelves(library, SHELF, follow))
    choose(shown, ("one.bib", b"@"))
    expect(shown.page.get_by_role("alert").first).to_contain_text("What is shown may be old: prep")
    expect(rows(shown)).to_contain_text("1 work: 1 new")


def test_a_file_that_is_too_large_is_said_to_be_before_anything_is_sent(show, monkeypatch):
    monkeypatch.setattr(shelves, "LARGEST", 2_000_000)
    shown = show()
    choose(shown, ("large.bib", bytes(2_000_001)), ("small.bib", b"@"))
    expect(row(shown, "large.bib")).to_contain_text("is bigger than 2 MB: use “prepkit import”")
    expect(row(shown, "small.bib")).to_contain_text("1 new")
    assert shown.pieces() == 1
    press(shown, "Leave it out: large.bib")
    expect(rows(shown)).to_have_count(1)
    expect(shown.page.get_by_role("button", name="Choose files…")).to_be_focused()


def test_many_troubles_are_shown_ten_at_first_and_then_all(show):
    shown = show()
    choose(shown, ("odd.bib", b"?" * 212))
    listed = shown.page.get_by_role("list", name="What to look at in odd.bib")
    expect(listed.locator("li")).to_have_count(10)
    expect(listed.locator("li").first).to_have_text("line 3: no title in 'smith0'")
    press(shown, "Show all 212")
    expect(listed.locator("li")).to_have_count(212)
    expect(listed).to_be_focused()
    assert shown.violations() == []


def test_a_silent_python_is_named_nothing_is_claimed_and_trying_again_reads_all(show, library):
    shown = show(clock=True)
    shown.mute = True
    for name in ("one.bib", "two.bib"):
        choose(shown, (name, b"@"))
    expect(row(shown, "one.bib")).to_contain_text("0 bytes of 1 byte")
    wait_in_vain(shown)
    expect(row(shown, "one.bib")).to_contain_text("Not read yet: Python is busy or has stopped.")
    expect(row(shown, "two.bib")).to_contain_text("Waits for its turn")
    assert library.files == []
    shown.mute = False
    press(shown, "Try again: one.bib")
    expect(rows(shown)).to_have_text([re.compile("two.bib.*1 new"), re.compile("one.bib.*1 new")])
    assert [name for name, *_ in library.files] == ["one.bib", "two.bib"]


def test_a_busy_python_that_answers_late_is_taken_at_its_word(show, library):
    shown = show(clock=True)
    shown.mute = True
    choose(shown, ("one.bib", b"@"))
    expect(row(shown, "one.bib")).to_contain_text("0 bytes of 1 byte")
    wait_in_vain(shown)
    expect(row(shown, "one.bib")).to_contain_text("Not read yet")
    shown.mute = False
    shown.hear(shown.wait_heard("piece"))
    shown.deliver()
    expect(rows(shown)).to_contain_text("1 work: 1 new")
    assert len(library.files) == 1


def test_a_python_that_reads_for_long_is_asked_again_and_reads_once(show, library):
    shown = show(clock=True)
    choose(shown, ("one.bib", b"@"))
    expect(rows(shown)).to_contain_text("1 new")
    shown.mute = True
    choose(shown, ("empty.bib", b""))
    expect(row(shown, "empty.bib")).to_contain_text("Reading…")
    shown.page.clock.fast_forward(59_000)
    expect(row(shown, "empty.bib")).to_contain_text("Reading…")
    shown.page.clock.fast_forward(2_000)
    expect(row(shown, "empty.bib")).to_contain_text("Not read yet: Python is still reading it")
    assert shown.heard[-1]["do"] == "take"
    shown.hear(len(shown.heard) - 1)
    shown._sent.clear()  # the answer is lost
    shown.mute = False
    press(shown, "Try again: empty.bib")
    expect(row(shown, "empty.bib")).to_contain_text("no works")
    assert len(library.files) == 2


def test_a_python_that_forgot_a_half_sent_file_gets_it_from_the_beginning(
    show, library, monkeypatch
):
    monkeypatch.setattr(shelves, "PIECE", 1000)
    shown = show()
    shown.forget = 3
    data = bytes(n % 251 for n in range(5000)) + b"@"
    choose(shown, ("one.bib", data))
    expect(rows(shown)).to_contain_text("new,")
    assert library.files[0][1] == data
    assert shown.pieces() == 3 + 6


def test_a_file_is_cancelled_while_it_is_sent_and_the_next_one_is_read(show, library, monkeypatch):
    monkeypatch.setattr(shelves, "PIECE", 1000)
    shown = show()
    shown.mute = True
    choose(shown, ("one.bib", bytes(3000)))
    shown.hear(shown.wait_heard("piece"))
    expect(rows(shown)).to_contain_text("0 bytes of 3 kB")
    assert shown.widget._transfers.size == 1000
    shown.mute = False
    press(shown, "Cancel: one.bib")
    expect(rows(shown)).to_have_count(0)
    said(shown, "one.bib was left out")
    shown.wait_heard("drop")
    assert shown.widget._transfers.size == 0
    choose(shown, ("two.bib", b"@"))
    expect(rows(shown)).to_contain_text("1 work: 1 new")
    assert [name for name, *_ in library.files] == ["two.bib"]


def test_a_page_that_goes_away_gives_the_memory_back(show, monkeypatch):
    monkeypatch.setattr(shelves, "PIECE", 1000)
    shown = show()
    shown.mute = True
    choose(shown, ("one.bib", bytes(3000)))
    shown.hear(shown.wait_heard("piece"))
    shown._sent.clear()  # the answer is lost
    assert shown.widget._transfers.size == 1000
    shown.mute = False
    shown.page.evaluate("() => window.dispatchEvent(new Event('pagehide'))")
    shown.wait_heard("drop")
    assert shown.widget._transfers.size == 0


def test_files_that_were_not_read_wait_while_python_is_started_again(show, library):
    shown = show(clock=True)
    shown.mute = True
    choose(shown, ("one.bib", b"@"), ("two.bib", b"@@"))
    expect(row(shown, "one.bib")).to_contain_text("0 bytes of 1 byte")
    wait_in_vain(shown)
    expect(row(shown, "one.bib")).to_contain_text("Not read yet")
    shown.page.evaluate("() => { leave(); document.getElementById('widget').replaceChildren(); }")
    shown.mute = False
    shown.page.evaluate("() => { comeBack(); }")
    expect(rows(shown)).to_have_text([re.compile("Not read yet: it was on its way")] * 2)
    assert library.files == []
    press(shown, "Try again: two.bib")
    expect(rows(shown)).to_have_text([re.compile("1 work: 1 new"), re.compile("2 works: 2 new")])


def test_two_pages_of_one_widget_show_the_results_and_one_can_clear_them(show, library):
    first = show()
    second = show(first.widget)
    first.widget.send = second.widget.send = lambda content, buffers=None: [
        page._sent.append(["message", content]) for page in (first, second)
    ]
    choose(first, ("one.bib", b"@"))
    expect(rows(first)).to_contain_text("1 work: 1 new")
    second.deliver()
    expect(rows(second)).to_contain_text("1 work: 1 new")
    press(second, "Clear this list")
    expect(rows(second)).to_have_count(0)
    first.deliver()
    expect(rows(first)).to_have_count(0)


def test_results_are_still_there_after_a_reload(show):
    shown = show()
    choose(shown, ("one.bib", b"@"))
    expect(rows(shown)).to_contain_text("1 new")
    shown.open(shown.page.url)
    expect(rows(shown)).to_contain_text("one.bib")


def test_works_are_found_while_typing_and_put_on_the_list(show, library):
    shown = show(clock=True)
    shown.page.clock.pause_at(datetime.datetime.now() + datetime.timedelta(hours=1))
    shown.page.get_by_label("Find in your library").press_sequentially("att")
    assert library.asked == []
    shown.page.clock.run_for(250)
    shown.page.clock.resume()
    found = shown.page.locator(".pk-found")
    expect(found).to_have_count(3)
    assert library.asked == ["att"]
    expect(found.first).to_contain_text("Ada Byron · 2017 · NeurIPS · paper")
    link = found.first.get_by_role("link")
    assert link.get_attribute("href") == "https://example.org/1"
    assert (link.get_attribute("target"), link.get_attribute("rel")) == (
        "_blank", "noopener noreferrer")  # fmt: skip
    expect(found.nth(2).get_by_role("link")).to_have_count(0)
    expect(found.nth(1).get_by_role("button")).to_have_text("On your list ✓")
    found.first.get_by_role("button").focus()
    shown.page.keyboard.press("Enter")
    expect(found.first.get_by_role("button")).to_have_text("On your list ✓")
    expect(found.first.get_by_role("button")).to_be_focused()
    shown.page.keyboard.press("Enter")
    assert library.list == {"a"}
    assert [content["do"] for content in shown.heard].count("put") == 1


def test_what_is_not_found_is_said_and_no_words_find_nothing(show, library):
    shown = show()
    box = shown.page.get_by_label("Find in your library")
    box.fill("zebra")
    box.press("Enter")
    verdict = shown.page.locator(".pk-finder .pk-count")
    expect(verdict).to_have_text("No work here has all of these words: “zebra”")
    box.fill("att")
    expect(verdict).to_have_text("3 works")
    box.press("Escape")
    expect(verdict).to_have_text("")
    expect(shown.page.locator(".pk-found")).to_have_count(0)
    assert set(library.asked) == {"zebra", "att"}
    assert shown.leaked() == []


def test_a_silent_python_finds_nothing_and_puts_nothing_and_says_so(show, library):
    shown = show(clock=True)
    shown.page.get_by_label("Find in your library").fill("att")
    shown.page.locator(".pk-found").first.wait_for()
    shown.mute = True
    press(shown, "Put on my reading list: Attention")
    wait_in_vain(shown)
    expect(shown.page.locator(".pk-found .pk-wrong").first).to_have_text(re.compile("Not on your"))
    shown.page.get_by_label("Find in your library").fill("zebra")
    shown.page.get_by_label("Find in your library").press("Enter")
    wait_in_vain(shown)
    expect(shown.page.locator(".pk-finder .pk-count")).to_contain_text("Python is busy or has")
    shown.mute = False
    press(shown, "Put on my reading list: Attention")
    expect(shown.page.locator(".pk-found button").first).to_have_text("On your list ✓")


def test_news_is_looked_for_only_where_something_is_watched(show):
    shown = show()
    press(shown, "Look for news")
    expect(shown.page.locator(".pk-lines li")).to_have_count(2)
    expect(shown.page.locator(".pk-news [role=status]")).to_contain_text("Looked at")
    shown = show(shelf=Shelf("w/library", 12))
    expect(shown.page.get_by_role("button", name="Look for news")).to_be_hidden()


def test_the_head_says_what_is_there_and_an_empty_library_has_nothing_to_find(show):
    shown = show()
    expect(shown.page.locator(".pk-head")).to_contain_text(
        "4,096 works, 2013–2020 · last import 2026-11-20"
    )
    shown.widget.show(Shelf("w/library", 1, (2018, 2018), datetime.datetime.now(datetime.UTC)))
    shown.deliver()
    expect(shown.page.locator(".pk-head")).to_contain_text("1 work, 2018 · last import today ")
    shown.widget.show(Shelf("w/library"))
    shown.deliver()
    expect(shown.page.locator(".pk-head")).to_contain_text("Nothing here yet")
    expect(shown.page.get_by_label("Find in your library")).to_be_hidden()


def test_the_shelves_are_folded_away_but_never_with_a_file_that_waits(show):
    shown = show()
    shelf = shown.page.locator(".pk-shelves")
    choose(shown, ("two.bib", b"bad"))
    expect(rows(shown)).to_contain_text("Not read")
    shown.widget.show(Shelf("w/library", 4096, folded=True))
    shown.deliver()
    expect(shelf).to_be_visible()
    press(shown, "Leave it out: two.bib")
    expect(shelf).to_be_hidden()


def test_no_key_reaches_jupyterlab(show):
    shown = show()
    shown.page.get_by_role("button", name="Choose files…").focus()
    for key in ("d", "d", "b", "ArrowDown"):
        shown.page.keyboard.press(key)
    shown.page.get_by_label("Find in your library").press_sequentially("dd")
    assert shown.leaked() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 400])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(show, scheme, width):
    shown = show(clock=True, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert shown.violations() == []
    choose(shown, ("works.bib", b"@" * 620 + b"?" * 3), ("مكتبتي.bib", b"@"), (LONG, b"bad"))
    expect(rows(shown)).to_have_count(3)
    shown.page.get_by_label("Find in your library").fill("att")
    shown.page.locator(".pk-found").first.wait_for()
    press(shown, "Look for news")
    expect(shown.page.locator(".pk-lines li")).to_have_count(2)
    shown.mute = True
    choose(shown, ("slow.bib", bytes(3_000_000)))
    expect(row(shown, "slow.bib")).to_contain_text("0 bytes of 3 MB")
    assert shown.violations() == []
    wait_in_vain(shown)
    expect(row(shown, "slow.bib")).to_contain_text("Not read yet")
    assert shown.violations() == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
