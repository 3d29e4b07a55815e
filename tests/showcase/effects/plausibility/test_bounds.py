"""The data behind the rules, and what keeps a finding the same finding."""

from dataclasses import replace
from decimal import Decimal

from showcase.effects.plausibility.bounds import bounds
from showcase.effects.plausibility.checking import check
from tests.showcase.effects.plausibility.told import figure, story


def test_every_bound_names_its_source_in_both_languages() -> None:
    for bound in bounds().values():
        assert bound.source_zh, bound
        assert bound.source_en, bound
        assert bound.source("zh-hans") != bound.source("en"), bound
        assert bound.low is not None or bound.high is not None, bound


def test_a_finding_keeps_its_digest_until_a_compared_value_changes() -> None:
    row = figure("p", "payback", 290, "a", direction="level")
    [first], [same] = check(story(row)), check(story(replace(row, of_what="其他", printed="")))
    [other] = check(story(replace(row, low=Decimal(280), high=Decimal(280))))
    assert first.digest == same.digest != other.digest


def test_the_order_of_rows_does_not_change_a_digest() -> None:
    row = figure("a", "energy_saved", 10, "tce")
    [one], [other] = check(story(row, replace(row, key="b"))), check(story(replace(row, key="b"), row))
    assert one.digest == other.digest
