"""Two records of one enterprise: merged they are one wherever a reader looks, undone they are two again."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from showcase.lists.reports.comparing import compared_lists
from showcase.lists.reports.views import EnterprisesWithoutCode
from showcase.merging.actions import undo_merge
from showcase.models import (
    EnterpriseMention,
    EnterpriseMerge,
    EnterpriseSource,
    ListingEvent,
    MergedEnterprise,
)
from tests import factories as make
from tests.showcase.enterprises.merging import merge, rows, see, with_code

pytestmark = pytest.mark.django_db


# The register --------------------------------------------------------------------------------------------


def test_in_the_register_a_merged_enterprise_stands_once_since_the_earlier_day(kept, duplicate, listed):
    merge(duplicate, kept)

    assert rows() == [("示例纺织有限公司", "2020-12-31")]


def test_what_was_cited_before_the_merge_is_answered_as_before_even_by_name(kept, duplicate, listed):
    before = timezone.now().isoformat().replace("+00:00", "Z")
    merge(duplicate, kept)

    assert rows(f"/register/?format=json&known_at={before}") == [
        ("示例纺织有限公司", "2022-12-31"),
        ("示例纺织厂", "2020-12-31"),
    ]
    assert rows(f"/register/?format=json&known_at={before}&q=示例老厂") == [("示例纺织厂", "2020-12-31")]
    assert rows("/register/?format=json&q=示例老厂") == [("示例纺织有限公司", "2020-12-31")]


def test_undone_it_is_as_it_was_and_a_citation_in_between_keeps_its_answer(kept, duplicate, listed):
    before, events = rows(), list(ListingEvent.objects.order_by("pk").values())
    made = merge(duplicate, kept)
    between = timezone.now().isoformat().replace("+00:00", "Z")

    undo_merge(made, "两家不同的厂")

    assert rows() == before
    assert rows(f"/register/?format=json&known_at={between}") == [("示例纺织有限公司", "2020-12-31")]
    assert list(ListingEvent.objects.order_by("pk").values()) == events
    assert not MergedEnterprise.objects.exists()


def test_a_list_published_while_merged_counts_for_the_one_and_falls_back_to_its_own_after_the_undo(kept, duplicate):
    made = merge(duplicate, kept)
    make.make_announcement(entries=[duplicate], effective_on=dt.date(2023, 12, 31), live=True)
    assert rows() == [("示例纺织有限公司", "2023-12-31")]

    undo_merge(made, "两家不同的厂")

    assert rows() == [("示例纺织厂", "2023-12-31")]


def test_the_changes_page_tells_the_merge_with_the_day_it_was_recorded(kept, duplicate, listed):
    merge(duplicate, kept)
    day = timezone.localdate()
    between = f"from={day - dt.timedelta(days=1)}&to={day}"

    (row,) = see(f"/en/register/changes/?{between}&change=merged").context["rows"]
    assert (row.name, row.note) == ("Example Textile", f"with Example Textile Works (portal number {duplicate.number})")
    assert row.recorded_at == EnterpriseMerge.objects.get().recorded_at
    earlier = f"from={day - dt.timedelta(days=9)}&to={day - dt.timedelta(days=1)}"
    assert not see(f"/register/changes/?{earlier}&change=merged").context["rows"]
    assert "合并" in see(f"/register/changes/?{between}&change=merged&format=atom").content.decode()


def test_a_merge_of_records_without_listings_is_no_change_of_the_register(kept, duplicate):
    merge(duplicate, kept)
    day = timezone.localdate()

    assert not see(f"/register/changes/?from={day - dt.timedelta(days=1)}&to={day}&change=merged").context["rows"]


def test_an_extract_cited_before_the_merge_stays_and_a_new_one_leads_to_the_enterprise(kept, duplicate, listed):
    before = timezone.now().isoformat().replace("+00:00", "Z")
    merge(duplicate, kept)

    old = see(f"/register/extract/{duplicate.number}/?known_at={before}")
    assert old.context["name"] == "示例纺织厂"
    assert len(old.context["listings"]) == 1
    now = see(f"/register/extract/{duplicate.number}/?as_of=2023-01-01")
    assert now.status_code == 302
    assert now.url == f"/register/extract/{kept.number}/?as_of=2023-01-01"


# The pages of the enterprise -----------------------------------------------------------------------------


def test_the_old_address_leads_to_the_enterprise_in_either_language_until_the_undo(kept, duplicate):
    made = merge(duplicate, kept)

    for prefix in ("", "/en"):
        answer = see(f"{prefix}/enterprises/{duplicate.number}/")
        assert (answer.status_code, answer.url) == (302, f"{prefix}/enterprises/{kept.number}/")
    undo_merge(made, "两家不同的厂")
    assert see(f"/enterprises/{duplicate.number}/").status_code == 200


def test_the_page_tells_listings_stories_names_and_code_of_both_and_the_merge_as_an_event(kept, duplicate, listed):
    with_code(duplicate, "91350582MA2XXXXX0")
    make.make_case("余热回收", enterprises=[duplicate])
    merge(duplicate, kept)

    context = see(f"/en/enterprises/{kept.number}/").context

    assert [line.announcement_title for line in context["listings"]] == ["", "二〇二二年名单", "二〇二〇年名单"]
    assert context["listings"][0].state_label == (
        f"Merged with Example Textile Works (portal number {duplicate.number}): 同一厂，名称写法不同"
    )
    assert [card.title for card in context["cards"]] == ["余热回收"]
    facts = [(fact.label, fact.value) for fact in context["facts"]]
    assert ("Unified social credit code", duplicate.credit_code) in facts
    assert ("Also recorded as", f"Example Textile Works 示例纺织厂 (portal number {duplicate.number})") in facts
    assert ("Also recorded as", f"示例老厂 (portal number {duplicate.number})") in facts


def test_an_undone_merge_stays_told_on_both_pages(kept, duplicate, listed):
    undo_merge(merge(duplicate, kept), "两家不同的厂")

    for unit in (kept, duplicate):
        told = see(f"/en/enterprises/{unit.number}/").context["listings"][0].state_label
        assert told.endswith("两家不同的厂")
        assert "undone on" in told


def test_mentions_and_sources_of_both_stand_in_one_numbering(kept, duplicate):
    for unit, text in ((kept, "甲说"), (duplicate, "乙说")):
        unit.sources = [EnterpriseSource(number=1, title=f"来源{text}", publisher="某报")]
        unit.mentions = [EnterpriseMention(text_zh=text, text_en=text, source_number=1)]
        unit.save()
    merge(duplicate, kept)

    context = see(f"/enterprises/{kept.number}/").context

    assert [(line.text, line.citations) for line in context["mentions"]] == [("甲说", (1,)), ("乙说", (2,))]
    assert [(item.number, item.title) for item in context["sources"]] == [(1, "来源甲说"), (2, "来源乙说")]


def test_a_merged_record_is_in_no_list_and_no_sitemap_and_its_names_find_the_enterprise(kept, duplicate):
    merge(duplicate, kept)

    assert [card.name for card in see("/enterprises/").context["cards"]] == ["示例纺织有限公司"]
    assert [card.name for card in see("/enterprises/?q=示例老厂").context["cards"]] == ["示例纺织有限公司"]
    assert [card.name for card in see("/regions/350582/").context["enterprises"]] == ["示例纺织有限公司"]
    sitemap = see("/sitemap.xml").content.decode()
    assert f"/enterprises/{kept.number}/" in sitemap
    assert f"/enterprises/{duplicate.number}/" not in sitemap


def test_a_story_shows_the_enterprise_once_though_it_names_both(kept, duplicate):
    case = make.make_case(enterprises=[duplicate, kept])
    merge(duplicate, kept)

    context = see(case.get_url()).context

    assert [box.card.name for box in context["enterprises"]] == ["示例纺织有限公司"]
    assert see("/enterprises/").context["cards"][0].story_count == 1


def test_a_list_keeps_its_printed_name_and_leads_to_the_enterprise(kept, duplicate):
    page = make.make_announcement(entries=[duplicate], live=True)
    merge(duplicate, kept)

    (table,) = see(page.get_url()).context["tables"]
    assert [(row.name, row.enterprise_url) for row in table.rows] == [
        ("示例纺织厂", f"/enterprises/{kept.number}/"),
    ]


def test_a_draft_that_is_merged_lends_no_name_to_readers(kept):
    draft = make.make_enterprise("未公开的厂", live=False)
    merge(draft, kept)

    assert "未公开的厂" not in see(f"/enterprises/{kept.number}/").content.decode()
    assert not see("/enterprises/?q=未公开").context["cards"]


def test_merges_cost_pages_no_queries_of_their_own(kept, duplicate):
    others = [make.make_enterprise() for _ in range(4)]
    for unit in (duplicate, *others):
        make.make_announcement(entries=[unit], live=True)
    merge(duplicate, kept)
    address = f"/enterprises/{kept.number}/"
    see(address)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            see(address)
        return len(captured)

    before = queries()
    for unit in others[:3]:
        merge(unit, kept)
    assert queries() == before


# The officers' reports -----------------------------------------------------------------------------------


def test_reports_take_merged_records_for_one(kept, duplicate):
    for unit, year in ((duplicate, 2020), (kept, 2022)):
        make.make_announcement(entries=[unit], effective_on=dt.date(year, 12, 31), live=True)
    merge(duplicate, kept)

    lists, _titles = compared_lists()
    assert {row.enterprise for row in lists.rows} == {kept.pk}
    assert lists.known_names[kept.pk] >= {"示例纺织厂", "示例老厂", "示例纺织有限公司"}
    assert list(EnterprisesWithoutCode().get_queryset()) == [kept]
    with_code(duplicate, "91350582MA2XXXXX0")
    assert list(EnterprisesWithoutCode().get_queryset()) == []
