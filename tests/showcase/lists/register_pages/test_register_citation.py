"""A cited answer of the register never changes: its address names the day and the moment up to which we knew."""

import csv
import datetime as dt
import io
import re
from urllib.parse import urlsplit

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from portal.caching import content_version
from showcase.lists.register.record import record
from showcase.models import ListingEvent
from tests import factories as make
from tests.caching import forget_caches

pytestmark = pytest.mark.django_db


def settle():
    """What a commit does outside of tests: the register and the pages of before are out of date."""
    content_version.move()
    forget_caches()


def names(address):
    settle()
    return [row.name for row in Client().get(address).context["rows"]]


@pytest.fixture
def listed():
    """A final list of 2023 with two units, recorded in January 2026."""
    with time_machine.travel("2026-01-15T08:00:00.250000+00:00", tick=False):
        units = [make.make_enterprise("甲厂"), make.make_enterprise("乙厂")]
        make.make_announcement("名单", entries=units, effective_on=dt.date(2023, 12, 31), live=True)
    return units


def strike_out(event):
    facts = {name: getattr(event, name) for name in ("announcement", "enterprise", "programme", "level")}
    correction = {"kind": "corrected", "corrects": event, "effective_on": event.effective_on, "reason": "录入有误"}
    return record([ListingEvent(**facts, **correction)])[0]


def permanent(address="/register/?as_of=2024-06-30"):
    url = urlsplit(Client().get(address).context["permanent_url"])
    return f"{url.path}?{url.query}"


def test_a_late_correction_changes_the_answer_of_today_but_not_the_one_cited(listed):
    address = permanent()
    assert names(address) == ["甲厂", "乙厂"]

    strike_out(ListingEvent.objects.get(enterprise=listed[1]))

    assert names("/register/?as_of=2024-06-30") == ["甲厂"]
    assert names("/register/") == ["甲厂"]
    assert names(address) == ["甲厂", "乙厂"]


def test_a_list_that_comes_in_late_changes_the_answer_of_today_but_not_the_one_cited(listed):
    address = permanent()

    late = make.make_enterprise("丙厂")
    make.make_announcement("迟到的名单", entries=[late], effective_on=dt.date(2022, 5, 1), live=True)

    assert names("/register/?as_of=2024-06-30") == ["甲厂", "乙厂", "丙厂"]
    assert names(address) == ["甲厂", "乙厂"]


def test_the_address_names_the_day_and_the_first_whole_second_of_the_newest_record(listed):
    assert permanent() == "/register/?as_of=2024-06-30&known_at=2026-01-15T08:00:01Z"
    assert permanent("/register/?as_of=2024-06-30&level=provincial&xiamen=without") == (
        "/register/?as_of=2024-06-30&known_at=2026-01-15T08:00:01Z&level=provincial&xiamen=without"
    )


def test_within_the_second_of_a_record_its_own_moment_is_cited(listed):
    with time_machine.travel("2026-01-15T08:00:00.300000+00:00", tick=False):
        assert permanent() == "/register/?as_of=2024-06-30&known_at=2026-01-15T08:00:00.250000Z"


def test_a_moment_to_come_is_never_cited(listed):
    """The end of a day that is not over is still to come."""
    today = timezone.localdate().isoformat()
    assert "known_at=2026-01-15T08:00:01Z" in permanent(f"/register/?as_of=2024-06-30&known_at={today}")


@pytest.mark.parametrize(
    ("known_at", "found"),
    [
        ("2026-01-15T08:00:00Z", []),
        ("2026-01-15T16:00:01%2B08:00", ["甲厂", "乙厂"]),
        ("2026-01-15T16:00:01+08:00", ["甲厂", "乙厂"]),
        ("2026-01-15T16:00:01", ["甲厂", "乙厂"]),
        ("2026-01-14", []),
        ("2026-01-15", ["甲厂", "乙厂"]),
        ("", ["甲厂", "乙厂"]),
    ],
)
def test_a_moment_is_read_with_its_zone_or_as_china_time_and_a_day_as_its_end(listed, known_at, found):
    assert names(f"/register/?known_at={known_at}") == found


def test_the_citation_stands_on_the_page_and_in_every_format(listed):
    page = Client().get("/en/register/?as_of=2024-06-30").content.decode()
    asked = Client().get("/en/register/?as_of=2024-06-30&format=json").json()
    (row, _other) = csv.DictReader(
        io.StringIO(Client().get("/en/register/?as_of=2024-06-30&format=csv").content.decode("utf-8-sig"))
    )

    address = "http://127.0.0.1/en/register/?as_of=2024-06-30&known_at=2026-01-15T08:00:01Z"
    assert address.replace("&", "&amp;") in page
    assert asked["permanent_url"] == f"{address}&format=json"
    assert asked["citation"].endswith(address)
    assert (row["as of"], row["records up to"]) == ("2024-06-30", "2026-01-15T08:00:01Z")
    assert re.search(r"\[DB/OL\]\. \[\d{4}-\d\d-\d\d\]\. http", asked["citation"])


def test_a_workbook_gives_the_same_set_as_text_with_how_to_cite_it(listed):
    make.make_announcement("另一名单", entries=[make.make_enterprise("=1+1")], live=True)
    settle()

    answer = Client().get("/en/register/?format=xlsx")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert [row[header.index("name in Chinese")] for row in rows] == ["甲厂", "乙厂", "=1+1"]
    cell = book.worksheets[0].cell(row=4, column=header.index("name in Chinese") + 1)
    assert cell.data_type == "s"
    assert "known_at=" in book.worksheets[1]["A1"].value
    assert answer["Content-Disposition"].endswith('.xlsx"')


def test_a_row_leads_to_the_enterprise_and_to_the_very_row_of_the_notice(listed):
    row = Client().get("/register/").context["rows"][1]

    assert row.enterprise_url == listed[1].get_absolute_url()
    address, _, anchor = row.announcement_url.partition("#")
    assert f'id="{anchor}"' in Client().get(address).content.decode()
    assert anchor == "row-2"


def test_xiamen_is_left_out_only_where_the_reader_says_so(listed):
    make.make_announcement("国家名单", entries=[make.make_enterprise("厦门厂", region_code="350203")], live=True)

    assert names("/register/?as_of=2026-01-01") == ["甲厂", "乙厂", "厦门厂"]
    assert names("/register/?as_of=2026-01-01&xiamen=without") == ["甲厂", "乙厂"]
    response = Client().get("/en/register/?xiamen=without")
    assert [chip.label for chip in response.context["chosen"]] == ["without Xiamen"]
    assert "with Xiamen" in Client().get("/en/register/").content.decode()


def test_invented_lists_and_units_are_in_no_answer(listed):
    make.make_announcement("示例名单", entries=[make.make_enterprise("丁厂")], is_example=True, live=True)
    make.make_announcement("又一名单", entries=[make.make_enterprise("示例戊", is_example=True)], live=True)

    assert names("/register/") == ["甲厂", "乙厂"]
    coverage = " ".join(Client().get("/register/?format=json").json()["coverage"])
    assert "又一名单" in coverage
    assert "示例名单" not in coverage


def test_listings_can_be_narrowed_to_those_of_one_notice(listed):
    page = make.make_announcement("后来的名单", entries=[listed[0]], effective_on=dt.date(2025, 1, 1), live=True)

    assert names(f"/register/?list={page.pk}") == ["甲厂"]
    settle()
    (chip,) = Client().get(f"/register/?list={page.pk}").context["chosen"]
    assert chip.label == "后来的名单"


def test_today_is_written_out_in_the_address(listed):
    assert f"as_of={timezone.localdate().isoformat()}" in permanent("/register/")
