"""Taking in a CV: kept as it came, so that what is in it can be suggested as roles and projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from prepkit.errors import UnknownRecordError
from prepkit.retrospective.projects import cv_of, seeds_of_projects
from prepkit.retrospective.records import Project, Resume
from prepkit.retrospective.resume import resume_of
from prepkit.section import Answers
from prepkit.views.brought import Arrivals, Brought
from prepkit.workspace import Workspace

if TYPE_CHECKING:
    # Not imported where a program runs the notebook: without a page there are no widgets.
    from prepkit.views.cv import CvDoor
    from prepkit.views.live import Live


class Intake:
    """The CVs of a workspace, as a page and the command bring them in."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def widget(
        self, name: str, answers: Answers, on_change: Callable[[str], None], *, folded: bool
    ) -> CvDoor:
        """Return the widget by which a CV comes in: ``cv``."""
        from prepkit.views.cv import CvDoor

        return CvDoor(self, self.arrivals(answers, folded=folded), on_change)

    def show(self, widget: Live, answers: Answers, *, folded: bool) -> None:
        """Have the widget show what is so now; do nothing with another one."""
        from prepkit.views.cv import CvDoor

        if isinstance(widget, CvDoor):
            widget.show(self.arrivals(answers, folded=folded))

    def arrivals(self, answers: Answers, *, folded: bool = False) -> Arrivals:
        """Return the CVs there are, the last one first; the door is open until there are projects
        and nothing of a CV waits.
        """
        cvs = sorted(answers.all(Resume), key=lambda cv: cv.origin.saved_at, reverse=True)
        waiting = {seed.key for seed in answers.untouched(Project, seeds_of_projects(answers), "")}
        brought = tuple(_brought(cv, waiting) for cv in cvs)
        has_projects = any(project.filled("title") for project in answers.all(Project))
        return Arrivals(brought, closed=has_projects and not waiting, folded=folded)

    def take(self, name: str, data: bytes) -> Brought:
        """Read a CV and keep it as it came; see :class:`~prepkit.views.brought.Source`.

        One that is here already, under whatever name, stays as it is.

        Raises:
            UnreadableFileError: when it is no JSON Resume, has no roles or projects, or is too
                long.
        """
        values, id = resume_of(data, name)
        again = any(cv.id == id for cv in self._workspace.records(Resume))
        if not again:
            self._workspace.save(Resume, values, id=id)
        brought = self.arrivals(self._workspace.answers()).brought
        return replace(next(one for one in brought if one.id == id), again=again)

    def take_off(self, id: str) -> None:
        """Take a CV away, and with it what it suggests; what was kept stays.

        Raises:
            UnknownRecordError: when there is no such CV.
        """
        if not any(cv.id == id for cv in self._workspace.records(Resume)):
            raise UnknownRecordError("no such CV: it was taken off already")
        self._workspace.delete(id)


def _brought(resume: Resume, waiting: set[str]) -> Brought:
    cv = cv_of(resume)
    left = sum(entry.key in waiting for entry in cv.entries)
    return Brought(resume.id, resume.heading, len(cv.entries), left, cv.notes)
