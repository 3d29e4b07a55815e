"""What an adjustment list says of a unit, from its XLSX to the register, the enterprise's page and the changes page."""

import datetime as dt

import pytest
from django.test import Client

from portal.text.dates import PartialDate
from showcase.lists.importing.announcing import Notice
from showcase.lists.importing.applying import apply_import
from showcase.lists.importing.flow import Request, begin_import
from showcase.lists.importing.runs import Upload
from showcase.models import Enterprise
from tests import factories
from tests.caching import forget_caches
from tests.showcase.lists.importing import list_files as make

pytestmark = pytest.mark.django_db

NAME = "示例纺织有限公司"
YEARS = "from=2023-01-01&to=2025-12-31"


@pytest.fixture
def unit():
    """A unit on the provincial list of 2022."""
    factories.section("notices")
    unit = factories.make_enterprise(NAME, "Example Textile", region_code="350582")
    factories.make_announcement("二〇二二年名单", entries=[unit], effective_on=dt.date(2022, 12, 31), live=True)
    return unit


def publish(*rows, day=(2024, 5, 6), header=("序号", "企业名称", "调整类型", "调整原因")):
    """The rows of an adjustment list, from a workbook to a published notice."""
    data = make.xlsx([["福建省绿色工厂动态调整名单"], list(header), *rows])
    notice = Notice(
        programme=factories.programme(),
        level=factories.level(),
        year=day[0],
        batch=f"{day[0]}-{day[1]}",
        kind="adjustment",
        basis="official_file",
        effective=PartialDate(*day),
    )
    upload = Upload(f"附件{day[0]}{day[1]:02}.xlsx", data)
    started = begin_import(Request((upload,), factories.programme(), notice=notice)).list_import
    apply_import(started)
    started.announcement.save_revision().publish()
    return started.announcement


def see(address):
    forget_caches()
    return Client().get(address)


def names_on(day):
    return [row.other_name or row.name for row in see(f"/en/register/?as_of={day}").context["rows"]]


def told(unit):
    """The newest event on the enterprise's page, and what stands above all events."""
    context = see(f"/en/enterprises/{unit.number}/").context
    return context["listings"][0].state_label, context["enterprise"].standing_label


def changed(**wanted):
    query = "".join(f"&{name}={value}" for name, value in wanted.items())
    return [(row.change, row.note) for row in see(f"/en/register/changes/?{YEARS}{query}").context["rows"]]


ON_LIST = "On the list: Provincial green factory"


@pytest.mark.parametrize(
    ("printed", "reason", "said"),
    [
        ("移除", "发生较大及以上安全事故", "removed: 发生较大及以上安全事故"),
        ("移除", "", "removed: no reason stated"),
        ("撤销", "企业已搬迁", "removed: 企业已搬迁"),
        ("到期失效", "", "expired: no reason stated"),
    ],
)
def test_a_unit_that_leaves_leaves_with_the_reason_as_printed(unit, printed, reason, said):
    page = publish(["1", NAME, printed, reason])

    assert names_on("2024-05-05") == [NAME]
    assert names_on("2024-05-06") == []
    detail = said.removeprefix("removed: ")
    assert told(unit) == (said, f"Removed from the list: Provincial green factory (6 May 2024, {detail})")
    assert changed() == [("removed", said)]
    (row,) = see(f"/en/register/changes/?{YEARS}").context["rows"]
    assert row.announcement_url == f"{page.get_url()}?row=1#row-1"


def test_a_suspended_unit_is_out_of_force_until_a_notice_resumes_it_and_keeps_its_first_day(unit):
    publish(["1", NAME, "暂停", "整改期间"])
    assert names_on("2024-06-01") == []
    assert told(unit) == ("suspended: 整改期间", "Suspended: Provincial green factory (6 May 2024, 整改期间)")
    assert changed() == [("removed", "suspended: 整改期间")]

    publish(["1", NAME, "恢复", "整改完成"], day=(2024, 9, 1))
    assert names_on("2024-08-31") == []
    assert names_on("2024-09-01") == [NAME]
    assert told(unit) == ("resumed", ON_LIST)
    assert see("/register/?format=json&as_of=2024-09-01").json()["listings"][0]["since"] == "2022-12-31"


def test_a_reverified_unit_stays_and_says_when(unit):
    publish(["1", NAME, "复核通过", ""])

    (listing,) = see("/register/?format=json&as_of=2024-05-06").json()["listings"]
    assert (listing["since"], listing["reverified_on"]) == ("2022-12-31", "2024-05-06")
    assert told(unit) == ("re-verified", ON_LIST)
    assert changed() == [("reverified", "")]


RENAMES = ("序号", "企业名称", "原企业名称")


def test_a_renamed_unit_is_the_same_enterprise_under_its_new_name_from_the_publication_on(unit):
    publish(["1", "新示例科技有限公司", NAME], header=RENAMES)

    unit = Enterprise.objects.get()
    former = unit.former_names.get()
    assert (unit.name_zh, unit.name_en) == ("新示例科技有限公司", "Xin Shili Keji Youxiangongsi")
    assert (former.name_zh, former.name_en, former.until) == (NAME, "Example Textile", "2024-05-06")
    assert names_on("2024-05-06") == ["新示例科技有限公司"]
    assert told(unit) == ("renamed", ON_LIST)
    assert changed() == [("renamed", f"from {NAME} to 新示例科技有限公司")]
    assert [card.other_name for card in see(f"/en/enterprises/?q={NAME}").context["cards"]] == ["新示例科技有限公司"]


def test_one_list_may_say_all_of_this_of_several_units(unit):
    others = [factories.make_enterprise(f"示例{n}有限公司", region_code="350582") for n in "一二三"]
    factories.make_announcement(entries=others, effective_on=dt.date(2023, 6, 30), effective_precision="day", live=True)

    publish(["1", NAME, "移除", "停产"], ["2", others[0].name_zh, "暂停", ""], ["3", others[1].name_zh, "复核通过", ""])

    assert names_on("2024-05-06") == [others[1].name_zh, others[2].name_zh]
    assert [change for change, _note in changed(**{"from": "2023-12-31"})] == ["reverified", "removed", "removed"]
