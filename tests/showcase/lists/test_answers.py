"""A unit gets one of five answers, the same wherever it is asked for: page, downloads, extract, its own page."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from lxml import etree
from openpyxl import load_workbook

from showcase.lists import unit_answers
from showcase.lists.answers import answer_label
from showcase.lists.page import announcement_context
from showcase.lists.printing.printed import TEMPLATE, print_context, told
from showcase.lists.register import State
from showcase.models import AnnouncementPage, Enterprise, ListingEvent
from tests import factories as make
from tests.caching import forget_caches

pytestmark = pytest.mark.django_db

NAME = "恒安（福建）纸业有限公司"
TOLD = {
    State.LISTED: ["list"],
    State.SUSPENDED: ["list", "suspend"],
    State.REMOVED: ["list", "remove"],
    State.PROPOSED: ["propose"],
    State.NOT_IN_RECORDS: [],
}


def notice(unit: Enterprise, action: str, day: dt.date, **fields) -> object:
    """A published notice of one row."""
    kind = {"list": "final", "propose": "proposal"}.get(action, "adjustment")
    page = make.make_announcement(
        kind=kind, effective_on=day, effective_precision="day", **({"basis": "press"} if kind == "proposal" else {})
    )
    make.make_entry(page, unit, action={"propose": "list"}.get(action, action), **fields)
    page.save_revision().publish()
    return page


def unit_in(state: State) -> Enterprise:
    unit = make.make_enterprise(NAME, "Hengan Paper")
    for number, action in enumerate(TOLD[state]):
        notice(unit, action, dt.date(2023 + number, 3, 1), reason_printed="未按期整改" if number else "")
    return unit


@pytest.mark.parametrize("state", State)
def test_every_place_gives_a_unit_the_same_answer_with_day_and_reason(client: Client, state: State):
    unit = unit_in(state)
    label = answer_label(state)
    with override("en"):
        english = answer_label(state)

    json = client.get("/register/", {"q": NAME, "format": "json"}).json()
    page = client.get("/register/", {"q": NAME}).content.decode().lower()
    extract = client.get(f"/register/extract/{unit.number}/")
    own = client.get(f"/enterprises/{unit.number}/").content.decode().lower()

    assert (json["answer"], json["answer_label"]) == (state, label)
    assert json["total"] == (1 if state is State.LISTED else 0)
    rows = [*json["listings"], *json["beside"]]
    assert [(row["state"], row["enterprise"]["number"]) for row in rows] == [(state, unit.number)]
    assert unit.name_zh in page
    assert extract.context["answer"] == state
    assert label in extract.content.decode().lower()
    assert english.lower() in client.get(f"/en/register/extract/{unit.number}/").content.decode().lower()
    if state is not State.LISTED:
        assert label in page
    if state is not State.NOT_IN_RECORDS:
        assert label in own
        assert answer_label(State.NOT_IN_RECORDS) not in page
    if state in (State.REMOVED, State.SUSPENDED):
        assert rows[0]["reason"] == "未按期整改"
        assert rows[0]["since"] == "2024-03-01"
        for text in (page, extract.content.decode(), own):
            assert "未按期整改" in text
            assert "2024年3月1日" in text


@pytest.mark.parametrize("state", State)
def test_a_download_of_a_name_carries_the_answer_of_each_unit(client: Client, state: State):
    unit_in(state)

    table = client.get("/register/", {"q": NAME, "format": "csv"}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    sheet = load_workbook(io.BytesIO(client.get("/en/register/", {"q": NAME, "format": "xlsx"}).content)).active
    values = [cell for line in sheet.iter_rows(values_only=True) for cell in line]

    assert state in row.values()
    with override("zh-hans"):
        assert answer_label(state) in row.values()
    assert state in values


@pytest.mark.parametrize("state", State)
def test_the_feed_of_a_unit_opens_with_the_answer_and_marks_each_event_with_the_one_it_led_to(
    client: Client, state: State
):
    unit = unit_in(state)

    feed = etree.fromstring(client.get(f"/register/feed/enterprise/{unit.number}/").content)

    subtitle = feed.findtext("{*}subtitle")
    assert answer_label(state) in subtitle
    if state in (State.REMOVED, State.SUSPENDED):
        assert "2024年3月1日，未按期整改" in subtitle
    marks = [entry.find("{*}category").get("term") for entry in feed.findall("{*}entry")]
    assert (
        marks
        == {
            State.LISTED: ["listed"],
            State.SUSPENDED: ["suspended", "listed"],
            State.REMOVED: ["removed", "listed"],
            State.PROPOSED: ["proposed"],
            State.NOT_IN_RECORDS: [],
        }[state]
    )


@pytest.mark.parametrize("state", [State.LISTED, State.SUSPENDED, State.REMOVED])
def test_the_list_that_named_a_unit_says_on_its_page_and_in_its_pdf_where_it_is_on_it_no_longer(
    client: Client, state: State
):
    unit_in(state)
    source = AnnouncementPage.objects.get(kind="final")
    said = f"{answer_label(state)}（2024年3月1日，未按期整改）"

    page = client.get(source.get_url()).content.decode()
    printed = render_to_string(TEMPLATE, print_context(source, announcement_context(source)))

    for text in (page, printed):
        assert (f"现况：{said}" in text) == (state is not State.LISTED)


def test_a_reason_printed_in_chinese_is_marked_as_such_on_the_english_page(client: Client):
    unit_in(State.REMOVED)
    source = make.make_translation(AnnouncementPage.objects.get(kind="final"))

    page = client.get(source.get_url()).content.decode()

    assert re.search(r'Now: removed from the list \(1 March 2024, <span lang="zh-hans">未按期整改</span>\)', page), page


def test_a_pdf_is_made_again_once_a_unit_in_it_is_on_the_list_no_longer():
    unit = make.make_enterprise(NAME)
    source = notice(unit, "list", dt.date(2023, 3, 1))
    before = told(source)

    notice(unit, "remove", dt.date(2024, 3, 1))

    assert told(source) != before


def test_the_feed_of_lists_says_that_one_was_withdrawn(client: Client):
    notice(make.make_enterprise(NAME), "list", dt.date(2023, 3, 1))
    source = AnnouncementPage.objects.get()
    source.withdrawn_on, source.withdrawal_reason = dt.date(2024, 3, 1), "公布有误"
    source.change_reason = "公布有误"
    source.save_revision().publish()

    (entry,) = etree.fromstring(client.get("/register/feed/").content).findall("{*}entry")

    assert entry.find("{*}category").get("term") == "withdrawn"
    assert entry.findtext("{*}summary").startswith("已撤回")


def test_a_removal_of_which_no_reason_is_printed_says_so(client: Client):
    unit = make.make_enterprise(NAME)
    notice(unit, "remove", dt.date(2024, 3, 1))

    found = client.get("/en/register/", {"q": NAME, "format": "json"}).json()["beside"][0]

    assert (found["state"], found["reason"]) == ("removed", "no reason stated")


def test_filters_hide_no_answer_about_a_name(client: Client):
    """Who asks for the national list is told that the unit is on the provincial one."""
    unit = make.make_enterprise(NAME)
    notice(unit, "list", dt.date(2023, 3, 1))

    found = client.get("/register/", {"q": NAME, "level": "national", "format": "json"}).json()

    assert (found["total"], found["answer"]) == (0, "listed")
    assert [(row["state"], row["level"]) for row in found["beside"]] == [("listed", "provincial")]


def test_the_answer_is_that_of_the_day_and_of_what_was_known(client: Client):
    unit = make.make_enterprise(NAME)
    with time_machine.travel("2024-01-01T00:00:00+00:00", tick=False):
        notice(unit, "list", dt.date(2023, 3, 1))
    with time_machine.travel("2025-01-01T00:00:00+00:00", tick=False):
        notice(unit, "remove", dt.date(2024, 3, 1))

    def answer(**times: str) -> str:
        return client.get("/register/", {"q": NAME, "format": "json", **times}).json()["answer"]

    assert answer() == "removed"
    assert answer(as_of="2024-02-29") == "listed"
    assert answer(known_at="2024-06-01") == "listed"
    assert answer(as_of="2022-01-01") == "not_in_records"


@pytest.mark.parametrize("hidden", [{"live": False}, {"is_example": True}])
def test_nothing_is_said_of_drafts_and_invented_units(client: Client, hidden: dict[str, bool]):
    unit = make.make_enterprise(NAME, **hidden)
    notice(unit, "remove", dt.date(2024, 3, 1))

    found = client.get("/register/", {"q": NAME, "format": "json"}).json()

    assert (found["beside"], found["answer"]) == ([], "not_in_records")


def test_without_a_name_the_register_says_nothing_beside_its_rows(client: Client):
    notice(make.make_enterprise(NAME), "remove", dt.date(2024, 3, 1))

    found = client.get("/register/", {"format": "json"}).json()

    assert (found["total"], found["beside"], found["answer"]) == (0, [], None)


def test_an_answer_costs_the_same_for_one_unit_and_for_many(client: Client, django_assert_max_num_queries):
    def ask():
        forget_caches()
        return client.get("/register/", {"q": "恒安", "format": "json"}).json()

    notice(make.make_enterprise(f"{NAME}1"), "remove", dt.date(2024, 3, 1))
    ask()
    with django_assert_max_num_queries(40) as few:
        assert len(ask()["beside"]) == 1
    known = len(few.captured_queries)
    for number in range(2, 8):
        notice(make.make_enterprise(f"{NAME}{number}"), "remove", dt.date(2024, 3, 1))
    ask()
    with django_assert_max_num_queries(known):
        assert len(ask()["beside"]) == 7


def test_a_text_that_very_many_names_hold_is_told_to_be_written_out(client: Client, monkeypatch):
    monkeypatch.setattr(unit_answers, "BROAD", 2)
    for number in range(3):
        notice(make.make_enterprise(f"{NAME}{number}"), "remove", dt.date(2024, 3, 1))

    found = client.get("/register/", {"q": "恒安", "format": "json"}).json()

    assert (found["beside"], found["beside_has_more"]) == ([], True)
    assert "write more of it" in client.get("/en/register/", {"q": "恒安"}).content.decode()


# Withdrawn lists -----------------------------------------------------------------------------------------


def withdraw(page, day: dt.date | None, reason: str = "") -> None:
    page = page.specific_class.objects.get(pk=page.pk)
    page.withdrawn_on, page.withdrawal_reason = day, reason
    page.change_reason = "更正撤回日期"
    page.save_revision().publish()


def test_a_withdrawn_list_lists_nobody_from_that_day_and_before_it_was_known_it_did(client: Client):
    unit = make.make_enterprise(NAME)
    with time_machine.travel("2025-01-01T00:00:00+00:00", tick=False):
        page = notice(unit, "list", dt.date(2023, 3, 1))
    with time_machine.travel("2026-05-01T00:00:00+00:00", tick=False):
        withdraw(page, dt.date(2026, 4, 1), "名单有误")

    def answer(**times: str) -> tuple[str, int]:
        found = client.get("/register/", {"q": NAME, "format": "json", **times}).json()
        return found["answer"], found["total"]

    assert answer() == ("removed", 0)
    assert answer(as_of="2026-03-31") == ("listed", 1)
    assert answer(known_at="2026-04-30") == ("listed", 1)
    found = client.get("/register/", {"q": NAME, "format": "json"}).json()["beside"][0]
    assert (found["event"], found["since"]) == ("withdrawn", "2026-04-01")
    assert "名单有误" in found["reason"]
    assert client.get(f"/register/extract/{unit.number}/").context["answer"] == "removed"
    assert client.get("/register/", {"format": "json"}).json()["total"] == 0


def test_another_list_that_names_the_unit_holds_it_still(client: Client):
    unit = make.make_enterprise(NAME)
    kept = notice(unit, "list", dt.date(2022, 3, 1))
    withdraw(notice(unit, "list", dt.date(2023, 3, 1)), dt.date(2024, 1, 1))

    (listing,) = client.get("/register/", {"format": "json"}).json()["listings"]

    assert listing["announcement"]["id"] == kept.pk


def test_a_withdrawal_entered_twice_changed_or_taken_back_is_told_once_and_leaves_its_trace():
    unit = make.make_enterprise(NAME)
    page = notice(unit, "list", dt.date(2023, 3, 1))

    for _ in range(2):
        withdraw(page, dt.date(2024, 1, 1))
    assert ListingEvent.objects.filter(kind="withdrawn").count() == 1
    withdraw(page, dt.date(2024, 2, 1), "名单有误")
    withdraw(page, None)

    assert list(ListingEvent.objects.order_by("pk").values_list("kind", flat=True)) == [
        *("listed", "withdrawn", "corrected", "withdrawn", "corrected")
    ]
    assert Client().get("/register/", {"format": "json"}).json()["total"] == 1


def test_a_draft_of_a_withdrawal_withdraws_nothing():
    page = AnnouncementPage.objects.get(pk=notice(make.make_enterprise(NAME), "list", dt.date(2023, 3, 1)).pk)
    page.withdrawn_on = dt.date(2024, 1, 1)

    page.save_revision()

    assert not ListingEvent.objects.filter(kind="withdrawn").exists()


def test_a_withdrawn_renaming_gives_the_old_name_back():
    unit = make.make_enterprise("旧名有限公司")
    notice(unit, "list", dt.date(2022, 3, 1))
    page = make.make_announcement(kind="adjustment", effective_on=dt.date(2023, 3, 1), effective_precision="day")
    page.entries.create(
        position=1,
        name="新名有限公司",
        former_name="旧名有限公司",
        action="rename",
        enterprise=unit,
        programme=make.programme(),
    )
    page.save_revision().publish()
    assert Enterprise.objects.get(pk=unit.pk).name_zh == "新名有限公司"

    withdraw(page, dt.date(2024, 1, 1))

    assert Enterprise.objects.get(pk=unit.pk).name_zh == "旧名有限公司"
