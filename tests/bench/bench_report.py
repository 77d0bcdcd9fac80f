"""How long the command takes: its help, and one company's report from a cold shell.

Run by hand: ``python tests/bench/bench_report.py [ROUNDS]``. Every number is a median of wall-clock
seconds, with the ratio to starting Python with nothing in it, so that machines can be compared.
"""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from prepkit.sample import make_sample
from prepkit.workspace import Workspace


def seconds(rounds: int, *command: str) -> float:
    """Return the median time of a command in seconds."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=environment)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    """Measure and print a table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "demo"
        prepkit = (sys.executable, "-m", "prepkit")
        make_sample(folder, date(2026, 11, 23))
        size = len(Workspace(folder).revisions())
        report = (*prepkit, "report", "--workspace", str(folder), "--as-of", "2026-11-23")
        base = seconds(rounds, sys.executable, "-c", "")
        print(f"{size} revisions; starting Python: {base:.3f} s")
        for name, command in {
            "prepkit --help": (*prepkit, "--help"),
            "prepkit company list": (*prepkit, "company", "list", "--workspace", str(folder)),
            "prepkit report, almost empty": (*report, "tinderbox-heat"),
            "prepkit report, full": (*report, "skerry-grid-data"),
        }.items():
            taken = seconds(rounds, *command)
            print(f"{name:<30} {taken:7.2f} s  {taken / base:7.1f} x")


if __name__ == "__main__":
    main()
