"""One run of the sample's notebooks, shared by the tests that only read it."""

import datetime

import pytest

from prepkit.jupyter.report import make_report
from prepkit.workspace import Workspace

DAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    """Return a function that makes one report for a company of a workspace."""

    def made(folder, company, *formats, audience="me", day=DAY):
        workspace, steps = Workspace(folder), []
        report = make_report(
            workspace, workspace.company(company), out=tmp_path_factory.mktemp("out"),
            formats=formats, audience=audience, as_of=day, on_step=steps.append,
        )  # fmt: skip
        return report, steps

    return made


@pytest.fixture(scope="session")
def full_report(make, sample_folder):
    """Return the report of the first company of the sample, in every format."""
    return make(sample_folder, "skerry-grid-data", "pdf", "html", "notebook")
