"""What the public learns: nothing while the window is open, then a number and never more."""

import pytest
from django.test import Client
from time_machine import travel

from tests import factories
from tests.showcase.objections import senders
from tests.showcase.objections.senders import CLOSED, OPEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    with travel(OPEN, tick=False):
        found = senders.notice()
        factories.make_translation(found, "Example proposal")
        yield found


def shown(page, language="en") -> str:
    found = page.get_translations().get() if language == "en" else page
    return Client().get(found.get_url()).content.decode()


def test_an_open_notice_shows_both_contacts_in_its_banner_and_the_form_after_them(page):
    text = shown(page)

    banner = text[text.index('class="state-banner open"') : text.index('class="columns aside"')]
    assert "2 days left" in banner
    assert banner.index("office@example.org") < banner.index("0591-8000001") < banner.index(senders.address(page, "en"))


def test_while_the_window_is_open_nobody_learns_whether_there_are_objections(page):
    before = shown(page)
    senders.received(page)

    assert shown(page) == before
    assert "received online" not in before


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (0, "0 objections were received online."),
        (1, "1 objection was received online."),
        (3, "3 objections were received online."),
    ],
)
def test_after_it_the_total_is_told_zero_as_zero(page, number, sentence):
    for n in range(number):
        senders.received(page, text=f"第{n}条异议，内容各不相同。")

    with travel(CLOSED, tick=False):
        text = shown(page)

    assert sentence in " ".join(text.split())
    assert senders.address(page, "en") not in text
    assert senders.NAME not in text


def test_a_notice_whose_form_is_off_tells_no_total(page):
    senders.received(page)
    page.takes_objections_online = False
    page.save()

    with travel(CLOSED, tick=False):
        assert "received online" not in shown(page)


def test_no_feed_and_no_file_tells_anything(page):
    senders.received(page)

    with travel(CLOSED, tick=False):
        for address in ("/register/feed/", "/register/?format=json", "/sitemap.xml", "/notices/"):
            assert "bjection/" not in Client().get(address).content.decode()


def test_an_invented_notice_says_that_nothing_is_forwarded():
    with travel(OPEN, tick=False):
        invented, real = senders.notice(is_example=True), senders.notice()

        sentence = "nothing you write is forwarded to anyone"
        assert sentence in Client().get(senders.address(invented, "en")).content.decode()
        assert sentence not in Client().get(senders.address(real, "en")).content.decode()
