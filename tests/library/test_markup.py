"""XML is looked at before anything is made of it; of HTML what a person reads is left."""

from xml.sax import ContentHandler

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.errors import UnreadableFileError
from prepkit.library.markup import look, mended, root, utf8, words


class Texts(ContentHandler):
    """Keeps all that is told of texts."""

    def __init__(self):
        super().__init__()
        self.told = ""

    def characters(self, content):
        self.told += content


LAUGHS = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{i} "{("&a" + str(i - 1) if i else "&a") + ";"}">' for i in range(9))
    + "]><r>&a8;</r>"
)


@pytest.mark.parametrize(
    "document",
    [
        LAUGHS,
        f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]><r>{"&a;" * 50_000}</r>',
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>',
        '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://localhost/x"> %a;]><r/>',
        '<!DOCTYPE r [<!ATTLIST r a CDATA "x">]><r/>',
        '<!DOCTYPE r SYSTEM "x" [<!NOTATION n SYSTEM "y">]><r/>',
    ],
    ids=["laughs", "quadratic", "file", "parameter", "attributes", "notation"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_a_grammar_of_its_own_is_refused_in_one_line(document, encoding):
    data, _ = utf8(document.encode(encoding))
    with pytest.raises(
        UnreadableFileError, match=r"^not read: it defines entities of its own"
    ) as e:
        look(data)
    assert "\n" not in str(e.value)


def test_the_parser_would_have_expanded_what_is_refused():
    # The control: without the guard the same parser does read it.
    import xml.sax

    texts = Texts()
    xml.sax.parseString(LAUGHS, texts)
    assert texts.told == "ha"


def test_a_grammar_that_is_only_named_is_left_out_and_the_lines_stay():
    data, _ = utf8(
        b'<?xml version="1.0"?>\n<!DOCTYPE rss PUBLIC "-//N//DTD"\n "http://n/r.dtd">\n<rss/>'
    )
    assert b"DOCTYPE" not in data
    assert data.count(b"\n") == 3
    assert look(data) is None


def test_an_included_file_is_not_read():
    texts = Texts()
    include = '<xi:include href="file:///etc/passwd" parse="text"/>'
    data = f'<r xmlns:xi="http://www.w3.org/2001/XInclude">a{include}b</r>'.encode()
    assert look(data, texts) is None
    assert texts.told == "ab"


def test_where_a_document_breaks_is_told_and_what_comes_before_was_read():
    texts = Texts()
    trouble = look(b"<r>\n<a>one</a>\n<a>two</b></r>", texts)
    assert (trouble.line, trouble.says) == (3, "broken XML: mismatched tag")
    assert texts.told == "\none\ntwo"


def test_a_prefix_without_a_namespace_is_a_fault_only_where_names_matter():
    assert look(b"<r><dc:a/></r>") is None
    assert look(b"<r><dc:a/></r>", named=True).says == "broken XML: unbound prefix"


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-8", "utf-16", "koi8-r"])
def test_the_encoding_a_document_declares_is_respected(encoding):
    word = "Größe" if encoding != "koi8-r" else "сеть"
    document = f'<?xml version="1.0" encoding="{encoding}"?><r>{word}</r>'
    assert utf8(document.encode(encoding)) == (f"<r>{word}</r>".encode(), ())


def test_a_document_that_is_not_what_it_declares_is_read_and_that_is_said():
    data, (trouble,) = utf8('<?xml version="1.0" encoding="utf-8"?><r>Größe</r>'.encode("latin-1"))
    assert data.decode() == "<r>Größe</r>"
    assert "read as cp1252" in trouble.says


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (b"<rss/>", "rss"),
        (b"\n <!-- a <b> -- c --><?p x?><rdf:RDF a='1'>", "rdf"),
        (b"<!doctype html>\n<HTML>", "html"),
        (b"words <a>", ""),
        (b"", ""),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", ""),
    ],
)
def test_a_document_is_called_by_its_first_element(document, name):
    assert root(document) == name


def test_a_bare_sign_and_forbidden_characters_are_mended():
    data = b"<r>A&B &amp; &nbsp; &#8; \x08 &#65;</r>"
    assert look(data) is not None
    texts = Texts()
    assert look(mended(data), texts) is None
    assert texts.told == "A&B & &nbsp;   A"


def test_very_deep_nesting_is_gone_through():
    deep = 100_000
    assert look(b"<a>" * deep + b"</a>" * deep) is None


@pytest.mark.parametrize(
    ("html", "read"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("a <b>&amp;</b> b &lt;i&gt;c&lt;/i&gt;", "a & b c"),
        ("x<script>alert(1)</script>y<style>p{}</style>z", "xyz"),
        ("x<script>alert(1)", "x"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<img src=x onerror=alert(1)>שלום <b>עולם</b>", "שלום עולם"),
    ],
)
def test_of_html_the_words_are_left(html, read):
    assert " ".join(words(html).split()) == read


@given(st.text("<a>/scriptylem!- '\"", max_size=60))
def test_no_tag_is_left_of_any_html(html):
    assert "<a>" not in words(html)
    assert "<script" not in words(html)


@given(st.binary(max_size=80))
def test_any_bytes_are_looked_at(data):
    data, _ = utf8(data)
    root(data)
    look(mended(data))
