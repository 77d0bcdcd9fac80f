"""The commands for the library: import, refresh, library."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prepkit.console import find_workspace, one_line, workspace_option
from prepkit.errors import PrepkitError

if TYPE_CHECKING:
    from prepkit.collecting import Collection
    from prepkit.views.shelf import Taken
    from prepkit.workspace import Workspace

_MOST_TROUBLES = 20
_ADDRESS = ("an address, not a file: name it under “Your library” in the deep dive, or save the "
            "page’s export first")  # fmt: skip


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@click.option("--company", default="", metavar="COMPANY",
              help="They are this company's own publications.")  # fmt: skip
@click.option("--to-read", is_flag=True, help="Put them on the reading list too.")
@click.option("--watch", is_flag=True, help="Read the files again whenever they have changed.")
@workspace_option
def import_(
    files: tuple[str, ...], company: str, to_read: bool, watch: bool, folder: Path | None
) -> None:
    """Bring FILEs into the library: BibTeX, RIS, CSL-JSON, RSS, Atom, OPML or CSV.

    A file may come again: what is there already stays there once, and what has changed is brought
    up to date. When a file cannot be read, the others still are, and the exit status is 1.
    """
    from prepkit.block import counted

    workspace, collection, about = _open(folder, company)
    failed, said = 0, list[str]()
    with click.progressbar(files, label="Reading", item_show_func=_shown, file=sys.stderr) as bar:
        for file in bar:
            path = Path(file).absolute()
            if "://" in file:
                failed += 1
                said.append(f"Failed: {one_line(file, 60)}: {_ADDRESS}")
                continue
            try:
                taken = collection.take_path(path, company=about, to_read=to_read, watch=watch)
            except PrepkitError as error:
                failed += 1
                said.append(f"Failed: {one_line(path.name, 60)}: {error}")
                continue
            said += _told(taken)
            failed += bool(taken.troubles and not (taken.works or taken.feeds))
    for line in said:
        click.echo(line, err=line.startswith("Failed"))
    click.echo(f"The library has {counted(len(workspace.shelves.library()), 'work')}.")
    if failed:
        raise click.exceptions.Exit(1)


@click.command()
@workspace_option
def refresh(folder: Path | None) -> None:
    """Read everything that is watched again: files, feeds, searches in OpenAlex.

    When one of them cannot be read, the others still are, and the exit status is 1.
    """
    _, collection, _ = _open(folder)
    looks = collection.looks()
    for look in looks:
        failed = "Failed: " if look.failed else ""
        click.echo(failed + one_line(look.line, 300), err=look.failed)
    if not looks:
        click.echo("Nothing is watched: name a file or feed under “Your library” in the deep dive, "
                   "or import one with --watch.")  # fmt: skip
    if any(look.failed for look in looks):
        raise click.exceptions.Exit(1)


@click.command()
@click.option("--take-back", metavar="IMPORT", default=None,
              help="Take what this import brought off the shelves.")  # fmt: skip
@click.option("--find", "words", metavar="WORDS", default=None, help="Search the library.")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@workspace_option
def library(
    take_back: str | None, words: str | None, as_json: bool, folder: Path | None
) -> None:  # fmt: skip
    """List what was imported, search it, or take an import back."""
    from prepkit.block import counted

    workspace, collection, _ = _open(folder)
    if take_back:
        gone = workspace.shelves.take_back(take_back)
        click.echo(
            f"Took {counted(gone.works, 'work')} from {one_line(gone.file, 60)} off the shelves."
        )
        if collection.watches(gone.file):
            click.echo("It is watched, and comes in again once it has changed: to stop that, "
                       "delete it under “Places to watch” in the deep dive.")  # fmt: skip
        return
    if words is not None:
        found = collection.find(words)
        rows: list[dict[str, Any]] = [
            {"key": item.key, "title": item.title, "by": item.by, "year": item.year,
             "venue": item.venue, "link": item.link, "listed": item.listed}
            for item in found
        ]  # fmt: skip
        lines = [
            f"{row['year']:4}  {one_line(row['title'], 90)}  {one_line(row['by'], 40)}".rstrip()
            for row in rows
        ] or ["Nothing in the library has all these words."]
    else:
        rows = [
            {"id": item.id, "at": item.at.isoformat(), "file": item.file, "format": item.format,
             "company": item.of, "works": item.works}
            for item in workspace.shelves.imports()
        ]  # fmt: skip
        lines = [
            f"{row['at'][:16]}  {row['id']}  {row['works']:>7,}  {row['format']:<8}  "
            f"{one_line(row['file'], 60)}{'  (' + row['company'] + ')' if row['company'] else ''}"
            for row in rows
        ] or ["Nothing was imported yet: bring something in with 'prepkit import FILE'."]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))


def _told(taken: Taken) -> list[str]:
    """Return what came of one file, in lines."""
    from prepkit.block import counted

    came = f"{taken.new} new, {taken.changed} changed, {taken.known} known already"
    if taken.feeds and not taken.works:
        came = counted(taken.feeds, "feed")
    listed = f", {taken.listed} put on the reading list" if taken.listed else ""
    lines = [f"{one_line(taken.name, 60)}: {taken.format}: {came}{listed}."]
    lines += [
        f"  line {line}: {one_line(says, 200)}" if line else f"  {one_line(says, 200)}"
        for line, says in taken.troubles[:_MOST_TROUBLES]
    ]
    more = len(taken.troubles) - _MOST_TROUBLES
    lines += [f"  and {more} more like these"] if more > 0 else []
    return lines + [f"  {one_line(note, 200)}" for note in taken.notes]


def _shown(file: str | None) -> str:
    return one_line(Path(file or "").name, 40)


def _open(folder: Path | None, company: str = "") -> tuple[Workspace, Collection, str]:
    """Return the workspace, its library, and the id of the company they are opened for."""
    from prepkit.collecting import Collection

    workspace = find_workspace(folder)
    about = workspace.company(company).id if company else ""
    return workspace, Collection(workspace, lambda: workspace.answers(company=about)), about
