"""The retrospective: roles and projects, energy, patterns, stumbles, stories, questions."""

from prepkit.retrospective.sections import CHAPTER

__all__ = ["CHAPTER"]
