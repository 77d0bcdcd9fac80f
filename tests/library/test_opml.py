"""Of a list of feeds, each feed comes in once, and the links in it as entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import UnreadableFileError
from prepkit.library.entry import Entry
from prepkit.library.opml import LONGEST, read_opml

A = '<outline type="rss" text="Grid news" xmlUrl="https://example.org/a"/>'


def opml(body):
    return (
        f'<opml version="2.0"><head><title>Mine</title></head><body>\n{body}</body></opml>'.encode()
    )


def read(body):
    """Return feeds, titles of entries, and lines with what is said."""
    found = read_opml(opml(body))
    titles = [entry.title for entry in found.entries]
    return list(found.feeds), titles, [(t.line, t.says) for t in found.troubles]


def test_feeds_come_in_with_their_titles_whatever_folder_they_are_in():
    folders = f'<outline text="F"><outline title="G">{A}</outline></outline>'
    other = (
        '<outline title="Sun &amp; Co" xmlUrl="http://example.org/b" htmlUrl="http://example.org"/>'
    )
    assert read(folders + other) == (
        [("Grid news", "https://example.org/a"), ("Sun & Co", "http://example.org/b")], [], [],
    )  # fmt: skip


def test_a_feed_that_is_listed_twice_comes_in_once_with_its_first_title():
    nameless = '<outline xmlUrl="https://example.org/a"/>'
    again = '<outline text="Other" xmlUrl="https://example.org/a"/>'
    assert read(A + nameless + again)[0] == [("Grid news", "https://example.org/a")]
    assert read(nameless)[0] == [("https://example.org/a", "https://example.org/a")]


def test_a_link_becomes_an_entry():
    link = (
        '<outline type="link" text="A &lt;b&gt;talk&lt;/b&gt;" url="https://example.org/talk" '
        'created="Mon, 06 Sep 2021 10:00:00 GMT" category="/grid,sun" description="Good."/>'
    )
    found = read_opml(opml(link))
    assert found.entries == (
        Entry("news", "A talk", year=2021, date="2021-09-06", link="https://example.org/talk",
              keywords=("/grid", "sun"), abstract="Good."),
    )  # fmt: skip


def test_a_folder_or_a_line_of_text_is_nothing():
    assert read('<outline text="F"/><outline/><outline text="G" type="rss"/>') == ([], [], [])


def test_names_of_attributes_may_be_written_any_way():
    assert read('<Outline TEXT="x" XMLURL="https://example.org/a"/>')[0][0][0] == "x"


@pytest.mark.parametrize(
    ("given_as", "address"),
    [
        ("feed://example.org/a", "http://example.org/a"),
        ("feed:https://example.org/a", "https://example.org/a"),
        (" https://example.org/a ", "https://example.org/a"),
    ],
)
def test_an_address_written_for_a_feed_reader_is_an_ordinary_one(given_as, address):
    assert read(f'<outline text="x" xmlUrl="{given_as}"/>')[0] == [("x", address)]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/xml,x", "file:///etc/passwd"])
@pytest.mark.parametrize("key", ["xmlUrl", "url", "htmlUrl"])
def test_an_address_that_leads_nowhere_is_left_out_and_told(link, key):
    feeds, titles, told = read(f'\n<outline text="x" {key}="{link}"/>\n{A}')
    assert (len(feeds), titles) == (1, [])
    assert told == [(3, f"no http or https address: {link!r}: left out")]


def test_a_list_inside_a_list_is_told():
    _, _, told = read('<outline type="include" text="x" url="https://example.org/x.opml"/>')
    assert told == [(2, "another list: 'https://example.org/x.opml': import it by itself")]


def test_a_bare_sign_in_an_address_is_put_right():
    feeds, _, told = read(f'<outline text="R&D &nbsp;x" xmlUrl="https://example.org/?a=1&b=2"/>{A}')
    assert feeds[0] == ("R&D x", "https://example.org/?a=1&b=2")
    assert len(feeds) == 2
    assert told == [(2, "broken XML: not well-formed (invalid token): put right")]


@pytest.mark.parametrize("rest", ["<outline", "</outline></body>", "<a>", "&", "<![CDATA["])
def test_of_a_broken_list_what_comes_before_is_read(rest):
    data = opml(A + "\n").removesuffix(b"</body></opml>") + rest.encode()
    found = read_opml(data)
    assert len(found.feeds) == 1
    assert [trouble.line for trouble in found.troubles] == [3]


def test_folders_may_be_a_hundred_thousand_deep():
    deep = 100_000
    assert len(read('<outline text="F">' * deep + A + "</outline>" * deep)[0]) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_a_declared_encoding_is_respected(encoding):
    document = opml('<outline text="Größe" xmlUrl="https://example.org/a"/>').decode()
    data = f'<?xml version="1.0" encoding="{encoding}"?>{document}'
    assert read_opml(data.encode(encoding)).feeds[0][0] == "Größe"
    # Some programs declare UTF-16 and write UTF-8.
    assert read_opml(data.replace(encoding, "utf-16").encode()).feeds[0][0] == "Größe"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"words", b"<rss/>", b"<html></html>",
        b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml><body/></opml>",
        b"<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml>&a;</opml>",
        b"<opml>" + b" " * LONGEST,
    ],
    ids=["empty", "words", "feed", "page", "entity", "file", "long"],
)  # fmt: skip
def test_what_is_no_list_of_feeds_is_refused_in_one_line(data):
    with pytest.raises(UnreadableFileError, match=r"^not (a list of feeds|read): [^\n]+: [^\n]+$"):
        read_opml(data)


pieces = st.sampled_from(
    [*"<>/&;'\"= ", "outline", "<outline ", "xmlUrl='", "url='x'", "text=", "</body>", "é", "\x08"]
)


@given(st.lists(pieces, max_size=20).map("".join))
def test_whatever_stands_in_a_list_the_good_feed_before_it_comes_in(rubbish):
    found = read_opml(opml(f"{A}\n{rubbish}"))
    assert found.feeds[0] == ("Grid news", "https://example.org/a")
    assert all("\n" not in trouble.says for trouble in found.troubles)
