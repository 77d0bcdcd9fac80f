"""Forms: which of prepkit's six forms the types of other programs stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

FORMS = ("paper", "course", "filing", "talk", "book", "news")


def _word(kind: str) -> str:
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\s/]+|(?<=[^\W\d])-(?=[^\W\d])", " ", kind[:100])
    apart = unicodedata.normalize("NFD", parted.casefold())
    return re.sub("[\u0300-\u036f]", "", apart).strip(" .;:()[]")


def _table(**words: str) -> Mapping[str, str]:
    """Return the form of every type listed under it, the types parted by commas."""
    return MappingProxyType(
        {_word(each): form for form, listed in words.items() for each in listed.split(",")}
    )


BIBTEX = _table(
    # Chapters count as papers: conferences used @incollection for their papers for years.
    paper="article, inproceedings, conference, incollection, inbook, suppbook, suppcollection, "
    "thesis, phdthesis, mastersthesis, bathesis, candthesis, periodical, suppperiodical, dataset, "
    "software, review, inreference",
    filing="patent, standard, legislation, legal, jurisdiction, commentary",
    talk="audio, video, movie, music, performance, lecture, presentation",
    book="book, mvbook, bookinbook, booklet, collection, mvcollection, proceedings, "
    "mvproceedings, reference, mvreference, manual",
    news="newsarticle, magazine, newspaper",
)
"""Types of BibTeX and BibLaTeX whose name is enough; @misc, @online or @report say little."""

RIS = _table(
    paper="jour, jfull, ejour, inpr, conf, cpaper, abst, chap, echap, thes, unpb, manscpt, data, "
    "comp, encyc, dict",
    filing="pat, stat, bill, case, hear, legal, stand, govdoc, unbill",
    talk="slide, video, sound, mpct, multi, advs",
    book="book, edbook, ebook, whole, ser, ctlg, pamp, conf proc",
    news="news, mgzn, blog, icomm",
)
"""Types of RIS whose name is enough; GEN, ELEC, WEB or RPRT say little."""

WORDS = _table(
    paper="paper, article, journal article, research article, journal, review, preprint, "
    "conference paper, proceedings paper, inproceedings, book chapter, book section, chapter, "
    "thesis, dissertation, letter, working paper, technical report, artikel, aufsatz, beitrag, "
    "papier, article de revue, articulo, ponencia, editorial, short survey, data paper, j, c, s",
    course="course, mooc, online course, tutorial, syllabus, class, lecture notes, kurs, cours, "
    "curso, lehrgang, specialization",
    filing="filing, patent, annual report, quarterly report, sustainability report, 10-k, 10-q, "
    "8-k, 20-f, s-1, prospectus, standard, statute, bill, legislation, hearing, case, p, "
    "geschaftsbericht, jahresbericht, rapport annuel, informe anual, brevet, patente",
    talk="talk, presentation, lecture, keynote, webinar, podcast, podcast episode, video, "
    "video recording, audio recording, film, slides, interview, radio broadcast, tv broadcast, "
    "vortrag, conference talk, charla, presentacion, meeting abstract",
    book="book, monograph, edited book, e-book, ebook, textbook, handbook, proceedings, "
    "reference book, buch, livre, libro, b",
    news="news, news item, newspaper article, magazine article, blog post, blog, press release, "
    "post, newsletter, announcement, meldung, nachricht, pressemitteilung, actualite, "
    "communique de presse, noticia, website, web page, webpage, forum post",
)
"""Words people and other programs write down for a type; read by :func:`form`."""


def form(*kinds: str, tables: tuple[Mapping[str, str], ...] = (WORDS,)) -> str:
    """Return the form some descriptions of a type stand for; ``paper`` when none says more.

    Args:
        kinds: descriptions, the most telling first; case, accents and the way of writing
            ("journal-article", "journalArticle") do not count.
        tables: where to look them up, the first table that knows one decides: a format's own
            types go before the words of every day.
    """
    for kind in kinds:
        if kind:
            word = _word(kind)
            for table in tables:
                if word in table:
                    return table[word]
    return "paper"
