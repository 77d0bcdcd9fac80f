"""How long coverage takes: assignments by size, and the section after every save.

Run by hand: ``python tests/bench/bench_coverage.py``. Times are wall-clock, the least of five,
beside what starting Python takes. Made of a workspace with 30 stories, 40 projects, a job ad of
forty lines and 120 questions asked at other companies; nothing of it is kept between the first run
of a page and the next but what the program keeps itself.
"""

import datetime
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    base = least(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
    print(f"starting Python: {base:.3f} s")

    def report(name: str, taken: float) -> None:
        print(f"  {name:<44} {1000 * taken:8.1f} ms  {taken / base:8.2f} x")

    report("loading scipy.optimize", least(_load_scipy, 3) - base)
    from prepkit.brief.assignment import Ask, assign

    rng = random.Random(1)
    for questions, stories in ((6, 6), (20, 40), (40, 40), (40, 100), (60, 60), (100, 100)):
        # Some that fit differently well, and all that fit alike: as many ways as good as can be.
        for name, share, most in (("some differ", 0.2, 900), ("all alike", 1, 1)):
            asks = tuple(
                Ask("", tuple((n, rng.randrange(most)) for n in range(stories)
                              if rng.random() < share))
                for _ in range(questions)
            )  # fmt: skip
            taken = least(lambda: (assign.cache_clear(), assign(asks)))  # noqa: B023  # at once
            report(f"{questions} questions, {stories} stories, {name}", taken)
    with tempfile.TemporaryDirectory() as scratch:
        _sections(Path(scratch), rng, report)


def _load_scipy() -> None:
    subprocess.run([sys.executable, "-c", "import scipy.optimize"], check=True)


def _sections(folder: Path, rng: random.Random, report: Callable[[str, float], None]) -> None:
    """Measure the section of a large workspace."""
    from prepkit.brief.coverage import summarise_coverage
    from prepkit.brief.cue_words import cues_in
    from prepkit.brief.likely import seeds_of_likely_questions
    from prepkit.brief.records import Asked
    from prepkit.content import load, options
    from prepkit.retrospective.records import Project, Story
    from prepkit.workspace import Workspace

    workspace = Workspace.create(folder / "bench")
    keys = [option.key for option in options("competencies")]
    words = [word for item in load("competencies")["competencies"] for word in item["cues"]]
    text = " ".join(rng.choices(words, k=40) + ["and", "the", "so"] * 40)
    ad = "Requirements:\n" + "\n".join(f"- You {rng.choice(words)} with us" for _ in range(40))
    workspace.add_company("Acme", job_ad=ad, principles=words[:10])
    for place in range(4):
        workspace.add_company(f"Other {place}")
    for place in range(30):
        shows = rng.sample(keys, 3)
        said = {"title": f"Story {place}", "competencies": shows, "action": f"{text} {place}"}
        workspace.save(Story, said)
    for place in range(40):
        workspace.save(Project, {"title": f"Project {place}", "what": f"{text} {place}"})
    for place in range(120):
        said = {"question": f"Question {place}?", "competency": rng.choice(keys)}
        workspace.save(Asked, said, company=f"other-{place % 4}")
    answers = workspace.answers(company="acme", as_of=DAY)
    report("all answers", least(lambda: workspace.answers(company="acme", as_of=DAY)))
    report("coverage, first", least(lambda: summarise_coverage(answers), 1))
    report("coverage, again", least(lambda: summarise_coverage(answers)))
    report("likely questions, again", least(lambda: seeds_of_likely_questions(answers)))
    workspace.save(Story, {"competencies": keys[:9]}, id=workspace.records(Story)[0].id)
    changed = workspace.answers(company="acme", as_of=DAY)
    report(
        "coverage after another story has changed", least(lambda: summarise_coverage(changed), 1)
    )
    report("cue words of 500 words", least(lambda: (cues_in.cache_clear(), cues_in(text))))


if __name__ == "__main__":
    main()
