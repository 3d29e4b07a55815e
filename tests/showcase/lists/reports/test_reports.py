"""The list officer's reports: what each names, where it leads, and who is refused."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from showcase.lists.reports.views import REPORTS
from tests import factories as make

pytestmark = pytest.mark.django_db

SLUGS = [report.slug for report in REPORTS]
OUTSIDERS = ("contributor", "editor", "publisher", "vocabulary editor")


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make.make_user("list officer"))
    return client


def address(slug: str) -> str:
    return reverse(f"report_{slug}")


def cells(client: Client, slug: str) -> list[tuple]:
    return [line.cells for line in client.get(address(slug)).context["table"].data]


def test_an_entry_without_an_enterprise_is_named_with_file_and_row_and_leads_to_its_form(officer: Client):
    page = make.make_announcement("名单甲", entries=[make.make_enterprise("已认定厂")])
    entry = make.make_entry(page, "无主厂", file_name="附件1.xlsx", file_sheet="工厂", file_row=9)

    answer = officer.get(address("entries-without-enterprise"))

    assert [line.cells[:2] for line in answer.context["table"].data] == [("无主厂", "名单甲")]
    assert "附件1.xlsx, 工厂, " in answer.content.decode()
    assert reverse("entries:edit", args=[entry.pk]) in answer.content.decode()


def test_an_enterprise_without_credit_code_is_named_with_its_newest_list(officer: Client):
    without = make.make_enterprise("无码厂")
    coded = make.make_enterprise("有码厂", credit_code="91350582MA32DP5K9C")
    make.make_announcement("旧名单", entries=[without, coded], effective_on="2022-01-01")
    make.make_announcement("新名单", entries=[without], effective_on="2024-01-01")
    make.make_enterprise("不在名单厂")

    (line,) = cells(officer, "enterprises-without-credit-code")

    assert (line[0], line[3], line[4]) == ("无码厂", 2, "新名单")


def test_a_proposal_is_named_until_a_final_list_decides_on_it(officer: Client):
    window = {"objections_until": timezone.now() - timedelta(days=40, hours=1)}
    waiting = make.make_announcement("公示甲", kind="proposal", entries=[make.make_enterprise()], live=True, **window)
    decided = make.make_announcement("公示乙", kind="proposal", live=True)
    make.make_announcement("公布乙", decides=decided, live=True)
    make.make_announcement("草稿公布甲", decides=waiting)

    (line,) = cells(officer, "proposals-without-decision")

    assert (line[0], line[3], line[4]) == ("公示甲", 1, 40)


def test_rows_on_which_two_lists_disagree_stand_with_both_lists(officer: Client):
    unit = make.make_enterprise("甲厂")
    for title, day, place in (("第一批", "2022-01-01", "350100"), ("第二批", "2023-01-01", "350500")):
        page = make.make_announcement(title, effective_on=day)
        make.make_entry(page, unit, region=make.region(place))

    (line,) = cells(officer, "disagreements")

    assert (line[0], *line[2:]) == ("甲厂", "第一批", "350100", "第二批", "350500")


def test_coverage_stands_for_each_list_with_what_is_stated_and_what_is_not_identified(officer: Client):
    page = make.make_announcement(
        "名单甲", entries=[make.make_enterprise(), "无主厂"], stated_total=5, count_note="缺页"
    )
    page.save_revision().publish()

    (line,) = cells(officer, "coverage")

    assert (line[0], line[4:8]) == ("名单甲", (2, 5, 1, "缺页"))


@pytest.mark.parametrize("slug", SLUGS)
def test_each_report_is_a_table_for_spreadsheets_too_and_harmless_there(officer: Client, slug: str):
    page = make.make_announcement("=HYPERLINK(1)", entries=["=1+1", make.make_enterprise("=2+2")], kind="proposal")
    page.save_revision().publish()
    second = make.make_announcement("第二批", entries=[make.make_enterprise("丙厂")], decides=page)
    assert second.decides_id == page.pk

    answer = officer.get(address(slug), {"export": "csv"})

    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[arg-type]
    assert len(rows) > 1
    assert all(not cell.startswith("=") for row in rows for cell in row)
    assert officer.get(address(slug), {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_the_number_of_queries_does_not_grow_with_the_rows(officer: Client, slug: str):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert officer.get(address(slug)).status_code == 200
        return len(seen)

    def more(count: int) -> None:
        units = [make.make_enterprise() for _ in range(count)]
        make.make_announcement(entries=[*units, *(f"无主厂{n}" for n in range(count))], kind="proposal", live=True)

    more(1)
    queries()
    few = queries()
    more(8)

    assert queries() == few


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("role", OUTSIDERS)
def test_others_do_not_see_them(client: Client, slug: str, role: str):
    client.force_login(make.make_user(role))

    for name in (f"report_{slug}", f"report_{slug}_results"):
        assert client.get(reverse(name))["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize(("role", "shown"), [("list officer", True), ("administrator", True), ("editor", False)])
def test_the_menu_names_them_to_those_who_may_see_them(client: Client, role: str, shown: bool):
    client.force_login(make.make_user(role))

    home = client.get(reverse("wagtailadmin_home")).content.decode()

    assert all((address(slug) in home) is shown for slug in SLUGS)
