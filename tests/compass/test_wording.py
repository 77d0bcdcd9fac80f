from __future__ import annotations

import pytest

from prepkit.compass.wording import ended


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Left: a", "Left: a."),
        ("Left: “a”", "Left: “a”."),
        ("Left: “You failed.”", "Left: “You failed.”"),
        ("Left: “Why us?”", "Left: “Why us?”"),
        ("Left: “a long…”", "Left: “a long…”"),
    ],
)
def test_a_sentence_has_one_full_stop_at_its_end(text: str, shown: str) -> None:
    assert ended(text) == shown
