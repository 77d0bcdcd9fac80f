"""The command. What it needs is imported where it is needed, so that help comes at once."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from prepkit.console import find_workspace, one_line, workspace_option
from prepkit.errors import PrepkitError, WorkspaceExistsError
from prepkit.library_commands import import_, library, refresh

if TYPE_CHECKING:
    from prepkit.workspace import Company, Workspace

_FORMATS = ("pdf", "html", "notebook")
_AUDIENCES = ("me", "coach", "share")
_EXPORTS = ("yaml", "json", "csv", "md")


class _Group(click.Group):
    """Commands in the order a person meets them, and errors as one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PrepkitError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            where = f": {one_line(str(error.filename), 120)!r}" if error.filename else ""
            raise click.ClickException(f"{error.strerror or error}{where}") from error


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    if value:
        try:
            datetime.date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter(f"not a day: {value!r}: write it as 2026-11-23") from error
    return value


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="prepkit", prog_name="prepkit")
def cli() -> None:
    """Prepare for interviews: a deep dive, a compass and a retrospective."""


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--name", default="", help="Your name, as it should stand on a report.")
@click.option("--inside-repository", is_flag=True,
              help="Make it even inside a folder under version control.")  # fmt: skip
def init(folder: Path, name: str, inside_repository: bool) -> None:
    """Make a workspace in FOLDER (here, when left out)."""
    from prepkit.workspace import Workspace, is_inside_repository

    if (folder / "prep.db").exists():
        found = Workspace(folder)
        added = [path.name for path in found.add_workbooks()]
        done = [f"put back {', '.join(added)}"] if added else []
        if name and name != found.person:
            found.rename(name)
            done.append("changed the name")
        said = " and ".join(done) or "nothing to do"
        click.echo(f"There is a workspace already in {folder.resolve()}; {said}.")
        return
    repository = is_inside_repository(folder)
    if repository and not inside_repository:
        raise click.ClickException(
            f"{str(folder)!r} is under version control ({repository}): what you write would be one "
            "careless commit from being published: choose a folder outside it, or add "
            "--inside-repository"
        )
    workspace = Workspace.create(folder, name=name)
    click.echo(f"Made a workspace in {workspace.folder.resolve()}.")
    click.echo("Next: prepkit company add NAME --role ROLE --interview-on DATE, then prepkit lab.")


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("prepkit-demo"))
@click.option("--as-of", callback=_day, metavar="DATE", help="The day to make it for; today.")
@click.option("--format", "formats", type=click.Choice(_FORMATS), multiple=True, default=("pdf",),
              help="May be given several times.")  # fmt: skip
def demo(folder: Path, as_of: str | None, formats: tuple[str, ...]) -> None:
    """Make a sample workspace in FOLDER and a report for each of its companies."""
    from prepkit.sample import make_sample
    from prepkit.workspace import Workspace

    day = datetime.date.fromisoformat(as_of) if as_of else datetime.date.today()
    try:
        workspace = make_sample(folder, day)
    except WorkspaceExistsError:
        workspace = Workspace(folder)
        click.echo(f"There is a workspace already in {folder}: making its reports again.")
    _report(workspace, workspace.companies(), formats, "me", day, folder / "outputs")


@cli.group(cls=_Group)
def company() -> None:
    """The companies you prepare for."""


@company.command("add")
@click.argument("name")
@click.option("--role", default="", help="The job title.")
@click.option("--interview-on", callback=_day, default="", metavar="DATE",
              help="The day of the interview, as 2026-11-23.")  # fmt: skip
@workspace_option
def company_add(name: str, role: str, interview_on: str, folder: Path | None) -> None:
    """Add the company NAME."""
    workspace = find_workspace(folder)
    given = {"role": role, "interview_on": interview_on}
    added = workspace.add_company(name, **{key: value for key, value in given.items() if value})
    click.echo(f"Added {added.target.name} as {added.id!r} to {workspace.folder.resolve()}.")


@company.command("list")
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
@click.option("--as-of", callback=_day, metavar="DATE", help="Count the days from here; today.")
@workspace_option
def company_list(as_json: bool, as_of: str | None, folder: Path | None) -> None:
    """List the companies, the days left and how much is filled in."""
    workspace = find_workspace(folder)
    day = datetime.date.fromisoformat(as_of) if as_of else datetime.date.today()
    rows = [_company_row(workspace, company, day) for company in workspace.companies()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not rows:
        click.echo("No company yet: add one with 'prepkit company add NAME'.")
        return
    table = [("company", "name", "role", "interview", "days left", "filled in")]
    table += [
        (row["id"], one_line(row["name"], 40), one_line(row["role"], 40) or "–",
         row["interview_on"] or "–",
         "–" if row["days_left"] is None else str(row["days_left"]),
         f"{row['sections_begun']} of {row['sections']} sections")
        for row in rows
    ]  # fmt: skip
    widths = [max(len(line[place]) for line in table) for place in range(len(table[0]))]
    for line in table:
        cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _company_row(workspace: Workspace, company: Company, day: datetime.date) -> dict[str, Any]:
    from prepkit.chapters import CHAPTERS

    answers = workspace.answers(company=company.id, as_of=day)
    done = [
        (section.id, *section.progress(answers))
        for chapter in CHAPTERS
        for section in chapter.sections
    ]
    return {
        "id": company.id,
        "name": company.target.name,
        "role": company.target.role,
        "interview_on": company.target.interview_on,
        "days_left": company.days_left(day),
        "sections": len(done),
        "sections_begun": sum(count > 0 for _, count, _ in done),
        "progress": {id: {"done": count, "wanted": wanted} for id, count, wanted in done},
    }


@cli.command()
@click.argument("companies", nargs=-1, metavar="[COMPANY]...")
@click.option("--all", "everyone", is_flag=True, help="For every company in the workspace.")
@click.option("--audience", type=click.Choice(_AUDIENCES), default="me", show_default=True,
              help="Whom it is for: private records are left out for anybody else.")  # fmt: skip
@click.option("--format", "formats", type=click.Choice(_FORMATS), multiple=True, default=("pdf",),
              help="May be given several times.")  # fmt: skip
@click.option(
    "--as-of",
    callback=_day,
    metavar="DATE",
    help="The day the report is for: the same day and answers give the same bytes.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="DIR",
    help="Where to write, a folder for each company; outputs/ in the workspace.",
)
@workspace_option
def report(
    companies: tuple[str, ...], everyone: bool, audience: str, formats: tuple[str, ...],
    as_of: str | None, out: Path | None, folder: Path | None,
) -> None:  # fmt: skip
    """Run the three notebooks for each COMPANY and make one report of them."""
    workspace = find_workspace(folder)
    known = workspace.companies()
    if not known:
        raise click.ClickException("no company yet: add one with 'prepkit company add NAME'")
    failed: dict[str, str] = {}
    chosen: dict[str, Company] = {}
    for name in companies:
        try:
            found = workspace.company(name)
        except PrepkitError as error:
            failed[name] = str(error)
        else:
            chosen.setdefault(found.id, found)
    if everyone or (not companies and len(known) == 1):
        chosen = {company.id: company for company in known}
    elif not companies:
        names = ", ".join(company.id for company in known)
        raise click.UsageError(f"which company? Name one of {names}, or say --all.")
    day = datetime.date.fromisoformat(as_of) if as_of else datetime.date.today()
    target = out or workspace.folder / "outputs"
    _report(workspace, list(chosen.values()), formats, audience, day, target, failed)


def _report(
    workspace: Workspace, companies: Sequence[Company], formats: Sequence[Any], audience: Any,
    day: datetime.date, out: Path, failed: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Make every report that can be made; say at the end which could not, and why."""
    from prepkit.chapters import CHAPTERS
    from prepkit.jupyter.report import make_report, missing_line

    failed = dict(failed or {})
    formats = tuple(dict.fromkeys(formats))
    steps = len(CHAPTERS) + len(formats)
    written: list[Path] = []
    said: list[str] = []
    with click.progressbar(length=steps * len(companies), label="Making reports", file=sys.stderr,
                           item_show_func=lambda item: item) as bar:  # fmt: skip
        for number, company in enumerate(companies, 1):
            name = one_line(company.target.name, 40)
            try:
                made = make_report(
                    workspace, company, out=out, formats=formats, audience=audience, as_of=day,
                    on_step=lambda step, name=name: bar.update(1, f"{name}: {step}"),  # type: ignore[misc]
                )  # fmt: skip
            except PrepkitError as error:
                failed[company.id] = str(error)
                bar.update(number * steps - bar.pos)
                continue
            written += made.written
            said += [line for line in (*made.notes, missing_line(made.missing)) if line]
    for path in written:
        click.echo(str(path.resolve()))
    for line in dict.fromkeys(said):
        click.echo(f"Note: {line}", err=True)
    for name, reason in failed.items():
        click.echo(f"Failed: {one_line(name, 60)}: {reason}", err=True)
    count = len(written)
    where = os.path.commonpath([p.resolve().parent for p in written]) if written else ""
    summary = f"Wrote {count} file{'s' if count != 1 else ''}"
    click.echo(f"{summary}{' to ' + where if where else ''}; {len(failed)} failed.", err=True)
    if failed:
        raise click.exceptions.Exit(1)


@cli.command()
@click.option("--format", type=click.Choice(_EXPORTS), default="json", show_default=True)
@click.option("--history", is_flag=True, help="Earlier versions as well, oldest first.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None,
              metavar="FILE", help="Write to FILE, and not to standard output.")  # fmt: skip
@workspace_option
def export(format: Any, history: bool, out: Path | None, folder: Path | None) -> None:
    """Write out everything in the workspace, private records too."""
    from prepkit.exporting import entries
    from prepkit.exporting import export as as_text
    from prepkit.storage.files import write_whole

    workspace = find_workspace(folder)
    revisions, damaged = workspace.intact()
    replaced = {parent for revision in revisions for parent in revision.parents}
    heads = [revision for revision in revisions if revision.id not in replaced]
    shown = revisions if history else [head for head in heads if not head.deleted]
    text = as_text(entries(shown, {head.id for head in heads}), format).encode("utf-8")
    if out is None:
        # A narrow console must not lose a letter.
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        click.echo(f"Wrote {len(shown)} records to {write_whole(out, text).resolve()}.")
    for line in damaged:
        click.echo(f"Left out: {line}", err=True)
    if damaged:
        raise click.exceptions.Exit(1)


@cli.command()
@click.argument("record", required=False)
@click.option("--restore", metavar="REVISION", default=None,
              help="Go back to this version; it becomes the newest, nothing is lost.")  # fmt: skip
@workspace_option
def history(record: str | None, restore: str | None, folder: Path | None) -> None:
    """List all records, or every saved version of RECORD; or go back to one."""
    workspace = find_workspace(folder)
    if restore:
        if record is not None and record != workspace.revision(restore).record:
            raise click.ClickException(f"{restore!r} is no version of {record!r}")
        restored = workspace.restore(restore)
        click.echo(f"{restored.record} now says what it said in {restore}.")
        return
    if record is None:
        for revision in workspace.heads():
            gone = "  (deleted)" if revision.deleted else ""
            click.echo(
                f"{revision.saved_at[:16]}  {revision.record:<40}  {_first(revision.body)}{gone}"
            )
        return
    versions = workspace.history(record)
    current = {head.id for head in workspace.heads() if head.record == record}
    for revision in versions:
        marks: list[str] = [revision.visibility]
        marks += ["current"] if revision.id in current else []
        marks += ["deleted"] if revision.deleted else []
        click.echo(f"{revision.id[:12]}  {revision.saved_at[:19]}  {revision.author}"
                   f"  ({', '.join(marks)})  {_first(revision.body)}")  # fmt: skip
    if len(current) > 1:
        click.echo(f"{len(current)} versions are current: it was changed in two places at once. "
                   "Choose one with --restore.")  # fmt: skip


def _first(body: Any) -> str:
    text = next((value for value in body.values() if isinstance(value, str) and value.strip()), "")
    return one_line(text, 60)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@workspace_option
def cv(file: Path, folder: Path | None) -> None:
    """Bring in a CV: a FILE in the JSON Resume format.

    What is in it is suggested as roles and projects in the retrospective, to be kept or taken off.
    """
    from prepkit.intake import Intake
    from prepkit.library.files import bytes_of

    workspace = find_workspace(folder)
    brought = Intake(workspace).take(file.name, bytes_of(file))
    click.echo(f"{one_line(brought.file, 60)}: {brought.says}")
    for note in brought.notes:
        click.echo(f"  {one_line(note, 200)}")
    click.echo("To keep or take them off: “Roles and projects” in the retrospective.")


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("jupyter_options", nargs=-1, type=click.UNPROCESSED)
@click.option("--port", type=click.IntRange(1024, 65535), default=8917, show_default=True,
              metavar="N", help="Keep to one: the browser keeps unsaved words by it.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only say the address, for you to open.")
@workspace_option
def lab(jupyter_options: tuple[str, ...], port: int, no_browser: bool, folder: Path | None) -> None:
    """Open the workspace in JupyterLab; further options are passed on to it."""
    from prepkit.jupyter.lab import open_lab

    workspace = find_workspace(folder)
    workspace.add_workbooks()
    raise click.exceptions.Exit(
        open_lab(workspace, port=port, browser=not no_browser, options=jupyter_options)
    )


@cli.command()
@workspace_option
def check(folder: Path | None) -> None:
    """Say what is installed, what is missing, and what to do about it."""
    from prepkit.checking import checks

    found = checks(folder)
    for line in found:
        click.echo(f"{'ok  ' if line.ok else 'FAIL' if line.needed else 'note'}  {line.text}")
    failed = sum(line.needed and not line.ok for line in found)
    click.echo("Everything needed is here." if not failed else f"{failed} to mend.")
    if failed:
        raise click.exceptions.Exit(1)


cli.add_command(import_)
cli.add_command(library)
cli.add_command(refresh)


def main() -> None:
    """Run the command."""
    cli(prog_name="prepkit")
