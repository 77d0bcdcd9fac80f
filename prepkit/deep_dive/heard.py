"""What was heard in interviews, and what it does to the ledger."""

from __future__ import annotations

from collections.abc import Mapping

from prepkit.block import (
    Block,
    Note,
    Table,
    cell,
    column,
    counted,
    day_in_words,
    in_quotes,
)
from prepkit.deep_dive.corrections import (
    UNKNOWN,
    corrections,
    heard_of,
    named,
    now_instead,
    on_or_in,
    waiting,
)
from prepkit.deep_dive.ledger import all_claims
from prepkit.deep_dive.records import Claim, Heard
from prepkit.section import Answers, Seed, record_id


def seeds_of_claims(answers: Answers) -> list[Seed]:
    """Return a claim for each thing heard that is new or contradicts one, to be kept or not.

    What contradicts a claim, or answers an unknown, takes its place once it is kept. Nothing is
    suggested against a claim that was corrected already, nor for what only confirms one.
    """
    claims = {claim.id: claim for claim in all_claims(answers)}
    corrected = corrections(list(claims.values()))
    return [
        Seed(
            item.id,
            {
                "statement": item.said,
                "facet": item.facet or (old.facet if old else ""),
                "grade": "B" if item.filled("by") else "",
                "source": _source(item),
                "found_in": "person",
                "dated": item.on,
                "so_what": item.so_what,
                "corrects": old.id if old else "",
            },
            _why(item, old),
            visibility=item.origin.visibility,
        )
        for item in heard_of(answers)
        if item.effect in ("new", "contradicts")
        for old in [_old(item, claims)]
        if old is None or old.id not in corrected
    ]


def summarise_heard(answers: Answers) -> list[Block]:
    """Return what was heard, in time, with the claim it is about and what became of that."""
    found = heard_of(answers)
    if not found:
        return []
    claims = {claim.id: claim for claim in all_claims(answers)}
    corrected = corrections(list(claims.values()))
    still_open = waiting(answers) if answers.complete else set()
    suggested = [seed for seed in seeds_of_claims(answers) if seed.key in still_open]
    follows = any(item.filled("so_what") for item in found)
    rows = tuple(
        (
            cell(day_in_words(item.on)), cell(item.by), cell(item.said, tone="strong"),
            cell(_effect(item, answers, claims, corrected, is_open=item.id in still_open)),
            *((cell(item.so_what),) if follows else ()),
        )
        for item in found
    )  # fmt: skip
    heads = (
        column("When", 1.15), column("From whom", 1.05), column("What I heard", 2.1),
        column("What it does to what I knew", 2.3),
        *((column("So what, for me", 1.8),) if follows else ()),
    )  # fmt: skip
    blocks: list[Block] = [Table(caption="What I heard there", columns=heads, rows=rows)]
    if suggested:
        stand = "stands" if len(suggested) == 1 else "stand"
        blocks.append(Note(
            text=f"{counted(len(suggested), 'thing')} heard {stand} among the suggestions of the "
            "claim ledger, to be kept or taken off there."
        ))  # fmt: skip
    return blocks


def _old(item: Heard, claims: Mapping[str, Claim]) -> Claim | None:
    """Return the claim that something heard would take the place of; ``None`` for none."""
    about = claims.get(item.claim)
    # Whatever is heard about something unknown makes it known.
    is_other = about and (item.effect == "contradicts" or about.grade in UNKNOWN)
    return about if is_other else None


def _source(item: Heard) -> str:
    told = ", ".join(part for part in (item.by, day_in_words(item.on)) if part.strip())
    return f"Interview: {told}" if told else "Interview"


def _why(item: Heard, old: Claim | None) -> str:
    """Say where a suggested claim comes from, and what it would take the place of."""
    heard = "Heard" + (f" {on_or_in(item.on)}" if item.on else "")
    if old is None:
        return f"{heard}. New to you." if item.effect == "new" else f"{heard}."
    does = "answers" if old.grade in UNKNOWN else "contradicts"
    return f"{heard}. It {does} {named(old)}, which stays on record."


def _effect(
    item: Heard, answers: Answers, claims: Mapping[str, Claim],
    corrected: Mapping[str, tuple[Claim, ...]], *, is_open: bool,
) -> str:  # fmt: skip
    """Return what something heard does, the claim it is about, and what became of that claim."""
    about = claims.get(item.claim)
    lines = [item.show("effect")]
    lines += [in_quotes(about.statement) if about else answers.name(Claim, item.claim)]
    own = record_id(Claim, answers.company, item.id)
    if about and [claim.id for claim in corrected.get(about.id, ())] == [own]:
        lines.append("took its place in the ledger")
    elif about and about.id in corrected:
        lines.append(now_instead(about, corrected[about.id]))
    elif about and item.effect == "contradicts" and is_open:
        lines.append("not corrected yet")
    return "\n".join(line for line in lines if line)
