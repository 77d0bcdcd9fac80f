"""How long an import and the full map of it take, and how much memory, from 1,000 to 100,000.

Run by hand: ``python tests/bench/bench_library.py [LARGEST]``. Each size is measured in a process
of its own: BibTeX in, works in the workspace, the map out, and the map again as it is after a
keystroke. Seconds are wall-clock, beside what starting Python takes and what the size before took;
memory is the most the process ever had.
"""

import json
import os
import platform
import resource
import runpy
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SIZES = (1_000, 10_000, 100_000)


def stages(size: int) -> Iterator[tuple[str, float]]:
    """Import and map a synthetic library; give each stage and the seconds it took."""
    from prepkit.collecting import Collection
    from prepkit.deep_dive.field import field_of, map_of
    from prepkit.workspace import Workspace

    made = runpy.run_path(str(Path(__file__).with_name("synthetic.py")))
    text = made["as_bibtex"](made["library"](size)).encode()
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Workspace.create(Path(scratch) / "workspace")
        workspace.add_company("Northwind Labs")
        answers = workspace.answers(company="northwind-labs")
        collection = Collection(workspace, lambda: answers)
        start = time.perf_counter()

        def since() -> float:
            nonlocal start
            taken, start = time.perf_counter() - start, time.perf_counter()
            return taken

        taken = collection.take("library.bib", text)
        assert taken.new > 0.9 * size, taken
        yield "import", since()
        again = collection.take("library.bib", text)
        assert not (again.new or again.changed), again
        yield "import again", since()
        answers = Workspace(workspace.folder).answers(company="northwind-labs")
        yield "open", since()
        field_of(answers)
        yield "whose it is", since()
        found = map_of(answers)
        assert found.themes
        yield "map", since()
        map_of(answers)
        yield "map again", since()


def main() -> None:
    """Measure and print a table."""
    if sys.argv[1:2] == ["--one"]:
        rows = list(stages(int(sys.argv[2])))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([rows, most]))
        return
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", ""], check=True, env=environment)
    base = time.perf_counter() - start
    print(f"starting Python: {base:.3f} s")
    before: dict[str, float] = {}
    for size in (size for size in SIZES if size <= largest):
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)],
            check=True, capture_output=True, text=True, env=environment,
        )  # fmt: skip
        rows, most = json.loads(done.stdout)
        rows.append(("import and map", sum(s for name, s in rows if "again" not in name)))
        print(f"{size:,} works: at most {most:,.0f} MB")
        for name, taken in rows:
            grown = f"  {taken / before[name]:6.1f} x the size before" if name in before else ""
            print(f"  {name:<15} {taken:8.2f} s  {taken / base:8.1f} x{grown}")
        before = dict(rows)


if __name__ == "__main__":
    main()
