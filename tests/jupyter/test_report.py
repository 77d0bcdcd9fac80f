"""One report for one company, in every format."""

import datetime
import html.parser
import io
import os
import stat
import subprocess
import sys
import tomllib
from importlib.resources import files

import nbformat
import pikepdf
import pypdf
import pytest

from prepkit.chapters import CHAPTERS, chapter
from prepkit.deep_dive.records import Target
from prepkit.errors import NotebookRunError, WorkspaceError
from prepkit.jupyter.report import make_report, missing_line
from prepkit.retrospective.records import Project, Story
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)


def squeezed(text):
    return "".join(text.replace("\u200b", "").split())


def page_texts(path):
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def pdf_text(path):
    return "".join(page_texts(path))


@pytest.fixture(scope="module")
def full_pages(full_report):
    """Return what each page of the full report says: reading them takes seconds."""
    return page_texts(full_report[0].written[0])


def first_words(text, count=40):
    """Return the beginning of a text's first line, without the blanks."""
    return squeezed(text.strip().splitlines()[0][:count])


def sentences_of_every_section():
    """Return a piece of what the sample says in each section, by section."""
    load = {
        name: tomllib.loads(
            (files("prepkit.content") / "sample" / f"{name}.toml").read_text("utf-8")
        )
        for name in ("companies", "library", "compass", "retrospective")
    }
    company, past = load["companies"]["company"][0], load["retrospective"]
    return {
        "target": company["why"],
        "claims": company["claim"][0]["statement"],
        "reading": next(r["takeaway"] for r in load["library"]["reading"] if r.get("takeaway")),
        "questions": company["question"][0]["question"],
        "mirrors": load["compass"]["mirror"]["five_years"]["mirror"],
        "values": load["compass"]["value"][0]["meaning"],
        "priorities": load["compass"]["priority"]["work"]["action"],
        "goals": load["compass"]["goal"][0]["why"],
        "projects": past["project"][0]["what"],
        "energy": past["energy"][0]["moment"],
        "stories": past["story"][0]["situation"],
        "stumbles": past["stumble"][0]["happened"],
    }


def test_files_are_named_after_the_company_and_only_the_owner_may_read_them(full_report):
    made, steps = full_report
    names = [path.name for path in made.written]
    assert names == [
        "skerry-grid-data-prep.pdf", "skerry-grid-data-prep.html", "deep_dive.ipynb",
        "compass.ipynb", "retrospective.ipynb",
    ]  # fmt: skip
    assert steps == ["Deep dive", "Compass", "Retrospective", "pdf", "html", "notebook"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in made.written)
    assert not made.notes
    assert not made.missing


@pytest.mark.parametrize(("section", "said"), sentences_of_every_section().items())
def test_every_section_is_in_the_pdf_and_in_the_html(full_report, full_pages, section, said):
    assert first_words(said) in squeezed("".join(full_pages))
    page = full_report[0].written[1]
    parser = html.parser.HTMLParser()
    words = []
    parser.handle_data = words.append
    parser.feed(page.read_text("utf-8"))
    assert first_words(said) in squeezed("".join(words))


def test_the_pdf_has_cover_contents_bookmarks_page_numbers_and_sources(full_report, full_pages):
    for said in ("Skerry Grid Data", "Staff Data Engineer", "5 December 2026", "12 days left"):
        assert said in full_pages[0]
    assert full_pages[1].startswith("Contents")
    assert f"3 / {len(full_pages)}" in full_pages[2]
    assert "Sources" in full_pages[-1] or "Sources" in full_pages[-2]
    with pikepdf.open(full_report[0].written[0]) as pdf, pdf.open_outline() as outline:
        chapters = {item.title: [child.title for child in item.children] for item in outline.root}
    assert list(chapters) == ["Deep dive", "Compass", "Retrospective", "Sources"]
    assert chapters["Compass"] == [section.title for section in chapter("compass").sections]


def test_charts_in_the_pdf_are_vectors_with_words_beside_them(full_report):
    with pikepdf.open(full_report[0].written[0]) as pdf:
        assert not [image for page in pdf.pages for image in page.get_images()]
        figures = [
            str(item.Alt)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/S") == "/Figure"
            and "/Alt" in item
        ]
    assert any("claims by facet" in alt for alt in figures)
    assert any("Energy and engagement from 1 to 5" in alt for alt in figures)


def test_code_and_working_instructions_never_print(full_pages):
    text = "".join(full_pages)
    assert "open_workbook" not in text
    assert "wb.show" not in text
    assert "Run All Cells" not in text
    assert "Do this." not in text
    assert "Why it matters." in text


def test_notebooks_for_reading_carry_no_widgets_and_no_path_of_the_machine(
    full_report, sample_folder
):
    for path in full_report[0].written[2:]:
        text = path.read_text("utf-8")
        assert "widget-view" not in text
        assert str(sample_folder) not in text
        notebook = nbformat.reads(text, as_version=4)
        assert "widgets" not in notebook.metadata
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        assert any("text/html" in output.get("data", {}) for output in outputs)


@pytest.fixture
def thin_folder(tmp_path):
    """The folder of a workspace with one company and nothing else."""
    workspace = Workspace.create(tmp_path / "thin")
    workspace.add_company("Thin & Co")
    return workspace.folder


def test_the_same_day_gives_the_same_bytes_and_another_day_does_not(make, thin_folder):
    Workspace(thin_folder).save(
        Target, {"interview_on": "2026-12-05"}, id="target-thin-co", company="thin-co"
    )
    first, again, later = (
        make(thin_folder, "thin-co", "pdf", "html", day=day)[0].written
        for day in (DAY, DAY, DAY + datetime.timedelta(days=1))
    )
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in first]
    assert "12 days left" in pdf_text(first[0])
    assert "11 days left" in pdf_text(later[0])


def everything_said(made):
    pages = [p.read_text("utf-8") for p in made.written if p.suffix != ".pdf"]
    return squeezed("".join([pdf_text(made.written[0]), *pages]))


def test_a_report_for_somebody_else_holds_nothing_private(make, sample):
    secrets = [f"zebra-crossing-{n}" for n in range(4)]
    sample.save(Story, {"title": secrets[0], "situation": secrets[0]}, visibility="private")
    taken_back = sample.save(Story, {"title": secrets[1]}, visibility="coach")
    sample.save(Story, {"title": "x"}, id=taken_back.id, visibility="private",
                base=taken_back.origin.revision)  # fmt: skip
    sample.save(Story, {"task": "y"}, id=taken_back.id, visibility="coach",
                base=taken_back.origin.revision)  # fmt: skip
    project = sample.save(Project, {"title": secrets[2]}, visibility="private")
    sample.save(Story, {"title": "open tale", "project": project.id}, visibility="coach")
    own = sample.folder / "workbooks" / "compass.ipynb"
    book = nbformat.read(own, as_version=4)
    book.cells[0].source += f"\n\n{secrets[3]}"
    nbformat.write(book, own)
    made, _ = make(sample.folder, "skerry-grid-data", "pdf", "html", "notebook", audience="coach")
    said = everything_said(made)
    assert not [secret for secret in secrets if secret in said]
    assert "opentale" in said


def test_a_report_for_somebody_else_says_so_and_leaves_ones_own_alone(make, thin_folder):
    made, _ = make(thin_folder, "thin-co", "pdf", "notebook", audience="coach")
    assert made.written[0].name == "thin-co-prep-for-coach.pdf"
    assert {path.parent.name for path in made.written[1:]} == {"notebooks-for-coach"}
    assert "for my coach, without what is private" in pdf_text(made.written[0])


def test_nobody_else_is_told_that_what_they_may_not_see_is_not_there(make, sample):
    made, _ = make(sample.folder, "tinderbox-heat", "pdf", audience="share")
    text = pdf_text(made.written[0])
    assert "Nothing in this section is for you to see." in text
    untrue = ("Nothing here yet", "Goals 0", "Not yet:", "Served by no goal", "Nothing yet on")
    assert not [said for said in untrue if said in text]


def test_companies_with_one_long_beginning_get_a_report_each(make, tmp_path):
    folder = tmp_path / "long"
    workspace = Workspace.create(folder)
    names = [f"International Business Development Corporation {c}" for c in ("Gdansk", "Lyon")]
    for name in names:
        workspace.add_company(name)
    for company in workspace.companies():
        made, _ = make(folder, company.id, "pdf")
        assert squeezed(company.target.name) in squeezed(pdf_text(made.written[0]))


def test_the_bytes_are_the_same_in_another_time_zone(full_report, sample_folder, tmp_path):
    command = [sys.executable, "-m", "prepkit", "report", "skerry", "--as-of", "2026-11-23",
               "--workspace", sample_folder, "--out", tmp_path]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"TZ": "Asia/Tokyo"})
    there = tmp_path / "skerry-grid-data" / "skerry-grid-data-prep.pdf"
    assert there.read_bytes() == full_report[0].written[0].read_bytes()


def test_an_almost_empty_company_still_makes_a_whole_report(make, thin_folder):
    made, _ = make(thin_folder, "thin-co", "pdf", "html")
    text = pdf_text(made.written[0])
    assert "Thin & Co" in text
    assert text.count("Nothing here yet.") == sum(len(c.sections) for c in CHAPTERS)
    assert "Write down one episode" in text


def test_edited_guide_texts_are_used_and_changed_code_is_not_run(make, tmp_path):
    folder = tmp_path / "edited"
    workspace = Workspace.create(folder)
    workspace.add_company("Acme")
    own = folder / "workbooks" / "compass.ipynb"
    notebook = nbformat.read(own, as_version=4)
    notebook.cells[0].source = "# Kompass\n\nGrüße"
    parameters = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    trace = tmp_path / "trace"
    parameters.source = f"open({str(trace)!r}, 'w').write('ran')"
    nbformat.write(notebook, own)
    hostile = folder / "workbooks" / "deep_dive.ipynb"
    notebook = nbformat.read(hostile, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(f"open({str(trace)!r}, 'w').write('ran')"))
    nbformat.write(notebook, hostile)
    made, _ = make(folder, "acme", "pdf")
    assert "Kompass" in pdf_text(made.written[0])
    assert not trace.exists()
    assert len(made.notes) == 1
    assert "deep_dive.ipynb has other code in it" in made.notes[0]


def test_a_notebook_that_stops_is_told_in_one_line(make, sample):
    workspace = Workspace(sample.folder)
    company = workspace.company("tinderbox-heat")
    sample.delete("target-tinderbox-heat")
    with pytest.raises(NotebookRunError, match=r"^stopped: Deep dive: no company") as caught:
        make_report(workspace, company, out=sample.folder / "o", formats=("pdf",), as_of=DAY,
                    on_step=str)  # fmt: skip
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left_behind(
    make, thin_folder, tmp_path_factory, monkeypatch
):
    blocked = tmp_path_factory.mktemp("blocked")
    folder = blocked / "thin-co"
    (folder / "thin-co-prep.pdf").mkdir(parents=True)
    monkeypatch.setattr(tmp_path_factory, "mktemp", lambda name: blocked)
    with pytest.raises(WorkspaceError, match=r"cannot be used: .*thin-co-prep.pdf"):
        make(thin_folder, "thin-co", "pdf")
    assert [path.name for path in folder.iterdir()] == ["thin-co-prep.pdf"]


def test_characters_no_font_has_are_named_in_one_line():
    from collections import Counter

    line = missing_line(Counter({"漢": 2, "\ue000": 1}))
    assert line.startswith("3 characters could not be printed")
    assert "U+6F22 CJK UNIFIED IDEOGRAPH-6F22" in line
    assert "prepkit[cjk]" in line
    assert missing_line(Counter()) == ""


def test_a_pdf_opens_without_complaint(full_report):
    with pikepdf.open(io.BytesIO(full_report[0].written[0].read_bytes())) as pdf:
        assert pdf.check_pdf_syntax() == []
