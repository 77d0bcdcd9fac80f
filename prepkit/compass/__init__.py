"""The compass: mirrors, values, priorities, goals."""

from prepkit.compass.sections import CHAPTER

__all__ = ["CHAPTER"]
