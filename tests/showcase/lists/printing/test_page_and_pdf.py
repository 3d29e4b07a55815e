"""The page leads to its PDF, and the PDF is given out, only while both say the same and anybody may read the page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from time_machine import travel
from wagtail.models import PageViewRestriction

from showcase.lists.printing.printed import current_fingerprint
from showcase.models import AnnouncementPage, AnnouncementPdf
from tests import factories
from tests.showcase.lists.printing.pdf_pages import CLOSED, LATER, OPEN, notice

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 what was made"


def with_pdf(page):
    """The page with a PDF that says what it says now."""
    with translation.override(page.locale.language_code):
        printed = current_fingerprint(page)
    AnnouncementPdf.objects.create(page=page, fingerprint=printed, content=CONTENT, made_at=timezone.now())
    return page


def address(page, prefix=""):
    return f"{prefix}/notices/{page.source.pk}/pdf/"


def offers(page):
    """Whether the page links to the PDF, and the status of the PDF's own address."""
    prefix = "/en" if page.locale.language_code == "en" else ""
    at = address(page, prefix)
    client = Client()
    return f'href="{at}"' in client.get(page.get_url()).content.decode(), client.get(at).status_code


def change(page, **fields):
    page = AnnouncementPage.objects.get(pk=page.pk)
    for name, value in {"change_reason": "更正", **fields}.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


@travel(OPEN, tick=False)
def test_a_current_pdf_is_linked_and_given_out_as_one():
    page = with_pdf(notice())

    answer = Client().get(address(page))

    assert offers(page) == (True, 200)
    assert reverse("announcement_pdf", args=[page.pk]) == address(page)
    assert b"".join(answer.streaming_content) == CONTENT
    assert (answer["Content-Type"], answer["X-Robots-Tag"]) == ("application/pdf", "noindex")
    assert "inline" in answer["Content-Disposition"]


def test_without_a_pdf_there_is_no_link_and_no_address():
    assert offers(notice()) == (False, 404)


@travel(OPEN, tick=False)
def test_each_language_has_its_own():
    page = notice()
    english = with_pdf(factories.make_translation(page, "Proposed green factories"))

    assert offers(english) == (True, 200)
    assert offers(page) == (False, 404)


@travel(OPEN, tick=False)
@pytest.mark.parametrize(
    "fields",
    [
        {"title": "另一标题"},
        {"introduction": "另一导语"},
        {"body": [factories.paragraph("<p>另一正文</p>")]},
        {"office_contact": "另一处室"},
        {"document_number": "闽工信规〔2025〕4号"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_change_of_what_is_printed_makes_it_old(fields):
    page = with_pdf(notice())

    assert offers(change(page, **fields)) == (False, 404)


@travel(OPEN, tick=False)
def test_a_withdrawal_makes_it_old():
    page = with_pdf(notice())

    assert offers(change(page, withdrawn_on=timezone.localdate())) == (False, 404)


def test_a_day_less_leaves_it_and_the_end_of_the_window_makes_it_old():
    with travel(OPEN, tick=False):
        page = with_pdf(notice())
    with travel(LATER, tick=False):
        assert offers(page) == (True, 200)
    with travel(CLOSED, tick=False):
        assert offers(page) == (False, 404)


@travel(OPEN, tick=False)
def test_a_site_that_becomes_a_demonstration_makes_it_old(settings):
    page = with_pdf(notice())
    settings.DEMO = True

    assert offers(page) == (False, 404)


@travel(OPEN, tick=False)
def test_a_draft_of_a_change_leaves_it():
    page = with_pdf(notice())
    draft = AnnouncementPage.objects.get(pk=page.pk)
    draft.title = "未发布的标题"
    draft.save_revision()

    assert offers(page) == (True, 200)


@travel(OPEN, tick=False)
def test_what_nobody_may_read_is_not_given_out():
    page = with_pdf(notice())
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert Client().get(address(page)).status_code == 404


@travel(OPEN, tick=False)
def test_what_is_not_live_is_not_given_out():
    page = with_pdf(notice())
    AnnouncementPage.objects.filter(pk=page.pk).update(live=False)

    assert Client().get(address(page)).status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "1e3", "-1"])
def test_a_number_that_is_no_announcement_is_not_found(number):
    assert Client().get(f"/notices/{number}/pdf/").status_code == 404


def test_only_reading_is_allowed():
    assert Client().post("/notices/1/pdf/").status_code == 405


@travel(OPEN, tick=False)
def test_the_link_costs_one_query_whatever_the_rows(django_assert_max_num_queries):
    few = with_pdf(notice("一公司"))
    many = with_pdf(notice(*(f"公司{number}" for number in range(40))))
    counts = []
    for page in (few, many):
        Client().get(page.get_url())
        with django_assert_max_num_queries(200) as queries:
            Client().get(f"{page.get_url()}?rows=all")
        counts.append(len(queries))

    assert counts[0] == counts[1]
