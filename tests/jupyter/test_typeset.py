"""The printed page: what is typed is on it, letter for letter, and it is tagged."""

import datetime
import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from prepkit.block import Card, Column, Head, Note, Prose, Source, Sources, Table, cell
from prepkit.chapters import CHAPTERS
from prepkit.errors import TypesetError
from prepkit.jupyter import fonts
from prepkit.jupyter.typeset import cover, long_date, typeset
from prepkit.views.charts import dumbbells
from prepkit.views.words import guide

DAY = datetime.date(2026, 11, 23)
AWKWARD = [
    "// b", "/* c */", '#read("x")', "$x$", "@ref", "<tag>", "List<T>", "C:\\new\\table", "\\alpha",
    '"straight"', "“curly”", "it's", "~", "`code`", "#import", "*", "_", "__init__", "5*3*2", "- ",
    "1. ", "2) ", "+ ", "> ", "= ", "{=typst}", "[x](y)", "![a](file:///etc/passwd)", "&amp;",
    "#{1+1}", "#let", "@preview/x:0.1.0", "🚀", "✓", "☕", "→", "½", "€", "Ωmega", "Привет", "Zoë",
    "e\u0301", "مرحبا", "שלום", "हिन्दी", "ภาษา", "漢字", "かな", "한글", "x" * 5000, "ж" * 40,
    "https://example.com/a?b=c#d", "\u200d", "\u202e", "fi", "ffi", "--", "---", "...", "\t",
]  # fmt: skip


def page_text(pdf):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def letters(text):
    """Return how often every visible character stands in a text, list signs apart."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(
        char
        for char in plain
        if not char.isspace() and unicodedata.category(char) != "Cf" and char not in "*-–•\ufe0f"
    )


def set_pages(*blocks, **changes):
    return typeset([list(blocks)], title="T", cover=None, as_of=DAY, **changes)


def letters_typed(pdf):
    """Return the letters on the pages as a reader's program copies them, footers apart."""
    copied = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode("utf-8")  # fmt: skip
    pages = copied.split("\f")[:-1]
    found = letters(copied)
    for number in range(1, len(pages) + 1):
        found.subtract(letters(f"T{number}/{len(pages)}"))
    return +found


@pytest.fixture(scope="module", autouse=True)
def _all_scripts():
    if "Noto Sans SC" not in fonts.shipped().families():
        pytest.skip("the extra prepkit[cjk] is not installed")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*AWKWARD, " ", " ", "\n", "\n\n"]), max_size=12).map("".join))
@example("".join(f"{text} " for text in AWKWARD))
@example("\n".join(AWKWARD))
def test_what_is_typed_is_on_the_page_letter_for_letter(text):
    pages = set_pages(Prose(text=text))
    assert not pages.missing
    assert letters_typed(pages.pdf) == letters(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_makes_a_page_and_what_cannot_be_printed_is_named(text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    pages = set_pages(Prose(text=text), Card(title=text, texts=((text, text),)))
    printed = page_text(pages.pdf)
    assert all(f"[U+{ord(char):04X}]" in printed.replace("\u200b", "") for char in pages.missing)


@pytest.mark.parametrize("place", ["cell", "title", "label", "fact", "source", "note", "head"])
def test_awkward_text_survives_wherever_it_stands(place):
    text = r'C:\new // #read("x") $x$ @ref <tag> *a* _b_ "q" \u{41} 5*3'
    head = Head(chapter="c", title="T", company=text, role=text, person=text, as_of=DAY)
    source = Source(label=text, link=text)
    table = Table(
        caption=text, columns=(Column(title=text), Column(title="b")),
        rows=((cell(text), cell("", source=source)),),
    )  # fmt: skip
    blocks = {
        "cell": table, "source": table, "note": Note(text=text),
        "title": Card(title=text), "label": Card(title="x", texts=((text, "y"),)),
        "fact": Card(title="x", facts=((text, text),)), "head": head,
    }  # fmt: skip
    front = cover([head], "kind") if place == "head" else None
    pages = typeset([[blocks[place]]], title="T", cover=front, as_of=DAY)
    squeezed = re.sub(r"[\s\u200b]", "", page_text(pages.pdf))
    assert re.sub(r"\s", "", text) in squeezed


LONG = "https://example.com/" + "k" * 300 + "/a_b?c=" + "%20" * 80


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
@pytest.mark.parametrize("word", ["x" * 5000, "W" * 300, "ж" * 300, "م" * 300, LONG, "httpx_" * 60,
                                  "漢" * 300, "สวัสดี" * 80, "m" * 42])  # fmt: skip
def test_nothing_is_set_outside_the_margins_wherever_a_long_word_stands(word):
    head = Head(chapter="c", title="T", company=word, role=word, person=word, as_of=DAY)
    # The head of a table comes again on every page.
    columns = (Column(title=word[:500]), Column(title="b"), Column(title="c", width=4))
    row = (cell(word), cell(word, link=LONG), cell("c"))
    blocks = [
        Prose(text=f"a {word} b\n\n- {word}"), Note(text=word),
        Card(title=word, facts=((word, word),), texts=((word, word),)),
        Table(caption=word, columns=columns, rows=(row,)),
    ]  # fmt: skip
    pages = typeset([blocks], title="T", cover=cover([head], "k"), as_of=DAY)
    boxes = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pages.pdf, capture_output=True, check=True
    ).stdout.decode("utf-8")  # fmt: skip
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert len(ends) > 20
    assert max(ends) < 535


def test_words_that_fit_are_not_touched():
    text = "программирование Здравоохранение والاستراتيجيات Donaudampfschifffahrt"
    table = Table(caption="c", columns=(Column(title="Здравоохранение"), Column(title="b")),
                  rows=((cell(text), cell(text)),))  # fmt: skip
    printed = page_text(set_pages(Prose(text=text), table).pdf)
    assert "\u200b" not in printed
    assert printed.count("программирование") == 3


def test_what_no_font_has_is_named_on_the_page_and_counted():
    pages = set_pages(Prose(text="bell \x07 and private \ue000 and \ue000 again"))
    assert pages.missing == {"\x07": 1, "\ue000": 2}
    assert "[U+0007]" in page_text(pages.pdf)
    assert page_text(pages.pdf).count("[U+E000]") == 2


def test_two_thousand_marks_on_one_letter_are_all_printed():
    pages = set_pages(Prose(text="a" + "\u0301" * 2000))
    assert page_text(pages.pdf).count("\u0301") >= 1990  # the first joins its letter: á


def test_the_pdf_is_tagged_and_says_so_to_both_standards():
    pages = typeset(
        [[*guide("# Chapter\n\n## Section\n\nText"), Prose(text="x")]], title="Title", cover=None,
        as_of=DAY, author="A",
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf, pdf.open_metadata() as metadata:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en"
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"
        assert metadata["dc:title"] == "Title"
        assert [item.title for item in pdf.open_outline().root] == ["Chapter"]


def test_a_table_over_several_pages_repeats_its_head():
    rows = tuple((cell(number), cell("text " * 20)) for number in range(120))
    columns = (Column(title="Number"), Column(title="Repeated head", width=3))
    pages = set_pages(Table(caption="c", columns=columns, rows=rows))
    reader = pypdf.PdfReader(io.BytesIO(pages.pdf))
    assert len(reader.pages) > 3
    assert all("Repeated head" in page.extract_text() for page in reader.pages)


def test_a_section_that_asks_for_a_page_of_its_own_begins_one():
    first, second = guide("## First\n\nText"), guide("## Second\n\nMore")
    together = typeset([[*first, *second]], title="T", cover=None, as_of=DAY)
    apart = typeset(
        [[*first, second[0] | {"page": True}, second[1]]], title="T", cover=None, as_of=DAY
    )
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(apart.pdf)).pages]
    assert len(pypdf.PdfReader(io.BytesIO(together.pdf)).pages) == 1
    assert ["Second" in text and "More" in text for text in pages] == [False, True]


def test_headings_never_skip_a_level():
    contents = [*guide("#### Deep first"), *guide("# One\n\n##### Five"), Card(title="card")]
    assert typeset([contents], title="T", cover=None, as_of=DAY).pdf.startswith(b"%PDF")


def test_a_source_cited_twice_is_listed_once():
    source = Source(label="Annual report", link="https://example.com/r", grade="A")
    table = Table(
        caption="c", columns=(Column(title="a"),), rows=((cell("", source=source),),) * 2
    )  # fmt: skip
    text = page_text(set_pages(table, Sources(items=(source, Source(label="Other")))).pdf)
    assert text.count("[1]") == 3
    assert text.count("Annual report") == 1
    assert text.index("[2]") < text.index("Other")


def test_only_safe_links_can_be_followed():
    rows = tuple(
        (cell("x", link=link),)
        for link in ("https://example.com", "javascript:alert(1)", "file:///etc/passwd", "data:,x")
    )
    text = "see https://example.org/page and file:///etc/passwd"
    pages = set_pages(Table(caption="c", columns=(Column(title="a"),), rows=rows), Prose(text=text))
    with pikepdf.open(io.BytesIO(pages.pdf)) as pdf:
        found = {
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        }
    assert found == {"https://example.com", "https://example.org/page"}


def test_the_same_contents_and_day_give_the_same_bytes():
    contents = [*guide("# A\n\ntext"), Prose(text="x"), Note(text="n")]
    first, second = (typeset([contents], title="T", cover=None, as_of=DAY).pdf for _ in range(2))
    other = typeset([contents], title="T", cover=None, as_of=datetime.date(2026, 1, 1)).pdf
    assert first == second != other


def drawn(label):
    alt = f"{label} rose"
    return dumbbells([(label, 1, 2)], first="x", second="y", axis="z", caption="C", alt=alt)


def pictures(pdf):
    """Return what the pictures of each page are described as, and how many are pixels."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        figures = [
            str(item.Alt) for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/Alt" in item
        ]  # fmt: skip
        return sorted(figures), sum(len(page.get_images()) for page in opened.pages)


@pytest.mark.parametrize(
    "label",
    ["مهندس شبكات", "कार्यक्रम", "திட்டம்", "ខ្មែរ", "မြန်မာ", "เมื่อ", "שָׁלוֹם", "o̩"],
)  # fmt: skip
def test_a_chart_with_letters_that_shape_each_other_is_printed_as_pixels_and_the_others_not(label):
    pages = set_pages(drawn("Plain Ωж"), drawn(label), Prose(text=label))
    assert pages.missing == {}
    assert pictures(pages.pdf) == (sorted(["Plain Ωж rose", f"{label} rose"]), 1)


@pytest.mark.parametrize("label", ["Plain", "漢字", "שלום", "👩🏽‍🚀"])
def test_a_chart_whose_letters_stand_for_themselves_stays_lines(label):
    assert pictures(set_pages(drawn(label)).pdf) == ([f"{label} rose"], 0)


def test_a_chart_that_is_none_is_refused_in_one_line():
    from prepkit.block import Chart

    with pytest.raises(TypesetError, match=r"the chart cannot be drawn: 'wrong'") as caught:
        set_pages(Chart(caption="wrong", alt="a", spec={"mark": 3}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("days", "said"),
    [(12, "12 days left"), (1, "1 day left"), (0, "It is today"), (-1, "It was yesterday"),
     (-9, "It was 9 days ago")],
)  # fmt: skip
def test_the_cover_counts_the_days(days, said):
    day = (DAY + datetime.timedelta(days=days)).isoformat()
    head = Head(chapter="c", title="T", company="Acme", as_of=DAY, interview_on=day)
    assert cover([head], "k")["countdown"] == said


def test_dates_are_spelt_the_same_on_every_computer():
    assert long_date(DAY) == "Monday 23 November 2026"


def test_untitled_texts_of_a_card_are_set_one_below_the_other():
    texts = (("", "I count twice."), ("", "مرحبا"), ("Why", "Because."))
    pdf = set_pages(Card(title="What matters", texts=texts)).pdf
    said = page_text(pdf)
    assert said.index("What matters") < said.index("I count twice.") < said.index("Because.")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/StructTreeRoot" in opened.Root


def test_a_title_of_fifty_thousand_letters_is_printed_in_full_and_stops_nothing():
    title = "word " * 10_000 + "end"
    chart = dumbbells([("a", 1, 2)], first="x", second="y", axis="z", caption="C", alt=title)
    pdf = set_pages(Card(title=title), chart).pdf
    assert letters(page_text(pdf))["w"] >= 10_000
    assert "end" in page_text(pdf)


def test_the_cover_is_one_page_with_every_section_and_a_name_of_two_lines():
    name = "Wharfside Public Health Laboratory and Waters"
    heads = [
        Head(
            chapter=chapter.id, title=chapter.title, as_of=DAY, company=name, person="Hedda Quaye",
            role="Head of Data and Reporting", interview_on="2026-12-19", state="prepkit 1",
            progress=tuple((section.title, 1, 3) for section in chapter.sections),
        )
        for chapter in CHAPTERS
    ]  # fmt: skip
    pdf = typeset([[Prose(text="x")]], title="T", cover=cover(heads, "k"), as_of=DAY).pdf
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    assert "prepkit 1" in pages[0]
    assert pages[1].startswith("Contents")
