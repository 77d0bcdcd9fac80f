"""Stories against what this company asks for: who is told what, and where the gaps are."""

from __future__ import annotations

from collections.abc import Sequence

from prepkit.block import Block, Cell, Chart, Note, Table, cell, column, counted, shortened
from prepkit.brief.asked import AskedCount, asked_counts
from prepkit.brief.cue_words import LABELS
from prepkit.brief.demand import KINDS, Demand, demands_of, unplaced_values
from prepkit.brief.likely import Expected, expected
from prepkit.brief.material import Nearest, material_of, nearest
from prepkit.brief.plan import Step, plan_of, repeats_of, stories_of
from prepkit.brief.wear import wear_of
from prepkit.compass.wording import ended, folded, in_words, listed, quoted
from prepkit.retrospective.bank import questions_for
from prepkit.retrospective.probes import missing
from prepkit.retrospective.records import Story
from prepkit.section import Answers
from prepkit.views.coverage_charts import Mark, coverage_grid

FEW = 4
"""A story with at most so many follow-ups open is a strong one, in the picture."""

_MOST_STORIES, _MOST_COLUMNS, _MOST_SIGNS = 20, 14, 2
_LONGEST = 90  # characters of a story's title in a table


def summarise_coverage(answers: Answers) -> list[Block]:
    """Return what the company asks for and what there is to tell, and to whom.

    The picture, what they may ask about with the words that say so, the plan; then, only where
    nothing may have been left out, the gaps, what to look out for, and what was asked how often.
    """
    demands, stories = demands_of(answers), stories_of(answers)
    questions = expected(answers, demands)
    if not demands and not questions:
        return []
    if not answers.complete:
        return [
            *_picture(demands, stories, complete=False),
            *_asked_for(demands, stories, complete=False),
            *_chosen(questions, answers),
        ]
    steps = plan_of(questions, answers)
    return [
        *_only_elsewhere(demands),
        *_picture(demands, stories, complete=True),
        *_asked_for(demands, stories, complete=True),
        *_unplaced(answers),
        *_plan(steps, stories),
        *_gaps(demands, stories, answers),
        *(Note(text=text) for text in (wear_of(steps, answers) if stories else ())),
        *_often(answers),
    ]


def _only_elsewhere(demands: Sequence[Demand]) -> list[Block]:
    """Say that nothing is known of the company itself, where that is so."""
    if not demands or not all(demand.is_from_elsewhere for demand in demands):
        return []
    return [Note(text="Nothing known yet of what this company asks for; this is what was asked "
                 "elsewhere.")]  # fmt: skip


def _showing(competency: str, stories: Sequence[Story]) -> list[Story]:
    return [story for story in stories if competency in story.competencies]


def _picture(demands: Sequence[Demand], stories: Sequence[Story], *, complete: bool) -> list[Block]:
    """Return the picture; columns that no story reaches only where nothing is left out."""
    asked = [it for it in demands if complete or _showing(it.competency, stories)]
    keys = [demand.competency for demand in asked[:_MOST_COLUMNS]]
    rows = [story for story in stories if set(keys) & set(story.competencies)]
    drawn = _that_show_most(rows, keys)
    if not drawn:
        return []
    blocks: list[Block] = [_grid(drawn, keys, complete=complete)]
    if len(drawn) < len(rows) or len(keys) < len(asked):
        blocks.append(Note(text=(
            f"The picture has room for {counted(len(drawn), 'story', 'stories')}, those that show "
            f"most of what is asked for, and {counted(len(keys), 'competency', 'competencies')}."
        )))  # fmt: skip
    return blocks


def _that_show_most(stories: Sequence[Story], keys: Sequence[str]) -> list[Story]:
    """Return as many stories as there is room for, so that no column loses its only one."""
    rows = sorted(stories, key=lambda story: -len(set(keys) & set(story.competencies)))
    chosen: list[Story] = []
    for key in keys:
        showing = _showing(key, rows)
        if showing and not _showing(key, chosen):
            chosen.append(showing[0])
    kept = {
        story.id for story in [*chosen, *(it for it in rows if it not in chosen)][:_MOST_STORIES]
    }
    return [story for story in rows if story.id in kept]


def _grid(stories: Sequence[Story], keys: Sequence[str], *, complete: bool) -> Chart:
    marks: dict[tuple[int, int], Mark] = {
        (row, keys.index(key)): "strong" if len(missing(story)) <= FEW else "thin"
        for row, story in enumerate(stories)
        for key in story.competencies
        if key in keys
    }
    bare = [LABELS[key] for at, key in enumerate(keys) if at not in {col for _, col in marks}]
    none = f" Without a story: {listed(bare)}." if bare and complete else ""
    return coverage_grid(
        [story.heading for story in stories], [LABELS[key] for key in keys], marks,
        strong=f"shows it, few follow-ups open ({in_words(FEW)} at most)",
        thin="shows it, many follow-ups open",
        gap="no story yet" if complete else "",
        caption="My stories over what they may ask about, the likeliest at the left",
        alt=f"{counted(len(stories), 'story', 'stories')} over "
        f"{counted(len(keys), 'competency', 'competencies')} they may ask about.{none}",
    )  # fmt: skip


def _asked_for(
    demands: Sequence[Demand], stories: Sequence[Story], *, complete: bool
) -> list[Block]:
    """Return each competency with the words that point to it, and the stories that show it."""
    if not demands:
        return []
    none = cell("no story yet", tone="warn") if complete else cell("")
    rows = []
    for demand in demands:
        showing = [shortened(it.heading, _LONGEST) for it in _showing(demand.competency, stories)]
        first = dict.fromkeys((*demand.leading, *demand.signs))
        lines = [sign.line for sign in first]
        shown = lines[:_MOST_SIGNS]
        if more := len(lines) - len(shown):
            shown.append(f"and {more} more")
        told = cell("\n".join(showing)) if showing else none
        rows.append((cell(demand.label, tone="strong"), cell("\n".join(shown)), told))
    heads = (column("About", 1), column("What says so", 3.6),
             column("My stories", 1.7))  # fmt: skip
    caption = "What they may ask about, and what says so"
    table = Table(caption=caption, columns=heads, rows=tuple(rows))
    return [table if complete else _without_empty(table), *_in_which_order(demands)]


def _in_which_order(demands: Sequence[Demand]) -> list[Block]:
    """Say why what stands first does, of the kinds of sign there are, and what words are worth."""
    there = {sign.kind for demand in demands for sign in demand.signs}
    said = []
    if len(there) > 1:
        first = "First what was asked here before, then by" if "here" in there else "By"
        others = [name for kind, name in KINDS.items() if kind in there - {"here"}]
        said.append(f"{first} how many kinds of sign there are: {', '.join(others)}.")
    if there - {"here", "elsewhere"}:
        said.append("Words only point somewhere: competencies chosen in the requirements take "
                    "their place.")  # fmt: skip
    return [Note(text=" ".join(said))] if said else []


def _without_empty(table: Table) -> Table:
    """Return a table without the columns in which nothing stands."""
    kept = [at for at in range(len(table.columns)) if any(row[at].text for row in table.rows)]
    rows = tuple(tuple(row[at] for at in kept) for row in table.rows)
    return Table(caption=table.caption, columns=tuple(table.columns[at] for at in kept), rows=rows)


def _unplaced(answers: Answers) -> list[Block]:
    """Name the values that point to no competency."""
    values = unplaced_values(answers)
    return [Note(text=ended(f"No competency found for: {quoted(values)}"))] if values else []


def _plan(steps: Sequence[Step], stories: Sequence[Story]) -> list[Block]:
    """Return the story for each question, by who asks; what is told again is marked."""
    if not steps:
        return []
    several = any(step.asked.by for step in steps)
    order = list(dict.fromkeys(folded(step.asked.by) for step in steps))
    rows = tuple(
        (
            *((cell(step.asked.by or "not known yet"),) if several else ()),
            cell(step.asked.question, tone="strong"),
            cell(LABELS.get(step.asked.competency, "")),
            _told(step),
        )
        for step in sorted(steps, key=lambda step: order.index(folded(step.asked.by)))
    )
    heads = (
        *((column("Who asks", 1),) if several else ()),
        column("Question", 2.8), column("About", 1.1), column("Story", 1.9),
    )  # fmt: skip
    blocks: list[Block] = [
        Table(caption="Which story for which question", columns=heads, rows=rows)
    ]
    if any(step.story and not step.is_chosen for step in steps):
        blocks.append(Note(text=_HOW_PROPOSED))
    if again := sum(bool(step.again and step.asked.by) for step in steps):
        blocks.append(Note(text=(
            f"{counted(again, 'question')} would get a story the same person has heard: another "
            "story that shows the same would help."
        )))  # fmt: skip
    if often := repeats_of(steps):
        blocks.append(Note(text=ended(often)))
    if not stories:
        blocks.append(Note(text="No story yet: one that shows the first line is a good start."))
    return blocks


_HOW_PROPOSED = (
    "Worked out (linear assignment) so that as few questions as possible are left without a story "
    "and nobody hears one twice where another fits."
)
_AGAIN = {
    "planned": "once more to the same person",
    "told": "they were told it in an earlier round",
}


def _told(step: Step) -> Cell:
    if step.story is None:
        return cell("no story yet" if step.asked.competency else "what does it ask about?",
                    tone="warn")  # fmt: skip
    name = shortened(step.story.heading, _LONGEST)
    how = "chosen" if step.is_chosen else "proposed"
    # Who is not known may be several people: what comes again is counted below instead.
    again = _AGAIN.get(step.again, "") if step.asked.by else ""
    said = f"{how}; {again}" if again else how
    return cell(f"{name}\n{said}", tone="warn" if again else "plain")


def _chosen(questions: Sequence[Expected], answers: Answers) -> list[Block]:
    """Return the questions with the stories somebody chose; nothing is proposed."""
    if not questions:
        return []
    rows = tuple(
        (
            cell(item.by),
            cell(item.question, tone="strong"),
            cell(LABELS.get(item.competency, "")),
            cell(answers.name(Story, item.story)),
        )
        for item in questions
    )
    heads = (column("Who asks", 1), column("Question", 2.8), column("About", 1.1),
             column("Story", 1.9))  # fmt: skip
    return [_without_empty(Table(caption="Questions they may ask", columns=heads, rows=rows))]


def _gaps(demands: Sequence[Demand], stories: Sequence[Story], answers: Answers) -> list[Block]:
    """Return what no story shows, each with what is nearest to one."""
    bare = [demand for demand in demands if not _showing(demand.competency, stories)]
    if not bare:
        return []
    near = nearest([demand.competency for demand in bare], material_of(answers))
    rows = tuple(
        (cell(it.label, tone="strong"), cell(_in_words(it, near.get(it.competency)))) for it in bare
    )
    heads = (column("No story for", 1.2), column("What comes nearest", 4.4))
    caption = "Gaps, and the raw material for them"
    return [
        Table(caption=caption, columns=heads, rows=rows),
        Note(text="Found by words alone: leads to look at, not findings."),
    ]


def _in_words(demand: Demand, near: Nearest | None) -> str:
    if near:
        word = f" (by “{near.word}”)" if near.word not in near.name else ""
        return f"Closest: {near.name}, because it says “{near.quote}”{word}"
    nothing = "Nothing written points there yet."
    question = next(iter(questions_for(demand.competency)), None)
    return f"{nothing} To search memory with: {question.question}" if question else nothing


def _often(answers: Answers) -> list[Block]:
    """Say what was asked about most, over all companies, where anything was more than once."""
    said = [
        f"{LABELS[competency]} ({_times(count)})"
        for competency, count in asked_counts(answers).items()
        if competency in LABELS and count.times > 1
    ]
    if not said:
        return []
    return [Note(text=f"Asked about more than once, over all companies: {listed(said, 6, '; ')}.")]


def _times(count: AskedCount) -> str:
    """Return how often and where, in words: "3 times, at 2 companies"."""
    often = "twice" if count.times == 2 else f"{count.times:,} times"
    return f"{often}, at {counted(len(count.companies), 'company', 'companies')}"
