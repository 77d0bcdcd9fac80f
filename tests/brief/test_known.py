"""What is known now: from dated records, in somebody's own words, since a day that is said."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prepkit.block import shortened
from prepkit.brief.known import Known, known_now, since_when, weightiest
from prepkit.brief.records import Debrief
from prepkit.compass.records import Goal, Mirror, Sitting, Value
from prepkit.deep_dive.records import After, Before, Claim, Dot, Heard, Reading, Target
from prepkit.record import Record
from prepkit.retrospective.probes import PROBES
from prepkit.retrospective.records import Drill, Lead, Story, Stumble
from prepkit.section import Answers
from prepkit.workspace import Audience, Workspace

DAY = datetime.date(2026, 11, 23)
TODAY = datetime.date(2026, 11, 20)

Save = Callable[..., Record]


@pytest.fixture
def acme(workspace: Workspace) -> Workspace:
    workspace.add_company("Acme")
    return workspace


@pytest.fixture
def save(acme: Workspace) -> Save:
    """Return what saves a record, of Acme where it belongs to a company."""

    def saved(kind: type[Record], id: str = "", visibility: Any = None, **values: Any) -> Record:
        company = "acme" if kind.layer == "company" else ""
        return acme.save(kind, values, id=id, company=company, visibility=visibility)

    return saved


def found(workspace: Workspace, audience: Audience = "me") -> list[tuple[str, str, str]]:
    answers = workspace.answers(company="acme", as_of=DAY, audience=audience)
    return [(one.part, one.what, one.words) for one in known_now(answers)]


def on(clock: Any, year: int, month: int, day: int) -> None:
    clock.next = datetime.datetime(year, month, day, 9, tzinfo=datetime.UTC)


def test_nothing_written_is_nothing_known(save: Save, acme: Workspace) -> None:
    assert known_now(Answers({}, DAY)) == []
    for kind in (After, Before, Claim, Dot, Goal, Heard, Lead, Mirror, Reading, Sitting, Story,
                 Stumble, Value):  # fmt: skip
        save(kind)
    assert found(acme) == []


def test_it_goes_back_to_the_first_thing_about_the_company(
    save: Save, acme: Workspace, clock: Any
) -> None:
    assert since_when(Answers({}, DAY, "acme")) == datetime.date(2026, 8, 25)
    on(clock, 2026, 9, 1)
    save(Lead, lead="Long known")
    on(clock, 2026, 10, 3)
    save(Target, name="Acme")
    on(clock, 2026, 11, 20)
    save(Lead, lead="In June")
    answers = acme.answers(company="acme", as_of=DAY)
    assert since_when(answers) == datetime.date(2026, 10, 3)
    assert [(one.on, one.words) for one in known_now(answers)] == [(TODAY, "“In June”")]


def test_what_is_known_stays_when_all_about_the_company_is_touched_again(
    save: Save, acme: Workspace, clock: Any
) -> None:
    on(clock, 2026, 11, 3)
    save(Dot, id="dot-a", theme="Heat", therefore="Maps.")
    on(clock, 2026, 11, 5)
    save(Lead, lead="More users")
    assert [words for _, _, words in found(acme)] == ["“Maps.”", "“More users”"]
    on(clock, 2026, 11, 22)
    save(Dot, id="dot-a", therefore="Better maps.")
    acme.save(Target, {"role": "Analyst"}, id="target-acme", company="acme")
    assert [words for _, _, words in found(acme)] == ["“Better maps.”", "“More users”"]


def test_where_things_may_be_left_out_it_goes_back_the_usual_days(
    save: Save, acme: Workspace, clock: Any
) -> None:
    on(clock, 2026, 6, 1)
    save(Dot, theme="Heat", therefore="Hidden.", visibility="private")
    on(clock, 2026, 7, 1)
    save(Dot, theme="Heat", therefore="Seen.", visibility="coach")
    answers = acme.answers(company="acme", as_of=DAY, audience="coach")
    assert since_when(answers) == datetime.date(2026, 8, 25)
    assert since_when(acme.answers(company="acme", as_of=DAY)) == datetime.date(2026, 6, 1)


@pytest.mark.parametrize("day", ["2026-11-24", "2026-12", "2027"])
def test_what_is_still_to_come_is_not_known_now(save: Save, acme: Workspace, day: str) -> None:
    save(Heard, said="They will hire.", on=day, effect="new")
    save(Debrief, round="Panel", on=day, stressed="Who is on call.")
    assert found(acme) == []


def test_it_goes_back_to_a_talk_that_was_written_down_later(save: Save, acme: Workspace) -> None:
    save(Target, name="Acme")
    save(Debrief, round="Call", on="2026-10-03", stressed="Who is on call.")
    save(Debrief, round="Some time", on="2026-09", stressed="Long over.")
    save(Debrief, round="Panel", on="2026-11-17")
    save(Heard, said="They hire.", on="2026-10-02", effect="new")
    acme.add_company("Zenith")
    acme.save(Heard, {"said": "Not here.", "on": "2026-05-01"}, company="zenith")
    answers = acme.answers(company="acme", as_of=DAY)
    assert since_when(answers) == datetime.date(2026, 10, 2)
    assert [(one.on.day, one.what, one.words) for one in known_now(answers)] == [
        (2, "Heard", "“They hire.”"), (3, "What they stressed: “Call”", "“Who is on call.”"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("dated", "day"),
    [("2026-11-17", 17), ("2019-01-01", 20), ("2026-11", 20), ("", 20), ("2026-11-22", 20)],
)
def test_a_claim_corrected_counts_by_its_source_only_where_that_is_news(
    save: Save, acme: Workspace, dated: str, day: int
) -> None:
    save(Debrief, round="Call", on="2026-11-03")
    old = save(Claim, statement="They have 40 people.")
    save(Claim, statement="They have 12.", corrects=old.id, dated=dated)
    (one,) = known_now(acme.answers(company="acme", as_of=DAY))
    assert one.on == datetime.date(2026, 11, day)


def test_the_earliest_days_there_are_break_nothing() -> None:
    assert since_when(Answers({}, datetime.date.min)) == datetime.date.min


def test_a_view_is_shown_beside_the_first_one(save: Save, acme: Workspace) -> None:
    save(After, view="Slower.", changed="A paper.")
    assert found(acme) == []
    save(Before, view="Faster.")
    assert found(acme) == [("industry", "Where the field is heading", (
        "“Slower.”\nBefore (20 November 2026): “Faster.”\nWhat changed it: “A paper.”"
    ))]  # fmt: skip


def test_a_claim_that_was_corrected_and_what_was_heard_are_news(
    save: Save, acme: Workspace
) -> None:
    old = save(Claim, statement="They have 40 people.")
    save(Claim, statement="They have 12.", corrects=old.id)
    save(Claim, statement="Alone.", corrects="claim-gone")
    save(Heard, said="They hire.", by="Ada", effect="new", on="2026-11-21")
    save(Heard, said="As I thought.", by="Ada", effect="confirms", on="2026-11-21")
    assert found(acme) == [
        ("industry", "A claim corrected", "“They have 12.”\nBefore: “They have 40 people.”"),
        ("industry", "Heard from Ada", "“They hire.”"),
    ]


def test_of_corrections_that_were_corrected_only_what_stands_is_told(
    save: Save, acme: Workspace
) -> None:
    first = save(Claim, statement="They have 40 people.")
    second = save(Claim, statement="They have 12.", corrects=first.id)
    save(Claim, statement="They have 14.", corrects=second.id)
    words = "“They have 14.”\nBefore: “They have 12.”"
    assert found(acme) == [("industry", "A claim corrected", words)]


def test_claims_that_correct_each_other_correct_nothing(save: Save, acme: Workspace) -> None:
    one = save(Claim, statement="Round.")
    other = save(Claim, statement="And round.", corrects=one.id)
    save(Claim, id=one.id, corrects=other.id)
    assert found(acme) == []


def test_a_claim_that_corrects_itself_corrects_nothing(save: Save, acme: Workspace) -> None:
    claim = save(Claim, statement="Round and round.")
    save(Claim, id=claim.id, corrects=claim.id)
    assert found(acme) == []


def test_a_month_says_no_day_so_what_was_heard_counts_when_it_was_written(
    save: Save, acme: Workspace
) -> None:
    save(Heard, said="They hire.", on="2026-11")
    (one,) = known_now(acme.answers(company="acme", as_of=DAY))
    assert (one.on, one.what) == (TODAY, "Heard")


def test_what_was_read_and_connected_is_there_with_what_was_made_of_it(
    save: Save, acme: Workspace
) -> None:
    save(Target, id="target-acme", name="Acme")
    acme.add_company("Zenith")
    save(Reading, title="Leaks", status="done", takeaway="One window.")
    save(Reading, title="Unread", status="want", takeaway="x")
    save(Reading, title="Others", status="done", takeaway="x", company="target-zenith")
    save(Dot, theme="Heat", fact="x", therefore="They will need maps.")
    assert found(acme) == [
        ("industry", "Read: “Leaks”", "“One window.”"),
        ("industry", "Connected: “Heat”", "“They will need maps.”"),
    ]


def test_what_is_no_longer_true_is_told_in_its_own_words(save: Save, acme: Workspace) -> None:
    looked = {"looked": "2026-11-22"}
    save(Mirror, id="mirror-x", question="Where next?", still="no", shifted="Not up.", **looked)
    save(Goal, goal="Lead a team", still="partly", **looked)
    save(Goal, goal="Publish", still="still", **looked)
    save(Sitting, on="2026-11-01", noticed="I no longer want the title.")
    assert found(acme) == [
        ("direction", "Noticed, looking back", "“I no longer want the title.”"),
        ("direction", "“Where next?”: no longer", "“Not up.”"),
        ("direction", "“Lead a team”: partly", ""),
    ]


def test_a_value_newly_kept_is_told_to_the_person_alone(
    save: Save, acme: Workspace, clock: Any
) -> None:
    on(clock, 2026, 9, 1)
    save(Value, id="value-family", value="family", pile="keep", visibility="coach")
    assert found(acme) == []
    on(clock, 2026, 11, 20)
    save(Value, id="value-humour", value="humour", pile="keep", meaning="Jokes",
         visibility="coach")  # fmt: skip
    assert found(acme) == [
        ("direction", "Kept now, not yet on 1 September 2026: “Humour”", "“Jokes”")
    ]
    assert found(acme, "coach") == []


def test_a_lead_is_told_as_written_down_since(save: Save, acme: Workspace) -> None:
    save(Lead, lead="More users, more energy", because="I like to hear it.")
    save(Lead, lead="Only a lead")
    assert found(acme) == [
        ("story", "Lead written down since: “More users, more energy”", "“I like to hear it.”"),
        ("story", "Lead written down since", "“Only a lead”"),
    ]


@pytest.mark.parametrize("when", ["2018-03", "2026", "", "2026-10-25", "2026-11-21"])
def test_what_was_long_over_or_has_no_day_is_not_told_as_new(
    save: Save, acme: Workspace, when: str
) -> None:
    save(Debrief, round="Call", on="2026-11-03")
    save(Stumble, title="The cold week", when=when, changed="A list.", again="Every Friday.")
    save(Story, title="The cable", when=when, reflection="I watch first.")
    assert found(acme) == []


def test_what_happened_since_is_told_by_its_own_day(save: Save, acme: Workspace) -> None:
    save(Debrief, round="Call", on="2026-11-03")
    save(Stumble, title="The panel", when="2026-11-05", changed="A list.")
    save(Stumble, title="No change yet", when="2026-11-05")
    save(Story, title="The cable", when="2026-11-04", reflection="I watch first.")
    assert found(acme) == [
        ("story", "Done differently since “The cable”", "“I watch first.”"),
        ("story", "Changed after “The panel”", "“A list.”"),
    ]


def test_what_was_noticed_counts_in_its_own_sitting(save: Save, acme: Workspace) -> None:
    save(Debrief, round="Call", on="2026-11-03")
    save(Sitting, on="2025-11-01", noticed="Last year's.")
    save(Sitting, on="2026-11-01", noticed="This year's.")
    assert [words for _, _, words in found(acme)] == ["“This year's.”"]


def test_a_follow_up_counts_by_the_first_day_it_came(
    save: Save, acme: Workspace, clock: Any
) -> None:
    story = save(Story, title="The cable")
    for day, came in ((1, "nothing"), (2, "came"), (19, "came")):
        on(clock, 2026, 11, day)
        save(Drill, story=story.id, probe=PROBES[0].key, came=came)
    (one,) = known_now(acme.answers(as_of=DAY))
    assert one.on == datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("came", "is_told"),
    [
        (["nothing", "came"], True),
        (["thin", "undone", "came"], True),
        (["nothing", "came", "undone"], True),
        (["came"], False),
        (["came", "thin"], False),
        (["undone", "came"], False),
    ],
)
def test_a_follow_up_is_told_when_it_comes_after_it_did_not(
    save: Save, acme: Workspace, came: list[str], is_told: bool
) -> None:
    story = save(Story, title="The cable")
    for one in came:
        save(Drill, story=story.id, probe=PROBES[0].key, came=one)
    save(Drill, story="story-gone", probe=PROBES[0].key, came="nothing")
    save(Drill, story="story-gone", probe=PROBES[0].key, came="came")
    told = (
        "story",
        f"“{shortened(PROBES[0].question, 60)}” now comes at once, about “The cable”",
        "",
    )
    assert found(acme) == ([told] if is_told else [])


def test_another_company_is_not_told_of(save: Save, acme: Workspace) -> None:
    acme.add_company("Zenith")
    save(Dot, theme="Heat", therefore="Maps.")
    assert known_now(acme.answers(company="zenith", as_of=DAY)) == []


def test_long_words_are_cut_on_one_line(save: Save, acme: Workspace) -> None:
    save(Dot, theme="مرحبا " * 40, therefore="long\nlines " * 200)
    ((_, what, words),) = found(acme)
    assert max(len(what), len(words)) <= 122
    assert words.endswith(("long…”", "lines…”"))
    assert "\n" not in what + words


DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 1, 9))
KNOWN = st.builds(
    Known, st.just("story"), st.integers(0, 2), DAYS, st.just(""), st.text(max_size=2)
)


@given(st.lists(KNOWN, max_size=12), st.integers(0, 6))
def test_the_weightiest_stay_in_their_order_and_nothing_left_out_weighs_more(
    known: list[Known], most: int
) -> None:
    known = [Known(o.part, o.weight, o.on, str(n), o.words) for n, o in enumerate(known)]
    chosen = weightiest(known, most)
    assert len(chosen) == min(most, len(known))
    assert chosen == [one for one in known if one in chosen]
    left = [one.weight for one in known if one not in chosen]
    assert not chosen or not left or max(one.weight for one in chosen) <= min(left)
