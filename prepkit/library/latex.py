"""LaTeX as it stands in library files, made readable: "$\\beta$-{VAE}" is "β-VAE".

What accents, signs and formulas mean is known to pylatexenc, whose home is here. It reads a
whole text a thousand times slower than it is found to need no reading, and goes as deep as the
braces do; so it is asked about one short piece at a time, and about each piece once.
"""

from __future__ import annotations

import functools
import logging
import re
import unicodedata

from pylatexenc.latex2text import LatexNodes2Text

# It writes down each macro it cannot fill in; for us that is no event.
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)

_PIECE = re.compile(
    r"""
    (?P<formula>  \$\$?(?!\s|\d[^$\\]{0,500}\$\d)(?:[^$\\]|\\.){1,500}?(?<=\S)\$\$?
                | \$(?:[^$\\]|\\.){0,200}?[\\^_](?:[^$\\]|\\.){0,200}\$ | \$\s\S{1,3}\s\$
                | \\\( .{1,200}? \\\) | \\\[ .{1,200}? \\\] )
  | (?P<dropped>  \\(?:cite[a-z]*|label|ref|footnote|thanks|vspace|hspace|begin|end|index
                    |textcolor|color|href)\*?\s?(?:\[[^][{}]{0,200}\])?\{[^{}]{0,2000}\} )
  | (?P<raised>   \\textsu(?:per|b)script\s?\{[-+\d]{1,20}\} )
  | (?P<accent>   \\(?:[`'^"~=.]\s?|[uvHtcdbkr](?:\s|(?=\{)))
                  (?:\{\s?\\?[^\W\d_]?\s?\}|\\[ij](?![a-zA-Z])|[^\W\d_]) )
  | (?P<word>     \\[a-zA-Z]+\*?\s? )
  | (?P<escaped>  \\.? )
    """,
    re.VERBOSE | re.DOTALL,
)  # fmt: skip
# Signs that would be read as LaTeX are carried past the reading as characters no text has.
_KEPT = str.maketrans("{}$~`'-", "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6")
_BACK = str.maketrans("\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6", "{}$~`'-")
_SIGNS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))
_BLANKS = {"\\": " ", " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", ">": " "}
_WORDS = {
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "textbackslash": "\\", "textless": "<",
    "textgreater": ">", "textbar": "|", "textunderscore": "_", "textdollar": "$",
    "textasciitilde": "~", "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}",
    "pounds": "£", "euro": "€", "newline": " ", "par": " ", "item": " ", "quad": " ", "qquad": " ",
    "space": " ",
}  # fmt: skip
_RAISED = str.maketrans("0123456789-+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺")
_LOWERED = str.maketrans("0123456789-+", "₀₁₂₃₄₅₆₇₈₉₋₊")


def readable(text: str) -> str:
    """Return a text without LaTeX: accents and formulas as characters, commands and braces gone.

    Not cleaned any further: see :func:`prepkit.library.clean.plain`. Dollars that hold no
    formula stay ("$5 to $10"), and so do percent signs. Time grows with the length alone.
    """
    if "\\" in text or "$" in text:
        text = _PIECE.sub(_piece, text)
    for sign, shown in _SIGNS:
        if sign in text:
            text = text.replace(sign, shown)
    if "`" in text:
        text = re.sub(r"`([^`']{0,500})'", r"‘\1’", text)
    # Braces go last: they may stand between two hyphens that make no dash.
    if "{" in text or "}" in text:
        text = text.replace("{", "").replace("}", "")
    return text.translate(_BACK) if not text.isascii() else text


def verbatim(text: str) -> str:
    r"""Return an address as it was before LaTeX: ``\url{http://x/a\_b}`` is ``http://x/a_b``."""
    if "\\" in text or "$" in text:
        text = re.sub(r"\\(?:url|path|nolinkurl)\s*(?=\{)|\\href\s*(?=\{)", " ", text)
        text = re.sub(r"\$\\sim\$|\\(?:textasciitilde|sim)(?:\{\}|\s)?|\\~(?:\{\})?", "~", text)
        text = re.sub(r"\\textunderscore(?:\{\}|\s)?", "_", text)
        text = re.sub(r"\\([&%$#_{}^-])", r"\1", text)
    return re.sub(r"[{}]", "", text) if "{" in text or "}" in text else text


def _piece(found: re.Match[str]) -> str:
    piece, sort = found[0], found.lastgroup
    if sort == "escaped":
        sign = piece[1:]
        shown = _BLANKS.get(sign, "" if sign in "-/!@" else sign)
    elif sort == "dropped":
        return ""
    elif sort == "word":
        shown = _word(piece)
    elif sort == "accent":
        # An accent over nothing is a sign: "\\~{}".
        shown = _decoded(piece) or piece[1]
    else:
        shown = _formula(piece)
    return shown.translate(_KEPT)


@functools.lru_cache(4096)
def _word(piece: str) -> str:
    r"""Return what a command without its argument stands for: ß for ``\ss``, nothing for most."""
    name = piece[1:].rstrip()
    shown = _WORDS.get(name) or _decoded(f"\\{name}")
    # pylatexenc leaves a place for the argument; the argument is still to come here.
    shown = "" if "%" in shown else shown
    letter = len(shown) == 1 and unicodedata.name(shown, "").startswith("LATIN")
    return shown if letter else shown + piece[len(name) + 1 :]


@functools.lru_cache(4096)
def _formula(piece: str) -> str:
    """Return a formula in one line, with raised and lowered figures: "O(n²)", "ℓ₁"."""
    piece = piece.replace("\\textsuper", "$^").replace("\\textsub", "$_").replace("script{", "{")
    shown = _decoded(piece if piece[-1] != "}" else piece + "$")
    shown = re.sub(r"\^([-+]?\d+)", lambda digits: digits[1].translate(_RAISED), shown)
    return re.sub(r"_([-+]?\d+)", lambda digits: digits[1].translate(_LOWERED), shown)


@functools.lru_cache(4096)
def _decoded(piece: str) -> str:
    """Return what pylatexenc makes of a piece, or what is left when it can make nothing of it."""
    try:
        shown = _reader().latex_to_text(re.sub(r"(?<!\\)%", r"\%", piece))
    except Exception:
        # It fails in many ways on what is not LaTeX at all, and there is nothing to mend here.
        shown = re.sub(r"\\[a-zA-Z]*|[{}$]", "", piece)
    return " ".join(shown.split())


@functools.cache
def _reader() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text")
