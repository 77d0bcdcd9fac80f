"""The probe drill without a browser: what a page sends, what is saved, what the page is told."""

import datetime
import itertools

import pytest

from prepkit.errors import InvalidRecordError, WorkspaceLockedError
from prepkit.fields import Option
from prepkit.views.deck import Saved
from prepkit.views.drill import ProbeDrill
from prepkit.views.follow_ups import FollowUp, Told

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
CAME = (Option("came", "It came at once"), Option("nothing", "Nothing came"))
FOLLOW_UPS = tuple(
    FollowUp(key, key.title(), f"And {key}?", key, key.title()) for key in ("felt", "near_miss")
)
STORY = Told("story-1", "The flood", ahead=("felt", "near_miss"))
GIVEN = {"story": "story-1", "probe": "felt", "came": "nothing", "seconds": 8}
seqs = itertools.count(1)


class Disk:
    """A store of answers by id; each saving is one more revision."""

    def __init__(self):
        self.records, self.nonces, self.error = {}, [], None

    def save(self, id, values, base, nonce):
        if self.error:
            raise self.error
        self.records[id] = dict(values)
        self.nonces.append(nonce)
        return Saved(id, f"r{len(self.nonces)}", NOON)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def drill(disk, look):
    """A page with a drill about one story."""
    return look(
        ProbeDrill(
            "Three follow-ups", FOLLOW_UPS, CAME, [STORY], disk.save, id="drill", place="w/drill",
            section="stories", chosen="story-1",
        )
    )  # fmt: skip


def save(page, record="drill-r-felt", **values):
    """Send an answer under a name of its own; return Python's."""
    return page.say("save", record=record, base="", values=GIVEN | values, nonce=f"n{next(seqs)}")


def test_an_answer_is_saved_under_the_name_the_page_gave_it(drill, disk):
    answer = save(drill)
    assert disk.records == {"drill-r-felt": GIVEN}
    assert disk.nonces == [drill.last["nonce"]]
    assert answer["problems"] == {}
    assert answer["record"] == {
        "id": "drill-r-felt", "revision": "r1", "savedAt": NOON.isoformat(), "values": GIVEN,
    }  # fmt: skip


def test_an_answer_can_be_taken_back_and_given_anew(drill, disk):
    assert save(drill, came="undone")["problems"] == {}
    assert save(drill, came="came", seconds=None)["problems"] == {}
    assert disk.records["drill-r-felt"] == GIVEN | {"came": "came", "seconds": None}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"story": "story-2"}, "story"), ({"story": None}, "story"),
        ({"probe": "silence"}, "probe"), ({"probe": "near_miss"}, "probe"),
        ({"came": "maybe"}, "came"), ({"came": None}, "came"), ({"came": ["came"]}, "came"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_a_problem_and_not_saved(drill, disk, values, field):
    answer = save(drill, **values)
    assert list(answer["problems"]) == [field]
    assert answer["record"] is None
    assert disk.records == {}


def test_what_the_store_refuses_is_said(drill, disk):
    disk.error = InvalidRecordError("follow-up", {"seconds": "not a whole number"})
    assert save(drill)["problems"] == {"seconds": "not a whole number"}
    disk.error = WorkspaceLockedError("prep.db is in use")
    assert save(drill)["error"] == "prep.db is in use"


@pytest.mark.parametrize("id", ["story-r-felt", "drill-../felt", "drill"])
def test_records_of_other_exercises_are_refused(drill, disk, id):
    assert "another exercise" in save(drill, id)["error"]
    assert disk.records == {}


def test_pages_are_told_only_what_they_do_not_know(drill):
    drill.widget.show([STORY], "story-1")
    assert drill.told == []
    other = Told("story-2", "The strike", ahead=("felt",))
    drill.widget.show([STORY, other], "story-2", folded=True)
    (told,) = drill.told
    assert [story["id"] for story in told["stories"]] == ["story-1", "story-2"]
    assert (told["chosen"], told["folded"]) == ("story-2", True)


def test_an_answer_about_a_story_that_has_just_gone_is_still_kept(drill, disk):
    drill.widget.show([])
    assert save(drill)["problems"] == {}
    assert disk.records


def test_whoever_made_the_drill_hears_of_an_answer_after_the_page_has_it(disk, look):
    heard = []
    page = look(
        ProbeDrill(
            "T", FOLLOW_UPS, CAME, [STORY], disk.save, id="drill", place="w/drill",
            section="stories", on_change=lambda what: heard.append((what, len(page.told))),
        )
    )  # fmt: skip
    save(page)
    assert heard == [("saved", 1)]
