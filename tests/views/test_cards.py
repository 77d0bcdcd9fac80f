"""The cards without a browser: what a page sends, what is saved, what the page is told."""

import datetime

import pytest

from prepkit.errors import InvalidRecordError, WorkspaceLockedError
from prepkit.fields import Option
from prepkit.views.cardsort import LONGEST_LABEL, CardSort
from prepkit.views.deck import Answer, Saved
from prepkit.views.pairs import Pairs

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
CARDS = tuple(Option(key, key.title(), "Some help.") for key in ("autonomy", "belonging", "craft"))
PILES = (Option("very", "Very important"), Option("not", "Not for me"))
SAILING = {"pile": "very", "label": "Sailing"}


class Disk:
    """A store of records by id; each saving is one more revision."""

    def __init__(self):
        self.records, self.calls, self.nonces, self.error = {}, [], [], None

    def save(self, id, values, base, nonce):
        if self.error:
            raise self.error
        self.records[id] = self.records.get(id, {}) | values
        self.calls.append((id, values, base))
        self.nonces.append(nonce)
        return Saved(id, f"r{len(self.calls)}", NOON + datetime.timedelta(minutes=len(self.calls)))


class Page:
    """The page's end: sends messages, keeps what it is told."""

    def __init__(self, widget):
        self.widget, self.told, self.seq = widget, [], 0
        widget.send = lambda content, buffers=None: self.told.append(content)

    def save(self, values, record="values", base=""):
        """Send values; return the answer."""
        self.seq += 1
        message = {"do": "save", "client": "c", "record": record, "base": base, "values": values}
        self.widget._received(None, message | {"seq": self.seq, "nonce": f"n{self.seq}"}, [])
        (answer,) = [said for said in self.told if said.get("seq") == self.seq]
        assert answer["type"] == "answer"
        assert answer["client"] == "c"
        return answer

    def choose(self, token, left, right, choice):
        """Send the answer to a pair; return Python's."""
        return self.save({"left": left, "right": right, "choice": choice}, f"pair-{token}")

    @property
    def changed(self):
        """The last that every page was told."""
        return [said for said in self.told if said["type"] == "changed"][-1]


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def sort(disk):
    return Page(
        CardSort(
            "Values", CARDS, PILES, {"craft": "not"}, disk.save, id="values", place="w/values",
            revision="r0", limits={"very": 10},
        )
    )  # fmt: skip


@pytest.fixture
def pairs(disk):
    queue = [("autonomy", "belonging"), ("craft", "autonomy")]
    return Page(Pairs("Pairs", CARDS, disk.save, id="pair", place="w/pairs", queue=queue, wanted=3))


def observed(widget, name):
    """Return the list to which each new value of a trait is added."""
    seen = []
    widget.observe(lambda change: seen.append(change["new"]), name)
    return seen


def test_a_move_is_saved_over_what_was_seen_and_every_page_is_told(sort, disk):
    seen = observed(sort.widget, "placed")
    answer = sort.save({"autonomy": "very"}, base="r0")
    assert disk.calls == [("values", {"autonomy": "very"}, "r0")]
    assert disk.nonces == ["n1"]
    assert answer["record"] == {
        "id": "values", "revision": "r1", "savedAt": "2026-11-20T12:01:00+00:00",
        "values": {"autonomy": "very"},
    }  # fmt: skip
    assert answer["problems"] == {}
    assert sort.changed["placed"] == {"craft": "not", "autonomy": "very"}
    assert sort.changed["revision"] == sort.widget.state["revision"] == "r1"
    assert seen == [{"craft": "not", "autonomy": "very"}]


def test_observers_hear_of_a_move_after_the_page_has_its_answer(sort):
    sort.widget.observe(lambda _: sort.told.append({"type": "observed"}), "placed")
    sort.save({"autonomy": "very"})
    assert [said["type"] for said in sort.told] == ["changed", "answer", "observed"]


def test_a_card_moved_again_is_the_last_and_one_put_back_is_on_no_pile(sort):
    sort.save({"autonomy": "not"})
    sort.save({"craft": "very"})
    assert list(sort.widget.placed.items()) == [("autonomy", "not"), ("craft", "very")]
    sort.save({"craft": ""})
    assert sort.widget.placed == {"autonomy": "not"}


def test_a_message_that_comes_twice_is_saved_once(sort, disk):
    seen = observed(sort.widget, "placed")
    first = sort.save({"autonomy": "very", "own-1": SAILING})
    again = sort.save({"autonomy": "very", "own-1": SAILING})
    assert first["record"] == again["record"]
    assert len(disk.calls) == len(seen) == 1


def test_only_what_differs_is_saved(sort, disk):
    sort.save({"autonomy": "very", "craft": "not", "own-2": None})
    assert disk.calls == [("values", {"autonomy": "very"}, "")]


def test_an_error_of_the_store_is_one_line_and_nothing_counts_as_saved(sort, disk):
    seen = observed(sort.widget, "placed")
    disk.error = WorkspaceLockedError("prep.db is in use")
    answer = sort.save({"autonomy": "very"})
    assert answer["error"] == "prep.db is in use"
    assert "record" not in answer
    assert not seen
    disk.error = None
    assert "error" not in sort.save({"autonomy": "very"})


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("nothing", "very", "no card 'nothing': it is no longer part of this sort"),
        ("autonomy", "verry", "no pile 'verry': did you mean 'very'?"),
        ("autonomy", None, "no pile None: known are very, not"),
        ("own-1", "very", "a card of one's own has a pile and a label"),
        ("own-1", {"pile": "very"}, "no card 'own-1': it is no longer part of this sort"),
        ("own-1", SAILING | {"pile": "top"}, "no pile 'top': known are very, not"),
        ("own-1", SAILING | {"label": "  "}, "a card needs some words"),
        ("own-1", SAILING | {"label": 5}, "a card needs some words"),
        ("own-1", SAILING | {"label": "x" * (LONGEST_LABEL + 1)}, "more than 300 letters"),
        ("own-../1", SAILING, "not the key of a card: 'own-../1'"),
    ],
)
def test_what_does_not_fit_is_a_problem_and_the_rest_is_saved(sort, disk, key, value, problem):
    answer = sort.save({key: value, "belonging": "not"})
    assert answer["problems"][key].startswith(problem)
    assert answer["record"]["values"] == {"belonging": "not"}
    assert disk.records["values"] == {"belonging": "not"}


def test_what_the_store_finds_wrong_does_not_hold_up_the_rest(sort, disk):
    def save(id, values, base, nonce):
        if "craft" in values:
            raise InvalidRecordError("sort", {"craft": "too many"})
        return disk.save(id, values, base, nonce)

    sort.widget._save_values = save
    answer = sort.save({"craft": "very", "autonomy": "very"})
    assert answer["problems"] == {"craft": "too many"}
    assert sort.widget.placed == {"craft": "not", "autonomy": "very"}


def test_moves_of_another_sort_are_refused(sort, disk):
    assert "another card sort" in sort.save({"autonomy": "very"}, record="other")["error"]
    assert not disk.calls


def test_a_card_of_ones_own_is_added_moved_reworded_and_taken_away(sort):
    sort.save({"own-1": {"pile": "", "label": "Sail"}})
    sort.save({"own-1": SAILING})
    assert sort.changed["own"] == [{"key": "own-1", "label": "Sailing", "help": ""}]
    assert sort.widget.placed["own-1"] == "very"
    assert sort.widget.cards == (*CARDS, Option("own-1", "Sailing"))
    sort.save({"own-1": None})
    assert sort.widget.cards == CARDS
    assert sort.widget.placed == {"craft": "not"}


def test_a_card_of_ones_own_is_moved_without_its_words(sort, disk):
    sort.save({"own-1": SAILING})
    assert sort.save({"own-1": {"pile": "not"}})["problems"] == {}
    assert disk.calls[-1][1] == {"own-1": {"pile": "not"}}
    sort.save({"own-1": {"pile": "not"}})
    assert len(disk.calls) == 2
    assert sort.widget.placed["own-1"] == "not"
    assert sort.widget.cards[-1].label == "Sailing"


def test_whoever_made_a_widget_is_told_after_the_answer(disk):
    told = []
    widget = CardSort(
        "V", CARDS, PILES, {}, disk.save, id="values", place="w/v", on_change=told.append
    )
    page = Page(widget)
    page.save({"autonomy": "very"})
    page.save({"autonomy": "top"})
    assert told == ["saved", "saved"]


def test_pages_are_told_only_what_they_do_not_know(sort, pairs):
    sort.widget.show({"craft": "not"}, "r0", CARDS)
    pairs.widget.ask(
        [("autonomy", "belonging"), ("craft", "autonomy")], 0, 3, cards=CARDS, answers=()
    )
    assert (sort.told, pairs.told) == ([], [])
    sort.widget.show({"craft": "not"}, "r0", folded=True)
    assert sort.changed["folded"]
    assert "cards" not in sort.changed


def test_a_card_that_is_shown_where_it_was_keeps_its_place(sort):
    sort.save({"autonomy": "not"})
    sort.widget.show({"belonging": "not", "autonomy": "not", "craft": "not"}, "r2")
    assert list(sort.widget.placed) == ["craft", "autonomy", "belonging"]


def test_answers_of_another_window_are_known_here(pairs, disk):
    there = Answer("pair-9", "autonomy", "craft", "tie", "r9")
    pairs.widget.ask([("craft", "belonging")], 1, 3, answers=[there], hint="Once more.")
    assert pairs.widget.answers == (there,)
    assert pairs.changed["hint"] == "Once more."
    pairs.save({"choice": "undone"}, "pair-9", base="r9")
    assert disk.records["pair-9"] == {"left": "autonomy", "right": "craft", "choice": "undone"}


def test_cards_of_ones_own_are_no_part_of_the_deck(disk):
    own = Option("own-1", "Sailing")
    made = CardSort(
        "V", [*CARDS, own], PILES, {"own-1": "very"}, disk.save, id="values", place="w/v"
    )
    assert [card["key"] for card in made.deck["cards"]] == [card.key for card in CARDS]
    assert [card["key"] for card in made.state["own"]] == ["own-1"]
    assert [pile["limit"] for pile in made.deck["piles"]] == [0, 0]


def test_another_windows_moves_are_shown_and_observed(sort):
    seen = observed(sort.widget, "placed")
    sort.widget.show({"autonomy": "very"}, "r7", CARDS[:2])
    assert sort.changed["revision"] == "r7"
    assert [card["key"] for card in sort.widget.deck["cards"]] == ["autonomy", "belonging"]
    assert seen == [{"autonomy": "very"}]


def test_an_answer_is_a_record_of_its_own(pairs, disk):
    seen = observed(pairs.widget, "answers")
    answer = pairs.choose("1", "autonomy", "belonging", "left")
    values = {"left": "autonomy", "right": "belonging", "choice": "left"}
    assert disk.calls == [("pair-1", values, "")]
    assert answer["record"]["revision"] == "r1"
    assert seen == [(Answer("pair-1", "autonomy", "belonging", "left", "r1"),)]
    (recent,) = pairs.changed["recent"]
    assert recent == {"id": "pair-1", **values, "revision": "r1", "fresh": True}
    pairs.choose("2", "craft", "autonomy", "skip")
    assert set(disk.records) == {"pair-1", "pair-2"}


def test_an_answer_that_comes_twice_is_saved_once(pairs, disk):
    first = pairs.choose("1", "autonomy", "belonging", "tie")
    again = pairs.choose("1", "autonomy", "belonging", "tie")
    assert first["record"] == again["record"]
    assert len(disk.calls) == len(pairs.widget.answers) == 1


def test_an_answer_taken_back_and_given_again_is_the_same_record(pairs, disk):
    pairs.choose("1", "autonomy", "belonging", "left")
    pairs.choose("2", "craft", "autonomy", "left")
    pairs.save({"choice": "undone"}, "pair-1", base="r1")
    assert [answer.choice for answer in pairs.widget.answers] == ["left", "undone"]
    pairs.choose("1", "autonomy", "belonging", "right")
    assert disk.records["pair-1"]["choice"] == "right"
    assert [answer.id for answer in pairs.widget.answers] == ["pair-2", "pair-1"]


def test_asking_anew_counts_the_answers_so_far_as_known(pairs):
    pairs.choose("1", "autonomy", "belonging", "left")
    pairs.widget.ask([("craft", "belonging")], 1, 2)
    assert pairs.changed["queue"] == [["craft", "belonging"]]
    assert [answer["fresh"] for answer in pairs.changed["recent"]] == [False]
    pairs.choose("2", "craft", "belonging", "left")
    assert [answer["fresh"] for answer in pairs.changed["recent"]] == [False, True]
    pairs.widget.ask([], 2, 2, "Enough.")
    assert pairs.widget.state["finished"] == "Enough."


def test_an_observer_may_ask_for_the_next_pairs(pairs):
    pairs.widget.observe(lambda _: pairs.widget.ask([("craft", "belonging")], 1, 2), "answers")
    pairs.choose("1", "autonomy", "belonging", "left")
    assert [said["type"] for said in pairs.told] == ["changed", "answer", "changed"]
    assert pairs.changed["queue"] == [["craft", "belonging"]]


def test_a_page_is_told_of_all_fresh_answers_and_of_a_few_before(disk):
    before = [Answer(f"pair-{n}", "autonomy", "craft", "left", f"r{n}") for n in range(50)]
    gone = Answer("pair-x", "autonomy", "nothing", "left", "r")
    made = Pairs("P", CARDS, disk.save, id="pair", place="w/p", answers=[*before, gone])
    assert len(made.answers) == 51
    assert [answer["id"] for answer in made.state["recent"]] == [f"pair-{n}" for n in range(31, 50)]
    page = Page(made)
    for n in range(30):
        page.choose(f"new-{n}", "autonomy", "belonging", "right")
    assert len(page.changed["recent"]) == 30


@pytest.mark.parametrize(
    ("left", "right", "choice", "field"),
    [
        ("autonomy", "nothing", "left", "right"),
        ("autonomy", "autonomy", "left", "right"),
        ("autonomy", "craft", "both", "choice"),
        ("autonomy", "craft", None, "choice"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(pairs, disk, left, right, choice, field):
    answer = pairs.choose("1", left, right, choice)
    assert list(answer["problems"]) == [field]
    assert answer["record"] is None
    assert not disk.calls


@pytest.mark.parametrize("record", ["other-1", "pair", "pair-../x", ""])
def test_answers_of_another_exercise_are_refused(pairs, disk, record):
    answer = pairs.save({"left": "autonomy", "right": "craft", "choice": "left"}, record)
    assert "another exercise" in answer["error"]
    assert not disk.calls


def test_an_answer_about_a_card_that_has_just_gone_is_still_saved(pairs, disk):
    pairs.widget.ask([("autonomy", "belonging")], 0, 1, cards=CARDS[:2])
    assert [card["key"] for card in pairs.widget.deck["cards"]] == ["autonomy", "belonging"]
    pairs.choose("1", "craft", "autonomy", "left")
    assert set(disk.records) == {"pair-1"}


def test_an_error_of_the_store_leaves_a_pair_unanswered(pairs, disk):
    disk.error = WorkspaceLockedError("prep.db is in use")
    assert pairs.choose("1", "autonomy", "craft", "left")["error"] == "prep.db is in use"
    assert pairs.widget.answers == ()
