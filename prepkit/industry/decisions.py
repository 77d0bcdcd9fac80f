"""Decisions: what comes of all a person decided about themes, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from prepkit.industry.corpus import Decision
from prepkit.industry.matches import Key


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds in the end.

    Attributes:
        whole: of a wording, the one it counts as; what is not there counts as itself.
        names: what the person calls a theme, by its wording.
        hidden: the wordings of themes that are left out.
        asked: every wording a decision speaks of.
    """

    whole: dict[Key, Key]
    names: dict[Key, str]
    hidden: frozenset[Key]
    asked: frozenset[Key]

    def root(self, wording: Key) -> Key:
        """Return the wording of the theme a wording counts as in the end."""
        while wording in self.whole:
            wording = self.whole[wording]
        return wording


def settle(
    decisions: Iterable[Decision], known: Mapping[Key, Key], key: Callable[[str], Key]
) -> Settled:
    """Return what holds after all decisions, taken in their order.

    Wordings are compared folded. What counts as B, which counts as C, counts as C, whichever was
    said first. Of two decisions about one wording the later holds: it counts as the name it was
    last given to; who is hidden and then named is shown; who is hidden counts as nothing else any
    more. A decision that closes a circle wins over those before it: its name is that of the theme.

    Args:
        decisions: the oldest first.
        known: abbreviations and what they stand for, as if they had been decided before.
        key: returns a wording as it is compared; empty when there is nothing to compare.
    """
    whole, names = dict(known), dict[Key, str]()
    hidden, asked = set[Key](), set[Key]()
    for decision in decisions:
        name = key(decision.name)
        if not name:
            continue
        if decision.hidden:
            hidden.add(name)
            whole.pop(name, None)
        else:
            hidden.discard(name)
            names[name] = " ".join(decision.name.split())
        asked.add(name)
        for part in filter(None, map(key, decision.also)):
            asked.add(part)
            if part == name:
                continue
            if _leads(whole, name, part):
                del whole[name]
            whole[part] = name
    return Settled(whole, names, frozenset(hidden), frozenset(asked))


def _leads(whole: Mapping[Key, Key], start: Key, to: Key) -> bool:
    """Whether a wording counts as another, directly or by others in between."""
    while start in whole:
        start = whole[start]
        if start == to:
            return True
    return False
