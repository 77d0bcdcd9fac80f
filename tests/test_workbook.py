from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from prepkit import open_workbook
from prepkit.block import BLOCK_MIME, PIECE
from prepkit.compass.records import Goal, Mirror, Value
from prepkit.deep_dive.records import Claim, Target
from prepkit.errors import (
    InvalidParameterError,
    PrepkitError,
    UnknownCompanyError,
    UnknownSectionError,
    WorkspaceNotFoundError,
)
from prepkit.retrospective.records import Story
from prepkit.views.charts import VEGA_LITE_MIME
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace

DAY = "2026-11-23"
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """An IPython as a notebook's cells run in, without a history of its own."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    config = Config()
    config.HistoryManager.enabled = False
    yield InteractiveShell.instance(config=config)
    InteractiveShell.clear_instance()


def published(action: Any, *args: Any) -> list[dict[str, Any]]:
    """Return what a cell shows: the data of every output, by MIME type."""
    with capture_output() as captured:
        action(*args)
    assert (captured.stdout, captured.stderr) == ("", "")
    return [output.data for output in captured.outputs]


def blocks(outputs: list[dict[str, Any]]) -> list[tuple[str, str]]:
    pieces = [PIECE.validate_python(data[BLOCK_MIME]) for data in outputs if BLOCK_MIME in data]
    return [(piece.section, piece.block.type) for piece in pieces]


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
    assert "add one with: prepkit company add NAME." in data["text/html"]
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
    assert WIDGET in data


def test_the_header_names_the_company_the_role_the_day_and_the_progress(
    shell: InteractiveShell, sample: Workspace
) -> None:
    (data,) = published(opened(sample).header)
    assert set(data) == {BLOCK_MIME, "text/html", "text/markdown", "text/plain"}
    head = data[BLOCK_MIME]["block"]
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
        return str(data[BLOCK_MIME]["block"]["state"])

    before = state()
    assert state() == before
    sample.save(Mirror, {"answer": "changed"}, id="mirror-motivation")
    assert state() != before


def test_a_form_is_a_widget_with_the_answers_beside_it_and_nothing_for_paper(
    shell: InteractiveShell, sample: Workspace
) -> None:
    (data,) = published(opened(sample).form, "claims")
    assert set(data) == {WIDGET, "text/html", "text/markdown", "text/plain"}
    assert data[WIDGET]["model_id"] in ipywidgets.widgets.widget._instances
    assert "Every feeder known by 2030" in data["text/html"]
    assert "Every feeder known by 2030" in data["text/markdown"]
    assert data["text/plain"] == "Claims: a form, shown where widgets are"


@pytest.mark.parametrize(
    ("section", "buttons"),
    [("goals", ["Add a goal", "Delete", "Undo delete"]), ("mirrors", []), ("priorities", [])],
)
def test_only_a_form_for_many_records_adds_and_deletes(
    shell: InteractiveShell, workspace: Workspace, section: str, buttons: list[str]
) -> None:
    (data,) = published(opened(workspace, "compass").form, section)
    form = ipywidgets.widgets.widget._instances[data[WIDGET]["model_id"]]
    row = form.children[1].children
    assert [w.description for w in row if isinstance(w, ipywidgets.Button)] == buttons


@pytest.mark.parametrize("chapter", ["deep_dive", "compass", "retrospective"])
def test_every_form_can_be_shown_empty_and_filled_and_writes_nothing(
    shell: InteractiveShell, workspace: Workspace, sample: Workspace, chapter: str
) -> None:
    workspace.add_company("Acme")
    for place in (workspace, sample):
        before = len(place.revisions())
        workbook = opened(place, chapter)
        shown = [published(workbook.form, section.id) for section in workbook.chapter.sections]
        assert [len(outputs) for outputs in shown] == [1] * len(shown)
        assert all(WIDGET in data for (data,) in shown)
        assert len(place.revisions()) == before


def test_a_section_is_shown_block_by_block_on_screen_and_for_paper(
    shell: InteractiveShell, sample: Workspace
) -> None:
    chart, table, note = published(opened(sample).show, "claims")
    assert blocks([chart, table, note]) == [
        ("claims", "chart"), ("claims", "table"), ("claims", "note")]  # fmt: skip
    assert set(chart) == {
        BLOCK_MIME,
        VEGA_LITE_MIME,
        "image/svg+xml",
        "text/markdown",
        "text/plain",
    }
    assert set(table) == {BLOCK_MIME, "text/html", "text/markdown", "text/plain"}
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
        assert outputs[0][BLOCK_MIME]["block"]["text"] == f"Nothing here yet. {section.hint}"


def test_records_changed_in_two_places_are_pointed_out_above(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    first = workspace.save(Story, {"title": "Storm"})
    base = first.origin.revision
    workspace.save(Story, {"title": "Left"}, id=first.id)
    workspace.save(Story, {"title": "Right"}, id=first.id, base=base)
    outputs = published(opened(workspace, "retrospective").show, "stories")
    note = outputs[0][BLOCK_MIME]["block"]
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
    assert head[BLOCK_MIME]["block"]["progress"] == []
    outputs = [*published(workbook.show, "stories"), *published(workbook.form, "stories")]
    assert "Hidden" not in json.dumps(outputs)
    assert "Open" in json.dumps(outputs)


def test_a_target_kept_private_is_not_named_in_a_coachs_header(
    shell: InteractiveShell, workspace: Workspace
) -> None:
    workspace.add_company("Acme", role="Secret role")
    workspace.save(Target, {}, id="target-acme", company="acme", visibility="private")
    (data,) = published(opened(workspace, audience="coach").header)
    assert data[BLOCK_MIME]["block"]["role"] == ""
    assert "Secret role" not in json.dumps(data)


def test_days_are_counted_from_today_when_no_day_is_given(workspace: Workspace) -> None:
    before = datetime.date.today()
    found = open_workbook("compass", workspace.folder).as_of
    assert before <= found <= datetime.date.today()
