"""Networks of themes: who belongs together, who stands between others, where to draw them.

The only place that knows networkx. A network comes as a table of strengths: one row and one column
a theme, the same both ways, 0 for no link. The same table always gives the same answers.
"""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_SEED = 20021022


def communities(strengths: Floats) -> list[list[int]]:
    """Return themes that are linked more with each other than with the rest (Louvain).

    Each theme is in one community, alone where it has no links. Blondel, Guillaume, Lambiotte &
    Lefebvre: Fast unfolding of communities in large networks, 2008.
    """
    if not len(strengths):
        return []
    found = nx.community.louvain_communities(_graph(strengths), seed=_SEED)
    return sorted(sorted(members) for members in found)


def modularity(strengths: Floats) -> float | None:
    """Return how much more of the links is inside the communities than chance would put there.

    From -0.5 to 1; ``None`` without links. Newman & Girvan, 2004.
    """
    if not strengths.any():
        return None
    return float(nx.community.modularity(_graph(strengths), communities(strengths)))


def betweenness(strengths: Floats) -> Floats:
    """Return for each theme the share of shortest ways between two others that lead over it.

    A link is as long as it is weak, ``1 / strength`` (Freeman, 1977; Newman, 2001).
    """
    found = nx.betweenness_centrality(_graph(strengths), weight="length")
    return np.array([found[theme] for theme in range(len(strengths))], dtype=np.float64)


def springs(strengths: Floats, starts: Floats) -> Floats:
    """Return places where linked themes pull and all push each other, from where they start.

    One row a theme: across and up, mostly from -1 to 1 (Fruchterman & Reingold, 1991). Of very
    many themes, which no picture could show, each stays where it starts.
    """
    # From 500 on networkx would ask for scipy.
    if not 0 < len(strengths) < 500:
        return starts
    found = nx.spring_layout(
        _graph(strengths), pos=dict(enumerate(starts)), iterations=300, seed=_SEED
    )
    return np.array([found[theme] for theme in range(len(strengths))], dtype=np.float64)


def _graph(strengths: Floats) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(strengths)))
    for one, other in zip(*np.nonzero(np.triu(strengths, 1)), strict=True):
        strength = float(strengths[one, other])
        graph.add_edge(int(one), int(other), weight=strength, length=1 / strength)
    return graph
