"""The cards in a browser, without JupyterLab: by keyboard, by mouse, and with Python gone."""

import datetime

import pytest

from prepkit.errors import WorkspaceLockedError
from prepkit.fields import Option
from prepkit.views.cardsort import CardSort
from prepkit.views.deck import Saved
from prepkit.views.pairs import Pairs
from widget_page import WidgetPage, serve

NOON = datetime.datetime(2026, 11, 20, 12, tzinfo=datetime.UTC)
LONG = "Zusammenarbeitsfähigkeit über Abteilungs- und Landesgrenzen hinweg, unter Zeitdruck"
CARDS = (
    Option("autonomy", "Autonomy", "Deciding myself how I work."),
    Option("belonging", "Belonging", "Being part of a group."),
    Option("craft", "Craft", "Making things well."),
    Option("long", LONG),
    Option("arabic", "الاستقلالية في اتخاذ القرار"),
)
PILES = (Option("very", "Very important"), Option("some", "Important"), Option("not", "Not for me"))


class Disk:
    """Where the answers go: by record, with the revision each was chosen over."""

    def __init__(self):
        self.saved, self.error = [], None

    def save(self, id, values, base, nonce):
        if self.error:
            raise self.error
        self.saved.append((id, values, base))
        return Saved(id, f"r{len(self.saved)}", NOON)


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def show(browser):
    """Return a function that shows a widget on a page; nothing may end up in the console."""
    contexts, errors, stack = [], [], []

    def show(widget, **options):
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 900}} | options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        server = serve(widget)
        stack.append(server)
        shown = WidgetPage(widget, context)
        shown.page.on("pageerror", lambda error: errors.append(str(error)))
        shown.url = server.__enter__()
        shown.open(shown.url)
        return shown

    yield show
    for context in contexts:
        context.close()
    for server in stack:
        server.__exit__(None, None, None)
    assert not errors


@pytest.fixture
def sort(disk, show):
    """A card sort on a page, nothing sorted yet."""
    return show(card_sort(disk))


@pytest.fixture
def pairs(disk, show):
    """Pairs on a page, three in the queue."""
    return show(two_at_a_time(disk))


def card_sort(disk, placed=None, cards=CARDS):
    return CardSort(
        "Values", cards, PILES, placed or {}, disk.save, id="values", place="w/values",
        limits={"very": 2},
    )  # fmt: skip


def two_at_a_time(disk):
    queue = [("autonomy", "belonging"), ("craft", "autonomy"), ("belonging", "craft")]
    return Pairs(
        "Two at a time", CARDS, disk.save, id="pair", place="w/pairs", queue=queue, wanted=3
    )


def wait_saved(shown):
    shown.page.locator(".pk-status", has_text="✓ Saved").wait_for()


def large(shown):
    return shown.page.locator(".pk-stage .pk-card-label").inner_text()


def pile(shown, key):
    return shown.page.locator(f"[data-pile='{key}'] .pk-card").all_inner_texts()


def said(shown, text):
    shown.page.locator(".pk-unseen", has_text=text).wait_for(state="attached")


def both(shown):
    return shown.page.locator(".pk-side-card .pk-card-label").all_inner_texts()


def press(shown, *keys):
    for key in keys:
        shown.page.keyboard.press(key)


def focused(shown):
    return shown.page.evaluate("document.activeElement.textContent")


def test_cards_are_sorted_with_the_keyboard_alone(sort, disk):
    sort.page.locator("#before").focus()
    press(sort, "Tab", "1")
    said(sort, "“Autonomy” is on “Very important”. 4 to sort. Next: “Belonging”.")
    press(sort, "3", "Tab", "Enter")
    assert large(sort) == LONG
    assert pile(sort, "some") == ["Craft"]
    press(sort, "1", "1")
    assert sort.page.locator(".pk-stage").inner_text().startswith("Done")
    said(sort, "“Very important” holds 3, and about 2 are enough: which could you do without?")
    assert focused(sort).startswith("Done")
    wait_saved(sort)
    assert sort.widget.placed == {
        "autonomy": "very", "belonging": "not", "craft": "some", "long": "very", "arabic": "very",
    }  # fmt: skip
    assert sort.page.locator(".pk-progress").inner_text() == "5 of 5 sorted"


def test_each_pile_is_one_stop_of_the_tab_key_and_arrows_go_on_from_there(disk, show):
    shown = show(card_sort(disk, {"craft": "some", "long": "some", "arabic": "not"}))
    press(shown, *["Tab"] * 8)
    assert focused(shown) == "Autonomy"
    press(shown, "ArrowDown")
    assert focused(shown) == "Belonging"
    press(shown, "ArrowRight")
    assert focused(shown) == "Craft"
    press(shown, "ArrowRight", "ArrowLeft")
    assert focused(shown) == LONG
    press(shown, "Tab")
    assert focused(shown) == CARDS[4].label
    press(shown, "Tab")
    assert focused(shown) == "After"


def test_a_focused_card_moves_with_the_digits_and_undo_brings_it_back(disk, show):
    shown = show(card_sort(disk, {"craft": "some", "long": "some"}))
    shown.page.locator("[data-card=long]").focus()
    press(shown, "1")
    said(shown, "is on “Very important”. 3 to sort.")
    assert focused(shown) == "Craft"
    press(shown, "0")
    assert pile(shown, "") == ["Autonomy", "Belonging", "Craft", CARDS[4].label]
    press(shown, "Control+z", "Control+z")
    said(shown, "Undone.")
    assert pile(shown, "some") == [LONG, "Craft"]
    press(shown, "Control+z")
    said(shown, "There is nothing to undo.")
    assert sorted(pile(shown, "some")) == ["Craft", LONG]


def test_cards_are_dragged_from_pile_to_pile(sort):
    page = sort.page
    page.locator(".pk-face").drag_to(page.locator("[data-pile=some]"))
    assert pile(sort, "some") == ["Autonomy"]
    page.locator("[data-card=craft]").drag_to(page.locator("[data-pile=very]"))
    page.locator("[data-card=autonomy]").drag_to(page.locator("[data-pile='']"))
    assert pile(sort, "very") == ["Craft"]
    assert pile(sort, "some") == []
    wait_saved(sort)
    page.get_by_role("button", name="Undo").click()
    assert pile(sort, "some") == ["Autonomy"]


def test_a_card_that_is_clicked_is_shown_large_and_moved_by_its_buttons(disk, show):
    shown = show(card_sort(disk, {"craft": "some"}))
    page = shown.page
    page.locator("[data-card=craft]").click()
    assert large(shown) == "Craft"
    important = page.get_by_role("button", name="Important", exact=True)
    assert important.get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Back to “To sort”").click()
    assert pile(shown, "some") == []
    page.get_by_role("button", name="Later").click()
    assert large(shown) == "Belonging"


def test_a_card_of_ones_own_is_written_reworded_and_taken_away(sort, disk):
    page = sort.page
    page.get_by_role("button", name="Add a card of your own").click()
    page.keyboard.type("Sailing 123")
    press(sort, "Enter")
    said(sort, "“Sailing 123” is added: which pile?")
    press(sort, "2")
    wait_saved(sort)
    (card,) = [card for card in sort.widget.cards if card.key.startswith("own-")]
    assert (card.label, sort.widget.placed) == ("Sailing 123", {card.key: "some"})
    page.locator(f"[data-card={card.key}]").click()
    page.get_by_role("button", name="Change the words").click()
    page.get_by_label("Your words for this card").fill("Rowing")
    page.get_by_role("button", name="Done").click()
    assert pile(sort, "some") == ["Rowing"]
    page.get_by_role("button", name="Take this card away").click()
    assert pile(sort, "some") == []
    page.get_by_role("button", name="Undo").click()
    assert pile(sort, "some") == ["Rowing"]
    press(sort, "Control+z", "Control+z", "Control+z")
    assert pile(sort, "") == [card.label for card in CARDS]
    wait_saved(sort)
    assert sort.widget.placed == {}


def test_a_card_of_ones_own_is_moved_without_the_words_nobody_touched(disk, show):
    own = Option("own-1", "Sailing")
    shown = show(card_sort(disk, {"own-1": "some"}, (*CARDS, own)))
    shown.page.locator("[data-card=own-1]").focus()
    press(shown, "1")
    wait_saved(shown)
    assert disk.saved == [("values", {"own-1": {"pile": "very"}}, "")]
    shown.mute = True
    shown.page.locator("[data-card=own-1]").click()
    shown.page.get_by_role("button", name="Change the words").click()
    shown.page.get_by_label("Your words for this card").fill("Rowing")
    press(shown, "Enter", "3")
    assert pile(shown, "not") == ["Rowing"]
    # Reworded elsewhere meanwhile: what was typed here stays on top, moved or not.
    shown.widget.show({"own-1": "very"}, "r8", (*CARDS, Option("own-1", "Rafting")))
    shown.deliver()
    assert pile(shown, "not") == ["Rowing"]
    shown.mute = False
    shown.open(shown.url)
    wait_saved(shown)
    assert shown.widget.cards[-1].label == "Rowing"
    assert shown.widget.placed == {"own-1": "not"}


def test_a_card_of_ones_own_given_up_while_writing_is_as_it_was(sort):
    page = sort.page
    page.get_by_role("button", name="Add a card of your own").click()
    page.keyboard.type("Sail")
    press(sort, "Escape")
    assert pile(sort, "") == [card.label for card in CARDS]
    page.get_by_role("button", name="Add a card of your own").click()
    press(sort, "Enter")
    assert large(sort) == "Autonomy"


def test_moves_that_python_never_heard_of_come_back_and_are_sent(disk, show):
    shown = show(card_sort(disk))
    page = shown.page
    shown.mute = True
    page.locator(".pk-choose").first.focus()
    press(shown, "1", "2")
    page.get_by_role("button", name="Add a card of your own").click()
    page.keyboard.type("Half a wo")
    page.locator(".pk-alarm", has_text="Python is busy or has stopped").wait_for()
    assert disk.saved == []
    shown.mute = False
    shown.open(shown.url)
    page.locator(".pk-note", has_text="put back").wait_for()
    wait_saved(shown)
    assert pile(shown, "very") == ["Autonomy"]
    assert shown.widget.placed == {"autonomy": "very", "belonging": "some"}
    assert "Half a wo" in [card.label for card in shown.widget.cards]
    asked = [(said["values"], said["nonce"]) for said in shown.heard if said["do"] == "save"]
    assert asked.count(asked[0]) > 1, "the same save has the same name, whoever asks for it"
    shown.open(shown.url)
    assert pile(shown, "some") == ["Belonging"]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_the_disk_refuses_is_said_and_kept(sort, disk):
    disk.error = WorkspaceLockedError("prep.db is in use: close the other program")
    sort.page.locator(".pk-choose").first.click()
    sort.page.locator(".pk-status", has_text="Not saved, because of this: prep.db is in").wait_for()
    assert pile(sort, "very") == ["Autonomy"]
    disk.error = None
    wait_saved(sort)
    assert sort.widget.placed == {"autonomy": "very"}


def test_a_move_of_a_card_that_is_gone_is_given_up_with_a_word(disk, show):
    shown = show(card_sort(disk))
    shown.mute = True
    press(shown, "Tab", "Tab", "1", "1")
    shown.page.wait_for_function("() => Object.keys(localStorage).length")
    shown.widget.show({}, "", CARDS[1:])
    shown.mute = False
    shown.open(shown.url)
    shown.page.locator(".pk-note", has_text="no card 'autonomy'").wait_for()
    wait_saved(shown)
    assert shown.widget.placed == {"belonging": "very"}
    assert shown.page.evaluate("Object.keys(localStorage)") == []


def test_what_another_window_saved_appears_below_what_was_just_done(sort, disk):
    sort.mute = True
    sort.page.locator(".pk-choose").first.click()
    sort.widget.show({"autonomy": "not", "craft": "some"}, "r9")
    sort.deliver()
    assert pile(sort, "very") == ["Autonomy"]
    assert pile(sort, "some") == ["Craft"]


def test_a_key_held_down_sorts_one_card_and_saving_the_notebook_sends_it_at_once(sort, disk):
    keyboard = sort.page.keyboard
    # No moment of quiet goes by: what is sent is sent because of the key.
    sort.page.clock.pause_at(datetime.datetime.now() + datetime.timedelta(hours=1))
    for key in ("1", "Enter"):
        sort.page.locator(".pk-choose").first.focus()
        keyboard.down(key)
        keyboard.down(key)
        keyboard.down(key)
        keyboard.up(key)
    assert disk.saved == []
    press(sort, "Control+s")
    assert pile(sort, "very") == ["Belonging", "Autonomy"]
    wait_saved(sort)
    assert disk.saved == [("values", {"autonomy": "very", "belonging": "very"}, "")]


@pytest.mark.parametrize("which", ["sort", "pairs"])
def test_no_key_reaches_jupyterlab_but_the_one_that_saves(which, request):
    shown = request.getfixturevalue(which)
    shown.page.locator(".pk-choose").first.focus()
    press(shown, "1", "d", "d", "b", "m", "ArrowDown", "ArrowLeft", "Backspace", "Control+z", "s")
    assert shown.leaked() == []
    press(shown, "Control+s")
    assert shown.leaked() == ["s"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 420])
def test_axe_finds_nothing_in_the_card_sort(disk, show, scheme, width):
    placed = {"autonomy": "very", "long": "very", "arabic": "very"}
    shown = show(
        card_sort(disk, placed), color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    assert shown.violations() == []
    shown.page.locator("[data-card=long]").click()
    assert shown.violations() == []
    shown.page.get_by_role("button", name="Add a card of your own").click()
    assert shown.violations() == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 420])
def test_axe_finds_nothing_in_the_pairs(disk, show, scheme, width):
    widget = two_at_a_time(disk)
    widget.ask([("long", "arabic")], 3, 4, "Enough.")
    shown = show(widget, color_scheme=scheme, viewport={"width": width, "height": 800})
    assert shown.violations() == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    widget.ask([], 3, 3, "Enough.")
    shown.deliver()
    assert shown.page.locator(".pk-message").inner_text() == "Enough."
    assert shown.violations() == []


def test_pairs_are_decided_with_the_keyboard_alone(pairs, disk):
    press(pairs, "Tab", "Tab", "ArrowLeft")
    said(pairs, "“Autonomy”. “Craft” or “Autonomy”?")
    assert focused(pairs).startswith("Craft")
    press(pairs, "ArrowUp", "s")
    said(pairs, "Skipped. The next pair comes as soon as Python has worked it out.")
    wait_saved(pairs)
    assert [(a.left, a.right, a.choice) for a in pairs.widget.answers] == [
        ("autonomy", "belonging", "left"), ("craft", "autonomy", "tie"),
        ("belonging", "craft", "skip"),
    ]  # fmt: skip
    assert pairs.page.locator(".pk-progress").inner_text() == "2 so far, about 1 more"
    pairs.widget.ask([], 2, 2, "That is enough.")
    pairs.deliver()
    assert pairs.page.locator(".pk-message").inner_text() == "That is enough."
    assert focused(pairs).endswith("That is enough.")
    assert pairs.leaked() == ["Tab", "Tab"]  # before the focus came in


def test_undo_shows_a_pair_again_and_answering_it_again_is_the_same_record(pairs, disk):
    pairs.page.locator(".pk-side-card").first.focus()
    press(pairs, "ArrowLeft", "ArrowRight", "Backspace")
    assert both(pairs) == ["Craft", "Autonomy"]
    press(pairs, "Control+z")
    assert both(pairs) == ["Autonomy", "Belonging"]
    press(pairs, "=")
    assert both(pairs) == ["Craft", "Autonomy"]
    press(pairs, "ArrowDown")
    assert both(pairs) == ["Belonging", "Craft"]
    wait_saved(pairs)
    # Which of the two is on the disk first depends on what was still on its way.
    assert sorted((a.left, a.choice) for a in pairs.widget.answers) == [
        ("autonomy", "tie"), ("craft", "skip"),
    ]  # fmt: skip
    assert len({id for id, _, _ in disk.saved}) == 2


def test_an_answer_is_undone_after_it_was_saved_and_after_a_reload(pairs, disk):
    pairs.page.locator(".pk-side-card").nth(1).click()
    wait_saved(pairs)
    pairs.widget.ask([("craft", "autonomy")], 1, 2)
    pairs.open(pairs.url)
    pairs.page.get_by_role("button", name="Undo").click()
    assert both(pairs) == ["Autonomy", "Belonging"]
    wait_saved(pairs)
    (first, last) = disk.saved
    assert first[0] == last[0]
    assert (last[1]["choice"], last[2]) == ("undone", "r1")
    assert pairs.widget.answers[0].choice == "undone"


def test_the_browser_goes_on_while_python_is_busy_and_says_when_it_has_to_wait(disk, show):
    shown = show(two_at_a_time(disk))
    shown.mute = True
    shown.page.locator(".pk-side-card").first.focus()
    press(shown, "ArrowLeft", "ArrowLeft", "ArrowRight")
    text = shown.page.locator(".pk-message").inner_text()
    assert text.startswith("The next pair comes as soon as Python")
    shown.page.locator(".pk-alarm", has_text="Not saved yet").wait_for()
    shown.mute = False
    shown.open(shown.url)
    wait_saved(shown)
    assert len(disk.saved) == len(shown.widget.answers) == 3
    press(shown, "Tab", "Tab", "Backspace")
    assert both(shown) == ["Belonging", "Craft"]


def test_a_pair_somebody_looks_at_stays_when_the_queue_changes(pairs):
    pairs.page.locator(".pk-side-card").first.focus()
    press(pairs, "ArrowLeft")
    wait_saved(pairs)
    pairs.widget.ask([("long", "arabic"), ("craft", "autonomy")], 1, 9)
    pairs.deliver()
    assert both(pairs) == ["Craft", "Autonomy"]
    press(pairs, "ArrowLeft")
    assert both(pairs) == [LONG, CARDS[4].label]
    press(pairs, "ArrowLeft")
    assert pairs.page.locator(".pk-message").is_visible()
    assert pairs.page.locator(".pk-progress").inner_text() == "3 so far, about 6 more"


def test_a_pair_goes_when_one_of_its_cards_is_gone(pairs):
    pairs.page.locator(".pk-side-card").first.click()
    wait_saved(pairs)
    pairs.widget.ask([("belonging", "long")], 1, 9, cards=CARDS[1:2] + CARDS[3:], hint="Last time.")
    pairs.deliver()
    assert both(pairs) == ["Belonging", LONG]
    assert pairs.page.get_by_text("Last time.").is_visible()
    pairs.page.get_by_role("button", name="Undo").click()
    wait_saved(pairs)
    assert pairs.widget.answers[0].choice == "undone"
    assert both(pairs) == ["Belonging", LONG]


def test_with_nothing_to_compare_there_is_one_sentence_and_nothing_to_press(disk, show):
    widget = Pairs("P", (), disk.save, id="pair", place="w/p", finished_text="Keep three cards.")
    shown = show(widget)
    assert shown.page.locator(".pk-body").inner_text().strip() == "Keep three cards."
    assert shown.page.locator("button:visible").count() == 2  # those before and after it
    assert shown.violations() == []


def test_a_double_click_decides_one_pair_only(pairs):
    pairs.page.locator(".pk-side-card").first.dblclick()
    assert both(pairs) == ["Craft", "Autonomy"]
    wait_saved(pairs)
    assert len(pairs.widget.answers) == 1
