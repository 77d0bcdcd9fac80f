"""What a workspace keeps besides answers: it stands on no page and is never anybody else's."""

from __future__ import annotations

import pytest

from prepkit.chapters import record_classes
from prepkit.desk import Desk, Order, Person
from prepkit.record import Record
from prepkit.retrospective.records import Story
from prepkit.section import PATHS
from prepkit.workspace import Workspace


@pytest.mark.parametrize("own", [Person, Desk, Order])
def test_no_section_writes_down_what_the_workspace_keeps_for_itself(own: type[Record]) -> None:
    assert own.kind not in record_classes()


def test_what_lies_open_and_the_order_are_on_no_page(workspace: Workspace) -> None:
    story = workspace.save(Story, {"title": "Kite"})
    workspace.add_company("Acme")
    workspace.choose(company="acme", path="short")
    workspace.reorder(Story, [story.id])
    for audience in ("me", "coach", "share"):
        assert set(workspace.answers(audience=audience).records) <= {"story", "target", "person"}
    assert workspace.records(Desk, audience="coach") == []
    assert workspace.records(Order, audience="coach") == []


def test_a_path_that_can_be_taken_is_one_there_is() -> None:
    assert [(option.key, option.label) for option in Desk.spec("path").options] == list(
        PATHS.items()
    )
