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

from showcase.lists.notice_page.page import announcement_context
from showcase.lists.printing.printed import TEMPLATE, current_fingerprint, print_context
from showcase.lists.register.fold import State
from showcase.lists.register_pages import unit_answers
from showcase.lists.register_pages.answers import answer_label
from showcase.models import AnnouncementPage, Enterprise
from tests import factories as make
from tests.caching import forget_caches
from tests.showcase.lists.notices import NAME, notice

pytestmark = pytest.mark.django_db

TOLD = {
    State.LISTED: ["list"],
    State.SUSPENDED: ["list", "suspend"],
    State.REMOVED: ["list", "remove"],
    State.PROPOSED: ["propose"],
    State.NOT_IN_RECORDS: [],
}


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
    before = current_fingerprint(source)

    notice(unit, "remove", dt.date(2024, 3, 1))

    assert current_fingerprint(source) != before


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
    assert "type more of the name" in client.get("/en/register/", {"q": "恒安"}).content.decode()
