"""The retrospective's table of contents, as far as it needs no other chapter."""

from __future__ import annotations

from prepkit.retrospective.bank import seeds_of_the_bank, summarise_bank
from prepkit.retrospective.energy import summarise_energy
from prepkit.retrospective.environments import (
    asked_of_projects,
    looked_at,
    own_alone,
    summarise_environments,
    summarise_lens,
)
from prepkit.retrospective.leads import seeds_of_leads, summarise_patterns
from prepkit.retrospective.projects import seeds_of_projects, summarise_projects
from prepkit.retrospective.records import (
    Drill,
    Energy,
    Lead,
    Lens,
    Practice,
    Project,
    Resume,
    Setting,
    Story,
    Stumble,
    Sweep,
)
from prepkit.retrospective.stories import summarise_stories
from prepkit.retrospective.stumbles import summarise_stumbles
from prepkit.retrospective.sweep import summarise_sweep, years_asked
from prepkit.section import Chapter, Section

CHAPTER = Chapter(
    "retrospective",
    "Retrospective",
    (
        Section(
            "sweep", "Evidence, year by year", 30, Sweep, summarise_sweep, "full",
            "Open one year: look through its calendar for ten minutes and write down what you had "
            "forgotten.",
            shape="prompts", prompts=years_asked, goal=3,
        ),
        Section(
            "projects", "Roles and projects", 30, Project, summarise_projects, "short",
            "Add the role or project you remember best, with the year it started.", goal=10,
            quick=10, also=(Resume,), exercises=("cv",), seeds=seeds_of_projects,
            seeds_title="From your CV",
        ),
        Section(
            "energy", "Energy", 15, Energy, summarise_energy, "medium",
            "Rate one project: how much energy it left you, and how absorbed you were.", goal=6,
        ),
        Section(
            "lens", "What to look at in a team", 5, Lens, summarise_lens, "medium",
            "Choose eight to twelve things a team can have more or less of, before you look at "
            "what goes with what.",
            shape="one", more=own_alone,
        ),
        Section(
            "environments", "Team environments", 15, Setting, summarise_environments, "medium",
            "Choose what to look at, in the section above; then each of your roles and projects "
            "can be rated here.",
            shape="prompts", prompts=asked_of_projects, words=looked_at, goal=6,
        ),
        Section(
            "patterns", "Patterns", 5, Lead, summarise_patterns, "medium",
            "Rate energy and environment for six roles or projects, and what they have in common "
            "is worked out here.",
            seeds=seeds_of_leads, seeds_title="Leads from your ratings",
        ),
        Section(
            "stumbles", "Stumbles and growth", 25, Stumble, summarise_stumbles, "full",
            "Write down one thing that went wrong, and what you do differently since.", goal=3,
        ),
        Section(
            "stories", "Stories", 45, Story, summarise_stories, "short",
            "Write down one episode: when it was, what you did, what changed.", goal=6,
            quick=15, also=(Drill,), exercises=("drill",),
        ),
        Section(
            "bank", "Question bank", 15, Practice, summarise_bank, "full",
            "Keep one question from the bank, or write one down, and choose the story for it.",
            goal=3, seeds=seeds_of_the_bank, seeds_title="Questions from the bank",
        ),
    ),
)  # fmt: skip
