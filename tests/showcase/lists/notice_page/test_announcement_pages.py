"""Announcements: their state in words, rows as printed, basis and coverage."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from showcase.lists.contacts import contact_points
from showcase.models import AnnouncementPage
from tests import factories as make

pytestmark = pytest.mark.django_db

CONTACTS = {
    "office_contact": "示例节能处\n电话：0591-8000000\nexample@example.org\n示例路1号",
    "discipline_contact": "示例纪检组\n0591-8000001",
}


def proposal(**fields):
    until = dt.datetime(2026, 11, 27, 17, 30, tzinfo=timezone.get_default_timezone())
    values = {"kind": "proposal", "basis": "official_page", "objections_until": until, **CONTACTS, **fields}
    return make.make_announcement("示例公示", live=True, **values)


@time_machine.travel("2026-11-25T02:00:00Z", tick=False)
def test_an_open_proposal_says_until_when_and_to_whom_one_may_object(client: Client):
    make.make_translation(page := proposal(), "Example proposal")

    context = client.get(page.get_translations().get().get_url()).context

    banner = context["banner"]
    assert (banner.state, banner.days_left) == ("open", 2)
    assert banner.sentence == "Objections are received until 27 November 2026, 17:30."
    assert [(c.role_label, c.name, c.phone) for c in context["contacts"]] == [
        ("Responsible office", "示例节能处", "0591-8000000"),
        ("Discipline office", "示例纪检组", "0591-8000001"),
    ]


@time_machine.travel("2026-11-28T02:00:00Z", tick=False)
def test_after_its_window_a_proposal_is_closed(client: Client):
    assert client.get(proposal().get_url()).context["banner"].state == "closed"


@time_machine.travel("2026-11-28T02:00:00Z", tick=False)
def test_a_proposal_that_was_decided_leads_to_the_final_list(client: Client):
    page = proposal()
    final = make.make_announcement("示例公布", decides=page, effective_on=dt.date(2026, 11, 28), live=True)

    banner = client.get(page.get_url()).context["banner"]

    assert (banner.state, banner.successor_title, banner.successor_url) == ("superseded", "示例公布", final.get_url())


def test_a_press_based_list_says_so_and_what_of_it_we_hold(client: Client):
    page = make.make_announcement(entries=[make.make_enterprise(), "别家"], stated_total=131, live=True)
    make.make_translation(page, "Example list")

    context = client.get(page.get_translations().get().get_url()).context

    assert context["is_press"]
    (table,) = context["tables"]
    assert table.coverage_label == "partial: 2 of 131 units"
    assert ("Basis", "Press report") in [(fact.label, fact.value) for fact in context["facts"]]


def test_rows_stand_as_printed_and_lead_to_published_enterprises_alone(client: Client):
    page = make.make_announcement(
        entries=[make.make_enterprise("甲厂"), make.make_enterprise("乙厂", live=False), "丙厂"]
    )
    page.save_revision().publish()

    (table,) = client.get(page.get_url()).context["tables"]

    assert [(row.name, bool(row.enterprise_url)) for row in table.rows] == [
        ("甲厂", True),
        ("乙厂", False),
        ("丙厂", False),
    ]


def test_a_unit_that_was_on_the_list_before_is_continued_and_nothing_is_called_new(client: Client):
    old, fresh = make.make_enterprise("老厂"), make.make_enterprise("新厂")
    make.make_announcement(entries=[old], year=2023, effective_on=dt.date(2023, 12, 31), live=True)
    page = make.make_announcement(entries=[old, fresh], live=True)
    english = make.make_translation(page, "Example list")

    (table,) = client.get(english.get_url()).context["tables"]

    assert [row.change_label for row in table.rows] == ["continued", ""]


def test_all_announcements_stand_by_year_those_open_first(client: Client):
    with time_machine.travel("2026-11-25T02:00:00Z", tick=False):
        proposal(year=2026)
        make.make_announcement("二四年", year=2024, effective_on=dt.date(2024, 12, 31), live=True)
        make.make_announcement("二三年", year=2023, effective_on=dt.date(2023, 12, 31), live=True)
        make.make_announcement("草稿")

        context = client.get("/notices/").context

    assert [card.title for card in context["open_notices"]] == ["示例公示"]
    assert [(year, [card.title for card in cards]) for year, cards in context["years"]] == [
        (2024, ["二四年"]),
        (2023, ["二三年"]),
    ]


def test_a_card_counts_the_units_of_each_programme(client: Client):
    page = make.make_announcement(entries=[make.make_enterprise(), "别家"])
    make.make_entry(page, "园区", programme=make.programme("green-park"))
    page.save_revision().publish()

    ((_year, (card,)),) = client.get("/en/notices/").context["years"]

    assert card.meta == ("Green factory: 2 units", "Green industrial park: 1 unit")


def test_a_contact_without_lines_is_a_name_alone():
    (point,) = contact_points(AnnouncementPage(office_contact="示例处", discipline_contact=""))

    assert (point.name, point.phone, point.email, point.address) == ("示例处", "", "", "")


@pytest.mark.parametrize("coverage", ["complete", "partial", "unknown"])
def test_a_notice_of_changes_counts_its_rows_and_never_says_none(client: Client, coverage: str):
    page = make.make_announcement(kind="adjustment", coverage=coverage)
    for action in ("remove", "rename", "suspend"):
        make.make_entry(page, make.make_enterprise(), action=action)
    page.save_revision().publish()

    facts = {fact.label: fact.value for fact in client.get(page.get_url()).context["facts"]}
    cards = client.get("/notices/").context["years"]

    assert "3" in facts["完整程度"]
    assert "0" not in facts["完整程度"]
    (card,) = (card for _year, found in cards for card in found)
    assert "3" in card.basis_label
