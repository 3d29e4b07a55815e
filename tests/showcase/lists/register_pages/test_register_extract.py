"""名单查询结果: what the register holds of one enterprise, to print; never a certificate."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from showcase.lists.register.record import record
from showcase.models import ListEntry
from tests import factories as make
from tests.caching import forget_caches

pytestmark = pytest.mark.django_db

HASH = "a" * 64


@pytest.fixture
def unit():
    found = make.make_enterprise("甲厂", "Jia Factory")
    with time_machine.travel("2026-01-15T08:00:00+00:00", tick=False):
        page = make.make_announcement(
            "名单", effective_on=dt.date(2023, 12, 31), document_number="闽工信规〔2023〕3号", basis="official_file"
        )
        make.make_entry(
            page, found, serial="17", file_name="附件.xlsx", file_sheet="表1", file_row=21, file_sha256=HASH
        )
        page.save_revision().publish()
    return found


def test_it_names_list_document_row_file_hash_basis_and_the_moment_of_the_query(unit):
    response = Client().get(f"/en/register/extract/{unit.number}/")

    (listing,) = response.context["listings"]
    facts = {fact.label: fact.value for fact in listing.facts}
    assert (listing.level, listing.programme) == ("Provincial", "green factory")
    assert (facts["List"], facts["Document number"]) == ("名单", "闽工信规〔2023〕3号")
    assert (facts["Row of the notice"], facts["In the file"]) == ("17", "附件.xlsx · 表1 · row 21")
    assert facts["SHA-256 of the file"] == HASH
    assert facts["Basis"].startswith("official file")
    assert facts["Since"] == "2023 (day not stated)"
    assert "Queried at" in {fact.label for fact in response.context["facts"]}
    assert "not a certificate" in response.content.decode()


def test_its_drawing_and_its_address_hold_both_times_and_give_the_same_answer_for_good(unit):
    response = Client().get(f"/register/extract/{unit.number}/?as_of=2024-06-30")

    url = f"/register/extract/{unit.number}/?as_of=2024-06-30&known_at=2026-01-15T08:00:00Z"
    assert response.context["permanent_url"] == f"http://127.0.0.1{url}"
    drawing = re.search(r"<svg role=\"img\".*?</svg>", response.content.decode(), re.DOTALL)
    assert drawing
    assert "style=" not in drawing[0]
    event = unit.listing_events.get()
    correction = {"kind": "corrected", "corrects": event, "effective_on": event.effective_on}
    facts = {name: getattr(event, name) for name in ("announcement", "enterprise", "programme", "level")}
    record([type(event)(**facts, **correction)])
    forget_caches()
    assert len(Client().get(url).context["listings"]) == 1
    assert Client().get(f"/register/extract/{unit.number}/?as_of=2024-06-30").context["listings"] == ()


def test_its_drawing_stands_above_the_listings_however_many_pages_they_fill_in_print(unit):
    page = Client().get(f"/register/extract/{unit.number}/").content.decode()

    assert page.index('class="extract-address"') < page.index("<svg", page.index('class="extract-address"'))
    assert page.index('class="extract-address"') < page.index('class="fact-box"')


def test_who_is_on_no_list_is_not_in_our_records_and_never_not_listed(unit):
    other = make.make_enterprise()
    for address in (f"/en/register/extract/{other.number}/", f"/en/register/extract/{unit.number}/?as_of=2020-01-01"):
        page = Client().get(address).content.decode()
        assert "Not in our records" in page
        assert "does not mean that the enterprise is not listed" in page


def test_it_is_neither_kept_in_a_cache_nor_by_a_search_engine(unit):
    response = Client().get(f"/register/extract/{unit.number}/")

    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_drafts_and_invented_units_have_none():
    for fields in ({"live": False}, {"is_example": True}):
        assert Client().get(f"/register/extract/{make.make_enterprise(**fields).number}/").status_code == 404
    assert Client().get("/register/extract/999999/").status_code == 404


def test_the_enterprise_page_leads_to_it_and_to_the_very_row(unit):
    response = Client().get(f"/enterprises/{unit.number}/")

    assert response.context["extract_url"] == f"/register/extract/{unit.number}/"
    (line,) = response.context["listings"]
    assert line.announcement_url.endswith(f"#row-{ListEntry.objects.get().position}")
    assert line.document_number == "闽工信规〔2023〕3号"
    assert not response.context["noindex"]


def test_an_enterprise_that_was_removed_is_not_for_search_engines(unit):
    removal = make.make_announcement("调整", kind="adjustment")
    make.make_entry(removal, unit, action="remove")
    removal.save_revision().publish()

    assert 'content="noindex"' in Client().get(f"/enterprises/{unit.number}/").content.decode()
    assert f"/enterprises/{unit.number}/" not in Client().get("/sitemap.xml").content.decode()
