"""Which selections of stories may be published; without a database."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from showcase.collections.selection import Chosen, Fault, FoundFault, selection_faults

STORIES = st.lists(st.integers(0, 4).map(lambda number: Chosen(UUID(int=number), f"故事{number}")), max_size=8)


def story(number: int, title: str = "") -> Chosen:
    return Chosen(UUID(int=number), title or f"故事{number}")


def test_two_different_stories_make_a_collection():
    assert selection_faults([story(1), story(2)]) == ()


def test_one_story_is_too_few_and_so_is_the_same_one_twice():
    assert selection_faults([]) == (FoundFault(Fault.TOO_FEW),)
    assert selection_faults([story(1)]) == (FoundFault(Fault.TOO_FEW),)
    assert selection_faults([story(1), story(1)]) == (
        FoundFault(Fault.TOO_FEW),
        FoundFault(Fault.REPEATED, ("故事1",)),
    )


def test_a_story_chosen_in_both_languages_is_chosen_twice_and_named_once():
    chosen = [story(1, "余热回收"), story(2), story(1, "Heat recovered"), story(1, "余热回收")]

    assert selection_faults(chosen) == (FoundFault(Fault.REPEATED, ("余热回收",)),)


@given(STORIES)
def test_the_order_of_the_selection_never_decides_whether_it_may_be_published(chosen):
    there, back = selection_faults(chosen), selection_faults(chosen[::-1])

    assert {(one.fault, frozenset(one.titles)) for one in there} == {(one.fault, frozenset(one.titles)) for one in back}
