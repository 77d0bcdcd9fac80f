"""Encodings: the letters in a file, whatever program wrote it and when."""

from __future__ import annotations

import codecs
import re

from prepkit.library.entry import Trouble

_MARKS = (
    # The mark of UTF-16 is how the mark of UTF-32 begins.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_UTF16 = (
    (re.compile(rb"(?:[\t\n\r -~]\x00){4}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\t\n\r -~]){4}"), "utf-16-be"),
)
# No utf-7, punycode or escapes: nobody writes them, and they hide what is meant.
_DECLARED = re.compile(
    r"utf.?(?:8|16|32)|(?:us.)?ascii|iso.?(?:8859|2022)|latin|windows|cp\d|x?.?mac|koi8|gb|hz|"
    r"big5|euc|x?.?s(?:hift)?.?jis|tis",
    re.IGNORECASE,
)
_GUESSED = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp932", "euc_jp",
    "gb18030", "big5", "euc_kr", "mac_roman", "iso8859_2",
]  # fmt: skip
_WESTERN = "cp1252"
_IN_PLACE = "prepkit-western"
_NOT_ASCII = bytes(range(128, 256))
_SAMPLE = 100_000  # bytes


def decoded(data: bytes, declared: str = "") -> tuple[str, tuple[Trouble, ...]]:
    """Return the text in a file, and what had to be assumed to read it.

    A byte order mark counts first, then what the file declares, then UTF-8. A file that is none
    of these is read as what its letters look like most, Western European when in doubt.

    Args:
        data: the whole file.
        declared: the encoding the file names, as XML does; ``""`` for none.

    Returns:
        The text without its mark, and one trouble when the encoding was assumed or letters are
        damaged. Never fails: what cannot be read becomes "�".
    """
    named = _named(declared)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _forgiving(data[len(mark) :], encoding)
    for pattern, encoding in _BARE_UTF16:
        if pattern.match(data):
            return _forgiving(data, encoding)
    if named and not named.startswith(("utf-16", "utf-32")):
        try:
            return data.decode(named), ()
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(), ()
    except UnicodeDecodeError as error:
        return _assumed(data, error)


def _named(declared: str) -> str:
    """Return the name of a declared encoding, ``""`` when it is none that is taken."""
    try:
        return codecs.lookup(declared).name if _DECLARED.match(declared) else ""
    except LookupError:
        return ""


def _forgiving(data: bytes, encoding: str) -> tuple[str, tuple[Trouble, ...]]:
    """Return a text in a known encoding; letters that are damaged become "�"."""
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        says = f"damaged letters: the file is {encoding.upper()}: shown as “�”"
        return text, (Trouble(line, says),)


def _assumed(data: bytes, error: UnicodeDecodeError) -> tuple[str, tuple[Trouble, ...]]:
    """Return a text that is not UTF-8, or not throughout."""
    line = data.count(b"\n", 0, error.start) + 1
    before = data[: error.start]
    if error.reason == "unexpected end of data" and not before.isascii():
        says = "cut off in the middle of a letter: what is before it was read: get the file again"
        return before.decode(), (Trouble(line, says),)
    text = data.decode(errors="replace")
    damaged = text.count("�")
    if len(text) - damaged - len(data.translate(None, _NOT_ASCII)) > damaged:
        says = (
            f"letters that are not UTF-8 in a file that is: {damaged:,} of them: "
            "read as Western European"
        )
        return data.decode(errors=_IN_PLACE), (Trouble(line, says),)
    encoding = _guess(data[data.rfind(b"\n", 0, error.start) + 1 :][:_SAMPLE])
    says = (
        f"not UTF-8: read as {encoding}: if letters look wrong, export the file again as UTF-8"
    )  # fmt: skip
    return data.decode(encoding, "replace"), (Trouble(line, says),)


def _western(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode(_WESTERN, "replace"), error.end


codecs.register_error(_IN_PLACE, _western)


def _guess(sample: bytes) -> str:
    """Return the encoding a piece of text looks like most."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=_GUESSED))
    tied = [match for match in matches if match.chaos <= matches[0].chaos]
    if not tied or any(_WESTERN in match.could_be_from_charset for match in tied):
        return _WESTERN
    return matches[0].encoding
