"""Where two lists say otherwise of one unit."""

import pytest

from showcase.lists.reports.disagreements import ComparedLists, ComparedRow, Difference, disagreements

PROPOSAL, FINAL = 1, 2


def row(announcement: int, name: str = "甲厂", enterprise: int | None = 7, **fields: str) -> ComparedRow:
    return ComparedRow(announcement * 10, announcement, "green-factory", name, enterprise, **fields)


def found(*rows: ComparedRow, **lists) -> list[Difference]:
    return [one.difference for one in disagreements(ComparedLists(rows, **lists))]


def test_rows_that_say_the_same_do_not_disagree():
    assert found(row(1, region="350500", industry="纺织"), row(2, region="350500", industry="纺织")) == []


def test_another_name_disagrees():
    assert found(row(1, "甲厂"), row(2, "乙厂")) == [Difference.NAME]


def test_names_that_are_known_as_the_enterprise_s_own_do_not():
    known = {7: frozenset({"甲厂", "乙厂"})}

    assert found(row(1, "甲厂"), row(2, "乙厂"), known_names=known) == []


def test_width_brackets_and_spaces_make_no_other_name():
    assert found(row(1, "甲(福建)有限公司"), row(2, "甲（福建） 有限公司")) == []


@pytest.mark.parametrize(
    ("first", "second", "disagree"),
    [
        ("350500", "350582", False),
        ("350582", "350000", False),
        ("350500", "350100", True),
        ("350582", "350583", True),
        ("", "350100", False),
    ],
)
def test_places_disagree_unless_one_lies_in_the_other(first: str, second: str, disagree: bool):
    assert (found(row(1, region=first), row(2, region=second)) == [Difference.REGION]) is disagree


def test_another_printed_industry_disagrees():
    assert found(row(1, industry="纺织业"), row(2, industry="化工")) == [Difference.INDUSTRY]


def test_each_list_is_compared_with_the_one_before_it_only():
    rows = row(1, region="350100"), row(2, region="350500"), row(3, region="350500")

    assert found(*rows) == [Difference.REGION]


def test_two_rows_of_one_list_are_no_disagreement_of_lists():
    assert found(row(1, "甲厂"), row(1, "乙厂")) == []


def test_a_unit_proposed_but_not_decided_on_and_one_decided_on_but_not_proposed_are_told_apart():
    proposed, decided = row(PROPOSAL, "甲厂", 7), row(FINAL, "乙厂", 8)

    one, other = disagreements(ComparedLists((proposed, decided), pairs=((PROPOSAL, FINAL),)))

    assert (one.difference, one.sides) == (Difference.DROPPED, (proposed, None))
    assert (other.difference, other.sides) == (Difference.ADDED, (None, decided))


def test_rows_nobody_has_identified_are_compared_by_their_names():
    rows = row(PROPOSAL, "甲（福建）厂", None), row(FINAL, "甲(福建)厂", None)

    assert found(*rows, pairs=((PROPOSAL, FINAL),)) == []


def test_one_unit_on_lists_of_two_programmes_is_two_rows():
    park = ComparedRow(20, FINAL, "green-park", "甲厂", 7)

    assert found(row(PROPOSAL), park, pairs=((PROPOSAL, FINAL),)) == [Difference.DROPPED, Difference.ADDED]
