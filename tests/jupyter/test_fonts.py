"""Which characters can be printed, and with what."""

import pytest
import typst

from prepkit.jupyter import fonts
from prepkit.views import faces

EAST = "漢字かな한글"


@pytest.fixture
def without_the_extra(monkeypatch):
    """Make the fonts of the extra look like fonts of the computer, found only when asked for."""
    folders = [folder for folder in faces.folders() if "cjk" not in folder.name]
    if len(folders) == len(faces.folders()):
        pytest.skip("the extra prepkit[cjk] is not installed")
    few = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )  # fmt: skip
    many = fonts.shipped()
    monkeypatch.setattr(fonts, "everywhere", lambda: many)
    monkeypatch.setattr(fonts, "shipped", lambda: few)
    return few, many


@pytest.mark.parametrize(
    ("first", "last"),
    [(0x20, 0x7F), (0xA0, 0x370), (0x400, 0x530), (0x1E00, 0x2070), (0x20A0, 0x20C1),
     (0x2190, 0x21F1), (0x2200, 0x2300), (0x2500, 0x27C0), (0x1F600, 0x1F650)],
)  # fmt: skip
def test_latin_greek_cyrillic_and_common_symbols_always_print(without_the_extra, first, last):
    import unicodedata

    text = "".join(
        chr(code)
        for code in range(first, last)
        if unicodedata.category(chr(code)) not in ("Cn", "Cc")
    )
    chosen, missing = fonts.needed(text)
    assert not missing
    assert chosen is without_the_extra[0]


def test_fonts_of_the_computer_are_used_only_when_the_shipped_ones_do_not_do(without_the_extra):
    few, many = without_the_extra
    assert fonts.needed("plain")[0] is few
    assert fonts.needed(EAST) == (many, set())


def test_what_nobody_has_is_named_and_does_not_bring_in_other_fonts(without_the_extra):
    assert fonts.needed("\U0001f9ff\ue000\x07 \U00013000") == (
        without_the_extra[0], {"\ue000", "\x07", "\U00013000"},
    )  # fmt: skip


def test_what_is_rightly_invisible_is_not_missing():
    assert fonts.needed("a\u200d\ufe0f\u200e\u00ad\u2060\t\n\u00a0b")[1] == set()


@pytest.mark.parametrize(
    ("text", "first"),
    [("漢字", "Noto Sans SC"), ("漢字かな", "Noto Sans JP"), ("漢字 한글", "Noto Sans KR")],
)
def test_han_characters_are_set_in_the_face_of_their_language(text, first):
    if "Noto Sans SC" not in fonts.shipped().families():
        pytest.skip("the extra prepkit[cjk] is not installed")
    east = [
        family
        for family in fonts.families(faces.BODY, text)
        if family[-2:] in ("SC", "JP", "KR", "TC")
    ]
    assert east[0] == first
    assert fonts.families(faces.BODY, text)[0] == faces.BODY


def test_a_broken_font_on_the_computer_prints_nothing(tmp_path):
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    assert fonts._characters(str(broken)) == frozenset()
