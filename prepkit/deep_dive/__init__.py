"""The deep dive: company, reading, questions."""

from prepkit.deep_dive.sections import CHAPTER

__all__ = ["CHAPTER"]
