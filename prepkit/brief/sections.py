"""The sections that span chapters: they close the retrospective."""

from __future__ import annotations

from prepkit.brief.asked import summarise_asked
from prepkit.brief.carried import summarise_carried
from prepkit.brief.coverage import summarise_coverage
from prepkit.brief.debriefs import summarise_debriefs
from prepkit.brief.likely import seeds_of_likely_questions
from prepkit.brief.mirrors import seeds_of_tensions, summarise_two_mirrors
from prepkit.brief.ninety import summarise_ninety
from prepkit.brief.records import Asked, Carry, Debrief, Likely, Ninety, Tension
from prepkit.deep_dive.heard import summarise_heard
from prepkit.deep_dive.records import Heard
from prepkit.section import Section

SECTIONS = (
    Section(
        "coverage", "Coverage for this company", 5, Likely, summarise_coverage, "short",
        "Paste the job ad into the target or write down one question they may ask, and your "
        "stories are laid out over what they ask for.",
        goal=5, seeds=seeds_of_likely_questions, seeds_title="Likely questions",
        # What is proposed counts as it is, unless somebody takes it off.
        more=lambda answers: len(
            answers.untouched(Likely, seeds_of_likely_questions(answers), answers.company)
        ),
    ),
    Section(
        "two_mirrors", "Two mirrors", 10, Tension, summarise_two_mirrors, "full",
        "Sort your values in the compass and rate the energy of a few projects, and the two are "
        "laid side by side here.",
        seeds=seeds_of_tensions, seeds_title="Where the two mirrors differ",
    ),
    Section(
        "debrief", "Debrief", 10, Debrief, summarise_debriefs, "full",
        "After your next interview, write down how it went before you hear from them.",
    ),
    Section(
        "asked", "Questions they asked", 10, Asked, summarise_asked, "full",
        "Write down the questions in the order in which they came, from memory first.", goal=5,
    ),
    Section(
        "heard", "What I heard there", 5, Heard, summarise_heard, "full",
        "Write down one thing they told you that you did not know, or knew otherwise.", goal=3,
    ),
    Section(
        "carried", "What I carry forward", 10, Carry, summarise_carried, "full",
        "Write down one thing to keep, one to stop or one to try, whatever the outcome.", goal=3,
    ),
    Section(
        "ninety", "The first ninety days", 15, Ninety, summarise_ninety, "full",
        "Write down what somebody else would see after ninety days if it has gone well.",
        shape="one",
    ),
)  # fmt: skip
