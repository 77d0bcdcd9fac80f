"""Starters: what the map and the library offer to begin with, as suggestions and as hints."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from prepkit.deep_dive.field import Field, field_of, map_of
from prepkit.deep_dive.ledger import claims_of
from prepkit.deep_dive.reading import is_for_company, is_listed, reading_values
from prepkit.deep_dive.records import Reading
from prepkit.library.entry import Entry
from prepkit.section import Answers, Seed

_MOST_HINTS = 300


def dot_seeds(answers: Answers) -> list[Seed]:
    """Return starters for connections, from the map's bridges and gaps; never a conclusion."""
    found, field = map_of(answers), field_of(answers)
    name = [theme.name for theme in found.themes]
    seeds = []
    for bridge in found.bridges[:4]:
        one, other = name[bridge.one], name[bridge.other]
        seeds.append(
            Seed(
                _key("bridge", one, other),
                {"theme": one, "fact": f"{field.entries[bridge.work].title} joins it with {other}"},
                f"A bridge on your map: {named(field.entries[bridge.work])} has both "
                f"{one} and {other}, which seldom meet in a title or keyword of your library.",
                visibility="private",
            )
        )
    for gap in found.gaps[:4]:
        one, other = name[gap.one], name[gap.other]
        through = name[gap.through[0]]
        seen = "never meet" if not gap.together else "hardly meet"
        both = " and ".join(named(field.entries[place]) for place in gap.works[0])
        seeds.append(
            Seed(
                _key("gap", one, other),
                {"theme": one, "fact": f"Both {one} and {other} meet {through}"},
                f"A gap on your map: {one} and {other} {seen} in a title or keyword of your "
                f"library, though both meet {through}, as in {both}.",
                visibility="private",
            )
        )
    return list({seed.key: seed for seed in seeds}.values())


def reading_seeds(answers: Answers) -> list[Seed]:
    """Return works of the library worth reading next: bridges first, then the company's own."""
    found, field = map_of(answers), field_of(answers)
    name = [theme.name for theme in found.themes]
    reasons: dict[int, str] = {}
    for bridge in found.bridges[:5]:
        reasons.setdefault(
            bridge.work,
            f"It joins {name[bridge.one]} and {name[bridge.other]}, which seldom meet in other "
            "titles of your library.",
        )
    newest = sorted(field.own, key=lambda place: (-(field.entries[place].year or 0), place))
    for place in newest[:4]:
        reasons.setdefault(place, "The company’s own, and among its newest in your library.")
    works = answers.library.works
    return [
        Seed(works[place].key, reading_values(works[place].entry, _about(place, field, answers)),
             why)
        for place, why in reasons.items()
        if place < len(works) and not is_listed(works[place], answers)
    ]  # fmt: skip


def hints(answers: Answers, *names: str) -> Mapping[str, Sequence[str]]:
    """Return the names of the map's themes, the most frequent first, for fields of these names."""
    themes = [theme.name for theme in map_of(answers).themes][:_MOST_HINTS]
    return dict.fromkeys(names, themes)


def theme_hints(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Return names and wordings for what is decided about themes."""
    found = map_of(answers)
    themes = (*found.themes, *found.rising)
    words = dict.fromkeys(word for theme in themes for word in (theme.name, *theme.wordings))
    return {"name": [theme.name for theme in themes], "also": list(words)[:_MOST_HINTS]}


def reading_hints(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Return the map's themes and those already given on the reading list."""
    items = [item for item in answers.all(Reading) if is_for_company(item, answers)]
    given = [theme for item in items for theme in item.themes]
    known = hints(answers, "themes")["themes"]
    return {"themes": list(dict.fromkeys((*given, *known)))[:_MOST_HINTS]}


def dot_hints(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Return themes, and the claims and takeaways a connection may rest on."""
    claims = [claim.statement for claim in claims_of(answers)]
    titles = [item.title for item in answers.all(Reading) if is_for_company(item, answers)]
    facts = [text for text in (*claims, *titles) if text.strip()]
    return {**hints(answers, "theme"), "fact": facts[:_MOST_HINTS]}


def named(entry: Entry) -> str:
    """Return a work as one mentions it: title, first author and year."""
    by = entry.by[0] + (" and others" if len(entry.by) > 1 else "") if entry.by else ""
    facts = ", ".join(part for part in (by, str(entry.year or "")) if part)
    return f"“{entry.title}”" + (f" ({facts})" if facts else "")


def _about(place: int, field: Field, answers: Answers) -> str:
    return answers.company if place in field.own else ""


def _key(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]
