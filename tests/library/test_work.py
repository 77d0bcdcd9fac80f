"""One work as a line: what is written is read back, by this version and by a later one."""

from hypothesis import given
from hypothesis import strategies as st

from prepkit.library.entry import Entry
from prepkit.library.work import Work, read, written


@given(st.lists(st.builds(Work, entry=st.from_type(Entry)), max_size=6))
def test_what_is_written_is_read_back(works):
    assert list(read("\n".join(map(written, works)))) == works


def test_facts_this_version_does_not_know_are_ignored():
    paper = Entry("paper", "Phases", by=("Ada Byron",), year=2022)
    line = written(Work("0" * 16, paper)).replace('"title"', '"mood": "glad", "title"')
    assert [work.entry for work in read(line)] == [paper]
