"""What every test may ask for: real workspaces in temporary folders, a clock and a die of ours."""

from __future__ import annotations

import datetime
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from prepkit.sample import make_sample
from prepkit.workspace import Workspace

# No deadline: what is slow on a shared machine is not wrong.
settings.register_profile("prepkit", deadline=None, database=None, print_blob=True)
settings.load_profile("prepkit")

SAMPLE_DAY = datetime.date(2026, 11, 23)


class TickingClock:
    """A clock that moves on by a minute each time it is read, and can be set."""

    def __init__(self, start: datetime.datetime) -> None:
        self.next = start

    def __call__(self) -> datetime.datetime:
        shown = self.next
        self.next += datetime.timedelta(minutes=1)
        return shown


def counted_token() -> Callable[[int], str]:
    """Return what stands in for `secrets.token_hex`: 1, 2, 3, as hexadecimal digits."""
    count = itertools.count(1)
    return lambda n: format(next(count), f"0{2 * n}x")


@pytest.fixture
def clock() -> TickingClock:
    """The clock of `workspace`: starts on 20 November 2026 at nine, UTC."""
    return TickingClock(datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC))


@pytest.fixture
def workspace(tmp_path: Path, clock: TickingClock) -> Workspace:
    """A fresh workspace with nothing in it."""
    return Workspace.create(tmp_path / "workspace", now=clock, token=counted_token())


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample workspace for 23 November 2026: only to be read."""
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    make_sample(folder, SAMPLE_DAY)
    return folder


@pytest.fixture
def sample(sample_folder: Path, tmp_path: Path) -> Workspace:
    """A copy of the sample workspace, to be written to; its clock starts on the sample's day."""
    folder = tmp_path / "sample"
    shutil.copytree(sample_folder, folder)
    start = datetime.datetime.combine(SAMPLE_DAY, datetime.time(9), datetime.UTC)
    return Workspace(folder, now=TickingClock(start), token=counted_token())
