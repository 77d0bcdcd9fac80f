"""The error tree is what the head of the file draws, and its messages are one line."""

from __future__ import annotations

import inspect
import re

import pytest

from prepkit import errors
from prepkit.errors import InvalidRecordError, PrepkitError, suggest


def drawn_tree() -> dict[str, str]:
    """Return each error's parent as the head of the file draws it."""
    above: list[tuple[int, str]] = []
    parents = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"([ │├└─]*)(\w+Error)\b", line)
        if found:
            depth, name = len(found[1]), found[2]
            while above and above[-1][0] >= depth:
                above.pop()
            parents[name] = above[-1][1] if above else "Exception"
            above.append((depth, name))
    return parents


def defined() -> dict[str, type[BaseException]]:
    return {
        name: item
        for name, item in vars(errors).items()
        if inspect.isclass(item) and issubclass(item, BaseException)
    }


def test_every_error_of_the_module_derives_from_prepkit_error() -> None:
    assert len(defined()) > 15
    assert [n for n, item in defined().items() if not issubclass(item, PrepkitError)] == []


def test_the_tree_at_the_head_of_the_file_is_the_tree_of_classes() -> None:
    assert drawn_tree() == {name: item.__base__.__name__ for name, item in defined().items()}


def test_every_error_says_in_a_docstring_when_it_is_raised() -> None:
    assert [name for name, item in defined().items() if not item.__doc__] == []


def test_an_invalid_record_names_every_problem_in_one_line() -> None:
    error = InvalidRecordError("story", {"when": "no such day", "title": "a text is wanted"})
    assert str(error) == "story not saved: when: no such day; title: a text is wanted"
    assert error.problems == {"when": "no such day", "title": "a text is wanted"}


def test_ipython_is_given_one_readable_line_instead_of_a_traceback() -> None:
    error = PrepkitError("no section 'misson' in deep_dive: did you mean 'mission'?")
    assert error._render_traceback_() == [str(error)]


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("misson", ["mission", "claims"], "did you mean 'mission'?"),
        ("MISSON", ["mission", "claims"], "did you mean 'mission'?"),
        ("zzz", ["mission", "claims"], "known are mission, claims"),
        ("zzz", [], "there are none yet"),
    ],
)
def test_suggest_names_the_nearest_or_all_or_that_there_are_none(
    name: str, known: list[str], said: str
) -> None:
    assert suggest(name, known) == said
