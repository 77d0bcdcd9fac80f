"""What ``prepkit check`` says about a workspace."""

from prepkit.checking import checks
from prepkit.deep_dive.records import Reading
from prepkit.desk import Seen
from prepkit.library.entry import Entry
from prepkit.retrospective.records import Story


def test_only_answers_are_counted_as_records(workspace):
    workspace.save(Story, {"title": "Kite"})
    workspace.save(Reading, {"title": "On tides"})
    gone = workspace.save(Story, {"title": "Boat"})
    workspace.delete(gone.id)
    workspace.shelves.add([Entry("paper", "On tides")], file="mine.bib", format="BibTeX")
    workspace.save(Seen, {"where": "mine.bib", "digest": "0"}, id="seen-mine")
    workspace.choose(company="", path="short")
    workspace.reorder(Story, ["kite"])
    (line,) = [line for line in checks(workspace.folder) if "every version" in line.text]
    assert line.ok
    assert ": 2 records, every version intact" in line.text
