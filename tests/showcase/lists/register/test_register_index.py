"""The register in memory follows every change by reading what it touched, and is what it would be made from nothing."""

import copy
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from time_machine import travel
from wagtail.models import PageViewRestriction

from portal.caching import content_version
from showcase.lists.choices import EventKind
from showcase.lists.register import touched
from showcase.lists.register.current import current_index, made_index
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.record import record
from showcase.merging.actions import merge_enterprises, undo_merge
from showcase.models import AnnouncementPage, Enterprise, EnterpriseMerge, FormerName, ListingEvent, RegisterTouch
from tests import factories as make
from tests.caching import forget_caches
from tests.streams import days, moments

# Changes -------------------------------------------------------------------------------------------------


def content(index: RegisterIndex) -> dict[str, Any]:
    """Everything in an index, to compare."""
    context = (index.context.lists, index.context.merged.merges, index.context.duplicates)
    units = {pk: dataclasses.astuple(unit) for pk, unit in index.units.items()}
    shown = {field.name: getattr(index, field.name) for field in dataclasses.fields(index)}
    return {**shown, "context": context, "units": units}


class Scene:
    """Five units and four notices, and what may happen to them, each by two numbers and a day or moment."""

    def __init__(self) -> None:
        self.units = [make.make_enterprise() for _ in range(5)]
        kinds = [("final", "provincial"), ("final", "national"), ("final", "provincial"), ("adjustment", "provincial")]
        self.notices = [make.make_announcement(kind=kind, level_code=level, live=True) for kind, level in kinds]
        self.doings: list[Callable[..., None]] = [self.tell, self.tell, self.tell, self.strike, self.rename]
        self.doings += [self.move, self.classify, self.name_formerly, self.hide, self.merge, self.undo]
        self.doings += [self.withdraw, self.date, self.lock]

    def unit(self, number: int) -> Enterprise:
        return Enterprise.objects.get(pk=self.units[number % 5].pk)

    def notice(self, number: int) -> AnnouncementPage:
        return AnnouncementPage.objects.get(pk=self.notices[number % 4].pk)

    def tell(self, one: int, other: int, day: Any, moment: Any) -> None:
        notice = self.notice(other)
        kinds = sorted(set(EventKind.values) - {"corrected"})
        facts = {"announcement": notice, "enterprise": self.unit(one), "programme": make.programme()}
        kind = "listed" if other % 3 else kinds[one % len(kinds)]
        when = {"effective_on": day, "recorded_at": moment}
        record([ListingEvent(**facts, **when, level=notice.level, kind=kind)])

    def strike(self, one: int, other: int, day: Any, moment: Any) -> None:
        if event := ListingEvent.objects.filter(enterprise=self.unit(one)).first():
            common = {"announcement": event.announcement, "programme": event.programme, "level": event.level}
            correction = {"kind": "corrected", "corrects": event, "effective_on": day}
            record([ListingEvent(**common, **correction, enterprise=self.unit(one))])

    def rename(self, one: int, other: int, *_when: Any) -> None:
        unit = self.unit(one)
        unit.name_zh = f"新名{other}厂"
        unit.save()

    def move(self, one: int, other: int, *_when: Any) -> None:
        unit = self.unit(one)
        unit.region = make.region(("350102", "350203", "350582")[other % 3])
        unit.save()

    def classify(self, one: int, other: int, *_when: Any) -> None:
        unit = self.unit(one)
        unit.industries = [make.industry(("C1713", "C3841")[other % 2])]
        unit.save()

    def name_formerly(self, one: int, other: int, *_when: Any) -> None:
        FormerName.objects.create(enterprise=self.unit(one), name_zh=f"旧名{other}厂")

    def hide(self, one: int, other: int, *_when: Any) -> None:
        unit = self.unit(one)
        unit.live = not unit.live
        unit.save()

    def merge(self, one: int, other: int, *_when: Any) -> None:
        duplicate, kept = self.unit(one), self.unit(other)
        if duplicate.live and kept.live and duplicate.head == duplicate and kept.head == kept and duplicate != kept:
            merge_enterprises(duplicate, kept, "同一厂")

    def undo(self, *_chosen: Any) -> None:
        if merge := EnterpriseMerge.objects.standing().first():
            undo_merge(merge, "两家厂")

    def withdraw(self, one: int, other: int, *_when: Any) -> None:
        notice = self.notice(other)
        notice.is_example = not notice.is_example
        notice.change_reason = "示例：更正"
        notice.save()

    def date(self, one: int, other: int, *_when: Any) -> None:
        notice = self.notice(other)
        notice.year = 2015 + one
        notice.change_reason = "示例：更正"
        notice.save()

    def lock(self, one: int, other: int, *_when: Any) -> None:
        page = self.notice(other).page_ptr
        if not PageViewRestriction.objects.filter(page=page).delete()[0]:
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture
def scene(db):
    return Scene()


chosen = st.integers(0, 11)
happenings = st.lists(st.tuples(st.integers(0, 13), chosen, chosen, days, moments), min_size=4, max_size=20)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=happenings)
def test_after_any_changes_the_index_that_followed_them_is_the_one_made_from_nothing(scene, steps):
    forget_caches()
    with transaction.atomic():
        current_index()
        for at, (what, *chosen) in enumerate(steps):
            scene.doings[what](*chosen)
            if at % 3:  # some changes come two at a time
                touched.settle()
                current_index()

        touched.settle()
        assert content(current_index()) == content(made_index())
        transaction.set_rollback(True)


# One change ----------------------------------------------------------------------------------------------


@pytest.fixture
def listed(db):
    """Two units on a list, and the index of it."""
    units = [make.make_enterprise("甲厂"), make.make_enterprise("乙厂")]
    make.make_announcement(entries=units, live=True)
    touched.settle()
    current_index()
    return units


def names() -> list[str]:
    index = current_index()
    return sorted(unit.name_zh for unit in index.units.values())


def test_only_what_a_change_touched_is_read_again(listed):
    one, other = listed
    Enterprise.objects.filter(pk=other.pk).update(name_zh="未被告知")
    one.name_zh = "甲新厂"
    one.save()

    touched.settle()

    assert names() == ["乙厂", "甲新厂"]


def test_many_at_once_are_followed_as_one_is(listed):
    for unit in listed:
        unit.name_zh += "新"
        unit.save()

    touched.settle()

    assert names() == ["乙厂新", "甲厂新"]
    assert content(current_index()) == content(made_index())


def test_an_index_stays_as_it_is_when_the_next_one_is_made_from_it(listed):
    """A request goes on with the index it began with."""
    index = current_index()
    before = copy.deepcopy(content(index))
    make.make_announcement(entries=[*listed, "丙厂"], level_code="national", live=True)
    listed[0].live = False
    listed[0].save()

    touched.settle()

    assert content(current_index()) != before
    assert content(index) == before


def test_a_change_is_seen_once_it_is_settled_whichever_process_settles_it(listed):
    one = listed[0]
    Enterprise.objects.filter(pk=one.pk).update(name_zh="甲新厂")
    RegisterTouch.objects.create(enterprises=[one.pk])  # by a process that died before it came to settling
    assert names() == ["乙厂", "甲厂"]

    touched.settle()

    assert names() == ["乙厂", "甲新厂"]


def test_enterprises_whose_industry_is_changed_from_the_industrys_side_are_touched(listed):
    one, other = listed
    industry = make.industry("C3841")
    touched.settle()

    for change, expected in (
        (lambda: industry.enterprises.add(one), {one.pk}),
        (lambda: industry.enterprises.set([other]), {one.pk, other.pk}),
        (industry.enterprises.clear, {other.pk}),
    ):
        before = content_version.stored_register()
        change()
        touched.settle()
        assert touched.touched_between(before, content_version.stored_register()) == expected
        assert content(current_index()) == content(made_index())


@pytest.mark.parametrize("enterprises", [[], None])
def test_who_has_missed_too_much_or_cannot_know_makes_the_index_anew(listed, monkeypatch, enterprises):
    Enterprise.objects.filter(pk=listed[0].pk).update(name_zh="甲新厂")
    monkeypatch.setattr(touched, "KEPT_VERSIONS", 1 if enterprises is not None else 1000)
    for _ in range(2):
        touched.touch(enterprises)
        touched.settle()

    assert names() == ["乙厂", "甲新厂"]


def test_a_request_that_began_before_a_change_takes_the_newer_index(listed, monkeypatch):
    older = content_version.current_register()
    touched.touch([])
    touched.settle()
    newer = current_index()

    monkeypatch.setattr(content_version, "current_register", lambda: older)

    assert current_index() is newer


def test_a_unit_whose_end_has_passed_is_out_of_it_at_once_while_no_worker_runs(listed):
    one = listed[0]
    one.expire_at = make.later(hours=1)
    one.save()
    touched.settle()
    assert names() == ["乙厂", "甲厂"]

    with travel(make.later(hours=2)):
        assert names() == ["乙厂"]
        assert content(current_index()) == content(made_index())


def test_notes_of_long_ago_are_not_kept(listed, monkeypatch):
    monkeypatch.setattr(touched, "KEPT_VERSIONS", 3)
    for _ in range(6):
        touched.touch(())
        touched.settle()

    assert RegisterTouch.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_every_commit_is_a_version_and_a_change_that_is_undone_is_none():
    unit = make.make_enterprise("甲厂")
    before = content_version.current_register()

    with transaction.atomic():
        unit.save()
        unit.save()
    assert content_version.current_register() == before + 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        unit.save()
        raise ZeroDivisionError

    assert content_version.current_register() == before + 1
    assert touched.touched_between(before, before + 1) == {unit.pk}
    assert not RegisterTouch.objects.filter(version=None).exists()
