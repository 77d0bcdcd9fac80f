from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from ipywidgets.widgets.widget import _instances
from traitlets.config import Config

from prepkit import open_workbook
from prepkit.block import BLOCK_MIME, PIECE
from prepkit.compass.records import Goal, Mirror, Value
from prepkit.deep_dive.records import Claim, Target, Watch
from prepkit.errors import (
    InvalidParameterError,
    PrepkitError,
    UnknownCompanyError,
    UnknownSectionError,
    WorkspaceNotFoundError,
)
from prepkit.retrospective.records import Project, Story
from prepkit.views.charts import VEGA_LITE_MIME
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace

DAY = "2026-11-23"
WIDGET = "application/vnd.jupyter.widget-view+json"
STILL = {"text/html", "text/markdown", "text/plain"}


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """An IPython as a notebook's cells run in, without a history of its own."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.warn_venv = False  # a person may have another environment activated
    yield InteractiveShell.instance(config=config)
    InteractiveShell.clear_instance()


def published(action: Any, *args: Any) -> list[dict[str, Any]]:
    """Return what a cell shows: the data of every output, by MIME type."""
    with capture_output() as captured:
        action(*args)
    assert (captured.stdout, captured.stderr) == ("", "")
    return [output.data for output in captured.outputs]


def pieces(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what outputs say on paper, in order."""
    return [piece for data in outputs for piece in data.get(BLOCK_MIME, [])]


def blocks(outputs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    found = [PIECE.validate_python(piece) for piece in pieces(outputs)]
    return [(piece.section, piece.block.type) for piece in found]


def widget(data: dict[str, Any]) -> Any:
    """Return the widget an output shows."""
    return _instances[data[WIDGET]["model_id"]]


def opened(workspace: Workspace, chapter: str = "deep_dive", **more: str) -> Workbook:
    return open_workbook(chapter, workspace.folder, as_of=DAY, **more)


@pytest.mark.parametrize(
    ("parameters", "error", "said"),
    [
        ({"as_of": "23.11.2026"}, InvalidParameterError, "not a day: as_of='23.11.2026'"),
        ({"as_of": "2026-11"}, InvalidParameterError, "write it as 2026-11-23"),
        ({"as_of": "2026-11-31"}, InvalidParameterError, "not a day"),
        ({"audience": "boss"}, InvalidParameterError, "no audience 'boss': known are me, coach"),
        ({"chapter": "deepdive"}, UnknownSectionError, "did you mean 'deep_dive'?"),
        ({"company": "Acmee"}, UnknownCompanyError, "no company 'Acmee': did you mean 'acme'?"),
        ({"workspace": "nowhere"}, WorkspaceNotFoundError, "run 'prepkit init'"),
    ],
)
def test_what_makes_no_sense_is_said_in_one_line(
    workspace: Workspace, parameters: dict[str, str], error: type[PrepkitError], said: str
) -> None:
    workspace.add_company("Acme")
    given = {"chapter": "compass", "workspace": str(workspace.folder)} | parameters
    with pytest.raises(error) as raised:
        open_workbook(**given)  # type: ignore[arg-type]  # all are texts
    assert said in str(raised.value)
    assert raised.value._render_traceback_() == [str(raised.value)]
    assert "\n" not in str(raised.value)


def test_a_notebook_shows_an_error_as_one_line_and_no_traceback(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    shell.push({"workbook": opened(workspace)})
    with capture_output() as captured:
        shell.run_cell("workbook.show('targt')")
    assert captured.stdout == "no section 'targt' in deep_dive: did you mean 'target'?\n"


@pytest.mark.parametrize("method", ["form", "show", "records", "frame"])
def test_a_section_that_does_not_exist_is_named_with_one_that_does(
    workspace: Workspace, method: str
) -> None:
    with pytest.raises(
        UnknownSectionError, match=r"^no section 'claim' in deep_dive: did you mean"
    ):
        getattr(opened(workspace), method)("claim")


def test_left_out_the_company_is_the_one_with_the_next_interview(workspace: Workspace) -> None:
    for name, day in (("Past", "2026-11-22"), ("Later", "2026-12-24"), ("Next", "2026-11-23"),
                      ("Vague", "2026-11"), ("Open", "")):  # fmt: skip
        workspace.add_company(name, interview_on=day)
    assert opened(workspace).company == "next"
    assert open_workbook("compass", workspace.folder, as_of="2026-11-24").company == "later"


def test_without_an_interview_ahead_the_company_is_the_first_one(workspace: Workspace) -> None:
    assert opened(workspace).company == ""
    workspace.add_company("Past", interview_on="2020-01-01")
    workspace.add_company("Open")
    assert opened(workspace).company == "past"


@pytest.mark.parametrize("name", ["acme-foods", "Acme Foods", "ACME", "acme"])
def test_a_company_is_found_by_its_id_its_name_or_their_beginning(
    workspace: Workspace, name: str
) -> None:
    workspace.add_company("Acme Foods")
    workspace.add_company("Bolt", interview_on="2026-11-24")
    assert opened(workspace, company=name).company == "acme-foods"


def test_a_workbook_says_what_it_is(workspace: Workspace) -> None:
    assert repr(opened(workspace)) == "<prepkit deep_dive for no company>"
    workspace.add_company("Acme")
    assert repr(opened(workspace, "compass")) == "<prepkit compass for acme>"


def test_a_frame_has_a_row_for_each_record_and_a_column_for_each_field(
    workspace: Workspace,
) -> None:
    value = workspace.save(Value, {"value": "autonomy"})
    goals = [workspace.save(Goal, {"goal": goal, "serves": [value.id]}) for goal in "ab"]
    frame = opened(workspace, "compass").frame("goals")
    assert frame.shape == (2, len(Goal.specs()))
    assert list(frame.columns) == [spec.name for spec in Goal.specs()]
    assert (frame.index.name, list(frame.index)) == ("id", [goal.id for goal in goals])
    assert frame.loc[goals[1].id, "goal"] == "b"
    assert frame.loc[goals[0].id, "serves"] == (value.id,)


@pytest.mark.parametrize(
    ("chapter", "section"),
    [("deep_dive", "claims"), ("compass", "priorities"), ("retrospective", "stories")],
)
def test_a_frame_of_nothing_still_has_its_columns(
    workspace: Workspace, chapter: str, section: str
) -> None:
    workbook = opened(workspace, chapter)
    frame = workbook.frame(section)
    expected = [spec.name for spec in workbook.chapter.section(section).record.specs()]
    assert (frame.empty, list(frame.columns), frame.index.name) == (True, expected, "id")


def test_a_frame_and_records_hold_one_companys_records_alone(workspace: Workspace) -> None:
    for name in ("Acme", "Bolt"):
        id = workspace.add_company(name).id
        workspace.save(Claim, {"statement": f"of {name}"}, company=id)
    workbook = opened(workspace, company="bolt")
    assert list(workbook.frame("claims")["statement"]) == ["of Bolt"]
    assert [record.heading for record in workbook.records("claims")] == ["of Bolt"]


@pytest.mark.parametrize("section", ["target", "claims", "questions"])
def test_without_a_company_its_forms_say_what_to_do(
    shell: InteractiveShell, workspace: Workspace, section: str
) -> None:
    (data,) = published(opened(workspace).form, section)
    assert "prepkit company add NAME" in data["text/html"]
    assert WIDGET not in data
    assert BLOCK_MIME not in data


def test_without_a_company_the_header_says_what_to_do(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    outputs = published(opened(workspace).header)
    assert blocks(outputs) == [("header", "head"), ("header", "empty")]
    assert "prepkit company add NAME" in outputs[1]["text/html"]


def test_what_is_written_of_oneself_needs_no_company(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    (data,) = published(opened(workspace).form, "reading")
    assert "Reading: nothing written yet." in data["text/html"]


def test_the_header_names_the_company_the_role_the_day_and_the_progress(
    shell: InteractiveShell, sample: Workspace
) -> None:
    (data,) = published(opened(sample).header)
    assert set(data) == {BLOCK_MIME, *STILL}
    head = data[BLOCK_MIME][0]["block"]
    assert (head["company"], head["person"]) == ("Skerry Grid Data", "Hedda Quaye")
    assert (head["role"], head["as_of"]) == ("Staff Data Engineer, Network Models", DAY)
    assert head["interview_on"] == "2026-12-05"
    assert head["progress"][0] == ["Target", 5, 5]
    assert "interview on 2026-12-05" in data["text/html"]


def test_the_state_in_the_header_changes_with_the_answers_and_only_with_them(
    shell: InteractiveShell, sample: Workspace
) -> None:
    def state() -> str:
        (data,) = published(opened(sample).header)
        return str(data[BLOCK_MIME][0]["block"]["state"])

    before = state()
    assert state() == before
    sample.save(Mirror, {"answer": "changed"}, id="mirror-motivation")
    assert state() != before


# Where a program runs the notebook


def test_a_form_is_a_plain_table_of_the_answers_and_nothing_for_paper(
    shell: InteractiveShell, sample: Workspace
) -> None:
    (data,) = published(opened(sample).form, "claims")
    assert set(data) == STILL
    for words in data.values():
        assert "Every feeder known by 2030" in words
        assert "Source" in words
    assert "<table" in data["text/html"]


def test_a_form_in_plain_words_names_what_references_point_to(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    kite = workspace.save(Project, {"title": "Kite factory"}).id
    workspace.save(Story, {"title": "Storm", "project": kite})
    gone = workspace.save(Project, {"title": "Gone"}).id
    workspace.save(Story, {"title": "Calm", "project": gone})
    workspace.delete(gone)
    (data,) = published(opened(workspace, "retrospective").form, "stories")
    assert "Kite factory" in data["text/html"]
    assert "(no longer there)" in data["text/html"]
    assert kite not in str(data) and gone not in str(data)


def test_what_people_typed_is_text_in_a_form_that_is_a_table(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    workspace.save(Story, {"title": "<script>alert(1)</script>", "task": "<img src=x>"})
    (data,) = published(opened(workspace, "retrospective").form, "stories")
    assert "<script" not in data["text/html"] and "<img" not in data["text/html"]


@pytest.mark.parametrize("chapter", ["deep_dive", "compass", "retrospective"])
def test_every_form_can_be_shown_empty_and_filled_and_writes_nothing(
    shell: InteractiveShell, workspace: Workspace, sample: Workspace, chapter: str
) -> None:
    workspace.add_company("Acme")
    for place in (workspace, sample):
        before = len(place.revisions())
        workbook = opened(place, chapter)
        shown = [published(workbook.form, section.id) for section in workbook.chapter.sections]
        assert [[set(data) for data in outputs] for outputs in shown] == [[STILL]] * len(shown)
        assert len(place.revisions()) == before


def test_without_a_page_no_widget_is_made_and_none_of_their_libraries_is_loaded(
    sample: Workspace,
) -> None:
    program = """
import sys
from IPython.core.interactiveshell import InteractiveShell
from prepkit import open_workbook
InteractiveShell.instance()
for chapter in ("deep_dive", "compass", "retrospective"):
    workbook = open_workbook(chapter, sys.argv[1])
    workbook.header()
    for section in workbook.chapter.sections:
        workbook.form(section.id)
        workbook.show(section.id)
print("loaded:", [name for name in ("ipywidgets", "anywidget", "prepkit.views.live",
                                    "prepkit.views.form") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(sample.folder)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.rstrip().endswith("loaded: []")


def test_a_section_is_shown_block_by_block_on_screen_and_for_paper(
    shell: InteractiveShell, sample: Workspace
) -> None:
    found = published(opened(sample).show, "claims")
    kinds = ("chart", "table", "note", "note", "table", "note", "table")
    assert blocks(found) == [("claims", kind) for kind in kinds]
    chart, table = found[:2]
    assert set(chart) == {
        BLOCK_MIME, VEGA_LITE_MIME, "image/svg+xml", "text/markdown", "text/plain",
    }  # fmt: skip
    assert set(table) == {BLOCK_MIME, *STILL}
    assert chart["image/svg+xml"].startswith("<svg")
    assert chart[VEGA_LITE_MIME]["$schema"].endswith("v5.json")


@pytest.mark.parametrize("chapter", ["deep_dive", "compass", "retrospective"])
def test_everything_shown_can_be_written_into_a_notebook(
    shell: InteractiveShell, sample: Workspace, chapter: str
) -> None:
    workbook = opened(sample, chapter)
    for section in workbook.chapter.sections:
        outputs = published(workbook.show, section.id)
        assert len(blocks(outputs)) == len(outputs) > 0
        assert json.loads(json.dumps(outputs)) == outputs


@pytest.mark.parametrize("chapter", ["deep_dive", "compass", "retrospective"])
def test_an_empty_section_says_what_would_fill_it(
    shell: InteractiveShell, workspace: Workspace, chapter: str
) -> None:
    workbook = opened(workspace, chapter)
    for section in workbook.chapter.sections:
        outputs = published(workbook.show, section.id)
        assert blocks(outputs) == [(section.id, "empty")]
        said = pieces(outputs)[0]["block"]["text"]
        if section.record.layer == "company":
            assert said.startswith(f"{section.title} belongs to a company. No company yet.")
        else:
            assert said == f"Nothing here yet. {section.hint}"


def test_records_changed_in_two_places_are_pointed_out_above(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    first = workspace.save(Story, {"title": "Storm"})
    base = first.origin.revision
    workspace.save(Story, {"title": "Left"}, id=first.id)
    workspace.save(Story, {"title": "Right"}, id=first.id, base=base)
    outputs = published(opened(workspace, "retrospective").show, "stories")
    note = pieces(outputs)[0]["block"]
    assert (note["type"], note["tone"]) == ("note", "warn")
    assert note["text"].startswith("1 of these were changed in two places at once")
    assert "Right" in outputs[1]["text/html"]


def test_a_coachs_workbook_shows_and_counts_only_what_a_coach_may_see(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    workspace.add_company("Acme")
    workspace.save(Story, {"title": "Hidden"})
    workspace.save(Story, {"title": "Open"}, visibility="coach")
    workbook = opened(workspace, "retrospective", audience="coach")
    assert list(workbook.frame("stories")["title"]) == ["Open"]
    (head,) = published(workbook.header)
    assert pieces([head])[0]["block"]["progress"] == []
    outputs = [*published(workbook.show, "stories"), *published(workbook.form, "stories")]
    assert "Hidden" not in json.dumps(outputs)
    assert "Open" in json.dumps(outputs)


def test_a_target_kept_private_is_not_named_in_a_coachs_header(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    workspace.add_company("Acme", role="Secret role")
    workspace.save(Target, {}, id="target-acme", company="acme", visibility="private")
    (data,) = published(opened(workspace, audience="coach").header)
    assert pieces([data])[0]["block"]["role"] == ""
    assert "Secret role" not in json.dumps(data)


def test_days_are_counted_from_today_when_no_day_is_given(workspace: Workspace) -> None:
    before = datetime.date.today()
    found = open_workbook("compass", workspace.folder).as_of
    assert before <= found <= datetime.date.today()


def test_private_words_are_in_none_of_a_coachs_forms_also_not_through_a_reference(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    secret = workspace.save(Project, {"title": "Secret factory"}).id
    workspace.save(Story, {"title": "Storm", "project": secret, "task": "Told"}, visibility="coach")
    workspace.save(Story, {"title": "Hidden words"})
    workbook = opened(workspace, "retrospective", audience="coach")
    outputs = [published(workbook.form, section.id) for section in workbook.chapter.sections]
    said = json.dumps(outputs)
    assert "Storm" in said and "(not shown here)" in said
    assert "Secret factory" not in said and "Hidden words" not in said and secret not in said


# Where somebody looks on


@pytest.mark.parametrize("chapter", ["deep_dive", "compass", "retrospective"])
def test_every_section_is_a_widget_with_words_beside_it_and_writes_nothing(
    screen: list[Any], workspace: Workspace, sample: Workspace, chapter: str
) -> None:
    workspace.add_company("Acme")
    for place in (workspace, sample):
        before = len(place.revisions())
        workbook = opened(place, chapter)
        for section in workbook.chapter.sections:
            screen.clear()
            workbook.form(section.id)
            workbook.show(section.id)
            *forms, summary = screen
            assert len(forms) == 1 + section.imports + len(section.exercises)
            assert set(forms[-1]) == {WIDGET, *STILL}
            assert set(summary) == {WIDGET, BLOCK_MIME, *STILL}
            assert json.loads(json.dumps(screen)) == screen
        assert len(place.revisions()) == before


def test_a_live_form_has_the_answers_beside_it_for_pages_without_widgets(
    screen: list[Any], sample: Workspace
) -> None:
    opened(sample).form("claims")
    (data,) = screen
    assert widget(data).schema["section"] == "claims"
    assert "Every feeder known by 2030" in data["text/html"]
    assert "Every feeder known by 2030" in data["text/markdown"]


def test_a_live_summary_carries_all_its_blocks_for_paper(
    screen: list[Any], shell: InteractiveShell, sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(sample).show("claims")
    live = list(screen)
    assert len(live) == 1
    assert [kind for _, kind in blocks(live)] == [
        "chart", "table", "note", "note", "table", "note", "table",
    ]  # fmt: skip
    monkeypatch.undo()
    assert pieces(live) == pieces(published(opened(sample).show, "claims"))


def test_a_live_header_is_on_paper_what_it_is_without_a_page(
    screen: list[Any], shell: InteractiveShell, sample: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(sample).header()
    live = list(screen)
    assert widget(live[0]).state["company"] == "skerry-grid-data"
    assert "press Start" in "".join(data["text/html"] for data in live)
    assert blocks(live) == [("header", "head")]
    monkeypatch.undo()
    assert pieces(live) == pieces(published(opened(sample).header))


@pytest.mark.parametrize("audience", ["coach", "share"])
def test_what_is_shown_to_others_is_not_live(
    screen: list[Any], workspace: Workspace, audience: str
) -> None:
    workbook = opened(workspace, "retrospective", audience=audience)
    for cell in (workbook.header, lambda: workbook.form("stories"),
                 lambda: workbook.show("stories")):  # fmt: skip
        cell()
    assert len(screen) >= 3
    assert [data for data in screen if WIDGET in data] == []


@pytest.fixture
def live(workspace: Workspace, screen: list[Any], look: Callable[..., Any]) -> Callable[..., Any]:
    """Return what runs a notebook's cells and opens a page on each widget, the summary last."""
    workspace.add_company("Acme")

    def run(chapter: str, section: str, workbook: Workbook | None = None) -> list[Any]:
        workbook = workbook or opened(workspace, chapter)
        screen.clear()
        workbook.header()
        workbook.form(section)
        workbook.show(section)
        return [look(widget(data)) for data in screen if WIDGET in data]

    return run


def test_everything_live_follows_a_save(live: Callable[..., Any]) -> None:
    heading, _, form, summary = live("retrospective", "stories")
    assert "Nothing here yet" in summary.parts[0]["html"]
    form.write("story-1", title="Kite", situation="A gale.")
    assert any("Kite" in part["html"] for part in summary.parts if "html" in part)
    done = {step["id"]: step["done"] for step in heading.widget.state["sections"]}
    assert done["stories"] == 1
    assert heading.widget.state["next"]["section"] == "stories"


def test_everything_live_follows_the_company_that_is_chosen(
    workspace: Workspace, live: Callable[..., Any]
) -> None:
    zenith = workspace.add_company("Zenith").id
    workspace.save(Claim, {"statement": "of Zenith"}, company=zenith)
    heading, form, summary = live("deep_dive", "claims")
    assert (form.company, form.items) == ("acme", {})
    heading.say("choose", company=zenith)
    assert [item["title"] for item in form.items.values()] == ["of Zenith"]
    assert "of Zenith" in json.dumps(summary.parts)
    assert heading.widget.state["company"] == zenith


def test_everything_live_follows_the_path_that_is_taken(live: Callable[..., Any]) -> None:
    heading, form, summary = live("compass", "goals")
    assert not form.folded and not summary.folded
    heading.say("path", path="short")
    assert form.folded and summary.folded
    form.say("unfold")
    assert not form.folded and not summary.folded
    heading.say("path", path="full")
    heading.say("path", path="short")
    assert form.folded and summary.folded


def test_a_path_taken_in_code_holds_for_the_cells_below(
    workspace: Workspace, live: Callable[..., Any]
) -> None:
    workbook = opened(workspace, "compass")
    workbook.take("short")
    heading, form, summary = live("compass", "goals", workbook)
    assert heading.widget.state["path"] == "short"
    assert form.folded and summary.folded


def test_another_notebook_follows_when_it_is_looked_at_again(
    workspace: Workspace, live: Callable[..., Any]
) -> None:
    _, _, stories, summary = live("retrospective", "stories")
    live("retrospective", "stories")[2].write("story-1", title="Kite")
    assert stories.items == {}
    stories.say("refresh")
    assert stories.shown("story-1", "title") == "Kite"
    assert "Kite" in json.dumps(summary.parts)


def test_a_company_chosen_in_one_notebook_is_the_next_ones(
    workspace: Workspace, live: Callable[..., Any]
) -> None:
    workspace.add_company("Zenith", interview_on=DAY)
    assert opened(workspace).company == "zenith"
    heading, _, _ = live("deep_dive", "claims")
    heading.say("choose", company="acme")
    assert opened(workspace, "compass").company == "acme"
    heading.say("add", name="Bolt")
    assert opened(workspace, "retrospective").company == "bolt"


def test_a_company_that_was_chosen_and_deleted_is_not_opened(workspace: Workspace) -> None:
    for name in ("Acme", "Zenith"):
        workspace.add_company(name)
    workspace.choose(company="zenith")
    assert opened(workspace).company == "zenith"
    workspace.delete("target-zenith")
    assert opened(workspace).company == "acme"


def test_choosing_a_company_there_is_none_of_changes_nothing(workspace: Workspace) -> None:
    workspace.add_company("Acme")
    workbook = opened(workspace)
    with pytest.raises(UnknownCompanyError):
        workbook.choose("zenith")
    assert (workbook.company, workspace.desk.company) == ("acme", "")


def test_what_nobody_looks_at_any_more_is_closed_when_its_cell_runs_again(
    live: Callable[..., Any], workspace: Workspace
) -> None:
    first = live("retrospective", "stories")
    for page in first:
        page.say("bye")
    second = live("retrospective", "stories")
    assert [page.widget.comm for page in first] == [None] * len(second)
    assert all(page.widget.comm for page in second)


def test_what_somebody_looks_at_is_not_closed_and_goes_on_following(
    live: Callable[..., Any], workspace: Workspace
) -> None:
    workbook = opened(workspace, "retrospective")
    _, _, form, summary = live("retrospective", "stories", workbook)
    _, _, again, _ = live("retrospective", "stories", workbook)
    assert form.widget.comm and summary.widget.comm
    again.write("story-1", title="Kite")
    assert form.shown("story-1", "title") == "Kite"
    assert "Kite" in json.dumps(summary.parts)


def test_what_another_section_shows_is_not_closed(screen: list[Any], workspace: Workspace) -> None:
    workbook = opened(workspace, "retrospective")
    for section in ("energy", "stumbles", "energy"):
        workbook.form(section)
    models = [data[WIDGET]["model_id"] in _instances for data in screen]
    assert models == [False, True, True]


# The library


def test_the_library_and_all_that_follows_from_it_follow_an_import(
    screen: list[Any], workspace: Workspace
) -> None:
    workspace.add_company("Acme")
    workbook = opened(workspace)
    workbook.form("library")
    workbook.show("map")
    workbook.form("reading")
    shelves, _, shown, reading = map(widget, screen)
    assert (shelves.shelf.works, list(reading.view.options["themes"])) == (0, [])
    titles = [f"Heat pumps and tides in street {number}" for number in range(9)]
    bib = "".join(f"@misc{{k{n}, title = {{{t}}}, year = 2020}}\n" for n, t in enumerate(titles))
    shelves._source.take("tides.bib", bib.encode(), company="", to_read=False)
    shelves._on_change("saved")
    assert shelves.shelf.works == 9
    assert "heat pumps" in [option.key for option in reading.view.options["themes"]]
    assert "9 works" in json.dumps(shown.parts)


def test_a_watched_file_that_has_changed_is_read_when_the_notebook_opens(
    screen: list[Any], workspace: Workspace
) -> None:
    path = workspace.folder / "mine.bib"
    workspace.save(Watch, {"sort": "file", "where": "mine.bib"})
    path.write_text("@misc{a, title = {On tides and their turning}}", "utf-8")
    opened(workspace).form("library")
    assert widget(screen[0]).shelf.works == 1
    assert "1 new" in json.dumps(widget(screen[0]).get_state()["view"])
    screen.clear()
    opened(workspace).form("library")
    assert "new" not in json.dumps(widget(screen[0]).get_state()["view"]["news"])
