"""The words prepkit brings along: competencies, values, facets and questions, as TOML files."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from prepkit.fields import Option


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question of a fixed list, answered by one record.

    Attributes:
        key: part of the record's id, so that two people answering it answer the same one.
        title: the question or the topic.
        help: what stands behind it, one or two sentences.
        more: further help by name, such as an interviewer's follow-ups.
    """

    key: str
    title: str
    help: str = ""
    more: tuple[tuple[str, str], ...] = ()


def content(name: str) -> bytes:
    """Return the content file `name` as it is."""
    return (files(__package__) / name).read_bytes()


@functools.cache
def load(name: str) -> dict[str, Any]:
    """Return the content file `name`, without its ending, as TOML reads it."""
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


def options(name: str) -> tuple[Option, ...]:
    """Return a content file's list as options, in its order."""
    return tuple(
        Option(
            item["key"], item["label"], item.get("help", ""), item.get("low", ""),
            item.get("high", ""),
        )
        for item in load(name)[name]
    )  # fmt: skip


def prompts(name: str) -> tuple[Prompt, ...]:
    """Return a content file's list as questions to be answered one by one."""
    return tuple(
        Prompt(
            item["key"], item["title"], item.get("help", ""), tuple(item.get("more", {}).items())
        )
        for item in load(name)[name]
    )
