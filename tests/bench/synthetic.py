"""A library made up at any size, in the shape of real ones, with some things planted to be found.

Themes are as frequent as Zipf has it, live in groups that are met together, and stand in titles
as people write them: singular or plural, with hyphen or blank, with an acronym in brackets. The
same numbers always give the same library. From a test: ``runpy.run_path(str(path))["library"]``.
"""

import itertools
import random

from prepkit.library.entry import Entry

BURSTS = {"perovskite solar cell": (2016, 2017), "federated grid control": (2019, 2020)}
"""Themes met ten times as often in these years, both included, as in the others."""

GROWTH = {"graph neural network": 1.5, "lead acid battery": 0.7}
"""Themes whose odds are multiplied by so much from year to year."""

FIRST, LAST = 2013, 2022


def _words(text: str) -> list[str]:
    return text.split()


_MODIFIERS = _words("""
adaptive aerial atomic bayesian biological cellular ceramic chemical coastal cognitive colloidal
compressed cortical cryogenic deep digital dynamic elastic electric embedded fibrous fluid forest
fractal genetic glacial graphene hybrid hydraulic inertial kinetic laminar liquid lunar magnetic
marine membrane metallic microbial mobile molecular neural nuclear ocean optical organic photonic
plasma polar polymer porous quantum radar robotic seismic silicon solar sonic spatial spectral
stellar synthetic thermal tidal turbulent urban vascular visual volcanic wireless
""")
_HEADS = _words("""
alloy antenna archive battery catalyst circuit classifier coating compiler composite controller
crystal decoder detector dialogue electrode emission encoder engine enzyme fabric filter flame
flow gradient grid imaging implant inference junction kernel lattice layer lens manifold market
memory mirror mixture motor navigation network oscillator parser planner policy population pump
reactor receptor regression reservoir resonance retrieval scheduler sensor shell signal simulation
skeleton storage surface tissue tracking transistor turbine valve vehicle vision waveguide wetland
""")
_FILLERS = _words("""
new novel efficient fast robust improved simple towards general practical provably optimal large
better understanding rethinking learning analysis study design application survey framework
approach method evaluation theory
""")
_SYLLABLES = _words("ba cor di el fu gan hi jor ka lum mo nis o pri qua ro su tam ul ver wi zo")
_PATTERNS = (
    "{a} for {b}", "{x} {a} with {b}", "{a}: {more} {x} via {b}", "on the {x} of {a} in {b}",
    "{x} and {y} {a}", "{a} under {x} {y}: a case of {b} and {c}", "{y} {a} {b}",
    "{a}, {b} and {c}", "how {x} are {a}?", "{x} {y} of {a} using {b} without {c}",
)  # fmt: skip
_GIVEN = _words("Ada Ben Chen Dana Eva Femi Goran Hana Igor Jun Kofi Lena Mara Nils Olga Priya")
_FAMILY = _words("Adler Bauer Costa Diaz Endo Fischer Gupta Haas Ito Jansen Kim Lopez Mori Nowak")
_PLACES = ("Northwind Labs", "Acme Research", "University of Bern", "ETH", "Kyoto University")


def library(
    works: int, seed: int = 1, *, with_keywords: float = 0.3, first: int = FIRST, last: int = LAST
) -> list[Entry]:
    """Return a library of `works` papers, as if imported.

    Args:
        works: how many.
        seed: another seed, another library.
        with_keywords: the share of works with keywords, from 0 to 1.
        first, last: years of publication; each year brings a tenth more works than the one before.
    """
    chance = random.Random(seed)
    groups = _groups(round(25 * works**0.45) + 10)
    sizes = list(itertools.accumulate(1 / (place + 1) for place in range(len(groups))))
    years = range(first, last + 1)
    per_year = list(itertools.accumulate(1.1**place for place in range(len(years))))
    entries = []
    for number in range(works):
        year = chance.choices(years, cum_weights=per_year)[0]
        themes = _planted(chance, year) + _themes(chance, groups, sizes)
        chance.shuffle(themes)
        entries.append(_entry(chance, number, year, themes, chance.random() < with_keywords))
    return entries


def as_bibtex(entries: list[Entry]) -> str:
    """Return entries as one BibTeX file."""
    return "\n".join(_bibtex(number, entry) for number, entry in enumerate(entries))


def _groups(themes: int) -> list[tuple[list[str], list[float]]]:
    """Return groups of a dozen themes, each with its cumulated weights."""
    lists = (_MODIFIERS, _HEADS)
    pairs = [" ".join(pair) for pair in itertools.product(*lists)]
    triples = [f"{one} {pair}" for one in _MODIFIERS for pair in pairs[:: len(_HEADS) // 2]]
    names = random.Random(0).sample(pairs, len(pairs)) + triples
    names = names[:themes]
    groups = [names[place : place + 12] for place in range(0, len(names), 12)]
    return [
        (group, list(itertools.accumulate(1 / (place + 1) for place in range(len(group)))))
        for group in groups
    ]


def _planted(chance: random.Random, year: int) -> list[str]:
    """Return the planted themes a work of this year has; mostly none."""
    rates = {
        name: 0.03 if start <= year <= end else 0.003 for name, (start, end) in BURSTS.items()
    } | {
        name: min(0.5, 0.01 * rate ** (year - (FIRST + LAST) / 2)) for name, rate in GROWTH.items()
    }
    return [name for name, rate in rates.items() if chance.random() < rate]


def _themes(
    chance: random.Random, groups: list[tuple[list[str], list[float]]], sizes: list[float]
) -> list[str]:
    """Return two to four themes, mostly of one group."""
    home = chance.choices(groups, cum_weights=sizes)[0]
    found = []
    for _ in range(chance.choice((2, 2, 3, 3, 4))):
        group = home if chance.random() < 0.85 else chance.choice(groups)
        found += chance.choices(group[0], cum_weights=group[1])
    return list(dict.fromkeys(found))


def _written(chance: random.Random, theme: str) -> str:
    """Return a theme as somebody might write it."""
    words = theme.split()
    way = chance.random()
    if way < 0.3:
        last = words[-1]
        last = last[:-1] + "ies" if last.endswith("ry") else f"{last}s" if last[-1] != "s" else last
        return " ".join([*words[:-1], last])
    if way < 0.4:
        return "-".join(words[:2]) + "".join(f" {word}" for word in words[2:])
    if way < 0.45 and len(words) > 2:
        return f"{theme} ({''.join(word[0] for word in words).upper()})"
    return theme


def _filler(chance: random.Random) -> str:
    """Return a word that is no theme: mostly a usual one, sometimes one hardly met again."""
    if chance.random() < 0.7:
        return chance.choice(_FILLERS)
    return "".join(chance.choices(_SYLLABLES, k=3))


def _entry(
    chance: random.Random, number: int, year: int, themes: list[str], with_keywords: bool
) -> Entry:
    a, b, c = (_written(chance, theme) for theme in (themes * 3)[:3])
    x, y, more = (_filler(chance) for _ in range(3))
    title = chance.choice(_PATTERNS).format(a=a, b=b, c=c, x=x, y=y, more=more)
    title = title.title() if chance.random() < 0.6 else title[0].upper() + title[1:]
    people = range(chance.choice((1, 2, 2, 3, 4)))
    return Entry(
        form="paper",
        title=title,
        by=tuple(f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}" for _ in people),
        year=year,
        date=f"{year}-{chance.randint(1, 12):02d}",
        venue=f"Conference {1 + number % 7}",
        publisher="Synthetic Press",
        places=tuple(dict.fromkeys(chance.choice(_PLACES) for _ in people)),
        keywords=tuple(_written(chance, theme) for theme in themes) if with_keywords else (),
        link=f"https://example.org/{number}",
        doi=f"10.1000/{number}",
    )


def _bibtex(number: int, entry: Entry) -> str:
    fields = {
        "title": entry.title,
        "author": " and ".join(entry.by),
        "year": str(entry.year),
        "month": entry.date[5:7].lstrip("0"),
        "booktitle": entry.venue,
        "publisher": entry.publisher,
        "keywords": ", ".join(entry.keywords),
        "url": entry.link,
        "doi": entry.doi,
    }
    lines = "".join(f"    {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@inproceedings{{work{number},\n{lines}}}\n"
