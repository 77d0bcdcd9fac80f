"""The exercises of the values section: what is sorted and chosen becomes records, and follows."""

import datetime
import itertools
import json
import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ipywidgets.widgets.widget import _instances

from prepkit.block import BLOCK_MIME
from prepkit.chapters import chapter
from prepkit.compass.records import BACK, CHOICES, PILES, Comparison, Value
from prepkit.content import options
from prepkit.errors import InvalidRecordError, WorkspaceLockedError
from prepkit.exercises import ABOUT, Exercises
from prepkit.views import deck
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace

WIDGET = "application/vnd.jupyter.widget-view+json"
KEPT = ("autonomy", "belonging", "growth", "meaning", "variety")
nonces = itertools.count(1)


@pytest.fixture
def exercises(workspace):
    return Exercises(workspace, "w", "s")


@pytest.fixture
def open_values(workspace, look, screen):
    """Return a function that opens the values section in a notebook of its own: pages that show
    the sort, the pairs, the form and the summary.
    """

    def run(workbook=None):
        workbook = workbook or Workbook(workspace, "compass", None, None, "me")
        screen.clear()
        workbook.form("values")
        workbook.show("values")
        models = [_instances[data[WIDGET]["model_id"]] for data in screen if WIDGET in data]
        assert [type(m).__name__ for m in models] == ["CardSort", "Pairs", "Form", "Summary"]
        return [look(model) for model in models]

    return run


def sent(page, values, record="value", base=None, nonce=""):
    """Have a page send values under a name of their own; return Python's answer."""
    base = page.widget.state.get("revision", "") if base is None else base
    return page.say(
        "save", record=record, base=base, values=values, nonce=nonce or f"{next(nonces):032x}"
    )


def keep(workspace, *keys):
    for key in keys:
        workspace.save(Value, {"value": key, "pile": "keep"}, id=f"value-{key}")


def value(workspace, key):
    found = [record for record in workspace.records(Value) if record.id == f"value-{key}"]
    return found[0] if found else None


def on(page, pile):
    """Return the words of the cards on a pile of a sort, the last one at the end."""
    labels = {card.key: card.label for card in page.widget.cards}
    return [labels[key] for key, at in page.widget.placed.items() if at == pile]


def compared(page):
    """Return the words of the cards that the pairs compare."""
    return [card["label"] for card in page.widget.deck["cards"]]


def listed(form):
    """Return the words of the values in a form, in order."""
    return [form.items[id]["title"] for id in form.order]


def choose(page, choice="left", token=None):
    """Answer the pair that comes next; return its record's id."""
    left, right = page.widget.state["queue"][0]
    id = f"comparison-{token or next(nonces)}"
    answer = sent(page, {"left": left, "right": right, "choice": choice}, id)
    assert answer["problems"] == {}
    return id


class Window:
    """A window of its own Python, with the page's end of a card sort."""

    def __init__(self, workspace):
        self.workspace, self.last = workspace, None
        self.exercises = Exercises(workspace, "w", "s")
        self.sort, self.pairs = (
            self.exercises.widget(name, workspace.answers(), lambda what: None, folded=False)
            for name in ("sort", "pairs")
        )
        for widget in (self.sort, self.pairs):
            widget.send = lambda content, buffers=None: None

    def do(self, key, does, words):
        if does == "look":
            self.look()
        elif does == "again" and self.last:
            self.sort._received(None, self.last, [])
        elif does == "meaning" and (record := value(self.workspace, key)):
            base = record.origin.revision
            self.workspace.save(Value, {"meaning": words}, id=record.id, base=base)
        elif does in ("keep", "matters", "", "words"):
            self.move(key, does, words)

    def move(self, key, does, words):
        pile = self.sort.placed.get(key, "") if does == "words" else does
        own = key.startswith("own-")
        said = {"pile": pile} | ({"label": words} if does == "words" else {})
        self.last = {
            "do": "save", "client": "c", "seq": 1, "record": "value",
            "base": self.sort.state["revision"], "values": {key: said if own else pile},
            "nonce": f"{next(nonces):032x}",
        }  # fmt: skip
        self.sort._received(None, self.last, [])

    def look(self):
        for widget in (self.sort, self.pairs):
            self.exercises.show(widget, self.workspace.answers(), folded=False)


# Sorting


def test_a_card_that_is_kept_is_in_the_form_the_pairs_and_the_summary(open_values, workspace):
    sort, pairs, form, summary = open_values()
    assert sent(sort, {"autonomy": "keep", "growth": "less"})["problems"] == {}
    assert listed(form) == compared(pairs) == ["Autonomy"]
    assert form.progress[0] == 1
    assert "Autonomy" in json.dumps(summary.parts)
    assert (value(workspace, "growth").pile, value(workspace, "growth").value) == ("less", "growth")


def test_a_card_that_is_taken_off_leaves_and_brings_its_words_back(open_values, workspace):
    sort, pairs, form, _ = open_values()
    sent(sort, {"autonomy": "keep"})
    form.write("value-autonomy", meaning="My own hours.", visibility="coach")
    sent(sort, {"autonomy": ""})
    assert listed(form) == compared(pairs) == []
    assert dict(open_values()[0].widget.placed) == {}
    assert value(workspace, "autonomy").pile == BACK.key
    sent(sort, {"autonomy": "keep"})
    assert form.shown("value-autonomy", "meaning") == "My own hours."
    assert value(workspace, "autonomy").origin.visibility == "coach"


def test_what_is_sorted_is_for_the_person_alone_unless_they_say_otherwise(open_values, workspace):
    sort, _, _, _ = open_values()
    sent(sort, {"autonomy": "keep", "own-1": {"pile": "less", "label": "Sailing"}})
    assert {record.origin.visibility for record in workspace.records(Value)} == {"private"}


def test_a_value_reworded_in_the_form_is_reworded_on_its_card_and_keeps_its_gloss(open_values):
    sort, pairs, form, _ = open_values()
    sent(sort, {"autonomy": "keep"})
    (gloss,) = [card.help for card in options("values") if card.key == "autonomy"]
    form.write("value-autonomy", value="My own way")
    assert on(sort, "keep") == compared(pairs) == ["My own way"]
    assert pairs.widget.deck["cards"][0]["help"] == gloss
    sent(sort, {"autonomy": "less"})
    assert on(sort, "less") == ["My own way"]


def test_a_word_chosen_in_the_form_is_a_card_that_is_kept_and_not_offered_twice(open_values):
    sort, pairs, form, _ = open_values()
    form.write("value-5e1f", value="belonging")
    form.write("value-77aa", value="حرية القرار")
    assert on(sort, "keep") == compared(pairs) == ["Belonging", "حرية القرار"]
    labels = [card.label for card in sort.widget.cards]
    assert labels.count("Belonging") == 1
    assert len(labels) == len(options("values")) + 1
    sent(sort, {"77aa": "matters"})
    assert listed(form) == ["Belonging"]


def test_a_value_without_a_word_is_no_card_yet(open_values):
    sort, pairs, form, _ = open_values()
    form.write("value-5e1f", meaning="Something about quiet.")
    assert (on(sort, "keep"), compared(pairs), len(form.order)) == ([], [], 1)


def test_a_card_whose_words_were_cleared_in_the_form_shows_prepkits(open_values):
    sort, _, form, _ = open_values()
    sent(sort, {"autonomy": "keep"})
    form.write("value-autonomy", value="")
    assert on(sort, "keep") == ["Autonomy"]


def test_a_value_deleted_in_the_form_is_to_sort_again_and_kept_again_has_its_words(open_values):
    sort, _, form, _ = open_values()
    sent(sort, {"autonomy": "keep"})
    form.write("value-autonomy", value="My own way", meaning="My own hours.")
    form.say("remove", company="", record="value-autonomy")
    assert "autonomy" not in sort.widget.placed
    sent(sort, {"autonomy": "keep"})
    assert on(sort, "keep") == ["My own way"]
    assert form.shown("value-autonomy", "meaning") == "My own hours."


def test_a_card_of_ones_own_is_a_value_that_can_be_taken_away_and_brought_back(
    open_values, workspace
):
    sort, _, form, _ = open_values()
    sent(sort, {"own-1": {"pile": "", "label": "Sailing"}})
    assert value(workspace, "own-1").pile == BACK.key
    sent(sort, {"own-1": {"pile": "keep"}})
    form.write("value-own-1", meaning="Wind, and nobody to ask.")
    sent(sort, {"own-1": None})
    assert (value(workspace, "own-1"), on(sort, "keep"), listed(form)) == (None, [], [])
    assert [past["title"] for past in form.say("deleted", company="")["deleted"]] == ["Sailing"]
    sent(sort, {"own-1": {"pile": "keep", "label": "Sailing"}})
    assert form.shown("value-own-1", "meaning") == "Wind, and nobody to ask."
    assert len(workspace.history("value-own-1")) == 5


def test_a_card_of_one_s_own_with_the_words_of_another_is_not_made(open_values, workspace):
    sort = open_values()[0]
    sent(sort, {"own-1": {"pile": "keep", "label": "Wealth of time"}})
    for key, label in (("own-2", " AUTONOMY "), ("own-3", "wealth  of time")):
        answer = sent(sort, {key: {"pile": "keep", "label": label}})
        assert "already" in answer["problems"][key]
        assert value(workspace, key) is None
    assert "already" in sent(sort, {"own-1": {"pile": "", "label": "Growth"}})["problems"]["own-1"]
    assert value(workspace, "own-1").value == "Wealth of time"


def test_a_card_brought_back_under_its_old_words_keeps_the_word_that_was_chosen(
    open_values, workspace
):
    sort, _, form, _ = open_values()
    sent(sort, {"own-1": {"pile": "keep", "label": "Sailing"}})
    form.write("value-own-1", value="belonging")
    sent(sort, {"own-1": None})
    sent(sort, {"own-1": {"pile": "keep", "label": "Belonging"}})
    assert value(workspace, "own-1").value == "belonging"


def test_a_move_made_before_the_words_were_changed_elsewhere_leaves_the_words_alone(
    open_values, workspace
):
    sort, _, form, _ = open_values()
    sent(sort, {"own-1": {"pile": "keep", "label": "Sailing"}})
    before = sort.widget.state["revision"]
    form.write("value-own-1", value="Sailing alone")
    sent(sort, {"own-1": {"pile": "less"}}, base=before)
    assert on(sort, "less") == ["Sailing alone"]
    assert value(workspace, "own-1").origin.others == ()


def test_words_changed_on_a_card_and_elsewhere_are_both_kept(open_values, workspace):
    sort, _, form, _ = open_values()
    sent(sort, {"own-1": {"pile": "keep", "label": "Sailing"}})
    before = sort.widget.state["revision"]
    form.write("value-own-1", value="Sailing alone")
    sent(sort, {"own-1": {"pile": "less", "label": "Rowing"}}, base=before)
    record = value(workspace, "own-1")
    assert (record.value, record.pile, len(record.origin.others)) == ("Rowing", "less", 1)
    assert workspace.revision(record.origin.others[0]).body["value"] == "Sailing alone"


def test_moving_a_card_that_was_changed_in_two_places_settles_nothing_for_the_person(
    open_values, workspace
):
    first = workspace.save(Value, {"value": "growth", "pile": "keep", "meaning": "a"},
                           id="value-growth").origin.revision  # fmt: skip
    for meaning in ("b", "c"):
        workspace.save(Value, {"meaning": meaning}, id="value-growth", base=first)
    sort, _, _, _ = open_values()
    sent(sort, {"growth": "less"})
    record = value(workspace, "growth")
    other = workspace.revision(record.origin.others[0]).body
    assert record.pile == "less"
    assert {record.meaning, other["meaning"]} == {"b", "c"}


def test_a_deck_of_sixty_offers_about_ten_to_keep_and_never_refuses_more(open_values):
    sort, pairs, form, _ = open_values()
    keys = [card.key for card in options("values")]
    assert len(keys) >= 50
    assert [pile["limit"] for pile in sort.widget.deck["piles"]] == [ABOUT, 0, 0]
    assert sent(sort, dict.fromkeys(keys[: ABOUT + 2], "keep"))["problems"] == {}
    assert len(compared(pairs)) == len(form.order) == ABOUT + 2


def test_what_does_not_fit_is_said_of_its_card_and_the_rest_is_saved(open_values, workspace):
    sort, _, _, _ = open_values()
    sailing = {"pile": "keep", "label": "Sail\ud800ing"}
    answer = sent(sort, {"autonomy": "keep", "own-1": sailing, "growth": "less", "no": "keep"})
    assert answer["problems"]["own-1"].startswith("holds half a character")
    assert answer["problems"]["no"] == "no card 'no': it is no longer part of this sort"
    assert {record.id for record in workspace.records(Value)} == {"value-autonomy", "value-growth"}
    assert len(workspace.history("value-autonomy")) == 1


def test_what_the_disk_refuses_is_one_line_and_done_once_when_it_is_sent_again(
    open_values, workspace, monkeypatch
):
    sort, _, _, _ = open_values()
    save, calls = workspace.save, []

    def refuse(*args, **more):
        calls.append(args)
        if len(calls) == 2:
            raise WorkspaceLockedError("prep.db is in use: close the other program")
        return save(*args, **more)

    monkeypatch.setattr(workspace, "save", refuse)
    moves, nonce = dict.fromkeys(KEPT, "keep"), "a" * 32
    assert sent(sort, moves, nonce=nonce)["error"].startswith("prep.db is in use")
    assert on(sort, "keep") == []
    assert "error" not in sent(sort, moves, nonce=nonce)
    assert len(on(sort, "keep")) == len(KEPT)
    assert {len(workspace.history(f"value-{key}")) for key in KEPT} == {1}


def test_moves_sent_again_to_a_new_python_do_nothing_and_undo_nothing(open_values, workspace):
    sort, _, _, _ = open_values()
    moves = {"autonomy": "keep", "own-1": {"pile": "keep", "label": "Sailing"}}
    sent(sort, moves, nonce="a" * 32)
    again = Workspace(workspace.folder)
    again.save(Value, {"pile": "less"}, id="value-autonomy")
    again.save(Value, {"value": "Rowing"}, id="value-own-1")
    count = len(workspace.revisions())
    fresh, _, _, _ = open_values(Workbook(again, "compass", None, None, "me"))
    answer = sent(fresh, moves, base="", nonce="a" * 32)
    assert "error" not in answer
    assert len(workspace.revisions()) == count
    assert (on(fresh, "less"), on(fresh, "keep")) == (["Autonomy"], ["Rowing"])


def test_another_notebook_follows_when_it_is_looked_at_again(open_values, workspace):
    sort, pairs, form, _ = open_values()
    sent(open_values(Workbook(workspace, "compass", None, None, "me"))[0], {"autonomy": "keep"})
    assert on(sort, "keep") == []
    form.say("refresh")
    assert on(sort, "keep") == compared(pairs) == listed(form) == ["Autonomy"]


def test_two_notebooks_sort_at_once_and_the_last_move_of_a_card_counts(open_values, workspace):
    one = open_values()
    two = open_values(Workbook(Workspace(workspace.folder), "compass", None, None, "me"))
    sent(one[0], {"autonomy": "keep", "growth": "keep"})
    sent(two[0], {"autonomy": "less", "belonging": "keep"})
    one[2].say("refresh")
    assert one[0].widget.placed == two[0].widget.placed
    assert one[0].widget.placed == {"autonomy": "less", "growth": "keep", "belonging": "keep"}
    assert all(record.origin.others == () for record in workspace.records(Value))


STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),  # whose window
        st.sampled_from(["autonomy", "growth", "own-1"]),
        st.sampled_from(["keep", "matters", "", "words", "meaning", "again", "look"]),
    ),
    max_size=14,
)


@given(STEPS)
@settings(max_examples=25)
def test_whatever_two_windows_do_a_move_changes_a_pile_alone_and_both_end_alike(steps):
    with tempfile.TemporaryDirectory() as folder:
        minutes = itertools.count()
        nine = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)

        def now():
            return nine + datetime.timedelta(minutes=next(minutes))

        sailing = {"value": "Sailing", "pile": "back"}
        Workspace.create(folder, now=now).save(Value, sailing, id="value-own-1")
        windows = [Window(Workspace(folder, now=now)) for _ in range(2)]
        for number, (whose, key, does) in enumerate(steps):
            windows[whose].do(key, does, f"{does} {number}")
        for window in windows:
            window.look()
        assert windows[0].sort.placed == windows[1].sort.placed
        assert windows[0].pairs.state["queue"] == windows[1].pairs.state["queue"]
        revisions = windows[0].workspace.revisions()
        known = {revision.id: revision.body for revision in revisions}
        for revision in revisions:
            assert len(revision.parents) <= 1, "what differs is for the person to settle"
            for parent in revision.parents:
                differ = {n for n, said in revision.body.items() if said != known[parent].get(n)}
                assert differ == {"pile"} or "pile" not in differ


def test_a_card_that_stays_where_it_is_keeps_its_place_on_the_pile(open_values):
    sort, _, form, _ = open_values()
    for key in KEPT[:3]:
        sent(sort, {key: "keep"})
    form.write("value-autonomy", meaning="My own hours.")
    assert on(sort, "keep") == ["Autonomy", "Belonging", "Growth"]


def test_nothing_is_told_to_pages_of_the_exercises_that_they_know(open_values):
    sort, pairs, form, _ = open_values()
    sent(sort, dict.fromkeys(KEPT, "keep"))
    before = len(pairs.told)
    form.write("value-autonomy", meaning="My own hours.")
    assert len(pairs.told) == before
    assert all("cards" not in message for message in sort.told)


@pytest.mark.parametrize("nonce", ["A" * 32, "a" * 31, "../" + "a" * 29])
def test_a_save_without_a_proper_name_is_refused_in_one_line(open_values, workspace, nonce):
    sort, pairs, _, _ = open_values()
    assert "reload the page" in sent(sort, {"autonomy": "keep"}, nonce=nonce)["error"]
    keep(workspace, "autonomy", "belonging")
    left_right = {"left": "autonomy", "right": "belonging", "choice": "left"}
    pairs.widget._keys |= {"autonomy", "belonging"}
    assert "reload the page" in sent(pairs, left_right, "comparison-1", nonce=nonce)["error"]
    assert workspace.records(Comparison) == []


def test_a_problem_of_a_card_is_named_by_its_key(exercises):
    with pytest.raises(InvalidRecordError, match="own-1: holds half a character"):
        exercises.move("value", {"own-1": {"pile": "", "label": "\ud800"}}, "", "a" * 32)


# Two at a time


def test_two_at_a_time_waits_for_three_cards(open_values):
    sort, pairs, _, _ = open_values()
    sent(sort, {"autonomy": "keep", "growth": "keep"})
    assert pairs.widget.state["queue"] == []
    assert pairs.widget.state["finished"].startswith("Keep at least three cards above")
    sent(sort, {"meaning": "keep"})
    assert len(pairs.widget.state["queue"]) >= 2
    assert pairs.widget.state["finished"] == ""


def test_an_answer_is_a_record_of_two_values(open_values, workspace):
    keep(workspace, *KEPT)
    _, pairs, _, _ = open_values()
    left, right = pairs.widget.state["queue"][0]
    id = choose(pairs, "tie")
    (record,) = workspace.records(Comparison)
    assert (record.id, record.choice) == (id, "tie")
    assert (record.left, record.right) == (f"value-{left}", f"value-{right}")
    assert record.origin.visibility == "private"
    assert [left, right] not in pairs.widget.state["queue"]
    assert pairs.widget.state["done"] == 1


def test_an_answer_taken_back_counts_no_more_and_is_kept(open_values, workspace):
    keep(workspace, *KEPT)
    _, pairs, _, _ = open_values()
    id = choose(pairs)
    sent(pairs, {"choice": "undone"}, id)
    assert pairs.widget.state["done"] == 0
    assert [record.choice for record in workspace.records(Comparison)] == ["undone"]
    assert len(workspace.history(id)) == 2


def test_two_notebooks_ask_the_same_and_an_answer_of_one_counts_in_the_other(
    open_values, workspace
):
    keep(workspace, *KEPT)
    one = open_values()
    two = open_values(Workbook(Workspace(workspace.folder), "compass", None, None, "me"))
    assert one[1].widget.state["queue"] == two[1].widget.state["queue"]
    choose(one[1], "right")
    two[2].say("refresh")
    assert one[1].widget.state["queue"] == two[1].widget.state["queue"]
    assert [answer.choice for answer in two[1].widget.answers] == ["right"]


def test_an_answer_sent_again_to_a_new_python_is_one_answer(open_values, workspace):
    keep(workspace, *KEPT)
    _, pairs, _, _ = open_values()
    left, right = pairs.widget.state["queue"][0]
    values = {"left": left, "right": right, "choice": "left"}
    sent(pairs, values, "comparison-1", nonce="a" * 32)
    fresh = open_values(Workbook(Workspace(workspace.folder), "compass", None, None, "me"))[1]
    answer = sent(fresh, values, "comparison-1", nonce="a" * 32)
    assert answer["record"]["revision"] == workspace.records(Comparison)[0].origin.revision
    assert len(workspace.history("comparison-1")) == 1


def test_one_answer_changed_in_two_notebooks_is_the_last_and_no_conflict(open_values, workspace):
    keep(workspace, *KEPT)
    id = choose(open_values()[1])
    one = open_values()[1]
    two = open_values(Workbook(Workspace(workspace.folder), "compass", None, None, "me"))[1]
    base = workspace.records(Comparison)[0].origin.revision
    sent(one, {"choice": "undone"}, id, base=base)
    sent(two, {"choice": "tie"}, id, base=base)
    (record,) = workspace.records(Comparison)
    assert (record.choice, record.origin.others) == ("tie", ())


def test_choosing_ends_with_a_sentence_and_goes_on_when_a_card_is_added(open_values, workspace):
    keep(workspace, *KEPT)
    sort, pairs, _, _ = open_values()
    for _ in range(4 * len(KEPT)):
        if not pairs.widget.state["queue"]:
            break
        left, right = pairs.widget.state["queue"][0]
        choose(pairs, "left" if left < right else "right")
    state = pairs.widget.state
    assert (state["queue"], state["hint"]) == ([], "")
    assert f"{state['done']} choices" in state["finished"]
    sent(sort, {"wealth-of-time": "keep", "curiosity": "keep"})
    assert "curiosity" in itertools.chain(*pairs.widget.state["queue"])
    assert pairs.widget.state["finished"] == ""


def test_a_new_sitting_begins_without_choices_and_says_what_there_was(
    open_values, workspace, clock
):
    keep(workspace, *KEPT)
    pairs = open_values()[1]
    for choice in ("left", "right", "tie", "skip", "left"):
        id = choose(pairs, choice)
    sent(pairs, {"choice": "undone"}, id)
    clock.next += datetime.timedelta(days=365)
    _, pairs, form, _ = open_values()
    assert pairs.widget.state["done"] == 0
    assert pairs.widget.answers == ()
    said = pairs.widget.state["hint"]
    assert said.startswith("Last time, on 20 November 2026, you chose 3 times. Choose again:")
    assert chapter("compass").section("shifted").title in said
    choose(pairs)
    assert (pairs.widget.state["done"], pairs.widget.state["hint"]) == (1, said)
    # A page left open since then must not take back what this sitting is held against.
    answer = sent(pairs, {"choice": "undone", "left": KEPT[0], "right": KEPT[1]}, id)
    assert answer["problems"] == {
        "choice": "it was made in an earlier sitting, and stays as it was"
    }
    form.say("refresh")
    assert len(pairs.widget.answers) == 1


def test_the_first_choice_of_a_new_sitting_leaves_the_pairs_ahead_as_they_are(
    open_values, workspace, clock
):
    keep(workspace, *KEPT)
    choose(open_values()[1])
    clock.next += datetime.timedelta(days=365)
    pairs = open_values()[1]
    _, *ahead = pairs.widget.state["queue"]
    choose(pairs)
    assert pairs.widget.state["queue"][: len(ahead)] == ahead


# In the notebook


def test_the_exercises_fold_with_their_section(open_values, workspace):
    workbook = Workbook(workspace, "compass", None, None, "me")
    workbook.take("short")
    sort, pairs, form, _ = open_values(workbook)
    assert sort.widget.state["folded"]
    assert pairs.widget.state["folded"]
    form.say("unfold")
    assert not sort.widget.state["folded"]
    assert not pairs.widget.state["folded"]


def test_the_exercises_print_nothing(workspace, screen):
    workbook = Workbook(workspace, "compass", None, None, "me")
    workbook.form("values")
    for data in screen[:2]:
        assert data["text/plain"].strip() == data["text/markdown"].strip() == ""
        assert data["text/html"] == '<div class="prepkit"></div>'
        assert BLOCK_MIME not in data


def test_for_others_and_for_programs_there_are_no_exercises(workspace, screen):
    keep(workspace, *KEPT)
    Workbook(workspace, "compass", None, None, "coach").form("values")
    assert [WIDGET in data for data in screen] == [False]


def test_other_sections_have_no_exercises(workspace, screen):
    Workbook(workspace, "compass", None, None, "me").form("goals")
    assert len(screen) == 1


def test_records_and_pages_name_choices_and_piles_alike():
    assert tuple(option.key for option in CHOICES) == deck.CHOICES
    assert BACK.key not in [pile.key for pile in PILES]
