"""Across the three chapters: coverage, two mirrors, debrief, and what is carried forward."""

from prepkit.brief.sections import SECTIONS

__all__ = ["SECTIONS"]
