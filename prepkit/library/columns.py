"""Columns: what tables from everywhere call what prepkit wants of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from types import MappingProxyType

# Of Zotero, OpenAlex, Scopus, Web of Science (its two-letter tags, too) and Dimensions, and of
# tables made by hand in English, German, French and Spanish. Of several columns that mean the
# same the first here that has something counts.
_NAMES = {
    "title": "title, document title, article title, display name, paper title, item title, ti, "
    "titel, titre, titulo, titolo, name, headline, uberschrift, bezeichnung",
    "by": "author full names, af, authors, author, author s, authorships author display name, "
    "author names, authorships raw author name, au, by, speakers, speaker, presenter, lecturer, "
    "instructor, inventors, inventor, creator, autor, autoren, autor en, autorin, autor innen, "
    "verfasser, referent, auteur, auteurs, auteur s, autores, autor es, book authors, editors, "
    "editor, herausgeber",
    "year": "publication year, year, pubyear, pub year, year published, py, jahr, "
    "erscheinungsjahr, annee, ano, ano de publicacion",
    "date": "publication date, date, date published, published, pd, cover date, datum, "
    "erscheinungsdatum, date de publication, fecha, fecha de publicacion",
    "venue": "publication title, source title, so, journal, journal title, venue, "
    "primary location source display name, host venue display name, proceedings title, "
    "conference name, conference title, conference, book title, anthology title, "
    "container title, publication, source, series, feed, where, zeitschrift, quelle, konferenz, "
    "revue, revista, fuente",
    "publisher": "publisher, pu, verlag, editeur, maison d edition, editorial, "
    "primary location source host organization name, institution, organization, organisation, "
    "university, school, hochschule, company, firma, entreprise, empresa",
    "places": "affiliations, affiliation, authorships institutions display name, institutions, "
    "research organizations standardized, addresses, c1, places, einrichtung",
    "keywords": "author keywords, de, keywords, keyword, keywords display name, manual tags, tags, "
    "tag, index keywords, keywords plus, automatic tags, topics display name, "
    "primary topic display name, concepts display name, mesh terms, topics, topic, themes, "
    "schlagworter, schlagworte, schlusselworter, stichworter, stichworte, themen, mots cles, "
    "mot cle, palabras clave, temas",
    "abstract": "abstract, abstract note, ab, summary, description, zusammenfassung, "
    "kurzfassung, beschreibung, resume, resumen, descripcion",
    "link": "link, url, urls, primary location landing page url, dimensions url, weblink, "
    "website, href, lien, enlace, doi link, id",
    "doi": "doi, di, doi link",
    "isbn": "isbn, isbns, bn",
    "kind": "item type, document type, publication type, type, kind, form, genre, dt, typ, art, "
    "tipo, pt",
}
NAMES = MappingProxyType(
    {
        meaning: tuple(each.strip() for each in listed.split(","))
        for meaning, listed in _NAMES.items()
    }
)
"""The names of columns by what they mean; see :func:`bare` for how they are written."""

_KNOWN = frozenset(name for names in NAMES.values() for name in names)


def bare(name: str) -> str:
    """Return a column's name lower case, without accents, its words parted by one blank."""
    apart = unicodedata.normalize("NFKD", name[:200].casefold())
    letters = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(re.findall(r"[^\W_]+", letters))


def meanings(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return the places of the columns that mean something, by meaning, the best first.

    Args:
        header: the names of all columns, in order.
    """
    places: dict[str, int] = {}
    for place, name in enumerate(map(bare, header)):
        if name in _KNOWN:
            places.setdefault(name, place)
    found = {
        meaning: tuple(places[name] for name in names if name in places)
        for meaning, names in NAMES.items()
    }
    return {meaning: columns for meaning, columns in found.items() if columns}
