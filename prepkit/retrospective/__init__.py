"""The retrospective: roles and projects, energy, stories, stumbles."""

from prepkit.retrospective.sections import CHAPTER

__all__ = ["CHAPTER"]
