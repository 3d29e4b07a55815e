"""What changed between two days: a page, CSV, JSON, Atom; and on an announcement against the list before it."""

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from hypothesis import given
from lxml import etree

from showcase.lists.register.changes import Change, changes
from showcase.lists.register.fold import Chain, fold
from showcase.lists.register.index import RegisterIndex
from showcase.lists.register.query import RegisterQuery
from showcase.lists.register.rows import SpanRow, Unit
from showcase.lists.register.timeline import spans
from tests import factories as make
from tests.caching import forget_caches
from tests.streams import days, streams

CODES = dict.fromkeys(("programme", "level", "region", "industry", "year", "basis", "list"), frozenset())


@given(streams, days, days)
def test_the_changes_are_the_difference_of_the_two_registers(events, one, other):
    start, end = sorted((one, other))
    rows = [
        SpanRow(
            *(at, Unit(span.listing.chain.enterprise, 1, "", "", "", (), ""), span.listing.chain, CODES),
            *(span.valid_from, span.valid_until, span.known_from, span.known_until),
        )
        for at, span in enumerate(spans(events))
    ]

    found = changes(RegisterIndex.of(rows), start, RegisterQuery(), end, events)

    before = {listing.chain for listing in fold(events, start)}
    after = {listing.chain for listing in fold(events, end)}
    chains = {change: {one.chain for one in found[change]} for change in Change}
    assert chains[Change.CONTINUED] == before & after
    assert chains[Change.REMOVED] == before - after
    assert chains[Change.ADDED] | chains[Change.MOVED_UP] == after - before
    for chain in chains[Change.MOVED_UP]:
        assert Chain(chain.enterprise, chain.programme, "provincial") in before
    assert chains[Change.RENAMED] | chains[Change.REVERIFIED] <= chains[Change.CONTINUED]


# Pages ---------------------------------------------------------------------------------------------------


@pytest.fixture
def two_lists(db):
    """Complete provincial lists of 2022 and 2024; in between one removed, one renamed; one moves up to national."""
    stays, leaves, renamed, comes, rises = (
        make.make_enterprise(name) for name in ("留厂", "离厂", "旧厂", "来厂", "升厂")
    )
    whole = {"coverage": "complete", "effective_precision": "day", "live": True}
    first = make.make_announcement(
        "二〇二二年名单", entries=[stays, leaves, renamed, rises], year=2022, effective_on=dt.date(2022, 12, 1), **whole
    )
    adjustment = make.make_announcement(
        "调整", kind="adjustment", effective_on=dt.date(2023, 6, 1), effective_precision="day"
    )
    make.make_entry(adjustment, leaves, action="remove", reason_printed="停产")
    make.make_entry(adjustment, renamed, action="rename", position=2)
    adjustment.entries.filter(enterprise=renamed).update(name="新厂")
    make.make_entry(adjustment, stays, action="reverify", position=3)
    adjustment.save_revision().publish()
    second = make.make_announcement(
        "二〇二四年名单", entries=[comes, stays], year=2024, effective_on=dt.date(2024, 12, 1), **whole
    )
    make.make_announcement(
        "国家名单", entries=[rises], level_code="national", effective_on=dt.date(2024, 12, 1), live=True
    )
    return {"first": first, "second": second, "adjustment": adjustment}


BETWEEN = "from=2022-12-31&to=2024-12-31"


def told(address):
    forget_caches()
    return [(row.change, row.name, row.note) for row in Client().get(address).context["rows"]]


def test_added_moved_up_renamed_reverified_and_removed_with_the_reason_as_printed(two_lists):
    assert told(f"/en/register/changes/?{BETWEEN}") == [
        ("added", two_lists["second"].entries.get(position=1).enterprise.name_en, ""),
        ("moved_up", two_lists["first"].entries.get(position=4).enterprise.name_en, ""),
        ("renamed", two_lists["first"].entries.get(position=3).enterprise.name_en, "from 旧厂 to 新厂"),
        ("reverified", two_lists["first"].entries.get(position=1).enterprise.name_en, ""),
        ("removed", two_lists["first"].entries.get(position=2).enterprise.name_en, "removed: 停产"),
    ]


def test_those_who_stay_are_counted_and_shown_when_asked_for(two_lists):
    counts = {count.change: count.total for count in Client().get(f"/register/changes/?{BETWEEN}").context["counts"]}

    assert counts == {
        "added": 1,
        "moved_up": 1,
        "renamed": 1,
        "reverified": 1,
        "merged": 0,
        "removed": 1,
        "continued": 3,
    }
    assert [name for _change, name, _note in told(f"/register/changes/?{BETWEEN}&change=continued")] == [
        "留厂",
        "新厂",
        "升厂",
    ]


def test_filters_narrow_the_changes(two_lists):
    assert [change for change, *_rest in told(f"/register/changes/?{BETWEEN}&level=national")] == ["moved_up"]
    assert [name for _change, name, _note in told(f"/register/changes/?{BETWEEN}&q=来")] == ["来厂"]
    assert told(f"/register/changes/?{BETWEEN}&region=350200") == []


def test_a_removal_leads_to_the_row_that_says_so(two_lists):
    (row,) = Client().get(f"/register/changes/?{BETWEEN}&change=removed").context["rows"]

    assert row.announcement_title == "调整"
    assert row.announcement_url.endswith("#row-1")


def test_as_known_before_a_notice_was_recorded_its_changes_are_unknown(two_lists):
    assert told(f"/register/changes/?{BETWEEN}&known_at=2020-01-01") == []


def test_every_format_gives_the_same_changes_and_none_is_for_search_engines(two_lists):
    address = f"/en/register/changes/?{BETWEEN}"
    page, table, asked, feed = (
        Client().get(address + form) for form in ("", "&format=csv", "&format=json", "&format=atom")
    )

    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [row["change"] for row in rows][:5] == ["added", "moved up", "renamed", "re-verified", "removed"]
    assert asked.json()["counts"]["continued"] == 3
    assert len(asked.json()["changes"]) == len(rows) == 8
    titles = etree.fromstring(feed.content).findall("{*}entry/{*}title")
    assert sorted(title.text.partition(":")[0] for title in titles) == [
        "added",
        "moved up",
        "re-verified",
        "removed",
        "renamed",
    ]
    assert {answer["X-Robots-Tag"] for answer in (page, table, asked, feed)} == {"noindex"}
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_a_complete_list_says_what_changed_since_the_complete_one_before(two_lists):
    english = make.make_translation(two_lists["second"], "List of 2024")
    facts = Client().get(english.get_url()).context["changes"]

    assert {fact.label: fact.value for fact in facts} == {
        "Added": "1",
        "Re-verified": "1",
        "Removed": "1",
        "Only on the previous list": "2",
        "Continued": "1",
    }
    for fact in facts:
        forget_caches()
        assert len(Client().get(fact.url).context["rows"]) == int(fact.value)


def test_no_list_is_set_beside_one_that_is_not_complete(two_lists):
    assert not Client().get(two_lists["first"].get_url()).context["changes"]
    partial = make.make_announcement(
        "不全的名单", entries=["某厂"], coverage="partial", effective_on=dt.date(2025, 12, 1), live=True
    )
    assert not Client().get(partial.get_url()).context["changes"]
    assert Client().get(f"/register/changes/?list={partial.pk}").status_code == 404


def test_a_list_leads_to_the_changes_since_the_one_before_it(two_lists):
    answer = Client().get(f"/register/changes/?list={two_lists['second'].pk}")

    keys = {name: page.pk for name, page in two_lists.items()}
    assert answer.url == f"/register/changes/?list={keys['second']}&before={keys['first']}&programme=green-factory"
    assert told(answer.url) == [
        ("added", "来厂", ""),
        ("reverified", "留厂", ""),
        ("removed", "离厂", "移出：停产"),
        ("not_named", "新厂", ""),
        ("not_named", "升厂", ""),
    ]


def test_a_list_of_few_units_is_compared_with_the_list_before_and_not_with_the_whole_register(two_lists):
    """Others that came into the register in between are not added by this list."""
    others = [make.make_enterprise(f"他厂{number}") for number in range(5)]
    make.make_announcement("增补", entries=others, effective_on=dt.date(2023, 12, 1), live=True, year=2023)

    facts = {fact.label: fact.value for fact in Client().get(two_lists["second"].get_url()).context["changes"]}

    assert facts["新增"] == "1"


@pytest.mark.parametrize("before", ["x", "99999999", "{adjustment}", "{second}"])
def test_lists_that_do_not_compare_are_not_found(two_lists, before):
    keys = {name: page.pk for name, page in two_lists.items()}
    address = f"/register/changes/?list={keys['second']}&before={before.format(**keys)}"
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["from=x", "to=2025-02-30", "from=2025-01-02&to=2025-01-01", "to=9999-12-31", "change=all", "format=xml"]
)
@pytest.mark.django_db
def test_what_is_malformed_is_answered_with_a_bad_request(query):
    assert Client().get(f"/register/changes/?{query}").status_code == 400


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 200), ("list=x", 404), ("list=99999999999", 404), ("from=1900-01-01&to=2026-11-01", 200), ("page=1", 200)],
)
@pytest.mark.django_db
def test_what_is_odd_is_answered(query, status):
    assert Client().get(f"/register/changes/?{query}").status_code == status
