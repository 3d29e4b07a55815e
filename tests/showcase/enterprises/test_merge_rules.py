"""What is refused of a merge, and what stands of merges in a row."""

import pytest

from portal.refusals import RefusedError
from showcase.merging.actions import lay_out, merge_enterprises, undo_merge
from showcase.models import (
    Enterprise,
    EnterpriseMerge,
    ListingSpan,
    MergedEnterprise,
)
from tests import factories as make
from tests.showcase.enterprises.merging import merge, with_code

pytestmark = pytest.mark.django_db


# What is refused -----------------------------------------------------------------------------------------


def refused(duplicate, kept, message, **facts):
    with pytest.raises(RefusedError, match=message):
        merge_enterprises(duplicate, kept, **{"reason": "同一厂", **facts})
    assert not ListingSpan.objects.exclude(known_until=None).exists()


def test_a_merge_needs_a_reason_and_two_enterprises(kept, duplicate):
    refused(duplicate, kept, "Say why|理由|说明", reason=" ")
    refused(kept, kept, "itself|自身|自己")


def test_two_credit_codes_are_two_enterprises_unless_an_officer_says_otherwise(kept, duplicate):
    with_code(kept, "91350582MA2XXXXX0"), with_code(duplicate, "91350582MA2YYYYY0")

    refused(duplicate, kept, "credit codes|信用代码")
    assert merge_enterprises(duplicate, kept, "代码误印", despite_codes=True).stands
    assert Enterprise.objects.published().with_code(duplicate.credit_code).get() == kept


def test_a_published_record_never_vanishes_into_a_draft_nor_a_real_one_into_an_invented_one(kept):
    refused(kept, make.make_enterprise(live=False), "draft|草稿")
    refused(kept, make.make_enterprise(is_example=True), "invented|虚构")


def test_merges_form_no_circle_and_a_duplicate_counts_as_one_alone(kept, duplicate):
    third = make.make_enterprise("第三")
    merge(duplicate, kept)

    for one, other in ((kept, duplicate), (duplicate, third), (third, duplicate)):
        with pytest.raises(RefusedError):
            merge(one, other)
    assert EnterpriseMerge.objects.count() == 1


def test_a_row_of_merges_ends_at_the_last_and_each_can_be_undone_alone(kept, duplicate):
    third = make.make_enterprise("第三")
    first, second = merge(third, duplicate), merge(duplicate, kept)
    assert {row.enterprise: row.into for row in MergedEnterprise.objects.all()} == {third: kept, duplicate: kept}

    undo_merge(first, "不同")
    assert {row.enterprise: row.into for row in MergedEnterprise.objects.all()} == {duplicate: kept}
    undo_merge(second, "不同")
    again = merge(duplicate, third)
    assert {row.enterprise: row.into for row in MergedEnterprise.objects.all()} == {duplicate: third}
    assert again.stands


def test_an_undo_happens_once_and_needs_a_reason(kept, duplicate):
    made = merge(duplicate, kept)

    with pytest.raises(RefusedError):
        undo_merge(made, "  ")
    undo_merge(made, "不同")
    with pytest.raises(RefusedError):
        undo_merge(made, "不同")


def test_a_merge_is_a_record_that_nothing_else_changes_or_deletes(kept, duplicate):
    made = merge(duplicate, kept)
    made.reason = "别的"

    for change in (made.save, made.delete, EnterpriseMerge.objects.all().delete):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(TypeError):
        EnterpriseMerge.objects.update(reason="别的")


def test_what_stands_now_is_laid_out_again_from_the_merges(kept, duplicate):
    merge(duplicate, kept)
    MergedEnterprise.objects.all().delete()

    lay_out()

    assert MergedEnterprise.objects.get().into == kept
