"""The rule behind accounts and groups: what lies within one's own rights, and nothing else, is in reach."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.authority import Grant, Holder, Rights, out_of_reach

GRANTS = [Grant(*parts) for parts in product(("model", "page"), (1, 2), ("", "0001", "00010001"))]
rights = st.builds(Rights, st.frozensets(st.sampled_from(GRANTS), max_size=4), st.booleans())


@given(rights, rights, rights)
def test_covering_is_an_order(one: Rights, two: Rights, three: Rights) -> None:
    assert one.cover(one)
    if one.cover(two) and two.cover(three):
        assert one.cover(three)


@given(rights, rights)
def test_whatever_changes_is_in_reach_of_those_who_cover_it(actor: Rights, other: Rights) -> None:
    before = {("account", 1): Holder("they", other, ("a",))}
    after = {("account", 1): Holder("they", other, ("b",))}

    assert out_of_reach(actor, before, before) == []
    for changes in ((before, after), (before, {}), ({}, after)):
        assert (out_of_reach(actor, *changes) == []) is actor.cover(other)


@given(rights, rights, rights)
def test_nobody_raises_an_account_above_the_own_rights(actor: Rights, old: Rights, new: Rights) -> None:
    before, after = ({("account", 1): Holder("they", held, (held,))} for held in (old, new))

    is_in_reach = old == new or (actor.cover(old) and actor.cover(new))
    assert out_of_reach(actor, before, after) == ([] if is_in_reach else ["they"])


def test_a_right_holds_below_its_place_and_not_above() -> None:
    below, above = Grant("page", 1, "00010001"), Grant("page", 1, "0001")

    assert Rights(frozenset({above})).cover(Rights(frozenset({below})))
    assert not Rights(frozenset({below})).cover(Rights(frozenset({above})))
