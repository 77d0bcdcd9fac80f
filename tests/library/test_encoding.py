"""Text is read whatever encoding it is in, and what had to be assumed is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.encoding import decoded

GERMAN = "@book{a, title = {Über die Größe der Straßen}}\n"
TEXTS = {
    "cp1250": "Zażółć gęślą jaźń, źrebię i łódź na rzece",
    "cp1251": "Исследование электрических сетей и их развитие",
    "cp932": "電力システムの研究と将来の発展について",
    "gb18030": "电力系统的研究与未来发展",
    "cp1256": "دراسة شبكات الكهرباء وتطويرها في المستقبل",
    "mac_roman": "Étude des systèmes électriques à haute énergie",
}


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"],
)
def test_unicode_is_read_without_a_word(encoding):
    assert decoded(GERMAN.encode(encoding)) == (GERMAN, ())


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_mark_of_either_order_is_no_letter(mark):
    order = "utf-16-le" if mark[0] == 0xFF else "utf-16-be"
    assert decoded(mark + GERMAN.encode(order)) == (GERMAN, ())


def test_what_is_not_utf_8_is_read_as_western_european_and_that_is_said():
    text, (trouble,) = decoded(b"one\n" + GERMAN.encode("cp1252"))
    assert text == "one\n" + GERMAN
    assert trouble.line == 2
    assert trouble.says.startswith("not UTF-8: read as cp1252")


@pytest.mark.parametrize("encoding", TEXTS)
def test_other_scripts_are_recognised_by_their_letters(encoding):
    text, (trouble,) = decoded(TEXTS[encoding].encode(encoding))
    assert text == TEXTS[encoding]
    assert encoding in trouble.says


def test_a_declared_encoding_is_believed_where_it_fits():
    data = TEXTS["cp1251"].encode("koi8_r")
    assert decoded(data, "KOI8-R") == (TEXTS["cp1251"], ())
    assert decoded(GERMAN.encode(), "ascii") == (GERMAN, ())
    assert decoded(GERMAN.encode(), "utf-16") == (GERMAN, ())


@pytest.mark.parametrize("declared", ["utf-7", "unicode_escape", "rot13", "hex", "idna", "x", "é"])
def test_an_encoding_nobody_writes_is_not_believed(declared):
    assert decoded(b"+ADw- \\u003c", declared) == ("+ADw- \\u003c", ())


def test_a_few_western_letters_in_a_utf_8_file_do_not_spoil_the_others():
    data = ("Grüße, Straße, Größe\n" * 2).encode() + "Müller".encode("cp1252")
    text, (trouble,) = decoded(data)
    assert text == "Grüße, Straße, Größe\n" * 2 + "Müller"
    assert (trouble.line, "1 of them" in trouble.says) == (3, True)


def test_a_file_cut_off_in_a_letter_loses_that_letter_only():
    text, (trouble,) = decoded("Größe\nStraß".encode()[:-1])
    assert (text, trouble.line) == ("Größe\nStra", 2)
    assert trouble.says.startswith("cut off")


def test_a_last_letter_that_is_western_is_not_taken_for_a_cut():
    assert decoded("a café".encode("cp1252"))[0] == "a café"


def test_damaged_utf_16_is_read_around_the_damage():
    text, (trouble,) = decoded(b"\xff\xfe" + "a\nb".encode("utf-16-le") + b"\x00\xd8")
    assert (text[:3], trouble.line) == ("a\nb", 2)


@given(st.text(max_size=40))
def test_utf_8_comes_back_as_it_was(text):
    text = text.encode("utf-8", "ignore").decode().lstrip("\ufeff")
    if "\0" not in text:
        assert decoded(text.encode()) == (text, ())


@given(st.binary(max_size=60), st.text("utf-87koi16\0", max_size=6))
def test_any_bytes_are_read(data, declared):
    text, troubles = decoded(data, declared)
    assert isinstance(text, str)
    assert len(troubles) <= 1
