"""The probe drill of the stories section: what is asked, what is kept, where it goes on."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances

from prepkit.block import BLOCK_MIME
from prepkit.drilling import ASKED, LACKING, Drills, draw, first_of
from prepkit.errors import InvalidParameterError, InvalidRecordError
from prepkit.retrospective.probes import BY_KEY, PROBES
from prepkit.retrospective.records import Drill, Story
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace

WIDGET = "application/vnd.jupyter.widget-view+json"
KEYS = [probe.key for probe in PROBES]
FULL = {probe.field: "Something." for probe in PROBES} | {"when": "2024", "scope": "team"}
nonces = itertools.count(1)

keys = st.lists(st.sampled_from(KEYS), min_size=ASKED, unique=True)
counts = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 4))


@pytest.fixture
def drills(workspace):
    return Drills(workspace, "w", "s")


@pytest.fixture
def open_stories(workspace, look, screen):
    """Return a function that opens the stories section in a notebook of its own: pages that show
    the drill, the form and the summary.
    """

    def run(where=workspace, audience="me"):
        screen.clear()
        workbook = Workbook(where, "retrospective", None, None, audience)
        workbook.form("stories")
        workbook.show("stories")
        models = [_instances[data[WIDGET]["model_id"]] for data in screen if WIDGET in data]
        return [look(model) for model in models]

    return run


def write(workspace, token="1", **values):
    return workspace.save(Story, {"title": f"Story {token}"} | values, id=f"story-{token}").id


def tell(drills, workspace, story):
    """Return a story as the drill has it now."""
    return next(told for told in drills.stories(workspace.answers()) if told.id == story)


def answer(drills, told, came="came", round="r1", probe=""):
    """Answer the next follow-up of a story; return its key."""
    probe = probe or told.ahead[0]
    values = {"story": told.id, "probe": probe, "came": came, "seconds": 40}
    name = f"drill-{told.round or round}-{probe}"
    drills.save(name, values, "", f"{next(nonces):032x}")
    return probe


def finish(drills, workspace, story, *came, round="r1"):
    """Answer what is left of a round; return the keys asked."""
    return [answer(drills, tell(drills, workspace, story), said, round) for said in came]


# What is asked


@given(keys, st.sets(st.sampled_from(KEYS)), counts, st.text())
def test_a_round_is_three_follow_ups_of_which_two_find_an_empty_part(keys, lacking, asked, seed):
    drawn = draw(keys, lacking, asked, seed)
    assert len(set(drawn)) == len(drawn) == ASKED
    assert set(drawn) <= set(keys)
    empty = len(lacking & set(keys))
    fewest = min(empty, LACKING)
    most = max(fewest, ASKED - (len(keys) - empty))
    assert fewest <= len(lacking & set(drawn)) <= most
    assert draw(keys[::-1], lacking, asked, seed) == drawn


@given(keys, st.sets(st.sampled_from(KEYS)), counts, st.text())
def test_what_was_asked_least_comes_first(keys, lacking, asked, seed):
    drawn = draw(keys, lacking, asked, seed)
    for group in (lacking, set(keys) - lacking):
        chosen = [asked.get(key, 0) for key in drawn if key in group]
        left = [asked.get(key, 0) for key in keys if key in group and key not in drawn]
        assert not chosen or not left or max(chosen) <= min(left)


def test_chance_decides_which_and_in_what_order():
    assert {key for n in range(60) for key in draw(KEYS, (), {}, str(n))} == set(KEYS)
    assert len({draw(KEYS[:3], (), {}, str(n)) for n in range(60)}) == 6
    assert draw(KEYS[:2], (), {}, "") in ((KEYS[0], KEYS[1]), (KEYS[1], KEYS[0]))


def test_every_round_asks_what_is_not_in_the_story(drills, workspace):
    full = {name: value for name, value in FULL.items() if name not in ("felt", "rejected")}
    told = tell(drills, workspace, write(workspace, **full))
    assert set(told.missing) == {"felt", "rejected"} < set(told.ahead)


def test_nobody_asks_who_counted_where_there_is_no_number(drills, workspace):
    full = {name: value for name, value in FULL.items() if name not in ("number", "provenance")}
    story = write(workspace, **full)
    asked = {key for n in range(9) for key in finish(drills, workspace, story, *["came"] * 3,
                                                     round=f"r{n}")}  # fmt: skip
    assert asked == set(KEYS) - {"provenance"}
    workspace.save(Story, {"number": "12"}, id=story)
    assert "provenance" in tell(drills, workspace, story).missing


def test_each_follow_up_has_a_part_of_the_story_that_the_form_shows(drills, workspace):
    shown = drills.widget("drill", workspace.answers(), lambda what: None, folded=False)
    assert list(shown.deck["probes"]) == KEYS
    for probe in shown.deck["probes"].values():
        spec = Story.spec(probe["field"])
        assert (probe["part"], spec.hidden) == (spec.title, False)


# Rounds


def test_a_page_that_is_loaded_again_goes_on_where_it_was(drills, workspace):
    story = write(workspace)
    before = tell(drills, workspace, story)
    first = answer(drills, before, "thin")
    after = tell(Drills(workspace, "w", "other"), workspace, story)
    assert (after.round, after.ahead) == ("r1", before.ahead[1:])
    (turn,) = after.done
    assert (turn.probe, turn.came, turn.seconds) == (first, "thin", 40)
    assert (after.rounds, after.tried) == (0, 1)


def test_a_round_that_is_done_makes_way_for_another(drills, workspace):
    story = write(workspace)
    first = finish(drills, workspace, story, "came", "thin", "came")
    told = tell(drills, workspace, story)
    assert (told.rounds, told.round, told.done) == (1, "", ())
    assert (told.tried, told.at_once) == (3, 2)
    assert not set(first) & set(told.ahead)


def test_an_answer_that_was_taken_back_is_asked_again_in_its_round(drills, workspace):
    story = write(workspace)
    asked = finish(drills, workspace, story, "came", "nothing", "came")
    answer(drills, tell(drills, workspace, story), "undone", probe=asked[1])
    told = tell(drills, workspace, story)
    assert (told.round, told.ahead, told.tried) == ("r1", (asked[1],), 2)
    answer(drills, told, "thin")
    assert len(workspace.records(Drill)) == 3


def test_a_story_written_on_in_the_middle_of_a_round_still_has_three(drills, workspace):
    story = write(workspace)
    first = answer(drills, tell(drills, workspace, story), "nothing")
    workspace.save(Story, FULL, id=story)
    told = tell(drills, workspace, story)
    assert len({first, *told.ahead}) == ASKED


def test_answers_of_no_round_count_and_open_none(drills, workspace):
    story = write(workspace)
    values = {"story": story, "probe": "felt", "came": "came"}
    workspace.save(Drill, values, id="drill-1")
    told = tell(drills, workspace, story)
    assert (told.tried, told.rounds, told.round, len(told.ahead)) == (1, 1, "", 3)


def test_a_follow_up_of_another_prepkit_counts_and_is_not_shown(drills, workspace):
    story = write(workspace)
    answer(drills, tell(drills, workspace, story), "nothing", probe="not-here")
    told = tell(drills, workspace, story)
    assert (told.tried, told.done, told.owed, len(told.ahead)) == (1, (), (), ASKED)


def test_two_windows_with_rounds_of_their_own_lose_nothing(drills, workspace):
    story = write(workspace)
    told = tell(drills, workspace, story)
    for probe, name in itertools.product(told.ahead, ("r1", "r2")):
        answer(drills, told, "thin", name, probe)
    told = tell(drills, workspace, story)
    assert (told.tried, told.rounds, told.round) == (6, 2, "")


def test_what_did_not_come_is_owed_until_it_is_in_the_story(drills, workspace):
    story = write(workspace, when="2024")
    told = tell(drills, workspace, story)
    for probe, came in (("when", "nothing"), ("felt", "thin"), ("rejected", "came"),
                        ("near_miss", "nothing")):  # fmt: skip
        answer(drills, told, came, "r1", probe)
    assert tell(drills, workspace, story).owed == ("near_miss", "felt")
    workspace.save(Story, {"felt": "Cold hands."}, id=story)
    answer(drills, told, "came", "r2", "near_miss")
    assert tell(drills, workspace, story).owed == ()


# Which story


def test_the_story_tried_least_comes_first_and_of_those_the_oldest(drills, workspace):
    one, two, three = (write(workspace, n) for n in "123")
    stories = drills.stories(workspace.answers())
    assert first_of(stories, workspace.records(Drill)) == one
    finish(drills, workspace, one, *["came"] * 3)
    finish(drills, workspace, three, *["came"] * 3, round="r2")
    stories = drills.stories(workspace.answers())
    assert first_of(stories, workspace.records(Drill)) == two
    assert first_of([], workspace.records(Drill)) == ""


def test_a_round_left_in_the_middle_comes_first_until_another_is_begun(drills, workspace):
    one, two = write(workspace, "1"), write(workspace, "2")
    answer(drills, tell(drills, workspace, one))

    def first():
        return first_of(drills.stories(workspace.answers()), workspace.records(Drill))

    assert first() == one
    finish(drills, workspace, two, *["came"] * 3, round="r2")
    assert first() == one
    finish(drills, workspace, one, "came", "came")
    finish(drills, workspace, one, "came", round="r3")
    workspace.delete(one)
    assert first() == two


# Saving


def test_a_save_that_is_asked_for_twice_is_done_once(drills, workspace):
    story = write(workspace)
    values = {"story": story, "probe": "felt", "came": "thin", "seconds": 3}
    before = len(workspace.revisions())
    one, two = (drills.save("drill-r-felt", values, "", "a" * 32) for _ in range(2))
    assert one == two
    assert len(workspace.revisions()) == before + 1


def test_what_does_not_fit_is_not_saved(drills, workspace):
    values = {"story": write(workspace), "probe": "felt", "came": "thin", "seconds": -1}
    with pytest.raises(InvalidRecordError):
        drills.save("drill-r-felt", values, "", "a" * 32)
    with pytest.raises(InvalidParameterError, match="reload the page"):
        drills.save("drill-r-felt", values | {"seconds": 1}, "", "felt")
    assert workspace.records(Drill) == []


# In the notebook


def test_an_answer_is_a_record_and_every_page_follows(open_stories, workspace):
    story = write(workspace)
    drill, form, _ = open_stories()
    (told,) = drill.widget.state["stories"]
    probe = told["ahead"][0]
    values = {"story": story, "probe": probe, "came": "nothing", "seconds": 12}
    said = drill.say(
        "save", record=f"drill-ab-{probe}", base="", values=values, nonce=f"{next(nonces):032x}"
    )
    assert said["problems"] == {}
    (record,) = workspace.records(Drill)
    assert dict(record) == values
    (told,) = drill.told[-1]["stories"]
    assert (told["round"], told["owed"]) == ("ab", [probe])
    field = BY_KEY[probe].field
    form.write(story, **{field: {"when": "2024", "scope": "team"}.get(field, "Here it is.")})
    (told,) = drill.told[-1]["stories"]
    assert told["owed"] == []


def test_stories_come_and_go_in_the_drill_as_in_the_form(open_stories, workspace):
    drill, form, _ = open_stories()
    assert drill.widget.state["stories"] == []
    form.write("story-1", title="عبور النهر")
    form.write("story-2", title="long " * 60)
    one, two = drill.widget.state["stories"]
    assert (one["title"], drill.widget.state["chosen"]) == ("عبور النهر", "story-1")
    assert len(two["title"]) <= 120
    form.say("remove", company="", record="story-1")
    assert [told["id"] for told in drill.told[-1]["stories"]] == ["story-2"]


def test_a_page_is_told_nothing_it_knows_and_other_windows_hear_on_looking(open_stories, workspace):
    write(workspace)
    here = open_stories()
    there = open_stories(Workspace(workspace.folder))
    told = len(here[0].told)
    here[1].write("story-1", competencies=["ownership"])
    assert len(here[0].told) == told
    here[1].write("story-1", felt="Calm.")
    there[1].say("refresh", company="")
    assert "felt" not in there[0].told[-1]["stories"][0]["missing"]


def test_the_drill_folds_with_its_section(open_stories, workspace, monkeypatch):
    write(workspace)
    monkeypatch.setattr("prepkit.workbook.is_on_path", lambda section, path: False)
    drill, form, _ = open_stories()
    assert drill.widget.state["folded"]
    form.say("unfold", company="")
    assert drill.told[-1]["folded"] is False


def test_nothing_of_the_drill_prints_and_others_do_not_see_it(open_stories, workspace, screen):
    write(workspace)
    drill, *_ = open_stories()
    assert type(drill.widget).__name__ == "ProbeDrill"
    assert BLOCK_MIME not in screen[0]
    open_stories(audience="coach")
    assert not any(WIDGET in data for data in screen)


@pytest.mark.parametrize("id", ["lens", "story-1", "drill 1", "drill-" + "x" * 200])
def test_nothing_is_saved_under_an_id_that_is_none_of_a_follow_up(drills, workspace, id):
    with pytest.raises(InvalidParameterError, match="not an id of a follow-up"):
        drills.save(id, {"probe": "felt", "came": "came"}, "", "a" * 32)
    assert workspace.records(Drill) == []
