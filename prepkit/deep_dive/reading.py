"""Reading: what the library holds, what is on the list, and what was taken from it."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import PureWindowsPath

from prepkit.block import Block, Card, Note, Source, Sources, Table, cell, column, counted
from prepkit.deep_dive.records import READING_KINDS, READING_STATUS, Reading, Target, Watch
from prepkit.library.entry import Entry
from prepkit.library.identity import folded
from prepkit.library.work import Work
from prepkit.record import Record
from prepkit.section import Answers
from prepkit.views.charts import columns_by_year

_MOST_FILES = 12
_MOST_AUTHORS = 8
_STATUS = {option.key: option.label for option in READING_STATUS} | {"": "Want to read"}


def is_for_company(item: Record, answers: Answers) -> bool:
    """Whether a reading item is about the company of the page, or about the industry."""
    about = item.company if isinstance(item, Reading | Watch) else ""
    return not answers.company or about in ("", f"target-{answers.company}")


def reading_values(entry: Entry, company: str = "") -> dict[str, object]:
    """Return what a reading list says of a work before it is read."""
    return {
        "title": entry.title,
        "by": authors(entry),
        "form": entry.form,
        "year": entry.year,
        "link": entry.address,
        "company": f"{Target.kind}-{company}" if company else "",
        "status": "want",
    }


def authors(entry: Entry) -> str:
    """Return its authors in one line; of very many the first few and how many more."""
    more = len(entry.by) - _MOST_AUTHORS
    first = ", ".join(entry.by[:_MOST_AUTHORS])
    return f"{first} and {more} others" if more > 1 else ", ".join(entry.by)


def is_listed(work: Work, answers: Answers) -> bool:
    """Whether a work is on the reading list, however it got there."""
    items = answers.all(Reading)
    if any(item.id == f"{Reading.kind}-{work.key}" for item in items):
        return True
    years = _listed(tuple((item.title, item.year) for item in items)).get(folded(work.entry.title))
    return years is not None and (not work.entry.year or bool({None, work.entry.year} & years))


@functools.lru_cache(maxsize=2)
def _listed(items: tuple[tuple[str, int | None], ...]) -> dict[str, set[int | None]]:
    """Return the years of the items on the list by their titles, folded."""
    found: dict[str, set[int | None]] = {}
    for title, year in items:
        found.setdefault(folded(title), set()).add(year)
    return found


def summarise_library(answers: Answers) -> list[Block]:
    """Return what the library holds, where it came from, and what is watched."""
    works = answers.library.works
    blocks: list[Block] = []
    if works:
        kinds = {option.key: option.label for option in READING_KINDS}
        counts = Counter(kinds.get(work.entry.form, "Other") for work in works)
        many = ", ".join(f"{kind.lower()} {count:,}" for kind, count in counts.most_common())
        kinds_said = f" By kind: {many}." if len(counts) > 1 else ""
        blocks.append(Note(text=f"{counted(len(works), 'work')} in the library.{kinds_said}"))
        blocks += _files(answers)
    watched = [
        item
        for item in answers.all(Watch)
        if item.filled("where") and is_for_company(item, answers)
    ]
    if watched:
        rows = tuple(
            (cell(item.show("sort"), tone="strong"), cell(_place(item)),
             cell(answers.words(item, "company")))
            for item in watched
        )  # fmt: skip
        heads = (column("Watched", 1.2), column("Where", 3), column("Whose publications", 1.4))
        blocks.append(Table(caption="Places that are watched", columns=heads, rows=rows))
    return blocks


def _files(answers: Answers) -> list[Block]:
    """Return the files and feeds the works first came in, the largest first.

    On the page of a company no file is named that may be another's; nothing, when none is named.
    """
    files: dict[str, list[Work]] = defaultdict(list)
    for work in answers.library.works:
        files[work.file].append(work)
    largest = sorted(files, key=lambda file: -len(files[file]))
    marked = answers.library.files
    named = [file for file in largest if not answers.company or
             marked[file] <= {answers.company}][:_MOST_FILES]  # fmt: skip
    if not named:
        return []
    rows = [
        (cell(file, tone="strong"), cell(f"{len(files[file]):,}"), cell(_span(files[file])))
        for file in named
    ]
    if others := [file for file in largest if file not in named]:
        rest = [work for file in others for work in files[file]]
        rows.append((
            cell(counted(len(others), "other"), tone="muted"), cell(f"{len(rest):,}"),
            cell(_span(rest)),
        ))  # fmt: skip
    heads = (column("First came in", 3), column("Works", 0.8, "end"), column("Years", 1.2))
    return [Table(caption="Where the library came from", columns=heads, rows=tuple(rows))]


def summarise_reading(answers: Answers) -> list[Block]:
    """Return what was read, year by year, and what was taken from it."""
    items = [i for i in answers.all(Reading) if i.filled("title") and is_for_company(i, answers)]
    if not items:
        return []
    blocks: list[Block] = []
    dated = Counter((item.year, _said(item)) for item in items if item.year)
    if len({year for year, _ in dated}) > 1:
        blocks.append(
            columns_by_year(
                [(year, name, count) for (year, name), count in dated.items() if year],
                series=list(dict.fromkeys(_STATUS.values())),
                axis="items",
                caption="The reading list by year of publication",
                alt=f"{counted(len(items), 'reading item')} by year and status.",
            )
        )
    items.sort(key=lambda item: (list(_STATUS).index(_status(item) or "want"), -(item.year or 0)))
    rows = [
        (
            cell(item.title, link=item.link, tone="strong"),
            cell(", ".join(part for part in (item.by, item.show("year")) if part)),
            cell(", ".join(filter(None, (item.show("form"), _said(item), _parts(item))))),
            cell(", ".join(item.themes)),
        )
        for item in items
    ]
    heads = (column("Title", 2.8), column("By", 1.7), column("Kind", 1.2), column("Themes", 1.9))
    blocks.append(Table(caption="Reading list", columns=heads, rows=tuple(rows)))
    blocks += [
        Card(title=item.title, facts=(("By", item.by),) if item.by else (), texts=texts)
        for item in items
        if (texts := _texts(item, "takeaway", "so_what"))
    ]
    minutes = sum(item.minutes or 0 for item in items)
    themes = Counter(theme for item in items for theme in item.themes).most_common(6)
    said = [f"{counted(len(items), 'item')}, {_time(minutes)} so far."] if minutes else []
    often = ", ".join(f"{theme} ({count})" for theme, count in themes if count > 1)
    said += [f"Themes met more than once: {often}"] if often else []
    if said:
        blocks.append(Note(text=" ".join(said)))
    blocks.append(Sources(items=tuple(Source(label=i.title, link=i.link) for i in items if i.link)))
    return blocks


def _status(item: Reading) -> str:
    """Return the key of the status; what is begun is being read, also when nobody said so."""
    return item.status or ("reading" if item.parts_done else "")


def _said(item: Reading) -> str:
    return _STATUS[_status(item)]


def _time(minutes: int) -> str:
    """Return a time in words, in hours from one hour on."""
    if minutes < 60:
        return counted(minutes, "minute")
    hours = f"{minutes / 60:.1f}".removesuffix(".0")
    return f"{hours} hour" if hours == "1" else f"{hours} hours"


def _parts(item: Reading) -> str:
    """Return how far a course or a book is, in words; ``""`` when it was not said."""
    if item.parts_done is None:
        return ""
    if not item.parts:
        return counted(item.parts_done, "part")
    return f"{item.parts_done:,} of {counted(item.parts, 'part')}"


def _texts(item: Reading, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple((item.spec(name).title, item.show(name)) for name in names if item.filled(name))


def _span(works: Sequence[Work]) -> str:
    """Return the years of works in words."""
    years = [work.entry.year for work in works if work.entry.year]
    first, last = min(years, default=0), max(years, default=0)
    return f"{first}–{last}" if first != last else str(first or "")


def _place(item: Watch) -> str:
    """Return where it lies, of a file no more than its name: a page may be meant for others."""
    where = item.where.strip("\"' ")
    return PureWindowsPath(where).name if item.sort == "file" else item.where
