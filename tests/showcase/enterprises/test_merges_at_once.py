"""Two officers who merge, or merge and publish, at the same moment: one result, and a clear message to the other."""

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from showcase.enterprises.merges import recorded_merges
from showcase.lists.register.fold import fold
from showcase.lists.register.projection import events
from showcase.merging.actions import merge_enterprises, undo_merge
from showcase.models import Enterprise, EnterpriseMerge, ListingSpan
from tests import factories as make
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def units():
    make.section("notices")
    return [make.make_enterprise(name) for name in ("甲厂", "乙厂", "丙厂")]


@pytest.fixture
def officers():
    clients = []
    for name in ("list officer", "administrator"):
        client = Client()
        client.force_login(make.make_user(name))
        clients.append(client)
    return clients


def merging(client: Client, duplicate: Enterprise, kept: Enterprise):
    address = reverse("merge_compare", args=[kept.pk, duplicate.pk])
    return lambda: client.post(address, {"reason": "同一厂"})


def assert_register_is_the_fold() -> None:
    held = ListingSpan.objects.holding(dt.date(2026, 1, 1)).order_by("enterprise_id")
    expected = fold(events(), dt.date(2026, 1, 1), None, recorded_merges())
    assert [span.enterprise_id for span in held] == [listing.chain.enterprise for listing in expected]


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        (((0, 1), (1, 0)), "拟保留的企业已并入另一家：请选择那一家。"),
        (((0, 1), (0, 2)), "该重复记录已被合并：请先撤销原合并。"),
    ],
    ids=["each into the other", "one into two"],
)
def test_of_two_merges_that_exclude_each_other_one_is_made_and_the_other_is_told_why(units, officers, pairs, why):
    make.make_announcement(entries=units, live=True)
    works = [merging(client, units[one], units[other]) for client, (one, other) in zip(officers, pairs, strict=True)]

    answers = at_once(*works, on=units)

    assert sorted(answer.status_code for answer in answers) == [302, 400]
    (refused,) = [answer for answer in answers if answer.status_code == 400]
    assert refused.context["form"].non_field_errors() == [why]
    assert EnterpriseMerge.objects.count() == 1
    assert_register_is_the_fold()


def test_a_list_published_while_its_enterprise_is_merged_counts_for_the_one_kept(units):
    page = make.make_announcement(entries=units[:2])

    answers = at_once(
        lambda: merge_enterprises(units[0], units[1], "同一厂"),
        transaction.atomic(lambda: page.save_revision().publish()),
        on=units,
    )

    assert [type(answer) for answer in answers] == [EnterpriseMerge, type(None)]
    assert ListingSpan.objects.holding(dt.date(2026, 1, 1)).get().enterprise == units[1]
    assert_register_is_the_fold()


def test_merges_and_undoings_within_one_family_wait_for_each_other(units):
    """Each locks what the other will need: without one order of locking they would wait for ever."""
    first = merge_enterprises(units[0], units[2], "同一厂")
    fourth = make.make_enterprise("丁厂")
    make.make_announcement(entries=[*units, fourth], live=True)

    answers = at_once(
        lambda: merge_enterprises(units[2], units[1], "同一厂"),
        lambda: undo_merge(first, "两家厂"),
        lambda: merge_enterprises(fourth, units[2], "同一厂"),
        on=[units[2]],
    )

    assert {type(answer).__name__ for answer in answers} <= {"EnterpriseMerge", "RefusedError"}
    assert_register_is_the_fold()
