"""The exercises in a browser, over a real workspace: what one shows follows what the others do."""

import contextlib

import pytest
from ipywidgets.widgets.widget import _instances
from playwright.sync_api import expect

from prepkit.compass.records import Comparison, Value
from prepkit.workbook import Workbook
from prepkit.workspace import Workspace
from widget_page import FormPage, serve

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def show(browser, workspace, screen):
    """Return a function that shows the values section of a new notebook: the pages of the sort,
    the pairs and the form. Pages of one widget share an address, as two windows do.
    """
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.set_default_timeout(60_000)
    errors = []
    with contextlib.ExitStack() as servers:
        addresses = []

        def show(folder=None):
            where = Workspace(folder) if folder else workspace
            screen.clear()
            Workbook(where, "compass", None, None, "me").form("values")
            models = [_instances[data[WIDGET]["model_id"]] for data in screen if WIDGET in data]
            if not addresses:
                addresses.extend(servers.enter_context(serve(model)) for model in models)
            pages = []
            for model, address in zip(models, addresses, strict=True):
                shown = FormPage(model, context)
                shown.page.on("pageerror", lambda error: errors.append(str(error)))
                shown.open(address)
                pages.append(shown)
            return pages

        yield show
        context.close()
    assert not errors


def pile(shown, key):
    return shown.page.locator(f"[data-pile='{key}'] .pk-card")


def both(shown):
    return shown.page.locator(".pk-side-card .pk-card-label")


def sort(shown, digits):
    """Sort the cards one after the other with the keyboard, and wait until they are saved."""
    shown.page.locator(".pk-choose").first.focus()
    for digit in digits:
        shown.page.keyboard.press(digit)
    shown.wait_saved()


def deliver(*pages):
    """Bring to each page what Python has said because of another one."""
    for shown in pages:
        shown.deliver()


def test_cards_that_are_kept_come_into_the_form_and_two_at_a_time(show):
    cards, pairs, form = show()
    expect(pairs.page.locator(".pk-message")).to_contain_text("Keep at least three cards above")
    sort(cards, "1112")
    deliver(pairs, form)
    expect(pairs.page.locator(".pk-side-card")).to_have_count(2)
    kept = pile(cards, "keep").all_inner_texts()
    assert sorted(form.titles()) == sorted(kept)
    assert len(kept) == 3
    assert set(both(pairs).all_inner_texts()) < set(kept)
    form.row(kept[0]).click()
    form.box("Value").fill("في طريقي الخاص")
    form.box("What it means to me").fill("My own hours.")
    form.page.keyboard.press("Control+s")
    form.wait_saved()
    deliver(cards, pairs)
    assert "في طريقي الخاص" in pile(cards, "keep").all_inner_texts()


def test_choices_wait_for_a_new_python_and_count_once(show, workspace):
    for key in ("autonomy", "belonging", "growth", "meaning"):
        workspace.save(Value, {"value": key, "pile": "keep"}, id=f"value-{key}")
    _, pairs, _ = show()
    pairs.page.locator(".pk-side-card").first.focus()
    pairs.page.keyboard.press("ArrowLeft")
    pairs.wait_saved()
    pairs.mute = True
    pairs.page.keyboard.press("ArrowRight")
    pairs.page.keyboard.press("ArrowUp")
    place = pairs.wait_heard("save")
    pairs.page.evaluate("window.leave()")
    # It had been heard after all: only the answer was lost.
    pairs.widget._received(None, pairs.heard[place], [])
    _, again, _ = show(workspace.folder)
    again.wait_saved()
    said = [record.choice for record in workspace.records(Comparison)]
    assert sorted(said) == ["left", "right", "tie"]
    assert again.widget.state["done"] == 3
    expect(again.page.locator(".pk-so-far")).to_contain_text("3 so far")


def test_the_exercises_are_folded_with_their_section_but_not_over_what_is_unsaved(show, workspace):
    workspace.choose(path="short")
    cards, pairs, form = show()
    for shown in (cards, pairs):
        expect(shown.page.locator(".pk-form")).to_be_hidden()
    form.button("Open it anyway").click()
    expect(form.button("Open it anyway")).to_be_hidden()
    deliver(cards, pairs)
    for shown in (cards, pairs):
        expect(shown.page.locator(".pk-form")).to_be_visible()
    cards.mute = True
    cards.page.locator(".pk-choose").first.click()
    cards.widget.show({}, "", folded=True)
    cards.deliver()
    expect(cards.page.locator(".pk-form")).to_be_visible()
