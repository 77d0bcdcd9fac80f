"""How long the compass takes from an answer to its pages, on the sample and after many sittings.

Run by hand: ``python tests/bench/bench_compass.py [SITTINGS]``. Times are wall-clock, the least of
five, beside what starting Python takes: reading all answers with what stood in earlier sittings,
and each section's summary, the first time and again.
"""

import datetime
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SITTINGS = 20
DAY = datetime.date(2026, 11, 23)


def least(what: Callable[[], object], times: int = 5) -> float:
    """Return the seconds of the quickest of some runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    """Measure and print a table."""
    from prepkit.compass import CHAPTER
    from prepkit.compass.records import Comparison, Goal, Mirror
    from prepkit.sample import make_sample
    from prepkit.workspace import Workspace

    sittings = int(sys.argv[1]) if len(sys.argv) > 1 else SITTINGS
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    base = least(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
    print(f"starting Python: {base:.3f} s")

    def report(name: str, taken: float) -> None:
        print(f"  {name:<34} {1000 * taken:8.1f} ms  {taken / base:8.2f} x")

    with tempfile.TemporaryDirectory() as scratch:
        moment = [datetime.datetime(2026, 11, 23, 12, tzinfo=datetime.UTC)]
        folder = make_sample(Path(scratch) / "sample", DAY).folder
        workspace = Workspace(folder, now=lambda: moment[0])
        company = workspace.companies()[0].id
        for label in ("the sample, two sittings", f"and {sittings} sittings more"):
            answers = workspace.answers(company=company, as_of=DAY)
            print(f"{label}: {len(workspace.revisions()):,} versions")
            report("all answers", least(lambda: workspace.answers(company=company, as_of=DAY)))
            for section in CHAPTER.sections:
                first = least(lambda: section.summary(answers), 1)  # noqa: B023  # called at once
                again = least(lambda: section.summary(answers))  # noqa: B023  # called at once
                report(f"{section.title}, first", first)
                report("  and again", again)
            chosen = workspace.records(Comparison)[:30]
            for _ in range(sittings if label.startswith("the") else 0):
                moment[0] += datetime.timedelta(days=60)
                for record in (*workspace.records(Mirror), *workspace.records(Goal)):
                    said = {"still": "still", "looked": moment[0].date().isoformat()}
                    workspace.save(type(record), said, id=record.id)
                for choice in chosen:
                    workspace.save(Comparison, choice.body())


if __name__ == "__main__":
    main()
