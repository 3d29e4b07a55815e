"""What readers searched for and did not find: numbers for the editors, nothing of who asked."""

import csv
import datetime as dt
import io
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from portal.caching import content_version
from portal.running import worker
from search.models import ZeroResultQuery
from search.zero_results import KEPT_DAYS, MAX_TEXT, erase_old, kept_form
from tests.factories import make_case, make_user

REPORT = "zero_results_report"


def counted_texts() -> dict[str, int]:
    """Text → how often, over all days, of those that are kept."""
    return {row.text: row.times for row in ZeroResultQuery.objects.exclude(text="")}


def ask(client: Client, text: str, times: int = 1, **params: Any) -> None:
    for _ in range(times):
        cache.clear()  # a page of the last minute is answered from the cache and not counted again
        assert client.get("/search/", {"q": text, **params}).status_code == 200


# What is counted -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("index")
def test_a_text_is_kept_from_the_second_time_on(client: Client) -> None:
    ask(client, "氢能炼钢")
    assert counted_texts() == {}
    assert not ZeroResultQuery.objects.filter(text__contains="氢").exists()

    ask(client, "氢能炼钢", times=2)

    assert counted_texts() == {"氢能炼钢": 3}


@pytest.mark.usefixtures("index")
def test_forms_of_one_text_are_counted_together(client: Client) -> None:
    for text in ("餘熱 ＷＨＲ", "余热 whr", "  余热   WHR "):
        ask(client, text)

    assert counted_texts() == {"余热 whr": 3}


@pytest.mark.usefixtures("index")
def test_a_text_that_is_found_is_not_counted_and_one_found_in_part_is(client: Client) -> None:
    make_case("定型机废气余热回收")

    ask(client, "余热回收", times=2)
    ask(client, "余热回收 火星", times=2)

    assert counted_texts() == {"余热回收 火星": 2}
    assert ZeroResultQuery.objects.get(text="余热回收 火星").found == 1


@pytest.mark.usefixtures("index")
@pytest.mark.parametrize(
    "params", [{"kind": "case"}, {"format": "json"}, {"format": "csv"}, {"format": "atom"}, {"page": "0"}]
)
def test_filters_and_data_are_not_counted(client: Client, params: dict[str, str]) -> None:
    for _ in range(2):
        client.get("/search/", {"q": "氢能炼钢", **params})

    assert not ZeroResultQuery.objects.exists()


@pytest.mark.usefixtures("index")
def test_a_fragment_for_htmx_is_not_counted(client: Client) -> None:
    for _ in range(2):
        client.get("/search/", {"q": "氢能炼钢"}, headers={"HX-Request": "true"})

    assert not ZeroResultQuery.objects.exists()


@pytest.mark.usefixtures("index")
def test_counting_does_not_make_cached_pages_old(client: Client) -> None:
    ask(client, "余热")
    before = content_version.current()

    ask(client, "氢能炼钢", times=2)

    assert content_version.current() == before


# What is never kept --------------------------------------------------------------------------------------


PERSONAL = [
    "13800138000",
    "138-0013-8000",
    "138 0013 8000",
    "１３８００１３８０００",
    "一三八零零一三八零零零",
    "幺三八零零幺三八零零零",
    "张三 13800138000",
    "0591-87551234",
    "+86 591 8755 1234",
    "350102199001011234",
    "35010219900101123X",
    "1990-01-01",
    "6222 0200 0000 0000 000",
    "someone@example.org",
    "someone＠example.org",
    "https://example.org/?token=abc",
    "闽A12345",
    "闽AD12345",
    "E12345678",
]
HARMLESS = ["氢能炼钢", "GB/T 23331-2020", "闽工信规〔2025〕3号", "2024-2025 年度", "3.6万平方米", "C1713", "十四五"]


@pytest.mark.parametrize("text", PERSONAL)
def test_what_looks_personal_has_no_form_to_keep(text: str) -> None:
    assert kept_form(text) == ""
    assert kept_form(f"余热 {text}") == ""


@pytest.mark.parametrize("text", HARMLESS)
def test_what_engineers_look_for_has_one(text: str) -> None:
    assert kept_form(text)


@pytest.mark.parametrize("text", ["", "   ", "\x00", "余" * (MAX_TEXT + 1)])
def test_nothing_and_pasted_passages_have_none(text: str) -> None:
    assert kept_form(text) == ""


@pytest.mark.usefixtures("index")
def test_a_personal_text_leaves_no_row_at_all(client: Client) -> None:
    ask(client, "张三 13800138000", times=3)

    assert not ZeroResultQuery.objects.exists()


def test_a_row_says_nothing_of_who_asked() -> None:
    fields = {field.name for field in ZeroResultQuery._meta.get_fields()}
    assert fields == {"id", "day", "digest", "text", "times", "found"}


# How long ------------------------------------------------------------------------------------------------


def kept_on(day: dt.date, text: str = "氢能", **fields: Any) -> ZeroResultQuery:
    values = {"times": 2, "found": 0, "digest": f"{day}{text}{len(fields)}", **fields}
    return ZeroResultQuery.objects.create(day=day, text=text, **values)


@pytest.mark.django_db
def test_everything_is_erased_after_ninety_days_by_the_worker(time_machine: TimeMachineFixture) -> None:
    today = timezone.localdate()
    kept_on(today)
    time_machine.move_to(timezone.now() + dt.timedelta(days=KEPT_DAYS))
    erase_old()
    assert ZeroResultQuery.objects.exists()

    time_machine.move_to(timezone.now() + dt.timedelta(days=1))
    assert "search_zero_results" in worker.run_due(now=float("inf"))

    assert not ZeroResultQuery.objects.exists()


@pytest.mark.django_db
def test_what_was_asked_once_is_erased_the_next_day(time_machine: TimeMachineFixture) -> None:
    kept_on(timezone.localdate(), text="", times=1)
    erase_old()
    assert ZeroResultQuery.objects.exists()

    time_machine.move_to(timezone.now() + dt.timedelta(days=1))
    erase_old()

    assert not ZeroResultQuery.objects.exists()


# The report ----------------------------------------------------------------------------------------------


@pytest.fixture
def two_days(db: None) -> None:
    today = timezone.localdate()
    kept_on(today, "氢能炼钢", times=2)
    kept_on(today - dt.timedelta(days=1), "氢能炼钢", times=5, found=3)
    kept_on(today, "电窑", times=3)
    kept_on(today, "", times=1, digest="once")


@pytest.mark.usefixtures("two_days")
@pytest.mark.parametrize("role", ["editor", "publisher", "vocabulary editor", "administrator"])
def test_editors_see_texts_with_most_asked_first(client: Client, role: str) -> None:
    client.force_login(make_user(role))

    shown = list(client.get(reverse(REPORT)).context["object_list"])

    assert [(row["text"], row["times"], row["days"], row["found_in_part"]) for row in shown] == [
        ("氢能炼钢", 7, 2, 3),
        ("电窑", 3, 1, 0),
    ]


@pytest.mark.usefixtures("two_days")
@pytest.mark.parametrize("role", ["contributor", "list officer"])
@pytest.mark.parametrize("name", [REPORT, "zero_results_report_results"])
def test_others_do_not(client: Client, role: str, name: str) -> None:
    client.force_login(make_user(role))

    answer = client.get(reverse(name))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_login(client: Client) -> None:
    assert "/login/" in client.get(reverse(REPORT))["Location"]


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "shown"), [("editor", True), ("contributor", False)])
def test_the_menu_of_reports_names_it_to_those_who_may_see_it(client: Client, role: str, shown: bool) -> None:
    client.force_login(make_user(role))

    assert (reverse(REPORT) in client.get(reverse("wagtailadmin_home")).content.decode()) is shown


@pytest.mark.django_db
def test_the_permission_of_the_model_by_its_former_name_is_renamed_and_kept(client: Client) -> None:
    user = make_user("editor")
    Permission.objects.filter(codename="view_zeroresultquery").update(codename="view_soughttext")

    import_module("search.migrations.0013_zero_result_query").rename_permission(apps, None)

    client.force_login(user)
    assert client.get(reverse(REPORT)).status_code == 200


@pytest.mark.django_db
def test_what_strangers_typed_is_harmless_in_a_spreadsheet(client: Client) -> None:
    kept_on(timezone.localdate(), "=hyperlink(1)")
    client.force_login(make_user("editor"))

    answer = client.get(reverse(REPORT), {"export": "csv"})

    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))  # type: ignore[arg-type]
    assert rows[1][0] == "'=hyperlink(1)"
