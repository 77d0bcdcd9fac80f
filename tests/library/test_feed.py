"""Feeds of every age are read; what is broken or made to do harm is said in one line."""

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import UnreadableFileError
from prepkit.library.entry import Entry
from prepkit.library.feed import LONGEST, read_feed
from prepkit.library.feed_parts import LONGEST_ENTRY

NAMES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/"'
)
GOOD = "<item><title>Good</title><link>https://example.org/good</link></item>"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" {NAMES}><channel><title>Grid &amp; Sun</title>
<link>https://example.org/</link>
<item><title>Storms &lt;b&gt;cut&lt;/b&gt; power</title><link>https://example.org/1</link>
<pubDate>Mon, 06 Sep 2021 23:45:00 -0500</pubDate><dc:creator>Tamm, Anu</dc:creator>
<category>storm</category><category>Grid</category><category>storm</category>
<description>&lt;p&gt;Lights &amp;amp; lines&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description>
</item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Grid &amp; Sun</title>
<entry><title type="html">Storms &lt;b&gt;cut&lt;/b&gt; power</title>
<link rel="alternate" href="https://example.org/1"/><published>2021-09-06T23:45:00-05:00</published>
<author><name>Anu Tamm</name><email>anu@example.org</email></author>
<category term="s" label="storm"/><category term="Grid"/>
<summary type="html">&lt;p&gt;Lights &amp;amp; lines&lt;/p&gt;</summary></entry></feed>"""

NEWS = Entry(
    form="news", title="Storms cut power", by=("Anu Tamm",), year=2021, date="2021-09-06",
    venue="Grid & Sun", keywords=("storm", "Grid"), abstract="Lights & lines",
    link="https://example.org/1",
)  # fmt: skip


def rss(items, head="", tail=""):
    start = f'<rss version="2.0" {NAMES}><channel><title>T</title>{head}\n'
    return (start + items + tail + "</channel></rss>").encode()


def one(inside, **head):
    found = read_feed(rss(f"<item>{inside}</item>", **head))
    assert found.troubles == ()
    return found.entries[0]


def read(data):
    """Return titles, and lines with what is said."""
    found = read_feed(data)
    return [entry.title for entry in found.entries], [(t.line, t.says) for t in found.troubles]


@pytest.mark.parametrize(("feed", "format"), [(RSS, "RSS"), (ATOM, "Atom")])
def test_an_entry_is_read_with_all_it_says(feed, format):
    found = read_feed(feed.encode())
    assert (found.format, found.entries, found.troubles) == (format, (NEWS,), ())


@pytest.mark.parametrize(
    "feed",
    [
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd">'
        "<rss version='0.91'><channel><title>F</title><item><title>A</title>"
        "<link>https://example.org/a</link></item></channel></rss>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel><title>F</title></channel>"
        "<item><title>A</title><link>https://example.org/a</link></item></rdf:RDF>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>F</title></channel>"
        "<item rdf:about='a'><title>A</title><link>https://example.org/a</link></item></rdf:RDF>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>F</a:title><a:entry>"
        "<a:title>A</a:title><a:link href='https://example.org/a'/></a:entry></a:feed>",
    ],
    ids=["0.91", "0.90", "1.0", "prefixed Atom"],
)
def test_feeds_of_every_age_are_read(feed):
    found = read_feed(feed.encode())
    assert found.entries == (Entry("news", "A", venue="F", link="https://example.org/a"),)
    assert found.troubles == ()


@pytest.mark.parametrize(
    ("inside", "form"),
    [
        ("<link>https://arxiv.org/abs/2101.00001</link>", "paper"),
        ("<link>http://export.arxiv.org/abs/2101.00001</link>", "paper"),
        ("<link>https://notarxiv.org/abs/1</link>", "news"),
        ("<prism:doi>10.5555/A</prism:doi>", "paper"),
        ("<dc:identifier>doi:10.5555/A</dc:identifier>", "paper"),
        ("<link>https://doi.org/10.5555/a</link>", "paper"),
        ("<enclosure url='https://example.org/a.mp3' type='audio/mpeg'/>", "talk"),
        ("<enclosure url='https://example.org/a.png' type='image/png'/>", "news"),
        ("<link>https://example.org/1</link>", "news"),
    ],
)
def test_where_an_entry_leads_says_what_it_is(inside, form):
    entry = one(f"<title>T</title>{inside}")
    assert entry.form == form
    assert entry.doi in ("", "10.5555/a")


def test_a_preprint_is_read_without_what_arxiv_puts_around_it():
    entry = one(
        "<title>Phases (arXiv:2101.00001v1 [cs.LG])</title>"
        "<link>https://arxiv.org/abs/2101.00001</link><category>cs.LG</category>"
        "<dc:creator>Anu Tamm, Vera van Gogh, Bo Li</dc:creator>"
        "<description>arXiv:2101.00001v1 Announce Type: new \nAbstract: We look.</description>"
    )
    assert (entry.title, entry.abstract, entry.keywords) == ("Phases", "We look.", ("cs.LG",))
    assert entry.by == ("Anu Tamm", "Vera van Gogh", "Bo Li")


def test_an_episode_without_a_page_leads_to_its_sound():
    entry = one("<title>T</title><enclosure url='https://example.org/a.mp3' type='audio/mpeg'/>")
    assert entry.link == "https://example.org/a.mp3"


def test_the_journal_an_entry_names_goes_before_the_title_of_the_feed():
    entry = one("<title>T</title><prism:publicationName>Grid Letters</prism:publicationName>")
    assert entry.venue == "Grid Letters"


@pytest.mark.parametrize(
    ("inside", "by"),
    [
        ("<author>anu@example.org (Anu Tamm)</author>", ("Anu Tamm",)),
        ("<author>anu@example.org</author>", ()),
        ("<dc:creator>Tamm, Anu</dc:creator>", ("Anu Tamm",)),
        ("<dc:creator>Anu Tamm and Bo Li; Vera</dc:creator>", ("Anu Tamm", "Bo Li", "Vera")),
        ("<dc:creator>Anu Tamm</dc:creator><dc:creator>Bo Li</dc:creator>", ("Anu Tamm", "Bo Li")),
    ],
)
def test_authors_are_names_and_not_addresses(inside, by):
    assert one(f"<title>T</title>{inside}").by == by


@pytest.mark.parametrize(
    ("date", "read_as"),
    [
        ("<pubDate>Mon, 06 Sep 2021 23:45:00 -0500</pubDate>", "2021-09-06"),
        ("<pubDate>06 Sep 21 10:00 GMT</pubDate>", "2021-09-06"),
        ("<dc:date>2021-09</dc:date>", "2021-09"),
        ("<pubDate>soon</pubDate>", ""),
        ("<pubDate>0000-00-00</pubDate>", ""),
        ("", ""),
    ],
)
def test_the_day_is_the_one_the_entry_names_where_it_was_written(date, read_as):
    entry = one(f"<title>T</title>{date}")
    assert (entry.date, entry.year) == (read_as, 2021 if read_as else None)


def test_an_entry_without_a_title_is_called_by_its_beginning():
    entry = one("<description>" + "word " * 60 + "</description>")
    assert entry.title == "word " * 19 + "word…"


def test_an_entry_that_says_nothing_is_told():
    assert read(rss(f"<item><link>https://example.org</link></item>\n{GOOD}")) == (
        ["Good"], [(2, "an entry without title and text: left out")],
    )  # fmt: skip


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://example.org/a"])
def test_a_link_that_leads_to_no_page_is_left_out_and_told(link):
    titles, told = read(rss(f"\n<item><title>A</title><link>{link}</link></item>\n{GOOD}"))
    assert titles == ["A", "Good"]
    assert told == [(3, f"a link that is no http or https address: '{link}': left out")]


def test_a_link_is_completed_with_the_address_of_the_feed():
    head = "<link>https://example.org/news/</link>"
    assert one("<title>T</title><link>/1</link>", head=head).link == "https://example.org/1"
    assert one("<title>T</title><guid>77</guid>", head=head).link == ""


def test_entries_with_the_same_name_are_all_read():
    twins = "".join(f"<item><guid>1</guid><title>{name}</title></item>" for name in "AB")
    assert read(rss(twins)) == (["A", "B"], [])


def test_texts_in_cdata_may_hold_what_looks_like_a_feed():
    inside = "<description><![CDATA[<item>&lt;b></item> & ]]></description>"
    assert read(rss(f"<item><title><![CDATA[A & B]]></title>{inside}</item>{GOOD}")) == (
        ["A & B", "Good"], [],
    )  # fmt: skip


def test_every_script_is_read_and_nothing_unseen():
    titles, told = read(rss("<item><title>שלום עולם 東京 \u202eабв\u200b</title></item>"))
    assert (titles, told) == (["שלום עולם 東京 абв"], [])


@pytest.mark.parametrize(
    ("items", "titles"),
    [
        ("<item><title>AT&T &nbsp;caf&eacute;</title></item>", ["AT&T café"]),
        ("<item><title>a\x08b&#8;</title></item>", ["ab"]),
        ("<item><title>A</title><x:rating>5</x:rating></item>", ["A"]),
        ("<item><title>A</title><description>x<br>y & z</description></item>", ["A"]),
        ("<item><title>A<br></title></item>", ["A"]),
        ("<item><title>A</title><description><p>x</description></item>", ["A"]),
        ("<item><title>A</title><b></item>", []),
        ("<item><title>A</title>", []),
    ],
    ids=["signs", "control", "prefix", "html", "title", "paragraph", "open", "unclosed"],
)
def test_a_broken_entry_costs_no_other_and_is_told_in_one_line(items, titles):
    found, ((line, says),) = read(rss(f"{GOOD}\n{items}\n{GOOD}"))
    assert found == ["Good", *titles, "Good"]
    assert line == 3
    assert "broken" in says


def test_a_missing_namespace_of_a_known_prefix_is_known():
    data = (
        b"<rss version='2.0'><channel><item><title>A</title><dc:creator>Bo Li</dc:creator></item>"
    )
    assert read_feed(data + b"</channel></rss>").entries[0].by == ("Bo Li",)


def test_of_a_feed_that_was_cut_off_the_whole_entries_come_in():
    data = rss(f"{GOOD}\n{GOOD}\n{GOOD}")
    for cut in range(data.index(GOOD.encode()), len(data)):
        found = read_feed(data[:cut])
        assert len(found.entries) == data[:cut].count(b"</item>")
        assert len(found.troubles) == 1


@pytest.mark.parametrize("tail", [b"<script>x</script>", b"\n<!-- <a -- >", b"words", b"\0\0"])
def test_what_follows_a_feed_does_no_harm(tail):
    titles, told = read(rss(GOOD) + tail)
    assert (titles, len(told)) == (["Good"], 1)


def test_blanks_in_front_do_no_harm():
    assert read(b"\n\n  " + RSS.encode()) == (["Storms cut power"], [])


def test_a_feed_that_is_not_what_it_declares_is_read_and_that_is_said():
    data = RSS.replace("Storms", "Stürme").encode("latin-1")
    titles, told = read(data)
    assert titles == ["Stürme cut power"]
    assert [line for line, says in told if "read as cp1252" in says] == [4]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1", "windows-1252"])
def test_a_declared_encoding_is_respected(encoding):
    data = RSS.replace("utf-8", encoding).replace("Storms", "Stürme").encode(encoding)
    assert read(data) == (["Stürme cut power"], [])


@pytest.mark.parametrize(
    "data",
    [
        b"", b"hello", b"<!DOCTYPE html><html><body>x</body></html>", b"<opml/>", b"\x00\x01",
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'><channel/></rss>",
        b"<!DOCTYPE rss SYSTEM 'a>b' [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>",
        '<!DOCTYPE rss [<!ENTITY a "b">]><rss/>'.encode("utf-16"),
        b"<?xml version='1.0' encoding='utf-7'?>+ADw-rss/+AD4-",
        b"<rss " + b" ".join(b"a%d='b'" % n for n in range(10_000)) + b"/>",
        rss("<item>" + "".join(f"<category>{n}</category>" for n in range(5_000)) + "</item>"),
        rss("".join(f"<p{n}:a xmlns:p{n}='u{n}'/>" for n in range(5_000))),
        rss(f"<item xml:base='https://a/{'b/' * 2_000}'/>"),
        rss("<a/>" * 1_000_001),
        b" " * (LONGEST + 1),
    ],
    ids=["empty", "words", "page", "opml", "binary", "entity", "trick", "utf-16", "utf-7",
         "attributes", "keywords", "namespaces", "base", "elements",
         "long"],
)  # fmt: skip
def test_what_is_no_feed_is_refused_in_one_line(data):
    with pytest.raises(UnreadableFileError, match=r"^not (a feed|read): [^\n]+: [^\n]+$"):
        read_feed(data)


def test_feedparser_alone_would_take_what_is_refused():
    # The control: the guard is needed for what feedparser reads without a word.
    keywords = "".join(f"<category>{n}</category>" for n in range(1_001))
    parsed = feedparser.parse(rss(f"<item>{keywords}</item>"))
    assert (bool(parsed.bozo), len(parsed.entries[0].tags)) == (False, 1_001)


@pytest.mark.parametrize("word", ["x", "y ", "\n", "&amp;", "<b/>"])
def test_an_endless_entry_is_left_out_and_the_rest_comes_in(word):
    endless = f"<item><title>{word * (LONGEST_ENTRY // len(word) + 1)}</title></item>"
    titles, ((line, says),) = read(rss(f"{GOOD}\n{endless}\n{GOOD}"))
    assert (titles, line) == (["Good", "Good"], 3)
    assert says.startswith("an entry of 500,0")


def test_a_feed_that_says_endless_things_of_itself_is_read_without_them():
    head = f"<description>{'x y ' * LONGEST_ENTRY}</description>"
    found = read_feed(rss(GOOD, head=head))
    assert [(entry.title, entry.venue) for entry in found.entries] == [("Good", "")]


def test_a_title_of_fifty_megabytes_is_left_out_and_the_rest_comes_in():
    titles, told = read(rss(f"<item><title>{'x' * 50_000_000}</title></item>{GOOD}"))
    assert (titles, len(told)) == (["Good"], 1)


def test_a_name_without_blanks_is_cut_before_feedparser_looks_for_an_address_in_it():
    entry = one(f"<title>T</title><author>{'a' * 400_000}</author>")
    assert len(entry.by[0]) == 300


@pytest.mark.parametrize("depth", [1_000, 20_000])
def test_depth_does_no_harm(depth):
    assert read(rss("<x>" * depth + "</x>" * depth + GOOD)) == (["Good"], [])
    titles, told = read(rss("<item>" * depth))
    assert titles == []
    assert 1 <= len(told) <= 1_001


@pytest.mark.parametrize("piece", ["< ", "<a ", "<!", "<![CDATA[", "<?", "</", "&#", '<a b="'])
def test_endless_rubbish_is_told_in_one_line(piece):
    titles, told = read(rss(GOOD + piece * 50_000))
    assert (titles, len(told)) == (["Good"], 1)


def test_a_tag_feedparser_stumbles_over_costs_one_entry():
    odd = "<item><title>Odd<width><link/></width></title></item>"
    with pytest.raises(TypeError):
        feedparser.parse(rss(odd))
    found = read_feed(rss(f"{GOOD}\n{odd}\n{GOOD}"))
    assert [(entry.title, entry.venue) for entry in found.entries] == [("Good", "T")] * 2
    assert [(t.line, t.says) for t in found.troubles] == [(3, "an entry cannot be read: left out")]


pieces = st.sampled_from(
    [*"<>/&;'\"= ", "item", "entry", "<item>", "</item>", "<title>", "</title>", "link",
     "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#0;", "dc:", "xmlns:dc='x'", "<category>", "é",
     "\x08", "\n", "<pubDate>", "2021", "<author>", "a@b", "\ud800", "</channel>", "</rss>"]
)  # fmt: skip


@given(st.lists(pieces, max_size=30).map("".join))
def test_whatever_stands_in_a_feed_the_good_entry_before_it_comes_in(rubbish):
    data = rss(f"{GOOD}\nRUBBISH").replace(b"RUBBISH", rubbish.encode(errors="surrogatepass"))
    found = read_feed(data)
    assert found.entries[0].title == "Good"
    assert all("\n" not in trouble.says for trouble in found.troubles)
