"""Reasons: what cue words find in why somebody moved, and the words it rests on.

Of the 102 labelled sentences below 66 tell of 69 reasons. Read: 56 of these (recall 0.81) and no
other (precision 1.00), after the cue words were mended with them in sight. At first sight it was
40 of 49 and one misread for the first 72, and 10 of 21 and four misread for the last 30, which
were written to be hard: on other people's words, some is misread still.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.brief.reasons import REASONS, Found, named_in, pattern_of, reasons_in

TOLD = [
    ("They paid better, and the mortgage was new.", "pay"),
    ("Mostly for the money.", "pay"),
    ("Two salaries had become one.", "pay"),
    ("The supplier in Leeds paid £6,000 more.", "pay"),
    ("Because of the pay, to be honest.", "pay"),
    ("I wanted to learn how a ward is run.", "learning"),
    ("I went back to study.", "learning"),
    ("There was nothing left to learn.", "learning"),
    ("I wanted to understand how the money is made.", "learning"),
    ("We were told to cut corners and I could not watch it any longer.", "craft"),
    ("I needed time to do it properly.", "craft"),
    ("It was a bigger school with harder classes.", "challenge"),
    ("I wanted a bigger challenge.", "challenge"),
    ("I wanted more responsibility.", "challenge"),
    ("After six years I was bored stiff.", "boredom"),
    ("It had run its course.", "boredom"),
    ("Every week was the last one again.", "boredom"),
    ("I went because of the team.", "people"),
    ("The politics wore me out.", "people"),
    ("I missed working with others.", "people"),
    ("I stayed for my colleagues.", "people"),
    ("My manager left, and the new one read every e-mail.", "manager"),
    ("Because of my new boss.", "manager"),
    ("She was the best mentor I could have asked for.", "manager"),
    ("I wanted to be my own boss.", "freedom"),
    ("I had no say in anything.", "freedom"),
    ("I went freelance for the freedom.", "freedom"),
    ("The work felt pointless after the merger.", "meaning"),
    ("I wanted to do something useful.", "meaning"),
    ("I had to sign for tests nobody had done: I could not sign.", "right"),
    ("They lied to customers.", "right"),
    ("I was passed over for the second time.", "recognition"),
    ("Nobody saw what I did.", "recognition"),
    ("They kept restructuring, and I wanted something stable.", "security"),
    ("I moved twice for a permanent contract.", "security"),
    ("We moved to Lyon.", "place"),
    ("The commute was two hours each way.", "place"),
    ("My mother needed somebody nearby.", "family"),
    ("To be near my father.", "family"),
    ("I was exhausted and needed a break.", "health"),
    ("I could not sleep any more.", "health"),
    ("The contract ran out in June.", "ended"),
    ("I was made redundant.", "ended"),
    ("A friend from training rang me and I said yes.", "asked"),
    ("For the money, and to learn.", "pay learning"),
    ("I did not leave because of the money but for the people.", "people"),
    ("I said no to the promotion because of my family.", "family"),
    # Nothing of this is a reason, or it is not to be read from its words.
    ("I turned down a permanent post.", ""),
    ("Nobody ever asked me.", ""),
    ("A permanent post was offered at two grades below, and I cried a bit and said no.", ""),
    ("They offered me more money. I said no.", ""),
    ("In interviews I used to call it a sabbatical. It was the opposite of one.", ""),
    ("In interviews I say “for the money”.", ""),
    ("By the end I belonged to neither camp.", ""),
    ("It was given to my team because the numbers were ours.", ""),
    ("Evenings with my father, who was learning to say “Thursday” again.", ""),
    ("I only ever measure things for people she does not know.", ""),
    ("The money was never the reason.", ""),
    ("Family had nothing to do with it.", ""),
    ("Not for the money, the title or the team.", ""),
    ("It was without any challenge, and short.", ""),
    ("I never wanted more responsibility.", ""),
    ("I declined a better paid job.", ""),
    ("Despite the good team, in the end.", ""),
    ("The pay would have been better paid in gold, as we joked.", ""),
    ("We were moved to another floor, and the lamp was lying on the radiator.", ""),
    ("He walked to the corner shop on his own.", ""),
    ("My manager had a useful list of safe places.", ""),
    ("The project was about health and security in families.", ""),
    ("She wanted more money.", ""),
    ("The company lent me to a hospital.", ""),
    ("It was a compliment, and I said yes before I had thought.", ""),
    # Written afterwards, to see how it does on what it was not made for.
    ("I left because the pay was poor and the hours were long.", "pay health"),
    ("My husband got a post in Leeds, so we moved.", "family place"),
    ("I was looking for a team that talks to each other.", "people"),
    ("The founder talked me into it over lunch.", "asked"),
    ("It was time for something new.", "boredom"),
    ("I wanted to see whether I could run a kitchen myself.", "challenge"),
    ("They shut the site.", "ended"),
    ("My daughter was born and I wanted to be at home more.", "family"),
    ("I never felt safe there.", "security"),
    ("I wanted work that means something.", "meaning"),
    ("The new manager counted our minutes.", "manager"),
    ("Burnout, plainly.", "health"),
    ("To get out of the city.", ""),
    ("I had promised my father not to stay.", ""),
    ("The project brought flexible tariffs to families.", ""),
    ("The team got a new building in the city.", ""),
    ("I took it for lack of anything better.", ""),
    ("People thought I left for the money; I left for the sea.", "place"),
    ("Nobody there cared about quality.", "craft"),
    ("I was tired of being told what to do.", "freedom"),
    ("I joined to work with children.", ""),
    ("My friend from the team asked me to lend him £400.", ""),
    ("A headhunter wrote, I did not answer.", ""),
    ("I did it for my mother and for the quiet.", "family"),
    ("The contract was never signed.", ""),
    ("I left the team in March for a course in Bath.", "learning"),
    ("We had to learn to share one desk.", ""),
    ("They paid for my training.", "learning"),
    ("I left, not because I was bored, but because my boss was.", ""),
    ("It stopped being fun when the company was sold.", "ended"),
]  # fmt: skip

LEAST_READ = 0.8
"""Of the reasons that are there; what is misread must be none."""


def read(text: str) -> set[str]:
    return {found.reason for found in reasons_in(text)}


@pytest.mark.parametrize(("text", "reasons"), TOLD, ids=[text[:40] for text, _ in TOLD])
def test_what_is_read_is_there(text: str, reasons: str) -> None:
    assert read(text) <= set(reasons.split())


def test_most_of_what_is_there_is_read() -> None:
    told = [set(reasons.split()) for _, reasons in TOLD]
    hits = [read(text) & reasons for (text, _), reasons in zip(TOLD, told, strict=True)]
    assert len(TOLD) >= 100
    assert sum(map(len, hits)) >= LEAST_READ * sum(map(len, told))


def test_every_reason_is_found_somewhere() -> None:
    assert set().union(*(read(text) for text, _ in TOLD)) == set(REASONS)


def test_the_words_are_quoted_as_they_were_typed_and_each_once() -> None:
    text = "For the MONEY, and for the money; £6,000 more.\nIt ended.  Rang\nme, they did."
    assert reasons_in(text) == (
        Found("pay", ("For the MONEY", "£6,000 more")),
        Found("ended", ("It ended",)),
        Found("asked", ("Rang me",)),
    )


@pytest.mark.parametrize(
    "text", ["Not only for the money.", "It was not just for the money.", "Mostly for the money."]
)
def test_what_is_half_denied_is_one(text: str) -> None:
    assert read(text) == {"pay"}


@pytest.mark.parametrize(
    "text",
    [
        "I left because of the people. I refused nothing else.",
        "I said no, and it had nothing to do with the people.",
        "They lied to us, he said no, and refused again.",
        "Because of the team? I never said so, nor did the team matter.",
    ],
)
def test_what_may_have_been_refused_is_left_unread(text: str) -> None:
    assert read(text) == set()


@pytest.mark.parametrize(
    "text", ["", "  \n", "paying-in slip", "unsafer", "Ich wollte mehr Zeit haben.", "想换个地方"]
)
def test_a_cue_is_a_word_of_its_own_and_what_is_not_read_is_not_guessed(text: str) -> None:
    assert reasons_in(text) == ()


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("Humour", "I missed the humour.", "humour"),
        ("Humour", "It had no humour.", ""),
        ("Humour", "Humour was in the job ad.", ""),
        ("Sundays (mine)", "They took my sundays (mine) away.", "sundays (mine)"),
        ("Sundays (mine)", "It was never about my Sundays (mine).", ""),
    ],
)
def test_a_name_counts_where_it_is_a_reason(name: str, text: str, word: str) -> None:
    assert named_in(name, text) == word


@given(st.text(max_size=80), st.sampled_from(sorted(REASONS)), st.data())
def test_every_cue_is_found_wherever_it_stands(before: str, key: str, data: st.DataObject) -> None:
    cue = data.draw(st.sampled_from(REASONS[key].cues)).removeprefix("~").replace("*", "7")
    match = pattern_of(REASONS[key].cues).search(f"{before}. {cue.upper()}.", len(before))
    assert match
    assert match.span() == (len(before) + 2, len(before) + 2 + len(cue))


@given(st.text(alphabet="not for the money, I said “no” because. ", max_size=200))
def test_whatever_is_typed_the_words_found_stand_in_it(text: str) -> None:
    for found in reasons_in(text):
        assert all(word in " ".join(text.split()) for word in found.words)


def test_a_very_long_text_is_read_from_its_beginning() -> None:
    words = "for the money " + "x " * 100_000
    assert reasons_in(words) == (Found("pay", ("for the money",)),)
    assert reasons_in("x " * 100_000 + "for the money") == ()
