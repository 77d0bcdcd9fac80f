"""Clauses: whether a word in a text gives a reason there, or is denied, refused or only quoted.

Rules of thumb for English, written to leave a reason unread rather than to read one that is none.
"""

from __future__ import annotations

import re

_END = re.compile(r"[.!?](?=\W|\Z)|[;\n]")

# A new clause, in which what was denied before counts again.
_FRESH = re.compile(
    r"\bbut\b|[,:–—(]\s*(?:and\s+|so\s+)?(?=(?:i|we|he|she|it|they|there|because|since|so|just|only|"
    r"rather|after|when|who|which)\b)|\band\s+(?=(?:i|we|he|she|it|they|there)\b)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|(?<!said )(?<!say )(?<!saying )no|nobody|none|neither|nor|nothing|"
    r"without|hardly|barely|cannot)\b"
    r"(?!\s+(?:only|just|merely|simply)\b)|n['’]t\b(?!\s+(?:only|just|merely|simply)\b)|"
    r"\b(?:would|could|might|should)\s+have\b|\b(?:instead of|rather than|apart from|despite|"
    r"in spite of|although|though|regardless of|as if)\b|"
    r"\b(?:people|they|he|she|everyone|everybody|others|some)\s+"
    r"(?:thought|think|assumed|said|say|believed?)\b",
    re.IGNORECASE,
)
_NOT_IT = re.compile(
    r"\W*(?:(?:was|were|is|are|had|has|did|does|played|mattered)\s*)?"
    r"(?:n['’]t|not|never|nothing|no)\s+(?:(?:really|ever|even|a|the|my|so|much|main)\s+)*"
    r"(?:reasons?|points?|matter\w*|it\b|to do\b|parts?|roles?|what|why|because|about|count\w*|"
    r"decid\w+|had\b)",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\bturn(?:ed|ing)?\s+(?:\w+\s+){0,4}down\b|\brefus\w+|\b(?:say|said|saying)\s+no\b|\bdeclin\w+|"
    r"\breject\w+|\bopposite of\b|\bused to (?:call|say|tell)\b|"
    r"\b(?:did not|didn['’]t)\s+(?:take|accept|want|answer|reply|go)\b",
    re.IGNORECASE,
)
_REFUSED_NEXT = re.compile(
    rf"\W*(?:(?:and|but|so|then|in the end)\s+)?(?:i|we|it was the)\s+(?:\w+\s+)?"
    rf"(?:{_REFUSED.pattern}|opposite\b)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"\b(?:because|since|so that|for the sake of)\b", re.IGNORECASE)

_START = (
    r"(?:\A\W*|[,:–—(]\s*|\b(?:and|but|or|only|mainly|mostly|partly|just|also|purely|simply|really|"
    r"it was|was all)\s+)"
)
_MOVED = (
    r"\b(?:joined|started|starting|began|stayed|came|went|left|leave|moved|changed|back|on|there|"
    r"took it|did it|again)\s+"
)
_WISHED = (
    r"(?:\b(?:i|we)\s+|\A\W*|,\s*|\band\s+|\bbut\s+)"
    r"(?:(?:just|only|really|always|also|simply|had|have|badly|still|both|mostly|mainly|finally)\s+)*"
    r"(?:wanted|want|needed|need|missed|miss|lacked|valued|craved|wished for|hoped for)\s+"
)
_OF = (
    r"\b(?:because of|due to|thanks to|on account of|sake of|in search of|look(?:ed|ing)? for|"
    r"long(?:ed|ing) for|tired of|sick of|fed up with|had enough of|lack of|drawn by|attracted by|"
    r"near|nearer|nearer to|closer to|be with|live in|live by|live near|time with|time for|"
    r"away from)\s+"
)
_AND = (
    r"(?:(?:(?:the|my|our|more)\s+)?[\w'’-]+(?:,\s*|\s+)(?:(?:and|or)\s+)?(?:for\s+|of\s+)?){0,2}"
)
_MODEST = (
    r"(?:(?:the|a|an|my|our|their|his|her|its|some|any|more|much|better|best|good|great|new|real|"
    r"bigger|larger|greater|higher|own|old|this|that|such|little|enough|regular|proper|other|"
    r"different|nice|something|somewhere|young|small|long|daily|to have|to be in|be in|have|"
    r"part of|to be part of|kind of|two|three)\s+)*"
)
_AIMS = r"(?:wanted|wished|hoped|needed|wanting|hoping|chance|order)\s+"
_FRAME = re.compile(
    rf"(?:(?:{_START}|{_MOVED}(?:\w+\s+)?)for\s+|{_WISHED}|{_OF})"
    rf"(?:{_AND}(?:and|or)\s+)?{_MODEST}\Z",
    re.IGNORECASE,
)
_HASTE = r"(?:(?!(?:had|has|him|her|them|us)\b)\w+\s+){0,2}"
_AIM = re.compile(rf"(?:{_START}|{_MOVED}{_HASTE}|\b{_AIMS})\Z", re.IGNORECASE)
_LEAD, _SENTENCE = 100, 300  # characters at each side of a word that are looked at


def gives_a_reason(text: str, start: int, end: int) -> bool:
    """Return whether words in a text may be read as a reason: neither denied, refused nor quoted.

    Denied is what follows "not", "never" or "nobody" in a clause, or is said to be "not the
    reason"; refused what somebody turned down, or said no to in the sentence after it.
    """
    first, last = _sentence(text, start, end)
    before, after = text[first:start], text[end:last]
    clause = before[max((found.end() for found in _FRESH.finditer(before)), default=0) :]
    return not (
        after.endswith("?")
        or _NOT.search(clause)
        or _NOT_IT.match(after)
        or _is_refused(before, after)
        or _REFUSED_NEXT.match(text[last : last + _LEAD])
        or _is_quoted(text[:start])
    )


def is_framed(text: str, start: int, cue: str) -> bool:
    """Return whether a word stands where a reason is given: after "for the", "I wanted more"."""
    first, _ = _sentence(text, start, start)
    before = text[max(first, start - _LEAD) : start]
    return (_AIM if cue.lower().startswith("to ") else _FRAME).search(before) is not None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around some words begins and ends, its mark included."""
    far, near = max(start - _SENTENCE, 0), min(end + _SENTENCE, len(text))
    first = max((found.end() for found in _END.finditer(text, far, start)), default=far)
    mark = _END.search(text, end, near)
    return first, mark.end() if mark else near


def _is_refused(before: str, after: str) -> bool:
    if _REFUSED.search(after):
        return True
    refused = list(_REFUSED.finditer(before))
    # "I said no to it because of ..." tells why.
    return bool(refused) and _BECAUSE.search(before, refused[-1].end()) is None


def _is_quoted(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
