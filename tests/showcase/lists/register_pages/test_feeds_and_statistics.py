"""Feeds to subscribe to, and units counted over complete lists alone."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from lxml import etree
from wagtail.models import PageViewRestriction

from showcase.merging.actions import merge_enterprises, undo_merge
from tests import factories as make
from tests.caching import forget_caches

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists():
    """A complete list with a unit of Quanzhou and one of Xiamen, a partial one, and one that is invented."""
    quanzhou = make.make_enterprise("泉厂", industries=["C1713"])
    xiamen = make.make_enterprise("厦厂", region_code="350203", industries=["C26"])
    whole = make.make_announcement(
        "全名单",
        entries=[quanzhou, xiamen],
        coverage="complete",
        year=2024,
        effective_on=dt.date(2024, 12, 1),
        live=True,
    )
    make.make_announcement(
        "半名单", entries=[quanzhou], coverage="partial", programme_code="green-park", year=2025, live=True
    )
    make.make_announcement("示例", entries=[make.make_enterprise()], coverage="complete", is_example=True, live=True)
    return {"quanzhou": quanzhou, "xiamen": xiamen, "whole": whole}


def titles(address):
    answer = Client().get(address)
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Content-Type"].startswith("application/atom+xml")
    return [entry.text for entry in etree.fromstring(answer.content).findall("{*}entry/{*}title")]


def test_all_lists_but_invented_ones_are_in_the_feed(lists):
    assert sorted(titles("/register/feed/")) == ["全名单", "半名单"]


def test_a_programme_and_a_region_have_feeds_of_their_own(lists):
    assert titles("/register/feed/programme/green-park/") == ["半名单"]
    assert titles("/register/feed/region/350200/") == ["全名单"]
    assert sorted(titles("/register/feed/region/350500/")) == ["全名单", "半名单"]


def test_the_feed_of_an_enterprise_tells_each_event_with_its_row(lists):
    number = lists["xiamen"].number

    (entry,) = etree.fromstring(Client().get(f"/en/register/feed/enterprise/{number}/").content).findall("{*}entry")
    assert entry.findtext("{*}title") == "Provincial green factory: listed"
    assert entry.find("{*}link").get("href").endswith("#row-2")


def test_the_feed_of_an_enterprise_tells_its_renaming_with_both_names(lists):
    notice = make.make_announcement(kind="adjustment")
    make.make_entry(notice, lists["xiamen"], action="rename", former_name="厦厂")
    notice.entries.update(name="厦门新厂")
    notice.save_revision().publish()

    newest = titles(f"/register/feed/enterprise/{lists['xiamen'].number}/")[0]
    assert newest.endswith("更名：由“厦厂”更名为“厦门新厂”")


def test_the_feed_of_an_enterprise_tells_its_merges_and_that_one_was_taken_back(lists):
    kept, duplicate = lists["quanzhou"], lists["xiamen"]
    made = merge_enterprises(duplicate, kept, "同一厂")
    address = f"/en/register/feed/enterprise/{kept.number}/"
    told = f"Merged with {duplicate.name_en} (portal number {duplicate.number}): 同一厂"
    assert titles(address)[0] == told
    assert Client().get(f"/en/register/feed/enterprise/{duplicate.number}/").url == address

    undo_merge(made, "两家厂")
    forget_caches()

    for number in (kept.number, duplicate.number):
        (entry,) = [one for one in titles(f"/en/register/feed/enterprise/{number}/") if "Merged" in one]
        assert entry.endswith(": 两家厂")


def test_the_feed_of_an_enterprise_tells_its_public_stories(lists):
    number = lists["xiamen"].number
    make.make_case("厦厂余热回收", enterprises=[lists["xiamen"]])
    make.make_case("厦厂未发布的案例", enterprises=[lists["xiamen"]], live=False)
    make.make_case("泉厂的案例", enterprises=[lists["quanzhou"]])
    private = make.make_case("厦厂的内部案例", enterprises=[lists["xiamen"]])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    assert titles(f"/register/feed/enterprise/{number}/") == ["厦厂余热回收", "省级绿色工厂：列入名单"]


def test_what_does_not_exist_or_is_not_public_has_no_feed(lists):
    hidden = [make.make_enterprise(live=False), make.make_enterprise(is_example=True)]
    addresses = [f"/register/feed/enterprise/{unit.number}/" for unit in hidden]
    for address in (*addresses, "/register/feed/programme/unknown/", "/register/feed/region/999999/"):
        assert Client().get(address).status_code == 404, address


def test_only_complete_lists_are_counted(lists):
    context = Client().get("/register/statistics/").context

    assert [(ref.title, context["by_list"].bars[0].value) for ref in context["lists"]] == [("全名单", 2)]


def test_every_figure_is_the_total_of_the_register_query_it_leads_to(lists):
    context = Client().get("/register/statistics/").context
    bars = [bar for table in (context["by_list"], *context["of_one"]) for bar in table.bars]
    tiles = [tile for tile in context["tile_map"].tiles if tile.value]

    assert (len(bars), len(tiles)) == (5, 2)
    for bar in (*bars, *tiles):
        forget_caches()
        assert Client().get(bar.url).context["total"] == bar.value, bar.label


def test_a_list_with_rows_that_nobody_identified_says_how_many_are_counted(lists):
    make.make_announcement(
        "有未识别行",
        entries=[lists["quanzhou"], "某厂"],
        coverage="complete",
        effective_on=dt.date(2026, 1, 1),
        effective_precision="day",
        live=True,
    )

    assert Client().get("/en/register/statistics/").context["identified"].startswith("1 of the 2 rows")


def test_the_same_figures_can_be_downloaded(lists):
    answer = Client().get("/en/register/statistics/?format=csv").content.decode("utf-8-sig")

    rows = {(row["figure"], row["code"]): row["units"] for row in csv.DictReader(io.StringIO(answer))}
    assert rows[("region", "350500")] == "1"
    assert rows[("list", str(lists["whole"].pk))] == "2"


def test_without_a_complete_list_nothing_is_drawn():
    page = Client().get("/en/register/statistics/").content.decode()

    assert "No complete list yet" in page


@pytest.mark.parametrize(("query", "status"), [("list=x", 404), ("list=999999", 404), ("format=xml", 400)])
def test_what_is_not_there_is_refused(lists, query, status):
    assert Client().get(f"/register/statistics/?{query}").status_code == status
