"""A sample workspace: one person, three companies, every section filled in.

Everything goes through the public face, as a person's own answers do. The compass was filled in
twice, a year apart; the rest is of the last days. Dates in fields count from the day the sample is
made for, so that interviews are always ahead and what was a year ago stays so; texts keep the
months they name.
"""

from prepkit.sample.person import make_sample

__all__ = ["make_sample"]
