"""The addresses of charts: what is no longer public is in none of them, kept answers included."""

from decimal import Decimal

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from showcase.models import StoryPage
from tests import factories as make

CONFLICTING = ("2021", "2022", "2023")


@pytest.fixture
def cases():
    """Six cases of one technique that save 100 to 600 tce a year; the last also has three conflicting figures."""
    made = []
    for tonnes in (100, 200, 300, 400, 500, 600):
        effects = [make.make_effect(low=Decimal(tonnes), high=Decimal(tonnes))]
        if tonnes == 600:
            effects += [make.make_effect(aside=True, period=year) for year in CONFLICTING]
        made.append(make.make_case(enterprises=[make.make_enterprise()], effects=effects))
    return made


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def expire(page):
    StoryPage.objects.filter(pk=page.pk).update(expire_at=make.later(hours=-1))
    # The clock passes no date in a test: what is kept ends with a change, as it does when the hour comes.
    make.make_case()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hide", [restrict, expire])
def test_a_case_that_stops_being_public_leaves_every_drawing_and_table(cases, hide):
    reader, spread = Client(), "/charts/spread/T02.01-energy"
    dated = f"/charts/dates/{cases[-1].translation_key}-1"
    assert reader.get(f"{spread}.svg").content.count(b"<circle") == 6
    assert [reader.get(f"{dated}.{form}").status_code for form in ("svg", "csv")] == [200, 200]

    hide(StoryPage.objects.get(pk=cases[-1].pk))

    assert reader.get(f"{spread}.svg").content.count(b"<circle") == 5
    assert ",600," not in reader.get(f"{spread}.csv").content.decode("utf-8-sig")
    assert [reader.get(f"{dated}.{form}").status_code for form in ("svg", "csv")] == [404, 404]


@pytest.mark.django_db
def test_a_drawing_is_read_alone_and_allows_no_script_and_nothing_from_other_hosts():
    case = make.make_case(effects=[make.make_effect(aside=True, period=year) for year in CONFLICTING])
    address = f"/charts/dates/{case.translation_key}-1.svg"

    answer = Client().get(address)

    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert b"<script" not in answer.content
    assert b"style=" not in answer.content
    assert Client().post(address).status_code == 405
