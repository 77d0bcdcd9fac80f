"""One run of the sample's notebooks, shared by the tests that only read it."""

import datetime

import pytest

from prepkit.chapters import CHAPTERS
from prepkit.jupyter.report import Workbook, make_report
from prepkit.workspace import installed_workbook

DAY = datetime.date(2026, 11, 23)
PARAMETERS = {"as_of": DAY.isoformat(), "audience": "me"}


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    """Return a function that makes one report for a company of a workspace."""

    def made(folder, company, *formats, audience="me", day=DAY):
        workbooks = [
            Workbook(
                c.id, c.title, installed_workbook(c.id), folder / "workbooks" / f"{c.id}.ipynb"
            )
            for c in CHAPTERS
        ]
        parameters = {
            "company": company, "workspace": str(folder), "as_of": day.isoformat(),
            "audience": audience,
        }  # fmt: skip
        steps = []
        report = make_report(
            workbooks, parameters, name=company, out=tmp_path_factory.mktemp("out"),
            formats=formats, as_of=day, on_step=steps.append,
        )  # fmt: skip
        return report, steps

    return made


@pytest.fixture(scope="session")
def full_report(make, sample_folder):
    """Return the report of the first company of the sample, in every format."""
    return make(sample_folder, "skerry-grid-data", "pdf", "html", "notebook")
