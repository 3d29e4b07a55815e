"""The home page."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from showcase.models import HomePage
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_newest_cases_are_shown_and_neither_technologies_nor_drafts(client: Client):
    make.make_case("第一篇")
    make.make_case("第二篇")
    make.make_technology("技术")
    make.make_case("草稿", live=False)

    assert [card.title for card in client.get("/").context["newest"]] == ["第二篇", "第一篇"]


def test_a_notice_open_for_objection_stands_on_the_home_page_with_its_days_left(client: Client):
    until = timezone.now() + dt.timedelta(days=3)
    make.make_announcement(
        "示例公示",
        kind="proposal",
        basis="official_page",
        objections_until=until,
        live=True,
        office_contact="示例办公室\n0591-0000000",
        discipline_contact="示例纪检组\n0591-0000001",
    )
    make.make_announcement("示例公布", year=2023, live=True)

    context = client.get("/").context

    assert [(notice.title, notice.state, notice.days_left) for notice in context["notices"]] == [
        ("示例公示", "open", 3)
    ]
    assert context["recent"] == ()


def test_the_newest_lists_stand_there_while_no_notice_is_open(client: Client):
    make.make_announcement("示例公布", live=True)

    context = client.get("/").context

    assert context["notices"] == ()
    assert [notice.title for notice in context["recent"]] == ["示例公布"]


def test_the_matrix_waits_below_until_there_are_thirty_stories(client: Client):
    make.make_case()

    assert client.get("/").context["matrix_first"] is False


def test_example_searches_are_the_lines_an_editor_wrote(client: Client):
    HomePage.objects.filter(locale__language_code="zh-hans").update(examples="余热回收\n\n 空压机 \n")

    found = [(item.label, item.url) for item in client.get("/").context["examples"]]

    assert [label for label, _url in found] == ["余热回收", "空压机"]
    assert found[1][1] == "/search/?q=%E7%A9%BA%E5%8E%8B%E6%9C%BA"


def test_a_list_is_drawn_as_tiles_only_where_it_is_complete_final_and_not_invented(client: Client):
    make.make_announcement("部分名单", entries=[make.make_enterprise()], coverage="partial", live=True)
    make.make_announcement("示例", entries=[make.make_enterprise()], coverage="complete", is_example=True, live=True)

    assert [tiles.list_name for tiles in client.get("/").context["tile_maps"]] == [""]


def test_a_complete_list_is_drawn_beside_the_stories_with_its_name_and_how_much_is_counted(client: Client):
    units = [make.make_enterprise(region_code=code) for code in ("350582", "350500", "350128", "360000")]
    make.make_announcement("完整名单", entries=[*units, "某厂"], coverage="complete", live=True)

    _stories, tiles = client.get("/en/").context["tile_maps"]

    assert tiles.list_name == "完整名单"
    assert "complete, 5 units" in tiles.coverage_label
    assert {tile.code: tile.value for tile in tiles.tiles if tile.value} == {"350500": 2, "350128": 1}
    assert tiles.total == 4
    assert tiles.said[0].startswith("4 of the 5 rows")


def test_cases_of_the_province_whose_plant_is_on_a_list_come_first(client: Client):
    listed = [make.make_enterprise("在册"), make.make_enterprise("外省在册")]
    make.make_case("在册案例", standing="listed", enterprises=listed[:1], listings=[("green-factory", "provincial")])
    make.make_case(
        "外省案例",
        standing="listed",
        enterprises=listed[1:],
        listings=[("green-factory", "provincial")],
        regions=["360000"],
    )
    make.make_case("参考案例")

    assert [card.title for card in client.get("/").context["newest"]] == ["在册案例", "参考案例", "外省案例"]


def told_cases(*amounts: int, **fields):
    return [
        make.make_case(
            enterprises=[make.make_enterprise()],
            effects=[make.make_effect(low=amount, high=amount, printed=f"年节约标准煤{amount}吨", **fields)],
        )
        for amount in amounts
    ]


def test_three_cases_of_a_technique_are_told_in_figures_each_with_its_owner(client: Client):
    cases = told_cases(100, 400, 200)

    story = client.get("/en/").context["figure_story"]

    assert story.technique.code == "T02"
    assert [(line.figure.value, line.share) for line in story.lines] == [("400", 100), ("200", 50), ("100", 25)]
    assert story.lines[0].owner == cases[1].enterprise_items.get().enterprise.label_in("en")
    assert story.lines[0].url
    assert story.checked == 0
    page = client.get("/en/").content.decode()
    assert "3\n      plants publish" in page or "3 plants publish" in page


def test_figures_told_together_are_written_in_one_scale(client: Client):
    told_cases(130_000_000, 58_435_900, 3_600_000, quantity="electricity_generated", unit="kWh", direction="generated")

    lines = client.get("/en/").context["figure_story"].lines

    shown = [(line.figure.value, line.figure.unit) for line in lines]
    assert shown == [("130,000", "MWh a year"), ("58,435.9", "MWh a year"), ("3,600", "MWh a year")]


@pytest.mark.parametrize("unfit", [{"evidence": "estimated"}, {"aside": True}, {"per": "none"}])
def test_what_was_not_attained_in_a_year_is_not_told(client: Client, unfit):
    told_cases(100, 400)
    told_cases(200, **unfit)

    assert client.get("/").context["figure_story"] is None


def test_drafts_and_invented_plants_are_not_told(client: Client):
    told_cases(100, 400)
    make.make_case(live=False, enterprises=[make.make_enterprise()])
    make.make_case()

    assert client.get("/").context["figure_story"] is None
